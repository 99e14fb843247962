"""Which component of an answer stands for which component of what was asked?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calctutor.notation.tree import Tree, replace, walk

VECTORS = ("tuple", "list")


def shape(tree: Tree) -> tuple[Any, ...]:
    return tuple(map(shape, tree.args)) if tree.head in VECTORS else ()


def distributed(tree: Tree) -> Tree:
    """A number times a vector, component by component: `2 (x, y)`, `-(x, y)`, `(x, y)/2`."""
    if tree.head in VECTORS or not any(part.head in VECTORS for part in walk(tree)):
        return tree
    args = tuple(map(distributed, tree.args))
    vectors = [i for i, part in enumerate(args) if part.head in VECTORS]
    fits = tree.head in ("*", "neg") or (tree.head == "/" and vectors == [0])
    if len(vectors) != 1 or not fits:
        return tree
    (i,) = vectors
    parts = (distributed(tree.with_args((*args[:i], part, *args[i + 1 :]))) for part in args[i].args)
    return Tree("list", tuple(parts))


def reshaped(question: Tree, answer: Tree) -> Tree:
    """Rows for columns and brackets that say the same: a 1 by n matrix is a vector, [a, b] is (a, b), 2 (a, b) is (2a, 2b)."""
    if shape(question):
        answer = distributed(answer)
    wanted, given = shape(question), shape(answer)
    if wanted == given:
        return answer
    if given and all(len(row) == 1 for row in given) and len(given) == len(wanted):
        return Tree("list", tuple(row.args[0] for row in answer.args))
    if len(given) == 1 and given[0] and shape(answer.args[0]) == wanted:
        return answer.args[0]
    if len(wanted) == 1 and wanted[0] == given:
        return Tree("list", (answer,))
    if given and len(given) == 1 and not wanted and not given[0]:
        return answer.args[0]
    return answer


def entries(question: Tree, answer: Tree, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree, Tree]]:
    """Pairs of components with their places, counted from 1."""
    if question.head not in VECTORS:
        yield place, question, answer
        return
    for i, (q, a) in enumerate(zip(question.args, answer.args, strict=True), 1):
        yield from entries(q, a, (*place, i))


def composed(inner: dict[Tree, Tree], answer: Tree, keep: tuple[str, ...]) -> Tree:
    """An answer to a chain with the inner letters of the problem, all but those of `keep`, put in."""
    known = {letter: value for letter, value in inner.items() if letter.value not in keep}
    for _ in known:
        answer = replace(answer, known)
    return answer
