"""What is the value of an expression at a point?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from flint import arb

from calctutor.balls import abstract
from calctutor.balls.jets import jet
from calctutor.balls.outcomes import NotReal, NoValue, Precision, TooWide
from calctutor.balls.programs import compiled
from calctutor.balls.tape import Program, environment
from calctutor.notation.tree import Tree, walk

LADDER = (64, 256, 1024)
"""Precisions in bits, tried in this order."""

_WRITTEN_OUT = 12
"""Numbers of so many digits before the point are written out."""


class Value(NamedTuple):
    """A ball that contains the value: for sure when `rigorous`, else by all appearances (limits, moving bounds)."""

    ball: Any
    rigorous: bool


def evaluate(tree: Tree, env: Mapping[str, Any], bits: int = 256, let: Mapping[str, Tree] | None = None) -> Value:
    """The value of `tree` where the names have the values of `env` (Fractions, ints or balls), to about `bits` bits.

    Raises NotReal where it is undefined or not real, TooWide where this precision does not decide, NoNumber where it stands for
    no number (an indefinite integral, a name that is neither in `env` nor in `let`).
    """
    program = compiled(tree, let)
    with Precision(bits):
        return Value(program.value({**functions(tree, 0), **environment(dict(env))}), not approximate(program.heads))


def derivatives(tree: Tree, env: Mapping[str, Any], x: str, order: int, bits: int = 256) -> list[Any]:
    """[f, f', ..., f^(order)] by x at the point `env`, as rigorous balls, by power series. Raises as `evaluate`."""
    program = compiled(tree)
    with Precision(bits):
        return jet(program, {**functions(tree, 0), **environment(dict(env))}, x, order)


def value(tree: Tree, env: Mapping[str, Any], digits: int = 6) -> str:
    """The value in decimals, rounded to `digits` significant ones: `2.2233`, `-3`, `1.5e-12`. Raises as `evaluate`."""
    found = settled(tree, env, int(digits * 3.33) + 10)
    return decimal(found, digits)


def settled(tree: Tree, env: Mapping[str, Any], accuracy: int) -> Any:
    """A ball with so many correct bits, at the first precision that gives it; the widest is the last resort."""
    program = compiled(tree)
    reason: NoValue = TooWide()
    for bits in sorted({accuracy + 32, *(b for b in LADDER if b > accuracy)}):
        with Precision(bits):
            try:
                found = program.value({**functions(tree, 0), **environment(dict(env))})
            except TooWide as wide:
                reason = wide
                continue
        if found.is_exact() or found.rel_accuracy_bits() >= accuracy or bits >= LADDER[-1]:
            return found
    raise reason


def decimal(found: Any, digits: int) -> str:
    """The middle of a ball in decimals without trailing zeros; powers of ten only for very small and very large numbers."""
    if not found.is_finite():
        return "oo" if found > 0 else "-oo"
    if found.contains(0) and abs(found).upper() < arb(10) ** -(digits + 2):
        return "0"
    if arb(10) ** digits < abs(found) < arb(10) ** _WRITTEN_OUT:
        digits = _WRITTEN_OUT
    with Precision(max(64, 4 * digits)):
        text = found.mid().str(digits, radius=False)
    return _plain(text, digits)


def _plain(text: str, digits: int) -> str:
    mantissa, _, exponent = text.partition("e")
    shift = int(exponent or 0)
    if exponent and -6 <= shift <= digits + 2:
        return _trimmed(_written(Fraction(text)))
    return _trimmed(mantissa) + (f"e{shift}" if exponent else "")


def _written(q: Fraction) -> str:
    """A decimal fraction, written out."""
    places = 0
    while (q * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(q * 10**places))).rjust(places + 1, "0")
    sign = "-" if q < 0 else ""
    return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def applied(*trees: Tree) -> list[tuple[str, int, bool]]:
    """The abstract functions in these trees, for `abstract.bodies`."""
    return abstract.letters([(str(node.value), len(node.args)) for t in trees for node in walk(t) if node.head == "apply"])


def functions(tree: Tree, choice: int) -> dict[str, Program]:
    """Concrete functions for the abstract ones in `tree`."""
    return abstract.bodies(applied(tree), choice, compiled)


def approximate(heads: frozenset[str]) -> bool:
    """Does a program with these heads rest on sampling? (A limit; a derivative of an integral or a sampled function.)"""
    return "L" in heads or ("D" in heads and bool(heads & {"I", "sampled"}))


__all__ = ["LADDER", "NotReal", "Value", "approximate", "decimal", "evaluate", "functions", "settled", "value"]
