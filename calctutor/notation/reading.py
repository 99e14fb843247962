"""What does a typed line mean?

The face of the reader: text in, tree out, in the student's notation or LaTeX. `parser` says how.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from calctutor.errors import StudentError
from calctutor.notation import brackets, calculus, cases, forms, functions, letters_applied, limits, operators, roots
from calctutor.notation.characters import check_text
from calctutor.notation.parser import Parser
from calctutor.notation.runs import plainly
from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import GREEK, WORDS

GRAMMAR = (operators, brackets, cases, functions, letters_applied, roots, calculus, forms)
"""The modules that enter their part of the grammar into the parser's tables when they are loaded."""


def read(text: str, names: Collection[str] = (), longest: int = limits.LONGEST) -> Tree:
    """One expression, equation, vector, matrix or question.

    `names` are variables of more than one letter, kept whole; `longest` is the most characters that are accepted. Raises
    `StudentError`, and nothing else, for any text.
    """
    text = check_text(text, longest)
    tree = Parser(text, names).whole()
    limits.check_tree(tree, text)
    return tree


_KEY = re.compile(r"(?:^|[,;])\s*+([A-Za-z]\w*+)\s*+=")


def read_values(text: str, names: Collection[str] = ()) -> dict[str, Tree]:
    """The values in `x=1, y=-2/3`, by name. Raises `StudentError`."""
    text = check_text(text, limits.LONGEST)
    parser = Parser(text, [*names, *(key for key in _KEY.findall(text) if key not in names)])
    values: dict[str, Tree] = {}
    while True:
        key, value = _assignment(parser)
        limits.check_tree(value, text)
        if key in values:
            parser.fail("twice", f"{key} is given two values", value.place or (0, len(text)), "give each name one value")
        values[key] = value
        if not parser.take_any(",", ";"):
            break
    if parser.next.kind != "end":
        parser.fail("unexpected", "the next value was expected here", (parser.next.start, parser.next.end), "write x=1, y=2")
    return values


def _assignment(parser: Parser) -> tuple[str, Tree]:
    start = parser.next.start
    tree = parser.expression(0)
    if tree.head != "=" or tree.args[0].head != "name":
        remedy = f"write x={parser.text[start : parser.end].strip()}"
        parser.fail("not-a-value", "a value is given as name = number", tree.place or (0, 1), remedy)
    return str(tree.args[0].value), tree.args[1]


_WORD = re.compile(r"[A-Za-z]{2,}(?:_?[0-9]+)?|[A-Za-z]+_[A-Za-z]\w*", re.ASCII)


def read_name(text: str) -> str:
    """The name of one variable, as `x`, `theta`, `λ`, `w_1` or `rate`. Raises `StudentError`."""
    text = check_text(text, 100)
    word = text.strip()
    if word in GREEK or (_WORD.fullmatch(word) and WORDS.get(word, ("name",))[0] == "name"):
        return plainly(word)
    tree = read(word) if word else None
    if tree and tree.head == "name":
        return str(tree.value)
    remedy = "use a letter, a Greek name or a word of your own, as x, theta or rate"
    raise StudentError("not-a-name", f"{word or 'nothing'} is not the name of a variable", text, (0, len(text)), remedy)
