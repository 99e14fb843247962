"""How are questions about functions of two variables drawn?"""

from __future__ import annotations

from calctutor.notation.reading import read
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.grammar import TWO
from calctutor.quiz.making.integrands import expanded
from calctutor.quiz.making.levels import Level
from calctutor.quiz.making.tidiness import shape


def implicit(dice: Dice, level: Level, size: int) -> Draft:
    curve = TWO.part(dice, size, level.numbers)
    return Draft("implicit", f"{canonical(curve)} = {dice.between(1, level.numbers)}", {"wrt": "x", "of": "y"})


def partial(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("partial", canonical(TWO.part(dice, size, level.numbers)), {"wrt": dice.one_of(("x", "y"))})


def mixed_partial(dice: Dice, level: Level, size: int) -> Draft:
    wrt = dice.one_of(("x,y", "y,x"))
    return Draft("partial", canonical(TWO.part(dice, max(1, size // 2), level.numbers)), {"wrt": wrt})


def _of_two(dice: Dice, level: Level, size: int) -> str:
    """A function of x and y; of a large one, some letters y become z."""
    text = canonical(TWO.part(dice, max(1, size), level.numbers))
    if size >= 7 and dice.below(2):
        other = canonical(TWO.part(dice, 2, level.numbers).replace("y", "z"))
        text = canonical(f"({text}) + ({other})")
    return text


def gradient(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("gradient", _of_two(dice, level, size // 2))


def jacobian(dice: Dice, level: Level, size: int) -> Draft:
    parts: dict[str, str] = {}
    while len(parts) < 2:  # two functions that differ by more than their numbers
        part = canonical(TWO.part(dice, max(1, size // 4), level.numbers))
        parts.setdefault(shape(read(part)), part)
    return Draft("jacobian", f"({', '.join(parts.values())})", {"vars": "x,y"})


def hessian(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("hessian", canonical(TWO.part(dice, max(1, size // 4), level.numbers)), {"vars": "x,y"})


def directional(dice: Dice, level: Level, size: int) -> Draft:
    f = canonical(TWO.part(dice, max(1, size // 3), level.numbers))
    a, b = dice.one_of(((3, 4), (4, 3), (-3, 4), (3, -4), (1, 0), (0, 1), (5, 12), (1, 1)))
    place = f"x={dice.between(0, 3)},y={dice.between(0, 3)}"
    return Draft("directional", f, {"vars": "x,y", "at": place, "direction": f"{a},{b}"})


def descent_step(dice: Dice, level: Level, size: int) -> Draft:
    """A step (or two) downhill on a bowl, sometimes a skew or a curved one."""
    lines = ("x^2 + {c}*y^2", "{c}*x^2 + y^2", "{c}*x^2 + {c2}*y^2 + x*y", "x^2 + {c}*y^2 - {c2}*x", "x^2 + x*y + y^2",
             "(x - {p})^2 + {c}*(y + {p2})^2", "x^4 + y^2", "x^2*y^2 + x^2 + {c}*y^2", "({c}*x - y)^2 + x^2",
             "(x*y - {p})^2 + x^2")  # fmt: skip
    f = canonical(TWO.filled(dice.one_of(lines), dice, size, level.numbers))
    place = f"x={dice.between(1, 3)},y={dice.one_of((1, 2, -1))}"
    rate = dice.one_of(("1/10", "1/2", "1/4", "1/5", "1/20"))
    return Draft("descend-step", f, {"vars": "x,y", "at": place, "rate": rate}, order=1 + (size >= 14))


def critical_point(dice: Dice, level: Level, _size: int) -> Draft:
    """A function with critical points at whole numbers; `critical` asks what is there."""
    a, b = dice.between(-3, 3), dice.between(-3, 3)
    p, c, k = dice.between(1, 3), dice.between(1, level.numbers), dice.between(-level.numbers, level.numbers)
    lines = (
        f"{p}*(x - {a})^2 + {c}*(y - {b})^2", f"{p}*(x - {a})^2 - {c}*(y - {b})^2", f"-{p}*(x - {a})^2 - {c}*(y - {b})^2",
        f"{p}*(x - {a})^2 + {k}*(x - {a})*(y - {b}) + {c}*(y - {b})^2", f"x^3 - {3 * p * p}*x + {c}*(y - {b})^2",
        f"x^3 - {3 * p * p}*x - {c}*(y - {b})^2", f"x^3 + y^3 - {3 * p}*x*y",
        f"x^4 - {2 * p * p}*x^2 + {c}*y^2 - {2 * c * b}*y",
    )  # fmt: skip
    return Draft("critical", expanded(dice.one_of(lines).replace("- -", "+ ").replace("+ -", "- ")))
