"""What is the problem that is being worked on? Settled before any line is judged, from all lines together.

The first question, a curve (an equation whose letter is differentiated later), conditions with a multiplier, or what the words
of the first line ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from calctutor.checking.working.lines import Written
from calctutor.checking.working.meaning import CONSTANTS, INDEXED, PARTIAL, Curve
from calctutor.checking.working.quantities import Related, related
from calctutor.checking.working.statements import Read, said
from calctutor.engines.asking import free_names
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, derivative, divide, name, names, negative, walk

QUESTIONS = ("D", "I", "L", "prime")


# What the words ask for.

ASKED = (
    ("D", re.compile(r"\b(?:differentiate|derivative\s+of|find\s+(?:the\s+)?d/dx\s+of|slope\s+of)\b", re.IGNORECASE)),
    ("I", re.compile(r"\b(?:integrate|integral\s+of|antiderivative\s+of|primitive\s+of)\b", re.IGNORECASE)),
)
BY = re.compile(r"\b(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?|by)\s+([A-Za-z])\b", re.IGNORECASE)


def goal(line: Written) -> str:
    """`D` or `I` where the words of a line ask for it, else nothing."""
    return next((kind for kind, words in ASKED if words.search(line.text)), "")


def by_letter(line: Written, trees: Iterable[Tree]) -> str:
    """The letter that the words name, or the likeliest."""
    if found := BY.search(line.text):
        return found[1]
    letters = {x for tree in trees for x in free_names(tree)}
    return next((x for x in ("x", "t", "y", "u", "s", "r") if x in letters), min(letters, default="x"))


# What all lines say together.


class Problem(NamedTuple):
    """`x` is the letter by which primes differentiate. `curve` is the equation that is differentiated implicitly."""

    x: str = "x"
    curve: Curve | None = None
    multipliers: bool = False
    defined: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    """Letters by which something is differentiated."""
    later: Mapping[str, Tree] = MappingProxyType({})
    """What letters of substitutions are said to be, on whatever line."""
    related: Related | None = None


def the_problem(statements: list[Read]) -> Problem:
    multipliers = any(name("lambda") in walk(tree) for s in statements for tree in s.trees)
    explicit = frozenset(_defined(statements))
    together = related(statements)
    return Problem(
        _variable(statements),
        None if multipliers or together else _curve(statements, explicit),
        multipliers,
        explicit,
        _by(statements),
        said(statements),
        together,
    )


def _variable(statements: list[Read]) -> str:
    """The letter of the first question, or of the first function; x if there is no other sign."""
    for s in statements:
        for tree in s.trees:
            for node in walk(tree):
                if node.head in ("D", "I", "L") and node.args[1].head == "name":
                    return _outer(str(node.args[1].value), statements)
        if s.first is not None and s.first.head == "apply" and s.first.args and s.first.args[0].head == "name":
            return str(s.first.args[0].value)
    letters = {x for s in statements for tree in s.trees for x in names(tree)}
    return next((x for x in ("x", "t") if x in letters), "x")


def _outer(letter: str, statements: list[Read]) -> str:
    """Not a letter that stands for a function of another one."""
    return "x" if letter in ("u", "v", "w") and any("x" in names(t) for s in statements for t in s.trees) else letter


def _by(statements: list[Read]) -> frozenset[str]:
    nodes = (node for s in statements for tree in s.trees for node in walk(tree))
    return frozenset(str(node.args[1].value) for node in nodes if node.head == "D" and node.args[0].head == "name")


def _defined(statements: list[Read]) -> Iterator[str]:
    """Letters that are given a formula before they are used: `y = x^2`, but not the y of a curve."""
    used: set[str] = set()
    for s in statements:
        first = s.first
        if first is not None and len(s.parts) > 1 and first.head == "name" and str(first.value) not in used and not any(
            str(first.value) in names(tree) for tree in s.trees[1:]):  # fmt: skip
            yield str(first.value)
        used |= {x for tree in s.trees for x in names(tree)}


def _curve(statements: list[Read], explicit: frozenset[str]) -> Curve | None:
    """The equation of which the derivative of some letter is taken, though no formula for it was given."""
    given = {y for y, formula in said(statements).items() if y not in names(formula)}
    explicit = explicit | given
    wanted = [y for y in dict.fromkeys(_differentiated(statements)) if y not in explicit and not _is_function(y, statements)]
    for s in statements:
        if len(s.parts) < 2 or s.first is None or any(n.head in QUESTIONS for tree in s.trees for n in walk(tree)):
            continue
        letters = {x for tree in s.trees for x in free_names(tree)}
        for y in wanted:
            if y in letters and s.parts[-1]:
                x = next((z for z in ("x", "t") if z in letters and z != y), next(iter(sorted(letters - {y})), "x"))
                return Curve(Tree("=", (s.first, s.parts[-1].trees[0])), x, y, _slope(s.first, s.parts[-1].trees[0], x, y))
    return None


def _slope(left: Tree, right: Tree, x: str, y: str) -> Tree:
    """-F_x / F_y."""
    gap = add(left, negative(right))
    return negative(divide(derivative(gap, name(x)), derivative(gap, name(y))))


def _differentiated(statements: list[Read]) -> Iterator[str]:
    for s in statements:
        for tree in s.trees:
            for node in walk(tree):
                if (node.head == "prime" and node.args[0].head == "name") or (
                    node.head == "D" and node.args[0].head == "name" and node.args[1] != node.args[0]
                ):
                    yield str(node.args[0].value)
                elif node.head == "apply" and str(node.value).endswith("'"):
                    yield str(node.value).rstrip("'")


def _is_function(y: str, statements: list[Read]) -> bool:
    """Is there a formula `y(x) = …`?"""
    return any(s.first is not None and s.first.head == "apply" and s.first.value == y and len(s.parts) > 1 for s in statements)


def is_label(tree: Tree) -> bool:
    """Something that a line may give a value to: a letter, f(x), f', a partial derivative, a pair of letters."""
    if tree.head in ("name", "prime", "apply"):
        return True
    if tree.head == "D":
        inner = tree
        while inner.head == "D":
            inner = inner.args[0]
        return inner.head in ("name", "apply")
    return tree.head == "tuple" and all(arg.head == "name" for arg in tree.args)


