"""Which slip was made under a limit sign: in l'Hôpital's rule, or in what stands below the sign?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, derivative, number

ONE = number(1)


def below_the_sign(step: Step) -> Step | None:
    """The same step without the limit sign that both sides have."""
    (a, b), (before, after) = step.meant, (step.before, step.after)
    if not (a.head == b.head == before.head == after.head == "L") or a.args[1:] != b.args[1:]:
        return None
    return step._replace(before=before.args[0], after=after.args[0], meant=(a.args[0], b.args[0]))


def quotients(step: Step) -> tuple[tuple[Tree, Tree], tuple[Tree, Tree], Tree] | None:
    """Top and bottom before and after, and the letter, where both sides are limits of fractions at the same place."""
    a, b = step.meant
    if a.head != "L" or b.head != "L" or a.args[1:] != b.args[1:]:
        return None
    return _parts(a.args[0]), _parts(b.args[0]), a.args[1]


def _parts(tree: Tree) -> tuple[Tree, Tree]:
    return (tree.args[0], tree.args[1]) if tree.head == "/" else (tree, ONE)


def hospital(step: Step) -> Iterator[Slip]:
    """The quotient rule instead of the two derivatives, or only one of them taken."""
    if (found := quotients(step)) is None:
        return
    (f, g), (u, v), x = found
    if _same(derivative(Tree("/", (f, g)), x), Tree("/", (u, v))):
        yield slip("limit-quotient-rule", {}, Place(step.before, step.after))
    elif _same(derivative(f, x), u) and _same(g, v):
        yield slip("limit-hospital-only-top", {}, Place(step.before, step.after))


def derivatives(step: Step) -> Iterator[tuple[Tree, Tree, Tree]]:
    """Where one of the two derivatives of l'Hôpital's rule is right: the other function, the letter, and what was written."""
    if (found := quotients(step)) is None:
        return
    (f, g), (u, v), x = found
    if _same(derivative(g, x), v):
        yield f, x, u
    if _same(derivative(f, x), u):
        yield g, x, v


def _same(a: Tree, b: Tree) -> bool:
    return compare(a, b).equal
