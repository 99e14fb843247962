"""How are questions about limits drawn?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.notation.reading import read
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.cancelling import LIMIT_MAKERS
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.drawing.lines import Draw, with_other_numbers
from calctutor.quiz.making.forms import LIMITS
from calctutor.quiz.making.grammar import ONE
from calctutor.quiz.making.levels import Level
from calctutor.steps import Rule


def limit(rule: Rule) -> Draw:
    """Questions about one rule for limits: from its lines, from what must cancel, or from its example."""
    if rule.id in LIMIT_MAKERS:
        return joined(LIMIT_MAKERS[rule.id])
    return joined(_limit_of(LIMITS[rule.id]) if rule.id in LIMITS else _other_limit(rule))


BESIDE = {
    "0": ("cos({c}*x)", "sin({c}*x)/x", "(e^({c}*x) - 1)/x", "(x^2 + {k}*x)/x", "x*sin(1/x)", "tan({c}*x)/({c2}*x)"),
    "oo": ("{c}*x/(x + {p})", "e^(-x)", "(x^2 + {k})/({c}*x^2 + x)", "sin(x)/x", "(1 + {c}/x)^x", "atan(x)"),
    "": ("x^2", "{c}*x", "x + {k}", "e^(x - {p})", "sqrt(x + {s})"),
}
"""What goes to a number where x goes to 0, to infinity, or elsewhere."""


def joined(draw: Draw) -> Draw:
    """The same for a short solution; for a long one, a sum or product with something else that has a limit there."""

    def longer(dice: Dice, level: Level, size: int) -> Draft:
        draft = draw(dice, level, size)
        text, place = draft.expression, draft.asked["at"].removeprefix("x=")
        lines = BESIDE.get(place, BESIDE[""])
        for _ in range((size >= 3) + (size >= 8)):
            other = ONE.filled(dice.one_of(lines), dice, 2, level.numbers)
            text = f"({text}) {dice.one_of(('+', '-', '*'))} ({other})" if dice.below(4) else text
        return Draft("limit", canonical(text), draft.asked)

    return longer


def _limit_of(lines: Sequence[tuple[str, str]]) -> Draw:
    def draw(dice: Dice, level: Level, size: int) -> Draft:
        line, to = dice.one_of(lines)
        text, _, place = ONE.filled(f"{line} @ {to}", dice, size, level.numbers).partition(" @ ")
        return Draft("limit", canonical(text), {"wrt": "x", "at": f"x={place}"})

    return draw


def _other_limit(rule: Rule) -> Draw:
    """The example of a rule for limits, with other numbers."""
    tree = read(rule.example)
    f, _, to = tree.args

    def draw(dice: Dice, level: Level, _size: int) -> Draft:
        other = with_other_numbers(f, dice, level.numbers) if dice.below(3) else f
        place = with_other_numbers(to, dice, level.numbers) if dice.below(2) else to
        side = {"side": tree.value} if tree.value else {}
        beside = dice.one_of(("[e]", "[e]", "{c}*[e]", "[e] + {k}"))
        text = canonical(ONE.filled(beside, dice, 1, level.numbers).replace("[e]", f"({spelled(other)})"))
        return Draft("limit", text, {"wrt": "x", "at": f"x={spelled(place)}", **side})

    return draw


def any_limit(dice: Dice, level: Level, size: int) -> Draft:
    draws = (*(_limit_of(lines) for _, lines in sorted(LIMITS.items())), *(make for _, make in sorted(LIMIT_MAKERS.items())))
    return joined(dice.one_of(draws))(dice, level, size)
