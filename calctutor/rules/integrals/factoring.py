"""How does a polynomial without rational factors factor over the real numbers, and what are the partial fractions then?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rules.integrals.shapes import as_if_positive, known_negative, root

Expr = Any


def real_split(top: Expr, bottom: Expr, x: Expr) -> Expr | None:
    """top/bottom as a sum of partial fractions over linear and quadratic factors with real coefficients, or None."""
    poly = sp.Poly(bottom, x)
    n = poly.degree()
    if n == 2:
        return _by_two_roots(top, poly, x)
    exponents = sorted(m[0] for m in poly.monoms())
    if exponents == [0, n]:
        return _power_plus_constant(top, poly, x)
    if exponents in ([0, 2, 4], [0, 4]):
        return _biquadratic(top, poly, x)
    if n == 4 and (found := _shifted_quartic(top, poly, x) or _reciprocal_quartic(top, poly, x)) is not None:
        return found
    return _over_one_root(top, bottom, x)


def _by_two_roots(top: Expr, poly: Any, x: Expr) -> Expr | None:
    """A quadratic with irrational roots."""
    a, b, c = poly.all_coeffs()
    disc = sp.factor(b**2 - 4 * a * c)
    if sp.Poly(top, x).degree() != 1 or known_negative(disc) or disc.free_symbols or not disc.is_positive:
        return None
    r = [(-b + s * sp.sqrt(disc)) / (2 * a) for s in (1, -1)]
    return sp.Add(*(sp.radsimp(top.xreplace({x: p}) / (a * (p - q))) / (x - p) for p, q in (r, r[::-1])))


def _power_plus_constant(top: Expr, poly: Any, x: Expr) -> Expr | None:
    """Below a xⁿ + b: the roots lie on a circle, so the factors have cosines of equal angles in them."""
    a, b = poly.LC(), poly.TC()
    n = poly.degree()
    if n > 12:
        return None
    sign = -1 if known_negative(b / a) else 1
    r = as_if_positive(sign * b / a, lambda e: sp.root(e, n))
    angles = [(2 * k + (1 if sign > 0 else 0)) * sp.pi / n for k in range(n)]
    terms = []
    for monomial, c in sp.Poly(top, x).terms():
        terms += [c / a * part for part in _circle(monomial[0], n, r, angles, x)]
    return sp.Add(*_merged(terms, x))


def _circle(m: int, n: int, r: Expr, angles: list[Expr], x: Expr) -> list[Expr]:
    """x^m/(xⁿ − ρⁿ) over the roots ρ = r e^(iφ); the residue is ρ^(m+1−n)/n."""
    k, found = m + 1 - n, []
    for phi in angles:
        if phi > sp.pi:
            continue
        cosine = sp.cos(phi)
        if cosine in (1, -1):
            found.append((r * cosine) ** k / (n * (x - r * cosine)))
            continue
        top = 2 * r**k / n * (sp.cos(k * phi) * x - r * sp.cos((k - 1) * phi))
        found.append((top, x**2 - 2 * r * cosine * x + r**2))
    return [t if not isinstance(t, tuple) else sp.expand(t[0]) / t[1] for t in found]


def _merged(terms: list[Expr], x: Expr) -> list[Expr]:
    """One fraction for every bottom."""
    tops: dict[Expr, Expr] = {}
    for term in terms:
        c, moving = term.as_independent(x, as_Add=False)
        top, bottom = sp.fraction(moving)
        if not bottom.has(x):
            top, bottom = sp.fraction(sp.together(moving))
        tops[bottom] = tops.get(bottom, 0) + c * top
    return [_monic(sp.expand(top), bottom, x) for bottom, top in tops.items()]


def _monic(top: Expr, bottom: Expr, x: Expr) -> Expr:
    return sp.collect(top, x) / bottom


def _biquadratic(top: Expr, poly: Any, x: Expr) -> Expr | None:
    """Below a x⁴ + b x² + c: two squares of roots, or two quadratics that differ in the sign of their middle term."""
    a, b, c = (poly.coeff_monomial(x**k) for k in (4, 2, 0))
    disc = sp.factor(b**2 - 4 * a * c)
    if sp.degree(top, x) > 3:
        return None
    parts = [sp.Poly(top, x).coeff_monomial(x**k) for k in range(4)]
    if not known_negative(disc) and not (b == 0 and not known_negative(c / a)):
        s = root(disc)
        p, q = sp.sqrtdenest((-b + s) / (2 * a)), sp.sqrtdenest((-b - s) / (2 * a))
        over = sp.radsimp(a * (p - q))
        tops = [
            (parts[0] + parts[2] * p + x * (parts[1] + parts[3] * p)),
            (parts[0] + parts[2] * q + x * (parts[1] + parts[3] * q)),
        ]
        return sp.Add(tops[0] / over / (x**2 - p), -tops[1] / over / (x**2 - q))
    q = root(c / a)
    p = root(sp.cancel(2 * q - b / a)) if not (2 * q - b / a).is_number else sp.sqrt(sp.sqrtdenest(2 * q - b / a))
    if p == 0:
        return None
    # 1, x², and the odd powers, each over (x² + p x + q)(x² − p x + q)
    plus, minus = x**2 + p * x + q, x**2 - p * x + q
    A, B, C, D = parts
    return sp.Add(
        (A * (x + p) / (2 * p * q) - C * x / (2 * p) - B / (2 * p) + D * (sp.Rational(1, 2) * x + q / (2 * p) * 1))
        / (a * plus),
        (-A * (x - p) / (2 * p * q) + C * x / (2 * p) + B / (2 * p) + D * (sp.Rational(1, 2) * x - q / (2 * p) * 1))
        / (a * minus),
    )


def _shifted_quartic(top: Expr, poly: Any, x: Expr) -> Expr | None:
    """A quartic that becomes biquadratic when x is shifted."""
    a, b = poly.all_coeffs()[:2]
    shift = sp.cancel(b / (4 * a))
    moved = sp.Poly(sp.expand(poly.as_expr().xreplace({x: x - shift})), x)
    if shift == 0 or moved.coeff_monomial(x) != 0:
        return None
    split = _biquadratic(sp.expand(top.xreplace({x: x - shift})), moved, x)
    if split is None:
        return None
    back = {x: x + shift}
    return sp.Add(*(sp.expand(sp.numer(t).xreplace(back)) / sp.expand(sp.denom(t).xreplace(back)) for t in split.args))


def _reciprocal_quartic(top: Expr, poly: Any, x: Expr) -> Expr | None:
    """x⁴ + p x³ + q x² + k p x + k²: divided by x² it is a quadratic in x + k/x, so it is (x² + α x + k)(x² + β x + k)."""
    p, q, kp, square = (sp.cancel(c / poly.LC()) for c in poly.all_coeffs()[1:])
    k = sp.cancel(kp / p) if p != 0 else sp.Integer(0)
    disc = sp.factor(p**2 - 4 * q + 8 * k)
    if k == 0 or sp.cancel(square - k**2) != 0 or not disc.as_coeff_Mul()[0].is_positive or sp.degree(top, x) > 3:
        return None
    alpha, beta = ((p + s * root(disc)) / 2 for s in (1, -1))
    A, B, C, D = letters = sp.symbols("A B C D")
    one, other = x**2 + alpha * x + k, x**2 + beta * x + k
    both = sp.Poly(sp.expand((A * x + B) * other + (C * x + D) * one - top / poly.LC()), x)
    found = sp.solve(both.all_coeffs(), letters, dict=True)
    if not found:
        return None
    A, B, C, D = (sp.radsimp(sp.simplify(found[0][letter])) for letter in letters)
    return sp.Add((A * x + B) / one, (C * x + D) / other)


EXTENSIONS = tuple(sp.sqrt(k) for k in (2, 3, 5, 6, 7))


def _over_one_root(top: Expr, bottom: Expr, x: Expr) -> Expr | None:
    """Factors with one square root among the coefficients."""
    if bottom.free_symbols != {x} or not bottom.has(x) or sp.degree(bottom, x) > 8 or sp.degree(bottom, x) % 2:
        return None
    if not all(c.is_Rational for c in sp.Poly(bottom, x).all_coeffs()):
        return None
    for extension in EXTENSIONS:
        if len(sp.factor_list(bottom, x, extension=extension)[1]) > 1:
            return sp.apart(top / bottom, x, extension=extension)
    return None
