"""Which wrong answers come of false algebra, before the calculus or after it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calctutor.checking.answer import judge
from calctutor.checking.fingerprint import Fingerprint
from calctutor.checking.inquiry import Inquiry, question_of
from calctutor.checking.lies import Derivation
from calctutor.checking.light import lightened
from calctutor.checking.rebuilding import rebuilt
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.verdicts import CORRECT
from calctutor.engines.asking import free_names
from calctutor.mistakes.algebra import SLIPS, rewritten
from calctutor.mistakes.book import MISTAKES
from calctutor.notation.tree import Tree, derivative, name, unmarked
from calctutor.steps import Step, every_step


def algebra_first(inquiry: Inquiry) -> Iterator[Slip]:
    """False algebra before the calculus, and then everything right: the answer to another problem."""
    task = inquiry.task
    for mistake, rewriting in SLIPS.items():
        for seen, old, new in rewritten(task.f, rewriting):
            if inquiry.late():
                return
            if (asked := question_of(task, seen)) and _answers(inquiry, asked):
                found = slip(mistake, place=Place(old, new), solved=seen if task.kind != "same" else None)
                yield found._replace(vague=found.vague + 1) if inquiry.numeric and task.kind != "same" else found
                break


def _answers(inquiry: Inquiry, question: Tree) -> bool:
    if question.head == "I" and len(question.args) == 2:
        x = question.args[1]
        letters = (*inquiry.task.wrt, *free_names(inquiry.answer))
        return Fingerprint(question.args[0], letters).matches(derivative(inquiry.answer, x))
    if question.head == "=":
        return judge(inquiry.task._replace(f=question, question=question), inquiry.answer).verdict == CORRECT
    return inquiry.print.matches(question)


def algebra_after(inquiry: Inquiry) -> Iterator[Slip]:
    """Everything right, and then false algebra on the result of a step."""
    if inquiry.numeric:
        return
    for derivation, target in inquiry.derivatives():
        for level, root in enumerate(derivation.roots):
            for step in every_step((root,)):
                yield from _miscalculated(inquiry, derivation, target, level, step)


def _miscalculated(inquiry: Inquiry, derivation: Derivation, target: Fingerprint, level: int, step: Step) -> Iterator[Slip]:
    for form in dict.fromkeys((lightened(unmarked(step.filled)), step.answer)):
        for mistake, rewriting in SLIPS.items():
            if MISTAKES[mistake].vague:
                continue
            for wrong, old, new in rewritten(form, rewriting):
                if inquiry.late():
                    return
                false = replace(step, after=wrong, answer=wrong, asked=())
                whole = rebuilt(derivation.roots[level], {id(step): false})
                if target.matches(derivative(whole, *map(name, derivation.by[level + 1 :]))):
                    yield slip(mistake, place=Place(old, new))
                    break
