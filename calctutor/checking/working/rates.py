"""How fast do quantities change that are tied to each other? What relations between them say of their rates.

A relation is solved for one of its letters, in every branch (y = ±√(25 - x²)); the rate of that letter is then the total
derivative of its formula, and whatever is said about rates becomes an expression in the letters that are left. Loads sympy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from calctutor.checking.working.equality import free_letters, same
from calctutor.checking.working.equations import calculated, solutions
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, derivative, multiply, name, negative, number, replace, walk

RATE = "rate_"
DEEPEST = 6
MOST_BRANCHES = 8


class Branch(NamedTuple):
    """Formulas of the letters that relations give, of the rates that do not follow from those, and values that are known."""

    formulas: dict[str, Tree]
    known: dict[str, Tree]
    rates: dict[str, Tree]


START = Branch({}, {}, {})


def rate(letter: str) -> Tree:
    """dz/dt as a letter of its own."""
    return name(RATE + letter)


def in_rates(tree: Tree, t: str, moving: frozenset[str]) -> Tree:
    """Every derivative by t in the rates of the letters that it depends on."""
    if tree.head == "D" and tree.args[1] == name(t):
        inner = in_rates(tree.args[0], t, moving)
        return rate(str(inner.value)) if inner.head == "name" else total(inner, moving)
    return tree.with_args(tuple(in_rates(arg, t, moving) for arg in tree.args)) if tree.args else tree


def total(tree: Tree, moving: Iterable[str]) -> Tree:
    """The derivative of what depends on moving letters: each partial derivative times its rate."""
    moved = [z for z in sorted(moving) if z in free_letters(tree)]
    return add(*(multiply(derivative(tree, name(z)), rate(z)) for z in moved)) if moved else number(0)


def gap(equation: Tree) -> Tree:
    return add(equation.args[0], negative(equation.args[1]))


def related(branches: Sequence[Branch], relation: Tree) -> list[Branch]:
    """The branches once this relation holds too; none if it could not be solved for any letter."""
    return [
        branch._replace(formulas={**branch.formulas, letter: formula})
        for branch in branches
        for letter, formula in _solved(branch, relation)
    ][:MOST_BRANCHES]


def _solved(branch: Branch, relation: Tree) -> list[tuple[str, Tree]]:
    left, right = relation.args
    if left.head == "name" and str(left.value) not in branch.formulas and left not in walk(right):
        return [(str(left.value), right)]
    bare = gap(replaced(relation, branch.formulas))
    tried = [[(z, formula) for formula in _roots(bare, z)] for z in sorted(free_letters(bare)) if z not in branch.formulas]
    return min(filter(None, tried), key=len, default=[])


def _roots(bare: Tree, letter: str) -> list[Tree]:
    import sympy as sp

    from calctutor.notation.algebra import Algebra, symbol

    algebra = Algebra()
    try:
        found = sp.solve(calculated(algebra, bare), symbol(letter))
        return [algebra.tree(root) for root in found if not root.has(sp.I)]
    except (StudentError, NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return []


def replaced(tree: Tree, formulas: dict[str, Tree]) -> Tree:
    """With the formulas put in, and those of the letters that these bring with them."""
    for _ in range(DEEPEST):
        here = {name(z): formula for z, formula in formulas.items() if name(z) in walk(tree)}
        if not here:
            break
        tree = replace(tree, here)
    return tree


def reduced(branch: Branch, tree: Tree, moving: frozenset[str], known: bool = False) -> Tree:
    """In the letters that are left; with `known`, after the values that are known are put in."""
    rates = {RATE + z: total(replaced(formula, branch.formulas), moving) for z, formula in branch.formulas.items()}
    tree = replaced(replaced(tree, {**rates, **branch.rates}), branch.formulas)
    return _put(tree, branch.known) if known else tree


def _put(tree: Tree, known: dict[str, Tree]) -> Tree:
    for z, value in known.items():
        tree = Tree("at", (tree, name(z), value)) if z in free_letters(tree) else tree
    return tree


def told(branch: Branch, equation: Tree, moving: frozenset[str]) -> list[Branch] | None:
    """The branches in which a value that is given holds (none: it contradicts the others), or None if that is not known yet."""
    left, right = (_worked_out(reduced(branch, side, moving, True)) for side in equation.args)
    letters, meant = [*free_letters(left), *free_letters(right)], Tree("=", (left, right))
    if not letters:
        found = same(left, right)
        return [branch] if found.kind != "different" else []
    if len(set(letters)) > 1:
        return None
    where = solutions([meant])
    return None if where is None else [branch._replace(known={**branch.known, **point}) for point in where]


def _worked_out(tree: Tree) -> Tree:
    """With its derivatives taken: that of 9πh depends on no letter any more."""
    from calctutor.notation.algebra import Algebra

    algebra = Algebra()
    try:
        return algebra.tree(calculated(algebra, tree))
    except (StudentError, NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return tree


def tidy(tree: Tree) -> Tree:
    """Without the zeros that stand where rates stood."""
    from calctutor.notation.algebra import Algebra

    algebra = Algebra()
    return algebra.tree(algebra.expression(tree))
