"""Which series does a factor of the integrand unfold into, and what is the integral of a term?

From 0 to ∞ the geometric series in e^(−a x), beside a power of x; from 0 to 1 the power series of 1/(1 ± x^m), ln(1 ± x^m) and
arctan(x^m), beside powers of x and ln x.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite

Expr = Any
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The integrand as Σ coefficient(n) inside(n, x) from n = start; `worth` is the integral of what is inside. The
    signs (−1)^n are in the coefficient where it `alternates`. `series` and `why` are said of the two steps.
    """

    coefficient: Expr
    inside: Expr
    worth: Expr
    start: int
    alternates: bool
    series: str
    why: str


# From 0 to ∞.


def geometric(problem: Definite, n: Expr) -> Unfolded | None:
    """c x^s q^k/(1 ± q^m)^j with q = e^(−a x)."""
    x = problem.x
    apart = _in_exponentials(problem)
    if apart is None:
        return None
    c, s, rate, k, (sign, m, j) = apart
    front = sp.binomial(n + j - 1, j - 1) if j > 1 else sp.Integer(1)
    front = sp.expand_func(front)
    start, shift = (1, k - m) if k % m == 0 and k > 0 else (0, k)
    if start:  # e^(−a x) + e^(−2 a x) + ...: counted from 1
        front, shift = front.xreplace({n: n - k / m}) if j > 1 else front, sp.Integer(0)
        if k / m != 1:
            start = int(k / m)
    power = sp.expand(rate * (m * n + shift))
    ratio = -sign
    signs = (ratio ** (n - (k / m if start else 0))) if ratio == -1 else sp.Integer(1)
    front = sp.factor(front)
    inside, worth = x**s * sp.exp(-power * x), sp.gamma(s + 1) / power ** (s + 1)
    if problem.sign(rate) != 1 or problem.sign(s + 1) != 1 or (start == 0 and shift == 0):
        return None
    q = problem.words(sp.exp(-rate * m * x))
    plain = ("1/(1 − q) = 1 + q + q² + …" if ratio == 1 else "1/(1 + q) = 1 − q + q² − …") if j == 1 else (
        f"1/(1 {'−' if ratio == 1 else '+'} q)^{j}, the geometric series differentiated")  # fmt: skip
    why = (f"the gamma function: ∫ {x}ˢ e^(−r {x}) d{x} from 0 to ∞ is Γ(s + 1)/rˢ⁺¹, here with s = "
           f"{problem.words(s)} and "
           f"r = {problem.words(power)}.")  # fmt: skip
    said = f"{plain}, with q = {q}, which is below 1 for {x} > 0."
    return Unfolded(c * signs * front, inside, worth, start, ratio == -1, said, why)


def _in_exponentials(problem: Definite) -> tuple[Expr, Expr, Expr, Expr, tuple[int, Expr, Expr]] | None:
    """The integrand as c x^s q^k/(1 ± q^m)^j with q = e^(−rate x): (c, s, rate, k, (sign, m, j)); None for any other."""
    x = problem.x
    f = problem.f.rewrite(sp.exp) if problem.f.has(*HYPERBOLIC) else problem.f
    rates = {g.args[0].coeff(x) for g in f.atoms(sp.exp) if g.args[0].has(x)}
    if not rates or any(g.args[0] != g.args[0].coeff(x) * x for g in f.atoms(sp.exp) if g.args[0].has(x)):
        return None
    first = min((abs(r) for r in rates), key=sp.default_sort_key)
    ratios = [sp.simplify(r / first) for r in rates]
    if not all(r.is_Rational for r in ratios):
        return None
    rate = first / sp.ilcm(*(r.q for r in ratios)) if len(ratios) > 1 else first
    q = sp.Dummy("q", positive=True)
    g = f.replace(lambda e: e.func is sp.exp and e.has(x), lambda e: q ** (-sp.simplify(e.args[0].coeff(x) / rate)))
    g = sp.factor(sp.together(g))
    moving, outer = g.as_independent(q, as_Add=False)[1], g.as_independent(q, as_Add=False)[0]
    c, s = power_of(outer, x)
    if c is None or s == 0 or not moving.is_rational_function(q) or moving.has(x):
        return None
    found = _over_one_bracket(moving, q)
    if found is None:
        return None
    front, k, bracket = found
    return c * front, s, rate, k, bracket


def _over_one_bracket(g: Expr, q: Expr) -> tuple[Expr, Expr, tuple[int, Expr, Expr]] | None:
    """g as front · q^k/(1 + sign q^m)^j."""
    top, bottom = sp.fraction(g)
    c, k = power_of(top, q)
    if c is None:
        return None
    brackets = [p.as_base_exp() for p in sp.Mul.make_args(sp.factor(bottom)) if p.has(q)]
    plain = [(base, e) for base, e in brackets if base == q]
    k -= sp.Add(*(e for _, e in plain))
    j = {e for base, e in brackets if base != q}
    if len(j) != 1:
        return None
    [j] = j
    whole = sp.Poly(sp.Mul(*(base for base, _ in brackets if base != q)), q)
    constant_, lead, m = whole.nth(0), whole.LC(), whole.degree()
    if len(whole.terms()) != 2 or constant_ == 0 or abs(lead / constant_) != 1:
        return None
    other = sp.Mul(*(p for p in sp.Mul.make_args(sp.factor(bottom)) if not p.has(q)))
    return c / other / constant_**j, k, (int(lead / constant_), sp.Integer(m), j)


