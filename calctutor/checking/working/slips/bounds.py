"""Which slip was made where bounds were put in, or where an integral got a new letter?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.asking import around
from calctutor.checking.working.questions import questions
from calctutor.checking.working.verdicts import Step
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, names, negative, number, power, replace, walk

ZERO, ONE = number(0), number(1)


def put_in(step: Step) -> Iterator[Slip]:
    """`[F]_a^b = F(b)`: what became of the two values."""
    for bracket in (node for node in walk(step.before) if node.head == "at" and len(node.args) == 4):
        beside, factor = around(step.before, bracket)
        if factor is None:
            continue
        wrote = divide(add(step.after, negative(beside)), factor)
        F, x, low, high = bracket.args
        below, above = (replace(F, {x: end}) for end in (low, high))
        for mistake, value in (
            ("lower-bound-ignored", above), ("upper-bound-ignored", below), ("upper-bound-ignored", negative(below)),
            ("bounds-reversed", add(below, negative(above))), ("bounds-added", add(above, below)),
        ):  # fmt: skip
            if compare(value, wrote).equal:
                yield slip(mistake, {}, Place(bracket, step.after))


def substituted(step: Step) -> Iterator[Slip]:
    """An integral by x that became one by u: the factor of du, and the bounds."""
    old, new = questions(step.before), questions(step.after)
    if step.inside is None or len(old) != 1 or len(new) != 1 or old[0].head != "I" or new[0].head != "I":
        return
    u, inside = step.inside
    (beside, here), (other, there) = around(step.before, old[0]), around(step.after, new[0])
    if here is None or there is None or new[0].args[1] != name(u) or (beside, other) != (ZERO, ZERO):
        return
    x, put_back = old[0].args[1], {name(u): inside}
    f = multiply(here, old[0].args[0])
    g = multiply(there, replace(new[0].args[0], put_back))
    du = derivative(inside, x)
    mistake = "" if _same(f, multiply(g, du)) else _factor(f, g, du, x, there)
    if mistake:
        found = slip(mistake, {}, Place(step.before, step.after))
        yield found._replace(text=(*found.text, " Here ", Tree("=", (name(u), inside)), f": what is d{u}, in full?"))
    elif len(old[0].args) == len(new[0].args) == 4:
        kept = old[0].args[2:] == new[0].args[2:]
        yield slip("bounds-not-changed" if kept else "new-bound-wrong", {"inside": inside}, Place(step.before, step.after))


def put_back(step: Step) -> Iterator[Slip]:
    """The letter of a substitution replaced by the old one instead of by what it stands for."""
    if step.inside is None or step.inside[0] in names(step.after):
        return
    u, inside = step.inside
    for x in names(inside):
        if _same(derivative(replace(step.before, {name(u): name(x)}), name(x)), derivative(step.after, name(x))):
            yield slip("letter-not-put-back", {"letter": name(u)}, Place(step.before, step.after))


def _factor(f: Tree, g: Tree, du: Tree, x: Tree, there: Tree) -> str:
    """By what f dx differs from g du; `there` is the factor that stands before the new integral."""
    if _same(f, g):
        return "substitution-factor"
    ratio = divide(multiply(g, du), f)
    if not _same(derivative(ratio, x), ZERO):
        return "substitution-leftover" if _same(derivative(divide(g, f), x), ZERO) else ""
    wanted = divide(there, ratio)
    for mistake, other in (
        ("substitution-sign", negative(wanted)), ("substitution-factor", ONE),
        ("substitution-factor-upside-down", divide(ONE, wanted)), ("substitution-factor-squared", power(wanted, number(2))),
    ):  # fmt: skip
        if _same(there, other):
            return mistake
    return "substitution-factor"


def _same(a: Tree, b: Tree) -> bool:
    return compare(a, b).equal
