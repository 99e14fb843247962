"""Which functions are read as the formula that defines them?

Machine learning has more names than calculus has functions. These are written out where they are read, so that the page opens
with the formula and every rule applies to it as it stands: `silu(2x)` is 2x sigmoid(2x).
"""

from __future__ import annotations

from functools import cache

from calctutor.notation.parser import Parser
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree

DEFINITIONS: dict[str, str] = {
    "log1p": "ln(1 + u)",
    "expm1": "e^u - 1",
    "logit": "ln(u/(1 - u))",
    "silu": "u*sigmoid(u)",
    "gelu": "u*(1 + erf(u/sqrt(2)))/2",
    "mish": "u*tanh(softplus(u))",
    "softsign": "u/(1 + abs(u))",
    "elu": "piecewise(u, u >= 0, e^u - 1, otherwise)",
    "leakyrelu": "piecewise(u, u >= 0, v*u, otherwise)",
    "hypot": "sqrt(u^2 + v^2)",
    "mod": "u - v*floor(u/v)",
}
"""Name -> its formula in u, or in u and v, as in C99 and the libraries of machine learning; elu with α = 1; mod as the
remainder that has the sign of v."""

LARGEST = 2000
"""Nodes that a formula may have once it is written out: a nest of these doubles with every layer."""


def places(word: str) -> int:
    """How many arguments it takes."""
    return 2 if "v" in _letters(word) else 1


def written_out(parser: Parser, token: Token, word: str, args: tuple[Tree, ...]) -> Tree:
    """The formula of `word` with `args` for u and v. Raises `StudentError` where it would be too large."""
    parts = dict(zip(("u", "v"), args, strict=False))
    size = sum(_nodes(parts[letter]) for letter in _letters(word))
    if size > LARGEST:
        reason = f"{word} within {word}: the formula that this stands for is too long"
        parser.fail("too-long", reason, (token.start, parser.end), "name the inner part, and put it in later")
    return _filled(parser, token, _formula(word), parts)


def _filled(parser: Parser, token: Token, node: Tree, parts: dict[str, Tree]) -> Tree:
    if node.head == "name":
        return parts[node.value]
    return parser.node(node.head, tuple(_filled(parser, token, arg, parts) for arg in node.args), token.start, node.value)


@cache
def _formula(word: str) -> Tree:
    return Parser(DEFINITIONS[word]).whole()


@cache
def _letters(word: str) -> list[str]:
    """The letters of the formula, as often as they stand in it."""
    return _names(_formula(word))


def _names(node: Tree) -> list[str]:
    return [node.value] if node.head == "name" else [letter for arg in node.args for letter in _names(arg)]


def _nodes(node: Tree) -> int:
    """How many nodes there are to write; shared ones count as often as they stand there."""
    return 1 + sum(map(_nodes, node.args))
