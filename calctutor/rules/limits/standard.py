"""Which limits are known by heart, and how is one recognised inside a product?

Each row of the table is a rule of its own. `Standard limits` splits sin(3x)/x into 3 times sin u over u with u = 3x.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.algebra import product as times
from calctutor.notation.tree import Tree, divide, multiply, name, number, power
from calctutor.notation.writing import text
from calctutor.rulebook import rule, template
from calctutor.rules.limits.near import Near
from calctutor.rules.limits.reading_off import equal, lim
from calctutor.rules.limits.values import put_in
from calctutor.steps import Apply, Rewrite

Expr = Any

TABLE = (
    ("sine",        "sin(x)/x",          "1",      "For small angles sine and arc are alike: cos x < sin x / x < 1 by comparing areas in the unit circle."),
    ("cosine", "(1 - cos(x))/x^2",  "1/2",    "1 − cos x is 2 sin²(x/2), and sin(x/2) over x/2 goes to 1."),
    ("tangent",        "tan(x)/x",          "1",      "tan x is sin x over cos x, and cos x goes to 1."),
    ("arcsine",     "asin(x)/x",         "1",      "With t = arcsin x this is t over sin t."),
    ("arctangent",     "atan(x)/x",         "1",      "With t = arctan x this is t over tan t."),
    ("sinh",       "sinh(x)/x",         "1",      "This is the slope of sinh at 0, which is cosh 0."),
    ("tanh",       "tanh(x)/x",         "1",      "This is the slope of tanh at 0, which is 1."),
    ("arsinh",     "asinh(x)/x",        "1",      "With t = arsinh x this is t over sinh t."),
    ("artanh",     "atanh(x)/x",        "1",      "With t = artanh x this is t over tanh t."),
    ("exponential function",     "(e^x - 1)/x",       "1",      "This is the slope of eˣ at 0: e is the base for which it is 1."),
    ("powers of a",     "(2^x - 1)/x",       "ln(2)",  "This is the slope of aˣ at 0, which is ln a."),
    ("logarithm",    "ln(1 + x)/x",       "1",      "This is the slope of ln at 1."),
    ("cosh", "(cosh(x) - 1)/x^2", "1/2",   "cosh x − 1 is 2 sinh²(x/2), and sinh(x/2) over x/2 goes to 1."),
)  # fmt: skip
"""Limits for x → 0: what they are called, the function, the limit, and why."""


def _enter(title: str, function: str, value: str, why: str) -> None:
    @cache
    def pattern() -> Expr:
        return Algebra().expression(template(function))

    def apply(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
        if a != 0:
            return None
        if title == "powers of a":
            return _power_of_a(f, x)
        return Rewrite() if f == pattern().xreplace({symbol("x"): x}) else None

    named: Apply = apply
    named.__doc__ = why
    equation = f"L({function}, x, a) = {value}"
    rule(f"Standard limit of {title}", equation, formula=f"lim({function.replace('2^', 'a^')}, x, 0) = {value.replace('2', 'a') if '2^' in function else value}",
         example=f"lim({function}, x, 0)")(named)  # fmt: skip


def _power_of_a(f: Expr, x: Expr) -> Rewrite | None:
    """(bˣ − 1)/x with a number b."""
    powers = [p for p in f.atoms(sp.Pow) if p.exp == x and not p.base.has(x)]
    if len(powers) != 1 or f != (powers[0] - 1) / x:
        return None
    return Rewrite(where={"b": powers[0].base}, equation=template("L((b^x - 1)/x, x, a) = ln(b)"))


for _row in TABLE:
    _enter(*_row)


SMALL: dict[str, Any] = {
    "sin": sp.sin, "tan": sp.tan, "asin": sp.asin, "atan": sp.atan, "sinh": sp.sinh, "tanh": sp.tanh, "asinh": sp.asinh, "atanh": sp.atanh,
}  # fmt: skip
"""Functions that are like their argument near 0."""


def small(g: Expr, u: Expr) -> tuple[Expr, Expr, Expr, Expr] | None:
    """g as sign·k(inside) where k is the small quantity of a standard limit: (sign, inside, k(u), what k(u) is like)."""
    if type(g).__name__ in SMALL:
        return sp.Integer(1), g.args[0], g.func(u), u
    if g.func is sp.log:
        return sp.Integer(1), sp.expand(g.args[0] - 1), sp.log(1 + u), u
    if not g.is_Add or len(g.args) != 2:
        return None
    number = g.as_coeff_Add()[0]
    rest = g - number
    sign = sp.Integer(-1) if rest.as_coeff_Mul()[0].is_negative else sp.Integer(1)
    return _minus_one(sign, rest * sign, u) if number == -sign else None


def _minus_one(sign: Expr, rest: Expr, u: Expr) -> tuple[Expr, Expr, Expr, Expr] | None:
    """sign·(rest − 1)"""
    if rest.func is sp.exp:
        return sign, rest.args[0], sp.exp(u) - 1, u
    if rest.func is sp.cos:
        return -sign, rest.args[0], 1 - sp.cos(u), u**2
    if rest.func is sp.cosh:
        return sign, rest.args[0], sp.cosh(u) - 1, u**2
    if rest.is_Pow and rest.base.is_number and rest.base.is_positive:
        return sign, rest.exp, rest.base**u - 1, u
    return None


@rule(
    "Definition of e", "L((1 + c/x)^x, x, a) = e^c", formula="lim((1 + c/n)^n, n, oo) = e^c", example="lim((1 + 1/x)^x, x, oo)"
)
def definition_of_e(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """This is compound interest with ever more, ever shorter periods: its limit is e to the power {c}."""
    if a != sp.oo or not f.is_Pow or f.exp != x:
        return None
    c = sp.simplify((f.base - 1) * x)
    return Rewrite(where={"c": c}) if c != 0 and not c.has(x) and f.base == 1 + c / x else None


@rule("Standard limits", "L(f, x, a) = L(f, x, a)", formula="a/b = (a/c)*(c/b)", example="lim(sin(3*x)/x, x, 0)")
def standard_limits(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """On the way, {kinds}: multiply and divide by what {it} like, and use the standard limit{s}."""
    found: list[Any] = []
    rest = sp.Integer(1)
    for factor in sp.Mul.make_args(f):
        base, n = factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))
        kind = small(base, symbol("uvwpq"[min(len(found), 4)])) if n.is_Integer and abs(n) <= 4 and base.has(x) else None
        if kind is None or put_in(kind[1], near) != 0 or near.sign(kind[1] ** 2) != 1 or len(found) > 3:
            rest *= factor
            continue
        sign, inside, k, like = kind
        found.append((inside, k / like, k, like, int(n)))
        rest *= (sign * like.xreplace({symbol("uvwpq"[len(found) - 1]): inside})) ** n
    return _split(f, near, found, rest) if found else None


def _split(f: Expr, near: Near, found: list[Any], rest: Expr) -> Rewrite | None:
    """The product of the standard limits and of what is left."""
    rest = sp.cancel(rest) if rest.is_rational_function(near.x) else rest
    if near.known(rest) is None or (len(found) == 1 and rest == 1 and found[0][0] == near.x):
        return None
    let = {"uvwpq"[k]: inside for k, (inside, *_) in enumerate(found) if inside != near.x}
    plain = {
        f"T{k}": ratio.xreplace({symbol("uvwpq"[k]): near.x}) for k, (inside, ratio, *_) in enumerate(found) if inside == near.x
    }
    where = {f"T{k}": ratio for k, (_, ratio, *_) in enumerate(found)} | plain | {"R": rest, "o": sp.Integer(0)}
    limits = [
        _raised(lim(f"T{k}") if f"T{k}" in plain else lim(f"T{k}", "uvwpq"[k], "o"), part[-1]) for k, part in enumerate(found)
    ]
    return Rewrite(
        equation=equal(lim("f"), multiply(*_left(rest, near), *limits)), let=let, where=where, given=_kinds(near, found)
    )


def _left(rest: Expr, near: Near) -> list[Tree]:
    return [] if rest == 1 else [lim("R")] if rest.has(near.x) else [name("R")]


def _raised(limit: Tree, n: int) -> Tree:
    raised = limit if abs(n) == 1 else power(limit, number(abs(n)))
    return raised if n > 0 else divide(number(1), raised)


def _kinds(near: Near, found: list[Any]) -> dict[str, str]:
    said = list(dict.fromkeys(_alike(near, inside, k, like) for inside, _, k, like, _ in found))
    many = len(said) > 1
    return {"kinds": " and ".join(said), "it": "each is" if many else "it is", "s": "s" if many else ""}


def _alike(near: Near, inside: Expr, k: Expr, like: Expr) -> str:
    """`sin(u) is like u`, with x for u where it is no other."""
    letter = like.base if like.is_Pow else like
    plain = {letter: near.x} if inside == near.x else {}
    half = "/2" if like.is_Pow else " ln(a)" if k.is_Add and any(p.is_Pow and p.base.is_Number for p in k.args) else ""
    shown = [text(near.algebra.tree(part.xreplace(plain))) for part in (k, like)]
    return f"{shown[0]} is like {shown[1]}{half}"


@rule(
    "Power of a limit",
    "L(f, x, a) = L(g, x, a)^n",
    formula="lim(f^n, x, a) = lim(f, x, a)^n",
    example="lim((sin(x)/x)^2, x, 0)",
)
def power_of_limit(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """The whole is the {n}th power of {g}, which has a limit."""
    bases = [factor.as_base_exp() for factor in sp.Mul.make_args(f)]
    exponents = {n for _, n in bases}
    common = sp.gcd_list([abs(n) for n in exponents]) if all(n.is_Integer for n in exponents) else sp.Integer(1)
    if (common < 2 and exponents != {sp.Integer(-1)}) or not f.is_Mul:
        return None
    n = common if common > 1 else sp.Integer(-1)
    g = times([base ** (m / n) for base, m in bases])
    known = near.known(g)
    if known is None or known in (0, sp.oo, -sp.oo):
        return None
    return Rewrite(where={"g": g, "n": n}, given={} if n != -1 else {"n": "−1"})


@rule(
    "Write with sine and cosine",
    "L(f, x, a) = L(g, x, a)",
    formula="tan(x) = sin(x)/cos(x)",
    example="lim((tan(x) - sin(x))/x^3, x, 0)",
)
def with_sine_and_cosine(f: Expr, x: Expr, a: Expr, near: Near) -> Rewrite | None:
    """Tangent and its relatives are quotients of sine and cosine; written so, the standard limits can be seen."""
    found = [g for g in f.atoms(*QUOTIENTS) if g.has(x)]
    if not found or put_in(f, near) is not None:
        return None
    g = sp.factor(sp.together(f.xreplace({t: QUOTIENTS[t.func](t.args[0]) for t in found})))
    return None if g.has(*QUOTIENTS) or g.is_Add else Rewrite(where={"g": g})


QUOTIENTS: dict[Any, Any] = {
    sp.tan: lambda u: sp.sin(u) / sp.cos(u), sp.cot: lambda u: sp.cos(u) / sp.sin(u),
    sp.sec: lambda u: 1 / sp.cos(u), sp.csc: lambda u: 1 / sp.sin(u),
}  # fmt: skip
