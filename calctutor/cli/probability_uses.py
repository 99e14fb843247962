"""`calctutor probability` may be asked for eight things: which worker answers, and what is the heading?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from calctutor.cli.worker import Job
from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.blocks import Heading
    from calctutor.notation.tree import Tree

MOST = 1_000_000
ENGINES = "calctutor.engines.probability"


class Given(NamedTuple):
    """What was typed; `texts` are the densities or functions."""

    texts: list[str]
    on: str | None
    assume: tuple[str, ...]
    wrt: str | None
    discrete: bool
    between: str | None
    expect: tuple[str, ...]
    quantiles: tuple[str, ...]
    parts: tuple[str, ...]
    data: str | None
    column: str | None
    function: str | None
    picture: bool

    def again(self) -> str:
        """The same random variable, for the next command."""
        on = [f'--on "{self.on}"'] if self.on else []
        return " ".join([f'"{self.texts[0]}"', *on, *(f'--assume "{given}"' for given in self.assume)])


Use = tuple[Job, "Heading"]


def asked(kind: str, given: Given) -> Use:
    """The worker that answers, and the heading. Raises `StudentError` where something is missing."""
    count = 2 if kind in ("kl", "cross_entropy", "reward") else 1
    if len(given.texts) != count:
        wanted = (
            "two densities" if kind in ("kl", "cross_entropy") else "a discount and a reward" if count == 2 else "one density"
        )
        raise StudentError("missing", f"this asks for {wanted}, and {len(given.texts)} were given", remedy=EXAMPLES[kind])
    return USES[kind](given)


EXAMPLES = {
    "density": 'calctutor probability "exponential(k)"',
    "joint": 'calctutor probability --joint "x + y" --on "x=0..1,y=0..1"',
    "likelihood": 'calctutor probability "exponential(k)" --likelihood --data 1,2,3',
    "kl": 'calctutor probability --kl "normal(m1, s1)" "normal(m2, s2)"',
    "cross_entropy": 'calctutor probability --cross-entropy "normal(m1, s1)" "normal(m2, s2)"',
    "transform": 'calctutor probability "normal(0, 1)" --transform "x^2"',
    "reparameterize": 'calctutor probability "normal(mu, sigma)" --reparameterize "x^2"',
    "reward": 'calctutor probability --reward "exp(-k*t)" "1 - exp(-t)" --assume "k>0"',
}


def density(given: Given) -> Use:
    from calctutor.engines.probability.asking import Wanted, which_law, which_support
    from calctutor.narrate import probability as told
    from calctutor.notation.reading import read

    law = which_law(given.texts[0], given.on, given.assume, given.wrt, given.discrete)
    names = [letter for letter in (law.x, *law.parameters) if len(letter) > 1]
    expected = tuple(read(g, names) for g in given.expect)
    bounds = which_support(given.between) if given.between else None
    shares = tuple(map(read, given.quantiles))
    default = (
        ()
        if given.parts or expected or bounds or shares
        else ("mean", "variance")
        if law.discrete
        else ("cdf", "mean", "variance")
    )
    wanted = Wanted(expected, bounds, shares, given.parts or default, given.picture)
    return Job(f"{ENGINES}.density:find", law, wanted), told.heading(law)


def joint(given: Given) -> Use:
    from calctutor.engines.asking_where import which_range
    from calctutor.engines.probability.asking import which_condition
    from calctutor.engines.probability.named import apart
    from calctutor.narrate import probability as told
    from calctutor.notation.reading import read

    ranges = [which_range(part) for part in apart(given.on or "")]
    if len(ranges) != 2:
        raise StudentError("support", "a joint density needs a range for each of two letters", remedy=EXAMPLES["joint"])
    conditions = [which_condition(text) for text in given.assume]
    f, expected = read(given.texts[0]), [read(g) for g in given.expect]
    return Job(f"{ENGINES}.joint:find", f, ranges, conditions, expected), told.joint_heading(f, ranges, conditions)


def likelihood(given: Given) -> Use:
    from calctutor.engines.probability.asking import which_law
    from calctutor.narrate import probability_uses as told

    law = which_law(given.texts[0], given.on, given.assume, given.wrt, given.discrete)
    sample = sample_of(given.data, given.column)
    return Job(f"{ENGINES}.likelihood:likelihood", law, sample), told.likelihood_heading(law, sample)


def sample_of(data: str | None, column: str | None) -> tuple[Fraction, ...]:
    """The numbers of `1,2,3` or of a column of a CSV file; none for letters, as `x1..xn`."""
    from calctutor.engines.probability.samples import is_file, sample_numbers

    return _column(data, column) if data is not None and is_file(data) else sample_numbers(data)


def _column(path: str, column: str | None) -> tuple[Fraction, ...]:
    from calctutor.cli.files import read_text
    from calctutor.engines.fitting import sheet

    table = sheet(read_text(path, MOST), path)
    if column is not None and column not in table.names:
        raise StudentError("column", f"there is no column {column} in {path}", remedy=f"--column {table.names[0]}")
    k = table.names.index(column) if column is not None else 0
    return tuple(Fraction(repr(row[k])) for row in table.rows)


def divergence(given: Given) -> Use:
    return _of_two(given, "divergence", "D")


def cross_entropy(given: Given) -> Use:
    return _of_two(given, "cross_entropy", "H")


def _of_two(given: Given, task: str, letter: str) -> Use:
    from dataclasses import replace

    from calctutor.engines.probability.asking import which_law
    from calctutor.narrate import probability_uses as told
    from calctutor.notation.tree import name
    from calctutor.notation.tree import replace as put_in

    first, second = (which_law(text, given.on, given.assume, given.wrt, given.discrete) for text in given.texts)
    if first.x != second.x:
        second = replace(second, f=put_in(second.f, {name(second.x): name(first.x)}), x=first.x)
    return Job(f"{ENGINES}.divergence:{task}", first, second), told.divergence_heading(first, second, letter)


def transform(given: Given) -> Use:
    from calctutor.engines.probability.asking import which_law
    from calctutor.narrate import probability_uses as told

    law = which_law(given.texts[0], given.on, given.assume, given.wrt)
    if law.discrete:
        raise StudentError("discrete", "a discrete value has no density", remedy=EXAMPLES["transform"])
    g = _function(given, law.x)
    return Job(f"{ENGINES}.change:transformed", law, g), told.transform_heading(law, g)


def _function(given: Given, x: str) -> Tree:
    from calctutor.engines.asking import free_names
    from calctutor.notation.reading import read

    g = read(given.function or "", [x] if len(x) > 1 else [])
    if x not in free_names(g):
        raise StudentError(
            "which-variable", f"the function does not contain {x}", given.function or "", (0, len(given.function or ""))
        )
    return g


def reparameterize(given: Given) -> Use:
    from calctutor.engines.probability.asking import which_law
    from calctutor.narrate import probability_uses as told

    law = which_law(given.texts[0], given.on, given.assume, given.wrt)
    letters = [tree for tree, _ in law.meanings]
    if law.title != "normal" or any(tree.head != "name" for tree in letters):
        raise StudentError(
            "which-law", "this is worked for a normal distribution with two letters", remedy=EXAMPLES["reparameterize"]
        )
    g = _function(given, law.x)
    job = Job(f"{ENGINES}.change:reparameterized", *letters, g, law.x, law.conditions)
    return job, told.reparameterize_heading(law, g)


def reward(given: Given) -> Use:
    from calctutor.engines.probability.asking import which_condition
    from calctutor.narrate import probability_uses as told
    from calctutor.notation.reading import read

    t = given.wrt or "t"
    discount, worth = (read(text) for text in given.texts)
    conditions = tuple(which_condition(text) for text in given.assume)
    return Job(f"{ENGINES}.divergence:discounted", discount, worth, t, conditions), told.reward_heading(
        discount, worth, t, conditions
    )


USES: dict[str, Callable[[Given], Use]] = {
    "density": density, "joint": joint, "likelihood": likelihood, "kl": divergence, "cross_entropy": cross_entropy,
    "transform": transform, "reparameterize": reparameterize, "reward": reward,
}  # fmt: skip