def power_of(g: Expr, x: Expr) -> tuple[Expr, Expr]:
    """g as c · x^s: (c, s); c is None where it is no such thing."""
    c, rest = g.as_independent(x, as_Add=False)
    base, s = (x, sp.Integer(0)) if rest == 1 else rest.as_base_exp()
    return (c, s) if base == x and not s.has(x) else (None, sp.Integer(0))


# From 0 to 1.


def power_series(problem: Definite, n: Expr) -> Unfolded | None:
    """c x^p ln(x)^k times 1/(1 ± x^m), ln(1 ± x^m) or arctan(x^m)."""
    return _unfolded(problem, problem.f, n) or _unfolded(problem, sp.factor(problem.f), n)


def _unfolded(problem: Definite, f: Expr, n: Expr) -> Unfolded | None:
    """The same for one way of writing the integrand."""
    x, factors = problem.x, sp.Mul.make_args(f)
    logs = [g for g in factors if g.as_base_exp()[0] == sp.log(x)]
    k = sp.Add(*(g.as_base_exp()[1] for g in logs))
    unfolding = [(g, _unfolds(g, x, n)) for g in factors if g not in logs and g.has(x)]
    [*series] = [(g, found) for g, found in unfolding if found is not None]
    if len(series) != 1 or not (k.is_Integer and k >= 0):
        return None
    g, (coefficient, exponent, start, alternates, said) = series[0]
    c, p = power_of(sp.Mul(*(h for h in factors if h is not g and h not in logs)), x)
    worth_it = k >= 1 or (p == -1 and not g.is_Pow)  # without a logarithm, only what stands over x is no plain integral
    if c is None or not p.is_Rational or not worth_it:
        return None
    power = sp.expand(p + exponent)
    if not power.xreplace({n: sp.Integer(start)}) > -1:
        return None
    inside, worth = x**power * sp.log(x) ** k, (-1) ** k * sp.factorial(k) / sp.factor(power + 1) ** (k + 1)
    why = (f"∫ {x}ᵖ ln({x})ᵏ d{x} from 0 to 1 is (−1)ᵏ k!/(p + 1)ᵏ⁺¹, by parts k times, here with k = {k} and p = "
              f"{problem.words(power)}." if k else f"∫ {x}ᵖ d{x} from 0 to 1 is 1/(p + 1), here with p = "
              f"{problem.words(power)}.")  # fmt: skip
    return Unfolded(c * coefficient, inside, worth, start, alternates, said, why)


def _unfolds(g: Expr, x: Expr, n: Expr) -> tuple[Expr, Expr, int, bool, str] | None:
    """(coefficient, exponent, start, alternates, the series in words) of a function with a known power series in x^m."""
    if g.is_Pow and g.exp == -1 and (found := _one_and_power(g.base, x)):
        c, sign, m = found
        alternating = sign == 1
        signs = (-1) ** n if alternating else sp.Integer(1)
        said = "1/(1 + q) = 1 − q + q² − …" if alternating else "1/(1 − q) = 1 + q + q² + …"
        return signs / c, m * n, 0, alternating, f"{said}, with q = {_raised(x, m)}."
    if g.func is sp.log and (found := _one_and_power(g.args[0], x)) and found[0] == 1:
        _, sign, m = found
        signs = -((-1) ** n) if sign == 1 else sp.Integer(-1)
        said = "ln(1 + q) = q − q²/2 + q³/3 − …" if sign == 1 else "ln(1 − q) = −q − q²/2 − q³/3 − …"
        return signs / n, m * n, 1, sign == 1, f"{said}, with q = {_raised(x, m)}."
    if g.func in (sp.atan, sp.atanh):
        c, m = power_of(g.args[0], x)
        if c == 1 and m.is_Rational and m > 0:
            alternating = g.func is sp.atan
            said = "arctan(q) = q − q³/3 + q⁵/5 − …" if alternating else "artanh(q) = q + q³/3 + q⁵/5 + …"
            signs = (-1) ** n if alternating else sp.Integer(1)
            return signs / (2 * n + 1), m * (2 * n + 1), 0, alternating, f"{said}, with q = {_raised(x, m)}."
    return None


def _one_and_power(u: Expr, x: Expr) -> tuple[Expr, int, Expr] | None:
    """u as c (1 ± x^m): (c, ±1, m)."""
    constant_, rest = sp.expand(u).as_independent(x, as_Add=True)
    c, m = power_of(rest, x)
    if c is None or constant_ == 0 or abs(c / constant_) != 1 or not (m.is_Rational and m > 0):
        return None
    return constant_, int(c / constant_), m


def _raised(x: Expr, m: Expr) -> str:
    from calctutor.notation.algebra import Algebra
    from calctutor.notation.writing import text

    return text(Algebra().tree(x**m))
