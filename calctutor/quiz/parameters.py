"""Which values do the parameters of a question get, and do they satisfy its conditions?"""

from __future__ import annotations

from fractions import Fraction

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import ABSTRACT, WORDS
from calctutor.notation.writing import text
from calctutor.quiz.chance import Chance
from calctutor.quiz.fields import Parameter, Parameters
from calctutor.quiz.filling import Values, filled, numeral, rational, words

MOST_TRIES = 1000
"""Draws after which conditions count as impossible to satisfy."""


def drawn(parameters: Parameters, chance: Chance) -> tuple[dict[str, Tree | str], int]:
    """Values for the letters that satisfy the conditions, and how many draws it took. Raises `StudentError` if none do."""
    conditions = [read(condition, words(parameters.letters)) for condition in parameters.where]
    for tries in range(1, MOST_TRIES + 1):
        values = {letter: one_value(letter, parameter, chance) for letter, parameter in parameters.letters.items()}
        if all(holds(condition, values) for condition in conditions):
            return values, tries
    reason = f"no values of {', '.join(parameters.letters)} were found with {' and '.join(parameters.where)}"
    raise StudentError("no-parameters", reason, remedy="make the ranges wider, or the conditions weaker")


def one_value(letter: str, parameter: Parameter, chance: Chance) -> Tree | str:
    if parameter.choice is None:
        return numeral(chance.one_of(parameter.values))
    word = chance.one_of(parameter.choice).strip()
    kind, canonical = WORDS.get(word, ("", ""))
    if kind != "function" and word != "exp":
        return read(word)
    if letter not in ABSTRACT:
        raise StudentError("parameter", f"{letter} stands for a function, but is read as a number", remedy="call it f, g or h")
    return canonical


# Conditions.


def holds(condition: Tree, values: Values) -> bool:
    """Is it true of these values? Numbers are compared exactly, anything else as it is written. Raises `StudentError`."""
    if condition.head in ("and", "or"):
        parts = [holds(part, values) for part in condition.args]
        return all(parts) if condition.head == "and" else any(parts)
    if condition.head not in _RELATIONS:
        raise StudentError("condition", f"{text(condition)} is no condition", remedy='where = ["a != b", "a < 2b"]')
    left, right = (_side(side, values) for side in condition.args)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return bool(_RELATIONS[condition.head](left, right))
    if condition.head not in ("=", "!="):
        raise StudentError("condition", f"only numbers can be compared as in {text(condition)}", remedy='where = ["f != g"]')
    return (left == right) == (condition.head == "=")


_RELATIONS = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def _side(tree: Tree, values: Values) -> Fraction | Tree | str:
    if tree.head == "name" and isinstance(found := values.get(tree.value), str):
        return found
    whole = filled(tree, values)
    exact = rational(whole)
    return whole if exact is None else exact
