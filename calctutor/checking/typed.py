"""Which wrong answers come of a product or a fraction just as it was typed?

Algebra makes x^(3/2) of x √x before any rule is asked. Somebody who uses the product rule on it can get that wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.checking.inquiry import DERIVATIVES, Inquiry
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.mistakes.book import twins_of
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, names, negative, number, power, replace
from calctutor.rulebook import RULES, template

RULE = {"*": "product-rule", "/": "quotient-rule"}


def answers(inquiry: Inquiry) -> Iterator[tuple[Slip, Tree]]:
    """Each wrong answer with the slip that leads to it; none where the true solution uses the same rule."""
    task = inquiry.task
    rule = RULE.get(task.f.head) if task.kind in DERIVATIVES and len(inquiry.letters()) == 1 else None
    derivation = inquiry.derivation(task.f, inquiry.letters()) if rule else None
    if rule is None or derivation is None or derivation.roots[0].rule == rule:
        return
    u, *others = task.f.args
    v = multiply(*others)
    if not all(task.wrt[0] in names(part) for part in (u, v)):
        return  # a number above or below the bar is no case for these rules
    yield from _falsely(rule, u, v, name(task.wrt[0]))
    yield from _with_a_wrong_slope(inquiry, rule, u, v)


def _falsely(rule: str, u: Tree, v: Tree, x: Tree) -> Iterator[tuple[Slip, Tree]]:
    """The rule itself told falsely."""
    f = multiply(u, v) if rule == "product-rule" else divide(u, v)
    parts = {name("u"): u, name("v"): v, name("x"): x}
    place = Place(derivative(f, x), rule=RULES[rule].title)
    for mistake, lies in twins_of(rule):
        for says, _ in lies(None, None, {}):
            yield slip(mistake.id, {"u": u, "v": v, "x": x, "f": f}, place), replace(template(says), parts)


def _with_a_wrong_slope(inquiry: Inquiry, rule: str, u: Tree, v: Tree) -> Iterator[tuple[Slip, Tree]]:
    """The rule used well, on a slope that is wrong."""
    from calctutor.checking.lying import from_candidate

    x = inquiry.task.wrt[0]
    for part in (u, v):
        derivation = inquiry.derivation(part, (x,))
        for candidate in derivation.single() if derivation else ():
            du, dv = (candidate.answer if part is side else derivative(side, name(x)) for side in (u, v))
            turns = multiply(du, v), multiply(u, dv)
            product = add(*turns)
            fraction = divide(add(turns[0], negative(turns[1])), power(v, number(2)))
            yield from_candidate(candidate), product if rule == "product-rule" else fraction
