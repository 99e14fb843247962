"""What does `partial` put together? One partial derivative, of any order and by any letters in turn, worked and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calctutor.balls.equality import compare
from calctutor.engines.asking import free_names
from calctutor.engines.derivative import HIGHEST_ORDER
from calctutor.engines.several import Entry, Work, partial
from calctutor.engines.several_asking import Place, absent, put_in
from calctutor.engines.several_points import Number, Values
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, replace
from calctutor.steps import Solution
from calctutor.verify import holds

Expr = Any


@dataclass(frozen=True, slots=True)
class ValueAt:
    """The derivative at a point: with the numbers put in, and its value."""

    point: Place
    put_in: Tree
    value: Number


@dataclass(frozen=True, slots=True)
class OtherOrder:
    """The same letters in the opposite order, and whether the two answers are equal."""

    entries: tuple[Entry, ...]
    answer: Tree
    agrees: str


def differentiate(f: Tree, wrt: Sequence[str], at: Place | None = None, both_orders: bool = False) -> Solution:
    """The partial derivative of `f` by the letters of `wrt`, the first taken first. `both_orders`: the opposite order too.

    Raises `StudentError` where f is no real expression, where no rule applies, or at a point where there is no value.
    """
    if not 1 <= len(wrt) <= HIGHEST_ORDER:
        raise StudentError("order", f"a partial derivative is taken at most {HIGHEST_ORDER} times", remedy="--wrt x --wrt y")
    work = Work(f)
    expr = work.read(f)
    entries, value = chain(work, f, expr, wrt)
    about: dict[str, Any] = {"wrt": list(wrt), "held": held(f, wrt), "absent": absent(f, wrt), "orders": entries}
    if both_orders and len(set(wrt)) > 1:
        about["other_order"] = _other_order(work, f, expr, wrt, entries[-1].answer)
    if at is not None:
        about["at"] = _at(work, value, entries[-1], at)
    steps = work.verified_steps()
    last = entries[-1]
    return Solution("partial", f, partial(f, *wrt), steps, last.answer, last.verified, work.complete, about)


def chain(work: Work, f: Tree, expr: Expr, wrt: Sequence[str]) -> tuple[tuple[Entry, ...], Expr]:
    """One derivative after the other."""
    entries: list[Entry] = []
    for i in range(len(wrt)):
        entry, expr = work.entry(f, expr, *wrt[: i + 1])
        entries.append(entry)
    return tuple(entries), expr


def held(f: Tree, wrt: Sequence[str]) -> dict[str, list[str]]:
    """Which letters are constants while it is differentiated by each."""
    return {x: [letter for letter in free_names(f) if letter != x] for x in wrt}


def _other_order(work: Work, f: Tree, expr: Expr, wrt: Sequence[str], answer: Tree) -> OtherOrder:
    entries, _ = chain(work, f, expr, list(reversed(wrt)))
    return OtherOrder(entries, entries[-1].answer, holds(compare(answer, entries[-1].answer)))


def _at(work: Work, value: Expr, entry: Entry, at: Place) -> ValueAt:
    values = Values(work.algebra, at)
    found = values.of(value, f"the derivative by {', then by '.join(entry.wrt)}")
    return ValueAt(at, replace(entry.answer, put_in(at)), values.number(found))
