"""Which algebra frees a limit of its form? Cancelling, conjugates, one denominator, division by what dominates."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.writing import text
from calctutor.rulebook import rule
from calctutor.rules.bracketing import expandable
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.squeezing import bounds
from calctutor.rules.limits.values import infinite, put_in
from calctutor.steps import Rewrite

Expr = Any

HIGHEST_DEGREE = 40


@rule("Factor and cancel", "L(f, x, a) = L(g, x, a)", formula="(c a)/(c b) = a/b", example="lim((x^2 - 4)/(x - 2), x, 2)")
def factor_and_cancel(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Top and bottom both go to 0.{factored} The factor {common} may be cancelled, for {x} = {a} itself does not count."""
    top, bottom = sp.fraction(f if f.is_Add else sp.together(f))
    if near.at_infinity or not zero_over_zero(top, bottom, near):
        return None
    pair = _in_one_letter(top, bottom, x)
    if pair is None:
        return None
    (p, q), back = pair
    common = sp.gcd(p, q)
    if not common.free_symbols:
        return None
    cancelled = sp.cancel(p / common) / sp.cancel(q / common)
    shown = common.xreplace(back)
    if not shown.has(x) or put_in(shown, near) != 0:
        return None
    given: dict[str, Any] = {"factored": _factored(p, q, back, near), "common": near.algebra.tree(shown)}
    return Rewrite(where={"g": cancelled.xreplace(back)}, given=given)


def zero_over_zero(top: Expr, bottom: Expr, near: Near) -> bool:
    return bool(bottom.has(near.x) and put_in(top, near) == 0 and put_in(bottom, near) == 0)


def _in_one_letter(top: Expr, bottom: Expr, x: Expr) -> tuple[tuple[Expr, Expr], dict[Expr, Expr]] | None:
    """Both as polynomials in x, or in one function of x (√x, eˣ, sin x) that everything is made of."""
    if _low(top, x) and _low(bottom, x):
        return (top, bottom), {}
    d = sp.Dummy("t", real=True)
    for whole in _generators(top / bottom, x):
        changed = [part.subs(_powers(part, whole, d, x)) for part in (top, bottom)]
        if not any(part.has(x) for part in changed) and all(_low(part, d) for part in changed):
            return (changed[0], changed[1]), {d: whole}
    return None


def _generators(f: Expr, x: Expr) -> list[Expr]:
    """The functions of x of which f might be a rational function, and the smallest root of x."""
    found = [g for g in sorted(f.atoms(sp.Function, sp.exp), key=sp.default_sort_key) if g.has(x)]
    roots = [p.exp.q for p in f.atoms(sp.Pow) if p.base == x and p.exp.is_Rational and p.exp.q > 1]
    return ([x ** sp.Rational(1, int(sp.ilcm(1, *roots)))] if roots else []) + found


def _powers(part: Expr, whole: Expr, d: Expr, x: Expr) -> list[tuple[Expr, Expr]]:
    """How the powers of the generator are written with its letter."""
    if whole.is_Pow and whole.base == x:
        n = 1 / whole.exp
        return [(p, d ** (p.exp * n)) for p in part.atoms(sp.Pow) if p.base == x] + [(x, d**n)]
    if type(whole).__name__ == "root" and whole.args[0] == x and whole.args[1].is_Integer:
        return [(whole, d), (x, d ** whole.args[1])]
    if whole.func is sp.exp:
        return [(e, d ** (e.args[0] / whole.args[0])) for e in part.atoms(sp.exp) if (e.args[0] / whole.args[0]).is_Integer]
    return [(whole, d)]


def _low(part: Expr, x: Expr) -> bool:
    return bool(part.is_polynomial(x) and sp.degree(part, x) <= HIGHEST_DEGREE and expandable(part)) if part.has(x) else True


