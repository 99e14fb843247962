"""How does a root of a quadratic go away? By a triangle, by Euler's letter, or by knowing the shape of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calctutor.rulebook import rule, template
from calctutor.rules.integrals.shapes import (
    NEW,
    base_and_power,
    is_rational,
    known_negative,
    linear,
    neat,
    quadratic,
    root,
    small,
)
from calctutor.steps import Rewrite

Expr = Any
DU, DX = sp.Symbol("du"), sp.Symbol("dx")
HALF = sp.Rational(1, 2)


def one_root(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(R, r, Q) with f = R(x, r), a rational function of x and r = √Q for the one quadratic Q that stands under a
    square root.
    """
    under = {p.base for p in f.atoms(sp.Pow) if p.base.has(x) and p.exp.is_Rational and not p.exp.is_Integer}
    if len(under) != 1 or not small(f):
        return None
    Q = under.pop()
    if not quadratic(Q, x) and not (Q.is_Mul and Q.is_polynomial(x) and sp.degree(Q, x) == 2):
        return None
    r = sp.Dummy("r", positive=True)
    R = f.replace(lambda p: p.is_Pow and p.base == Q and p.exp.is_Rational and not p.exp.is_Integer, lambda p: r ** (2 * p.exp))
    return (R, r, sp.expand(Q)) if R.is_rational_function(x, r) else None


