"""What do the formulas and conditions of a distribution become, when its parameters are put in?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calctutor.errors import StudentError
from calctutor.notation.filling import filled
from calctutor.notation.linear import linear
from calctutor.notation.linear import written as written_sum
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, name, names, negative, number, replace, walk
from calctutor.notation.writing import text as written


def put_in(formula: str, parts: Mapping[str, Tree]) -> Tree:
    """A formula of the table with values for its letters, tidied where they went in: 1/(b - (-b)) as 1/(2b)."""
    tree = filled(read(formula), parts)
    sums = {node: shorter for node in walk(tree) if node.head == "+" and (shorter := _shorter(node)) is not None}
    return replace(tree, sums)


def _shorter(total: Tree) -> Tree | None:
    """A sum in which a letter stands twice."""
    factors = linear(total)
    return written_sum(factors) if factors is not None and len(factors) < len(total.args) else None


def for_one_letter(condition: Tree, text: str) -> Tree:
    """b < 2b as b > 0. Raises `StudentError` for what no letter obeys, as b < b."""
    if condition.head != "<" or not set(names(condition.args[0])) & set(names(condition.args[1])):
        return condition
    gap = linear(add(condition.args[1], negative(condition.args[0])))
    if gap is None:
        return condition
    letter = next(iter(sorted(letter for letter in gap if letter)), None)
    if letter is None:
        if gap.get("", 0) > 0:
            return Tree("<", (number(0), number(1)))
        raise StudentError("parameters", f"this distribution needs {written(condition)}", text, (0, len(text)),
                           "another parameter")  # fmt: skip
    bound = written_sum({other: -factor / gap[letter] for other, factor in gap.items() if other != letter})
    return Tree(">" if gap[letter] > 0 else "<", (name(letter), bound))


def possible(conditions: Sequence[Tree], text: str) -> None:
    """Conditions on numbers are looked at at once."""
    from calctutor.balls.values import evaluate

    for condition in conditions:
        if names(condition):
            continue
        small, large = condition.args if condition.head == "<" else reversed(condition.args)
        if not evaluate(small, {}, 64).ball < evaluate(large, {}, 64).ball:
            raise StudentError("parameters", f"this distribution needs {written(condition)}", text, (0, len(text)))


__all__ = ["for_one_letter", "possible", "put_in"]
