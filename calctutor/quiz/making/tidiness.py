"""Is an answer one that a person would like to arrive at? And are two questions the same but for their numbers?"""

from __future__ import annotations

from fractions import Fraction

from calctutor.notation.tree import Tree, name, walk
from calctutor.notation.writing import text
from calctutor.quiz.making.levels import Level

HIGHEST_EXPONENT = 12
TIMES = 24
"""No number of the answer is more than so many times the largest of the question's level."""


def tidy(answer: Tree, level: Level) -> bool:
    """Short enough for the level, with small numbers, and with no number that the constant of integration swallows."""
    if answer.head == "+" and name("C") in answer.args and any(is_number(term) for term in answer.args):
        return False
    return len(text(answer)) <= level.answer and small_numbers(answer, TIMES * level.numbers)


def tidy_question(expression: Tree, level: Level) -> bool:
    """Not longer than the answer may be, and with numbers as they stand in exercises."""
    short = len(text(expression)) <= level.answer + 24
    return short and small_numbers(expression, 4 * level.numbers) and not any(map(_odd, walk(expression)))


def _odd(node: Tree) -> bool:
    """What stands in no exercise: fourth roots, e to the e to the x, the logarithm of a power of e or of one over something."""
    inside = {part.head for arg in node.args for part in walk(arg)}
    if node.head == "^" and node.args[1].head == "/":
        return node.args[1].args[1].head == "number" and node.args[1].args[1].value > 3
    if node.head == "^" and node.args[0].head == "constant":
        return "constant" in inside and any(part.head == "^" and part.args[0].head == "constant" for part in walk(node.args[1]))
    return node.head == "ln" and node.args[0].head in ("/", "^", "*") and not inside <= {"*", "^", "name", "number", "+"}


def small_numbers(tree: Tree, largest: int) -> bool:
    for node in walk(tree):
        if node.head == "number" and (Fraction(node.value).numerator > largest or Fraction(node.value).denominator > largest):
            return False
        if node.head == "^" and node.args[1].head == "number" and node.args[1].value > HIGHEST_EXPONENT:
            return False
    return True


def is_number(answer: Tree) -> bool:
    """Is it a number, and not a function?"""
    return not any(node.head == "name" for node in walk(answer))


def left_open(answer: Tree) -> bool:
    """Is some question left in it, or a function that is not given?"""
    return any(node.head in ("D", "I", "L", "prime", "at") for node in walk(answer))


def shape(tree: Tree) -> str:
    """The expression with every number blanked, signs and constant factors dropped, and terms and factors in a fixed order."""
    if tree.head == "number":
        return "#"
    if tree.head == "neg":
        return shape(tree.args[0])
    if tree.head == "name":
        return str(tree.value)
    parts = [shape(arg) for arg in tree.args]
    if tree.head == "*":
        parts = [part for part in parts if part != "#"] or parts[:1]
        if len(parts) == 1:
            return parts[0]
    if tree.head in ("+", "*"):
        parts.sort()
    return f"{tree.head}{tree.value or ''}({','.join(parts)})"
