"""Which lies about derivatives depend on the case?

Twins of the rules of differentiation as functions: where the false right side takes something that must be worked out first, or would
in some cases be another mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp

from calctutor.mistakes.book import Lie, Lies, Mistake, enter, falsify, saying
from calctutor.mistakes.derivatives import CHAIN, MANY, MULTIPLE, POWERS
from calctutor.notation.algebra import symbol

Expr = Any


def twin(
    id: str, rules: str, title: str, question: str, wrong: str, kind: str = "diff", vague: int = 0, **options: Any
) -> Callable[[Lies], Lies]:
    """Enter a lie that depends on the case; its docstring is what the student is told."""

    def enter_it(lies: Lies) -> Lies:
        text = " ".join((lies.__doc__ or "").split())
        enter(Mistake(id, title, text, kind, question, wrong, tuple(rules.split()), lies, vague, options))
        return lies

    return enter_it


@twin("derivative-inside-the-function", CHAIN, "the inside was replaced by its derivative", "sin(x^2)", "cos(2*x)")
def slope_inside(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The inside was differentiated where it stands. Keep {u} inside, and put its derivative behind as a factor."""
    yield from _outer_at(parts, sp.diff(parts["u"], x), "G")


@twin("derivative-inside-everything", CHAIN, "the function was applied to the derivative", "sin(x^2)", "sin(2*x)")
def function_of_slope(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only the inside was differentiated, in its place. The outside changes too: keep {u} inside it, and multiply."""
    if not isinstance(parts["F"], sp.Abs):
        yield "G", {"G": parts["F"].xreplace({symbol("u"): sp.diff(parts["u"], x)})}


@twin("inside-forgotten-in-the-outer-part", CHAIN, "the inside is lost in the outer derivative", "sin(3*x)", "3*cos(x)")
def argument_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor behind is right. But the derivative of the outside is taken at the whole inside, {u}, not at {x}."""
    if sp.diff(parts["u"], x) != 1:
        yield from _outer_at(parts, x, "G*D(u, x)")


@twin("inside-differentiated-twice-over", CHAIN, "the inside was differentiated inside and behind", "sin(x^2)", "2*x*cos(2*x)")
def slope_inside_and_behind(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor behind is right. But the derivative of the outside is taken at {u} itself: inside, nothing is differentiated."""
    yield from _outer_at(parts, sp.diff(parts["u"], x), "G*D(u, x)")


def _outer_at(parts: Mapping[str, Expr], place: Expr, says: str) -> Iterator[Lie]:
    slope = sp.diff(parts["F"], symbol("u"))
    if not slope.has(sp.Derivative, sp.Subs, sp.sign) and place not in (0, 1, parts["u"]):  # a sign is 1 at many places
        yield says, {"G": slope.xreplace({symbol("u"): place})}


@twin("function-spread-over-a-sum", CHAIN, "a function was spread over a sum", "sin(x + x^2)", "cos(x) + 2*x*cos(x^2)")
def linear_extrapolation(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{f} was treated as if the function could be applied to each term of {u} by itself. Only multiplying by a number works like
    that."""
    if parts["u"].is_Add and not isinstance(parts["F"], sp.Abs):
        yield "D(G, x)", {"G": sp.Add(*(parts["F"].xreplace({symbol("u"): term}) for term in parts["u"].args))}


@twin("coefficient-and-exponent-added", MULTIPLE, "coefficient and exponent added", "3*x^4", "7*x^3")
def added(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The exponent that comes down is a factor: multiply it with {c}, do not add."""
    g = parts["g"]
    if parts["c"].is_number and g.is_Pow and g.base == x and not g.exp.has(x):
        yield "G", {"G": (parts["c"] + g.exp) * x ** (g.exp - 1)}


@twin("named-constant-differentiated", "constant-rule", "a named constant was treated as a variable", "pi^3 + x", "3*pi^2 + 1")
def named_constant(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{f} is a number, however it is written: its derivative is 0."""
    letter = sp.Dummy("p", real=True)
    if f.func is sp.exp:
        yield "G", {"G": f.args[0] * sp.exp(f.args[0] - 1)}
    for constant in (sp.pi, sp.E):
        if f.has(constant):
            yield "G", {"G": sp.diff(f.subs(constant, letter), letter).subs(letter, constant)}


@twin("named-factor-differentiated", MULTIPLE, "a named constant was treated as a variable", "pi^2*x", "2*pi")
def named_factor(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{c} is a number, however it is written: as a factor it stays as it is."""
    letter = sp.Dummy("p", real=True)
    for constant in (sp.pi, sp.E):
        slope = sp.diff(parts["c"].subs(constant, letter), letter).subs(letter, constant)
        if slope.has(constant):  # or the factor is simply lost
            yield "C*D(g, x)", {"C": slope}


@twin("number-differentiated-as-a-power", "constant-rule", "the power rule used on a number", "2^3 + x^2", "12 + 2*x")
def number_as_power(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A power of a number is a number, and does not change when {x} does."""
    if f.is_Integer:
        root = sp.perfect_power(int(f))
        if root:
            yield "G", {"G": sp.Integer(root[1]) * sp.Integer(root[0]) ** (root[1] - 1)}


@twin("many-one-turn-missing", MANY, "one turn of the product rule is missing", "x*sin(x)*e^x", "sin(x)*e^x + x*cos(x)*e^x")
def turn_missing(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Every factor takes its turn: there are as many terms as factors."""
    if set(parts) >= {"u", "v", "w"}:
        turns = ["D(u, x)*v*w", "u*D(v, x)*w", "u*v*D(w, x)"]
        for k in range(3):
            yield " + ".join(turns[:k] + turns[k + 1 :]), {}
            yield turns[k], {}


@twin(
    "other-variable-differentiated",
    MULTIPLE,
    "the other variable was differentiated as well",
    "x^2*y^3",
    "6*x*y^2",
    "partial",
    wrt="x",
)
def others_too(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only {x} moves here. The other letters are constants for the moment, so {c} stays as it is."""
    for other in sorted(parts["c"].free_symbols, key=str):
        slope = sp.diff(parts["c"], other)
        if slope.has(other):  # or the factor is simply lost
            yield "C*D(g, x)", {"C": slope}


@twin("product-rule-on-a-constant", MULTIPLE, "the product rule as if the other variable moved", "x^2*y^3", "2*x*y^3 + 3*x^2*y^2",
      "partial", wrt="x")  # fmt: skip
def product_rule_on_constant(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only {x} moves here, so {c} is a constant factor: the product rule is not needed, and its second term is 0."""
    for other in sorted(parts["c"].free_symbols, key=str):
        yield "c*D(g, x) + C*g", {"C": sp.diff(parts["c"], other)}


@twin("other-variable-factor-lost", MULTIPLE, "the factor with the other variable is lost", "x^2*y", "2*x", "partial", wrt="x")
def other_factor_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A letter that stands still is like a number: as a factor it stays. {c} is missing from your answer."""
    _, rest = parts["c"].as_coeff_Mul()
    for lost in (rest, *(rest.args if rest.is_Mul else ())):
        if lost.free_symbols and not parts["g"].has(sp.I):
            yield "C*D(g, x)", {"C": parts["c"] / lost}


@twin("term-without-the-variable-differentiated", "constant-rule", "a term without the variable was differentiated", "x^2 + y^2", "2*x + 2*y",
      "partial", wrt="x")  # fmt: skip
def foreign_term(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{f} does not contain {x}. As long as only {x} moves it is a constant, and its derivative is 0."""
    for other in sorted(f.free_symbols, key=str):
        yield "G", {"G": sp.diff(f, other)}


@twin("inner-derivative-by-the-other-variable", CHAIN, "the inside was differentiated by the wrong variable", "e^(x^2*y)", "x^2*e^(x^2*y)",
      "partial", wrt="x")  # fmt: skip
def inner_by_other(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor behind must be the derivative of {u} by {x}, the same letter by which all is differentiated."""
    for other in sorted(parts["u"].free_symbols - {x}, key=str):
        yield "D(F, u)*D(u, y)", {"y": other}


@twin("sum-term-dropped", "sum-rule", "a term of the sum is missing", "x^3 + x^2 - sin(x)", "3*x^2 - cos(x)", vague=1)
def term_dropped(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Every term of the sum that contains {x} has its own derivative; that of {term} is missing in your answer."""
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for gone in letters:
        if parts[gone].has(x):
            yield _terms(letters, f, parts, gone, ""), {"term": parts[gone]}


@twin("sum-sign-lost", "sum-rule", "the sign of a term is lost", "x^3 - sin(x)", "3*x^2 + cos(x)")
def sign_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A term keeps its sign: {term} is subtracted in the sum, so its derivative is subtracted too."""
    # Told before a minus that is made up (sin differentiated with one): a minus that is there is lost more often.
    yield from _turned(f, x, parts, subtracted=True)


@twin("sum-sign-changed", "sum-rule", "the sign of a term changed", "x^3 + x^4", "3*x^2 - 4*x^3", vague=2)
def sign_changed(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A term keeps its sign: {term} is added in the sum, so its derivative is added too."""
    yield from _turned(f, x, parts, subtracted=False)


def _turned(f: Expr, x: Expr, parts: Mapping[str, Expr], subtracted: bool) -> Iterator[Lie]:
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for turned in letters:
        if parts[turned].has(x) and (parts[turned] in f.args) != subtracted:
            yield _terms(letters, f, parts, turned, "-"), {"term": parts[turned]}


def _terms(letters: list[str], f: Expr, parts: Mapping[str, Expr], odd: str, instead: str) -> str:
    """The sum of the derivatives, one of them turned round or left out."""
    written = []
    for letter in letters:
        sign = "" if parts[letter] in f.args else "-"
        if letter == odd:
            sign = {"": None, "-": "-" if not sign else ""}[instead]  # type: ignore[assignment]
        if sign is not None:
            written.append(f"{sign or '+'} D({letter}, x)")
    return " ".join(written).removeprefix("+ ") or "0"


# Powers, factors and insides where the lie would be something else in some cases.


@twin("power-not-brought-down", POWERS, "the exponent was not brought down as a factor", "x^5", "x^4")
def exponent_not_in_front(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The new exponent is right. The old one, {n}, comes down in front as a factor."""
    if parts["n"] != -1:  # which would be a lost sign
        yield "x^(n-1)", {}
        if parts["n"].could_extract_minus_sign():  # the number is lost, its minus is not
            yield "-x^(n-1)", {}


@twin("power-new-exponent-in-front", POWERS, "the lowered exponent stands in front", "x^5", "4*x^4")
def new_exponent_in_front(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The old exponent {n} comes down in front, and only then is it lowered."""
    if parts["n"] * 2 != 1:  # which would be another sign
        yield "(n-1)*x^(n-1)", {}


@twin("negative-power-sign", POWERS, "the sign of the exponent is lost", "x^(-3)", "3*x^(-4)")
def sign_of_exponent(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The exponent comes down with its sign: the exponent of {f} is {n}."""
    if parts["n"].could_extract_minus_sign():
        yield "-n*x^(n-1)", {}


@twin("constant-factor-added", MULTIPLE, "the constant factor was added", "5*sin(x)", "5 + cos(x)")
def factor_added(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor {c} multiplies: it stays a factor."""
    if parts["g"] != x:
        yield "c + D(g, x)", {}


@twin("constant-factor-kept-alone", MULTIPLE, "the constant multiple was left as it is", "5*sin(x)", "5*sin(x)")
def factor_kept(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor {c} stays, but {g} must be differentiated."""
    if parts["g"] != x:
        yield "c*g", {}


@twin("constant-factor-lost", MULTIPLE, "the constant factor is lost", "5*x^2", "2*x")
def factor_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor {c} waits outside while {g} is differentiated, and must still be there afterwards."""
    yield "D(g, x)", {}
    for lost in parts["c"].args if parts["c"].is_Mul else ():
        if lost != -1:
            yield "C*D(g, x)", {"C": parts["c"] / lost}


@twin("coefficient-sign-lost", MULTIPLE, "the minus of the coefficient is lost", "e^(-2*x)", "2*e^(-2*x)")
def sign_of_coefficient(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor {c} keeps its minus when the rest is differentiated."""
    if parts["c"].is_negative and parts["c"] != -1:
        yield "-c*D(g, x)", {}


@twin("constant-to-one", "constant-rule", "a constant was taken to have slope 1", "x^2 + 7", "2*x + 1")
def slope_one(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{f} is a constant: its graph is level, its slope is 0. It is {x} that has the slope 1."""
    if not f.free_symbols:  # or another letter was differentiated
        yield "1", {}


@twin("only-the-inside", CHAIN, "only the inside was differentiated", "sin(x^2)", "2*x")
def only_inside(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """That is the derivative of the inside alone. It multiplies the derivative of the outside."""
    if not isinstance(parts["F"], sp.Abs):
        yield "D(u, x)", {}


@twin("outside-not-differentiated", CHAIN, "the outside was not differentiated", "sin(x^2)", "2*x*sin(x^2)")
def outside_kept(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The derivative of the inside is there. The outside function must be differentiated too."""
    F = parts["F"]
    if not F.is_Pow or F.exp not in (-1, symbol("u")):
        yield "F*D(u, x)", {}


def _exp_as_a_power(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The power rule with all of the exponent as if it were a number."""
    if parts["F"] == sp.exp(symbol("u")):
        yield "u*e^(u-1)", {}


def _exponential_as_a_power(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    if parts["F"].is_Pow and parts["F"].exp == symbol("u"):
        yield "u*a^(u-1)", {"a": parts["F"].base}


def _logarithm(says: str) -> Lies:
    def lies(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
        if parts["F"] == 1 / symbol("u"):
            yield says, {}

    return lies


falsify("function-not-differentiated", POWERS.split(), saying("f"))
falsify("power-not-lowered", ("identity-rule",), saying("x"))
falsify("power-rule-on-exp", (CHAIN,), _exp_as_a_power)
falsify("power-rule-on-an-exponential", (CHAIN,), _exponential_as_a_power)
falsify("reciprocal-as-logarithm", (CHAIN,), _logarithm("D(u, x)/u"))
falsify("reciprocal-to-logarithm", (CHAIN,), _logarithm("ln(u)"))
falsify("reciprocal-of-the-derivative", (CHAIN,), _logarithm("1/D(u, x)"))

falsify("implicit-y-constant", ("dependent-variable",), saying("0"))
falsify("implicit-y-prime-missing", ("dependent-variable",), saying("1"))
