"""How is a draft drawn from lines of the grammar, or from the example of a rule?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, number, replace
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.examples import by_x
from calctutor.quiz.making.grammar import ONE
from calctutor.quiz.making.levels import Level

Draw = Callable[[Dice, Level, int], Draft]
"""A draft, with numbers as the level allows them and of about the given size."""

EMBEDDED = (
    "[e]",
    "{c}*[e]",
    "[e] + [+]",
    "[e] - [+]",
    "[+]*[e]",
    "[e([+])]",
    "{c}*[e([+])]",
    "[+]*[e([+])]",
    "[e([+])] + [+]",
    "[e]/([+])",
)
"""How an example is made into other questions: `[e]` is the example, `[e([+])]` the example at a smaller function."""


def from_lines(kind: str, lines: Sequence[str]) -> Draw:
    """Questions by one line of the grammar."""

    def draw(dice: Dice, level: Level, size: int) -> Draft:
        return Draft(kind, canonical(ONE.filled(dice.one_of(lines), dice, size, level.numbers)))

    return draw


def embedded(kind: str, example: str) -> Draw:
    """Questions in which an example occurs: as it is, with other numbers, in sums and products, with something inside."""
    tree = read(example)

    def draw(dice: Dice, level: Level, size: int) -> Draft:
        line = dice.one_of(EMBEDDED)
        inside = replace(tree, {name("x"): name("x_0")})
        plain, at = spelled(tree), spelled(inside).replace("x_0", "([+])")
        line = line.replace("[e([+])]", f"({at})").replace("[e]", f"({plain})")
        return Draft(kind, canonical(ONE.filled(line, dice, size, level.numbers)), by_x(tree))

    return draw


def with_other_numbers(tree: Tree, dice: Dice, most: int) -> Tree:
    """An example with about half of its numbers from 2 up drawn anew; of the exponents, on which more depends, a quarter."""
    if tree.head == "number":
        changes = isinstance(tree.value, int) and tree.value >= 2 and dice.below(2)
        return number(dice.between(2, most)) if changes else tree
    if tree.head == "^" and tree.args[1].head == "number":
        exponent = tree.args[1] if dice.below(4) else number(dice.between(2, 4))
        return tree.with_args((with_other_numbers(tree.args[0], dice, most), exponent))
    return tree.with_args(tuple(with_other_numbers(arg, dice, most) for arg in tree.args)) if tree.args else tree
