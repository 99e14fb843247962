"""How are limits made in which something must cancel?"""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.drawing.lines import Draw
from calctutor.quiz.making.integrands import expanded
from calctutor.quiz.making.levels import Level


def at(text: str, place: int | str, side: str = "") -> Draft:
    return Draft("limit", canonical(text), {"wrt": "x", "at": f"x={place}", **({"side": side} if side else {})})


def _root(dice: Dice, level: Level) -> int:
    return dice.between(1, min(5, level.numbers)) * dice.one_of((1, 1, -1))


def cancelled(dice: Dice, level: Level, size: int) -> Draft:
    """A common factor x - a above and below, hidden by multiplying out; from a certain size twice."""
    a = _root(dice, level)
    b, c = a + dice.between(1, 6), a - dice.between(1, 6)
    twice = f"*(x - ({a}))" if size >= 3 and dice.below(2) else ""
    top = expanded(f"(x - ({a}))*(x - ({b})){twice}")
    bottom = expanded(f"(x - ({a}))*(x - ({c})){twice}") if dice.below(2) else expanded(f"x - ({a})")
    return at(f"({top})/({bottom})", a)


def conjugated(dice: Dice, level: Level, _size: int) -> Draft:
    """A difference of roots that vanishes where x goes."""
    r, c = dice.between(1, min(6, level.numbers)), dice.between(1, min(4, level.numbers))
    a = dice.between(0, 3)
    kind = dice.below(4)
    if kind == 0:
        return at(f"(sqrt({c}*x + {r * r}) - {r})/x", 0)
    if kind == 1:
        return at(f"(sqrt(x + {r * r - a}) - {r})/(x - {a})", a)
    if kind == 2:
        return at(f"x/(sqrt(x + {r * r}) - {r})", 0)
    return at(f"sqrt(x^2 + {2 * c}*x) - x", "oo")


def over_one_bottom(dice: Dice, level: Level, _size: int) -> Draft:
    """A difference of fractions, both infinite where x goes."""
    a, k = dice.between(1, 4), dice.between(1, min(5, level.numbers))
    kind = dice.below(3)
    if kind == 0:
        return at(f"1/(x - {a}) - {2 * a}/({expanded(f'x^2 - {a * a}')})", a)
    if kind == 1:
        return at(f"1/x - {k}/(x^2 + {k}*x)", 0)
    return at(f"(1/({a} + x) - 1/{a})/x", 0)


def infinite(dice: Dice, level: Level, _size: int) -> Draft:
    """A pole; of an odd one, from one side."""
    a, c = _root(dice, level), dice.between(1, level.numbers)
    kind = dice.below(3)
    if kind == 0:
        return at(f"{c}/(x - ({a}))^2", a)
    if kind == 1:
        return at(f"{c}/(x - ({a}))", a, dice.one_of(("+", "-")))
    return at(f"(x + {abs(a) + c})/(x - ({a}))^{dice.one_of((2, 4))}", a)


def from_one_side(dice: Dice, level: Level, _size: int) -> Draft:
    """An absolute value that vanishes where x goes."""
    a, c = dice.between(1, min(6, level.numbers)), dice.between(1, min(6, level.numbers))
    line = dice.one_of(
        (f"abs(x - {a})/(x - {a})", f"abs(x - {a})/({expanded(f'x^2 - {a * a}')})", f"({c}*x - {a * c})/abs(x - {a})")
    )
    return at(line, a, dice.one_of(("+", "-")))


LIMIT_MAKERS: Mapping[str, Draw] = {
    "factor-and-cancel": cancelled,
    "conjugate": conjugated,
    "common-denominator": over_one_bottom,
    "infinite-limit": infinite,
    "absolute-value-near-the-point": from_one_side,
}
