"""How does a node of each kind become instructions?

Bound letters get a program of their own: the f of `D(f, x)`, of an integral or a limit, and every branch of a `piecewise`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from flint import fmpq

from calctutor.balls import abstract, integrals, jets, limits, sums
from calctutor.balls.branches import Branches, Case, Comparison, Condition
from calctutor.balls.folding import FOLD, Exact, exact_power
from calctutor.balls.functions import FUNCTIONS, POWER, SAMPLED, Row, integer_power, odd_root, rational_power
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.places import Placed
from calctutor.notation.tree import Tree, add, names, negative, replace, unmarked, walk

if TYPE_CHECKING:
    from calctutor.balls.programs import Builder

MAXIMAL_LEVELS = 5
"""Derivatives of different variables within one another; the work grows exponentially with them."""

_FIRST_FIXED = {"polylog", "lowergamma", "uppergamma"}
"""Series are known for a fixed first argument only."""
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}
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


def _nest(build: Builder, node: Tree) -> tuple[Tree, Tree, int]:
    """D(D(f, x), x) -> f, x, 2. The partial derivatives of a smooth f commute, so D(D(D(f, x), y), x) -> D(f, y), x, 2."""
    x, order, others = node.args[1], 1, []
    f = node.args[0]
    while f.head == "mark" or (f.head == "D" and (f.args[1] == x or not build.let)):
        if f.head == "D":
            order += f.args[1] == x
            others += [f.args[1]] if f.args[1] != x else []
        f = f.args[0]
    for y in sorted(others, key=_variable):
        f = Tree("D", (f, y))
    return f, x, order


def _variable(tree: Tree) -> str:
    while tree.head == "mark":
        tree = tree.args[0]
    if tree.head != "name":
        raise NoNumber("the variable must be a name")
    return str(tree.value)


def _emit_derivative(build: Builder, node: Tree) -> int:
    f, x, order = _nest(build, node)
    letter = _variable(x)
    body = build.within(f, letter)
    if jets.levels(body) > MAXIMAL_LEVELS and len(body.free) > 1:
        raise NoNumber("derivatives in derivatives")
    return build.instruction("D", jets.Derivative(body, letter, order, build.reader(build.done[id(x)])))


def _emit_prime(build: Builder, node: Tree) -> int:
    found = names(node)
    if len(found) != 1:
        raise NoNumber("a prime without a variable")
    body = build.within(node.args[0], found[0])
    defined = build.let.get(found[0])
    base = build.reader(build.visit(defined) if defined else build.variable(found[0]))
    return build.instruction("D", jets.Derivative(body, found[0], 1, base))


def _emit_integral(build: Builder, node: Tree) -> int:
    f, x = node.args[:2]
    letter = _variable(x)
    body = build.within(f, letter)
    if len(node.args) == 2:
        return build.instruction("I", jets.Antiderivative(body, letter, build.reader(build.done[id(x)])))
    ends = build.readers([build.done[id(end)] for end in node.args[2:]])
    return build.instruction("I", integrals.Integral(body, letter, ends))


def _emit_sum(build: Builder, node: Tree) -> int:
    f, k, *ends = node.args
    letter = _variable(k)
    return build.instruction(
        "S", sums.Sum(build.within(f, letter), letter, build.readers([build.done[id(end)] for end in ends]))
    )


def _emit_limit(build: Builder, node: Tree) -> int:
    f, x, a = node.args
    letter = _variable(x)
    point, infinite = _end(a)
    at = build.reader(build.visit(a)) if not infinite else None
    fixed = build.within(a) if not infinite and not names(a) else None
    return build.instruction("L", limits.Limit(build.within(f, letter), letter, at, point, node.value, fixed))


def _end(a: Tree) -> tuple[int, bool]:
    """1 and -1 for oo and -oo, and whether it is one of them."""
    while a.head == "mark":
        a = a.args[0]
    if a.head == "neg":
        sign, infinite = _end(a.args[0])
        return -sign, infinite
    return (1, True) if a.head == "constant" and a.value == "oo" else (0, False)


def _limit_parts(_: Builder, node: Tree) -> tuple[Tree, ...]:
    return () if _end(node.args[2])[1] else (node.args[2],)


def _emit_at(build: Builder, node: Tree) -> int:
    """f where x = a, or f at b less f at a."""
    f, x, *ends = map(unmarked, node.args)
    if len(ends) == 1 and any(part.head in ("D", "at") and part.args[1] == x for part in walk(f)):
        return _emit_slope_at(build, f, _variable(x), ends[0])
    put = [replace(f, {x: end}) for end in ends]
    build.kept.append(put[0] if len(put) == 1 else add(put[1], negative(put[0])))
    return build.visit(build.kept[-1])


def _emit_slope_at(build: Builder, f: Tree, letter: str, end: Tree) -> int:
    """Where x is the variable of a derivative, no number can be written in its place: it is given its value instead."""
    build.kept.append(end)
    base = build.reader(build.visit(end))
    return build.instruction("at", Placed(build.within(f, letter), letter, base))


def _emit_apply(build: Builder, node: Tree) -> int:
    args = [build.done[id(part)] for part in node.args]
    return build.instruction("apply", abstract.Application(str(node.value), build.readers(args), len(args)))


def _emit_piecewise(build: Builder, node: Tree) -> int:
    cases = [Case(build.within(row.args[0]), _condition(build, row.args[1])) for row in node.args]
    return build.instruction("piecewise", Branches(cases))


def _condition(build: Builder, tree: Tree) -> Condition:
    if tree.head in ("and", "or"):
        return Condition(tree.head, [_condition(build, part) for part in tree.args], [])
    if tree.head == "constant":
        return Condition("true", [], [])
    if tree.head not in _COMPARISONS:
        raise NoNumber("a condition")
    sides = [build.within(side) for side in tree.args]
    pairs = pairwise(sides)
    return Condition("and", [], [Comparison(tree.head, a, b) for a, b in pairs])


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
    "D": _emit_derivative,
    "prime": _emit_prime,
    "I": _emit_integral,
    "L": _emit_limit,
    "S": _emit_sum,
    "at": _emit_at,
    "apply": _emit_apply,
    "piecewise": _emit_piecewise,
    "logsumexp": _emit_logsumexp,
}

PARTS: dict[str, Callable[[Builder, Tree], tuple[Tree, ...]]] = {
    "name": _name_parts,
    "D": lambda _, node: node.args[1:],
    "prime": lambda _, _node: (),
    "I": lambda _, node: node.args[1:] if len(node.args) == 2 else node.args[2:],
    "L": _limit_parts,
    "S": lambda _, node: node.args[2:],
    "at": lambda _, _node: (),
    "piecewise": lambda _, _node: (),
    "logsumexp": lambda _, node: _flat(node),
}
"""Which parts are computed in this program, before the node itself; the others have a program of their own."""
