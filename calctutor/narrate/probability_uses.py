"""What stands above the answers about samples, two distributions, functions of a random variable, and rewards?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from calctutor.blocks import Heading
from calctutor.narrate.probability import given, heading, joint_heading, support
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, constant, multiply, name, number
from calctutor.notation.tree import replace as put_in

MOST_SHOWN = 8


def likelihood_heading(law: Any, sample: Sequence[Fraction]) -> Heading:
    """The density whose letters are to be estimated, and the sample."""
    pieces: list[str | Tree] = [
        "Maximum likelihood for  ",
        Tree("apply", (name(law.x),), "P" if law.discrete else "f"),
        " = ",
        law.f,
    ]
    pieces += ["  from the sample "]
    for i, value in enumerate(sample[:MOST_SHOWN]):
        pieces += [", " if i else "", number(value)]
    if len(sample) > MOST_SHOWN:
        pieces.append(f", ... ({len(sample)} values)")
    if not sample:
        pieces += [name("x_1"), ", ..., ", name("x_n")]
    return Heading((*pieces, *given(law.conditions)))


def divergence_heading(first: Any, second: Any, letter: str) -> Heading:
    """Both densities."""
    opening = "Kullback–Leibler divergence of  " if letter == "D" else "Cross-entropy of  "
    p, q = (Tree("apply", (name(first.x),), which) for which in "pq")
    conditions = tuple(dict.fromkeys((*first.conditions, *second.conditions)))
    return Heading((opening, p, " = ", first.f, "  and  ", q, " = ", second.f, "  for ", *support(first), *given(conditions)))


def transform_heading(law: Any, g: Tree) -> Heading:
    """The density of X, and the function of it."""
    f = Tree("apply", (name(law.x),), "f")
    return Heading(("Density of  Y = ", g, "  where X has ", f, " = ", law.f, "  for ", *support(law), *given(law.conditions)))


def reparameterize_heading(x: str, density: Tree, conditions: Sequence[Tree], g: Tree) -> Heading:
    """The expected value whose gradient is wanted."""
    return Heading(
        (
            "Expected value of  ",
            g,
            "  and its gradient, where ",
            name(x),
            " has the density ",
            density,
            *given(conditions),
        )
    )


def reward_heading(discount: Tree, reward: Tree, t: str, conditions: Sequence[Tree]) -> Heading:
    """The integral of what comes at each time, discounted."""
    whole = Tree("I", (multiply(discount, reward), name(t), number(0), constant("oo")))
    return Heading(("Expected discounted reward  ", whole, *given(conditions)))


def _reparameterized(mean: Tree, deviation: Tree, g: Tree, x: str, conditions: Sequence[Tree]) -> Heading:
    f = read("e^(-(x-m)^2/(2*s^2))/(s*sqrt(2*pi))")
    density = put_in(f, {name("m"): mean, name("s"): deviation, name("x"): name(x)})
    return reparameterize_heading(x, density, conditions, g)


HEADINGS: dict[str, Callable[..., Heading]] = {
    "density": lambda law, _: heading(law),
    "joint": lambda f, ranges, conditions, _: joint_heading(f, ranges, conditions),
    "likelihood": likelihood_heading,
    "kl": lambda first, second: divergence_heading(first, second, "D"),
    "cross_entropy": lambda first, second: divergence_heading(first, second, "H"),
    "transform": transform_heading,
    "reparameterize": _reparameterized,
    "reward": reward_heading,
}


def heading_of(kind: str, args: Sequence[Any]) -> Heading:
    """The question as it was read; `args` are those of the engine that answers it."""
    return HEADINGS[kind](*args)
