"""How is a tree written? On one line, as a picture, in LaTeX and in Python; every writer is a pure function of the tree."""

from calctutor.notation.writing.boxes import Picture, Row, Span
from calctutor.notation.writing.letters import ASCII, UNICODE, Style
from calctutor.notation.writing.lines import line, text
from calctutor.notation.writing.mathml import mathml
from calctutor.notation.writing.pictures import picture
from calctutor.notation.writing.precedence import primes
from calctutor.notation.writing.sympy_code import python
from calctutor.notation.writing.tex import latex

__all__ = [
    "ASCII",
    "UNICODE",
    "Picture",
    "Row",
    "Span",
    "Style",
    "latex",
    "line",
    "mathml",
    "picture",
    "primes",
    "python",
    "text",
]
