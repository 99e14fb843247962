"""What is the problem that is being worked on? Settled before any line is judged, from all lines together.

The first question, a curve (an equation whose letter is differentiated later), conditions with a multiplier, or what the words
of the first line ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from calctutor.checking.working.lines import Statement, Written
from calctutor.checking.working.meaning import CONSTANTS, INDEXED, PARTIAL, Curve
from calctutor.checking.working.pieces import Piece, expression
from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, derivative, divide, name, names, negative, walk

QUESTIONS = ("D", "I", "L", "prime")


class Read(NamedTuple):
    """A statement in trees; None for the empty left side of a line that goes on. `problem` says why it could not be read."""

    parts: tuple[Piece | None, ...]
    rough: frozenset[int] = frozenset()
    problem: str = ""

    @property
    def first(self) -> Tree | None:
        return self.parts[0].trees[0] if self.parts and self.parts[0] else None

    @property
    def trees(self) -> list[Tree]:
        return [tree for part in self.parts if part for tree in part.trees]


def read_statement(statement: Statement) -> Read:
    """Both sides in trees; what stands behind a `>` is a condition and left out."""
    try:
        parts = tuple(_plain(expression(part)) if part else None for part in statement.parts)
    except StudentError as problem:
        return Read((), problem=problem.reason)
    return Read(parts, statement.rough)


def _plain(piece: Piece) -> Piece:
    if any(tree.head in ("<", ">", "<=", ">=", "!=") for tree in piece.trees):
        return piece._replace(trees=tuple(tree.args[0] if len(tree.args) == 2 else tree for tree in piece.trees))
    return piece


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


class Related(NamedTuple):
    """Quantities that move together: the letter of time, which stands in no formula, and the letters that depend on it."""

    t: str
    moving: frozenset[str]


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
    together = _related(statements)
    return Problem(
        _variable(statements),
        None if multipliers or together else _curve(statements, explicit),
        multipliers,
        explicit,
        _by(statements),
        _said(statements),
        together,
    )


def _related(statements: list[Read]) -> Related | None:
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
    given = {y for y, formula in _said(statements).items() if y not in names(formula)}
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


def _said(statements: list[Read]) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for s in statements:
        first, right = s.first, s.parts[1] if len(s.parts) > 1 else None
        if first is not None and first.head == "name" and right and free_names(right.trees[0]):
            found.setdefault(str(first.value), right.trees[0])
    return found


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
    given = {y for y, formula in _said(statements).items() if y not in names(formula)}
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
