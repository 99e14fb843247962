"""What stands between two factors: nothing, a space, or a dot?

A dot stands exactly where the factors, side by side, would be read as something else: `2·3`, `cos(3x)·3`, `f·(x + 1)`.
"""

from __future__ import annotations

from calctutor.notation.tree import Tree
from calctutor.notation.writing.letters import is_letter
from calctutor.notation.writing.precedence import bare, is_quotient

DOT, SPACE, NOTHING = "·", " ", ""

FUNCTION_LIKE = frozenset("fghFGH")

_OPENINGS = {
    "number": "digit", "name": "letter", "constant": "letter", "sqrt": "root", "abs": "bar", "neg": "minus",
    "list": "open", "tuple": "open",
}  # fmt: skip
_CLOSINGS = {
    "number": "digit", "constant": "letter", "sqrt": "root", "abs": "bar", "^": "raised", "!": "raised", "prime": "raised",
}  # fmt: skip

_RULES = (
    ({"bit", "root"}, None, DOT),
    (None, {"digit", "minus"}, DOT),
    ({"digit"}, {"letter", "open", "root", "bar"}, NOTHING),
    ({"letter", "group", "raised"}, {"open"}, NOTHING),
    ({"word"}, {"open"}, DOT),
    ({"bar"}, {"bar"}, DOT),
)
"""(how the left one ends, how the right one begins, what stands between); None is anything, the first that fits counts."""


def between(left: Tree, left_grouped: bool, right: Tree, right_grouped: bool) -> str:
    """The separator of two neighbouring factors, each of which may be written in parentheses."""
    end = "group" if left_grouped else closing(left)
    start = _grouped_opening(right) if right_grouped else opening(right)
    for ends, starts, separator in _RULES:
        if (ends is None or end in ends) and (starts is None or start in starts):
            return separator
    return SPACE


def _grouped_opening(tree: Tree) -> str:
    if is_quotient(tree):
        return "fraction"
    return "minus" if bare(tree).head == "neg" or (bare(tree).head == "number" and bare(tree).value < 0) else "open"


def opening(tree: Tree) -> str:
    """How the writing of `tree` begins."""
    tree = bare(tree)
    if is_quotient(tree):
        return "fraction"
    while tree.head in ("*", "^", "!", "prime"):
        tree = bare(tree.args[0])
        if tree.head == "+":
            return "open"
    if tree.head == "name" and not is_letter(tree):
        return "word"
    return _OPENINGS.get(tree.head, "word")


def closing(tree: Tree) -> str:
    """How the writing of `tree` ends."""
    tree = bare(tree)
    while tree.head in ("*", "neg"):
        tree = bare(tree.args[-1])
    if is_quotient(tree):
        return "fraction"
    if tree.head == "number":
        return "bit" if tree.value in (0, 1) else "digit"
    if tree.head == "name":
        return "letter" if is_letter(tree) and tree.value not in FUNCTION_LIKE else "word"
    return _CLOSINGS.get(tree.head, "call")
