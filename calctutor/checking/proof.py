"""Can it be settled exactly?

Numbers that agree to sixty digits are evidence, and an answer about a limit or an integral that may not exist is beyond
them. Here algebra and the engines are asked. This loads sympy, and belongs in a worker that can be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.checking.answers import NOWHERE
from calctutor.checking.given import compared
from calctutor.checking.inquiry import unwrapped
from calctutor.checking.shapes import entries, reshaped
from calctutor.checking.solutions import worked
from calctutor.checking.tasks import Task
from calctutor.checking.verdicts import CORRECT, WRONG, Example, Judged, Remark, remark
from calctutor.errors import StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, add, divide, multiply, negative, number
from calctutor.notation.writing import text
from calctutor.steps import Solution

Expr = Any
INFINITE = {Tree("constant", (), "oo"): "oo", negative(Tree("constant", (), "oo")): "-oo"}


def settled(task: Task, answer: Tree) -> Judged | None:
    """A verdict where numbers gave none, or None: from the engine for what may not exist, else from a proof of equality."""
    if task.kind == "probability":
        from calctutor.checking.probability.working import settled as by_engine

        return by_engine(task, answer)
    if task.kind == "limit" or (task.kind == "integrate" and task.about["bounds"]):
        solution = worked(task)
        sure = solution is not None and solution.verified.verdict in ("proved", "agrees")
        return _by_solution(task, solution, answer) if solution is not None and sure else None
    return Judged(CORRECT, "proved") if proved(task, answer) else None


def _by_solution(task: Task, solution: Solution, answer: Tree) -> Judged | None:
    if not solution.about.get("exists", True):
        return _without_value(task, solution, answer)
    if not solution.about.get("closed_form", True):
        return None
    if answer == NOWHERE:
        return no_such_thing(solution.answer)
    verdict = compared(solution.answer, answer, {}, task.given)
    if verdict.equal:
        return Judged(CORRECT, verdict.kind, verdict.points, verdict.digits)
    found = verdict.counterexample
    return Judged(WRONG, "counterexample", counterexample=Example({}, found.left, found.right)) if found else None


def no_such_thing(value: Tree) -> Judged:
    """Somebody says that there is no value, and there is one; of an infinite one that may be said."""
    if value in INFINITE:
        return Judged(CORRECT, "agrees", 1, remarks=(remark("infinite-limit"),))
    return Judged(WRONG, "counterexample", counterexample=Example({}, text(value), "no value"))


def _without_value(task: Task, solution: Solution, answer: Tree) -> Judged:
    why = Remark("no-value", f"There is no value: {solution.about['reason']}.")
    infinite = task.kind == "integrate" and answer in INFINITE and infinite_sign(task) == INFINITE[answer]
    if answer == NOWHERE or infinite:
        return Judged(CORRECT, "agrees", 1, remarks=(why._replace(text=f"Indeed: {solution.about['reason']}."),))
    return Judged(WRONG, remarks=(why,))


PARTS = tuple(Fraction(k, 32) for k in range(1, 32))
"""Places between the bounds, as parts of the way."""


def infinite_sign(task: Task) -> str:
    """The infinity to which a divergent integral goes, if its integrand has one sign all the way."""
    x, (low, high) = task.wrt[0], task.about["bounds"]
    signs = set()
    for part in PARTS:
        try:
            place = evaluate(_between(low, high, part), {}, 64).ball
            value = evaluate(task.f, {x: place}, 64).ball
        except NoValue:
            continue
        signs.add("oo" if value > 0 else "-oo" if value < 0 else "")
    return signs.pop() if len(signs) == 1 else ""


def _between(low: Tree, high: Tree, part: Fraction) -> Tree:
    """A place between two bounds, of which one or both may be infinite."""
    far = divide(number(part), number(1 - part))
    if low in INFINITE and high in INFINITE:
        return number(Fraction(1, 1 - part) - Fraction(1, part)) if part != Fraction(1, 2) else number(0)
    if high in INFINITE:
        return add(low, far) if INFINITE[high] == "oo" else add(low, negative(far))
    if low in INFINITE:
        return add(high, negative(far)) if INFINITE[low] == "-oo" else add(high, far)
    return add(low, multiply(number(part), add(high, negative(low))))


# Equality.


def proved(task: Task, answer: Tree) -> bool:
    """Is the answer equal to what was asked by algebra alone? False may also mean that no proof was found."""
    algebra = Algebra()
    try:
        return all(_zero(difference) for difference in _differences(task, answer, algebra))
    except (StudentError, NotImplementedError, TypeError, ValueError, RecursionError):
        return False


def _differences(task: Task, answer: Tree, algebra: Algebra) -> Iterator[Expr]:
    if task.kind == "integrate" and not task.about["bounds"]:
        yield sp.diff(_plain(algebra, answer), symbol(task.wrt[0])) - _plain(algebra, task.f)
        return
    if task.kind in ("limit", "integrate", "implicit"):
        solution = worked(task)
        if solution is None or not solution.complete:
            raise ValueError("not worked")
        yield _plain(algebra, solution.answer) - _plain(algebra, answer)
        return
    values = {symbol(letter): algebra.expression(tree) for letter, tree in task.let.items()}
    if task.kind == "probability":
        from calctutor.checking.probability.working import answer_of

        truth = answer_of(task.about["chance"])
        if truth is None:
            raise ValueError("not worked")
        yield _plain(algebra, truth) - _plain(algebra, answer)
        return
    for _, question, given in entries(task.question, reshaped(task.question, answer)):
        yield _value(question, algebra).subs(values) - _plain(algebra, given)


DEFINITIONS: dict[str, Callable[..., Expr]] = {
    "sigmoid": lambda u: 1 / (1 + sp.exp(-u)),
    "softplus": lambda u: sp.log(1 + sp.exp(u)),
    "relu": lambda u: sp.Max(0, u),
    "logarithm": lambda u, base: sp.log(u) / sp.log(base),
}


def _plain(algebra: Algebra, tree: Tree) -> Expr:
    """The expression with the functions written out that sympy does not know."""
    known = algebra.expression(tree)
    return known.replace(lambda e: type(e).__name__ in DEFINITIONS, lambda e: DEFINITIONS[type(e).__name__](*e.args))


def _value(question: Tree, algebra: Algebra) -> Expr:
    """What is asked, as an expression; derivatives are taken."""
    if question.head == "D":
        f, by = unwrapped(question)
        return sp.diff(_value(f, algebra), *map(symbol, by))
    if question.args and question.head in ("+", "*", "/", "neg"):
        return algebra.build(question, [_value(arg, algebra) for arg in question.args])
    return _plain(algebra, question)


def _zero(difference: Expr) -> bool:
    """Does some way of simplifying make it vanish? Cheap ones first."""
    signless = difference.replace(sp.sign, lambda u: u / sp.Abs(u))
    return any(way(signless) == 0 for way in WAYS)


WAYS: tuple[Callable[[Expr], Expr], ...] = (
    lambda e: e,
    sp.expand,
    lambda e: sp.cancel(sp.together(e)),
    lambda e: sp.expand(sp.expand_trig(e)),
    lambda e: sp.trigsimp(e),
    lambda e: sp.expand(sp.expand_log(e, force=False).rewrite(sp.exp)),
    sp.simplify,
)
