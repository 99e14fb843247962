"""What is exact about numbers in an expression?

`2/4` is one constant, and an exponent such as `3/2` or `4/2` must be known exactly to be understood. Numbers that grow too
large are left to the balls.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

Exact = int | Fraction

MAXIMAL_BITS = 4000
"""Exact numbers grow to this size."""


def _size(q: Exact) -> int:
    return q.numerator.bit_length() + q.denominator.bit_length()


def _bounded(q: Exact) -> Exact | None:
    return q if _size(q) <= MAXIMAL_BITS else None


def _product(numbers: list[Exact]) -> Exact | None:
    result: Exact = 1
    for q in numbers:
        result *= q
        if _size(result) > MAXIMAL_BITS:
            return None
    return result


def exact_power(base: Exact, exponent: Exact) -> Exact | None:
    """base^exponent where it is an exact number of bounded size."""
    n = exponent.numerator
    if exponent.denominator != 1 or (base == 0 and n < 0):
        return None
    if base in (0, 1, -1):
        return base ** (abs(n) if n < 2 else 2 - n % 2)
    return Fraction(base) ** n if _size(base) * abs(n) <= MAXIMAL_BITS else None


def _quotient(numbers: list[Exact]) -> Exact | None:
    a, b = numbers
    return _bounded(Fraction(a) / b) if b else None


FOLD: dict[str, Callable[[list[Exact]], Exact | None]] = {
    "+": lambda numbers: _bounded(sum(numbers)),
    "*": _product,
    "/": _quotient,
    "neg": lambda numbers: -numbers[0],
    "^": lambda numbers: exact_power(*numbers),
    "!": lambda numbers: factorial(numbers[0].numerator) if numbers[0] in range(200) else None,
}
"""Head -> its value on exact numbers, or None where it is not an exact number of bounded size."""
