"""How is an expression evaluated quickly, many times, at different points and precisions?

A `Program` is a tree laid out as a tape: inputs (names and exact constants), then one instruction for every distinct node, in
an order in which everything is computed before it is used. The same tape runs on balls, on power series and on complex balls.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Protocol

from flint import acb, arb, arb_series, ctx, fmpq

from calctutor.balls.functions import Row, constant_term
from calctutor.balls.outcomes import NoNumber, NotReal, NoValue, TooWide

VALUES, SERIES, COMPLEX, ANALYTIC = range(4)
"""What runs: balls; power series; complex balls; complex balls that come out infinite where the function is not analytic."""

Environment = dict[str, Any]
_UNARY, _WHOLE = -1, -2


class Special(Protocol):
    """An instruction that looks at more than two results: it is given all of them, and the environment."""

    def run(self, mode: int, results: list[Any], env: Environment) -> Any: ...


class Instruction:
    """`row` on the results numbered `args`; negative numbers count the inputs: ~k is input k."""

    __slots__ = ("args", "head", "row")

    def __init__(self, head: str, row: Row | Special, args: tuple[int, ...]) -> None:
        self.head, self.row, self.args = head, row, args


def ball(value: Any) -> Any:
    """A Fraction, an int or a constant's name as a ball of the current precision."""
    if value.__class__ is int:
        return arb(value)
    if isinstance(value, Fraction):
        return arb(value.numerator) / value.denominator if value.denominator != 1 else arb(value.numerator)
    if isinstance(value, str):
        return _CONSTANTS[value]()
    return arb(value)


_CONSTANTS: dict[str, Callable[[], Any]] = {
    "pi": arb.pi, "e": arb.const_e, "oo": arb.pos_inf, "catalan": arb.const_catalan,
}  # fmt: skip


