"""What is too much, whoever typed it?

Bounds on text and tree, checked before any algebra is done. No number is computed to find out that it would be too large: sizes are
bounded from logarithms.
"""

from __future__ import annotations

import math
from fractions import Fraction

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree

LONGEST = 2000
DEEPEST = 100
MOST_DIGITS = 400.0
LARGEST_POWER = 1000
LARGEST_FACTORIAL = 200


def check_text(text: str, longest: int) -> None:
    """Raises `StudentError` for text that is too long or holds characters that no terminal should see."""
    if len(text) > longest:
        raise StudentError("too-long", f"this has {len(text):,} characters; at most {longest:,} are read", text[:60] + " ...", (0, 60), "name parts, or shorten it")
    for at, character in enumerate(text):
        if character < " " and character not in "\t\n\r" or character == "\x7f" or "\x80" <= character < "\xa0" or character in _HIDDEN:
            shown = "".join(c if c.isprintable() or c == " " else "␛" if c == "\x1b" else "�" for c in text)
            raise StudentError("control-character", f"there is an invisible character, U+{ord(character):04X}", shown, (at, at + 1), "type it again without it")


_HIDDEN = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe")


def check_tree(tree: Tree, text: str) -> None:
    """Raises `StudentError` for constant parts that would be enormous numbers, and for trees that are nested too deep."""
    size: dict[int, float | None] = {}
    depth: dict[int, int] = {}

    def visit(node: Tree) -> None:
        if id(node) in depth:
            return
        for arg in node.args:
            visit(arg)
        depth[id(node)] = 1 + max((depth[id(arg)] for arg in node.args), default=0)
        size[id(node)] = _digits(node, [size[id(arg)] for arg in node.args], text)

    visit(tree)
    if depth[id(tree)] > 2 * DEEPEST:
        raise _too_much(tree, text, "too-deep", f"this is nested more than {2 * DEEPEST} deep", "name the inner parts")


def _digits(node: Tree, sizes: list[float | None], text: str) -> float | None:
    """An upper bound of the digits of a constant, None for what is not one; it may be negative for small numbers."""
    if node.head == "number":
        return _number_digits(node, text)
    if node.head == "^":
        return _power_digits(node, sizes, text)
    if node.head in ("!", "gamma", "binomial"):
        return _factorial_digits(node, sizes, text)
    if any(size is None for size in sizes) or node.head not in ("+", "*", "/", "neg"):
        return 1.0 if node.head == "constant" else None
    known = [size for size in sizes if size is not None]
    total = sum(map(abs, known)) if node.head in ("*", "/") else max(known) + 1
    if total > MOST_DIGITS:
        raise _too_much(node, text, "too-large", f"this number would have more than {MOST_DIGITS:.0f} digits", "use smaller numbers")
    return total


def _number_digits(node: Tree, text: str) -> float:
    value = Fraction(node.value)
    digits = max(value.numerator.bit_length(), value.denominator.bit_length()) * 0.30103
    if digits > MOST_DIGITS:
        raise _too_much(node, text, "too-large", f"this number has more than {MOST_DIGITS:.0f} digits", "use a smaller number")
    return digits


def _power_digits(node: Tree, sizes: list[float | None], text: str) -> float | None:
    base, exponent = sizes
    if exponent is None:
        return None
    if exponent > math.log10(LARGEST_POWER) + 0.35 or (value := constant_value(node.args[1])) is not None and abs(value) > LARGEST_POWER:
        raise _too_much(node, text, "too-large", f"exponents go up to {LARGEST_POWER} here", "use a smaller exponent, or a letter for it")
    if base is None:
        return None
    digits = abs(base) * (abs(float(value)) if value is not None else LARGEST_POWER)
    if digits > MOST_DIGITS:
        raise _too_much(node, text, "too-large", f"this power would have more than {MOST_DIGITS:.0f} digits", "use smaller numbers")
    return digits


def _factorial_digits(node: Tree, sizes: list[float | None], text: str) -> float | None:
    for arg, size in zip(node.args, sizes, strict=True):
        value = constant_value(arg) if size is not None and size < 12 else None
        if size is not None and (value is None and size > 3 or value is not None and abs(value) > LARGEST_FACTORIAL):
            raise _too_much(node, text, "too-large", f"factorials go up to {LARGEST_FACTORIAL}! here", "use a smaller number, or a letter for it")
    return None if any(size is None for size in sizes) else MOST_DIGITS


def constant_value(tree: Tree) -> Fraction | None:
    """The value of a small constant made of numbers and the four operations, else None."""
    if tree.head == "number":
        return Fraction(tree.value)
    parts = [constant_value(arg) for arg in tree.args] if tree.head in ("+", "*", "/", "neg") else [None]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if tree.head == "neg":
        return -known[0]
    if tree.head == "/":
        return known[0] / known[1] if known[1] else None
    return sum(known, Fraction(0)) if tree.head == "+" else math.prod(known, start=Fraction(1))


def _too_much(node: Tree, text: str, code: str, reason: str, remedy: str) -> StudentError:
    return StudentError(code, reason, text, node.place or (0, len(text)), remedy)
