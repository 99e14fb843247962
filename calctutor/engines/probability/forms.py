"""In which form is a value, or an integrand, shortest to read?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines import definite
from calctutor.rules.tidying import cost

Expr = Any


def shortest(value: Expr) -> Expr:
    """The value in the form that is shortest to read; gamma functions of neighbours are cancelled."""
    forms = [value, sp.powsimp(value)]
    if value.has(sp.gamma, sp.polygamma):
        forms += [_gamma_free(form) for form in list(forms)]
    base = min(forms, key=cost)
    forms += [definite.shortest(base)]
    if base.count_ops() < 80:
        forms += [
            sp.powsimp(sp.simplify(base)),
            sp.factor(base),
            sp.collect(sp.expand(base), sp.log(2)) if base.has(sp.log(2)) else base,
        ]
    if base.has(sp.polygamma):
        forms.insert(0, sp.collect(sp.expand(base), sorted(base.atoms(sp.polygamma), key=str)))
    if base.has(sp.log) and base.count_ops() < 80:
        forms += [sp.expand(sp.expand_log(base, force=True)), sp.expand_log(base, force=True)]
    return _turned(min((form for form in forms if not form.has(sp.nan, sp.zoo)), key=_price, default=value))


def _price(form: Expr) -> int:
    """How hard a form is to read: a logarithm of a power with letters in its exponent counts more than it is long."""
    hard = [u for u in form.atoms(sp.log) if any(p.exp.free_symbols for p in u.args[0].atoms(sp.Pow))]
    return int(cost(form)) + 12 * len(hard)


def _turned(value: Expr) -> Expr:
    """-(π - 4) s as (4 - π) s."""
    if not value.is_Mul or not value.as_coeff_Mul()[0].is_negative:
        return value
    sums = [f for f in value.args if f.is_Add and (f.could_extract_minus_sign() or _less_than(f))]
    return -value / sums[0] * sp.Add(*(-term for term in sums[0].args)) if sums else value


def _less_than(total: Expr) -> bool:
    """p - 1: a quantity less a number."""
    return len(total.args) == 2 and any(term.is_number and term.is_negative for term in total.args)


def _gamma_free(value: Expr) -> Expr:
    return sp.simplify(sp.expand_func(sp.gammasimp(sp.powsimp(value))))


def cleared(g: Expr, u: Expr) -> Expr:
    """After a shift: exponents and sums multiplied out, so that what cancels is gone."""
    changes = {e: sp.exp(sp.expand(e.args[0])) for e in g.atoms(sp.exp) if e.args[0].is_polynomial(u)}
    sums = {e: sp.expand(e) for e in g.atoms(sp.Add) if e.is_polynomial(u) and e.has(u)}
    changes |= {e: plain for e, plain in sums.items() if plain.count_ops() < e.count_ops()}
    return g.xreplace(changes)


def terms(g: Expr) -> list[Expr]:
    """The terms of a product in which sums of plain parts are multiplied out; exponents and denominators stay."""
    sums = [f for f in sp.Mul.make_args(g) if f.is_Add or (f.is_Pow and f.base.is_Add and f.exp.is_Integer and f.exp > 0)]
    if not sums:
        return [g]
    rest = sp.Mul(*(f for f in sp.Mul.make_args(g) if f not in sums))
    return [sp.powsimp(term * rest) for term in sp.Add.make_args(sp.expand(sp.Mul(*sums), power_exp=False, log=False))]


def alike(parts: list[Expr], x: Expr) -> list[Expr]:
    """The terms with those put together that differ in a constant only: a x eˣ + b x eˣ as (a + b) x eˣ."""
    factors: dict[Expr, list[Expr]] = {}
    for part in parts:
        constant, rest = part.as_independent(x, as_Add=False)
        factors.setdefault(rest, []).append(constant)
    return [shortest(sp.Add(*found)) * rest for rest, found in factors.items()] if len(factors) < len(parts) else parts


__all__ = ["alike", "cleared", "shortest", "terms"]
