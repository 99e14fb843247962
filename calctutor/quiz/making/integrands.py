"""How are integrands made backwards, from what they should come to?"""

from __future__ import annotations

import sympy as sp

from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.reading import read
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import canonical
from calctutor.quiz.making.forms import INSIDES, SLOPES
from calctutor.quiz.making.grammar import ONE
from calctutor.solver import Solver
from calctutor.steps import Question


def expanded(text: str) -> str:
    """An expression multiplied out."""
    algebra = Algebra()
    return spelled(algebra.tree(sp.expand(algebra.expression(read(text)))))


def slope(text: str) -> str:
    """The derivative of an expression by x."""
    algebra = Algebra()
    solved = Solver(algebra).solve(Question("D", (algebra.expression(read(text)), symbol("x"))))
    return spelled(algebra.tree(solved.value))


def backwards(dice: Dice, most: int) -> str:
    """A function of an inside times the derivative of that inside, perhaps without the number that this brings."""
    inside = canonical(ONE.filled(dice.one_of(INSIDES), dice, 1, most))
    line = ONE.filled(dice.one_of(SLOPES), dice, 1, most)
    factor = f"({slope(inside)})"
    if dice.below(2):
        algebra = Algebra()
        number, rest = algebra.expression(read(factor)).as_coeff_Mul()
        factor = f"({spelled(algebra.tree(rest))})" if number != 1 else factor
    return canonical(line.replace("[g]", f"({inside})").replace("[d]", factor))


def decomposed(dice: Dice, most: int, size: int) -> str:
    """A rational function that is the sum of simple fractions; the larger, the more and the less simple they are."""
    roots = dice.shuffled([k for k in range(-min(most, 6), min(most, 6) + 1) if k])
    pieces = [f"{_signed(dice, most)}/(x - ({root}))" for root in roots[: 2 + (size >= 7)]]
    if size >= 5 and dice.below(2):
        pieces[-1] = f"{_signed(dice, most)}/(x - ({roots[0]}))^2"
    if size >= 10 and dice.below(2):
        pieces[-1] = f"({_signed(dice, most)})/(x^2 + {dice.between(1, 3) ** 2})"
    algebra = Algebra()
    top, bottom = sp.fraction(sp.together(sp.Add(*(algebra.expression(read(piece)) for piece in pieces))))
    bottom = sp.expand(bottom) if dice.below(2) else bottom
    return spelled(algebra.tree(sp.expand(top) / bottom))


def _signed(dice: Dice, most: int) -> str:
    return f"({dice.between(1, min(most, 5)) * dice.one_of((1, -1))})"
