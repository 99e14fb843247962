"""Which derivatives are known by heart?

One aligned table: the function, its derivative, and the sentence that goes with it. Every row becomes a rule of its
own.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from calctutor.notation.algebra import Algebra, symbol
from calctutor.rulebook import rule, template
from calctutor.steps import Apply, Rewrite

Expr = Any

TABLE = (
    ("eˣ",                "e^x",         "e^x",                          "{f} is its own derivative: its slope is its height."),
    ("ln",                "ln(x)",       "1/x",                          "The slope of ln at {x} is 1 over {x}, for {x} > 0."),
    ("ln|x|",             "ln(abs(x))",  "1/x",                          "On both sides of 0 the slope of ln|{x}| is 1 over {x}."),
    ("sin",               "sin(x)",      "cos(x)",                       "The slope of sin is cos."),
    ("cos",               "cos(x)",      "-sin(x)",                      "The slope of cos is minus sin."),
    ("tan",               "tan(x)",      "sec(x)^2",                     "tan is sin over cos; the quotient rule gives 1 over cos², which is sec²."),
    ("cot",               "cot(x)",      "-csc(x)^2",                    "cot is cos over sin; the quotient rule gives minus 1 over sin², which is −csc²."),
    ("sec",               "sec(x)",      "sec(x)*tan(x)",                "sec is 1 over cos; its derivative is sin over cos², that is sec times tan."),
    ("csc",               "csc(x)",      "-csc(x)*cot(x)",               "csc is 1 over sin; its derivative is minus cos over sin², that is −csc times cot."),
    ("arcsin",            "asin(x)",     "1/sqrt(1 - x^2)",              "If y = arcsin {x} then sin y = {x}, so y′ = 1/cos y, and cos y = √(1 − {x}²)."),
    ("arccos",            "acos(x)",     "-1/sqrt(1 - x^2)",             "arccos is π/2 − arcsin, so its derivative is minus that of arcsin."),
    ("arctan",            "atan(x)",     "1/(1 + x^2)",                  "If y = arctan {x} then tan y = {x}, so y′ = 1/sec² y = 1/(1 + {x}²)."),
    ("arccot",            "acot(x)",     "-1/(1 + x^2)",                 "arccot differs from −arctan by a constant, so the derivative is minus that of arctan."),
    ("arcsec",            "asec(x)",     "1/(abs(x)*sqrt(x^2 - 1))",     "arcsec {x} is arccos of 1/{x}; the chain rule gives this, for |{x}| > 1."),
    ("arccsc",            "acsc(x)",     "-1/(abs(x)*sqrt(x^2 - 1))",    "arccsc {x} is arcsin of 1/{x}; the chain rule gives this, for |{x}| > 1."),
    ("sinh",              "sinh(x)",     "cosh(x)",                      "sinh is half of e^{x} − e^−{x}; its derivative is cosh."),
    ("cosh",              "cosh(x)",     "sinh(x)",                      "cosh is half of e^{x} + e^−{x}; its derivative is sinh, with no minus sign."),
    ("tanh",              "tanh(x)",     "1 - tanh(x)^2",                "tanh is sinh over cosh; the quotient rule gives 1/cosh², which is 1 − tanh²."),
    ("coth",              "coth(x)",     "-csch(x)^2",                   "coth is cosh over sinh; the quotient rule gives −1/sinh², which is −csch²."),
    ("sech",              "sech(x)",     "-sech(x)*tanh(x)",             "sech is 1 over cosh; its derivative is −sinh over cosh²."),
    ("csch",              "csch(x)",     "-csch(x)*coth(x)",             "csch is 1 over sinh; its derivative is −cosh over sinh²."),
    ("arsinh",            "asinh(x)",    "1/sqrt(x^2 + 1)",              "If y = arsinh {x} then sinh y = {x}, so y′ = 1/cosh y, and cosh y = √(1 + {x}²)."),
    ("arcosh",            "acosh(x)",    "1/sqrt(x^2 - 1)",              "If y = arcosh {x} then cosh y = {x}, so y′ = 1/sinh y, and sinh y = √({x}² − 1), for {x} > 1."),
    ("artanh",            "atanh(x)",    "1/(1 - x^2)",                  "If y = artanh {x} then tanh y = {x}, so y′ = 1/(1 − tanh² y), for |{x}| < 1."),
    ("arcoth",            "acoth(x)",    "1/(1 - x^2)",                  "The same formula as for artanh, on the other side: |{x}| > 1."),
    ("arsech",            "asech(x)",    "-1/(x*sqrt(1 - x^2))",         "arsech {x} is arcosh of 1/{x}; the chain rule gives this, for 0 < {x} < 1."),
    ("arcsch",            "acsch(x)",    "-1/(abs(x)*sqrt(1 + x^2))",    "arcsch {x} is arsinh of 1/{x}; the chain rule gives this, for {x} ≠ 0."),
    ("sigmoid",           "sigmoid(x)",  "sigmoid(x)*(1 - sigmoid(x))",  "σ({x}) = 1/(1 + e^−{x}): its derivative can be written with σ itself, which is why it is cheap in training."),
    ("softplus",          "softplus(x)", "sigmoid(x)",                   "softplus({x}) = ln(1 + e^{x}): differentiating gives e^{x}/(1 + e^{x}), which is σ({x})."),
    ("erf",               "erf(x)",      "2*e^(-x^2)/sqrt(pi)",          "erf is defined as an integral of e^−t² from 0 to {x}, so its slope is the integrand."),
    ("erfc",              "erfc(x)",     "-2*e^(-x^2)/sqrt(pi)",         "erfc is 1 − erf."),
    ("erfi",              "erfi(x)",     "2*e^(x^2)/sqrt(pi)",           "erfi is defined as an integral of e^t² from 0 to {x}, so its slope is the integrand."),
    ("gamma",             "gamma(x)",    "gamma(x)*digamma(x)",          "ψ, the digamma function, is by definition the derivative of ln Γ, so Γ′ = Γ ψ."),
    ("ln gamma",          "loggamma(x)", "digamma(x)",                   "ψ, the digamma function, is by definition the derivative of ln Γ."),
    ("factorial",         "x!",          "gamma(x + 1)*digamma(x + 1)",  "{x}! is Γ({x} + 1), and Γ′ = Γ ψ."),
    ("Ei",                "Ei(x)",       "e^x/x",                        "Ei is defined as an integral of eᵗ/t up to {x}, so its slope is the integrand."),
    ("li",                "li(x)",       "1/ln(x)",                      "li is defined as an integral of 1/ln t up to {x}, so its slope is the integrand."),
    ("Si",                "Si(x)",       "sin(x)/x",                     "Si is defined as an integral of sin t/t up to {x}, so its slope is the integrand."),
    ("Ci",                "Ci(x)",       "cos(x)/x",                     "Ci is defined as an integral of cos t/t up to {x}, so its slope is the integrand."),
    ("Shi",               "Shi(x)",      "sinh(x)/x",                    "Shi is defined as an integral of sinh t/t up to {x}, so its slope is the integrand."),
    ("Chi",               "Chi(x)",      "cosh(x)/x",                    "Chi is defined as an integral of cosh t/t up to {x}, so its slope is the integrand."),
    ("Fresnel S",         "fresnels(x)", "sin(pi*x^2/2)",                "S is defined as an integral of sin(πt²/2) up to {x}, so its slope is the integrand."),
    ("Fresnel C",         "fresnelc(x)", "cos(pi*x^2/2)",                "C is defined as an integral of cos(πt²/2) up to {x}, so its slope is the integrand."),
    ("Clausen function",  "Cl2(x)",      "-ln(abs(2*sin(x/2)))",         "Cl₂ is defined as minus the integral of ln|2 sin(t/2)| from 0 to {x}, so its slope is that integrand."),
    ("inverse tangent integral", "Ti2(x)", "atan(x)/x",                  "Ti₂ is defined as the integral of arctan(t)/t from 0 to {x}, so its slope is the integrand."),
    ("Lambert W",         "lambertw(x)", "lambertw(x)/(x*(1 + lambertw(x)))", "W solves W e^W = {x}; differentiating both sides gives this."),
)  # fmt: skip


def _enter(title: str, function: str, slope: str, why: str) -> None:
    """Make a rule of one row. The pattern is read only when the rule is first asked."""

    @cache
    def pattern() -> Expr:
        return Algebra().expression(template(function))

    def apply(f: Expr, x: Expr) -> Rewrite | None:
        return Rewrite() if type(f) is type(pattern()) and f == pattern().xreplace({symbol("x"): x}) else None

    named: Apply = apply
    named.__doc__ = why
    formula = f"({function})' = {slope}"
    rule(f"Derivative of {title}", f"D({function}, x) = {slope}", formula=formula, example=function)(named)


for _row in TABLE:
    _enter(*_row)


@rule("Exponential with base a", "D(a^x, x) = a^x*ln(a)", formula="(a^x)' = a^x ln a", example="2^x")
def exponential_with_base(f: Expr, x: Expr) -> Rewrite | None:
    """The variable is in the exponent, so this is no power: {a} to the {x} is e to the {x} ln({a}), which gives the factor ln({a})."""
    return Rewrite(where={"a": f.base}, parameters=("a",)) if f.is_Pow and f.exp == x and not f.base.has(x) else None


@rule("Logarithm with base a", "D(log(x, a), x) = 1/(x*ln(a))", formula="log(x, a)' = 1/(x ln a)", example="log_2(x)")
def logarithm_with_base(f: Expr, x: Expr) -> Rewrite | None:
    """The logarithm with base {a} is ln({x}) divided by the constant ln({a})."""
    if type(f).__name__ != "logarithm" or len(f.args) != 2 or f.args[0] != x or f.args[1].has(x):
        return None
    return Rewrite(where={"a": f.args[1]}, parameters=("a",))


@rule(
    "Logarithm with a changing base",
    "D(log(g, h), x) = D(ln(g)/ln(h), x)",
    formula="log(x, a) = ln(x)/ln(a)",
    example="log(2, x)",
)
def logarithm_with_changing_base(f: Expr, x: Expr) -> Rewrite | None:
    """The base {h} contains {x}: write the logarithm with ln first."""
    if type(f).__name__ != "logarithm" or len(f.args) != 2 or not f.args[1].has(x):
        return None
    return Rewrite(where={"g": f.args[0], "h": f.args[1]})


@rule(
    "Derivative of a root",
    "D(root(x, n), x) = 1/(n*root(x, n)^(n-1))",
    formula="root(x, n)' = 1/(n root(x, n)^(n-1))",
    example="cbrt(x)",
)
def derivative_of_root(f: Expr, x: Expr) -> Rewrite | None:
    """The root is the power 1/{n}: bring 1/{n} down in front and lower the exponent by one. At 0 the graph is vertical."""
    if type(f).__name__ != "root" or f.args[0] != x or f.args[1].has(x):
        return None
    return Rewrite(where={"n": f.args[1]}, parameters=("n",), remarks=(f"{x} ≠ 0",))


@rule(
    "Derivative of atan2",
    "D(atan2(g, h), x) = (D(g, x)*h - g*D(h, x))/(g^2 + h^2)",
    formula="atan2(y, x)' = (y' x - y x')/(x^2 + y^2)",
    example="atan2(sin(x), x)",
)
def derivative_of_atan2(f: Expr, x: Expr) -> Rewrite | None:
    """atan2 is the angle of the point; away from the origin it differs from arctan of the quotient by a constant."""
    return Rewrite(where={"g": f.args[0], "h": f.args[1]}) if type(f).__name__ == "atan2" and f.has(x) else None
