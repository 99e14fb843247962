"""What is an endless sum worth whose terms are quotients of whole powers, perhaps with alternating signs?

Partial fractions split the terms into powers of one linear factor each. Their sums are the classical ones: ζ(k) over the whole
numbers, λ(k) over the odd ones, η(k) and β(k) with alternating signs (Abramowitz and Stegun, chapter 23.2); first powers cancel
against each other, or give logarithms (Gauss's theorem on the digamma function).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

Expr = Any
HALF = sp.Rational(1, 2)


@dataclass(frozen=True, slots=True)
class Part:
    """c/(n + r)^k, with the sign (−1)^n where the sum alternates."""

    c: Expr
    r: Expr
    k: int


@dataclass(frozen=True, slots=True)
class Known:
    """The split term, its value, and the classical sums that were used, in words."""

    split: Expr
    value: Expr
    used: tuple[str, ...]


def known_sum(R: Expr, n: Expr, start: int, alternates: bool) -> Known | None:
    """Σ ±R(n) for n = start, start + 1, ..., with the sign (−1)^n where it `alternates`. None for what is not classical,
    or where there is no value.
    """
    split = sp.apart(sp.together(R), n)
    parts = [_part(term, n) for term in sp.Add.make_args(split)]
    if None in parts:
        return None
    told = [part for part in parts if part is not None]
    first = [part for part in told if part.k == 1]
    if not alternates and sp.simplify(sp.Add(*(part.c for part in first))) != 0:
        return None  # the harmonic series is left over
    used: dict[str, None] = {}
    value = sp.Integer(0)
    for part in told if alternates else [part for part in told if part.k > 1]:
        one = _powers(part, start, alternates, used)
        if one is None:
            return None
        value += one
    if not alternates and first:
        value += _first_powers(first, start, used)
    return None if value.has(sp.nan, sp.zoo, sp.polygamma) else Known(split, sp.expand(value), tuple(used))


def _part(term: Expr, n: Expr) -> Part | None:
    top, bottom = sp.fraction(sp.together(term))
    base, k = sp.factor(bottom).as_independent(n, as_Add=False)[1].as_base_exp()
    if top.has(n) or not (k.is_Integer and k > 0 and base.is_polynomial(n) and sp.degree(base, n) == 1):
        return None
    a, b = base.coeff(n, 1), base.coeff(n, 0)
    c = sp.simplify(term * (n + b / a) ** k)
    return None if c.has(n) or not (b / a).is_Rational else Part(c, b / a, int(k))


def _powers(part: Part, start: int, alternates: bool, used: dict[str, None]) -> Expr | None:
    """Σ ±c/(n + r)^k from n = start: a classical sum from its own beginning, less the terms before."""
    a = part.r + start
    base = a - sp.floor(a) or sp.Integer(1)
    if base not in (1, HALF) or a <= 0:
        return None
    shift = int(a - base)
    sign = sp.Integer(-1) if alternates else sp.Integer(1)
    whole = (_alternating if alternates else _plain)(base, part.k, used)
    before = sp.Add(*(sign**j / (base + j) ** part.k for j in range(shift)))
    return part.c * sign ** (start + shift) * (whole - before) if alternates else part.c * (whole - before)


def _plain(base: Expr, k: int, used: dict[str, None]) -> Expr:
    """Σ 1/(m + base)^k, m = 0, 1, ..., for base 1 or 1/2 and k > 1."""
    zeta, raised = sp.zeta(k), _raised(k)
    worth = f"ζ({k}) = {_short(zeta)}" if not zeta.has(sp.zeta) else f"ζ({k}), which has no simpler form"
    if base == 1:
        used[f"1 + 1/2{raised} + 1/3{raised} + … = {worth}"] = None
        return zeta
    used[f"1 + 1/3{raised} + 1/5{raised} + … = (1 − 1/2{raised}) ζ({k}), with {worth}"] = None
    return (2**k - 1) * zeta


def _alternating(base: Expr, k: int, used: dict[str, None]) -> Expr:
    """Σ (−1)^m/(m + base)^k, m = 0, 1, ..., for base 1 or 1/2."""
    raised = _raised(k)
    if base == 1:
        value = sp.log(2) if k == 1 else (1 - sp.Integer(2) ** (1 - k)) * sp.zeta(k)
        worth = "ln(2)" if k == 1 else f"(1 − 2/2{raised}) ζ({k}) = {_short(value)}"
        used[f"1 − 1/2{raised} + 1/3{raised} − … = {worth}"] = None
        return value
    value = _beta(k)
    name = "Catalan's constant, about 0.915966" if k == 2 else _short(value)
    used[f"1 − 1/3{raised} + 1/5{raised} − … = {name}"] = None
    return 2**k * value


def _beta(k: int) -> Expr:
    """Dirichlet's β: π/4, Catalan's constant, π³/32, and so on; for even k > 2 in values of ζ at quarters, which are
    declined."""
    if k % 2:
        m = (k - 1) // 2
        return (-1) ** m * sp.euler(2 * m) * sp.pi**k / (4 ** (m + 1) * sp.factorial(2 * m))
    return sp.Catalan if k == 2 else sp.nan


def _first_powers(parts: list[Part], start: int, used: dict[str, None]) -> Expr:
    """Σ c₁/(n + r₁) + c₂/(n + r₂) + ... with c₁ + c₂ + ... = 0."""
    gaps = {part.r - parts[0].r for part in parts}
    if all(gap.is_Integer for gap in gaps):
        used["the first powers cancel, but for the terms at the beginning"] = None
    else:
        used["what first powers leave over, by Gauss's theorem on the digamma function"] = None
    least = min(part.r for part in parts)
    if all(gap.is_Integer for gap in gaps):
        return sp.Add(*(-part.c * sp.Add(*(1 / (start + least + j) for j in range(int(part.r - least)))) for part in parts))
    return sp.simplify(sp.Add(*(-part.c * sp.expand_func(sp.digamma(start + part.r)) for part in parts)))


def _raised(k: int) -> str:
    return "" if k == 1 else "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(k))


def _short(value: Expr) -> str:
    from calctutor.notation.algebra import Algebra
    from calctutor.notation.writing import text

    return text(Algebra().tree(value))


__all__ = ["Known", "known_sum"]
