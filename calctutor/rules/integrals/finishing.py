"""In which form does a textbook print an antiderivative?"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rules.integrals.shapes import TRIG, linear, root
from calctutor.rules.integrals.surd_constants import surds_tidied
from calctutor.rules.tidying import cost

Expr = Any


def finished(value: Expr, x: Expr) -> Expr:
    """The value with brackets around sums opened, functions of their own inverses undone, and the shorter of a few forms."""
    value = value.replace(_is_sign_of_root, lambda _: sp.Integer(1))
    opened = _opened(value if value.free_symbols - {x} else bars_out(value, x))
    undone = opened.replace(
        lambda e: isinstance(e, TRIG) and e.args[0].has(sp.asin, sp.acos, sp.atan) and not e.args[0].func.is_Function,
        sp.expand_trig,
    )
    undone = signs_joined(undone.replace(_is_root_of_fraction, _without_fraction), x)
    undone = surds_tidied(undone, x)
    inside = undone.replace(sp.log, _log_opened)
    forms = [undone, inside]
    return min(forms, key=lambda form: (round(cost(form), 3), str(form)))


def _is_sign_of_root(e: Expr) -> bool:
    """sgn(√u) is 1 wherever the root is real and not 0."""
    return bool(e.func is sp.sign and e.args[0].is_Pow and e.args[0].exp.is_Rational and e.args[0].exp.q % 2 == 0)


def _is_root_of_fraction(e: Expr) -> bool:
    """√(1 − x²/4) and the like: a sum with whole numbers below, under a square root."""
    return bool(e.is_Pow and e.exp.is_Rational and e.exp.q == 2 and e.base.is_Add and sp.fraction(sp.together(e.base))[1] != 1)


def _without_fraction(e: Expr) -> Expr:
    """√(4 − x²)/2 for √(1 − x²/4)."""
    top, bottom = sp.fraction(sp.together(e.base))
    return top**e.exp / bottom**e.exp if bottom.is_Integer and sp.sqrt(bottom).is_Integer else e


def bars_out(value: Expr, x: Expr) -> Expr:
    """√(1 + x²/a²) as √(a² + x²)/a: a fraction bar under a root, as the angle of a triangle leaves it, is put outside. What
    stands below is taken for the square of something positive, as it is in the triangle.
    """
    return value.replace(lambda p: _has_square_root(p, x), lambda p: _bar_outside(p, x))


def _has_square_root(p: Expr, x: Expr) -> bool:
    return bool(p.is_Pow and p.exp.is_Rational and p.exp.q == 2 and p.base.is_Add and p.base.is_polynomial(x))


def _bar_outside(p: Expr, x: Expr) -> Expr:
    top, bottom = sp.fraction(sp.together(sp.expand(p.base)))
    bracket = any(q.is_Pow and q.base.is_Add for term in p.base.args for q in sp.Mul.make_args(term))
    if bottom.has(x) or (bottom == 1 and not bracket and top.count_ops() >= p.base.count_ops()):
        return p
    return top**p.exp / root(bottom) ** (2 * p.exp)


def _opened(value: Expr) -> Expr:
    """c (a + b) as c a + c b where c is a number: the terms of an antiderivative stand side by side."""
    return sp.Add(*(_distributed(term) for term in sp.Add.make_args(value)))


def _distributed(term: Expr) -> Expr:
    sums = [p for p in sp.Mul.make_args(term) if p.is_Add and p.free_symbols]
    if not term.is_Mul or len(sums) != 1 or (term / sums[0]).free_symbols or any(t.is_number for t in sums[0].args):
        return term  # 2 (x + 1) would leave a number beside the constant of integration
    return sp.Add(*(_distributed(term / sums[0] * t) for t in sums[0].args))


def _log_opened(a: Expr) -> Expr:
    """ln of a polynomial with its brackets opened, and without |…| where it is positive anyway."""
    size = a.args[0] if a.func is sp.Abs else a
    if not (size.is_Add and any(p.is_Pow and p.base.is_Add for p in size.args) and size.is_polynomial(*size.free_symbols)):
        return sp.log(a)
    opened = sp.expand(size)
    return sp.log(sp.Abs(opened) if a.func is sp.Abs else opened)


def signs_joined(value: Expr, x: Expr) -> Expr:
    """sgn(x) √(1 − a²/x²) as √(x² − a²)/x, which is the same for x of either sign, since √(x²) is sgn(x) x. Likewise with x + b
    for x.
    """
    signs = [s for s in sorted(value.atoms(sp.sign), key=lambda e: e.sort_key()) if linear(s.args[0], x)]
    for sign in signs:
        a, b = linear(sign.args[0], x)  # type: ignore[misc]
        moved = value.xreplace({sign: SIGN}).xreplace({x: (x - b) / a})
        joined = sp.Add(*(_sign_joined(term, x) for term in sp.Add.make_args(sp.expand_mul(moved, deep=False))))
        value = joined.xreplace({x: a * x + b}).xreplace({SIGN: sign})
        value = value.replace(lambda p: _has_square_root(p, x), lambda p: sp.expand(p.base) ** p.exp) if b != 0 else value
    return value


SIGN = sp.Symbol("sign", real=True)
"""The sign of x: its square is 1 wherever 1/x has a value."""


def _sign_joined(term: Expr, x: Expr) -> Expr:
    bared = term.replace(lambda p: p.is_Pow and p.exp.is_Rational and p.exp.q == 2, lambda p: _bar_over_square(p, x))
    joined = _squared_away(sp.powsimp(bared)).replace(sp.log, lambda a: _one_side(sp.log(a), x))
    for log in sorted(joined.atoms(sp.log), key=lambda e: e.sort_key()) if joined.coeff(SIGN) != 0 else ():
        joined = joined.coeff(SIGN) * SIGN
        size = sp.expand(log.args[0].args[0]) if log.args[0].func is sp.Abs else sp.Integer(0)
        p, q = size.coeff(SIGN, 0), size.coeff(SIGN, 1)
        # (p + q)(p − q) is a number, so minus the one logarithm is the other, but for a constant.
        if (product := sp.cancel(sp.expand(p**2 - q**2))).is_number and product != 0:
            joined = joined.xreplace({log: sp.log(sp.Abs(p + q))}) / SIGN
    return term if joined.has(SIGN) else joined


def _one_side(log: Expr, x: Expr) -> Expr:
    """ln|p/q| as 2 ln|p/r| where p q is the square r², up to its sign."""
    p, q = sp.fraction(sp.together(log.args[0].args[0])) if log.args[0].func is sp.Abs else (log, sp.Integer(1))
    if not q.has(SIGN):
        return log
    k, power = sp.cancel(_squared_away(sp.expand(p * q))).as_independent(x, as_Add=False)
    n = power.as_base_exp()[1] if power.as_base_exp()[0] == x else sp.Integer(0)
    return 2 * sp.log(sp.Abs(sp.expand(p / (root(abs(k)) * x ** (n / 2))))) if n.is_even and power == x**n else log


def _squared_away(e: Expr) -> Expr:
    return e.replace(lambda p: p.is_Pow and p.base == SIGN and p.exp.is_Integer, lambda p: SIGN ** (p.exp % 2))


def _bar_over_square(p: Expr, x: Expr) -> Expr:
    """√(n/(c x²)) as √n sgn(x)/(√c x)."""
    top, bottom = sp.fraction(sp.together(p.base))
    c, power = bottom.as_independent(x, as_Add=False)
    k = sp.degree(power, x) if power.is_polynomial(x) else 0
    if k < 2 or k % 2 or power != x**k:
        return p
    content, rest = top.as_content_primitive()
    top = rest if content.is_positive else top
    front = root(content) ** (2 * p.exp) if content.is_positive else sp.Integer(1)
    return front * top**p.exp / (root(c) * x ** (k // 2) * SIGN ** (k // 2)) ** (2 * p.exp)
