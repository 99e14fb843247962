"""Where is something evaluated between bounds? `[F]_a^b` and `F|_a^b`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, names

BOUND = r"(?:\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|(-?(?:\d+(?:\.\d+)?|\\?[A-Za-zπ∞]+|√\d+)|\([^()]*\)))"
LIMITS = re.compile(rf"\s*(?:_\s*{BOUND}\s*\^\s*{BOUND}|\^\s*{BOUND}\s*_\s*{BOUND})")


def evaluations(text: str, known: Iterable[str], inside: dict[str, Tree]) -> str:
    """The text with a word in the place of every bracket that is evaluated between bounds."""
    for closer in (")", "]", "|"):
        at = 0
        while (at := text.find(closer, at)) >= 0:
            found = LIMITS.match(text, at + 1)
            start = _opening(text, at) if found else None
            if found is None or start is None or (closer == ")" and not _is_evaluated(text, start)):
                at += 1
                continue
            low, high = _bounds(found)
            body = text[start:at] if closer == "|" else text[start + 1 : at]
            word = f"bracket_{len(inside)}"
            inside[word] = _between(body, low, high, known)
            text = f"{text[:start]} {word} {text[found.end() :]}"
            at = 0
    return text


def _is_evaluated(text: str, start: int) -> bool:
    """`(x^2)_0^1` is a bracket between bounds, but `f(x)_0^1` is not."""
    return not re.search(r"[A-Za-z]\s*$", text[:start])


def _opening(text: str, at: int) -> int | None:
    """Where the bracket that closes at `at` opens. A bar takes the bracket before it, or everything."""
    if text[at] == "|":
        before = text[:at].rstrip()
        if before.endswith((")", "]")) and (start := _opening(text, len(before) - 1)) is not None and not re.search(
            r"[A-Za-z0-9/*+^-]\s*$", before[:start]):  # fmt: skip
            return start
        return 0 if "|" not in text[:at] or text[:at].count("|") % 2 == 0 else None
    depth = 0
    for place in range(at, -1, -1):
        depth += (text[place] in ")]") - (text[place] in "([")
        if depth == 0:
            return place
    return None


def _bounds(found: re.Match[str]) -> tuple[str, str]:
    groups = [part for part in found.groups() if part is not None]
    lower_first = found[0].strip().startswith("_")
    return (groups[0], groups[1]) if lower_first else (groups[1], groups[0])


def _between(body: str, low: str, high: str, known: Iterable[str]) -> Tree:
    """F at the upper bound less F at the lower one; the bounds may say of which letter they are."""
    tree = read(re.sub(r"^\s*\\?\[?", "", body) if body.strip().startswith("[") else body, list(known))
    tree = tree.args[0] if tree.head == "list" and len(tree.args) == 1 else tree
    letter, below = _said(low, known)
    other, above = _said(high, known)
    inside = [n for n in names(tree) if n not in names(below) and n not in names(above)] or list(names(tree))
    x = letter or other or next((n for n in ("u", "x", "t", "y") if n in inside), (inside or ["x"])[0])
    return Tree("at", (tree, name(x), below, above))


def _said(bound: str, known: Iterable[str]) -> tuple[str, Tree]:
    letter, sign, value = bound.partition("=")
    return (letter.strip(), read(value, list(known))) if sign else ("", read(bound, list(known)))
