"""How do people misuse the rules of integration?

One row a false twin: the mistake, the rules that it falsifies, and what is said instead, in the letters of those rules. The mistakes
themselves stand in `integrals`, with their titles and sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp

from calctutor.mistakes import integrals  # noqa: F401  (the mistakes that are told here)
from calctutor.mistakes.book import Lie, Lies, falsify, saying
from calctutor.notation.algebra import symbol
from calctutor.rulebook import identifier
from calctutor.rules.integrals import table
from calctutor.rules.integrals.search import Search

Expr = Any
POWERS = "power-rule-for-integrals power-rule-for-integrals-of-roots-and-fractions"
MULTIPLE, MINUS, CONSTANT = "constant-multiple-of-an-integral", "minus-sign-of-an-integral", "integral-of-a-constant"
TABULAR = "repeated-integration-by-parts"
LINEAR, SUBSTITUTION, PARTS = "linear-substitution", "substitution", "integration-by-parts"
EXPONENTIAL, ARCTANGENT, ARCSINE = "exponential-with-base-a-integrated", "arctangent", "arcsine"
RECIPROCAL, SQUARES = "integral-of-1-x", "difference-of-squares-below"
KNOWN = " ".join(identifier(f"Integral of {row[0]}") for row in table.TABLE)

TABLE = (
    # id, rules, false right side
    ("power-not-divided", POWERS, "x^(n+1)"),
    ("power-divided-by-old-exponent", POWERS, "x^(n+1)/n"),
    ("power-multiplied-by-new-exponent", POWERS, "(n+1)*x^(n+1)"),
    ("power-not-raised", POWERS, "x^n/(n+1)"),
    ("power-not-raised", POWERS, "x^n/n"),
    ("power-lowered", POWERS, "x^(n-1)/n"),
    ("derivative-of-one-part", POWERS, "n*x^(n-1)"),
    ("coefficient-integrated-too", MULTIPLE, "c*x*I(g, x)"),
    ("minus-of-integrand-lost", MINUS, "I(g, x)"),
    ("constant-integrated-to-itself", CONSTANT, "c"),
    ("constant-integrated-to-zero", CONSTANT, "0"),
    ("constant-integrated-as-a-variable", CONSTANT, "c^2/2"),
    ("derivative-of-one-part", RECIPROCAL, "-1/x^2"),
    ("parts-with-plus", PARTS, "u*v + I(g, x)"),
    ("parts-second-integral-dropped", PARTS, "u*v"),
    ("parts-not-integrated-again", PARTS, "u*v - g"),
    ("ln-of-the-base-not-divided", EXPONENTIAL, "a^x"),
    ("ln-of-the-base-multiplied", EXPONENTIAL, "a^x*ln(a)"),
    ("power-rule-for-exponential", EXPONENTIAL, "a^(x+1)/(x+1)"),
    ("power-rule-for-exponential", "integral-of-exp", "e^(x+1)/(x+1)"),
    ("sign-of-integral-of-sin", "integral-of-sin", "cos(x)"),
    ("sign-of-integral-of-cos", "integral-of-cos", "-sin(x)"),
    ("integral-of-cos-as-cos", "integral-of-cos", "-cos(x)"),
    ("tan-logarithm-sign", "integral-of-tan", "ln(abs(cos(x)))"),
    ("tan-by-sec-squared", "integral-of-tan", "sec(x)^2"),
    ("arctan-scale-lost", ARCTANGENT, "atan(w)"),
    ("arctan-scale-squared", ARCTANGENT, "atan(w)/r^2"),
    ("arctan-inside-not-scaled", ARCTANGENT, "atan(x)/r"),
    ("arctan-inside-and-scale-lost", ARCTANGENT, "atan(x)"),
    ("reciprocal-as-logarithm-of-the-bottom", f"{ARCTANGENT} {SQUARES}", "ln(abs(1/f))"),
    ("arcsin-inside-not-scaled", ARCSINE, "asin(x)"),
    ("coefficient-of-partial-fractions-lost", SQUARES, "ln(abs((w - r)/(w + r)))"),
    ("factor-of-partial-fractions", SQUARES, "ln(abs((w - r)/(w + r)))/r"),
    ("factor-of-partial-fractions", SQUARES, "ln(abs((w - r)/(w + r)))/2"),
    ("factor-of-partial-fractions", SQUARES, "ln(abs((w - r)/(w + r)))*2*r"),
    ("sign-of-partial-fractions", SQUARES, "ln(abs((w + r)/(w - r)))/(2*r)"),
)  # fmt: skip

for _id, _rules, _false in TABLE:
    falsify(_id, _rules.split(), saying(_false))


def twin(id: str, rules: str) -> Callable[[Lies], Lies]:
    """Enter a lie that depends on the case."""

    def enter_it(lies: Lies) -> Lies:
        falsify(id, rules.split(), lies)
        return lies

    return enter_it


@twin("power-lowered", POWERS)
def lowered(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts["n"] != 1:
        yield "x^(n-1)/(n-1)", {}


@twin("power-sign", POWERS)
def sign_of_power(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only where the new exponent is negative is there a sign to be lost."""
    if (parts["n"] + 1).is_negative:
        yield "-x^(n+1)/(n+1)", {}


