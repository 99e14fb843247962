"""How does a tree become a tape?

Exact arithmetic on numbers is done here, once (`2/4` is a constant, an exponent `3/2` is known to be one). Bound letters get a
program of their own: the f of `D(f, x)`, of an integral or a limit, and every branch of a `piecewise`. Letters defined by `let`
are put in where they stand, except inside `D(f, u)`, where u is the variable and starts from its defined value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import factorial
from typing import Any

from flint import fmpq

from calctutor.balls import abstract, integrals, jets, limits
from calctutor.balls.branches import Branches, Case, Comparison, Condition
from calctutor.balls.functions import FUNCTIONS, POWER, SAMPLED, Row, integer_power, odd_root, rational_power
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.tape import Instruction, Program, Special
from calctutor.notation.tree import Tree, name, names

Exact = int | Fraction
MAXIMAL_BITS = 4000
"""Exact numbers grow to this size; beyond it they are balls."""

_FIRST_FIXED = {"polylog", "lowergamma", "uppergamma"}
"""Series are known for a fixed first argument only."""
_COMPARISONS = {"=", "!=", "<", "<=", ">", ">="}


def compiled(tree: Tree, let: Mapping[str, Tree] | None = None) -> Program:
    """The program of a tree, whose letters in `let` stand for their trees. Raises NoNumber if the tree stands for no number."""
    return _Builder(_acyclic(let) if let else {}).program(tree)


def _acyclic(let: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """`let`, if no letter is defined by itself. Raises NoNumber otherwise."""
    uses = {u: [v for v in names(tree) if v in let] for u, tree in let.items()}
    settled: set[str] = set()
    while ready := [u for u in uses if u not in settled and settled.issuperset(uses[u])]:
        settled.update(ready)
    if len(settled) < len(uses):
        raise NoNumber("letters defined by each other")
    return let


_READY = Tree("ready")
"""Says that the parts of the node below it are done."""


class _Builder:
    def __init__(self, let: Mapping[str, Tree]) -> None:
        self.let = let
        self.inputs: list[Any] = []
        self.code: list[Instruction] = []
        self.done: dict[int, int] = {}
        self.heads: set[str] = set()
        self.exact: dict[int, Exact] = {}
        self.known: dict[Any, int] = {}
        self.free: set[str] = set()

    def program(self, tree: Tree) -> Program:
        root = self.visit(tree)
        return Program(self.inputs, self.code, root, frozenset(self.free), frozenset(self.heads))

    def within(self, tree: Tree, *bound: str) -> Program:
        """The program of a part in which some letters are bound."""
        program = _Builder({u: t for u, t in self.let.items() if u not in bound}).program(tree)
        self.free |= program.free.difference(bound)
        self.heads |= program.heads
        return program

    def visit(self, tree: Tree) -> int:
        """The number of the tree's result; parts first, without recursion, shared parts once."""
        done, waiting = self.done, [tree]
        while waiting:
            node = waiting.pop()
            ready = node is _READY
            if ready:
                node = waiting.pop()
            if id(node) in done:
                continue
            if not ready and (parts := self.parts(node)):
                waiting += (node, _READY, *parts)
            else:
                self.heads.add(node.head)
                done[id(node)] = _EMIT.get(node.head, _emit_function)(self, node)
        return done[id(tree)]

    def parts(self, node: Tree) -> tuple[Tree, ...]:
        special = _PARTS.get(node.head)
        return special(self, node) if special else node.args

    def instruction(self, head: str, row: Row | Special, args: tuple[int, ...] = ()) -> int:
        self.code.append(Instruction(head, row, args))
        return len(self.code) - 1

    def chain(self, head: str, row: Row, args: list[int]) -> int:
        total = args[0]
        for k in args[1:]:
            total = self.instruction(head, row, (total, k))
        return total

    def sampled(self, head: str, row: Row, args: list[int]) -> int:
        """Values are known, series are not."""
        self.heads.add("sampled")
        return self.instruction(head, jets.Sampled(row.value, self.readers(args)))

    def input(self, item: Any) -> int:
        if item not in self.known:
            self.known[item] = ~len(self.inputs)
            self.inputs.append(item)
        return self.known[item]

    def number(self, value: Exact) -> int:
        found = self.input(value)
        self.exact[found] = value
        return found

    def folded(self, head: str, args: list[int]) -> Exact | None:
        exact = self.exact
        for k in args:
            if k not in exact:
                return None
        return _FOLD[head]([exact[k] for k in args])

    def reader(self, number: int) -> Callable[[list[Any]], Any]:
        """How to find a result once all inputs are counted."""
        if number < 0:
            return lambda results: results[~number]
        inputs = self.inputs
        return lambda results: results[len(inputs) + number]

    def readers(self, numbers: list[int]) -> Callable[[list[Any]], list[Any]]:
        each = [self.reader(k) for k in numbers]
        return lambda results: [read(results) for read in each]


# Exact arithmetic -------------------------------------------------------------------------------------------


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


_FOLD: dict[str, Callable[[list[Exact]], Exact | None]] = {
    "+": lambda numbers: _bounded(sum(numbers)),
    "*": _product,
    "/": _quotient,
    "neg": lambda numbers: -numbers[0],
    "^": lambda numbers: exact_power(*numbers),
    "!": lambda numbers: factorial(numbers[0].numerator) if numbers[0] in range(200) else None,
}
_CHAINED = {"+", "*", "max", "min"}


