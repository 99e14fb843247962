"""How is a question of a quiz worked? By the engine that its command would ask. Loads sympy; belongs in a worker."""

from __future__ import annotations

from calctutor.checking.rows import options_of
from calctutor.checking.tasks import Task, read_task
from calctutor.engines.asking_where import bounded
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, replace
from calctutor.quiz.drawing import Drawn
from calctutor.steps import Solution, Step


def task_of(question: Drawn) -> Task:
    """What is asked, as `calctutor check` would read it. Raises `StudentError`."""
    if question.kind in ("work", "rule"):
        return _stated(question)
    return read_task(question.kind, question.expression, options_of(question.options))


def _stated(question: Drawn) -> Task:
    """A derivation, or a problem whose rule is to be named: an integral or a limit if it says so, else a derivative."""
    tree = read(question.expression)
    options = dict(question.options)
    kind = {"I": "integrate", "L": "limit"}.get(tree.head, "diff")
    if tree.head not in ("D", "I", "L"):
        kind = "integrate" if "from" in options else "limit" if "to" in options else kind
    return read_task(kind, question.expression, options_of(options))


def solved(question: Drawn) -> Solution:
    """The worked solution. Raises `StudentError` where the engines do, and for kinds that have none."""
    if question.kind in ("choice", "number") and not question.expression:
        raise StudentError("no-solution", "this question has nothing to be worked", exit_code=NO_METHOD)
    if question.kind in ("choice", "number"):
        question = _as_derivative(question)
    return worked(task_of(question))


def _as_derivative(question: Drawn) -> Drawn:
    """A choice or a number with an expression is about its derivative, integral or limit, as the rule of it would be."""
    from dataclasses import replace as changed

    return changed(question, kind="rule")


def worked(task: Task) -> Solution:
    """The solution of a task. Raises `StudentError`."""
    place = dict(task.let) or None
    match task.kind:
        case "diff" | "partial" | "chain":
            return _derivative(task, place)
        case "implicit":
            from calctutor.engines import implicit

            return implicit.differentiate(task.f, task.wrt[0], task.about["of"])
        case "gradient" | "directional":
            from calctutor.engines import gradient

            return gradient.differentiate(task.f, task.wrt, place, task.about.get("direction"))
        case "hessian":
            from calctutor.engines import hessian

            return hessian.differentiate(task.f, task.wrt, place)
        case "jacobian":
            from calctutor.engines import jacobian

            parts = task.f.args if task.f.head in ("tuple", "list") else (task.f,)
            return jacobian.differentiate(parts, task.wrt, place)
        case "integrate":
            return _integral(task)
        case "limit":
            from calctutor.engines import limit

            return limit.find(task.f, task.wrt[0], task.about["to"], task.about["side"] or "", assumed=task.given)
        case "probability":
            from calctutor.checking.probability.working import solution_of

            return solution_of(task.about["chance"])
    raise StudentError("no-solution", f"there are no steps to show for {task.kind}", exit_code=NO_METHOD)


def _derivative(task: Task, place: dict[str, Tree] | None) -> Solution:
    if len(task.wrt) == 1 and task.kind != "partial":
        from calctutor.engines import derivative

        x = task.wrt[0]
        at = None if place is None or set(place) != {x} else place[x]
        return derivative.differentiate(task.f, x, task.order, at)
    from calctutor.engines import partial

    return partial.differentiate(task.f, task.wrt * task.order if len(task.wrt) == 1 else task.wrt, place)


def _integral(task: Task) -> Solution:
    from calctutor.engines import definite, integral
    from calctutor.engines.definite import iterated

    x = task.wrt[0]
    if not task.about["bounds"]:
        return integral.integrate(task.f, x)
    below, above = task.about["bounds"]
    f, ranges = bounded(task.f) or (task.f, [])
    if ranges:
        return iterated.integrate(f, [*ranges, (x, below, above)], task.given)
    return definite.integrate(f, x, below, above, task.given)


IN_PASSING = frozenset({
    "constant-multiple-rule", "minus-sign", "constant-multiple-of-an-integral", "minus-sign-of-an-integral",
    "constant-factor",
})  # fmt: skip
"""Rules by which a solution may begin without their being what it is about."""


def telling(step: Step) -> Step:
    """The first step that says how the problem is done: what stands behind a constant factor or a minus."""
    while step.rule in IN_PASSING and len(step.asked) == 1:
        step = step.substeps[0]
    return step


def right(question: Drawn) -> str | Tree | None:
    """What would have been right, for questions without steps: an answer, or the options that are right."""
    if question.kind == "choice":
        return ", ".join(question.choices[i] for i in question.correct)
    if question.kind == "number":
        return question.answer[0]
    if question.kind == "rule":
        from calctutor.quiz.judging import rule_title, rules_of

        return rule_title(rules_of(question)[-1])
    return right_answer(task_of(question), None)


def right_answer(task: Task, solution: Solution | None) -> Tree | None:
    """The answer that a student should have given, at the point of the task if it has one."""
    if task.kind == "same":
        return task.f
    if task.kind == "descend-step":
        return task.question
    if task.kind == "probability":
        from calctutor.checking.answers import NOWHERE
        from calctutor.checking.probability.working import answer_of, without_value

        return NOWHERE if without_value(task.about["chance"]) else answer_of(task.about["chance"])
    if solution is None:
        return None
    if task.kind == "directional":
        along: Tree = solution.about["direction"].value.exact
        return along
    return replace(solution.answer, {name(letter): value for letter, value in task.let.items()})
