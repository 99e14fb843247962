"""How do people misuse the rules of differentiation?

One row a false twin: the rule, the false right side in the rule's own letters, what it is called, an example with the wrong answer
that it gives, and what the student is told. Lies that depend on the case are functions below the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp

from calctutor.mistakes.book import Lie, Lies, Mistake, enter, saying
from calctutor.notation.algebra import symbol

Expr = Any
POWERS = "power-rule power-rule-for-roots-and-fractions"
MULTIPLE = "constant-multiple-rule"
PRODUCT, MANY, QUOTIENT, RECIPROCAL = "product-rule", "product-rule-for-many-factors", "quotient-rule", "reciprocal-rule"
CHAIN = "chain-rule"

TABLE = (
    # id, rules, false right side, title, example, wrong answer, sentence
    ("product-of-derivatives", PRODUCT, "D(u, x)*D(v, x)", "the two derivatives multiplied",
     "x^2*sin(x)", "2*x*cos(x)",
     "The derivative of a product is not the product of the derivatives. Try it on x·x: that would give 1·1. The product rule has two terms."),
    ("product-rule-with-each-its-own", PRODUCT, "u*D(u, x) + v*D(v, x)", "each factor paired with its own derivative",
     "x^3*cos(x)", "x^3*3*x^2 - cos(x)*sin(x)",
     "In each term of the product rule one factor is differentiated and the other one is left alone; here each stands beside its own derivative."),
    ("sum-rule-on-a-product", PRODUCT, "D(u, x) + D(v, x)", "the sum rule used on a product",
     "x^2*sin(x)", "2*x + cos(x)",
     "{u} and {v} are multiplied, not added, so their derivatives cannot just be added."),
    ("product-rule-second-term-missing", PRODUCT, "D(u, x)*v", "the second term of the product rule is missing",
     "x^2*sin(x)", "2*x*sin(x)",
     "You have the term in which {u} changes. {v} changes too, and gets its turn."),
    ("product-rule-first-term-missing", PRODUCT, "u*D(v, x)", "the first term of the product rule is missing",
     "x^2*sin(x)", "x^2*cos(x)",
     "You have the term in which {v} changes. {u} changes too, and gets its turn."),
    ("product-rule-with-minus", PRODUCT, "D(u, x)*v - u*D(v, x)", "a minus in the product rule",
     "x^2*e^x", "2*x*e^x - x^2*e^x",
     "The two terms of the product rule are added. The minus belongs to the quotient rule."),
    ("product-rule-with-minus-first", PRODUCT, "u*D(v, x) - D(u, x)*v", "a minus in the product rule",
     "x^2*e^x", "x^2*e^x - 2*x*e^x",
     "The two terms of the product rule are added. The minus belongs to the quotient rule."),
    ("product-rule-factors-dropped", PRODUCT, "D(u, x)*v + D(v, x)", "a factor is lost in the product rule",
     "x^2*sin(x)", "2*x*sin(x) + cos(x)",
     "In the second term {u} must still stand as a factor: a factor that is not differentiated stays."),
    ("product-rule-factors-dropped-first", PRODUCT, "D(u, x) + u*D(v, x)", "a factor is lost in the product rule",
     "x^2*sin(x)", "2*x + x^2*cos(x)",
     "In the first term {v} must still stand as a factor: a factor that is not differentiated stays."),
    ("product-rule-multiplied-out", PRODUCT, "D(u, x)*v*u*D(v, x)", "the terms of the product rule multiplied",
     "x*e^x", "x*e^x*e^x",
     "The two turns of the product rule are added, not multiplied."),
    ("product-rule-squared", PRODUCT, "(D(u, x)*v + u*D(v, x))/v^2", "the product rule with the quotient rule's denominator",
     "x^2*e^x", "(2*x*e^x + x^2*e^x)/e^(2*x)",
     "There is no fraction here: the square below belongs to the quotient rule."),
    ("many-derivatives-multiplied", MANY, "D(u, x)*D(v, x)*D(w, x)", "all the derivatives multiplied",
     "x^2*sin(x)*e^x", "2*x*cos(x)*e^x",
     "A product of three has three terms in its derivative, and in each only one factor is differentiated."),
    ("many-derivatives-added", MANY, "D(u, x) + D(v, x) + D(w, x)", "the sum rule used on a product",
     "x*sin(x)*e^x", "1 + cos(x) + e^x",
     "The factors are multiplied, not added, so the derivatives cannot just be added."),
    ("quotient-of-derivatives", QUOTIENT, "D(u, x)/D(v, x)", "the two derivatives divided",
     "sin(x)/x^2", "cos(x)/(2*x)",
     "Top and bottom cannot be differentiated each by itself. The quotient rule has two terms above and the bottom squared below."),
    ("quotient-rule-reversed", QUOTIENT, "(u*D(v, x) - D(u, x)*v)/v^2", "the terms of the quotient rule the wrong way round",
     "sin(x)/x", "(sin(x) - x*cos(x))/x^2",
     "The order counts above the bar, because of the minus: the term in which the top is differentiated comes first."),
    ("quotient-rule-with-plus", QUOTIENT, "(D(u, x)*v + u*D(v, x))/v^2", "a plus in the quotient rule",
     "sin(x)/x", "(x*cos(x) + sin(x))/x^2",
     "Between the two terms above the bar stands a minus: a growing bottom makes the fraction smaller."),
    ("quotient-rule-bottom-not-squared", QUOTIENT, "(D(u, x)*v - u*D(v, x))/v", "the bottom is not squared",
     "sin(x)/x", "(x*cos(x) - sin(x))/x",
     "What stands above the bar is right. Below it, {v} must be squared."),
    ("quotient-rule-bottom-missing", QUOTIENT, "D(u, x)*v - u*D(v, x)", "the bottom is missing",
     "sin(x)/x", "x*cos(x) - sin(x)",
     "That is the top of the quotient rule. It still has to be divided by the square of the bottom."),
    ("quotient-rule-over-top-squared", QUOTIENT, "(D(u, x)*v - u*D(v, x))/u^2", "divided by the square of the top",
     "sin(x)/x", "(x*cos(x) - sin(x))/sin(x)^2",
     "Divide by the square of what was below the bar, not of what was above it."),
    ("quotient-rule-only-top", QUOTIENT, "D(u, x)/v", "only the top is differentiated",
     "sin(x)/x", "cos(x)/x",
     "The bottom {v} contains the variable too, so it cannot be treated as a constant."),
    ("quotient-rule-only-bottom", QUOTIENT, "u/D(v, x)", "only the bottom is differentiated",
     "sin(x)/x^2", "sin(x)/(2*x)",
     "A bottom is not differentiated where it stands, and the top changes as well: use the quotient rule."),
    ("quotient-rule-products", QUOTIENT, "D(u, x)*D(v, x)/v^2", "the two derivatives multiplied above the bar",
     "sin(x)/x^2", "cos(x)*2*x/x^4",
     "Above the bar stand two terms, each with one derivative in it, and a minus between them."),
    ("quotient-rule-over-slope-squared", QUOTIENT, "(D(u, x)*v - u*D(v, x))/D(v, x)^2", "divided by the square of the derivative",
     "sin(x)/x^2", "(cos(x)*x^2 - sin(x)*2*x)/(2*x)^2",
     "Below the bar the bottom itself is squared, not its derivative."),
    ("quotient-rule-factors-lost", QUOTIENT, "(D(u, x) - D(v, x))/v^2", "the factors that stay are lost",
     "sin(x)/x", "(cos(x) - 1)/x^2",
     "In each term above the bar, the part that is not differentiated stays as a factor."),
    ("reciprocal-sign", RECIPROCAL, "D(v, x)/v^2", "the minus of the reciprocal rule is missing",
     "1/(x*sin(x))", "(sin(x) + x*cos(x))/(x*sin(x))^2",
     "When the bottom grows the fraction shrinks: there is a minus in front."),
    ("reciprocal-of-the-derivative", RECIPROCAL, "1/D(v, x)", "one over the derivative",
     "1/(x*sin(x))", "1/(sin(x) + x*cos(x))",
     "The derivative of 1/v is not 1/v′."),
    ("reciprocal-inner-missing", RECIPROCAL, "-1/v^2", "the derivative of the bottom is missing",
     "1/(x*sin(x))", "-1/(x*sin(x))^2",
     "The bottom {v} is more than a plain variable: its derivative comes in as a factor."),
    ("reciprocal-as-logarithm", RECIPROCAL, "D(ln(v), x)", "a fraction taken for a logarithm",
     "1/(x*sin(x))", "1/x + cos(x)/sin(x)",
     "ln v is what one gets by integrating 1/v. Here 1/v is to be differentiated."),
    ("power-not-lowered", POWERS, "n*x^n", "the exponent is not lowered",
     "x^5", "5*x^5",
     "The number in front is right. The exponent goes down by one."),
    ("power-raised", POWERS, "n*x^(n+1)", "the exponent went up instead of down",
     "x^5", "5*x^6",
     "Differentiating lowers the exponent by one (so a negative one moves further from 0); raising it belongs to integration."),
    ("power-not-brought-down", POWERS, "x^(n-1)", "the exponent was not brought down as a factor",
     "x^5", "x^4",
     "The new exponent is right. The old one, {n}, comes down in front as a factor."),
    ("power-new-exponent-in-front", POWERS, "(n-1)*x^(n-1)", "the lowered exponent stands in front",
     "x^5", "4*x^4",
     "The old exponent {n} comes down in front, and only then is it lowered."),
    ("power-integrated", POWERS, "x^(n+1)/(n+1)", "integrated instead of differentiated",
     "x^3 + sin(x)", "x^4/4 + cos(x)",
     "Here you went the other way: that is an antiderivative of {f}. Differentiating lowers the exponent."),
    ("power-divided", POWERS, "x^(n-1)/n", "divided by the exponent",
     "x^5", "x^4/5",
     "The exponent comes down as a factor; dividing belongs to integration."),
    ("power-exponent-kept-in-front", POWERS, "n*x", "the exponent became a factor and was lost above",
     "x^5", "5*x",
     "The exponent comes down in front, but what is left of it, one less, stays above."),
    ("power-lowered-by-two", POWERS, "n*x^(n-2)", "the exponent is lowered by two",
     "x^5", "5*x^3",
     "The exponent goes down by one only."),
    ("root-as-a-plain-factor", "power-rule-for-roots-and-fractions", "n/x", "the root is lost",
     "sqrt(x)", "1/(2*x)",
     "Write {f} as a power first. The new exponent is {n} − 1, which is not −1."),
    ("negative-power-sign", "power-rule-for-roots-and-fractions", "-n*x^(n-1)", "the sign of the exponent is lost",
     "x^(-3)", "3*x^(-4)",
     "The exponent comes down with its sign: the exponent of {f} is {n}."),
    ("bottom-differentiated-alone", "power-rule-for-roots-and-fractions", "-x^(n+1)/n", "the bottom was differentiated where it stands",
     "1/x^3", "1/(3*x^2)",
     "A bottom cannot be differentiated in its place. Write {f} as a power of {x} with a negative exponent."),
    ("reciprocal-to-logarithm", "power-rule-for-roots-and-fractions", "ln(x)", "a power taken for a derivative",
     "1/x + x^2", "ln(x) + 2*x",
     "1/x is the derivative of ln x, not the other way round. As a power, 1/x is x to the −1."),
    ("constant-kept", "constant-rule", "f", "a constant was kept",
     "x^2 + 7", "2*x + 7",
     "{f} does not change when {x} does: its slope is 0."),
    ("constant-to-one", "constant-rule", "1", "a constant was taken to have slope 1",
     "x^2 + 7", "2*x + 1",
     "{f} is a constant: its graph is level, its slope is 0. It is {x} that has the slope 1."),
    ("variable-vanishes", "identity-rule", "0", "the variable was treated as a constant",
     "x^2 + x", "2*x",
     "{x} itself grows by 1 when {x} grows by 1."),
    ("variable-kept", "identity-rule", "x", "the variable was left as it is",
     "x^2 + 3*x", "5*x",
     "The derivative of {x} by {x} is a number: how fast does {x} grow with itself?"),
    ("constant-factor-lost", MULTIPLE, "D(g, x)", "the constant factor is lost",
     "5*x^2", "2*x",
     "The factor {c} waits outside while {g} is differentiated, and must still be there afterwards."),
    ("constant-factor-added", MULTIPLE, "c + D(g, x)", "the constant factor was added",
     "5*sin(x)", "5 + cos(x)",
     "The factor {c} multiplies: it stays a factor."),
    ("constant-factor-killed", MULTIPLE, "0", "the constant factor was differentiated",
     "5*sin(x) + x", "1",
     "A constant that stands alone has derivative 0, but here {c} is a factor: it stays."),
    ("constant-factor-squared", MULTIPLE, "c^2*D(g, x)", "the constant factor counted twice",
     "5*x^2", "50*x",
     "The factor {c} stands outside once."),
    ("constant-factor-kept-alone", MULTIPLE, "c*g", "the constant multiple was left as it is",
     "5*sin(x)", "5*sin(x)",
     "The factor {c} stays, but {g} must be differentiated."),
    ("minus-lost", "minus-sign", "D(g, x)", "the minus sign in front is lost",
     "-cos(x)", "-sin(x)",
     "The minus in front stays in front; together with a minus from the rule itself it may turn into a plus."),
    ("inner-derivative-missing", CHAIN, "D(F, u)", "the derivative of the inside is missing",
     "sin(3*x)", "cos(3*x)",
     "The outside is differentiated well, and the inside kept. Now multiply by the derivative of the inside, {u}."),
    ("inner-derivative-added", CHAIN, "D(F, u) + D(u, x)", "the derivative of the inside was added",
     "sin(x^2)", "cos(x^2) + 2*x",
     "The derivative of the inside is a factor, not a term."),
    ("times-the-inside", CHAIN, "D(F, u)*u", "multiplied by the inside instead of its derivative",
     "sin(x^2)", "x^2*cos(x^2)",
     "The factor that belongs behind is the derivative of {u}, not {u} itself."),
    ("inner-derivative-divided", CHAIN, "D(F, u)/D(u, x)", "divided by the derivative of the inside",
     "sin(3*x)", "cos(3*x)/3",
     "When differentiating one multiplies by the derivative of the inside; dividing by it belongs to integration."),
    ("outside-not-differentiated", CHAIN, "F*D(u, x)", "the outside was not differentiated",
     "sin(x^2)", "2*x*sin(x^2)",
     "The derivative of the inside is there. The outside function must be differentiated too."),
    ("only-the-inside", CHAIN, "D(u, x)", "only the inside was differentiated",
     "sin(x^2)", "2*x",
     "That is the derivative of the inside alone. It multiplies the derivative of the outside."),
    ("inner-derivative-squared", CHAIN, "D(F, u)*D(u, x)^2", "the derivative of the inside counted twice",
     "sin(3*x)", "9*cos(3*x)",
     "The derivative of the inside comes in once."),
    ("log-power-rule", "logarithmic-differentiation", "v*u^(v-1)", "the power rule where the exponent varies",
     "x^x", "x*x^(x-1)",
     "The power rule needs a constant exponent, and {v} is none. Write the power as e to the {v} ln({u})."),
    ("log-exponential-rule", "logarithmic-differentiation", "u^v*ln(u)", "the exponential rule where the base varies",
     "x^x", "x^x*ln(x)",
     "That rule needs a constant base, and {u} is none. Write the power as e to the {v} ln({u})."),
    ("log-exponential-rule-with-chain", "logarithmic-differentiation", "u^v*ln(u)*D(v, x)", "the exponential rule where the base varies",
     "x^(x^2)", "2*x*x^(x^2)*ln(x)",
     "That rule needs a constant base, and {u} is none. Write the power as e to the {v} ln({u})."),
    ("log-power-rule-with-chain", "logarithmic-differentiation", "v*u^(v-1)*D(u, x)", "the power rule where the exponent varies",
     "(x^2+1)^x", "2*x^2*(x^2+1)^(x-1)",
     "The power rule needs a constant exponent, and {v} is none. Write the power as e to the {v} ln({u})."),
    ("log-factor-forgotten", "logarithmic-differentiation", "D(v*ln(u), x)", "the power itself is missing",
     "x^x", "ln(x) + 1",
     "That is the derivative of the logarithm of {f}. Multiply it by {f} itself."),
    ("integral-chain-factor", "fundamental-theorem-of-calculus", "F - G", "the limits were not differentiated",
     "int(sin(t), t, 0, x^2)", "sin(x^2) - sin(0)",
     "The integrand at the limit is right. Multiply it by how fast that limit moves."),
    ("integral-chain-factor-upper", "fundamental-theorem-of-calculus", "F", "the derivative of the limit is missing",
     "int(cos(t), t, 0, x^2)", "cos(x^2)",
     "The integrand at the limit is right. Multiply it by how fast that limit moves."),
    ("integral-signs", "fundamental-theorem-of-calculus", "G*D(a, x) - F*D(b, x)", "the limits of the integral the wrong way round",
     "int(sin(t), t, 1, x^2)", "-2*x*sin(x^2)",
     "When the upper limit grows the area grows with the integrand; it is the lower one that has a minus."),
    ("absolute-value-dropped", "absolute-value", "1", "√(x²) or |x| taken for x",
     "sqrt(x^2)", "1",
     "√(x²) is |x|: left of 0 that is −x, and its slope there is negative."),
    ("absolute-value-kept", "absolute-value", "abs(x)", "the bars were kept",
     "abs(x) + x^2", "abs(x) + 2*x",
     "|x| is x on one side of 0 and −x on the other. What are the two slopes?"),
)  # fmt: skip

for _id, _rules, _false, _title, _question, _wrong, _text in TABLE:
    enter(Mistake(_id, _title, _text, "diff", _question, _wrong, tuple(_rules.split()), saying(_false)))


def twin(
    id: str, rules: str, title: str, question: str, wrong: str, kind: str = "diff", **options: Any
) -> Callable[[Lies], Lies]:
    """Enter a lie that depends on the case; its docstring is what the student is told."""

    def enter_it(lies: Lies) -> Lies:
        text = " ".join((lies.__doc__ or "").split())
        enter(Mistake(id, title, text, kind, question, wrong, tuple(rules.split()), lies, options=options))
        return lies

    return enter_it


@twin("derivative-inside-the-function", CHAIN, "the inside was replaced by its derivative", "sin(x^2)", "cos(2*x)")
def slope_inside(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The inside was differentiated where it stands. Keep {u} inside, and put its derivative behind as a factor."""
    yield from _outer_at(parts, sp.diff(parts["u"], x), "G")


