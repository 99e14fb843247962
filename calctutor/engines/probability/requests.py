"""A random variable may be asked eight things: which function of which engine answers, and from what?

Settled from what was typed, before sympy is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from calctutor.engines.asking import free_names
from calctutor.engines.asking_where import which_range
from calctutor.engines.probability.asking import Law, Wanted, which_condition, which_law, which_support
from calctutor.engines.probability.named import apart, known_name
from calctutor.engines.probability.samples import REMEDY
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name
from calctutor.notation.tree import replace as put_in

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
    sample: tuple[Fraction, ...] | None
    function: str | None
    picture: bool

    def again(self) -> str:
        """The same random variable, for the next command."""
        on = [f'--on "{self.on}"'] if self.on else []
        return " ".join([f'"{self.texts[0]}"', *on, *(f'--assume "{given}"' for given in self.assume)])


class Request(NamedTuple):
    """`kind` of question, the `work` (module:function) that answers it, and its arguments."""

    kind: str
    work: str
    args: tuple[Any, ...]


def requested(kind: str, given: Given) -> Request:
    """What is to be done. Raises `StudentError` where something is missing or cannot be read."""
    count = 2 if kind in ("kl", "cross_entropy", "reward") else 1
    if len(given.texts) != count:
        wanted = (
            "two densities" if kind in ("kl", "cross_entropy") else "a discount and a reward" if count == 2 else "one density"
        )
        raise StudentError("missing", f"this asks for {wanted}, and {len(given.texts)} were given", remedy=EXAMPLES[kind])
    work, args = USES[kind](given)
    return Request(kind, f"{ENGINES}.{work}", args)


Use = tuple[str, tuple[Any, ...]]


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
    return "density:find", (law, Wanted(expected, bounds, shares, given.parts or default, given.picture))


def joint(given: Given) -> Use:
    ranges = [which_range(part) for part in apart(given.on or "")]
    if len(ranges) != 2:
        raise StudentError("support", "a joint density needs a range for each of two letters", remedy=EXAMPLES["joint"])
    conditions = [which_condition(text) for text in given.assume]
    f, expected = read(given.texts[0]), [read(g) for g in given.expect]
    return "joint:find", (f, ranges, conditions, expected)


def likelihood(given: Given) -> Use:
    law = which_law(given.texts[0], given.on, given.assume, given.wrt, given.discrete)
    if given.sample is None:
        raise StudentError("missing", "there is no sample", remedy=REMEDY)
    return "likelihood:likelihood", (law, given.sample)


def divergence(given: Given) -> Use:
    return "divergence:divergence", _two_laws(given)


def cross_entropy(given: Given) -> Use:
    return "divergence:cross_entropy", _two_laws(given)


def _two_laws(given: Given) -> tuple[Any, ...]:
    """Two laws of the same letter; a constant has that of the other."""
    constant = [known_name(text) is None and not free_names(read(text)) for text in given.texts]
    told = zip(given.texts, constant, strict=True)
    laws: list[Law | None] = [None if alone else _law(given, text, given.wrt) for text, alone in told]
    letter = next((law.x for law in laws if law), "x")
    first, second = (law or _law(given, text, letter) for law, text in zip(laws, given.texts, strict=True))
    if first.x != second.x:
        second = replace(second, f=put_in(second.f, {name(second.x): name(first.x)}), x=first.x)
    return first, second


def _law(given: Given, text: str, wrt: str | None) -> Law:
    return which_law(text, given.on, given.assume, wrt, given.discrete)


def transform(given: Given) -> Use:
    law = which_law(given.texts[0], given.on, given.assume, given.wrt)
    if law.discrete:
        raise StudentError("discrete", "a discrete value has no density", remedy=EXAMPLES["transform"])
    g = _function(given, law.x)
    return "change:transformed", (law, g)


def _function(given: Given, x: str) -> Tree:
    g = read(given.function or "", [x] if len(x) > 1 else [])
    if x not in free_names(g):
        raise StudentError(
            "which-variable", f"the function does not contain {x}", given.function or "", (0, len(given.function or ""))
        )
    return g


def reparameterize(given: Given) -> Use:
    law = which_law(given.texts[0], given.on, given.assume, given.wrt)
    letters = [tree for tree, _ in law.meanings]
    if law.title != "normal" or any(tree.head != "name" for tree in letters):
        raise StudentError(
            "which-law", "this is worked for a normal distribution with two letters", remedy=EXAMPLES["reparameterize"]
        )
    g = _function(given, law.x)
    return "change:reparameterized", (*letters, g, law.x, law.conditions)


def reward(given: Given) -> Use:
    t = given.wrt or "t"
    discount, worth = (read(text) for text in given.texts)
    conditions = tuple(which_condition(text) for text in given.assume)
    return "divergence:discounted", (discount, worth, t, conditions)


USES: dict[str, Callable[[Given], Use]] = {
    "density": density, "joint": joint, "likelihood": likelihood, "kl": divergence, "cross_entropy": cross_entropy,
    "transform": transform, "reparameterize": reparameterize, "reward": reward,
}  # fmt: skip

KINDS = tuple(USES)

__all__ = ["KINDS", "Given", "Request", "requested"]
