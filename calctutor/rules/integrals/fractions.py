"""How is a quotient of polynomials taken apart? Divide, and split into partial fractions."""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import base_and_power, is_rational, linear
from calctutor.steps import Rewrite

Expr = Any
Line = tuple[Expr | str, ...]
LETTERS = "ABCDEFGHKLMNPQRS"
MOST_LETTERS = 8


def fraction(f: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """Top and bottom of a quotient of polynomials with x below, or None."""
    if not f.has(x) or not is_rational(f, x):
        return None
    top, bottom = sp.fraction(sp.together(f))
    if not bottom.has(x) or not top.is_polynomial(x) or not bottom.is_polynomial(x) or sp.degree(bottom, x) > 40:
        return None
    return top, bottom


@rule("Divide the polynomials", "I(f, x) = I(g, x)", formula="p/q = s + r/q", example="x^2/(x^2 + 1)", least=2)
def divide(f: Expr, x: Expr) -> Rewrite | None:
    """The degree above is not lower than the degree below: divide first, and integrate the quotient and what remains
    over the bottom.
    """
    found = None if f.is_Add else fraction(f, x)
    if found is None:
        return None
    top, bottom = found
    if sp.degree(top, x) < sp.degree(bottom, x):
        return None
    quotient, remainder = sp.div(sp.Poly(top, x), sp.Poly(bottom, x))
    rest = sp.factor_terms(remainder.as_expr()) / bottom
    g = quotient.as_expr() + rest
    return Rewrite(where={"g": g}, final=True) if g != f else None


@rule(
    "Partial fractions",
    "I(f, x) = I(g, x)",
    formula="1/((x - a)*(x - b)) = A/(x - a) + B/(x - b)",
    example="1/(x^2 + 3*x + 2)",
    least=2,
)
def partial_fractions(f: Expr, x: Expr) -> Rewrite | None:
    """The bottom is a product, {bottom}, so the fraction is a sum of simpler ones. The letters above are found from the
    equation without bottoms, which holds for every {x}.
    """
    found = None if f.is_Add else fraction(f, x)
    if found is None or sp.degree(found[0], x) >= sp.degree(found[1], x):
        return None
    factors = factored(found[1], x)
    if len(factors) == 1 and (
        factors[0][1] == 1
        or (sp.degree(factors[0][0], x) == 1 and found[0].is_number)
        or _already_simple(found[0], factors[0][0], x)
    ):
        return None
    g = _decomposed(f, found, x)
    if g is None or not g.is_Add or g == f:
        return None
    return Rewrite(where={"g": g}, given={"bottom": sp.factor(found[1])}, lines=_system(found, factors, g, x), final=True)


@rule(
    "Partial fractions beside a logarithm",
    "I(f, x) = I(g, x)",
    formula="ln(x)/((x - a)*(x - b)) = A ln(x)/(x - a) + B ln(x)/(x - b)",
    example="ln(x)/(x^2 - 1)",
    least=2,
)
def beside_logarithm(f: Expr, x: Expr) -> Rewrite | None:
    """The logarithm stays, and the quotient of polynomials beside it is a sum of simpler ones."""
    logs = [p for p in sp.Mul.make_args(f) if base_and_power(p)[0].func is sp.log]
    if len(logs) != 1 or not linear(base_and_power(logs[0])[0].args[0], x) or (found := fraction(f / logs[0], x)) is None:
        return None
    if any(sp.degree(p, x) > 1 for p, _ in factored(found[1], x)):
        return None
    terms = sp.Add.make_args(_decomposed(f, found, x) or sp.Integer(0))
    return Rewrite(where={"g": sp.Add(*(logs[0] * term for term in terms))}) if len(terms) > 1 else None


def _already_simple(top: Expr, factor: Expr, x: Expr) -> bool:
    return bool(sp.degree(top, x) < sp.degree(factor, x))


def factored(bottom: Expr, x: Expr) -> list[tuple[Expr, int]]:
    """The factors with x, each with its multiplicity."""
    whole = sp.numer(sp.together(bottom))  # coefficients such as 1/a^(1/3) are brought above
    return [(p, n) for p, n in sp.factor_list(whole)[1] if p.has(x)]


def _decomposed(f: Expr, found: tuple[Expr, Expr], x: Expr) -> Expr | None:
    try:
        g = sp.apart(sp.factor(found[0]) / sp.factor(found[1]), x)
    except (NotImplementedError, sp.PolynomialError):
        return None
    return sp.Add(*(_tidied(term, x) for term in sp.Add.make_args(g)))


def _tidied(term: Expr, x: Expr) -> Expr:
    """One partial fraction with a top that is a number or a linear expression, and constants in front."""
    top, bottom = sp.fraction(sp.together(term))
    c, bottom = sp.factor(bottom).as_independent(x, as_Add=False)
    top = sp.factor(top / c)
    if top.has(x):
        content, primitive = sp.expand(sp.numer(sp.together(top))).as_content_primitive()
        return (primitive / bottom) * (content / sp.denom(sp.together(top)))
    return top / bottom


def _system(found: tuple[Expr, Expr], factors: list[tuple[Expr, int]], g: Expr, x: Expr) -> tuple[Line, ...]:
    """The fractions with unknown letters above, the equation without bottoms, and how the letters are found from it."""
    shape, letters = _shape(factors, x)
    if not letters:
        return ()
    bottom = sp.Mul(*(p**n for p, n in factors))
    above = sp.expand(found[0] / sp.cancel(found[1] / bottom))
    parts = [top * sp.factor(sp.cancel(bottom / b)) for top, b in shape]
    cleared = sp.Add(*parts)
    known, lines = _covered(above, shape, bottom, factors, x)
    lines += _compared(above - cleared, known, letters, x)
    if not set(letters) <= set(known):
        return ()
    form = _in_order([top / b for top, b in shape])
    return ((sp.factor(found[0]) / sp.factor(found[1]), " = ", *form), (sp.factor(above), " = ", *_in_order(parts)), *lines)


def _in_order(terms: list[Expr]) -> Line:
    """A sum with its terms in the order of their letters."""
    return tuple(piece for term in terms for piece in (" + ", term))[1:]


def _shape(factors: list[tuple[Expr, int]], x: Expr) -> tuple[list[tuple[Expr, Expr]], list[Expr]]:
    """Tops with unknown letters and their bottoms, and the letters; nothing where that would be more than a page."""
    unknown, letters, shape = iter(LETTERS), [], []
    if sum(n * sp.degree(p, x) for p, n in factors) > MOST_LETTERS:
        return [], []
    for p, n in factors:
        for k in range(1, n + 1):
            top = sp.Integer(0)
            for power in reversed(range(sp.degree(p, x))):
                letters.append(sp.Symbol(next(unknown), real=True))
                top += letters[-1] * x**power
            shape.append((top, p**k))
    return shape, letters


def _covered(
    above: Expr, shape: list[tuple[Expr, Expr]], bottom: Expr, factors: list[tuple[Expr, int]], x: Expr
) -> tuple[dict[Expr, Expr], list[Line]]:
    """Put in the zero of a linear factor: every term but one is gone, which gives the letter over its highest power."""
    known: dict[Expr, Expr] = {}
    lines: list[Line] = []
    for p, n in factors:
        ab = linear(p, x)
        if ab is None:
            continue
        zero = sp.cancel(-ab[1] / ab[0])
        letter = next(top for top, b in shape if b == p**n)
        left, factor = (sp.factor(e.xreplace({x: zero})) for e in (above, sp.cancel(bottom / p**n)))
        known[letter] = sp.factor(left / factor)
        solved = () if factor == 1 else (", so ", letter, " = ", known[letter])
        lines.append(("Put in ", x, " = ", zero, ":  ", left, " = ", factor * letter, *solved))
    return known, lines


def _compared(gap: Expr, known: dict[Expr, Expr], letters: list[Expr], x: Expr) -> list[Line]:
    """Compare the powers of x, highest first, as far as letters are still unknown; then say what they come to."""
    rest = [letter for letter in letters if letter not in known]
    if not rest:
        return []
    coefficients = sp.Poly(sp.expand(-gap), x)
    solution = sp.solve([c.xreplace(known) for c in coefficients.all_coeffs()], rest, dict=True)
    if not solution or len(solution[0]) < len(rest):
        return []
    lines: list[Line] = []
    used: list[Expr] = []
    for (power,), c in coefficients.terms():
        if len(used) == len(rest) or not c.free_symbols & set(rest):
            continue
        if sp.Matrix([[e.coeff(letter) for letter in rest] for e in [*used, c]]).rank() == len(used):
            continue
        used.append(c)
        constant, moving = c.as_independent(*letters, as_Add=True)
        where = ("Compare the constants",) if power == 0 else ("Compare the coefficients of ", x**power)
        lines.append((*where, ":  ", -constant, " = ", moving))
    known |= {letter: sp.factor(value) for letter, value in solution[0].items()}
    said = [piece for letter in rest for piece in (", ", letter, " = ", known[letter])][1:]
    return [*lines, ("Together:  ", *said)]
