"""By which rule was a line reached?

The rules of the book are applied to what stands on the line before; the one, or the few, that leave just the questions of this
line are named. Loads sympy.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from calctutor.balls.equality import compare
from calctutor.checking.working.by_parts import by_parts
from calctutor.checking.working.questions import ASKING, questions
from calctutor.checking.working.verdicts import Step
from calctutor.engines.limit import LimitSolver
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, names, unmarked, walk
from calctutor.rulebook import rules_for
from calctutor.solver import Stuck
from calctutor.steps import Question, every_step
from calctutor.steps import Step as Worked

SIMPLIFIED = "Simplified"
MOST_NAMED = 3
DEEPEST = 5


def named(step: Step, deadline: float) -> str:
    """The rules of one good step, or nothing where that is not known."""
    if step.rule or step.kind != "step":
        return step.rule
    before, after = _asking(step.before, step.meant[0]), _asking(step.after, step.meant[1])
    asked, left = questions(before), questions(after)
    if _alike(asked, left):
        return SIMPLIFIED if step.before != step.after else ""
    by = {str(node.args[1].value) for node in asked if node.head == "I"}
    new = {str(node.args[1].value) for node in left if node.head == "I"} - by
    if by and new:
        return f"Substitution, {min(new)} for a part"
    if parts := by_parts(before, after):
        return parts
    try:
        return _from_the_book(asked, left, deadline)
    except (Stuck, StudentError, NotImplementedError, ZeroDivisionError, RecursionError):
        return ""


def _asking(typed: Tree, meant: Tree) -> Tree:
    """As typed where the question is written out, with labels resolved where it is not."""
    written = any(node.head in ("I", "L") for node in walk(typed)) and not any(
        node.head in ("prime", "apply") for node in walk(typed)
    )
    return typed if written else meant


def _alike(some: list[Tree], others: list[Tree]) -> bool:
    """The same questions, in whatever order."""
    rest = list(others)
    for one in some:
        match = next((other for other in rest if _same_question(one, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def _same_question(one: Tree, other: Tree) -> bool:
    one, other = unmarked(one), unmarked(other)
    if one == other:
        return True
    if one.head != other.head or len(one.args) != len(other.args) or one.args[1:] != other.args[1:]:
        return False
    return compare(one.args[0], other.args[0]).equal


def _from_the_book(asked: list[Tree], left: list[Tree], deadline: float) -> str:
    """The first rule, or the first few, after which the questions of the next line are left."""
    solver = LimitSolver(Algebra(), taken={n for tree in asked for n in names(tree)})
    answered = [one for one in asked if not any(_same_question(one, other) for other in left)]
    titles: list[str] = []
    for question in answered:
        others = [one for one in asked if one is not question and one not in answered]
        new = [one for one in left if not any(_same_question(one, other) for other in others)]
        for root in _beginnings(solver, question, deadline):
            if found := _cut(root, new):
                titles += found
                break
    return told(titles)


def _beginnings(solver: LimitSolver, tree: Tree, deadline: float) -> Iterator[Worked]:
    """Worked answers to a question: the book's own first, then those that begin with another rule."""
    question = _question(solver, tree)
    if question is None:
        return
    try:
        yield (solver.limit(*question.args) if question.kind == "L" else solver.solve(question)).step
    except Stuck:
        if question.kind == "D":
            return
    if question.kind == "D":
        return
    other = LimitSolver(solver.algebra, taken=names(tree))
    for rule in rules_for(tree.head):
        if time.monotonic() > deadline:
            return
        try:
            if solved := other.solve_by(rule, question):
                yield solved.step
        except Stuck:
            continue


SIDES = {"+": 1, "-": -1}


def _question(solver: LimitSolver, tree: Tree) -> Question | None:
    """As the solver asks it: a definite integral without its bounds, a second derivative of the first one."""
    if tree.head == "D" and tree.args[0].head == "D":
        inner = _question(solver, tree.args[0])
        value = None if inner is None else solver.solve(inner).value
        return None if value is None else Question("D", (value, solver.algebra.expression(tree.args[1])))
    if any(node.head in (*ASKING, "at", "prime", "apply") for arg in tree.args for node in walk(arg)):
        return None
    args = [solver.algebra.expression(arg) for arg in (tree.args[:2] if tree.head == "I" else tree.args)]
    return Question(tree.head, (*args, SIDES.get(tree.value, 0)) if tree.head == "L" else tuple(args))


def _cut(root: Worked, left: list[Tree]) -> list[str]:
    """The titles of the steps above the line at which just these questions are left."""
    if not left:
        return titled(every_step((root,)))
    if _alike(questions(unmarked(root.after)), left):
        return [root.title]
    above, waiting = [root], list(root.asked)
    for _ in range(DEEPEST):
        if _alike([unmarked(asked.place) for asked in waiting], left):
            return titled(above)
        if not waiting:
            return []
        above += [asked.step for asked in waiting]
        waiting = [deeper for asked in waiting for deeper in asked.step.asked]
    return []


def titled(steps: Iterable[Worked]) -> list[str]:
    """The rules in order; those that say little only where there is nothing else."""
    steps = list(steps)
    return [step.title for step in steps if not step.small] or [step.title for step in steps]


def told(titles: Iterable[str]) -> str:
    """Each rule once, and not too many."""
    once = list(dict.fromkeys(titles))
    return ", ".join(once[:MOST_NAMED]) + (", …" if len(once) > MOST_NAMED else "")