@rule(
    "Trigonometric substitution with a sine",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 - a^2 sin(u)^2) = a cos(u)",
    example="x^2/sqrt(4 - x^2)",
    least=3,
)
def by_sine(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 − sin² = cos², the root is gone. In a right triangle with hypotenuse {a} and the side {x} opposite the angle
    {w}, the other side is the root: from it everything is put back.
    """
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    if not known_negative(A) or known_negative(B):
        return None
    a, s = root(-A * B) / -A, root(-A)
    h, side = a * sp.sin(NEW), s * a * sp.cos(NEW)
    triangle = ((sp.sin(NEW), " = ", x / a, ",  ", sp.cos(NEW), " = ", sp.sqrt(A * x**2 + B) / (s * a)),)
    return _by_triangle(R, r, x, sp.asin(x / a), h, side, a, sp.sqrt(A * x**2 + B), triangle)


@rule(
    "Trigonometric substitution with a tangent",
    "I(f, x) = I(F, u)",
    formula="sqrt(a^2 + a^2 tan(u)^2) = a sec(u)",
    example="1/(x^2 + 1)^(3/2)",
    least=3,
)
def by_tangent_triangle(f: Expr, x: Expr) -> Rewrite | None:
    """Because 1 + tan² = sec², the root is gone. In a right triangle with the side {x} opposite the angle {w} and the side
    {a} beside it, the hypotenuse is the root: from it everything is put back.
    """
    found = _centred(f, x)
    if found is None:
        return None
    R, r, A, B = found
    if known_negative(A) or known_negative(B):
        return None
    a, s = root(A * B) / A, root(A)
    h, side = a * sp.tan(NEW), s * a / sp.cos(NEW)
    triangle = ((sp.tan(NEW), " = ", x / a, ",  ", 1 / sp.cos(NEW), " = ", sp.sqrt(A * x**2 + B) / (s * a)),)
    return _by_triangle(R, r, x, sp.atan(x / a), h, side, a, sp.sqrt(A * x**2 + B), triangle)


def _centred(f: Expr, x: Expr) -> tuple[Expr, Expr, Expr, Expr] | None:
    """R, r, and A, B for the root of A x² + B."""
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    abc = quadratic(Q, x)
    return (R, r, abc[0], abc[2]) if abc and abc[1] == 0 and abc[2] != 0 else None


def _by_triangle(
    R: Expr, r: Expr, x: Expr, u: Expr, h: Expr, side: Expr, a: Expr, shown: Expr, triangle: tuple[tuple[Expr | str, ...], ...]
) -> Rewrite:
    slope = h.diff(NEW) if not h.has(sp.tan) else h.xreplace({sp.tan(NEW): NEW}).diff(NEW) / sp.cos(NEW) ** 2
    F = sp.powsimp(sp.factor_terms(R.xreplace({x: h, r: side}) * slope))
    F = _identities(F)
    half = sp.pi / 2
    lines = (
        (x, " = ", h, ",  where ", -half, " < ", NEW, " < ", half),
        (DX, " = ", slope, " du"),
        (shown, " = ", side, ",  because the cosine is positive there"),
        ("To go back:  ", *triangle[0]),
    )
    return Rewrite(let={"u": u}, where={"F": F, "a": a}, lines=lines, given={"w": NEW})


def _identities(F: Expr) -> Expr:
    """tan as sin/cos, powers joined, and 1 + tan² and 1 − sin² put as squares."""
    s, c = sp.sin(NEW), sp.cos(NEW)
    F = F.xreplace({sp.tan(NEW): s / c, sp.sec(NEW): 1 / c})
    F = sp.powsimp(sp.factor(sp.together(F)) if small(F, 50) else F)
    short = F.replace(lambda p: p.is_Add and sp.expand(p - 1 + s**2) == 0, lambda _: c**2)
    short = short.replace(lambda p: p.is_Add and sp.expand(p - c**2 - s**2) == 0, lambda _: sp.Integer(1))
    return sp.powsimp(short)


@rule(
    "Euler's first substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a x^2 + b x + c) = u - sqrt(a) x",
    example="1/(x + sqrt(x^2 + x + 1))",
    least=4,
)
def euler(f: Expr, x: Expr) -> Rewrite | None:
    """The number before {square} is positive, so with {u} as the new letter the squares of {x} cancel when the root is squared:
    {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    if known_negative(a):
        return None
    s = root(a)
    h = (NEW**2 - c) / (b + 2 * s * NEW)
    return _rationalised(R, r, Q, x, s * x + sp.sqrt(Q), h, NEW - s * h, {"square": x**2})


@rule(
    "Euler's second substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a x^2 + b x + c) = x u + sqrt(c)",
    example="1/(x + sqrt(1 + x - x^2))",
    least=4,
)
def euler_constant(f: Expr, x: Expr) -> Rewrite | None:
    """The constant under the root, {c}, is positive. With {u} as the new letter it cancels when the root is squared, and what
    is left can be divided by {x}: {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    if c == 0 or known_negative(c) or not known_negative(a):
        return None
    s = root(c)
    h = (b - 2 * s * NEW) / (NEW**2 - a)
    return _rationalised(R, r, Q, x, (sp.sqrt(Q) - s) / x, h, NEW * h + s, {"c": c})


@rule(
    "Euler's third substitution",
    "I(f, x) = I(F, u)",
    formula="sqrt(a (x - p)*(x - q)) = (x - p) u",
    example="1/(x + sqrt(3*x - x^2 - 2))",
    least=4,
)
def euler_roots(f: Expr, x: Expr) -> Rewrite | None:
    """Under the root stands a product, because the quadratic is 0 at {p} and at {q}. With {u} as the new letter one factor
    cancels when the root is squared: {x}, the root and d{x} are all quotients of polynomials.
    """
    found = one_root(f, x)
    if found is None:
        return None
    R, r, Q = found
    a, b, c = quadratic(Q, x)  # type: ignore[misc]
    disc = sp.factor(b**2 - 4 * a * c)
    if known_negative(disc) or not (known_negative(a) or sp.sqrt(disc).is_Rational):
        return None
    p, q = (-b + root(disc)) / (2 * a), (-b - root(disc)) / (2 * a)
    # r = (x − p) u with r² = a (x − p)(x − q)
    h = sp.factor((a * q - p * NEW**2) / (a - NEW**2))
    return _rationalised(R, r, Q, x, sp.sqrt(Q) / (x - p), h, sp.factor((h - p) * NEW), {"p": p, "q": q})


def _rationalised(R: Expr, r: Expr, Q: Expr, x: Expr, u: Expr, h: Expr, side: Expr, given: dict[str, Expr]) -> Rewrite:
    """x = h(u) and √Q = side(u) put in: a quotient of polynomials in u."""
    slope = sp.factor(h.diff(NEW))
    F = sp.factor(sp.together(R.xreplace({x: h, r: side}) * slope))
    lines = ((x, " = ", h), (sp.sqrt(Q), " = ", sp.factor(side)), (DX, " = ", slope, " du"))
    price = 5 if sp.fraction(sp.together(R * r))[1].has(x) else 7  # a polynomial beside the root has shorter ways
    return Rewrite(let={"u": u}, where={"F": F}, lines=lines, given=given, price=price)


@rule(
    "Polynomial over a root",
    "I(f, x) = g + k*I(h, x)",
    formula="I(P/sqrt(Q), x) = p sqrt(Q) + k I(1/sqrt(Q), x)",
    example="x^2*sqrt(x^2 - 1)",
    least=2,
)
def polynomial_over_root(f: Expr, x: Expr) -> Rewrite | None:
    """The answer is a polynomial times the root, and a multiple of the integral of 1 over the root. Differentiating
    and comparing gives the coefficients.
    """
    found = _polynomial_and_root(f, x)
    if found is None:
        return None
    P, Q = found
    n = sp.degree(P, x)
    if n < 1 or n > 12:
        return None
    letters = sp.symbols(f"c0:{n}")
    k = sp.Symbol("k0")
    p = sum(c * x**i for i, c in enumerate(letters))
    both = sp.Poly(sp.expand(sp.diff(p, x) * Q + p * Q.diff(x) / 2 + k - P), x)
    solution = sp.solve(both.all_coeffs(), [*letters, k], dict=True)
    if not solution:
        return None
    p = sp.factor(p.subs(solution[0]))
    k = sp.factor(solution[0].get(k, 0))
    where = {"g": p * sp.sqrt(Q), "k": k, "h": 1 / sp.sqrt(Q)}
    return Rewrite(where=where, price=3) if k != 0 else Rewrite(where=where, equation=template("I(f, x) = g"), price=3)


def _polynomial_and_root(f: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """P and Q with f = P/√Q for a quadratic Q."""
    found = None
    rest = []
    for factor in sp.Mul.make_args(f):
        base, n = base_and_power(factor)
        if n.is_Rational and n.q == 2 and quadratic(base, x) and n >= -HALF and found is None:
            found = base, n
        else:
            rest.append(factor)
    top = sp.Mul(*rest)
    if found is None or not top.is_polynomial(x):
        return None
    Q, n = found
    return sp.expand(top * Q ** (n + HALF)), Q


@rule("Reciprocal substitution", "I(f, x) = I(F, u)", formula="u = 1/x", example="1/(x*sqrt(2 + x - x^2))", least=3)
def by_reciprocal(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """With {u} as the new letter the powers below turn into powers above. The root of a square that this brings is an
    absolute value; the sign of
    {u} does not change on an interval and stands outside.
    """
    found = one_root(f, x)
    if found is None:
        return
    R, r, Q = found
    for p in _poles(R, x):
        abc = quadratic(sp.expand(Q.xreplace({x: x + p})), x)
        if abc is None:
            continue
        a, b, c = abc
        moved = a + b * NEW + c * NEW**2
        F = R.xreplace({x: p + 1 / NEW, r: r / NEW}) / NEW**2
        F = sp.factor(sp.together(F)).xreplace({r: sp.sqrt(moved)})
        sign = sp.sign(x - p)
        even = sp.cancel(R.xreplace({r: -r}) + R) != 0
        if even or sp.cancel(R.xreplace({r: -r}) - R) == 0:
            continue
        yield Rewrite(let={"u": 1 / (x - p)}, where={"F": -F, "h": sign}, equation=template("I(f, x) = h*I(F, u)"),
                      lines=((DX, " = ", -1 / NEW**2, " du"),), price=2)  # fmt: skip


def _poles(R: Expr, x: Expr) -> list[Expr]:
    """The p of every factor (x − p) below."""
    found = set()
    for factor in sp.Mul.make_args(sp.factor(sp.fraction(sp.together(R))[1])):
        base, _ = base_and_power(factor)
        if ab := linear(base, x):
            found.add(sp.cancel(-ab[1] / ab[0]))
    return sorted(found, key=lambda e: e.sort_key())


@rule(
    "Binomial under a root",
    "I(f, x) = I(F, u)",
    formula="u = root(a x^(-n) + b, q)",
    example="1/(x^(5/2)*sqrt(x^3 + 1))",
    least=3,
)
def binomial(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Taking x^n out of the bracket, the quotient {u} as the new letter makes everything a quotient of polynomials
    (Chebyshev's third case).
    """
    c, moving = f.as_independent(x, as_Add=False)
    m, bracket = sp.Integer(0), None
    for factor in sp.Mul.make_args(moving):
        base, n = base_and_power(factor)
        if base == x and n.is_Rational:
            m += n
        elif base.is_Add and n.is_Rational and not n.is_Integer and bracket is None:
            bracket = base, n
        else:
            return
    if bracket is None:
        return
    base, p = bracket
    b, rest = base.as_independent(x, as_Add=True)
    a, power = rest.as_independent(x, as_Add=False)
    if not power.is_Pow or power.base != x or b == 0 or not power.exp.is_Rational:
        return
    n, q = power.exp, p.q
    if not ((m + 1) / n + p).is_Integer or abs(n) * q > 60:
        return
    # u^q = (a xⁿ + b)/xⁿ, so xⁿ = b/(u^q − a); dx/x = −q u^(q−1)/(n (u^q − a)) du
    k = (m + 1) / n + p
    F = sp.factor(c * (b / (NEW**q - a)) ** k * NEW ** (q * p) * (-q * NEW ** (q - 1) / (n * (NEW**q - a))))
    u = base ** sp.Rational(1, q) / x ** (n / q)
    yield Rewrite(let={"u": u}, where={"F": F}, price=4)


@rule("Square root of a square", "I(f, x) = h*I(g, x)", formula="sqrt(g^2) = abs(g)", example="sqrt(x^4 + 2 + x^(-4))", least=2)
def perfect_square(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """Under the root stands the square of {w}. Between its zeros {w} has one sign, which stands outside."""
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and p.exp.q == 2 and p.base.has(x) and is_rational(p.base, x)):
            continue
        w = _square_root(sp.factor(p.base))
        if w is None:
            continue
        e = p.exp - HALF if p.exp > 0 else p.exp + HALF
        plain = w ** (2 * e) * (w if p.exp > 0 else 1 / w)
        ratio = sp.sqrt(p.base) / w if p.exp > 0 else w / sp.sqrt(p.base)
        yield Rewrite(where={"g": neat(f / p * plain, x), "h": ratio, "w": w}, price=1)


@rule(
    "Root of a product of powers",
    "I(f, x) = h*I(g, x)",
    formula="(a^m*b^n)^(1/q) = b^((m + n)/q)*(a/b)^(m/q)",
    example="1/((x - 1)*(x + 2)^3)^(1/4)",
    least=3,
)
def root_of_product(f: Expr, x: Expr) -> Iterator[Rewrite]:
    """The powers under the root add up to a multiple of its index, so one bracket leaves the root and the quotient of
    the two stays inside. The
    factor in front is constant on every interval.
    """
    for p in sorted(f.atoms(sp.Pow), key=lambda e: e.sort_key()):
        if not (p.exp.is_Rational and not p.exp.is_Integer and p.base.is_polynomial(x) and p.base.has(x)):
            continue
        c, factors = sp.factor_list(p.base)
        factors = [(e, n) for e, n in factors if e.has(x)]
        if (
            len(factors) != 2
            or any(linear(e, x) is None for e, _ in factors)
            or not (sum(n for _, n in factors) * p.exp).is_Integer
        ):
            continue
        (a, m), (b, n) = factors
        plain = b ** ((m + n) * p.exp) * (c * (a / b) ** m) ** p.exp
        yield Rewrite(where={"g": f / p * plain, "h": p / plain}, price=3)


def _square_root(e: Expr) -> Expr | None:
    parts = []
    for factor in sp.Mul.make_args(e):
        base, n = base_and_power(factor)
        if factor.is_Rational:
            r = sp.sqrt(factor)
            if not r.is_Rational:
                return None
            parts.append(r)
        elif n.is_Integer and n % 2 == 0:
            parts.append(base ** (n / 2))
        else:
            return None
    return sp.Mul(*parts) if any(part.is_Pow or part.is_Add for part in parts) else None