class Program:
    """`inputs` are names (each in a one-tuple) and constants; `root` is the result that counts; `free` are all names in it,
    `heads` all heads of its tree."""

    __slots__ = ("_constants", "_tapes", "code", "free", "heads", "inputs", "names", "root", "width")

    def __init__(
        self,
        inputs: list[Any],
        code: list[Instruction],
        root: int,
        free: frozenset[str] = frozenset(),
        heads: frozenset[str] = frozenset(),
    ) -> None:
        self.inputs, self.width = inputs, len(inputs)
        self.names = [(k, item[0]) for k, item in enumerate(inputs) if item.__class__ is tuple]
        self.code, self.root, self.free = code, self.slot(root), free
        self.heads = heads
        self._tapes: list[list[tuple[Any, int, int]] | None] = [None, None, None, None]
        self._constants: dict[int, list[Any]] = {}

    def slot(self, number: int) -> int:
        """Where in the list of results a numbered result stands."""
        return self.width + number if number >= 0 else ~number

    def results(self, env: Environment, mode: int) -> list[Any]:
        """Every intermediate result. Raises ValueError or ZeroDivisionError at a kink or pole, NoNumber for a missing name."""
        results = self._start(env, mode)
        return self._continue(results, env, mode)

    def partial(self, env: Environment, mode: int) -> list[Any]:
        """The results up to the first kink or pole."""
        results = self._start(env, mode)
        try:
            return self._continue(results, env, mode)
        except (NoValue, ValueError, ZeroDivisionError):
            return results

    def _start(self, env: Environment, mode: int) -> list[Any]:
        bits = ctx.prec
        if bits not in self._constants:
            self._constants[bits] = [None if item.__class__ is tuple else ball(item) for item in self.inputs]
        results = self._constants[bits][:]
        try:
            for slot, name in self.names:
                results[slot] = env[name]
        except KeyError as missing:
            raise NoNumber(f"{missing} has no value") from None
        return [acb(u) for u in results] if mode >= COMPLEX else results

    def _continue(self, results: list[Any], env: Environment, mode: int) -> list[Any]:
        push = results.append
        for f, i, j in self._tapes[mode] or self._laid_out(mode):
            push(f(results[i], results[j]) if j >= 0 else f(results[i]) if j == _UNARY else f(results, env))
        return results

    def _laid_out(self, mode: int) -> list[tuple[Any, int, int]]:
        tape = [self._playable(instruction, mode) for instruction in self.code]
        self._tapes[mode] = tape
        return tape

    def _playable(self, instruction: Instruction, mode: int) -> tuple[Any, int, int]:
        row, width = instruction.row, self.width
        if not isinstance(row, Row):
            return (lambda results, env: row.run(mode, results, env)), 0, _WHOLE
        f = row.value if mode == VALUES else _column(row, mode)
        slots = [width + k if k >= 0 else ~k for k in instruction.args]
        if len(slots) == 1:
            return f, slots[0], _UNARY
        if len(slots) == 2:
            return f, slots[0], slots[1]
        return (lambda results, _: f(*[results[k] for k in slots])), 0, _WHOLE

    def value(self, env: Environment) -> Any:
        """A ball, or exactly oo or -oo (a limit). Raises NotReal, TooWide or NoNumber."""
        results = self._start(env, VALUES)
        try:
            value = self._continue(results, env, VALUES)[self.root]
        except (ValueError, ZeroDivisionError):
            raise self.reason(results, VALUES) from None
        if value.is_finite() or (value.is_exact() and not value.is_nan()):
            return value
        raise self.reason(results, VALUES)

    def series(self, env: Environment) -> Any:
        """A power series (or a ball, where nothing moves) with a finite constant term or not; callers look at what they use."""
        results = self._start(env, SERIES)
        try:
            value = self._continue(results, env, SERIES)[self.root]
        except (ValueError, ZeroDivisionError):
            raise self.reason(results, SERIES) from None
        if _broken(value):
            raise self.reason(results, SERIES)
        return value

    def reason(self, results: list[Any], mode: int) -> NoValue:
        """Why no finite value came out: the first operations that failed on finite arguments are asked."""
        for k, instruction in enumerate(self.code):
            position = self.width + k
            if position > len(results) or (position < len(results) and not _broken(results[position])):
                continue
            args = [results[self.slot(j)] for j in instruction.args]
            if not any(map(_broken, args)) and _outside(instruction.row, args, mode):
                return NotReal(instruction.head)
        return TooWide()


def _column(row: Row, mode: int) -> Callable[..., Any]:
    if mode == VALUES:
        return row.value
    if mode == SERIES:
        return _series_or_ball(row) if row.value is not row.series else row.series
    on_complex, analytic = row.complex, mode == ANALYTIC
    return lambda *args: on_complex(analytic, *args)


def _series_or_ball(row: Row) -> Callable[..., Any]:
    """A part that does not move stays a ball, which is cheaper and defined in more cases."""
    value, series = row.value, row.series

    def f(*args: Any) -> Any:
        for u in args:
            if u.__class__ is arb_series:
                return series(*args)
        return value(*args)

    return f


def _broken(u: Any) -> bool:
    """No number at all: a ball that is not finite, a series with a first or last coefficient that is not a number."""
    if u.__class__ is arb_series:
        return bool(u[0].is_nan() or u[1].is_nan() or u[u.prec - 1].is_nan())
    return not u.is_finite()


def _outside(row: Row | Special, args: list[Any], mode: int) -> bool:
    """Is this certainly no point of the domain (for a series: of its interior)?"""
    if not isinstance(row, Row):
        return False
    points = [constant_term(u) for u in args]
    margins = row.margins(*points) if row.margins else ()
    edges = row.kinks(*points) if row.kinks and mode == SERIES else ()
    closed = row.closed and mode == VALUES
    return any(m < 0 or (not closed and m.is_zero()) for m in margins) or any(m.is_zero() for m in edges)


def environment(values: dict[str, Any]) -> Environment:
    """The values of names (Fractions, ints, balls) as balls of the current precision; what is no number is passed on."""
    return {name: ball(value) if isinstance(value, int | Fraction | fmpq) else value for name, value in values.items()}
