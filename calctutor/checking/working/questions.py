"""What is a question of a working, as a task of its own?"""

from __future__ import annotations

from calctutor.checking.tasks import Task
from calctutor.notation.tree import Tree, name, names, walk
from calctutor.notation.writing import text


def task_of(question: Tree) -> Task | None:
    """A question as a task of its own."""
    said = text(question)
    if question.head == "D":
        by: list[str] = []
        f = question
        while f.head == "D":
            by.insert(0, str(f.args[1].value))
            f = f.args[0]
        if any(node.head in ("D", "I", "L", "at") for node in walk(f)):
            return None
        one = tuple(by[:1]) if len(set(by)) == 1 else tuple(by)
        kind = "diff" if len(names(f)) <= 1 else "partial"
        return Task(kind, said, f, one, question, order=len(by))
    f, x, *rest = question.args
    if any(node.head in ("D", "I", "L", "at") for node in walk(f)):
        return None
    if question.head == "I":
        return Task("integrate", said, f, (str(x.value),), question, about={"bounds": tuple(rest)})
    return Task("limit", said, f, (str(x.value),), question, about={"to": rest[0], "side": question.value})


def curve_task(curve: Tree, x: str, y: str) -> Task:
    """The slope of a curve."""
    return Task("implicit", text(curve), curve, (x,), Tree("D", (name(y), name(x))), about={"of": y})


ASKING = ("D", "I", "L")


def questions(tree: Tree) -> list[Tree]:
    """The outermost questions of a tree."""
    if tree.head in ASKING:
        return [tree]
    return [node for arg in tree.args for node in questions(arg)]
