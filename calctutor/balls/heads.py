"""How does a node of each kind become instructions?

Bound letters get a program of their own: the f of `D(f, x)`, of an integral or a limit, and every branch of a `piecewise`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from flint import fmpq

from calctutor.balls import abstract
from calctutor.balls.folding import FOLD, Exact, exact_power
from calctutor.balls.functions import FUNCTIONS, POWER, SAMPLED, Row, integer_power, odd_root, rational_power
from calctutor.balls.heads_bound import (
    emit_at,
    emit_derivative,
    emit_integral,
    emit_limit,
    emit_piecewise,
    emit_prime,
    emit_sum,
    limit_parts,
)
from calctutor.balls.outcomes import NoNumber
from calctutor.notation.tree import Tree

if TYPE_CHECKING:
    from calctutor.balls.programs import Builder


_FIRST_FIXED = {"polylog", "lowergamma", "uppergamma"}
"""Series are known for a fixed first argument only."""


_CHAINED = {"+", "*", "max", "min"}


def emit_function(build: Builder, node: Tree) -> int:
    head, done = node.head, build.done
    row = FUNCTIONS.get(head)
    if row is None:
        raise NoNumber(head)
    args = [done[id(part)] for part in node.args]
    if head in FOLD and (exact := build.folded(head, args)) is not None:
        return build.number(exact)
    if len(args) != 2 and head in _CHAINED:
        return build.chain(head, row, args)
    if head in SAMPLED and not (head in _FIRST_FIXED and args[0] in build.exact):
        return build.sampled(head, row, args)
    return build.instruction(head, row, tuple(args))


# Heads with a way of their own ------------------------------------------------------------------------------


def _emit_name(build: Builder, node: Tree) -> int:
    if node.value in build.let:
        return build.done[id(build.let[node.value])]
    return build.variable(node.value)


def _name_parts(build: Builder, node: Tree) -> tuple[Tree, ...]:
    return (build.let[node.value],) if node.value in build.let else ()


def _emit_power(build: Builder, node: Tree) -> int:
    base, exponent = build.done[id(node.args[0])], build.done[id(node.args[1])]
    known = build.exact.get(exponent)
    if known is not None:
        exact = exact_power(build.exact[base], known) if base in build.exact else None
        if exact is not None:
            return build.number(exact)
        return build.instruction("^", _power_row(known), (base,))
    if node.args[0].head == "constant" and node.args[0].value == "e":
        return build.instruction("exp", FUNCTIONS["exp"], (exponent,))
    return build.instruction("^", POWER, (base, exponent))


@lru_cache(maxsize=512)
def _power_row(exponent: Exact) -> Row:
    if exponent.denominator == 1:
        return integer_power(exponent.numerator)
    if exponent == Fraction(1, 2):
        return FUNCTIONS["sqrt"]
    return rational_power(fmpq(exponent.numerator, exponent.denominator))


@lru_cache(maxsize=64)
def _root_row(n: int) -> Row:
    return odd_root(n)


def _emit_root(build: Builder, node: Tree) -> int:
    base, index = (build.done[id(part)] for part in node.args)
    n = build.exact.get(index)
    if n is None:
        inverse = build.instruction("^", _power_row(-1), (index,))
        return build.instruction("^", POWER, (base, inverse))
    if n == 0:
        raise NoNumber("root(x, 0)")
    if n.denominator != 1 or n % 2 == 0 or abs(n) == 1:
        return build.instruction("^", _power_row(Fraction(1) / n), (base,))
    found = build.instruction("root", _root_row(abs(n.numerator)), (base,))
    return found if n > 0 else build.instruction("^", _power_row(-1), (found,))


def _emit_mark(build: Builder, node: Tree) -> int:
    return build.done[id(node.args[0])]


def _emit_apply(build: Builder, node: Tree) -> int:
    args = [build.done[id(part)] for part in node.args]
    return build.instruction("apply", abstract.Application(str(node.value), build.readers(args), len(args)))


def _emit_logsumexp(build: Builder, node: Tree) -> int:
    args = [build.done[id(part)] for part in _flat(node)]
    return build.instruction("logsumexp", FUNCTIONS["logsumexp"], tuple(args))


def _flat(node: Tree) -> tuple[Tree, ...]:
    """The entries, given as arguments or as one vector."""
    return node.args[0].args if len(node.args) == 1 and node.args[0].head in ("tuple", "list") else node.args


EMIT: dict[str, Callable[[Builder, Tree], int]] = {
    "number": lambda build, node: build.number(node.value),
    "name": _emit_name,
    "constant": lambda build, node: build.input(node.value),
    "^": _emit_power,
    "root": _emit_root,
    "mark": _emit_mark,
    "D": emit_derivative,
    "prime": emit_prime,
    "I": emit_integral,
    "L": emit_limit,
    "S": emit_sum,
    "at": emit_at,
    "apply": _emit_apply,
    "piecewise": emit_piecewise,
    "logsumexp": _emit_logsumexp,
}


PARTS: dict[str, Callable[[Builder, Tree], tuple[Tree, ...]]] = {
    "name": _name_parts,
    "D": lambda _, node: node.args[1:],
    "prime": lambda _, _node: (),
    "I": lambda _, node: node.args[1:] if len(node.args) == 2 else node.args[2:],
    "L": limit_parts,
    "S": lambda _, node: node.args[2:],
    "at": lambda _, _node: (),
    "piecewise": lambda _, _node: (),
    "logsumexp": lambda _, node: _flat(node),
}
"""Which parts are computed in this program, before the node itself; the others have a program of their own."""