def _emit_function(build: _Builder, node: Tree) -> int:
    head, done = node.head, build.done
    row = FUNCTIONS.get(head)
    if row is None:
        raise NoNumber(head)
    args = [done[id(part)] for part in node.args]
    if head in _FOLD and (exact := build.folded(head, args)) is not None:
        return build.number(exact)
    if len(args) != 2 and head in _CHAINED:
        return build.chain(head, row, args)
    if head in SAMPLED and not (head in _FIRST_FIXED and args[0] in build.exact):
        return build.sampled(head, row, args)
    return build.instruction(head, row, tuple(args))


# Heads with a way of their own ------------------------------------------------------------------------------


def _emit_name(build: _Builder, node: Tree) -> int:
    if node.value in build.let:
        return build.done[id(build.let[node.value])]
    build.free.add(node.value)
    return build.input((node.value,))


def _name_parts(build: _Builder, node: Tree) -> tuple[Tree, ...]:
    return (build.let[node.value],) if node.value in build.let else ()


def _emit_power(build: _Builder, node: Tree) -> int:
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


def _emit_root(build: _Builder, node: Tree) -> int:
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


def _emit_mark(build: _Builder, node: Tree) -> int:
    return build.done[id(node.args[0])]


def _nest(node: Tree) -> tuple[Tree, Tree, int]:
    """D(D(f, x), x) -> f, x, 2."""
    x, order = node.args[1], 1
    f = node.args[0]
    while f.head == "mark" or (f.head == "D" and f.args[1] == x):
        order += f.head == "D"
        f = f.args[0]
    return f, x, order


def _variable(tree: Tree) -> str:
    while tree.head == "mark":
        tree = tree.args[0]
    if tree.head != "name":
        raise NoNumber("the variable must be a name")
    return str(tree.value)


def _emit_derivative(build: _Builder, node: Tree) -> int:
    f, x, order = _nest(node)
    letter = _variable(x)
    body = build.within(f, letter)
    return build.instruction("D", jets.Derivative(body, letter, order, build.reader(build.done[id(x)])))


def _emit_prime(build: _Builder, node: Tree) -> int:
    found = names(node)
    if len(found) != 1:
        raise NoNumber("a prime without a variable")
    body = build.within(node.args[0], found[0])
    base = build.reader(build.visit(name(found[0])))
    return build.instruction("D", jets.Derivative(body, found[0], 1, base))


def _emit_integral(build: _Builder, node: Tree) -> int:
    f, x = node.args[:2]
    letter = _variable(x)
    body = build.within(f, letter)
    if len(node.args) == 2:
        return build.instruction("I", jets.Antiderivative(body, letter, build.reader(build.done[id(x)])))
    ends = build.readers([build.done[id(end)] for end in node.args[2:]])
    return build.instruction("I", integrals.Integral(body, letter, ends))


def _emit_limit(build: _Builder, node: Tree) -> int:
    f, x, a = node.args
    letter = _variable(x)
    point, infinite = _end(a)
    at = build.reader(build.visit(a)) if not infinite else None
    return build.instruction("L", limits.Limit(build.within(f, letter), letter, at, point, node.value))


def _end(a: Tree) -> tuple[int, bool]:
    """1 and -1 for oo and -oo, and whether it is one of them."""
    while a.head == "mark":
        a = a.args[0]
    if a.head == "neg":
        sign, infinite = _end(a.args[0])
        return -sign, infinite
    return (1, True) if a.head == "constant" and a.value == "oo" else (0, False)


def _limit_parts(_: _Builder, node: Tree) -> tuple[Tree, ...]:
    return () if _end(node.args[2])[1] else (node.args[2],)


def _emit_apply(build: _Builder, node: Tree) -> int:
    args = [build.done[id(part)] for part in node.args]
    return build.instruction("apply", abstract.Application(str(node.value), build.readers(args), len(args)))


def _emit_piecewise(build: _Builder, node: Tree) -> int:
    cases = [Case(build.within(row.args[0]), _condition(build, row.args[1])) for row in node.args]
    return build.instruction("piecewise", Branches(cases))


def _condition(build: _Builder, tree: Tree) -> Condition:
    if tree.head in ("and", "or"):
        return Condition(tree.head, [_condition(build, part) for part in tree.args], [])
    if tree.head == "constant":
        return Condition("true", [], [])
    if tree.head not in _COMPARISONS:
        raise NoNumber("a condition")
    sides = [build.within(side) for side in tree.args]
    pairs = pairwise(sides)
    return Condition("and", [], [Comparison(tree.head, a, b) for a, b in pairs])


def _emit_logsumexp(build: _Builder, node: Tree) -> int:
    args = [build.done[id(part)] for part in _flat(node)]
    return build.instruction("logsumexp", FUNCTIONS["logsumexp"], tuple(args))


def _flat(node: Tree) -> tuple[Tree, ...]:
    """The entries, given as arguments or as one vector."""
    return node.args[0].args if len(node.args) == 1 and node.args[0].head in ("tuple", "list") else node.args


_EMIT: dict[str, Callable[[_Builder, Tree], int]] = {
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
    "apply": _emit_apply,
    "piecewise": _emit_piecewise,
    "logsumexp": _emit_logsumexp,
}

_PARTS: dict[str, Callable[[_Builder, Tree], tuple[Tree, ...]]] = {
    "name": _name_parts,
    "D": lambda _, node: node.args[1:],
    "prime": lambda _, _node: (),
    "I": lambda _, node: node.args[1:] if len(node.args) == 2 else node.args[2:],
    "L": _limit_parts,
    "piecewise": lambda _, _node: (),
    "logsumexp": lambda _, node: _flat(node),
}
"""Which parts are computed in this program, before the node itself; the others have a program of their own."""
