"""How do the heads that bind a letter become instructions? Each gets a program of its own for what it binds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from calctutor.balls import integrals, jets, limits, sums
from calctutor.balls.branches import Branches, Case, Comparison, Condition
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.places import Placed
from calctutor.notation.tree import Tree, add, call, constant, multiply, names, negative, number, replace, unmarked, walk

if TYPE_CHECKING:
    from calctutor.balls.programs import Builder


MAXIMAL_LEVELS = 5
"""Derivatives of different variables within one another; the work grows exponentially with them."""


_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}


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


def emit_derivative(build: Builder, node: Tree) -> int:
    f, x, order = _nest(build, node)
    letter = _variable(x)
    body = build.within(f, letter)
    if jets.levels(body) > MAXIMAL_LEVELS and len(body.free) > 1:
        raise NoNumber("derivatives in derivatives")
    return build.instruction("D", jets.Derivative(body, letter, order, build.reader(build.done[id(x)])))


def emit_prime(build: Builder, node: Tree) -> int:
    found = names(node)
    if len(found) != 1:
        raise NoNumber("a prime without a variable")
    body = build.within(node.args[0], found[0])
    defined = build.let.get(found[0])
    base = build.reader(build.visit(defined) if defined else build.variable(found[0]))
    return build.instruction("D", jets.Derivative(body, found[0], 1, base))


def emit_integral(build: Builder, node: Tree) -> int:
    f, x = node.args[:2]
    letter = _variable(x)
    body = build.within(f, letter)
    if len(node.args) == 2:
        return build.instruction("I", jets.Antiderivative(body, letter, build.reader(build.done[id(x)])))
    ends = build.readers([build.done[id(end)] for end in node.args[2:]])
    return build.instruction("I", integrals.Integral(body, letter, ends))


def emit_sum(build: Builder, node: Tree) -> int:
    f, k, *ends = node.args
    letter = _variable(k)
    build.kept.append(_signed(f))
    body = build.within(build.kept[-1], letter)
    return build.instruction("S", sums.Sum(body, letter, build.readers([build.done[id(end)] for end in ends])))


def _signed(f: Tree) -> Tree:
    """(−1)^k as cos(πk), which is the same for whole k, and real beside them too."""
    minus = negative(number(1))
    powers = [node for node in walk(f) if node.head == "^" and node.args[0] == minus]
    signs = {node: call("cos", multiply(constant("pi"), node.args[1])) for node in powers}
    return replace(f, signs) if signs else f


def emit_limit(build: Builder, node: Tree) -> int:
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


def limit_parts(_: Builder, node: Tree) -> tuple[Tree, ...]:
    return () if _end(node.args[2])[1] else (node.args[2],)


def emit_at(build: Builder, node: Tree) -> int:
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


def emit_piecewise(build: Builder, node: Tree) -> int:
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
