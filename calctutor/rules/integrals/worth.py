"""What does a step of the search come to? Its equation, with the values of the integrals that it leaves put in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from calctutor.notation.algebra import operate, symbol
from calctutor.notation.tree import Tree
from calctutor.rulebook import template
from calctutor.rules.integrals.candidates import X, asked, meant, operate_leaf
from calctutor.steps import Rewrite, Rule

Expr = Any


def worth(q: Expr, rule: Rule, rewrite: Rewrite, value: Callable[[Expr], Expr]) -> Expr:
    """The antiderivative of q by this step; `value` gives those of the integrals that it leaves, in the letter X."""
    equation = rewrite.equation or template(rule.equation)
    return _evaluated(equation.args[1], {"f": q, "x": X, **rewrite.where, **rewrite.let}, rewrite.let, value)


def _evaluated(node: Tree, meanings: dict[str, Expr], let: Any, value: Callable[[Expr], Expr]) -> Expr:
    if node.head == "I":
        part, closing = asked(node, meanings, let)
        return value(part).xreplace({X: closing})
    if node.head == "name":
        found = meant(node.value, meanings)
        return found.xreplace({symbol(k): v for k, v in let.items()}) if node.value not in let else found
    if not node.args:
        return operate_leaf(node)
    return operate(node.head, tuple(_evaluated(arg, meanings, let, value) for arg in node.args), node.value)
