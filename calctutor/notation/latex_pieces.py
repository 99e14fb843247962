"""What may a line of LaTeX be cut into?"""

from __future__ import annotations

import re

from calctutor.notation.latex_commands import LETTERS
from calctutor.notation.pieces import SHARED
from calctutor.notation.runs import GREEK_LETTER

_LETTER = "|".join(sorted(LETTERS, key=len, reverse=True))
_SPACE = r"(?:\s|~|\\[,;:!\ ]|\\quad(?![A-Za-z]))*+"
_WORD = r"\\(?:text|mathrm|operatorname)\{[A-Za-z0-9]+\}"

INDEX = re.compile(rf"_(?:[0-9A-Za-z]|\{{[A-Za-z0-9]+\}}|\{{?{_WORD}\}}?|\{{?\\(?:max|min|{_LETTER})\}}?)")
"""What may stand behind a letter to make another variable of it."""

VARIABLE = rf"(?:\\(?:{_LETTER})(?![A-Za-z])|[A-Za-z{GREEK_LETTER}])(?:{INDEX.pattern})?"
D_BEHIND = re.compile(rf"{_SPACE}({VARIABLE})")
DIFFERENTIAL = re.compile("d[A-Za-z]$")
STRAY_DIFFERENTIAL = re.compile("d[xyztuvwrs]$")

_D = rf"{_SPACE}(?:d|∂|\\partial(?![A-Za-z])|\\(?:mathrm|operatorname|text|rm)\s*\{{\s*d\s*\}}){_SPACE}"
_ORDER = r"(?:\^\s*(?:([0-9])|\{\s*([0-9])\s*\}))?"
BY = rf"{_D}({VARIABLE}){_ORDER}{_SPACE}"
DERIVATIVE = re.compile(rf"\\[dtc]?frac\s*+\{{{_D}{_ORDER}{_SPACE}({VARIABLE})?{_SPACE}\}}\s*+\{{((?:{BY})+)\}}")
r"""`\frac{d}{dx}`, `\frac{\partial^2 f}{\partial x \partial y}`: the order (two spellings), what is differentiated, by what."""

LATEX = re.compile(
    rf"""(?:\s|~)*+(?:
    (?P<primes>\^\s*+(?:\\prime(?![A-Za-z])|\{{(?:\s*\\prime(?![A-Za-z]))+\s*\}}))
  | (?P<command>\\(?:[A-Za-z]+|.))
  | (?P<word>[A-Za-z]+|[{GREEK_LETTER}])
  | (?P<opened>\{{)
  | (?P<closed>\}})
  | (?P<separator>&)
  | (?P<dollar>\$\$?)
    {SHARED})""",
    re.VERBOSE,
)
"""The pieces of LaTeX."""
