"""What may a line be cut into?

The tables and patterns that both lexers share: signs, numbers, raised and lowered characters.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from calctutor.notation.runs import GREEK_LETTER, SUBSCRIPT, VARIABLE


class Token(NamedTuple):
    """`kind` is what the parser decides by; `value` what it stands for, or for an opening bracket the text that closes it."""

    kind: str
    value: Any
    start: int
    end: int


SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵃᵇᶜᵈᵉᵏᵐᵖᵗʸ"
SUPERSCRIPTS = str.maketrans(SUPERSCRIPT, "0123456789+-()nxabcdekmpty")
PARTS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅛": Fraction(1, 8),
}  # fmt: skip

SIGNS: dict[str, tuple[str, Any]] = {
    **{sign: (sign, None) for sign in "+-*/^!=<>),]};_'"}, "(": ("(", ")"), "[": ("[", "]"), "{": ("{", "}"), "|": ("|", "|"),
    "**": ("^", None), "==": ("=", None), "<=": ("<=", None), ">=": (">=", None), "!=": ("!=", None), "->": ("->", None),
    "·": ("*", None), "×": ("*", None), "⋅": ("*", None), "∙": ("*", None), "∗": ("*", None), "•": ("*", None),
    "÷": ("/", None), "∕": ("/", None), "⁄": ("/", None),
    "−": ("-", None), "–": ("-", None), "—": ("-", None), "﹣": ("-", None),
    "≤": ("<=", None), "≥": (">=", None), "≠": ("!=", None), "⩽": ("<=", None), "⩾": (">=", None), "∣": ("|", "∣"),
    "′": ("'", None), "’": ("'", None), "‘": ("'", None), "`": ("'", None), "→": ("->", None),
    "π": ("constant", "pi"), "∞": ("constant", "oo"), "ℯ": ("constant", "e"),
    "√": ("radical", 2), "∛": ("radical", 3), "∫": ("integral", " dx"), "⌊": ("floor", "⌋"), "⌈": ("ceil", "⌉"),
    "⌋": ("close", None), "⌉": ("close", None),
}  # fmt: skip
"""Signs as typed -> the kind of token and its value."""

_SIGN = "|".join([*map(re.escape, sorted(sign for sign in SIGNS if len(sign) > 1)),
                  f"[{re.escape(''.join(sign for sign in SIGNS if len(sign) == 1))}]"])  # fmt: skip
_NUMBER = r"(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++(?![.]?[A-Za-z(]))?"
SHARED = rf"""
  | (?P<number>{_NUMBER})
  | (?P<sign>{_SIGN})
  | (?P<sup>[{SUPERSCRIPT}]+)
  | (?P<sub>[{SUBSCRIPT}]+)
  | (?P<part>[{"".join(PARTS)}])
  | (?P<double>[″”“])"""
"""The pieces of both notations."""

STUDENT = re.compile(
    rf"""\s*+(?:
    (?P<prefix>(?:np|numpy|math|sp|sympy|torch|tf|jnp|jax|nn|scipy|special)\.(?=[A-Za-z]))
  | (?P<word>[A-Za-z]+|[{GREEK_LETTER}])
  | (?P<operator>∂)
    {SHARED})""",
    re.VERBOSE,
)
"""The pieces of the student's notation."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ORDER = rf"(?:\s*+(?:\^|\*\*)?\s*+\{{?([0-9]{{1,2}})\}}?|([{_RAISED}]{{1,2}}))?"
_BY = rf"[d∂]\s*+({VARIABLE})(?:\s*+(?:\^|\*\*)\s*+([0-9]{{1,2}})|([{_RAISED}]{{1,2}}))?"


@cache
def operator_pattern() -> re.Pattern[str]:
    """`d/dx`, `d²/dx²`, `∂²/∂x∂y`, `dy/dx`: the order (two spellings), what is differentiated, and by what.

    Few lines need it, and it takes longer to compile than they take to read.
    """
    return re.compile(rf"[d∂]{_ORDER}\s*+({VARIABLE})?\s*+/\s*+((?:{_BY})(?:\s*+{_BY})*)(?![A-Za-z{GREEK_LETTER}0-9_])")


@cache
def by_pattern() -> re.Pattern[str]:
    """One `dx` or `∂x²` below the line: the variable, and how often (two spellings)."""
    return re.compile(_BY)
