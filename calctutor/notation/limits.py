"""What is too much, whoever typed it?

Bounds on the tree, checked before any algebra is done. No number is computed to find out that it would be too large: sizes are
bounded from logarithms and floating-point estimates.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, NoReturn

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree

LONGEST = 2000
"""The most characters that a person may type in a line."""

DEEPEST = 200
"""How deep a tree may be nested."""

MOST_OPEN = 250
"""How much may be open at once while reading: a bracket counts twice, an operator once. Python's own stack holds all of it."""

MOST_DIGITS = 400
LARGEST_POWER = 1000
LARGEST_FACTORIAL = 200

# Constants that would be enormous.


class Size(NamedTuple):
    """Of a constant: about how many digits it takes to write, and about what it is, if that is known."""

    digits: float
    value: float | None


CONSTANTS = {"pi": Size(0.0, math.pi), "e": Size(0.0, math.e), "catalan": Size(0.0, 0.9159655941772190)}
"""Their powers are never written out."""


def check_tree(tree: Tree, text: str) -> None:
    """Raises `StudentError` for constant parts that would be enormous numbers, and for trees that are nested too deep."""
    _size(tree, text, 0)


def _size(node: Tree, text: str, depth: int) -> Size | None:
    """How large a constant is; None for what is not one."""
    head = node.head
    if head == "name":
        return None
    if head == "number":
        return _within(node, _number(node.value), text)
    if depth > DEEPEST:
        _refuse(node, text, "too-deep", f"this is nested more than {DEEPEST} deep", "name the inner parts")
    sizes = [None if arg.head == "name" else _size(arg, text, depth + 1) for arg in node.args]
    if head == "^":
        _check_exponent(node, sizes[1], text)
    elif head in ("!", "gamma", "binomial", "beta", "polylog", "zeta", "digamma"):
        _check_factorials(node, sizes, text)
    known = [size for size in sizes if size is not None]
    if not known or len(known) < len(sizes):
        return CONSTANTS.get(node.value) if head == "constant" else None
    return _within(node, SIZES[head](known) if head in SIZES else _unknown(known), text)


@lru_cache(maxsize=256)
def _number(value: int | Fraction) -> Size:
    """Remembered, for most numbers in what people type are the same few."""
    digits = math.log10(max(value.numerator, value.denominator))
    return Size(digits, value.numerator / value.denominator if digits < 300 else None)


def _within(node: Tree, size: Size, text: str) -> Size:
    if size.digits > MOST_DIGITS:
        reason = f"this number would have more than {MOST_DIGITS} digits"
        _refuse(node, text, "too-large", reason, "use smaller numbers or letters")
    return size


def _exceeds(size: Size | None, limit: int) -> bool:
    """Is a constant known to be larger than `limit`, or too long to tell?"""
    if size is None:
        return False
    return size.digits > 3 if size.value is None else abs(size.value) > limit


def _check_exponent(node: Tree, exponent: Size | None, text: str) -> None:
    if _exceeds(exponent, LARGEST_POWER):
        _refuse(node, text, "too-large", f"exponents go up to {LARGEST_POWER} here", "use a smaller exponent or a letter")


def _check_factorials(node: Tree, sizes: list[Size | None], text: str) -> None:
    if any(_exceeds(size, LARGEST_FACTORIAL) for size in sizes):
        what = (
            f"factorials go up to {LARGEST_FACTORIAL}!" if node.head == "!" else f"{node.head} goes up to {LARGEST_FACTORIAL}"
        )
        _refuse(node, text, "too-large", f"{what} here", "use a smaller number or a letter")


def _refuse(node: Tree, text: str, code: str, reason: str, remedy: str) -> NoReturn:
    raise StudentError(code, reason, text, node.place or (0, len(text)), remedy)


def _estimate(function: Callable[..., float], sizes: list[Size]) -> float | None:
    """The value of a function at estimated arguments, None where it is not known or too large for a float."""
    values = [size.value for size in sizes if size.value is not None]
    if len(values) < len(sizes):
        return None
    try:
        value = function(*values)
        return None if isinstance(value, complex) or not math.isfinite(value) else float(value)
    except (ValueError, OverflowError, ZeroDivisionError):
        return None


def _unknown(sizes: list[Size]) -> Size:
    return Size(max(size.digits for size in sizes) + 1, None)


def _sum(sizes: list[Size]) -> Size:
    digits = max(size.digits for size in sizes) + math.log10(len(sizes))
    return Size(digits, _estimate(lambda *values: math.fsum(values), sizes))


def _product(sizes: list[Size]) -> Size:
    return Size(sum(size.digits for size in sizes), _estimate(lambda *values: math.prod(values), sizes))


def _quotient(sizes: list[Size]) -> Size:
    return Size(max(size.digits for size in sizes), _estimate(lambda a, b: a / b, sizes))


def _power(sizes: list[Size]) -> Size:
    exponent = sizes[1].value
    digits = sizes[0].digits * (LARGEST_POWER if exponent is None else abs(exponent))
    return Size(digits, _estimate(lambda a, b: a**b, sizes))


def _factorial(sizes: list[Size]) -> Size:
    digits = _estimate(lambda n: abs(math.lgamma(n + 1)) / math.log(10), sizes)
    return Size(MOST_DIGITS if digits is None else digits, _estimate(lambda n: math.gamma(n + 1), sizes))


def _binomial(sizes: list[Size]) -> Size:
    """At most 2^n, for n up to the largest that is accepted."""
    return Size(LARGEST_FACTORIAL * math.log10(2), _estimate(lambda n, k: math.comb(round(n), round(k)), sizes))


def _same_size(function: Callable[..., float]) -> Callable[[list[Size]], Size]:
    """For a function whose value takes about as many digits as its argument."""
    return lambda sizes: Size(max(size.digits for size in sizes), _estimate(function, sizes))


def _small(function: Callable[..., float]) -> Callable[[list[Size]], Size]:
    """For a function whose value is a number that stays as it is written."""
    return lambda sizes: Size(1.0, _estimate(function, sizes))


SIZES: dict[str, Callable[[list[Size]], Size]] = {
    "+": _sum, "*": _product, "/": _quotient, "^": _power, "!": _factorial,
    "gamma": _factorial, "binomial": _binomial,
    "neg": _same_size(lambda a: -a), "abs": _same_size(abs), "floor": _same_size(math.floor), "ceil": _same_size(math.ceil),
    "sqrt": _same_size(math.sqrt), "max": _same_size(max), "min": _same_size(min),
    "ln": _small(math.log),
    "sin": _small(math.sin), "cos": _small(math.cos), "tan": _small(math.tan), "atan": _small(math.atan),
    "sign": _small(lambda a: math.copysign(1, a)),
}  # fmt: skip
"""How large the values of an operation are, from the sizes of what it takes."""
