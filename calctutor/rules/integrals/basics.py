"""How is an integral taken apart? Constants, sums, powers of x, and pieces."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.tree import Tree, add, name, negative
from calctutor.rulebook import rule
from calctutor.rules.integrals.kernels import may_leave
from calctutor.rules.integrals.shapes import linear
from calctutor.rules.integrals.substitution import inner_functions
from calctutor.rules.integrals.table import by_heart
from calctutor.steps import Rewrite

Expr = Any


@rule("Integral of zero", "I(f, x) = 0", formula="I(0, x) = C", example="0", small=True)
def zero(f: Expr, x: Expr) -> Rewrite | None:
    """Only a constant has the slope 0 everywhere."""
    return Rewrite(price=0, final=True) if f == 0 else None


@rule("Integral of a constant", "I(c, x) = c*x", formula="I(c, x) = c x + C", example="5", small=True)
def constant(f: Expr, x: Expr) -> Rewrite | None:
    """{c} does not contain {x}, so its antiderivative is the line of that slope."""
    return None if f.has(x) else Rewrite(where={"c": f}, price=1, final=True)


@rule("Minus sign of an integral", "I(-g, x) = -I(g, x)", formula="I(-f, x) = -I(f, x)", example="-cos(x)", small=True)
def minus(f: Expr, x: Expr) -> Rewrite | None:
    """A minus sign stays in front."""
    coefficient = f.as_coeff_Mul()[0]
    return Rewrite(where={"g": -f}, price=0, final=True) if f.is_Mul and coefficient == -1 else None


@rule("Constant multiple of an integral", "I(c*g, x) = c*I(g, x)", formula="I(c f, x) = c I(f, x)", example="5*sin(x)")
def constant_multiple(f: Expr, x: Expr) -> Rewrite | None:
    """The factor {c} does not contain {x}: it stands outside and waits."""
    if not f.is_Mul:
        return None
    c, g = f.as_independent(x, as_Add=False)
    if c in (1, -1) or not g.has(x):
        return None
    wanted = _slope_of_an_inside(c, g, x)
    return Rewrite(where={"c": c, "g": g}, price=2 if wanted else 0, final=not wanted)


def _slope_of_an_inside(c: Expr, g: Expr, x: Expr) -> bool:
    """Is the factor part of a slope that stands here, as the 2 of 2x cos(x²)? Then it had better stay where it is."""
    if not c.is_number or by_heart(g, x):
        return False
    insides = [(u, u.diff(x)) for u in inner_functions(g, x)]
    return any(s.has(x) and may_leave(g, u, s, x) and _factors(g / s, x) < _factors(g, x) for u, s in insides)


def _factors(f: Expr, x: Expr) -> int:
    """How many factors have x in them?"""
    return sum(p.has(x) for p in sp.Mul.make_args(f))


@rule("Power rule for integrals", "I(x^n, x) = x^(n+1)/(n+1)", formula="I(x^n, x) = x^(n+1)/(n+1) + C", example="x^4")
def power(f: Expr, x: Expr) -> Rewrite | None:
    """Raise the exponent {n} by one and divide by the new exponent."""
    base, n = f.as_base_exp() if f.func is not sp.exp else (f, sp.Integer(1))
    if base != x or n.has(x) or n == -1 or (n.is_Rational and f != x and (n.is_negative or not n.is_Integer)):
        return None
    remarks = () if n.is_number else (f"{n} ≠ -1",)
    return Rewrite(where={"n": n}, parameters=("n",), remarks=remarks, final=True)


@rule(
    "Power rule for integrals of roots and fractions",
    "I(f, x) = x^(n+1)/(n+1)",
    formula="I(x^n, x) = x^(n+1)/(n+1) + C",
    example="1/sqrt(x)",
)
def power_rewritten(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand is a power of {x} too: raise its exponent {n} by one and divide by the new exponent."""
    base, n = f.as_base_exp() if f.func is not sp.exp else (f, sp.Integer(1))
    if base != x or not n.is_Rational or n == -1 or (n.is_Integer and n.is_positive):
        return None
    return Rewrite(where={"n": n}, parameters=("n",), final=True)


@rule("Integral of 1/x", "I(1/x, x) = ln(abs(x))", formula="I(1/x, x) = ln(abs(x)) + C", example="1/x")
def reciprocal(f: Expr, x: Expr) -> Rewrite | None:
    """The exponent −1 is the one that the power rule leaves out. ln|{x}| has the slope 1/{x} on both sides of 0."""
    return Rewrite(final=True) if f == 1 / x else None


@rule(
    "Sum rule for integrals", "I(f, x) = I(g, x) + I(h, x)", formula="I(f + g, x) = I(f, x) + I(g, x)", example="x^2 + sin(x)"
)
def sum_of_terms(f: Expr, x: Expr) -> Rewrite | None:
    """A sum is integrated term by term."""
    if not f.is_Add:
        return None
    parts, signs = [], []
    for term in _gathered(f, x):
        minus_first = term.as_coeff_Mul()[0].is_negative
        parts.append(-term if minus_first else term)
        signs.append(negative if minus_first else _unchanged)
    letters = [f"t{i}" for i in range(len(parts))]
    left = add(*(sign(name(t)) for sign, t in zip(signs, letters, strict=True)))
    right = add(*(sign(Tree("I", (name(t), name("x")))) for sign, t in zip(signs, letters, strict=True)))
    equation = Tree("=", (Tree("I", (left, name("x"))), right))
    return Rewrite(where=dict(zip(letters, parts, strict=True)), equation=equation, price=0)


def _gathered(f: Expr, x: Expr) -> list[Expr]:
    """The terms in the order of the page, all constants as one in the place of the first."""
    from calctutor.notation.ordering import terms

    still = sp.Add(*(term for term in f.args if not term.has(x)))
    found: list[Expr] = []
    for term in terms(f, None):
        if term.has(x):
            found.append(term)
        elif still != 0 and still not in found:
            found.append(still)
    return found


def _unchanged(tree: Tree) -> Tree:
    return tree


@rule("Integral of |x|", "I(f, x) = g", formula="I(abs(x), x) = x abs(x)/2 + C", example="abs(x)")
def absolute_value(f: Expr, x: Expr) -> Rewrite | None:
    """Left of the corner the integrand is minus what stands inside, right of it the inside itself; {g} has the right
    slope on both sides.
    """
    if f.func is not sp.Abs or (ab := linear(f.args[0], x)) is None:
        return None
    inside = f.args[0]
    return Rewrite(where={"g": inside * sp.Abs(inside) / (2 * ab[0])}, final=True)


@rule("Integral of a sign", "I(f, x) = g", formula="I(sign(x), x) = abs(x) + C", example="sign(x)")
def sign_function(f: Expr, x: Expr) -> Rewrite | None:
    """The integrand is −1 on one side of its jump and 1 on the other, as the slope of |x| is."""
    if f.func is not sp.sign or (ab := linear(f.args[0], x)) is None:
        return None
    return Rewrite(where={"g": sp.Abs(f.args[0]) / ab[0]}, final=True)