def _factored(p: Expr, q: Expr, back: dict[Expr, Expr], near: Near) -> str:
    """` Factored, x² − 4 is (x − 2)(x + 2).`"""
    said = []
    for part in (p, q):
        product = sp.factor(part)
        if (product != part and product.is_Mul and not product.args[0].is_Number) or product.is_Pow:
            said.append(f"{text(near.algebra.tree(part.xreplace(back)))} is {text(near.algebra.tree(product.xreplace(back)))}")
    return f" Factored, {' and '.join(said)}." if said else ""


@rule("Conjugate", "L(f, x, a) = L(g, x, a)", formula="(a - b) (a + b) = a^2 - b^2", example="lim((sqrt(x + 1) - 1)/x, x, 0)")
def conjugate(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The form is {form}. Multiply top and bottom by the conjugate {other}: the roots disappear."""
    top, bottom = sp.fraction(sp.together(f))
    if put_in(f, near) is not None:
        return None
    for above, (part, rest) in ((True, (top, bottom)), (False, (bottom, top))):
        for factor in sp.Mul.make_args(part):
            other = _conjugate(factor, x)
            if other is None or put_in(factor, near) not in (0, None):
                continue
            squared = sp.expand(factor * other)
            remaining = sp.cancel(squared * part / factor / rest) if above else sp.cancel(rest * factor / part / squared)
            g = remaining / other if above else remaining * other
            form = "0/0" if zero_over_zero(top, bottom, near) else "∞ − ∞"
            return Rewrite(where={"g": g}, given={"form": form, "other": near.algebra.tree(other)})
    return None


def _conjugate(sum_: Expr, x: Expr) -> Expr | None:
    """√a + b for √a − b, where multiplying by it leaves no root with x."""
    if not sum_.is_Add or len(sum_.args) > 3:
        return None
    roots = [term for term in sum_.args if _is_root(term, x)]
    if not 1 <= len(roots) <= 2:
        return None
    other = 2 * roots[0] - sum_ if len(roots) == 1 else sum_ - 2 * roots[1]
    first = max((roots[0], -roots[0]), key=lambda root: bool(root.as_coeff_Mul()[0].is_positive))
    other = other if other.has(first) and sp.Add.make_args(other).count(first) else -other
    product = sp.expand(sum_ * other)
    return None if any(_is_root(term, x) for term in sp.Add.make_args(product)) else other


def _is_root(term: Expr, x: Expr) -> bool:
    return any(p.exp.q == 2 and p.base.has(x) for p in term.atoms(sp.Pow) if p.exp.is_Rational)


@rule(
    "Common denominator",
    "L(f, x, a) = L(g, x, a)",
    formula="a/b - c/d = (a d - b c)/(b d)",
    example="lim(1/(x - 1) - 2/(x^2 - 1), x, 1)",
)
def common_denominator(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The form is ∞ − ∞, which says nothing. Bring the fractions over one denominator."""
    if not f.is_Add or put_in(f, near) is not None:
        return None
    top, bottom = sp.fraction(sp.together(f))
    if not bottom.has(x) or not any(_grows(term, near) for term in f.args):
        return None
    top = sp.expand(top) if expandable(top) else top
    return Rewrite(where={"g": top / bottom})


def _grows(term: Expr, near: Near) -> bool:
    """Does a fraction grow beyond all bounds, as far as top and bottom show?"""
    top, bottom = sp.fraction(term)
    if near.at_infinity:
        return bool(bottom.has(near.x) and infinite(size(top, near)))
    return bool(put_in(bottom, near) == 0 and put_in(top, near) not in (0, None))


# At infinity.


@rule(
    "Divide by the dominant term",
    "L(f, x, a) = L(g, x, a)",
    formula="a/b = (a/c)/(b/c)",
    example="lim((3*x^2 + 1)/(2*x^2 - x), x, oo)",
)
def divide_by_dominant(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Top and bottom both grow beyond all bounds. {c} is the fastest-growing part of the bottom: divide both by it."""
    top, bottom = sp.fraction(sp.together(f) if f.is_Add else f)
    if not (bottom.has(x) and infinite(size(top, near)) and infinite(size(bottom, near))):
        return None
    c = dominant(bottom, near)
    if c is None or (not bottom.is_Add and not top.is_Add and not _hidden_sum(top * bottom, x)):
        return None
    g = divided(top, c, near) / divided(bottom, c, near)
    return None if g == f or near.known(divided(bottom, c, near)) in (0, None) else Rewrite(where={"g": g, "c": c})


def size(f: Expr, near: Near) -> Expr | None:
    """Where f goes, with its leading term to speak for a sum that has one."""
    value = put_in(f, near)
    if value is None and f.is_Add:
        lead = dominant(f, near)
        return None if lead is None else put_in(lead, near)
    return value


def _hidden_sum(f: Expr, x: Expr) -> bool:
    return any(p.base.is_Add for p in f.atoms(sp.Pow) if p.exp.is_Rational and p.base.has(x))


def divided(part: Expr, c: Expr, near: Near) -> Expr:
    """part/c with every term divided, roots included: √(x² + 1)/x = √(1 + 1/x²)."""
    if part.is_Add:
        return sp.Add(*(divided(term, c, near) for term in sp.expand(part).args))
    for factor in sp.Mul.make_args(part):
        if factor.is_Pow and factor.exp.is_Rational and factor.base.is_Add and factor.base.has(near.x):
            lead = dominant(factor.base, near)
            if lead is not None and near.sign(lead) == 1:
                inside = sp.Add(*(sp.powsimp(term / lead) for term in sp.expand(factor.base).args))
                outside = sp.powdenest(lead**factor.exp, force=True)
                outside = -outside if near.sign(outside) == -1 else outside
                return sp.powsimp(part / factor * outside / c) * inside**factor.exp
    return sp.powsimp(part / c)


def dominant(sum_: Expr, near: Near) -> Expr | None:
    """The term of a sum that grows fastest, without its number, if there is one."""
    if sum_.is_Mul or sum_.is_Pow:
        parts = [_dominant_factor(factor, near) for factor in sp.Mul.make_args(sum_)]
        return None if None in parts else sp.powsimp(sp.Mul(*parts).as_coeff_Mul()[1])
    whole = sp.Add.make_args(sp.expand(sum_) if expandable(sum_) else sum_)
    terms = [term for term in whole if term.has(near.x) and not bounds(term, near)]
    cores = [_core(term, near) for term in terms]
    if not cores or None in cores:
        return None
    for core in cores:
        if all(core == other or smaller(other, core, near) for other in cores):
            return core
    return None


def _core(term: Expr, near: Near) -> Expr | None:
    core = term.as_independent(near.x, as_Add=False)[1]
    return dominant(core, near) if any(p.base.is_Add for p in sp.Mul.make_args(core) if p.is_Pow) else core


def _dominant_factor(factor: Expr, near: Near) -> Expr | None:
    if factor.is_Pow and factor.base.is_Add and factor.exp.is_Rational:
        lead = dominant(factor.base, near)
        if lead is None or near.sign(lead) not in (1, -1):
            return None
        raised = sp.powdenest(abs(lead) ** factor.exp if factor.exp.q > 1 else lead**factor.exp, force=True)
        return _without_abs(raised, near)
    return sp.Integer(1) if not factor.has(near.x) else factor


def _without_abs(expr: Expr, near: Near) -> Expr:
    return expr.replace(sp.Abs, lambda u: u if near.sign(u) == 1 else -u)


def smaller(g: Expr, h: Expr, near: Near) -> bool:
    """Does g/h go to 0, by the orders of growth? Logarithms, powers and exponentials are compared level by level."""
    ratio = sp.powsimp(g / h)
    value = put_in(ratio, near)
    if value is not None:
        return bool(value == 0)
    from calctutor.rules.limits.indeterminate import order

    return order(ratio, near) == -1
