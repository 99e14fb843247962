"""Which slip was made where an equation was solved, or values were put into it?

The equations that stand before it are given; the false ways of solving one are tried on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.rates import RATE, tidy
from calctutor.checking.working.slips import changed
from calctutor.checking.working.verdicts import Step
from calctutor.mistakes.lines import LINEAR, SQUARES
from calctutor.notation.tree import Tree, add, derivative, name, negative, number, replace, walk

MOST = 4
"""Equations before the wrong one that are looked at."""
ZERO = number(0)


def solved(step: Step) -> Iterator[Slip]:
    """`3x - 12 = 0`, and then `x = 12`."""
    left, right = step.meant
    if left.head != "name" or str(left.value) in free_letters(right):
        return
    for equation in [e for e in reversed(step.given) if str(left.value) in free_letters(e)][:MOST]:
        for mistake in _false_roots(gap(equation), left, right):
            yield slip(mistake, {"letter": step.before}, Place(in_words(equation), step.after))


def unsolved(step: Step) -> Iterator[Slip]:
    """A value that does not satisfy the last equation for it."""
    left, right = step.meant
    if left.head == "name" and str(left.value) not in free_letters(right):
        for equation in reversed(step.given):
            if left in walk(equation) and equation.args[0] != left and not any(node.head == "D" for node in walk(equation)):
                holes: dict[str, str | Tree] = {"letter": step.before, "equation": in_words(equation)}
                yield slip("solved-wrongly", holes, Place(in_words(equation), step.after))
                return


def in_words(equation: Tree) -> Tree:
    """With rates as they are written."""
    rates = {node: derivative(name(str(node.value).removeprefix(RATE)), name("t"))
             for node in walk(equation) if str(node.value).startswith(RATE)}  # fmt: skip
    return replace(equation, rates)


def gap(equation: Tree) -> Tree:
    return add(equation.args[0], negative(equation.args[1]))


def _false_roots(bare: Tree, z: Tree, value: Tree) -> Iterator[str]:
    """The false ways that make this value of the equation `bare` = 0."""
    at = {k: Tree("at", (bare, z, number(k))) for k in (-1, 0, 1, 2)}
    linear = _same(add(at[0], at[2]), add(at[1], at[1]))
    square = _same(at[1], at[-1]) and _same(add(at[2], negative(at[0])), multiply_by(4, add(at[1], negative(at[0]))))
    a, b = add(at[1], negative(at[0])), at[0]
    for mistake, formula in LINEAR if linear else SQUARES if square else ():
        if _same(formula(a, b), value):
            yield mistake
    if not linear and not square and _same(Tree("at", (bare, z, negative(value))), ZERO):
        yield "root-of-a-factor-sign"


def multiply_by(k: int, tree: Tree) -> Tree:
    return Tree("*", (number(k), tree))


def put_in(step: Step) -> Iterator[Slip]:
    """An equation with values for its letters, one of which is not what the letter is."""
    new = Tree("=", step.meant)
    if step.kind != "equation":
        return
    for equation in list(reversed(step.given))[:MOST]:
        here: dict[Tree, Tree] = {}
        if not matched(equation, new, here) or not here:
            continue
        known = {e.args[0]: replace(e.args[1], here) for e in step.given if e.args[0].head == "name"}
        odd = [(z, wrote) for z, wrote in here.items() if z in known and not _same(known[z], wrote)]
        if len(odd) == 1:
            letter, wrote = odd[0]
            yield slip("put-in-wrongly", {"letter": letter, "wrote": wrote}, Place(in_words(equation), new))
            return


def matched(form: Tree, tree: Tree, here: dict[Tree, Tree]) -> bool:
    """Is the tree the form with something for each letter? What, is put down in `here`."""
    if form.head == "name":
        return here.setdefault(form, tree) == tree
    if form.head != tree.head or form.value != tree.value or len(form.args) != len(tree.args):
        return False
    return all(matched(a, b, here) for a, b in zip(form.args, tree.args, strict=True))


def coefficient(step: Step) -> Iterator[Slip]:
    """`12·3 + 12 y' = 0` where 2y is not 12: values put into an equation between rates."""
    rates = sorted(z for z in free_letters(Tree("=", step.meant)) if z.startswith(RATE))
    if step.kind != "rates" or len(rates) != 1:
        return
    z, wrong = name(rates[0]), gap(Tree("=", step.meant))
    for equation in list(reversed(step.given))[:MOST]:
        here = {z: number(0)}, {z: number(1)}
        (low, high), (none, once) = ([replace(tree, put) for put in here] for tree in (gap(equation), wrong))
        wanted, wrote = (add(b, negative(a)) for a, b in ((low, high), (none, once)))
        if _same(low, none) and not _same(wanted, wrote) and not free_letters(wrote):
            yield slip(
                "calculated-wrongly", {"part": tidy(wanted), "wrote": tidy(wrote)}, Place(in_words(equation), step.after)
            )
            return


def factored(step: Step) -> Iterator[Slip]:
    """`x^2 - x - 6 = 0`, and then `(x + 3)(x - 2) = 0`: one side stays, and the other one changes."""
    left, right = step.meant
    for equation in list(reversed(step.given))[:1]:
        before, beside = equation.args
        if _same(beside, right) and free_letters(before) == free_letters(left):
            yield from changed.told(before, left)
        elif _same(before, left) and free_letters(right):
            yield from changed.told(beside, right)


def _same(a: Tree, b: Tree) -> bool:
    return compare(a, b).equal
