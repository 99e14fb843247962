"""Which random variable is meant, and what is asked of it? Settled from text alone, before sympy is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calctutor.engines.asking import free_names
from calctutor.engines.probability.conditions import agreeing
from calctutor.engines.probability.named import NAMED, apart, known_name
from calctutor.engines.probability.parameters import for_one_letter, possible, put_in
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name
from calctutor.notation.tree import Tree, constant, name, names, negative

INFINITIES = (constant("oo"), negative(constant("oo")))


@dataclass(frozen=True, slots=True)
class Law:
    """How a random variable is distributed: the density `f` (of a discrete one, the probability) of its value `x` between
    `low` and `high`, what the other letters must obey, and, for a distribution with a name, what its parameters mean.
    `whole` are letters for whole numbers. Where the parameters are not letters, `general` is the density before they were put
    in for its `letters`.
    """

    f: Tree
    x: str
    low: Tree
    high: Tree
    conditions: tuple[Tree, ...] = ()
    title: str = ""
    meanings: tuple[tuple[Tree, str], ...] = ()
    discrete: bool = False
    whole: tuple[str, ...] = ()
    general: Tree | None = None
    letters: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The letters that are not the value."""
        inside = {letter for tree in (self.f, self.low, self.high) for letter in free_names(tree)}
        return tuple(sorted(inside - {self.x}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked beside the density itself. `between` is a pair of bounds, `quantiles` are probabilities."""

    expect: tuple[Tree, ...] = ()
    between: tuple[Tree, Tree] | None = None
    quantiles: tuple[Tree, ...] = ()
    parts: tuple[str, ...] = ("mean", "variance")
    picture: bool = True


PARTS = ("cdf", "mean", "variance", "median", "mode", "mgf", "entropy")
"""What `--mean` and its like ask for, in the order in which they are worked."""


def which_law(
    text: str, on: str | None = None, assume: Sequence[str] = (), wrt: str | None = None, discrete: bool = False
) -> Law:  # fmt: skip
    """The law of `normal(mu, sigma)`, or of a density as typed with its support `on`. Raises `StudentError`."""
    if found := known_name(text):
        return _named(*found, text, assume, wrt)
    named = [read_name(wrt)] if wrt else []
    supported, on = _variable_of(on)
    named += [supported] if supported else []
    tree = read(text, [letter for letter in named if len(letter) > 1])
    tree = tree.args[1] if tree.head == "=" else tree
    conditions = agreeing(tuple(which_condition(given) for given in assume))
    x = named[0] if named else _value_letter(tree, conditions, text)
    if on is None:
        raise StudentError("support", f"for which {x} does this density hold?", text, (0, len(text)), "--on 0..oo")
    low, high = which_support(on)
    strangers = set(free_names(tree)) - {letter for told in (*conditions, low, high) for letter in names(told)}
    if x not in names(tree) and (strangers or not named):
        raise StudentError("support", f"the density does not contain {x}", text, (0, len(text)), f"--wrt {x}")
    if x in {*names(low), *names(high)}:
        raise StudentError("support", f"the support of {x} cannot depend on {x} itself", on, (0, len(on)), "--on 0..oo")
    return Law(tree, x, low, high, conditions, discrete=discrete)


def _variable_of(on: str | None) -> tuple[str | None, str | None]:
    """The letter of `x=0..1`, and the range."""
    if on is None or "=" not in on:
        return None, on
    letter, _, rest = on.partition("=")
    return read_name(letter.strip()), rest


def _value_letter(tree: Tree, conditions: Sequence[Tree], text: str) -> str:
    """The letter of the value: x if there is one, and otherwise the only letter of which nothing is assumed."""
    assumed = {letter for condition in conditions for letter in names(condition)}
    found = [letter for letter in free_names(tree) if letter not in assumed]
    if "x" in found or not free_names(tree):
        return "x"
    if len(found) == 1:
        return found[0]
    letter = found[0] if found else free_names(tree)[0]
    raise StudentError("which-variable", f"which letter is the value of the random variable: {', '.join(free_names(tree))}?",
                       text, (0, len(text)), f"--wrt {letter}")  # fmt: skip


def which_support(text: str) -> tuple[Tree, Tree]:
    """The two ends of `0..oo`, or of a <= x <= b written as `a..b`."""
    low, dots, high = text.partition("..")
    if not (dots and low.strip() and high.strip()):
        raise StudentError("support", "a range has two ends with .. between them", text, (0, len(text)), "--on 0..oo")
    ends = read(low), read(high)
    if turned_round(*ends):
        raise StudentError(
            "support", "the lower end of a range comes first", text, (0, len(text)), f"{high.strip()}..{low.strip()}"
        )
    return ends


def turned_round(low: Tree, high: Tree) -> bool:
    """Is the first of two numbers proved to be the larger one? Not where a letter is in them."""
    from calctutor.balls.values import evaluate

    endless = low in INFINITIES, high in INFINITIES
    if names(low) or names(high) or (low, high) == INFINITIES[::-1]:
        return False
    if any(endless):
        return low == INFINITIES[0] or high == INFINITIES[1]
    return bool(evaluate(low, {}, 64).ball > evaluate(high, {}, 64).ball)


def which_condition(text: str) -> Tree:
    """The condition of `k>0`, `a<b` or `0<p<1`."""
    tree = read(text)
    parts = tree.args if tree.head == "and" else (tree,)
    if all(part.head in ("<", "<=", ">", ">=") for part in parts):
        return tree
    raise StudentError("which-assumption", "a condition says how large a letter is", text, (0, len(text)), '--assume "k>0"')


def _named(word: str, inside: str, text: str, assume: Sequence[str], wrt: str | None) -> Law:
    row = NAMED[word]
    given = apart(inside)
    if len(given) != len(row.parameters):
        wanted = ", ".join(f"{letter} ({meaning})" for letter, meaning in row.parameters)
        raise StudentError("parameters", f"{row.title} has the parameters {wanted}", text, (0, len(text)),
                           f"{word}({', '.join(letter for letter, _ in row.parameters)})")  # fmt: skip
    values = [read(part) for part in given]
    x = read_name(wrt) if wrt else _free_letter(values, row.discrete)
    holes = dict(zip((letter for letter, _ in row.parameters), values, strict=True))
    parts = {**holes, "x": name(x)}
    conditions = [for_one_letter(put_in(condition, parts), text) for condition in row.conditions]
    possible(conditions, text)
    meanings = tuple((holes[letter], meaning) for letter, meaning in row.parameters)
    whole = tuple(sorted({str(holes[letter].value) for letter in row.whole if holes[letter].head == "name"}))
    more = tuple(which_condition(condition) for condition in assume)
    open_ = tuple(condition for condition in conditions if names(condition))
    known = agreeing(tuple(dict.fromkeys((*open_, *more))))
    f, low, high = (put_in(formula, parts) for formula in (row.density, row.low, row.high))
    letters = tuple(letter for letter, _ in row.parameters)
    general = None if all(value.head == "name" for value in values) or x in letters else put_in(row.density, {"x": name(x)})
    return Law(f, x, low, high, known, row.title, meanings, row.discrete, whole, general, letters)


def formula_of(law: Law, values: Sequence[Tree]) -> tuple[Tree, Tree, Tree] | None:
    """Density and ends of a distribution with a name, for other values of its parameters."""
    row = next((row for row in NAMED.values() if row.title == law.title), None)
    if row is None or len(values) != len(row.parameters):
        return None
    parts = {letter: value for (letter, _), value in zip(row.parameters, values, strict=True)} | {"x": name(law.x)}
    f, low, high = (put_in(formula, parts) for formula in (row.density, row.low, row.high))
    return f, low, high


def _free_letter(values: Sequence[Tree], discrete: bool) -> str:
    used = {letter for value in values for letter in names(value)}
    return next(letter for letter in (("k", "j", "r") if discrete else ("x", "y", "w")) if letter not in used)


__all__ = ["Law", "Wanted", "formula_of", "which_condition", "which_law", "which_support"]
