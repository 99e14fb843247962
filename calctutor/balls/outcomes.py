"""Why may an expression have no number, and at which precision are we working?

There are three reasons, and they must not be confused: `NotReal` is a fact about the point (the expression is undefined or not
real there), `TooWide` a fact about the precision (a ball straddles a jump, a pole or a boundary, and more bits may settle it),
and `NoNumber` a fact about the expression (an indefinite integral, a name without a value, a tuple).
"""

from __future__ import annotations

from types import TracebackType

from flint import ctx


class NoValue(ArithmeticError):  # noqa: N818 (an outcome, not an error)
    """No number came out; the subclasses say why."""


class NotReal(NoValue):
    """Undefined, or not real, at this point: no precision will change that."""


class NoCase(NotReal):
    """None of the cases of a `piecewise` holds at this point, which is seen without working out any of them."""


class TooWide(NoValue):
    """Undecided at this precision."""


class NoNumber(NoValue):
    """The expression does not stand for a number at all, or its number is beyond the methods here."""


class Precision:
    """`with Precision(256, 5):` sets the precision in bits, and the length of power series, and puts both back."""

    __slots__ = ("bits", "length", "old")

    def __init__(self, bits: int | None = None, length: int | None = None) -> None:
        self.bits, self.length = bits, length

    def __enter__(self) -> None:
        self.old = ctx.prec, ctx.cap
        if self.bits is not None:
            ctx.prec = self.bits
        if self.length is not None:
            ctx.cap = self.length

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        ctx.prec, ctx.cap = self.old
