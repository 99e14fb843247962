"""How do people get integrals wrong?

A wrong antiderivative is known by its derivative: for each false rule, what the derivative of its result would be. So nothing here
needs to be able to integrate the problem, only the parts of it that are integrated falsely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calctutor.mistakes.book import Mistake, enter
from calctutor.mistakes.primitives import composition, linear, primitive

Expr = Any


@dataclass(frozen=True, slots=True)
class Guess:
    """What a false rule leads to: the derivative of the result, the part of the integrand where it was used, what was written."""

    mistake: str
    slope: Expr
    part: Expr
    written: Expr | None = None


TABLE = (
    # id, title, problem, wrong answer, sentence
    ("differentiated-instead", "differentiated instead of integrated", "x^4", "4*x^3 + C",
     "You went the other way: that is a derivative. Which function has this one as its slope?"),
    ("derivative-of-one-part", "one part was differentiated instead of integrated", "x + ln(x)", "x^2/2 + 1/x + C",
     "One part of the integrand was differentiated. Which function has it as its slope?"),
    ("integrand-unchanged", "the integrand was left as it is", "x^2 + x", "x^2 + x + C",
     "That is the integrand itself. Its derivative is something else, so it is no antiderivative."),
    ("inner-coefficient-not-divided", "not divided by the inner coefficient", "cos(5*x)", "sin(5*x) + C",
     "Differentiate what you have: the chain rule brings out the inner coefficient, and nothing makes up for it."),
    ("inner-coefficient-multiplied", "multiplied by the inner coefficient", "cos(5*x)", "5*sin(5*x) + C",
     "Multiplying by the inner coefficient belongs to differentiation. Differentiate your answer to see what is too much."),
    ("inner-argument-lost", "the inside of the function is lost", "cos(5*x)", "sin(x)/5 + C",
     "The function keeps its whole argument when it is integrated."),
    ("power-not-divided", "not divided by the new exponent", "x^4", "x^5 + C",
     "The exponent went up as it should. Differentiate your answer: the new exponent comes down as a factor."),
    ("power-divided-by-old-exponent", "divided by the old exponent", "x^4", "x^5/4 + C",
     "Raise the exponent first, then divide by the new one."),
    ("power-not-raised", "the exponent was not raised", "x^4", "x^4/4 + C",
     "Integrating raises the exponent by one."),
    ("power-multiplied-by-new-exponent", "multiplied by the new exponent", "x^4", "5*x^5 + C",
     "The new exponent stands below: differentiating brings it down, and the two must cancel."),
    ("power-lowered", "the exponent was lowered", "x^4", "x^3/3 + C",
     "Integrating raises the exponent; lowering it belongs to differentiation."),
    ("reciprocal-power-as-logarithm", "a power in the denominator taken for a logarithm", "1/x^3", "ln(x^3) + C",
     "Only 1/x integrates to a logarithm. Write the others as powers with a negative exponent."),
    ("reciprocal-as-logarithm-of-the-bottom", "one over something taken for its logarithm", "1/(x^2+9)", "ln(x^2+9) + C",
     "The derivative of ln of the bottom has the derivative of the bottom above the bar, and that is not there."),
    ("power-rule-at-minus-one", "the power rule at exponent −1", "3/x", "3*x^0/0 + C",
     "Raising −1 gives 0, and nothing can be divided by 0. This is the one power that needs a function of another kind."),
    ("power-rule-for-exponential", "the power rule used on an exponential", "e^x", "e^(x+1)/(x+1) + C",
     "The variable is in the exponent, so this is no power of the variable."),
    ("ln-of-the-base-not-divided", "not divided by the logarithm of the base", "3^x", "3^x + C",
     "Differentiate your answer: the logarithm of the base comes out as a factor."),
    ("ln-of-the-base-multiplied", "multiplied by the logarithm of the base", "3^x", "3^x*ln(3) + C",
     "That is what differentiating does. The way back divides."),
    ("sign-of-integral-of-sin", "the sign of the integral of sin", "sin(x)", "cos(x) + C",
     "Differentiate your answer and look at the sign: the derivative of cos has a minus."),
    ("sign-of-integral-of-cos", "the sign of the integral of cos", "cos(x)", "-sin(x) + C",
     "Differentiate your answer and look at the sign: the derivative of sin has no minus."),
    ("sign-in-the-table", "the sign of a table integral", "sec(x)^2", "-tan(x) + C",
     "Differentiate your answer and look at the sign."),
    ("coefficient-of-integrand-lost", "the constant factor is lost", "7*e^(3*x)", "e^(3*x)/3 + C",
     "A constant factor stands outside while the rest is integrated, and must still be there afterwards."),
    ("coefficient-divided", "divided by the constant factor", "4*cos(x)", "sin(x)/4 + C",
     "A constant factor stays a factor."),
    ("coefficient-squared", "the constant factor counted twice", "4*cos(x)", "16*sin(x) + C",
     "The constant factor stands outside once."),
    ("coefficient-on-the-first-term-only", "the constant factor reached only the first term", "5*(x + e^x)", "5*x^2/2 + e^x + C",
     "The factor in front multiplies every term in the bracket."),
    ("minus-of-integrand-lost", "the minus of the integrand is lost", "-e^x", "e^x + C",
     "The minus sign is a constant factor: it stays."),
    ("product-of-integrals", "the factors were integrated one by one", "x*cos(x)", "x^2/2*sin(x) + C",
     "The integral of a product is not the product of the integrals. Try it on x·1. Look for a substitution, or integrate by parts."),
    ("quotient-of-integrals", "top and bottom were integrated one by one", "cos(x)/x^2", "sin(x)/(x^3/3) + C",
     "The integral of a fraction is not the fraction of the integrals."),
    ("only-one-factor-integrated", "only one factor was integrated", "x*e^(2*x)", "x^2/2*e^(2*x) + C",
     "Only one factor was integrated, and the other left standing. Differentiate your answer with the product rule to see what is too much."),
    ("parts-with-plus", "a plus in integration by parts", "x*sin(x)", "-x*cos(x) - sin(x) + C",
     "It is u v minus the integral of v du: check the sign of the second part."),
    ("parts-second-integral-dropped", "the second half of integration by parts is missing", "x*sin(x)", "-x*cos(x) + C",
     "u v is only the first half: there is still an integral of v du to subtract."),
    ("parts-second-function-kept", "v was not integrated in the second half", "x*sin(2*x)", "-x*cos(2*x)/2 + cos(2*x)/2 + C",
     "In the second half of integration by parts stands v, the integral of dv, and not dv itself."),
    ("substitution-factor", "dx was not converted", "x*cos(x^2)", "sin(x^2) + C",
     "With u for the inside, du is more than x dx: a constant factor has to be made up for."),
    ("substitution-factor-upside-down", "the factor of the substitution is upside down", "x*cos(x^2)", "2*sin(x^2) + C",
     "The constant that du brings in has to be divided by, not multiplied with."),
    ("substitution-leftover", "a factor was left over after the substitution", "x*cos(x^2)", "x*sin(x^2) + C",
     "The factor in front is used up by du: it does not show in the result."),
    ("divided-by-the-inner-derivative", "divided by an inner derivative that is not constant", "(x^2+3)^4", "(x^2+3)^5/(10*x) + C",
     "Dividing by the derivative of the inside works only when that is a number. Differentiate your answer with the quotient rule to see it."),
    ("inside-ignored", "the inside was treated like a plain variable", "cos(x^2)", "sin(x^2) + C",
     "Differentiate your answer: the chain rule brings out the derivative of the inside, and nothing cancels it."),
    ("inner-derivative-multiplied-in-integral", "multiplied by the inner derivative", "e^(x^2)", "2*x*e^(x^2) + C",
     "That is what the chain rule does when differentiating."),
    ("power-rule-on-a-function", "the power rule used on a power of a function", "sin(x)^2", "sin(x)^3/3 + C",
     "The power rule needs the derivative of the base as a factor, and it is not there. Rewrite the power first."),
    ("constant-integrated-to-itself", "a constant was left as it is", "5", "5 + C",
     "Which function has the slope {part} everywhere? Not a level one."),
    ("constant-integrated-to-zero", "a constant term is missing", "3*x^2 + 5", "x^3 + C",
     "The derivative of a constant is 0, but its integral is not: which function has a constant slope?"),
    ("arctan-scale-lost", "the scale of the arctangent is lost", "1/(x^2+9)", "atan(x/3) + C",
     "Differentiate your answer: the inside x/a gives a factor, which has to be made up for in front."),
    ("arctan-inside-not-scaled", "the inside of the arctangent was not scaled", "1/(x^2+9)", "atan(x)/3 + C",
     "Take the number out below, so that a plain 1 stands beside a square: what is squared then is the inside."),
    ("arctan-inside-and-scale-lost", "the number below the bar is ignored", "1/(x^2+9)", "atan(x) + C",
     "That is right for x² + 1 below. Take the number out first."),
    ("arctan-scale-squared", "divided by the number itself", "1/(x^2+9)", "atan(x/3)/9 + C",
     "Differentiate your answer: how often does the factor come in?"),
    ("arcsin-scale", "a scale too much in the arcsine", "1/sqrt(9 - x^2)", "asin(x/3)/3 + C",
     "For the arcsine the factor from the inside and the one from the root cancel. Differentiate your answer."),
    ("arcsin-inside-not-scaled", "the inside of the arcsine was not scaled", "1/sqrt(9 - x^2)", "asin(x) + C",
     "That is right for 1 − x² under the root. Take the number out first."),
    ("integral-of-ln-second-part", "the second part of the integral of ln is missing", "ln(x)", "x*ln(x) + C",
     "Differentiate your answer with the product rule: there is a term too much."),
    ("integral-of-ln-sign", "the sign in the integral of ln", "ln(x)", "x*ln(x) + x + C",
     "Differentiate your answer with the product rule: the extra term should cancel, not double."),
    ("integral-of-ln-as-square", "the logarithm treated as a power", "ln(x)", "ln(x)^2/2 + C",
     "The power rule would need the derivative of ln as a factor. Use integration by parts, with 1 as the other factor."),
    ("tan-by-sec-squared", "the derivative of tan used for its integral", "tan(x)", "sec(x)^2 + C",
     "sec² is the derivative of tan. Write tan as sin over cos and look for a substitution."),
    ("tan-logarithm-sign", "the sign in the integral of tan", "tan(x)", "ln(abs(cos(x))) + C",
     "The derivative of cos has a minus, which has to be made up for."),
    ("power-sign", "the sign of the new exponent is lost", "1/x^3", "1/(2*x^2) + C",
     "The new exponent is negative, and it is divided by with its sign. Differentiate your answer to see it."),
    ("bottom-integrated-alone", "the bottom was integrated where it stands", "1/x^2", "3/x^3 + C",
     "A bottom cannot be integrated in its place. Write the fraction as a power with a negative exponent."),
    ("inner-coefficient-sign", "the sign of the inner coefficient is lost", "e^(-2*x)", "e^(-2*x)/2 + C",
     "Differentiate your answer: the inner coefficient comes out with its minus, and nothing makes up for that."),
    ("inner-coefficient-divided-twice", "divided twice by the inner coefficient", "cos(5*x)", "sin(5*x)/25 + C",
     "Differentiate your answer: the inner coefficient comes out once, and it has to cancel exactly."),
    ("substitution-factor-squared", "the factor of the substitution counted twice", "x*cos(x^2)", "sin(x^2)/4 + C",
     "The constant that du brings in counts once. Differentiate your answer to see what is too much."),
    ("substitution-sign", "the sign of du", "sin(x)*cos(x)^2", "cos(x)^3/3 + C",
     "Work out du once more and look at its sign; then differentiate your answer to check it."),
    ("parts-not-integrated-again", "the second half of integration by parts was not integrated", "x*e^(2*x)", "x*e^(2*x)/2 - e^(2*x)/2 + C",
     "In the second half of integration by parts v du still has to be integrated."),
    ("parts-slope-of-u-forgotten", "u was not differentiated in the second half", "x^2*e^x", "x^2*e^x - e^x + C",
     "In the second half of integration by parts stands the integral of v du: the slope of u is a factor there."),
    ("coefficient-integrated-too", "the constant factor was integrated too", "4*cos(x)", "4*x*sin(x) + C",
     "A constant factor waits outside: only a constant that stands alone as a term gets the variable."),
    ("constant-integrated-as-a-variable", "a constant was integrated like a variable", "5", "25/2 + C",
     "{part} is a number, not the variable: which function has it as its slope everywhere?"),
    ("integral-of-cos-as-cos", "cos turned into minus cos", "cos(x)", "-cos(x) + C",
     "Which function has cos as its slope? It is not cos again."),
    ("coefficient-of-partial-fractions-lost", "the factor in front of the logarithms is lost", "1/(x^2 - 9)", "ln(abs((x-3)/(x+3))) + C",
     "Put the partial fractions together again: above the bar stands more than 1, so a factor in front has to make up for it."),
    ("sign-of-partial-fractions", "the two partial fractions have each other's sign", "1/(x^2 - 9)", "ln(abs((x+3)/(x-3)))/6 + C",
     "Put the partial fractions together again and look at the sign of what stands above the bar."),
    ("integral-term-dropped", "a term of the integrand is missing", "x^2 + cos(x)", "sin(x) + C",
     "Every term of the integrand must show up in the integral; one of yours has none."),
    ("integral-term-sign", "the sign of a term changed", "x^2 - e^x", "x^3/3 + e^x + C",
     "A term keeps the sign that it has in the integrand; one of yours has the other sign."),
)  # fmt: skip

VAGUE = (
    "differentiated-instead",
    "derivative-of-one-part",
    "integrand-unchanged",
    "integral-term-dropped",
    "integral-term-sign",
    "coefficient-squared",
    "coefficient-integrated-too",
)
"""Said only after what is more particular: the integral of sin with the wrong sign is also its derivative."""

for _id, _title, _question, _wrong, _text in TABLE:
    enter(Mistake(_id, _title, _text, "integrate", _question, _wrong, vague=int(_id in VAGUE)))


def guesses(f: Expr, x: Expr, depth: int = 0) -> Iterator[Guess]:
    """Everything that one false rule, at one place of the integrand, leads to."""
    for rule in RULES:
        yield from rule(f, x)
    if f.is_Add:
        for term in f.args:
            yield from (Guess(g.mistake, f - term + g.slope, g.part, g.written) for g in guesses(term, x, depth + 1))
    elif f.is_Mul:
        c, g = f.as_independent(x, as_Add=False)
        if c != 1 and g != 1:
            yield from (Guess(inner.mistake, c * inner.slope, inner.part, inner.written) for inner in guesses(g, x, depth + 1))
    if depth:
        yield Guess("derivative-of-one-part", sp.diff(f, x, 2), f, sp.diff(f, x))


def everywhere(f: Expr, x: Expr) -> Iterator[Guess]:
    """The same false rule on every term of a sum on which it can be used."""
    if f.is_Add:
        each = [{g.mistake: g.slope for g in guesses(term, x)} for term in f.args]
        for mistake in dict.fromkeys(m for found in each for m in found):
            if sum(mistake in found for found in each) > 1:
                yield Guess(mistake, sum(found.get(mistake, term) for found, term in zip(each, f.args, strict=True)), f)


def whole(f: Expr, x: Expr) -> Iterator[Guess]:
    yield Guess("differentiated-instead", sp.diff(f, x, 2), f, sp.diff(f, x))
    if f.has(x):
        yield Guess("integrand-unchanged", sp.diff(f, x), f, f)


def factor(f: Expr, x: Expr) -> Iterator[Guess]:
    c, g = f.as_independent(x, as_Add=False)
    if c in (0, 1) or f.is_Add:
        return
    if c == -1:
        yield Guess("minus-of-integrand-lost", g, f)
        return
    if g != 1:
        yield Guess("coefficient-of-integrand-lost", g if not c.is_negative else -g, f)
        yield Guess("coefficient-of-integrand-lost", g, f)
        yield Guess("coefficient-divided", g / c, f)
        yield Guess("coefficient-squared", c * f, f)
        if c.is_negative:
            yield Guess("minus-of-integrand-lost", -f, f)


def distributed(f: Expr, x: Expr) -> Iterator[Guess]:
    c, g = f.as_independent(x, as_Add=False)
    if c != 1 and g.is_Add and f.is_Mul:
        for term in g.args:
            yield Guess("coefficient-on-the-first-term-only", c * term + (g - term), f)
        return
    if f.is_Add and (shared := sp.gcd_terms(f, clear=False).as_coeff_Mul()[0]) not in (1, -1):
        for term in f.args:
            yield Guess("coefficient-on-the-first-term-only", term + (f - term) / shared, f)


def sums(f: Expr, x: Expr) -> Iterator[Guess]:
    for term in f.args if f.is_Add else ():
        yield Guess("integral-term-dropped" if term.has(x) else "constant-integrated-to-zero", f - term, term, sp.Integer(0))
        yield Guess("integral-term-sign", f - 2 * term, term)


def constants(f: Expr, x: Expr) -> Iterator[Guess]:
    if not f.has(x):
        yield Guess("constant-integrated-to-itself", sp.Integer(0), f, f)


def inner(f: Expr, x: Expr) -> Iterator[Guess]:
    """A function of a x + b."""
    found = composition(f, x)
    slope = linear(found[1], x) if found else None
    if found is None or slope is None or slope == 1:
        return
    outside, _, u = found
    big = primitive(outside, u)
    written = None if big is None else big.subs(u, found[1])
    yield Guess("inner-coefficient-not-divided", slope * f, f, written)
    yield Guess("inner-coefficient-multiplied", slope**2 * f, f, None if written is None else slope * written)
    yield Guess("inner-argument-lost", outside.subs(u, x) / slope, f, None if big is None else big.subs(u, x) / slope)
    yield Guess("inner-argument-lost", outside.subs(u, x), f, None if big is None else big.subs(u, x))


def powers(f: Expr, x: Expr) -> Iterator[Guess]:
    if not f.is_Pow and f != x:
        return
    base, n = f.as_base_exp()
    a = linear(base, x)
    if n.has(x) or a is None:
        return
    if n == -1:
        yield Guess("power-rule-at-minus-one", sp.nan, f)
        return
    for k in dict.fromkeys((sp.Integer(1), a)):
        yield Guess("power-not-divided", k * (n + 1) * f, f, base ** (n + 1) * k / a)
        yield Guess("power-divided-by-old-exponent", k * (n + 1) / n * f, f, base ** (n + 1) / n * k / a)
        yield Guess("power-multiplied-by-new-exponent", k * (n + 1) ** 2 * f, f, (n + 1) * base ** (n + 1) * k / a)
    for divisor in (n, n + 1, sp.Integer(1)):
        yield Guess("power-not-raised", sp.diff(base**n / divisor, x), f, base**n / divisor)
    if n != 1:
        yield Guess("power-lowered", sp.diff(base ** (n - 1) / (n - 1), x), f, base ** (n - 1) / (n - 1))
    yield Guess("power-lowered", sp.diff(base ** (n - 1) / n, x), f, base ** (n - 1) / n)


def reciprocals(f: Expr, x: Expr) -> Iterator[Guess]:
    top, bottom = sp.fraction(f)
    if not bottom.has(x) or top.has(x):
        return
    base, n = bottom.as_base_exp()
    if n != 1 and base == x:
        yield Guess("reciprocal-power-as-logarithm", top * n / x, f, top * sp.log(bottom))
        yield Guess("reciprocal-power-as-logarithm", top / x, f, top * sp.log(x))
    below = primitive(bottom, x)
    if below is not None:
        yield Guess("bottom-integrated-alone", sp.diff(top / below, x), f, top / below)
    if linear(bottom, x) is None and not (n != 1 and base == x):
        yield Guess("reciprocal-as-logarithm-of-the-bottom", top * sp.diff(bottom, x) / bottom, f, top * sp.log(bottom))


def exponentials(f: Expr, x: Expr) -> Iterator[Guess]:
    if f.func is sp.exp and linear(f.args[0], x) is not None:
        u = f.args[0]
        for written in (sp.exp(u + 1) / (u + 1), sp.exp(u + 1) / (x + 1)):
            yield Guess("power-rule-for-exponential", sp.diff(written, x), f, written)
    if f.is_Pow and f.exp == x and not f.base.has(x):
        a = f.base
        yield Guess("ln-of-the-base-not-divided", f * sp.log(a), f, f)
        yield Guess("ln-of-the-base-multiplied", f * sp.log(a) ** 2, f, f * sp.log(a))
        yield Guess("power-rule-for-exponential", sp.diff(a ** (x + 1) / (x + 1), x), f, a ** (x + 1) / (x + 1))


def signs(f: Expr, x: Expr) -> Iterator[Guess]:
    names = {sp.sin: "sign-of-integral-of-sin", sp.cos: "sign-of-integral-of-cos"}
    if f.func in names:
        a = linear(f.args[0], x)
        yield Guess(names[f.func], -f, f)
        if a not in (None, 1):
            yield Guess(names[f.func], -f * a, f)
    elif f.func is sp.tan:
        yield Guess("tan-logarithm-sign", -f, f)
        yield Guess("tan-by-sec-squared", sp.diff(f, x, 2), f, sp.diff(f, x))
    elif f.is_Function or f.as_base_exp()[0].func in (sp.sec, sp.csc):
        yield Guess("sign-in-the-table", -f, f)


def arctangents(f: Expr, x: Expr) -> Iterator[Guess]:
    top, bottom = sp.fraction(f)
    if top.has(x) or not bottom.has(x):
        return
    square = bottom if bottom.is_Add else bottom.base if bottom.is_Pow and bottom.exp == sp.Rational(1, 2) else sp.Integer(0)
    rest = square - x**2 if square is bottom else square + x**2
    if rest.has(x) or not rest.is_positive or not square.has(x):
        return
    a = sp.sqrt(rest)
    if square is bottom and a != 1:
        yield Guess("arctan-scale-lost", a * f, f, top * sp.atan(x / a))
        yield Guess("arctan-scale-squared", f / a, f, top * sp.atan(x / a) / a**2)
        yield Guess("arctan-inside-not-scaled", top / (1 + x**2) / a, f, top * sp.atan(x) / a)
        yield Guess("arctan-inside-and-scale-lost", top / (1 + x**2), f, top * sp.atan(x))
    elif a != 1:
        yield Guess("arcsin-scale", f / a, f, top * sp.asin(x / a) / a)
        yield Guess("arcsin-inside-not-scaled", top / sp.sqrt(1 - x**2), f, top * sp.asin(x))


def logarithms(f: Expr, x: Expr) -> Iterator[Guess]:
    if f.func is sp.log and (a := linear(f.args[0], x)) is not None:
        yield Guess("integral-of-ln-second-part", sp.diff(x * f, x), f, x * f)
        yield Guess("integral-of-ln-sign", sp.diff(x * f + x, x), f, x * f + x)
        yield Guess("integral-of-ln-as-square", f * sp.diff(f, x), f, f**2 / 2)
        if a != 1:
            yield Guess("integral-of-ln-second-part", sp.diff(x * f - x / a, x), f, x * f - x / a)


def functions(f: Expr, x: Expr) -> Iterator[Guess]:
    """A function of something that is not linear, with nothing beside it."""
    found = composition(f, x)
    if found is None or linear(found[1], x) is not None:
        return
    outside, g, u = found
    big = primitive(outside, u)
    slope = sp.diff(g, x)
    yield Guess("inner-derivative-multiplied-in-integral", sp.diff(f * slope, x), f, f * slope)
    if big is None:
        return
    written = big.subs(u, g)
    yield Guess("power-rule-on-a-function" if f.is_Pow else "inside-ignored", sp.diff(written, x), f, written)
    yield Guess("divided-by-the-inner-derivative", sp.diff(written / slope, x), f, written / slope)


def products(f: Expr, x: Expr) -> Iterator[Guess]:
    factors = [a for a in sp.Mul.make_args(f) if a.has(x)]
    c = sp.Mul(*(a for a in sp.Mul.make_args(f) if not a.has(x)))
    if not 2 <= len(factors) <= 4:
        return
    for k in range(len(factors)):
        u, v = factors[k], sp.Mul(*factors[:k], *factors[k + 1 :])
        yield from _pair(f, c, u, v, x)
    yield from _fraction(f, c, factors, x)
    yield from substitutions(f, x)


def _pair(f: Expr, c: Expr, u: Expr, v: Expr, x: Expr) -> Iterator[Guess]:
    big_u, big_v = primitive(u, x), primitive(v, x)
    if big_v is None:
        return
    if big_u is not None:
        yield Guess("product-of-integrals", c * sp.diff(big_u * big_v, x), f, c * big_u * big_v)
    yield Guess("parts-with-plus", f + 2 * c * sp.diff(u, x) * big_v, f)
    yield Guess("parts-second-integral-dropped", f + c * sp.diff(u, x) * big_v, f, c * u * big_v)
    yield Guess("only-one-factor-integrated", c * sp.diff(u * big_v, x), f, c * u * big_v)
    rest = primitive(sp.diff(u, x) * v, x)
    if rest is not None:
        yield Guess("parts-second-function-kept", c * (sp.diff(u * big_v, x) - sp.diff(u, x) * v), f, c * (u * big_v - rest))
        yield Guess("parts-second-function-kept", c * (sp.diff(u * big_v, x) - sp.diff(v, x)), f, c * (u * big_v - v))


def _fraction(f: Expr, c: Expr, factors: list[Expr], x: Expr) -> Iterator[Guess]:
    top, bottom = sp.fraction(f / c)
    if not (top.has(x) and bottom.has(x)):
        return
    above, below = primitive(top, x), primitive(bottom, x)
    if above is not None and below is not None:
        yield Guess("quotient-of-integrals", c * sp.diff(above / below, x), f, c * above / below)
    if above is not None:
        yield Guess("only-one-factor-integrated", c * sp.diff(above / bottom, x), f, c * above / bottom)


def substitutions(f: Expr, x: Expr) -> Iterator[Guess]:
    """f = q h(g) g' with a number q: what becomes of q, and of the factor that du uses up?"""
    for factor_ in sp.Mul.make_args(f):
        found = composition(factor_, x)
        if found is None or linear(found[1], x) is not None:
            continue
        outside, g, u = found
        big = primitive(outside, u)
        rest = sp.cancel(f / factor_)
        q = sp.cancel(rest / sp.diff(g, x))
        if big is not None:
            written = big.subs(u, g)
            yield Guess("substitution-leftover", sp.diff(rest * written, x), f, rest * written)
            yield Guess("divided-by-the-inner-derivative", sp.diff(f / factor_ * written / sp.diff(g, x) / x, x), f)
        if q == -1:
            yield Guess("substitution-sign", -f, f)
        elif not q.has(x) and q not in (0, 1):
            yield Guess("substitution-factor", f / q, f)
            yield Guess("substitution-factor", f / q * (rest.as_independent(x)[0] or 1), f)
            yield Guess("substitution-factor-upside-down", f / q**2, f)
            yield Guess("substitution-factor-upside-down", f * q, f)


RULES: tuple[Callable[[Expr, Expr], Iterator[Guess]], ...] = (
    constants, factor, distributed, signs, powers, inner, exponentials, arctangents, reciprocals, logarithms, products, functions, sums,
)  # fmt: skip
"""In the order in which they are named when several explain the same answer."""
