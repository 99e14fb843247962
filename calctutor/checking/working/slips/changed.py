"""Which part of an expression is not what it was on the line before, and what happened to it?

What both lines have in common is taken away: equal terms of a sum, equal factors of a product, the same function around a part.
"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.checking.slips import Place, Slip
from calctutor.checking.telling import slip
from calctutor.checking.working.equality import is_constant
from calctutor.notation.tree import Tree, add, divide, multiply, negative, number, power, walk

MOST = 8
"""Terms or factors that are compared with each other."""
NOTHING, ONE = number(0), number(1)


def told(before: Tree, after: Tree) -> Iterator[Slip]:
    """The one thing to say of the part that changed."""
    part, wrote = changed(before, after)
    mistake = _what(part, wrote)
    yield slip(mistake, {"part": part, "wrote": wrote}, Place(part, wrote))


def _what(part: Tree, wrote: Tree) -> str:
    if wrote == NOTHING and part != NOTHING:
        return "term-lost"
    if part == NOTHING:
        return "term-too-much"
    if compare(add(part, wrote), NOTHING).equal:
        return "sign-changed"
    if is_constant(wrote) and (is_constant(part) or _is_number(part)):
        return "calculated-wrongly"
    if _is_number(divide(wrote, part)):
        return "number-in-front-changed"
    if _factors_of(wrote) and not _factors_of(part):
        return "factored-wrongly"
    return "multiplied-out-wrongly" if _factors_of(part) and wrote.head == "+" else "simplified-wrongly"


def _is_number(ratio: Tree) -> bool:
    """The same at every place?"""
    letters = sorted({str(node.value) for node in walk(ratio) if node.head == "name"})
    slopes = (Tree("D", (ratio, Tree("name", (), letter))) for letter in letters)
    return all(compare(slope, NOTHING).equal for slope in slopes)


def _factors_of(tree: Tree) -> bool:
    """Is it a product, or a power, of sums?"""
    tree = tree.args[0] if tree.head == "neg" else tree
    parts = tree.args if tree.head == "*" else (tree,) if tree.head == "^" else ()
    return any(part.head == "+" or (part.head == "^" and part.args[0].head == "+") for part in parts)


def changed(before: Tree, after: Tree) -> tuple[Tree, Tree]:
    """The part of `before` that is not what stands for it in `after`, and what does. 0 for a term that is not there."""
    for narrower in (_in_a_sum, _in_a_product, _inside):
        if found := narrower(before, after):
            return changed(*found)
    return before, after


Parts = tuple[Tree, Tree] | None


def _in_a_sum(before: Tree, after: Tree) -> Parts:
    """Without the terms that both have."""
    ours, theirs = _terms(before), _terms(after)
    left, right = _without_common(ours, theirs)
    return (add(*left), add(*right)) if len(left) < len(ours) and (left or right) else None


def _terms(tree: Tree) -> list[Tree]:
    if tree.head == "+":
        return [term for arg in tree.args for term in _terms(arg) if not is_constant(term) or not compare(term, NOTHING).equal]
    if tree.head == "neg":
        return [term.args[0] if term.head == "neg" else negative(term) for term in _terms(tree.args[0])]
    return [tree]


def _in_a_product(before: Tree, after: Tree) -> Parts:
    """Without the factors that both have, above and below the bar."""
    if is_constant(before) and is_constant(after):
        return None
    (top, bottom), (over, under) = _factors(before), _factors(after)
    above, below = _without_common(top, over), _without_common(bottom, under)
    if len(above[0]) + len(below[0]) == len(top) + len(bottom) or not (above[0] or below[0] or above[1] or below[1]):
        return None
    left, right = (_fraction(above[k], below[k]) for k in (0, 1))
    return None if ONE in (left, right) else (left, right)


def _fraction(top: list[Tree], bottom: list[Tree]) -> Tree:
    if top[:1] == [number(-1)]:
        return negative(_fraction(top[1:], bottom))
    return divide(multiply(*top), multiply(*bottom)) if bottom else multiply(*top)


def _factors(tree: Tree) -> tuple[list[Tree], list[Tree]]:
    """What stands above and below the bar."""
    if tree.head == "neg":
        top, bottom = _factors(tree.args[0])
        return [number(-1), *top], bottom
    if tree.head == "/":
        (top, under), (bottom, over) = _factors(tree.args[0]), _factors(tree.args[1])
        return [*top, *over], [*under, *bottom]
    if tree.head == "*":
        several = [_factors(arg) for arg in tree.args]
        return [f for top, _ in several for f in top], [f for _, bottom in several for f in bottom]
    if tree.head == "^" and tree.args[1].head == "neg":
        return [], [power(tree.args[0], tree.args[1].args[0])]
    return ([], []) if tree == ONE else ([tree], [])


def _without_common(ours: list[Tree], theirs: list[Tree]) -> tuple[list[Tree], list[Tree]]:
    if max(len(ours), len(theirs)) > MOST:
        return ours, theirs
    left, right = [], list(theirs)
    for part in ours:
        match = next((other for other in right if part == other or compare(part, other).equal), None)
        if match is None:
            left.append(part)
        else:
            right.remove(match)
    return left, right


def _inside(before: Tree, after: Tree) -> Parts:
    """The one argument of the same function, question or power that is another one."""
    if (
        before.head != after.head
        or before.value != after.value
        or before.head in ("+", "*", "=")
        or len(before.args) != len(after.args)
    ):
        return None
    other = [(a, b) for a, b in zip(before.args, after.args, strict=True) if a != b and not compare(a, b).equal]
    return other[0] if len(other) == 1 else None