@twin("derivative-inside-everything", CHAIN, "the function was applied to the derivative", "sin(x^2)", "sin(2*x)")
def function_of_slope(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only the inside was differentiated, in its place. The outside changes too: keep {u} inside it, and multiply."""
    yield "G", {"G": parts["F"].xreplace({symbol("u"): sp.diff(parts["u"], x)})}


@twin("inside-forgotten-in-the-outer-part", CHAIN, "the inside is lost in the outer derivative", "sin(3*x)", "3*cos(x)")
def argument_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The factor behind is right. But the derivative of the outside is taken at the whole inside, {u}, not at {x}."""
    if sp.diff(parts["u"], x) != 1:
        yield from _outer_at(parts, x, "G*D(u, x)")


def _outer_at(parts: Mapping[str, Expr], place: Expr, says: str) -> Iterator[Lie]:
    slope = sp.diff(parts["F"], symbol("u"))
    if not slope.has(sp.Derivative, sp.Subs) and place not in (0, parts["u"]):
        yield says, {"G": slope.xreplace({symbol("u"): place})}


@twin("function-spread-over-a-sum", CHAIN, "a function was spread over a sum", "sin(x + x^2)", "cos(x) + 2*x*cos(x^2)")
def linear_extrapolation(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """{f} was treated as if the function could be applied to each term of {u} by itself. Only multiplying by a number works like
    that."""
    if parts["u"].is_Add:
        yield "D(G, x)", {"G": sp.Add(*(parts["F"].xreplace({symbol("u"): term}) for term in parts["u"].args))}


@twin("coefficient-and-exponent-added", MULTIPLE, "coefficient and exponent added", "3*x^4", "7*x^3")
def added(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """The exponent that comes down is a factor: multiply it with {c}, do not add."""
    g = parts["g"]
    if g.is_Pow and g.base == x and not g.exp.has(x):
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
        yield "C*D(g, x)", {"C": sp.diff(parts["c"], other)}


@twin("product-rule-on-a-constant", MULTIPLE, "the product rule as if the other variable moved", "x^2*y^3", "2*x*y^3 + 3*x^2*y^2",
      "partial", wrt="x")  # fmt: skip
def product_rule_on_constant(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Only {x} moves here, so {c} is a constant factor: the product rule is not needed, and its second term is 0."""
    for other in sorted(parts["c"].free_symbols, key=str):
        yield "c*D(g, x) + C*g", {"C": sp.diff(parts["c"], other)}


@twin("other-variable-factor-lost", MULTIPLE, "the factor with the other variable is lost", "x^2*y", "2*x", "partial", wrt="x")
def other_factor_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A letter that stands still is like a number: as a factor it stays. {c} is missing from your answer."""
    number, rest = parts["c"].as_coeff_Mul()
    if rest.free_symbols and not parts["g"].has(sp.I):
        yield "C*D(g, x)", {"C": number}


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


@twin("sum-term-dropped", "sum-rule", "a term of the sum is missing", "x^3 + x^2 - sin(x)", "3*x^2 - cos(x)")
def term_dropped(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """Every term of the sum that contains {x} must show up in the derivative; one of yours has none."""
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for gone in letters:
        if parts[gone].has(x):
            yield _terms(letters, f, parts, gone, ""), {}


@twin("sum-sign-lost", "sum-rule", "the sign of a term changed", "x^3 - sin(x)", "3*x^2 + cos(x)")
def sign_lost(f: Expr, x: Expr, parts: Mapping[str, Expr]) -> Iterator[Lie]:
    """A term keeps the sign that it has in the sum; one of yours has the other sign."""
    letters = sorted(parts, key=lambda t: int(t[1:]))
    for turned in letters:
        if parts[turned].has(x):
            yield _terms(letters, f, parts, turned, "-"), {}


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
