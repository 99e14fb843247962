"""How is a derivative taken apart?

The rules that turn `D(f, x)` into smaller derivatives, as the textbook lists them. What is left in the end stands in
the table of elementary functions (`derivative_table`); functions with corners and jumps have a file of their own
(`kinks`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.algebra import product as times
from calctutor.notation.tree import Tree, add, call, derivative, multiply, name, negative, power
from calctutor.notation.vocabulary import ABSTRACT
from calctutor.notation.writing import text
from calctutor.rulebook import rule, template
from calctutor.steps import Rewrite

Expr = Any
Parts = Callable[[Expr], list[Expr]]


@rule("Constant rule", "D(f, x) = 0", formula="c' = 0", example="7", small=True)
def constant(f: Expr, x: Expr) -> Rewrite | None:
    """{f} does not contain {x}, so it does not change when {x} does."""
    return None if f.has(x) else Rewrite()


@rule("Identity rule", "D(x, x) = 1", formula="x' = 1", example="x", small=True)
def identity(f: Expr, x: Expr) -> Rewrite | None:
    """{x} grows exactly as fast as itself."""
    return Rewrite() if f == x else None


@rule("Sum rule", "D(f, x) = D(g, x) + D(h, x)", formula="(f + g)' = f' + g'", example="x^2 + sin(x)", in_order=True)
def sum_of_terms(f: Expr, x: Expr, parts_of: Parts) -> Rewrite | None:
    """The derivative of a sum is the sum of the derivatives, so each term can be taken by itself."""
    if not f.is_Add:
        return None
    parts, signs = [], []
    for term in parts_of(f):
        minus = term.as_coeff_Mul()[0].is_negative
        parts.append(-term if minus else term)
        signs.append(negative if minus else _unchanged)
    letters = [f"t{i}" for i in range(len(parts))]
    left = add(*(sign(name(t)) for sign, t in zip(signs, letters, strict=True)))
    right = add(*(sign(derivative(name(t), name("x"))) for sign, t in zip(signs, letters, strict=True)))
    return Rewrite(where=dict(zip(letters, parts, strict=True)), equation=Tree("=", (derivative(left, name("x")), right)))


def _unchanged(tree: Tree) -> Tree:
    return tree


@rule("Minus sign", "D(-g, x) = -D(g, x)", formula="(-f)' = -f'", example="-cos(x)", small=True)
def minus(f: Expr, x: Expr) -> Rewrite | None:
    """A minus sign stays in front."""
    coefficient = f.as_coeff_Mul()[0]
    return Rewrite(where={"g": -f}) if f.is_Mul and coefficient.is_Rational and coefficient.p == -1 else None


@rule("Constant multiple rule", "D(c*g, x) = c*D(g, x)", formula="(c f)' = c f'", example="5*sin(x)")
def constant_multiple(f: Expr, x: Expr) -> Rewrite | None:
    """The factor {c} does not contain {x}: it stands outside and waits."""
    if not f.is_Mul:
        return None
    c, g = f.as_independent(x, as_Add=False)
    if c in (1, -1) or not g.has(x) or (c.is_Rational and c.p == -1):
        return None
    if c.is_Rational and c.p == 1:
        return Rewrite(where={"c": sp.Integer(c.q), "g": g}, equation=template("D(g/c, x) = D(g, x)/c"), parameters=("c",))
    return Rewrite(where={"c": c, "g": g}, parameters=("c",))


@rule("Product rule", "D(u*v, x) = D(u, x)*v + u*D(v, x)", formula="(u v)' = u' v + u v'", example="x^2*sin(x)", in_order=True)
def product(f: Expr, x: Expr, parts_of: Parts) -> Rewrite | None:
    """Both factors contain {x}, so each takes its turn being differentiated while the other stays."""
    factors = changing_factors(f, x, parts_of)
    return Rewrite(let=dict(zip("uv", factors, strict=True))) if len(factors) == 2 else None


@rule(
    "Product rule for many factors",
    "D(u*v*w, x) = D(u, x)*v*w + u*D(v, x)*w + u*v*D(w, x)",
    formula="(u v w)' = u' v w + u v' w + u v w'",
    example="x*sin(x)*e^x",
    in_order=True,
)
def product_of_many(f: Expr, x: Expr, parts_of: Parts) -> Rewrite | None:
    """Each of the {count} factors takes its turn being differentiated while all the others stay, and the turns are added."""
    factors = changing_factors(f, x, parts_of)
    if len(factors) < 3:
        return None
    letters = "uvw" if len(factors) == 3 else [f"t{i}" for i in range(len(factors))]
    turns = add(*(multiply(*(derivative(name(t), name("x")) if t == turn else name(t) for t in letters)) for turn in letters))
    equation = Tree("=", (derivative(multiply(*map(name, letters)), name("x")), turns))
    return Rewrite(let=dict(zip(letters, factors, strict=True)), equation=equation, given={"count": str(len(factors))})


@rule(
    "Quotient rule",
    "D(u/v, x) = (D(u, x)*v - u*D(v, x))/v^2",
    formula="(u/v)' = (u' v - u v')/v^2",
    example="sin(x)/(x^2 + 1)",
)
def quotient(f: Expr, x: Expr) -> Rewrite | None:
    """A fraction with {x} above and below: bottom times derivative of the top, minus top times derivative of the
    bottom, over the bottom squared.
    """
    u, v = top_and_bottom(f, x)
    return Rewrite(let={"u": u, "v": v}) if u.has(x) and v.has(x) else None


@rule("Reciprocal rule", "D(1/v, x) = -D(v, x)/v^2", formula="(1/v)' = -v'/v^2", example="1/(x*sin(x))")
def reciprocal(f: Expr, x: Expr) -> Rewrite | None:
    """Only the bottom contains {x}: minus its derivative, over its square."""
    u, v = top_and_bottom(f, x)
    return Rewrite(let={"v": v}) if u == 1 and v.is_Mul and v.has(x) else None


@rule("Power rule", "D(x^n, x) = n*x^(n-1)", formula="(x^n)' = n x^(n-1)", example="x^5")
def power_rule(f: Expr, x: Expr) -> Rewrite | None:
    """Bring the exponent {n} down in front and lower it by one."""
    n = exponent_of(f, x)
    if n is None or (n.is_Rational and (not n.is_Integer or n.is_negative)):
        return None
    return Rewrite(where={"n": n}, parameters=("n",))


@rule("Power rule for roots and fractions", "D(f, x) = n*x^(n-1)", formula="(x^n)' = n x^(n-1)", example="sqrt(x)")
def power_rule_rewritten(f: Expr, x: Expr) -> Rewrite | None:
    """{f} is the power {p}, so the power rule applies: bring the exponent down in front and lower it by one."""
    n = exponent_of(f, x)
    if n is None or not n.is_Rational or (n.is_Integer and n.is_positive):
        return None
    return Rewrite(where={"n": n}, parameters=("n",), given={"p": power(name(x.name), _exponent_tree(n))})


def _exponent_tree(n: Expr) -> Tree:
    whole = Tree("number", (), abs(n.p))
    size = whole if n.q == 1 else call("/", whole, Tree("number", (), n.q))
    return negative(size) if n.is_negative else size


@rule(
    "Logarithmic differentiation",
    "D(u^v, x) = u^v*D(v*ln(u), x)",
    formula="(u^v)' = u^v (v ln u)'",
    example="x^x",
)
def logarithmic(f: Expr, x: Expr) -> Rewrite | None:
    """Base and exponent both contain {x}, so neither the power rule nor the exponential rule fits. Write {f} as e to
    the power {v} ln({u}) and use the chain rule.
    """
    base, exponent = f.as_base_exp() if f.is_Pow else (sp.E, None)
    if exponent is None or not (base.has(x) and exponent.has(x)):
        return None
    return Rewrite(let={"u": base, "v": exponent}, remarks=("holds where the base is positive",))


@rule("Chain rule", "D(F, x) = D(F, u)*D(u, x)", formula="f(u)' = f'(u) u'", example="sin(3*x)")
def chain(f: Expr, x: Expr) -> Rewrite | None:
    """{first} Differentiate the outside, keep the inside, then multiply by the derivative
    of the inside.
    """
    u = symbol("u")
    layer = outside_and_inside(f, x, u)
    if layer is None:
        return None
    outside, inside = layer
    return Rewrite(let={"u": inside}, where={"F": outside}, given={"first": _first(outside, inside, x)})


HOLDERS = {"exp": "The exponent", "log": "The logarithm", "Abs": "The absolute value"}


def _first(outside: Expr, inside: Expr, x: Expr) -> str:
    """Why this is a chain."""
    if is_unknown(inside) and not is_abstract(inside):
        return f"{type(inside).__name__} depends on {x}."
    return f"{_holder(outside)} holds more than a plain {x}."


def _holder(outside: Expr) -> str:
    if outside.is_Pow:
        base, exponent = outside.as_base_exp()
        if exponent.free_symbols and not base.free_symbols:
            return "The exponent"
        return "The root" if exponent == sp.Rational(1, 2) else "The bottom" if exponent.is_negative else "The power"
    return HOLDERS.get(type(outside).__name__) or text(Algebra().tree(outside)).split("(")[0]


@rule("Dependent variable", "D(f, x) = g", formula="D(y, x) = y'", example="y", small=True)
def dependent(f: Expr, x: Expr) -> Rewrite | None:
    """{title} depends on {x}, and its derivative is what we are looking for: it is written {title}′."""
    if not is_unknown(f) or f.args != (x,) or is_abstract(f):
        return None
    title = type(f).__name__
    return Rewrite(where={"g": sp.Function(f"{title}'", real=True)(x)}, given={"title": title})


@rule("Derivative of a derivative", "D(f, x) = D(D(g, y), x)", formula="(f')' = f''", example="D(x^3, x)")
def repeated(f: Expr, x: Expr) -> Rewrite | None:
    """The inner derivative is taken first, and what it gives is differentiated again."""
    return Rewrite(where={"g": f.args[0], "y": f.args[1]}) if type(f).__name__ == "D" else None


@rule("Unknown function", "D(f, x) = g", formula="(f(x))' = f'(x)", example="f(x)")
def unknown(f: Expr, x: Expr) -> Rewrite | None:
    """Nothing is known of {title} but its name, so its derivative is written {title}′."""
    if not is_unknown(f) or f.args != (x,) or is_inverse(f) or not is_abstract(f):
        return None
    title = type(f).__name__
    return Rewrite(where={"g": sp.Function(f"{title}'", real=True)(x)}, given={"title": title.replace("'", "′")})


@rule("Derivative of an inverse function", "D(f, x) = 1/g", formula="(f^-1(x))' = 1/f'(f^-1(x))", example="f^-1(x)")
def inverse(f: Expr, x: Expr) -> Rewrite | None:
    """The graph of the inverse is the graph of {title} mirrored in the diagonal, so the slope turns into its
    reciprocal, taken at the mirrored point.
    """
    if not is_inverse(f) or f.args != (x,):
        return None
    title = type(f).__name__.removesuffix("^-1")
    return Rewrite(where={"g": sp.Function(f"{title}'", real=True)(f)}, given={"title": title})


@rule(
    "Fundamental theorem of calculus",
    "D(I(f, t, a, b), x) = F*D(b, x) - G*D(a, x)",
    formula="D(I(f(t), t, a, b), x) = f(b) b' - f(a) a'",
    example="int(sin(t^2), t, 0, x^3)",
)
def fundamental_theorem(integral: Expr, x: Expr) -> Rewrite | None:
    """The integrand at a limit, times how fast that limit moves: the upper one adds area, the lower one takes it away."""
    if not is_definite(integral) or (integral.args[0].has(x) and integral.args[1] != x):
        return None
    return _moving_limits(integral, x, "")


def _moving_limits(integral: Expr, x: Expr, inside: str) -> Rewrite:
    """The theorem without the terms of limits that stand still; `inside` is what changes under the integral sign."""
    f, t, a, b = integral.args
    terms = " ".join(["F*D(b, x)"] * b.has(x) + ["- G*D(a, x)"] * a.has(x) + [inside]).removeprefix("+ ")
    where = {"f": f, "t": t, "a": a, "b": b, "F": f.xreplace({t: b}), "G": f.xreplace({t: a})}
    return Rewrite(where=where, equation=template(f"D(I(f, t, a, b), x) = {terms}"))


@rule(
    "Leibniz rule",
    "D(I(f, t, a, b), x) = F*D(b, x) - G*D(a, x) + I(D(f, x), t, a, b)",
    formula="D(I(f, t, a, b), x) = f(b) b' - f(a) a' + I(D(f, x), t, a, b)",
    example="int(sin(x*t), t, 0, x)",
)
def leibniz(integral: Expr, x: Expr) -> Rewrite | None:
    """{x} stands in the limits and in the integrand: the limits move, and the integrand changes under the integral sign."""
    if not is_definite(integral) or not integral.args[0].has(x) or integral.args[1] == x:
        return None
    return _moving_limits(integral, x, "+ I(D(f, x), t, a, b)")


# What the guards look for.


def changing_factors(f: Expr, x: Expr, parts_of: Parts) -> list[Expr]:
    """The factors of a product of which every one contains x and none stands below a fraction bar; otherwise none."""
    if not f.is_Mul or any(not factor.has(x) for factor in f.args) or top_and_bottom(f, x)[1] != 1:
        return []
    return parts_of(f)


def top_and_bottom(f: Expr, x: Expr) -> tuple[Expr, Expr]:
    """Numerator and denominator; only negative numeric exponents over something with x make a denominator."""
    top: list[Expr] = []
    bottom: list[Expr] = []
    for factor in sp.Mul.make_args(f):
        base, exponent = factor.as_base_exp() if factor.is_Pow else (factor, sp.Integer(1))
        below = exponent.is_Rational and exponent.is_negative and base.has(x)
        (bottom if below else top).append(1 / factor if below else factor)
    return times(top), times(bottom)


def exponent_of(f: Expr, x: Expr) -> Expr | None:
    """n, when f is x^n with n a constant other than 0 and 1."""
    return f.exp if f.is_Pow and f.base == x and not f.exp.has(x) else None


def outside_and_inside(f: Expr, x: Expr, u: Expr) -> tuple[Expr, Expr] | None:
    """The outermost layer of a composition: f = outside(u) at u = inside, or None when f is none."""
    if f.func is sp.log and f.args[0].func is sp.Abs and f.args[0].args[0] != x:
        return sp.log(sp.Abs(u)), f.args[0].args[0]
    if not (f.is_Pow or f.is_Function) or f.func in (sp.Max, sp.Min) or f.is_Piecewise or is_definite(f):
        return None
    inside = [arg for arg in f.args if arg.has(x)]
    if len(inside) != 1 or inside[0] == x or (inside[0].func is sp.Abs and f.func is sp.log):
        return None
    return f.func(*(u if arg.has(x) else arg for arg in f.args)), inside[0]


def is_unknown(f: Expr) -> bool:
    return bool(f.is_Function and isinstance(f, sp.core.function.AppliedUndef) and type(f).__name__ not in ("D", "I", "L"))


def is_abstract(f: Expr) -> bool:
    """Is its name one of those that stand for functions of which nothing is known?"""
    return type(f).__name__[0] in ABSTRACT


def is_inverse(f: Expr) -> bool:
    return is_unknown(f) and type(f).__name__.endswith("^-1")


def is_definite(f: Expr) -> bool:
    return type(f).__name__ == "I" and len(f.args) == 4
