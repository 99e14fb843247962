"""What when the bottom is a cubic or a quartic whose roots are not rational? One real number more, written by roots or cosines.

A real root of the cubic (Cardano's and Viète's formulas), or the middle coefficient of one of the two real quadratics into
which a quartic falls (Ferrari's), is such a number r. All else is a quotient of polynomials in r: what the division by x − r
leaves, the partial fractions, and their antiderivatives, which are known by heart.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.fractions import factored, fraction
from calctutor.steps import Rewrite

Expr = Any
Line = tuple[Expr | str, ...]
R = sp.Symbol("r", real=True)
"""What the new number is called on the page."""


@rule(
    "Factors with one new number",
    "I(f, x) = g",
    formula="1/((x - r)*(x^2 + b x + c)) = k/(x - r) + (m x + n)/(x^2 + b x + c)",
    example="1/(x^3 + x + 1)",
    least=2,
)
def by_new_number(f: Expr, x: Expr) -> Rewrite | None:
    """The bottom has no rational factors. Over the real numbers it has, with coefficients that come from one number, {r}; the
    partial fractions come from it as well, and each is a logarithm or an arctangent.
    """
    found = None if f.is_Add else fraction(f, x)
    if found is None or f.free_symbols != {x} or sp.degree(found[0], x) >= sp.degree(found[1], x):
        return None
    factors = factored(found[1], x)
    top, bottom = (sp.Poly(e, x).to_field() for e in found)
    if len(factors) != 1 or factors[0][1] != 1 or not all(c.is_Rational for c in (*top.all_coeffs(), *bottom.all_coeffs())):
        return None
    top, monic = top.quo_ground(bottom.LC()), bottom.monic()
    worked = {3: _cubic, 4: _quartic}[bottom.degree()](top, monic, x) if bottom.degree() in (3, 4) else None
    return None if worked is None else Rewrite(where={"g": worked[0]}, lines=worked[1], given={"r": R}, price=3, final=True)


def _cubic(top: Any, bottom: Any, x: Expr) -> tuple[Expr, tuple[Line, ...]]:
    """N/(x³ + b x² + c x + d): one real root r beside a quadratic without any, or three real roots."""
    roots = real_roots(bottom)
    slope = bottom.diff(x)
    if len(roots) == 3:
        return _three_roots(top, bottom, slope, roots, x)
    (r,) = roots
    _, b, c, _ = bottom.all_coeffs()
    beta, gamma = b + R, sp.expand(c + R * (b + R))
    A = top.as_expr().subs(x, R) / slope.as_expr().subs(x, R)
    n2, n1, _ = _coefficients(top, 3, x)
    B, C = n2 - A, n1 - A * beta + R * (n2 - A)
    letters = sp.symbols("k m n", real=True)
    quadratic = x**2 + beta * x + gamma
    lines: tuple[Line, ...] = (
        ("The bottom is 0 at one real number:  ", R, " = ", r, f" ≈ {float(r):.8g}"),
        (bottom.as_expr(), " = ", (x - R) * quadratic),
        (top.as_expr() / bottom.as_expr(), " = ", letters[0] / (x - R) + (letters[1] * x + letters[2]) / quadratic),
        ("Put in ", x, " = ", R, ":  ", letters[0], " = ", A),
        ("Compare the powers of ", x, ":  ", letters[1], " = ", n2 - letters[0], ", ", letters[2], " = ",
         n1 - letters[0] * beta + letters[1] * R),
    )  # fmt: skip
    a, b, c = letters
    known = a * sp.log(sp.Abs(x - R)) + _over_quadratic(b, c, beta, gamma, False, x)
    lines += (("So the antiderivative is ", known),)
    g = A * sp.log(sp.Abs(x - R)) + _over_quadratic(B, C, beta, gamma, False, x)
    return g.xreplace({R: r}), lines


def _three_roots(top: Any, bottom: Any, slope: Any, roots: list[Expr], x: Expr) -> tuple[Expr, tuple[Line, ...]]:
    names = sp.symbols("r_1 r_2 r_3", real=True)
    share = (top.as_expr() / slope.as_expr()).xreplace({x: R})
    lines: list[Line] = [("The bottom is 0 at three real numbers:",)]
    lines += [(name, " = ", root, f" ≈ {float(root):.8g}") for name, root in zip(names, roots, strict=True)]
    form = sp.Add(*(sp.Symbol(letter, real=True) / (x - name) for letter, name in zip("kmn", names, strict=True)))
    lines.append((top.as_expr() / bottom.as_expr(), " = ", form))
    lines.append(("The number over ", x - R, " is the top over the slope of the bottom there:  ", share))
    return sp.Add(*(share.xreplace({R: r}) * sp.log(sp.Abs(x - r)) for r in roots)), tuple(lines)


def _coefficients(poly: Any, count: int, x: Expr) -> list[Expr]:
    """Of x^(count−1) down to 1."""
    return [poly.coeff_monomial(x**k) for k in reversed(range(count))]


def _over_quadratic(A: Expr, B: Expr, b: Expr, c: Expr, splits: bool, x: Expr) -> Expr:
    """The antiderivative of (A x + B)/(x² + b x + c), which has two real zeros if it `splits`, and none if not."""
    rest, log = B - A * b / 2, A / 2 * sp.log(sp.Abs(x**2 + b * x + c) if splits else x**2 + b * x + c)
    w = 2 * x + b
    if splits:
        s = sp.sqrt(b**2 - 4 * c)
        return log + rest / s * sp.log(sp.Abs((w - s) / (w + s)))
    s = sp.sqrt(4 * c - b**2)
    return log + 2 * rest / s * sp.atan(w / s)


def real_roots(cubic: Any) -> list[Expr]:
    """The real roots of a cubic with rational coefficients, by Cardano's formula where there is one and by Viète's where
    there are three. (G. Cardano, Ars Magna, 1545; F. Viète, De emendatione, 1615.)
    """
    _, b, c, d = cubic.monic().all_coeffs()
    p, q = c - b**2 / 3, 2 * b**3 / 27 - b * c / 3 + d  # for y = x + b/3:  y³ + p y + q
    inside = q**2 / 4 + p**3 / 27
    if inside > 0:
        s = sp.sqrt(inside)
        return [_cube_root(-q / 2 + s) + _cube_root(-q / 2 - s) - b / 3]
    size, angle = 2 * sp.sqrt(-p / 3), sp.acos(sp.radsimp(3 * q / (2 * p) * sp.sqrt(-3 / p)))
    return [size * sp.cos((angle - 2 * sp.pi * k) / 3) - b / 3 for k in range(3)]


def _cube_root(e: Expr) -> Expr:
    """The real one."""
    return -sp.cbrt(-e) if e.evalf(30) < 0 else sp.cbrt(e)


def _quartic(top: Any, bottom: Any, x: Expr) -> tuple[Expr, tuple[Line, ...]] | None:
    """N/(x⁴ + ...): the product of x² + r x + β and x² − r x + γ, when x is shifted so that the cube is gone."""
    shift = bottom.all_coeffs()[1] / 4
    y = sp.Symbol("y", real=True) if shift != 0 else x
    moved, above = (sp.Poly(sp.expand(e.as_expr().xreplace({x: y - shift})), y) for e in (bottom, top))
    p, q, s = (moved.coeff_monomial(y**k) for k in (2, 1, 0))
    if q == 0:
        return None
    resolvent = sp.Poly(y**3 + 2 * p * y**2 + (p**2 - 4 * s) * y - q**2, y)
    r = sp.sqrt(_largest_root(resolvent, y))
    beta, gamma = (p + R**2 - q / R) / 2, (p + R**2 + q / R) / 2
    one, other = y**2 + R * y + beta, y**2 - R * y + gamma
    letters = sp.symbols("k m n s", real=True)
    A, B, C, D = letters
    both = sp.Poly(sp.expand((A * y + B) * other + (C * y + D) * one - above.as_expr()), y)
    values = sp.solve(both.all_coeffs(), letters, dict=True)[0]
    lines: list[Line] = [] if shift == 0 else [("Shift:  ", y, " = ", x + shift)]
    lines += [
        (moved.as_expr(), " = ", (y**2 + R * y + sp.Symbol("b", real=True)) * (y**2 - R * y + sp.Symbol("c", real=True))),
        ("Comparing the powers of ", y, " leaves an equation for the square of ", R, ":  ",
         resolvent.as_expr().xreplace({y: R**2}), " = 0"),
        (R, " = ", r, f" ≈ {float(r):.8g}"),
        ("b = ", beta, ",  c = ", gamma),
        (above.as_expr() / moved.as_expr(), " = ", (A * y + B) / sp.Symbol("q_1") + (C * y + D) / sp.Symbol("q_2")),
    ]  # fmt: skip
    number = {R: r}
    g = sp.Integer(0)
    for (a, b), middle, constant in (((A, B), R, beta), ((C, D), -R, gamma)):
        disc = float((middle**2 - 4 * constant).xreplace(number).evalf(30))
        g += _over_quadratic(values[a], values[b], middle, constant, disc > 0, y)
    return g.xreplace(number).xreplace({y: x + shift}), tuple(lines)


def _largest_root(cubic: Any, y: Expr) -> Expr:
    """The largest real root; without cube roots where the cubic has rational factors."""
    known = sp.roots(cubic) if len(sp.factor_list(cubic)[1]) > 1 else real_roots(cubic)
    return max((root for root in known if sp.im(root.evalf(30)) == 0), key=lambda root: root.evalf(30))
