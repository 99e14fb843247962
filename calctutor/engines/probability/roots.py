"""How are products of roots written: √2·√π as √(2π), and √2/(2√π·σ) as 1/(σ √(2π))?

sympy takes √(2π) apart and clears roots from below fraction bars, which no book on probability does.
"""

from __future__ import annotations

from typing import Any

from calctutor.notation.algebra import Algebra
from calctutor.notation.tree import Tree, add, divide, multiply, names, negative, number, replace, walk

ONE = number(1)


class RootAlgebra(Algebra):
    """The algebra of a problem of probability: as `Algebra`, with the roots of numbers under one sign."""

    def _write(self, expr: Any) -> Tree:
        return joined(super()._write(expr))


def joined(tree: Tree) -> Tree:
    """A product or quotient with the roots of its numbers under one sign."""
    if tree.head == "neg":
        inside = joined(tree.args[0])
        return inside.args[0] if inside.head == "neg" else negative(inside)
    if tree.head == "*":
        return _product(_under_one(list(tree.args)))
    if tree.head == "/":
        return _quotient(tree)
    if tree.head == "+":
        return add(*map(_turned, tree.args))
    if tree.head == "erf" and tree.args[0].head == "/":
        return tree.with_args((_quotient(tree.args[0], alone=True),))
    return tree


def _turned(term: Tree) -> Tree:
    """-erf(a (m - x)) as erf(a (x - m)): the function is odd."""
    if term.head != "neg":
        return term
    found = [node for node in walk(term) if node.head == "erf"]
    sums = [node for node in walk(found[0]) if node.head == "+"] if len(found) == 1 else []
    if len(sums) != 1 or len(sums[0].args) != 2 or sums[0].args[1].head != "neg":
        return term
    first, second = sums[0].args
    return replace(term.args[0], {found[0]: replace(found[0], {sums[0]: add(second.args[0], negative(first))})})


def _factors(tree: Tree) -> list[Tree]:
    return [one for part in tree.args for one in _factors(part)] if tree.head == "*" else [tree]


def _product(factors: list[Tree]) -> Tree:
    return multiply(*[f for f in factors if f != ONE] or [ONE])


def _is_root(tree: Tree) -> bool:
    return tree.head == "sqrt" and not names(tree)


def _under_one(factors: list[Tree]) -> list[Tree]:
    """The factors with their roots of numbers as one, behind the others."""
    roots = [f for f in factors if _is_root(f)]
    if len(roots) < 2:
        return factors
    inside = [f for root in roots for f in _factors(root.args[0])]
    return [*(f for f in factors if not _is_root(f)), Tree("sqrt", (_product(inside),))]


def _quotient(tree: Tree, alone: bool = False) -> Tree:
    """√n over a multiple of n and another root (or, `alone`, none), with all the roots below."""
    above, below = map(_factors, tree.args)
    if above[0].head == "neg":
        return negative(_quotient(divide(multiply(above[0].args[0], *above[1:]), tree.args[1]), alone))
    for root in [f for f in above if _is_root(f) and f.args[0].head == "number"]:
        n, place = root.args[0].value, next((i for i, f in enumerate(below) if f.head == "number"), None)
        if place is not None and below[place].value % n == 0 and (alone or any(map(_is_root, below))):
            above = [f for f in above if f is not root]
            below = [*below[:place], number(below[place].value // n), root, *below[place + 1 :]]
    return divide(_product(_under_one(above)), _product(_under_one(below)))


__all__ = ["RootAlgebra", "joined"]