@twin("reciprocal-power-as-logarithm", POWERS)
def power_as_logarithm(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts["n"].is_negative:
        yield "ln(x^m)", {"m": -parts["n"]}
        yield "ln(abs(x))", {}


@twin("bottom-integrated-alone", POWERS)
def bottom_alone(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts["n"].is_negative and parts["n"] != -1:
        yield "(1-n)/x^(1-n)", {}


@twin("minus-of-integrand-lost", MULTIPLE)
def minus_of_coefficient(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts["c"].is_negative:
        yield "-c*I(g, x)", {}


@twin("coefficient-of-integrand-lost", MULTIPLE)
def part_of_coefficient(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """All of it or one of several; a fraction such as 1/3 comes from the working, where something else went wrong."""
    if not _unit(parts["c"]):
        yield "I(g, x)", {}
    for lost in sp.Mul.make_args(parts["c"]) if parts["c"].is_Mul else ():
        if lost != -1:
            yield "C*I(g, x)", {"C": parts["c"] / lost}


def _unit(c: Expr) -> bool:
    """Is it 1/n?"""
    return bool(c.is_Rational and abs(c.p) == 1)


@twin("coefficient-divided", MULTIPLE)
def divided_by_coefficient(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if not _unit(parts["c"]):
        yield "I(g, x)/c", {}


@twin("coefficient-squared", MULTIPLE)
def coefficient_twice(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if not _unit(parts["c"]):
        yield "c^2*I(g, x)", {}


@twin("coefficient-of-partial-fractions-lost", "partial-fractions")
def fractions_without_factor(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Where all numerators are the same number but for their signs."""
    sizes = {
        abs(sp.fraction(sp.cancel(term))[0] / sp.Poly(sp.fraction(sp.cancel(term))[1], x).LC()) for term in parts["g"].args
    }
    if len(sizes) == 1 and not (size := sizes.pop()).has(x) and size != 1:
        yield "I(G, x)", {"G": parts["g"] / size}


@twin("inner-coefficient-sign", LINEAR)
def sign_of_inner(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts.get("a", sp.Integer(1)).could_extract_minus_sign():
        yield "-I(F, u)/a", {}


@twin("inner-coefficient-not-divided", LINEAR)
def divided_by_the_sign(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts.get("a", sp.Integer(1)).could_extract_minus_sign() and parts["a"] != -1:
        yield "-I(F, u)", {}


@twin("inner-argument-lost", LINEAR)
def inner_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    bare = parts["F"].xreplace({symbol("u"): x})
    yield "I(G, x)/a" if "a" in parts else "I(G, x)", {"G": bare}
    yield "I(G, x)", {"G": bare}


def where(letter: str, false: str) -> Lies:
    """Only where such a number comes in, and is more than a sign."""

    def lies(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
        if parts.get(letter, -1) != -1:
            yield false, {}

    return lies


for _id, _rule, _letter, _false in (
    ("inner-coefficient-not-divided", LINEAR, "a", "I(F, u)"),
    ("inner-coefficient-multiplied", LINEAR, "a", "a*I(F, u)"),
    ("inner-coefficient-divided-twice", LINEAR, "a", "I(F, u)/a^2"),
    ("substitution-factor", SUBSTITUTION, "c", "I(F, u)"),
    ("substitution-factor-upside-down", SUBSTITUTION, "c", "I(F, u)/c"),
    ("substitution-factor-squared", SUBSTITUTION, "c", "c^2*I(F, u)"),
):
    falsify(_id, (_rule,), where(_letter, _false))


@twin("substitution-sign", SUBSTITUTION)
def sign_of_substitution(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The minus of du lost, or one too many."""
    yield "-c*I(F, u)" if "c" in parts else "-I(F, u)", {}


@twin("substitution-leftover", SUBSTITUTION)
def left_over(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    rest = sp.cancel(f / parts["F"].xreplace({symbol("u"): parts["u"]}))
    if rest.has(x):
        yield "G*I(F, u)", {"G": rest}
        yield "c*G*I(F, u)" if "c" in parts else "G*I(F, u)", {"G": rest}


@twin("parts-second-function-kept", PARTS)
def second_function(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    kept = sp.diff(parts["u"], x) * sp.diff(parts["v"], x)
    if kept != parts["g"]:
        yield "u*v - I(h, x)", {"h": kept}


@twin("parts-first-function-kept", PARTS)
def first_function(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    kept = sp.diff(parts["v"], x)
    if kept != parts["v"]:
        yield "u*h - I(g, x)", {"h": kept}


@twin("parts-slope-of-u-forgotten", PARTS)
def slope_of_u(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if sp.diff(parts["u"], x) not in (1, -1):
        yield "u*v - I(v, x)", {}


@twin("product-of-integrals", PARTS)
def integrals_multiplied(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if sp.diff(parts["v"], x) != 1:
        yield "I(u, x)*v", {}


@twin("parts-with-plus", TABULAR)
def rows_with_wrong_signs(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The signs of the rows alternate; from one row on they do not, or not from that one."""
    rows = _rows(parts["p"], parts["w"], x)
    for k in range(1, len(rows)):
        for signs in ([(-1) ** min(i, k - 1) for i in range(len(rows))], [(-1) ** (i + (i >= k)) for i in range(len(rows))]):
            yield "G", {"G": sp.Add(*(sign * row for sign, row in zip(signs, rows, strict=True)))}


@twin("parts-second-integral-dropped", TABULAR)
def rows_left_out(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    rows = _rows(parts["p"], parts["w"], x)
    for k in range(1, len(rows)):
        yield "G", {"G": sp.Add(*((-1) ** i * row for i, row in enumerate(rows[:k])))}


@twin("product-of-integrals", TABULAR)
def rows_multiplied(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    yield "I(p, x)*I(w, x)", {}


MOST_ROWS = 6


def _rows(p: Expr, w: Expr, x: Expr) -> list[Expr]:
    """The products of the table: p differentiated, w integrated, row by row and without signs."""
    search, rows = Search(), list[Expr]()
    while p != 0 and len(rows) < MOST_ROWS and w is not None:
        w = search.value(w)
        if w is not None:
            rows.append(p * w)
            p = sp.diff(p, x)
    return rows


@twin("arctan-scale-lost", ARCTANGENT)
def half_a_scale(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """With a x² + b below, a part of the scale comes from a and a part from b."""
    constant = (1 / f).subs(x, 0)
    if constant.is_positive and parts["r"] ** 2 != constant:
        yield "atan(w)/s", {"s": sp.sqrt(constant)}
        yield "atan(w)/s", {"s": parts["r"] / sp.sqrt(constant)}


@twin("arcsin-scale", ARCSINE)
def scale_of_arcsine(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    constant = (1 / f**2).subs(x, 0)
    if constant.is_positive and constant != 1:
        yield "asin(w)/s", {"s": parts["s"] * sp.sqrt(constant)}


@twin("sign-in-the-table", KNOWN)
def sign_of_the_table(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if f.func not in (sp.sin, sp.cos, sp.tan, sp.exp):
        yield "-G", {"G": _tabled(f, x)}


@twin("derivative-of-one-part", KNOWN)
def slope_of_the_table(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if f.func is not sp.exp:
        yield "D(f, x)", {}


@twin("integrand-unchanged", KNOWN)
def part_unchanged(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if f.func is not sp.exp:
        yield "f", {}


def _tabled(f: Expr, x: Expr) -> Expr:
    """The antiderivative of a row of the table."""
    return Search().value(f)


@twin("integral-term-dropped", "sum-rule-for-integrals")
def term_dropped(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for gone in letters:
        if parts[gone].has(x) and len(letters) > 1:
            yield _terms(letters, f, parts, gone, None), {}


@twin("integral-term-sign", "sum-rule-for-integrals")
def term_sign(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for turned in letters:
        yield _terms(letters, f, parts, turned, -1), {}


def _terms(letters: list[str], f: Expr, parts: Mapping[str, Expr], odd: str, factor: int | None) -> str:
    """The sum of the integrals, one of them turned round or left out."""
    written = []
    for letter in letters:
        sign = 1 if parts[letter] in f.args or -parts[letter] not in f.args else -1
        if letter == odd:
            sign *= factor or 0
        if sign:
            written.append(f"{'+' if sign > 0 else '-'} I({letter}, x)")
    return " ".join(written).removeprefix("+ ") or "0"
