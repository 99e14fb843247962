"""How does a tree become algebra, and algebra a tree?

sympy reorders and merges what it is given. An `Algebra` remembers, for every sum and product that it has built, the
order in which it was written, and writes it in that order again; what sympy made itself is written in textbook order:
polynomials by falling powers, numbers before letters before functions, negative powers under a fraction bar.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy as sp

from calctutor.errors import StudentError
from calctutor.notation import ordering
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, negative, number, power
from calctutor.notation.vocabulary import FUNCTIONS

Expr = Any


def symbol(letter: str) -> Expr:
    """The variable of that name: real, as everything is here unless the problem says otherwise."""
    return sp.Symbol(letter, real=True)


def _real_function(title: str) -> Any:
    """A function that sympy does not know, or knows only under a definition that it would expand at once."""
    exact = EXACT_VALUES.get(title)
    return type(
        title, (sp.Function,), {"is_real": True, **({"eval": classmethod(lambda _, *args: exact(*args))} if exact else {})}
    )


def _rational_root(a: Expr, n: Expr) -> Expr | None:
    return sp.sign(a) * sp.Pow(abs(a), 1 / n) if a.is_Rational and n.is_Integer and n % 2 == 1 else None


EXACT_VALUES: dict[str, Callable[..., Expr | None]] = {
    "root": _rational_root,
    "sigmoid": lambda a: sp.Rational(1, 2) if a == 0 else None,
    "softplus": lambda a: sp.log(2) if a == 0 else None,
    "relu": lambda a: sp.Max(0, a) if a.is_Rational else None,
    "Cl2": lambda a: sp.Integer(0) if (a / sp.pi).is_Integer else None,
    "Ti2": lambda a: sp.Integer(0) if a == 0 else None,
    "logsumexp": lambda *args: sp.log(len(args)) if all(a == 0 for a in args) else None,
}
"""Functions of our own -> their exact values at simple numbers, None elsewhere."""


OWN = {
    head: _real_function(head)
    for head in ("sigmoid", "relu", "softplus", "logsumexp", "root", "li", "digamma", "binomial", "Cl2", "Ti2")
} | {
    "log": _real_function("logarithm")  # `log` is the name of sympy's natural logarithm
}
"""Functions kept whole, so that a rule can name them."""

FROM_SYMPY_NAME = {function.sympy: head for head, function in FUNCTIONS.items() if head not in ("log", "root")} | {
    "log": "ln",
    "logarithm": "log",
}


def _sympy_function(head: str) -> Callable[..., Expr]:
    return OWN[head] if head in OWN else getattr(sp, FUNCTIONS[head].sympy)  # type: ignore[no-any-return]


def _power(base: Expr, exponent: Expr) -> Expr:
    return sp.exp(exponent) if base is sp.E else sp.Pow(base, exponent)


def _root(base: Expr, index: Expr) -> Expr:
    """The real root. An even one, or one of a quantity that is never negative, is an ordinary power."""
    if index.is_Integer and index.is_positive and (index.is_even or base.is_nonnegative):
        return sp.Pow(base, 1 / index)
    return OWN["root"](base, index)


def _logarithm(argument: Expr, base: Expr) -> Expr:
    return OWN["log"](argument, base)


def _piecewise(*cases: Expr) -> Expr:
    return sp.Piecewise(*cases)


OPERATIONS: dict[str, Callable[..., Expr]] = {
    "+": sp.Add,
    "*": sp.Mul,
    "/": lambda top, bottom: top / bottom,
    "^": _power,
    "neg": lambda a: -a,
    "!": sp.factorial,
    "root": _root,
    "log": _logarithm,
    "=": sp.Eq,
    "<": sp.Lt,
    "<=": sp.Le,
    ">": sp.Gt,
    ">=": sp.Ge,
    "!=": sp.Ne,
    "and": sp.And,
    "or": sp.Or,
    "case": lambda value, condition: (value, condition),
    "piecewise": _piecewise,
}
CONSTANTS = {"pi": sp.pi, "e": sp.E, "oo": sp.oo, "true": sp.true, "catalan": sp.Catalan}

RELATIONS = {"Eq": "=", "Equality": "=", "StrictLessThan": "<", "LessThan": "<=", "StrictGreaterThan": ">", "GreaterThan": ">=",
             "Unequality": "!=", "And": "and", "Or": "or"}  # fmt: skip


def operate(head: str, args: tuple[Expr, ...], value: Any = None) -> Expr:
    """Build the sympy expression of one node from those of its arguments."""
    if head in OPERATIONS:
        return OPERATIONS[head](*args)
    if head in FUNCTIONS:
        return _sympy_function(head)(*args)
    if head == "apply":
        return sp.Function(value, real=True)(*args)
    if head in ("D", "I", "L"):
        return sp.Function(head, real=True)(*args)
    remedy = "write d/dx (f) for a derivative; for xᵀAx: calctutor gradient --form quadratic" if head == "prime" else ""
    raise StudentError("not-a-number", f"a {head} cannot stand inside an expression here", remedy=remedy)


class Algebra:
    """Both directions, with a memory of the order in which sums and products were written."""

    def __init__(self) -> None:
        self._orders: dict[Expr, tuple[Expr, ...]] = {}
        self._trees: dict[Expr, Tree] = {}

    def expression(self, tree: Tree, letters: Mapping[str, Expr] | None = None) -> Expr:
        """The sympy expression of `tree`; `letters` say what some of its names stand for. Shared parts are built once."""
        done: dict[int, Expr] = {}

        def visit(node: Tree) -> Expr:
            if id(node) not in done:
                done[id(node)] = (
                    self._leaf(node, letters or {}) if not node.args else self.build(node, [visit(a) for a in node.args])
                )
            return done[id(node)]

        return visit(tree)

    def _leaf(self, node: Tree, letters: Mapping[str, Expr]) -> Expr:
        if node.head == "number":
            return sp.Rational(node.value.numerator, node.value.denominator)
        if node.head == "constant":
            return CONSTANTS[node.value]
        return letters[node.value] if node.value in letters else symbol(node.value)

    def build(self, node: Tree, args: list[Expr], ordered: tuple[str, ...] = ("+", "*")) -> Expr:
        """The expression of a node over given arguments. For the heads in `ordered` it is remembered how it was written."""
        if node.head == "mark":
            return args[0]
        built = operate(node.head, tuple(args), node.value)
        if node.head in ordered and (built.is_Add if node.head == "+" else built.is_Mul):
            self._orders.setdefault(built, tuple(args))
        return built

    def call(self, expr: Expr, tree: Tree) -> None:
        """Write `expr` as `tree` from now on: y(x) as y, for a letter that is known to depend on x."""
        self._trees[expr] = tree

    def arranged(self, expr: Expr, order: tuple[Expr, ...]) -> Expr:
        """`expr`, a sum or product, from now on written with its parts in this order."""
        self._orders[expr] = order
        self._trees.pop(expr, None)
        return expr

    def tree(self, expr: Expr) -> Tree:
        """`expr` as it is written in a textbook. Equal expressions give the very same tree."""
        if expr not in self._trees:
            self._trees[expr] = self._write(expr)
        return self._trees[expr]

    def _write(self, expr: Expr) -> Tree:
        for test, write in WRITERS:
            if test(expr):
                return write(self, expr)
        head = FROM_SYMPY_NAME.get(type(expr).__name__, type(expr).__name__)
        args = tuple(map(self._over_one_bar if head in OVER_ONE_BAR else self.tree, expr.args))
        if head in FUNCTIONS or head in ("D", "I", "L"):
            return Tree(head, args)
        return Tree("apply", args, head)

    def _over_one_bar(self, expr: Expr) -> Tree:
        """A sum of fractions as one: (x + 2)/3 rather than x/3 + 2/3. What was written as a sum stays one."""
        below = sp.Integer(1) if expr in self._orders or not expr.is_Add else sp.ilcm(*(_denominator(t) for t in expr.args))
        return self.tree(expr) if below == 1 else divide(self.tree(sp.Add(*(below * t for t in expr.args))), number(int(below)))

    def parts(self, expr: Expr) -> list[Expr]:
        """The terms of a sum, or the factors of a product without a denominator, in the order in which they are written."""
        given = self._orders.get(expr)
        return ordering.terms(expr, given) if expr.is_Add else ordering.fraction(expr, given)[0]

    def _sum(self, expr: Expr) -> Tree:
        return add(*map(self.tree, self.parts(expr)))

    def _product(self, expr: Expr) -> Tree:
        """Factors above and below a fraction bar, the minus sign of the number in front of all."""
        above, below = ordering.fraction(expr, self._orders.get(expr))
        minus = bool(above) and above[0].is_Number and above[0].is_negative
        if minus:
            above[0] = -above[0]
        if minus and (given := [part for part in above if part.is_Add and part.is_number and _mixed(part)]):
            # (5 - √5)/8 rather than -(√5 - 5)/8, but still -(1 + √5)/8
            minus, above[above.index(given[0])] = False, sp.Add(*(-term for term in given[0].args))
        elif below and len(above) == 1 and above[0].is_Add and all(t.as_coeff_Mul()[0].is_negative for t in above[0].args):
            minus, above = True, [sp.Add(*(-term for term in above[0].args))]
        top = multiply(*map(self.tree, [factor for factor in above if factor != 1]))
        written = divide(top, multiply(*map(self.tree, below))) if below else top
        return negative(written) if minus else written

    def _power(self, expr: Expr) -> Tree:
        base, exponent = expr.as_base_exp() if expr.func is not sp.exp else (sp.E, expr.args[0])
        if exponent.is_Rational and exponent.is_negative:
            return divide(number(1), self.tree(sp.Pow(base, -exponent)))
        if exponent == sp.Rational(1, 2):
            return call("sqrt", self.tree(base))
        return power(self.tree(base), self.tree(exponent))

    def _rational(self, expr: Expr) -> Tree:
        if expr.is_negative:
            return negative(self._rational(-expr))
        return number(int(expr)) if expr.is_Integer else divide(number(int(expr.p)), number(int(expr.q)))

    def _piecewise(self, expr: Expr) -> Tree:
        return Tree("piecewise", tuple(Tree("case", (self.tree(value), self.tree(cond))) for value, cond in expr.args))


OVER_ONE_BAR = ("asin", "acos", "atan", "asinh", "acosh", "atanh")
"""Functions whose argument is a ratio, as of the sides of a triangle."""


def _mixed(total: Expr) -> bool:
    """Has a sum of numbers terms of both signs?"""
    return len({term.as_coeff_Mul()[0].is_negative for term in total.args}) > 1


def _denominator(term: Expr) -> int:
    return int(term.as_coeff_Mul()[0].q) if term.as_coeff_Mul()[0].is_Rational else 1


def _named(*class_names: str) -> Callable[[Expr], bool]:
    return lambda expr: type(expr).__name__ in class_names


WRITERS: tuple[tuple[Callable[[Expr], bool], Callable[[Algebra, Expr], Tree]], ...] = (
    (lambda e: e.is_Symbol, lambda _, e: name(e.name)),
    (lambda e: e.is_Rational, Algebra._rational),
    (lambda e: e.is_Add, Algebra._sum),
    (lambda e: e.is_Mul, Algebra._product),
    (lambda e: e.is_Pow or e.func is sp.exp, Algebra._power),
    (_named("Pi"), lambda *_: constant("pi")),
    (_named("Exp1"), lambda *_: constant("e")),
    (_named("Catalan"), lambda *_: constant("catalan")),
    (_named("Infinity"), lambda *_: constant("oo")),
    (_named("NegativeInfinity"), lambda *_: negative(constant("oo"))),
    # Euler's constant, 0.5772..., is minus the slope of the gamma function at 1.
    (_named("EulerGamma"), lambda *_: negative(call("digamma", number(1)))),
    (_named("BooleanTrue"), lambda *_: constant("true")),
    (lambda e: e.is_Piecewise, Algebra._piecewise),
    (_named("Heaviside"), lambda self, e: call("heaviside", self.tree(e.args[0]))),
    (_named("factorial"), lambda self, e: call("!", self.tree(e.args[0]))),
    (_named("polygamma"), lambda self, e: call("digamma", self.tree(e.args[1])) if e.args[0] == 0
        else Tree("polygamma", tuple(map(self.tree, e.args)))),
    (_named(*RELATIONS), lambda self, e: Tree(RELATIONS[type(e).__name__], tuple(map(self.tree, e.args)))),
)  # fmt: skip
"""How each kind of expression is written: the first test that holds decides."""


def rational(value: Fraction | int) -> Expr:
    return sp.Rational(value.numerator, value.denominator)


def product(factors: list[Expr]) -> Expr:
    return reduce(lambda a, b: a * b, factors, sp.Integer(1))
