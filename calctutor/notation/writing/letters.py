"""Which characters are names, numbers and functions written with?"""

from __future__ import annotations

import re
from typing import NamedTuple

from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import GREEK

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

SHOWN = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "acot": "arccot", "asec": "arcsec", "acsc": "arccsc",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "acoth": "arcoth", "asech": "arsech", "acsch": "arcsch",
    "sign": "sgn", "relu": "ReLU", "lambertw": "LambertW", "sigmoid": "σ", "gamma": "Γ", "zeta": "ζ",
    "Cl2": "Cl₂", "Ti2": "Ti₂",
}  # fmt: skip
"""Functions whose textbook name is not their canonical one."""

POWERED = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "asin", "acos", "atan", "asinh", "acosh", "atanh", "ln",
})  # fmt: skip
"""Functions whose squares are written sin²(x)."""

RELATIONS = {"=": "=", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "!=": "≠"}
CONSTANTS = {"pi": "π", "e": "e", "oo": "∞", "catalan": "Catalan", "true": "true"}

_SPELLED = str.maketrans({
    "∇": "grad ", "‖": "||", "∂": "d", "Σ": "sum ", "ᵀ": "^T", "−": "-",
    **{greek: english for english, greek in GREEK.items()},
    **{raised: f"^{plain}" for plain, raised in SUPERSCRIPTS.items()},
    **{lowered: f"_{plain}" for plain, lowered in SUBSCRIPTS.items()},
})  # fmt: skip
"""How names that hold signs of their own, as ∇f or Σᵢ xᵢ, are spelled where there is only ASCII."""

_INDEXED = re.compile(r"([A-Za-z]+)_?(\d+)")


class Style(NamedTuple):
    """What the paper can show: only ASCII if not `unicode`, letters under marked parts if it has no colours (`underlines`)."""

    unicode: bool = True
    underlines: bool = False


UNICODE, ASCII = Style(True), Style(False)


def digits(value: int) -> str:
    """A whole number in full. Python itself refuses to write more than 4300 digits."""
    if value.bit_length() < 14_000:
        return str(value)
    if value < 0:
        return "-" + digits(-value)
    half = value.bit_length() * 3 // 20
    high, low = divmod(value, 10**half)
    return digits(high) + digits(low).zfill(half)


def letter(name: str, style: Style) -> str:
    """A variable's name as it is shown: theta is θ, w1 and w_1 are w₁. Nothing unprintable ever passes."""
    if not style.unicode:
        name = name.translate(_SPELLED)
        return "".join(c if c.isascii() and c.isprintable() else "..." if c == "…" else "?" for c in name)
    indexed = _INDEXED.fullmatch(name)
    stem, index = indexed.groups() if indexed else (name, "")
    shown = GREEK.get(stem, stem) + "".join(SUBSCRIPTS[c] for c in index)
    return shown if shown.isprintable() else "".join(c if c.isprintable() else "�" for c in shown)


def is_letter(tree: Tree) -> bool:
    """Is it shown as one letter, perhaps with an index?"""
    return tree.head == "constant" or (tree.head == "name" and len(letter(tree.value, UNICODE).rstrip("₀₁₂₃₄₅₆₇₈₉")) == 1)


def small(text: str, characters: dict[str, str]) -> str | None:
    """`text` in superscripts or subscripts, without spaces; None where a character has none."""
    packed = text.replace(" ", "")
    return "".join(characters[c] for c in packed) if all(c in characters for c in packed) else None


def primed(value: str, style: Style) -> str:
    """The name of an abstract function with its primes: g'' is g″, f^-1 is f⁻¹."""
    stem, inverse, _ = value.partition("^-1")
    stem, count = stem.rstrip("'"), stem.count("'")
    shown = letter(stem, style) + marks(count, style)
    return shown + ("⁻¹" if style.unicode else "^-1") if inverse else shown


def marks(count: int, style: Style) -> str:
    """That many primes."""
    if not style.unicode:
        return "'" * count
    return ("", "′", "″", "‴")[count] if count < 4 else f"⁽{small(str(count), SUPERSCRIPTS)}⁾"


def shown(head: str, style: Style) -> str:
    """The name that a function is printed with."""
    known = SHOWN.get(head, head)
    return known if style.unicode or known.isascii() else head
