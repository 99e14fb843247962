"""What can be asked from Python? The same questions as on the command line, with the same answers as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from calctutor.engines.asking import which_derivative, which_point
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name
from calctutor.notation.writing import latex, python, text
from calctutor.steps import Solution


class Worked(Solution):
    """A worked solution that shows itself: in a notebook as Markdown, with `print` as numbered lines.

    `data` is what `--format json` prints; `answer_text`, `answer_python` and `answer_latex` are the answer in one
    notation.
    """

    @property
    def data(self) -> Mapping[str, Any]:
        from calctutor.render.json import solution_data

        return solution_data(self)

    @property
    def answer_text(self) -> str:
        return text(self.answer)

    @property
    def answer_python(self) -> str:
        return python(self.answer)

    @property
    def answer_latex(self) -> str:
        return latex(self.answer)

    def __str__(self) -> str:
        from calctutor.narrate import derivative, integral
        from calctutor.narrate.several_pages import whole_page
        from calctutor.render import plain_text
        from calctutor.render.paper import Paper

        page = integral.page if self.command == "integrate" else derivative.page
        return plain_text(whole_page(self) or page(self), Paper(80))

    def _repr_markdown_(self) -> str:
        from calctutor.render.markdown import solution_markdown

        return solution_markdown(self)


def differentiate(expression: str, wrt: str | None = None, order: int = 1, at: str | None = None) -> Worked:
    """The worked derivative of what a person would type, LaTeX included.

    `wrt` is the variable (needed when there are several), `order` how often to differentiate, `at` a point (`"x=1"` or
    `"1"`). Raises `StudentError` where the text cannot be read, the variable is not clear or no rule applies.
    """
    from calctutor.engines import derivative

    named = [read_name(wrt)] if wrt else []
    tree, x, times = which_derivative(read(expression, named), expression, wrt, at)
    solution = derivative.differentiate(tree, x, order * times, which_point(at, x))
    return Worked(**{field.name: getattr(solution, field.name) for field in fields(Solution)})


def integrate(expression: str, wrt: str | None = None) -> Worked:
    """The worked antiderivative of what a person would type, LaTeX included.

    `wrt` is the variable (needed when there are several). `about["antiderivative"]` is the answer without its constant. Raises
    `StudentError` where the text cannot be read, the variable is not clear or no antiderivative was found.
    """
    from calctutor.engines import integral
    from calctutor.engines.asking import integrand

    tree, x = integrand(read(expression, [read_name(wrt)] if wrt else []), read_name(wrt) if wrt else None, expression)
    solution = integral.integrate(tree, x)
    return Worked(**{field.name: getattr(solution, field.name) for field in fields(Solution)})


def gradient(expression: str, variables: str | None = None, at: str | None = None, direction: str | None = None) -> Worked:
    """The worked gradient; `about["gradient"]` has its entries.

    `variables` are named as `"x,y"` (by default every letter, in alphabetical order), `at` is a point (`"x=1,y=2"` or `"1,2"`),
    `direction` a vector (`"3,4"`). Raises `StudentError` where the text cannot be read, the point or the vector has the wrong
    number of entries, or something has no value there.
    """
    from calctutor.engines import gradient as engine
    from calctutor.engines.asking import free_names
    from calctutor.engines.several_asking import listed, which_direction, which_place, which_variables

    chosen = listed(variables)
    tree = read(expression, chosen)
    letters = which_variables([tree], expression, chosen)
    place, along = which_place(at, letters, free_names(tree)), which_direction(direction, letters)
    return _worked(engine.differentiate(tree, letters, place, along))


def hessian(expression: str, variables: str | None = None, at: str | None = None) -> Worked:
    """The worked Hessian; `about["hessian"]` has its rows, and `about["at"]` what it says at a point.

    The arguments are those of `gradient`, and so are the errors.
    """
    from calctutor.engines import hessian as engine
    from calctutor.engines.asking import free_names
    from calctutor.engines.several_asking import listed, which_place, which_variables

    chosen = listed(variables)
    tree = read(expression, chosen)
    letters = which_variables([tree], expression, chosen)
    return _worked(engine.differentiate(tree, letters, which_place(at, letters, free_names(tree))))


def probability(
    *densities: str,
    on: str | None = None,
    assume: Sequence[str] = (),
    wrt: str | None = None,
    discrete: bool = False,
    what: Sequence[str] = (),
    between: str | None = None,
    expect: Sequence[str] = (),
    quantile: Sequence[str] = (),
    kind: str = "density",
    data: Sequence[Any] | str | None = None,
    function: str | None = None,
) -> Worked:
    """What follows from a density, or from a distribution such as `"normal(mu, sigma)"`, worked.

    `on` is the support (`"0..oo"`; of two letters `"x=0..1,y=0..x"`), `assume` what is known of letters (`["k>0"]`). `what` is
    any of `"cdf"`, `"mean"`, `"variance"`, `"median"`, `"mode"`, `"mgf"`, `"entropy"`; `between`, `expect` and `quantile` are
    as on the command line, a text or several. `kind` may also be `"joint"`, `"likelihood"` (with `data`: numbers, or
    `"x1..xn"`), `"kl"` and `"cross_entropy"` (two densities), `"transform"` and `"reparameterize"` (with `function`), or
    `"reward"` (discount and reward). `about["parts"]` has each answer. Raises `StudentError` where the text cannot be read,
    where it is no density, or where a condition on a letter is missing.
    """
    from importlib import import_module

    from calctutor.engines.probability.asking import PARTS
    from calctutor.engines.probability.requests import KINDS, Given, requested
    from calctutor.engines.probability.samples import sample_numbers

    if kind not in KINDS:
        raise StudentError("kind", f"{kind} is no question about a random variable", remedy="one of " + ", ".join(KINDS))
    if unknown := [part for part in _several(what) if part not in PARTS]:
        raise StudentError("quantity", f"{unknown[0]} is nothing that is worked here", remedy="what: " + ", ".join(PARTS))
    sample = None if data is None else sample_numbers(data if isinstance(data, str) else ",".join(map(str, data)))
    given = Given(list(densities), on, _several(assume), wrt, discrete, between, _several(expect), _several(quantile),
                  _several(what), sample, function, False)  # fmt: skip
    module, _, work = (asked := requested(kind, given)).work.partition(":")
    return _worked(getattr(import_module(module), work)(*asked.args))


def _several(texts: Sequence[str] | str) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _worked(solution: Solution) -> Worked:
    return Worked(**{field.name: getattr(solution, field.name) for field in fields(Solution)})


def check(kind: str, question: str, answer: str, prove: bool = False, **options: Any) -> Mapping[str, Any]:
    """The verdict on an answer, as the data that `calctutor check --format json` prints.

    `kind` is one of `calctutor check`'s (`"diff"`, `"integrate"`, `"gradient"`, ...). The options are `wrt`, `order`, `at`,
    `of`, `below`, `above`, `side`, `rate`, `direction`, `strict`, `form` and `inner`, as texts where the command line takes
    texts (`below` and `above` are its `--from` and `--to`). With `prove`, a proof by algebra is looked for where numbers
    agree. An answer that cannot be read is `unreadable`; a question that cannot be read raises `StudentError`.
    """
    from calctutor.checking.tasks import Options, read_answer, read_task
    from calctutor.checking.whole import certain, examined
    from calctutor.render.verdicts import unreadable_data, verdict_data

    task = read_task(kind, question, Options(**options))
    try:
        tree = read_answer(task, answer)
    except StudentError as problem:
        return unreadable_data(task.kind, question, answer, problem)
    judged, diagnosis = examined(task, tree, options.get("form"))
    if prove:
        from calctutor.checking.proof import proved

        judged = certain(task, tree, judged, proved)
    return verdict_data(task, judged, diagnosis, answer)
