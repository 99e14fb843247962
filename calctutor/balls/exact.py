"""Are two expressions the same, by exact algebra?

A tree becomes a quotient of two polynomials over Q in *atoms*: names, roots, exponentials, sines and cosines of a basic angle,
and whatever else is opaque. Atoms obey relations (s^2 = x for s = sqrt(x), sin^2 = 1 - cos^2) that reduce a polynomial to a
normal form, because each involves only atoms that came before it. Two trees are the same when the difference of the cross
products reduces to 0: then they are equal at every point where both are real. Every rewriting here is valid for real variables
wherever the original is defined. Everything is bounded in size; giving up means "not known", never "different".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial, lcm

from flint import fmpq

from calctutor.balls.atoms import MOST_ATOMS, Algebra, Form
from calctutor.balls.quotients import MOST_TURNS, GaveUp, Ratio, Restart
from calctutor.notation.tree import Tree, unmarked, walk


def identical(a: Tree, b: Tree, let: Mapping[str, Tree] | None = None) -> bool | None:
    """True if a = b is proved wherever both are real; False if they are known to differ somewhere; None if nothing is known."""
    fine: dict[str, int] = {}
    size = 0
    for _ in range(8):
        try:
            return Algebra(_read, MOST_ATOMS[size], fine, let or {}, (a, b)).same(a, b)
        except Restart as more:
            if more.args:
                key, denominator = more.args
                fine[key] = lcm(fine.get(key, 1), denominator)
            elif (size := size + 1) == len(MOST_ATOMS):
                return None
        except GaveUp:
            return None
    return None


# Heads -------------------------------------------------------------------------------------------------------------


def _sum(algebra: Algebra, tree: Tree) -> Ratio:
    found = algebra.form(tree.args[0])
    for part in tree.args[1:]:
        found = algebra.add(found, algebra.form(part))
    return found


def _product(algebra: Algebra, tree: Tree) -> Ratio:
    found = algebra.form(tree.args[0])
    for part in tree.args[1:]:
        found = algebra.times(found, algebra.form(part))
    return found


def _negative(algebra: Algebra, tree: Tree) -> Ratio:
    top, bottom = algebra.form(tree.args[0])
    return Ratio(-top, bottom)


def _quotient(algebra: Algebra, tree: Tree) -> Ratio:
    top, bottom = map(algebra.form, tree.args)
    return algebra.times(top, algebra.inverse(bottom))


def _name(algebra: Algebra, tree: Tree) -> Ratio:
    if tree.value in algebra.let:
        return algebra.form(algebra.let[tree.value])
    return algebra.whole(algebra.atom(f"name {tree.value}"))


def _constant(algebra: Algebra, tree: Tree) -> Ratio:
    if tree.value == "e":
        return algebra.exponential(algebra.number(1))
    if tree.value == "pi":
        return algebra.whole(algebra.atom("pi"))
    raise GaveUp


def _power(algebra: Algebra, tree: Tree) -> Ratio:
    base, exponent = tree.args
    if base.head == "constant" and base.value == "e":
        return algebra.exponential(algebra.form(exponent))
    if exponent.head == "number":
        return algebra.real_power(algebra.form(base), Fraction(exponent.value))
    n = algebra.lowest(algebra.form(exponent))
    if not (n.top.is_constant() and n.bottom.is_constant()):
        return algebra.exponential(algebra.times(n, algebra.logarithm(algebra.form(base))))
    number = n.top.leading_coefficient() if not n.top.is_zero() else fmpq(0)
    return algebra.real_power(algebra.form(base), Fraction(int(number.p), int(number.q)))


def _logarithm(algebra: Algebra, tree: Tree) -> Ratio:
    """ln(e^u) = u; ln(sqrt(u)) = ln(u)/2."""
    u = tree.args[0]
    if u.head == "^" and u.args[0].head == "constant" and u.args[0].value == "e":
        return algebra.form(u.args[1])
    if u.head == "sqrt":
        return algebra.times(algebra.number(Fraction(1, 2)), algebra.logarithm(algebra.form(u.args[0])))
    return algebra.logarithm(algebra.form(u))


def _root(algebra: Algebra, tree: Tree) -> Ratio:
    """root(u, n): for an odd n an atom of its own, for it is not u^(1/n) where u < 0."""
    base, n = algebra.form(tree.args[0]), tree.args[1]
    if n.head != "number" or n.value not in range(2, MOST_TURNS):
        return _opaque(algebra, tree)
    if n.value % 2 == 0:
        return algebra.real_power(base, Fraction(1, n.value))
    p = algebra.lowest(base)
    if not p.bottom.is_constant():
        return _opaque(algebra, tree)
    if p.top.is_constant() and not p.top.is_zero():
        root = algebra.real_power(Ratio(algebra.number(abs(p.top.leading_coefficient())).top, p.bottom), Fraction(1, n.value))
        return root if p.top.leading_coefficient() > 0 else Ratio(-root.top, root.bottom)
    return algebra.whole(algebra.related(f"odd root {n.value} of {p.top}", n.value, p.top))


def _factorial(algebra: Algebra, tree: Tree) -> Ratio:
    n = tree.args[0]
    return algebra.number(factorial(n.value)) if n.head == "number" and n.value in range(200) else _opaque(algebra, tree)


def _absolute(algebra: Algebra, tree: Tree) -> Ratio:
    """|u|^2 = u^2, and |-u| = |u|."""
    p = algebra.lowest(algebra.form(tree.args[0]))
    if p.top.is_zero() or not p.bottom.is_constant():
        return _opaque(algebra, tree)
    u = p.top / p.top.leading_coefficient()
    scale = algebra.number(abs(p.top.leading_coefficient()))
    if u.is_one():
        return scale
    return algebra.times(scale, algebra.whole(algebra.related(f"abs {u}", 2, algebra.product(u, u))))


Reading = Callable[[Algebra, Ratio, Ratio], Ratio]

_READINGS: tuple[Reading, ...] = (
    lambda _, _c, s: s,
    lambda _, c, _s: c,
    lambda algebra, c, s: algebra.times(s, algebra.inverse(c)),
    lambda algebra, c, s: algebra.times(c, algebra.inverse(s)),
    lambda algebra, c, _: algebra.inverse(c),
    lambda algebra, _, s: algebra.inverse(s),
)
"""sin, cos, tan, cot, sec and csc from (cos, sin); likewise the hyperbolic ones."""


def _wave(which: Reading) -> Form:
    def form(algebra: Algebra, tree: Tree) -> Ratio:
        return which(algebra, *algebra.turned(algebra.form(tree.args[0])))

    return form


def _hyperbolic(which: Reading) -> Form:
    """From (cosh, sinh) by exponentials."""

    def form(algebra: Algebra, tree: Tree) -> Ratio:
        up = algebra.exponential(algebra.form(tree.args[0]))
        down, half = algebra.inverse(up), algebra.number(Fraction(1, 2))
        cosine = algebra.times(half, algebra.add(up, down))
        sine = algebra.times(half, algebra.add(up, Ratio(-down.top, down.bottom)))
        return which(algebra, cosine, sine)

    return form


def _sigmoid(algebra: Algebra, tree: Tree) -> Ratio:
    u = algebra.exponential(algebra.form(tree.args[0]))
    return algebra.times(u, algebra.inverse(algebra.add(u, algebra.number(1))))


def _derivative(algebra: Algebra, tree: Tree) -> Ratio:
    """By the derivative of polynomials, if f is a quotient of polynomials in x and in atoms in which x does not occur."""
    f, x = map(unmarked, tree.args)
    if x.head != "name" or x.value in algebra.let or not _rational_in(f, x.value, algebra.let):
        return _opaque(algebra, tree)
    p, variable = algebra.form(f), algebra.atom(f"name {x.value}")
    slope, grown = (part.derivative(algebra.context.variable_to_index(str(variable))) for part in p)
    top = algebra.product(slope, p.bottom) - algebra.product(p.top, grown)
    return Ratio(top, algebra.product(p.bottom, p.bottom))


_RATIONAL = {"+", "*", "/", "neg", "number", "name", "D"}


def _rational_in(f: Tree, x: str, let: Mapping[str, Tree]) -> bool:
    """Is f made from x by arithmetic only? Parts without x may be anything."""
    if _without(f, x, let) or (f.head == "name" and f.value == x):
        return True
    if f.head == "^":
        n = f.args[1]
        return n.head == "number" and n.value.denominator == 1 and n.value >= 0 and _rational_in(f.args[0], x, let)
    return f.head in _RATIONAL and f.head != "name" and all(_rational_in(part, x, let) for part in f.args)


def _without(f: Tree, x: str, let: Mapping[str, Tree]) -> bool:
    """No x in it, not even behind a letter of `let` (where every such letter is taken to hide one)."""
    return not any(node.head == "name" and (node.value == x or node.value in let) for node in walk(f))


_ODD = {"asin", "atan", "asinh", "atanh", "erf", "erfi", "Si", "Shi", "fresnels", "fresnelc", "sign"}
_BINDING = {"D", "I", "L", "piecewise", "prime", "tuple", "list", "=", "<", "<=", ">", ">=", "!=", "and", "or", "case"}


def _opaque(algebra: Algebra, tree: Tree) -> Ratio:
    """An atom of its own, known by its arguments in normal form; one that binds letters is known by its tree."""
    if tree.head in _BINDING or not tree.args:
        if not algebra.shared(tree):
            raise GaveUp
        return algebra.whole(algebra.atom(repr(unmarked(tree))))
    args, sign = [algebra.lowest(algebra.form(part)) for part in tree.args], 1
    if tree.head in _ODD and not args[0].top.is_zero() and args[0].top.leading_coefficient() < 0:
        args, sign = [Ratio(-args[0].top, args[0].bottom)], -1
    key = ", ".join(f"{p.top}/{p.bottom}" for p in args)
    return algebra.whole(sign * algebra.atom(f"{tree.head} {tree.value} {key}"))


def _read(algebra: Algebra, tree: Tree) -> Ratio:
    return _FORMS.get(tree.head, _opaque)(algebra, tree)


_FORMS: dict[str, Form] = {
    "number": lambda algebra, tree: algebra.number(tree.value),
    "name": _name,
    "constant": _constant,
    "mark": lambda algebra, tree: algebra.form(tree.args[0]),
    "+": _sum,
    "*": _product,
    "neg": _negative,
    "/": _quotient,
    "^": _power,
    "sqrt": lambda algebra, tree: algebra.real_power(algebra.form(tree.args[0]), Fraction(1, 2)),
    "root": _root,
    "ln": _logarithm,
    "log": lambda algebra, tree: algebra.times(
        algebra.logarithm(algebra.form(tree.args[0])), algebra.inverse(algebra.logarithm(algebra.form(tree.args[1])))
    ),
    "!": _factorial,
    "abs": _absolute,
    **{head: _wave(read) for head, read in zip(("sin", "cos", "tan", "cot", "sec", "csc"), _READINGS, strict=True)},
    **{head: _hyperbolic(read) for head, read in zip(("sinh", "cosh", "tanh", "coth", "sech", "csch"), _READINGS, strict=True)},
    "sigmoid": _sigmoid,
    "D": _derivative,
}
