"""How are questions about derivatives of functions of x drawn?"""

from __future__ import annotations

from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.drawing.lines import Draw, embedded, from_lines
from calctutor.quiz.making.forms import DERIVATIVES
from calctutor.quiz.making.grammar import ONE
from calctutor.quiz.making.levels import Level
from calctutor.steps import Rule


def derivative(rule: Rule) -> Draw:
    """Questions about one rule of differentiation."""
    lines = DERIVATIVES.get(rule.id)
    return from_lines("diff", lines) if lines else embedded("diff", rule.example)


def any_derivative(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("diff", canonical(ONE.part(dice, size, level.numbers)))


def second_derivative(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("diff", canonical(ONE.part(dice, max(1, size // 2), level.numbers)), order=2)


def layers(dice: Dice, level: Level, size: int) -> Draft:
    """One function inside another inside another."""
    outside = (
        "sin([x])",
        "cos([x])",
        "e^([x])",
        "ln([x])",
        "sqrt([x])",
        "([x])^{n}",
        "tan([x])",
        "tanh([x])",
        "atan([x])",
        "sigmoid([x])",
    )
    inside = dice.one_of(("{c}*x", "{c}*x + {k}", "x^{n}", "x^2 + {k}", "sin(x)", "e^x"))
    text = ONE.filled(inside, dice, 1, level.numbers)
    for _ in range(max(1, (size + 1) // 3)):
        text = ONE.filled(dice.one_of(outside), dice, 1, level.numbers).replace("[x]", text)
    return Draft("chain", canonical(text))
