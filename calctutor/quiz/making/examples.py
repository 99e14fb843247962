"""What does the answer to the example of a rule look like?

Some rules lead to long answers, or to answers in which an integral stays, by their nature: the answer to a question about
such a rule may look like that to its own example.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from calctutor.engines.asking import free_names
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.writing import text
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.drafts import Draft
from calctutor.quiz.making.solving import solved
from calctutor.quiz.making.tidiness import left_open
from calctutor.rulebook import every_rule
from calctutor.steps import Rule

KINDS = {"D": "diff", "I": "integrate", "L": "limit"}


class Look(NamedTuple):
    """The length of an answer, and whether a question is left in it."""

    length: int = 0
    open: bool = False


@cache
def look(rule: str) -> Look:
    """That of the example of a rule; nothing for what is no rule, or has no such example."""
    known = every_rule().get(rule)
    found = solved(of(known)) if known is not None and known.kind in KINDS else None
    return Look() if found is None else Look(len(text(found.answer)), left_open(found.answer))


def of(rule: Rule) -> Draft:
    """The example of a rule as a draft."""
    tree = read(rule.example)
    if tree.head == "L":
        side = {"side": tree.value} if tree.value else {}
        return Draft("limit", spelled(tree.args[0]), {"wrt": "x", "at": f"x={spelled(tree.args[2])}", **side})
    return Draft(KINDS[rule.kind], rule.example, by_x(tree))


def by_x(tree: Tree) -> dict[str, str]:
    """Where there are other letters, it has to be said by which one."""
    return {} if set(free_names(tree)) <= {"x"} else {"wrt": "x"}
