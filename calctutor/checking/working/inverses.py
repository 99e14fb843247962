"""Which letter does an equation give by another one? `x = 2 sin θ` gives θ."""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.notation.tree import Tree, add, constant, divide, multiply, name, names, negative, number, power

INVERSES: Mapping[str, str] = {
    "sin": "asin", "tan": "atan", "sinh": "asinh", "cos": "acos", "ln": "exp", "asin": "sin", "atan": "tan", "sec": "asec",
}  # fmt: skip


def inverted(right: Tree, letter: str, left: Tree) -> Tree | None:
    """`letter` from left = right, where it stands in one place and behind functions that can be undone; or None."""
    while right != name(letter):
        inside = [arg for arg in right.args if letter in names(arg)]
        if len(inside) != 1:
            return None
        inner = inside[0]
        others = [arg for arg in right.args if arg is not inner]
        undone = _undone(right, inner, others, left)
        if undone is None:
            return None
        left, right = undone, inner
    return left


def _undone(right: Tree, inner: Tree, others: list[Tree], left: Tree) -> Tree | None:
    match right.head:
        case "neg":
            return negative(left)
        case "+":
            return add(left, *map(negative, others))
        case "*":
            return divide(left, multiply(*others))
        case "/":
            return multiply(left, others[0]) if inner is right.args[0] else divide(others[0], left)
        case "^" if inner is right.args[0]:
            return power(left, divide(number(1), others[0]))
        case "^" if right.args[0] == constant("e"):
            return Tree("ln", (left,))
        case "sqrt":
            return power(left, number(2))
        case head if head in INVERSES:
            return power(constant("e"), left) if head == "ln" else Tree(INVERSES[head], (left,))
    return None
