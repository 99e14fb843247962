"""How do the parameters of a question get into what it says about a random variable?

A distribution is called by its name, as `exponential(a)`, two of them stand on the two sides of `||`, and a range has ends, as
`0..a` or `x=0..a`: none of these is an expression, but their parts are.
"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.engines.probability.named import apart, known_name

Put = Callable[[str], str]
"""From an expression to the same with the values put in."""

SIDES = ("||", "‖", ";")


def law_with(typed: str, put: Put) -> str:
    """A distribution, a density, or two of them."""
    for sign in SIDES:
        if sign in typed:
            return f" {sign} ".join(law_with(side.strip(), put) for side in typed.split(sign))
    if found := known_name(typed):
        return f"{typed.partition('(')[0].strip()}({', '.join(map(put, apart(found[1])))})"
    left, equals, f = typed.rpartition("=")
    return left + equals + put(f)


def range_with(typed: str, put: Put) -> str:
    """A range, or one for each of several letters."""
    return ",".join(_one_range(part, put) for part in apart(typed))


def _one_range(typed: str, put: Put) -> str:
    letter, equals, ends = typed.strip().rpartition("=")
    return letter + equals + "..".join(put(end.strip()) for end in ends.split(".."))


def sample_with(typed: str, put: Put) -> str:
    """The numbers of a sample; `x1..xn` stands for any."""
    return typed if ".." in typed else ",".join(put(part.strip()) for part in typed.split(","))
