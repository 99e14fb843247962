"""Which quantities change together? An equation ties them, and rates are asked for: dA/dt, or A′ with t left out."""

from __future__ import annotations

from typing import NamedTuple

from calctutor.checking.working.statements import Read, said
from calctutor.engines.asking import free_names
from calctutor.notation.tree import Tree, name, names, replace, walk


class Related(NamedTuple):
    """Quantities that move together: the letter of time, which stands in no formula, and the letters that depend on it."""

    t: str
    moving: frozenset[str]


def related(statements: list[Read]) -> Related | None:
    """Quantities that an equation ties together, differentiated by a letter that stands nowhere else."""
    nodes = [node for s in statements for tree in s.trees for node in walk(tree)]
    if any(node.head in ("I", "L", "prime", "apply") for node in nodes):
        return None
    by = {str(node.args[1].value) for node in nodes if node.head == "D"}
    used = {x for s in statements for tree in s.trees for x in _outside(tree)}
    tied = {x for s in statements if len(s.parts) > 1 for x in _tied(s)}
    if len(by) != 1 or by & used or not tied:
        return None
    t = by.pop()
    moving = {str(n.args[0].value) for n in nodes if n.head == "D" and n.args[0].head == "name"} & tied
    given = {y for y, formula in said(statements).items() if y not in names(formula)}
    return Related(t, frozenset(moving | (tied - moving if not moving - given else set()))) if moving else None


def _outside(tree: Tree) -> set[str]:
    """The letters of a tree but for those by which it is differentiated."""
    if tree.head == "D":
        return _outside(tree.args[0])
    return {str(tree.value)} if tree.head == "name" else set().union(*map(_outside, tree.args))


def _tied(s: Read) -> set[str]:
    """The letters of an equation between quantities, without derivatives."""
    letters = {x for tree in s.trees for x in free_names(tree)}
    asks = any(node.head == "D" for tree in s.trees for node in walk(tree))
    return set() if asks or len(letters) < 2 else letters


def rates_by_time(statements: list[Read]) -> str:
    """The letter by which primes differentiate where they are rates, as in `A' = 2π r r'`: where letters that an equation ties
    together have them, and no letter is left that they could be slopes by. Empty where primes are slopes.
    """
    nodes = [node for s in statements for tree in s.trees for node in walk(tree)]
    primed = {str(node.args[0].value) for node in nodes if node.head == "prime" and node.args[0].head == "name"}
    plain = [s for s in statements if not any(n.head == "prime" for tree in s.trees for n in walk(tree))]
    tied = [_tied(s) for s in plain if len(s.parts) > 1]
    loose = set().union(*tied) - primed - set(said(plain))
    if (
        loose
        or not any(len(primed & letters) > 1 for letters in tied)
        or any(n.head in ("D", "I", "L", "apply") for n in nodes)
    ):
        return ""
    return next(t for t in ("t", "tau", "s") if name(t) not in nodes)


def with_rates(read: Read, t: str) -> Read:
    """The same statement with its primes as derivatives by t."""

    def turned(tree: Tree) -> Tree:
        primes = {node for node in walk(tree) if node.head == "prime" and node.args[0].head == "name"}
        return replace(tree, {node: Tree("D", (node.args[0], name(t))) for node in primes})

    parts = tuple(part and part._replace(trees=tuple(map(turned, part.trees))) for part in read.parts)
    return read._replace(parts=parts)
