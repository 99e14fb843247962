"""Does a line read u v - ∫ v du for the integral on the line before, for some split of its first term?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from calctutor.balls.equality import compare
from calctutor.checking.working.equality import slope
from calctutor.checking.working.questions import questions
from calctutor.notation.tree import Tree, derivative, multiply, name, names, negative, number


def by_parts(before: Tree, after: Tree) -> str:
    """Does the line read u v - ∫ v du, for some split of its first term?"""
    before, after = _without_bounds(before), _without_bounds(after)
    asked, left = questions(before), questions(after)
    if len(asked) != 1 or len(left) != 1 or asked[0].head != "I" or left[0].head != "I" or len(asked[0].args) != 2:
        return ""
    x = str(asked[0].args[1].value)
    terms = [term for term in _terms(after) if not questions(term)]
    rest = [term for term in _terms(after) if questions(term)]
    if len(terms) != 1 or len(rest) != 1 or x not in names(terms[0]):
        return ""
    wanted = negative(slope(rest[0], x))
    for u, v in _splits(terms[0]):
        if compare(multiply(derivative(u, name(x)), v), wanted).equal:
            return "Integration by parts"
    return ""


def _without_bounds(tree: Tree) -> Tree:
    """Integrals and brackets between bounds, as if they had none."""
    args = tuple(map(_without_bounds, tree.args))
    if tree.head == "at" and len(tree.args) == 4:
        return args[0]
    return tree.with_args(args[:2] if tree.head == "I" else args) if args else tree


def _terms(tree: Tree) -> list[Tree]:
    if tree.head == "+":
        return [term for arg in tree.args for term in _terms(arg)]
    if tree.head == "neg" and tree.args[0].head == "+":
        return [negative(term) for term in _terms(tree.args[0])]
    return [tree]


def _splits(term: Tree) -> Iterator[tuple[Tree, Tree]]:
    """The term as a product of two, in every way."""
    factors = _factors(term)
    for size in range(len(factors) + 1):
        for chosen in combinations(range(len(factors)), size):
            yield (multiply(*(factors[i] for i in chosen)),
                   multiply(*(f for i, f in enumerate(factors) if i not in chosen)))  # fmt: skip


def _factors(term: Tree) -> list[Tree]:
    if term.head == "neg":
        return [number(-1), *_factors(term.args[0])]
    if term.head == "/":
        return [*_factors(term.args[0]), Tree("/", (number(1), term.args[1]))]
    if term.head == "*":
        return [factor for arg in term.args for factor in _factors(arg)][:6]
    return [term]
