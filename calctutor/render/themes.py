"""Which colours do the parts of a page have?

Each colour has a contrast of at least 4.5:1 on its background, by the formula of WCAG 2.1, so that u, v and w can be read as
well as told apart. Roles that start with a dot belong to the page, the others to the letters of a problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Theme(NamedTuple):
    """`letters`: the colours of u, v, w and of further letters in turn; `page`: role -> colour, bold or not."""

    letters: tuple[str, ...]
    page: Mapping[str, tuple[str, bool]]


THEMES = {
    "dark": Theme(
        letters=("#f5b02e", "#56b4e9", "#e78ac3", "#7bd88f", "#ff8a66", "#c3a6ff", "#4fd6c8", "#e6e67a"),
        page={
            ".title": ("#56b4e9", True), ".number": ("#9aa5b1", True), ".border": ("#949ca8", False),
            ".formula": ("#aab4c0", False), ".heading": ("#f2f2f2", True), ".note": ("#aab4c0", False),
            ".warning": ("#ffb454", True), ".sure": ("#3ddc97", True), ".unsure": ("#ffb454", True),
            ".next": ("#9aa5b1", False), ".let": ("#aab4c0", False), ".error": ("#ff7b72", True), ".help": ("#3ddc97", False),
        },
    ),
    "light": Theme(
        letters=("#8f5600", "#0b5cad", "#af1f74", "#1b6e36", "#b32d00", "#6a3fc0", "#00696b", "#6b6400"),
        page={
            ".title": ("#0b5cad", True), ".number": ("#57606a", True), ".border": ("#5f6670", False),
            ".formula": ("#57606a", False), ".heading": ("#111111", True), ".note": ("#57606a", False),
            ".warning": ("#8f4e00", True), ".sure": ("#11703c", True), ".unsure": ("#8f4e00", True),
            ".next": ("#57606a", False), ".let": ("#57606a", False), ".error": ("#b3261e", True), ".help": ("#11703c", False),
        },
    ),
}  # fmt: skip
BACKGROUNDS = {"dark": ("#000000", "#1e1e1e", "#282828"), "light": ("#ffffff", "#f6f6f6")}
"""Backgrounds of common terminals, on which the colours are tested."""

_ORDER = "uvwtspqrabcyz"


def shade(role: str, theme: Theme) -> tuple[str, bool]:
    """The colour of `role` and whether it is bold. The differential dv and the derivative v' have the colour of v."""
    if role in theme.page:
        return theme.page[role]
    role = role.rstrip("'")
    letter = role[1] if len(role) == 2 and role[0] == "d" else role[:1]
    index = int(role[1:]) if role[1:].isdigit() else 0
    place = _ORDER.find(letter) if letter in _ORDER else ord(letter or "u")
    return theme.letters[(place + index) % len(theme.letters)], True


def style(role: str | None, theme: Theme) -> str:
    """The style of `role` in rich's notation; no role, no style."""
    if not role:
        return ""
    colour, bold = shade(role, theme)
    return f"bold {colour}" if bold else colour
