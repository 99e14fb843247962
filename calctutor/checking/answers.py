"""How do people write down an answer?

As an expression, and also as an equation (`f'(x) = 2x`), as a vector in any brackets or in i, j and k, with semicolons between
the rows of a matrix, or in words: a limit does not exist, an integral diverges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calctutor.checking.labels import arranged
from calctutor.engines.asking import free_names
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, multiply, name, number, replace

if TYPE_CHECKING:
    from calctutor.checking.tasks import Task

NOWHERE = name("DNE")
"""The answer that there is none: the limit does not exist, the integral diverges."""

_NONE = re.compile(
    r"(?:the |it |limit |integral |is )*(?:d\.?n\.?e\.?|does ?(?:not|n['’]?t) (?:exist|converge)|non-?existent"
    r"|no limit|no value|none|undefined|not defined|diverge[sd]?|divergent)(?: to (?P<end>.+))?[.!]?",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*(?:∇|\\nabla|grad|gradient|hessian|jacobian|[HJD])\s*\w?\s*(?:\([^()=]*\))?\s*=")
_HATS = re.compile(r"\\(?:hat|vec|mathbf|boldsymbol|bm)\s*(?:\{\s*\\?([ijk])(?:math)?\s*\}|\\?([ijk])(?:math)?(?![A-Za-z]))"
                   "|î|ĵ|k\N{COMBINING CIRCUMFLEX ACCENT}")  # fmt: skip
_ANGLES = re.compile(r"\\(?:left|right)?\s*\\?([lr])angle")
_UNITS = ("i", "j", "k")
_BRACKETS = {"<": ">", "⟨": "⟩", "{": "}"}


def read_answer(task: Task, text: str) -> Tree:
    """The answer as typed; of `f'(x) = ...` the right side, except where an equation is meant. Raises `StudentError`."""
    if _may_not_exist(task) and (found := _NONE.fullmatch(text.rpartition("=")[2].strip())):
        return NOWHERE if found["end"] is None else read(found["end"])
    if task.kind == "probability":
        from calctutor.checking.probability.answers import plainly, word

        if (said := word(task, text)) is not None:
            return said
        text = plainly(task, text)
    letters = sorted({*free_names(task.f), *task.wrt, *task.about.get("names", ())})
    tree = read(_plain(task, text), [letter for letter in letters if len(letter) > 1])
    if task.kind != "same" and tree.head == "=":
        tree = tree.args[-1]
    return _from_units(task, tree)


def _may_not_exist(task: Task) -> bool:
    if task.kind == "probability":
        return not task.about["function"] and task.about["asked"] != "independence"
    return task.kind == "limit" or (task.kind == "integrate" and bool(task.about["bounds"]))


def _plain(task: Task, text: str) -> str:
    """The answer without what only a person needs: a name in front, unusual brackets, words for the constant."""
    text = text.strip().removeprefix("=") if task.kind != "same" else text
    for word in ("+ constant", "+ const.", "+ const", "+constant", "+const"):
        if text.lower().rstrip().endswith(word):
            return text.rstrip()[: -len(word)] + "+ C"
    return _bracketed(task, text) if task.question.head == "list" else text


# Vectors and matrices.


def _bracketed(task: Task, text: str) -> str:
    """A vector or a matrix in the brackets that are read here."""
    text = _CALLED.sub("", text, count=1).strip()
    text = _ANGLES.sub(lambda found: "⟨" if found[1] == "l" else "⟩", text)
    text = _unhatted(task, text.replace("\\{", "{").replace("\\}", "}").strip())
    if (end := _BRACKETS.get(text[:1])) and text.endswith(end):
        text = f"({text[1:-1]})"
    if ";" in text:
        return _rows(text)
    parts = _parts(text, ",")
    if len(parts) < 2:
        return text
    return arranged(parts, task.wrt) or f"({', '.join(parts)})"


def _unhatted(task: Task, text: str) -> str:
    """The unit vectors as plain letters, where these are free for it."""
    if set(_UNITS) & {*free_names(task.f), *task.wrt}:
        return text
    return _HATS.sub(lambda hat: _times(text[: hat.start()]) + (hat[1] or hat[2] or _UNITS["îĵk".index(hat[0][0])]), text)


def _times(before: str) -> str:
    """The sign of a product, where something to be multiplied stands before."""
    return "*" if before.rstrip()[-1:] not in ("", *"+-−([⟨,=") else ""


def _rows(text: str) -> str:
    """`[a, b; c, d]` row by row."""
    inside = text[1:-1] if text[:1] in "([" and text[-1:] in ")]" else text
    rows = [_parts(row, ",") for row in _parts(inside, ";")]
    if all(len(row) == 1 for row in rows):
        return f"({', '.join(row[0] for row in rows)})"
    return f"[{', '.join('[' + ', '.join(row) + ']' for row in rows)}]"


def _parts(text: str, separator: str) -> list[str]:
    """The text cut where the separator stands outside of all brackets."""
    depth, parts = 0, [""]
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _from_units(task: Task, tree: Tree) -> Tree:
    """`a i + b j` as (a, b), where a vector is asked for and these letters are free for it."""
    if task.question.head != "list" or tree.head in ("list", "tuple"):
        return tree
    letters = set(free_names(tree)) & set(_UNITS)
    if not letters or letters & {*free_names(task.f), *task.wrt}:
        return tree
    units = [name(letter) for letter in _UNITS[: len(task.question.args)]]
    parts = [replace(tree, {unit: number(int(unit is chosen)) for unit in units}) for chosen in units]
    together = add(*(multiply(part, unit) for part, unit in zip(parts, units, strict=True)))
    from calctutor.balls.equality import compare

    return Tree("tuple", tuple(parts)) if compare(tree, together).equal else tree
