"""How is a tree written on one line, as a textbook prints it?

One function a head, in the table `LINE`; what binds looser than its place asks goes in parentheses. The two-dimensional
writer in `pictures` is this one with a few heads replaced.
"""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.notation.tree import Tree
from calctutor.notation.writing import arithmetic, functions, operators
from calctutor.notation.writing.boxes import Row, row_text
from calctutor.notation.writing.hand import Form, Hand
from calctutor.notation.writing.letters import RELATIONS, UNICODE, Style

LINE: Mapping[str, Form] = {
    "number": arithmetic.number, "name": arithmetic.name, "constant": arithmetic.constant, "mark": arithmetic.mark,
    "+": arithmetic.total, "neg": arithmetic.negative, "*": arithmetic.product, "/": arithmetic.quotient,
    "^": arithmetic.power, "!": arithmetic.factorial,
    "function": functions.function, "apply": functions.apply, "prime": functions.prime,
    "abs": functions.absolute, "floor": functions.floors("⌊", "⌋"), "ceil": functions.floors("⌈", "⌉"),
    "log": functions.logarithm, "sqrt": functions.root, "root": functions.root,
    **dict.fromkeys(RELATIONS, functions.relation),
    "and": functions.conjunction, "or": functions.conjunction, "tuple": functions.listing, "list": functions.listing,
    "piecewise": functions.piecewise, "case": functions.case,
    "D": operators.derivative, "I": operators.integral, "S": operators.total, "L": operators.limit, "at": operators.evaluated,
}  # fmt: skip


def line(tree: Tree, style: Style = UNICODE) -> Row:
    """`tree` on one line, in spans that carry the roles of its marked parts."""
    return Hand(style, LINE).of(tree).rows[0]


def text(tree: Tree, style: Style = UNICODE) -> str:
    """`tree` on one line, without colours."""
    return row_text(line(tree, style))
