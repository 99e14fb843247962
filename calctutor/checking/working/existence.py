"""Are two limits or improper integrals equal, where numbers decide nothing because they may not exist?

An improper integral is the limit of proper ones, whether that exists or not; what is left after that is asked of the engines.
Loads sympy.
"""

from __future__ import annotations

from functools import lru_cache

from calctutor.balls.equality import compare
from calctutor.balls.verdicts import Verdict
from calctutor.checking.answers import NOWHERE
from calctutor.checking.proof import INFINITE, infinite_sign
from calctutor.checking.solutions import worked
from calctutor.checking.working.questions import task_of
from calctutor.notation.tree import Tree, multiply, names, negative, replace, walk

ASKED = ("I", "L")
SAME, OTHER = Verdict("agrees"), Verdict("different")


def compared(a: Tree, b: Tree) -> Verdict | None:
    """Equal because both say the same of a limit, or because of what the limits are; None where neither is known."""
    if not any(node.head in ASKED for tree in (a, b) for node in walk(tree)):
        return None
    a, b = proper(a), proper(b)
    if a == b or _alike(a, b):
        return SAME
    here, there = found(a), found(b)
    if here is None or there is None or (here == there == NOWHERE):
        return None
    if here in INFINITE or there in INFINITE or NOWHERE in (here, there):
        return SAME if here == there else OTHER
    verdict = compare(here, there)
    return verdict if verdict.kind != "undecided" else None


def proper(tree: Tree) -> Tree:
    """A limit under whose sign stands an integral with that bound, as the improper integral; factors under the sign."""
    if tree.head in ("*", "neg"):
        return _with_factors(tree)
    if tree.head != "L" or not any(node.head == "I" for node in walk(tree.args[0])):
        return tree
    inner, z, place = tree.args
    inner = proper(inner)
    if inner.head == "I" and len(inner.args) == 4 and z in inner.args[2:] and str(z.value) not in names(inner.args[0]):
        f, x, *bounds = inner.args
        return Tree("I", (f, x, *(place if bound == z else bound for bound in bounds)))
    return tree.with_args((inner, z, place))


def _with_factors(tree: Tree) -> Tree:
    """`c · Q` with c under the sign of Q."""
    sign = negative if tree.head == "neg" else None
    questions = [arg for arg in tree.args if arg.head in ASKED]
    if len(questions) != 1 or any(node.head in ASKED for arg in tree.args if arg is not questions[0] for node in walk(arg)):
        return tree
    question = proper(questions[0])
    others = tuple(arg for arg in tree.args if arg is not questions[0])
    if set(question.args[1].args or (question.args[1],)) & set(others):
        return tree
    first = sign(question.args[0]) if sign else multiply(*others, question.args[0])
    return question.with_args((first, *question.args[1:]))


def _alike(a: Tree, b: Tree) -> bool:
    """The same sign over equal expressions, whatever its letter is called."""
    if a.head != b.head or a.head not in ASKED or a.args[2:] != b.args[2:] or a.value != b.value:
        return False
    inner = replace(b.args[0], {b.args[1]: a.args[1]}) if a.args[1] != b.args[1] else b.args[0]
    return len(a.args) > 2 and (compare(a.args[0], inner).equal or _alike(a.args[0], inner))


@lru_cache(maxsize=256)
def found(tree: Tree) -> Tree | None:
    """The value: a tree without questions, an infinity, `NOWHERE`, or None where no engine knows."""
    if not any(node.head in ASKED for node in walk(tree)):
        return tree
    task = task_of(tree) if tree.head in ASKED and len(tree.args) > 2 else None
    solution = worked(task) if task is not None else None
    if task is None or solution is None or solution.verified.verdict not in ("proved", "agrees"):
        return None
    if solution.about.get("exists", True):
        return solution.answer if solution.about.get("closed_form", True) else None
    sign = infinite_sign(task) if task.kind == "integrate" else ""
    return next((infinity for infinity, said in INFINITE.items() if said == sign), NOWHERE)
