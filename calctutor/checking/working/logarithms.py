"""Is this a line of logarithmic differentiation? `ln y = …`, `y'/y = …`, `(1/y) dy/dx = …`."""

from __future__ import annotations

from calctutor.notation.tree import Tree, add, multiply, negative, number


def logarithm(tree: Tree) -> str:
    """The letter of `ln y`, or nothing."""
    return str(tree.args[0].value) if tree.head == "ln" and tree.args[0].head == "name" else ""


def relative_slope(tree: Tree) -> str:
    """The letter of `y'/y`, or nothing."""
    top, bottom = _fraction(tree)
    inner = top.args[0] if top.head in ("prime", "D") else None
    return str(bottom.value) if inner == bottom and bottom.head == "name" else ""


def slope_over_itself(tree: Tree) -> tuple[Tree, Tree] | None:
    """y and x of D(y, x)/y."""
    top, bottom = _fraction(tree)
    return (bottom, top.args[1]) if top.head == "D" and top.args[0] == bottom else None


def _fraction(tree: Tree) -> tuple[Tree, Tree]:
    """Top and bottom, also of 1/y times what should stand on top."""
    if tree.head == "*" and len(tree.args) == 2 and tree.args[0].head == "/" and tree.args[0].args[0] == number(1):
        return tree.args[1], tree.args[0].args[1]
    return (tree.args[0], tree.args[1]) if tree.head == "/" else (tree, number(1))


def expanded(y: Tree) -> Tree:
    """ln y as people write it before they differentiate: products as sums, exponents in front."""
    if y.head == "^":
        return multiply(y.args[1], expanded(y.args[0]))
    if y.head == "*":
        return add(*map(expanded, y.args))
    if y.head == "/":
        return add(expanded(y.args[0]), negative(expanded(y.args[1])))
    return Tree("ln", (y,))
