"""How are questions about integrals drawn?"""

from __future__ import annotations

from calctutor.notation.reading import read
from calctutor.notation.tree import walk
from calctutor.notation.writing import latex
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.drawing.lines import Draw, from_lines, with_other_numbers
from calctutor.quiz.making.examples import by_x
from calctutor.quiz.making.forms import INTEGRALS
from calctutor.quiz.making.grammar import ONE
from calctutor.quiz.making.integrands import backwards, decomposed
from calctutor.quiz.making.levels import Level
from calctutor.steps import Rule


def integral(rule: Rule) -> Draw:
    """Questions about one rule of integration: from its lines, backwards from the result, or from its example."""
    if rule.id == "substitution":
        return lengthened(from_slopes)
    if rule.id == "partial-fractions":
        return lengthened(fractions)
    return lengthened(from_lines("integrate", INTEGRALS[rule.id]) if rule.id in INTEGRALS else _varied(rule))


def lengthened(draw: Draw) -> Draw:
    """The same for a short solution; for a long one, often a sum with something else to be integrated."""

    def longer(dice: Dice, level: Level, size: int) -> Draft:
        draft = draw(dice, level, size)
        if size < 5 or not dice.below(3):
            return draft
        terms = [draft.expression]
        for _ in range(1 + (size >= 9 and dice.below(2))):
            lines = dice.one_of([lines for _, lines in sorted(INTEGRALS.items())])
            terms.append(ONE.filled(dice.one_of(lines), dice, 2, level.numbers))
        return Draft("integrate", canonical(" + ".join(f"({term})" for term in terms)), draft.asked)

    return longer


def _varied(rule: Rule) -> Draw:
    """The example of a rule of integration with other numbers, perhaps beside something easy."""
    tree = read(rule.example)

    def draw(dice: Dice, level: Level, _size: int) -> Draft:
        text = spelled(with_other_numbers(tree, dice, level.numbers)) if dice.below(2) else spelled(tree)
        beside = dice.one_of(("[e]", "{c}*[e]", "{c}*[e]", "[e] + {k}*x^{n}", "[e] - {c}*e^x", "{c}*[e] + {k}*x"))
        filled = ONE.filled(beside, dice, 1, level.numbers).replace("[e]", f"({text})")
        return Draft("integrate", canonical(filled), by_x(tree))

    return draw


def from_slopes(dice: Dice, level: Level, _size: int) -> Draft:
    return Draft("integrate", backwards(dice, level.numbers))


def fractions(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("integrate", decomposed(dice, level.numbers, size))


def trigonometric_integral(dice: Dice, level: Level, size: int) -> Draft:
    lines = ("sin(x)^{n}*cos(x)^{n2}", "sin(x)^{n}", "cos(x)^{n}", "tan(x)^{n}", "sec(x)^{n}", "sin({c}*x)*cos({c2}*x)",
             "sin(x)^{n}*cos(x)",
             "tan(x)^{n}*sec(x)^2", "sin({c}*x)^2", "cos({c}*x)*cos({c2}*x)", "sin(x)*cos(x)", "tan(x)*sec(x)^{n}")  # fmt: skip
    return from_lines("integrate", lines)(dice, level, size)


def any_integral(dice: Dice, level: Level, size: int) -> Draft:
    draws = (
        *(from_lines("integrate", lines) for _, lines in sorted(INTEGRALS.items())),
        from_slopes,
        from_slopes,
        fractions,
        fractions,
    )
    return lengthened(dice.one_of(draws))(dice, level, size)


def definite_integral(dice: Dice, level: Level, size: int) -> Draft:
    whole = any_integral(dice, level, max(1, size - 2))
    low, high = dice.one_of(_bounds({node.head for node in walk(read(whole.expression))}))
    return Draft("integrate", whole.expression, {"from": low, "to": high})


def _bounds(heads: set[str]) -> tuple[tuple[str, str], ...]:
    """Bounds at which the functions that occur have values that can be written."""
    if heads & {"sin", "cos", "tan", "sec", "cot", "csc"}:
        return ("0", "pi"), ("0", "pi/2"), ("0", "2*pi"), ("0", "pi/4"), ("-pi/2", "pi/2")
    if "ln" in heads:
        return ("1", "e"), ("1", "e"), ("1", "2"), ("1", "e^2")
    if "constant" in heads:
        return ("0", "1"), ("0", "oo"), ("0", "oo"), ("0", "2"), ("-1", "1")
    return (
        ("0", "1"),
        ("0", "2"),
        ("1", "2"),
        ("1", "3"),
        ("-1", "1"),
        ("0", "3"),
        ("1", "4"),
        ("1", "oo"),
        ("0", "4"),
        ("-1", "2"),
    )


def density(dice: Dice, level: Level, _size: int) -> Draft:
    """A density, and a probability, a mean or a mean square. The density is made to have the integral 1."""
    a, n, c = dice.between(1, min(4, level.numbers)), dice.between(1, 3), dice.between(1, min(5, level.numbers))
    if dice.below(2):
        f, low, high = canonical(f"{n + 1}*x^{n}/{a ** (n + 1)}"), 0, str(a)
    else:
        f, low, high = canonical(f"{c}*e^(-{c}*x)"), 0, "oo"
    where = f"x > {low}" if high == "oo" else f"{low} < x < {high}"
    said = f"A random number $X$ has the density $f(x) = {latex(read(f))}$ for ${where}$. "
    moment = dice.below(3)
    if moment:
        told = "What is its mean, $E(X)$?" if moment == 1 else "What is the mean of its square, $E(X^2)$?"
        return Draft("integrate", canonical(f"x^{moment}*({f})"), {"from": str(low), "to": high},
                     text=said + told + " It is the integral of ${expression}$.")  # fmt: skip
    start = dice.between(0, a - 1) if high != "oo" else dice.between(0, 3)
    end = high if high == "oo" or (start and dice.below(2)) else str(dice.between(start + 1, a))
    where = f"X > {start}" if end == "oo" else f"{start} < X < {end}"
    return Draft("integrate", f, {"from": str(start), "to": end}, text=said + f"What is the probability that ${where}$?")