def unknown_letters(tree: Tree, known: Iterable[str]) -> list[str]:
    """Letters that nothing has introduced, except those that people use for constants."""
    return [
        x for x in free_names(tree)
        if x not in known and not CONSTANTS.match(x) and not x.startswith("d") and not PARTIAL.match(x) and not INDEXED.match(x)
    ]  # fmt: skip


NUMBER = r"(-?\d+(?:\.\d+)?(?:/\d+)?|-?π(?:/\d+)?|-?pi(?:/\d+)?)"
NAMED = re.compile(
    rf"\b(?:at|point)\b\s*(?:the\s+point\s*)?[A-Z]?\s*=?\s*\(\s*({NUMBER}(?:\s*,\s*{NUMBER})+)\s*\)", re.IGNORECASE
)


def named_points(text: str) -> list[tuple[Tree, ...]]:
    """The points of `at (1, 2)`, whatever their letters are."""
    return [tuple(read(part) for part in found[1].split(",")) for found in NAMED.finditer(text)]


def point_in(text: str, letters: tuple[str, ...]) -> dict[str, Tree] | None:
    """The point that words name: `at (3, 4)`, `at x = 1, y = 2`, `x=1:`."""
    number = NUMBER
    if len(letters) > 1 and (found := re.search(r"\(\s*" + r"\s*,\s*".join([number] * len(letters)) + r"\s*\)", text)):
        return {x: read(value) for x, value in zip(letters, found.groups(), strict=True)}
    point = {x: read(found[1]) for x in letters if (found := re.search(rf"(?<![A-Za-z']){x}\s*=\s*{number}(?![\w^*(])", text))}
    return point if len(point) == len(letters) else None
