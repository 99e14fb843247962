"""What does a run of letters mean, and how is a variable spelled?

`w1`, `w_1`, `w₁` and `w_{1}` are one variable, and its first spelling is kept. A run that is no word is a product of declared
names and single letters, unless it contains or resembles a word: then it is refused, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from calctutor.notation.suggestions import refuse
from calctutor.notation.vocabulary import GREEK

VARIANTS = {"ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϱ": "rho", "ς": "sigma", "µ": "mu", "∆": "Delta", "Γ": "Gamma"}
GREEK_LETTERS = {letter: english for english, letter in GREEK.items()} | VARIANTS
GREEK_LETTER = "".join(GREEK_LETTERS)
_GREEK_WORDS = "|".join(sorted((*GREEK, "lamda"), key=len, reverse=True))

SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ"
SUBSCRIPTS = str.maketrans(SUBSCRIPT, "0123456789aeoxhklmnpstij")

INDEX = re.compile(rf"_\{{[A-Za-z0-9{GREEK_LETTER}]+\}}|_[0-9]+|_[A-Za-z{GREEK_LETTER}][A-Za-z0-9]*|[0-9]+|[{SUBSCRIPT}]+")
"""What may stand behind a letter to make another variable of it."""

VARIABLE = rf"(?:{_GREEK_WORDS}|[A-Za-z{GREEK_LETTER}])(?:_\{{[A-Za-z0-9]+\}}|_?[0-9]+|[{SUBSCRIPT}]+)?"
DIFFERENTIAL = re.compile(rf"d(?:{_GREEK_WORDS}|[A-Za-z])$")

_LETTER_SUBSCRIPT = re.compile("(?<=[^_ₐ-ₜᵢⱼ])(?=[ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ])")


def plainly(typed: str) -> str:
    """A name in ASCII as it is kept: `θ_{12}` as theta_12, `x₁` as x1, `xᵢ` as x_i."""
    if typed.isascii():
        return typed.replace("{", "").replace("}", "").replace("lamda", "lambda")
    english = "".join(GREEK_LETTERS.get(character, character) for character in _LETTER_SUBSCRIPT.sub("_", typed))
    return english.translate(SUBSCRIPTS).replace("{", "").replace("}", "")


class Spelling:
    """The names of one text: those that were declared, and those that were met, by the index that they carry."""

    def __init__(self, names: Collection[str]) -> None:
        self.first = {_key(name): name for name in names}
        self.declared = frozenset(self.first)
        long = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
        self.whole = re.compile("|".join(map(re.escape, long))) if long else None
        self.single = frozenset(name for name in names if len(name) == 1)

    def __contains__(self, typed: str) -> bool:
        return bool(self.declared) and _key(typed) in self.declared

    def of(self, typed: str) -> str:
        """The name under its first spelling."""
        return self.first.setdefault(_key(typed), plainly(typed))


def _key(typed: str) -> str:
    """One spelling of w1, w_1, w_{1} and w₁, to recognise a variable by."""
    return re.sub("_(?=[0-9])", "", plainly(typed))


class Letter(NamedTuple):
    """A name, typed from `start` to `end`."""

    start: int
    end: int


def split(run: str, text: str, start: int, spelling: Spelling) -> Iterator[Letter]:
    """The names in a run of letters. Raises `StudentError` where single letters spell or resemble a word."""
    at = 0
    for declared in spelling.whole.finditer(run) if spelling.whole else ():
        yield from _singles(run[at : declared.start()], text, start + at, spelling)
        yield Letter(start + declared.start(), start + declared.end())
        at = declared.end()
    yield from _singles(run[at:], text, start + at, spelling)


def _singles(run: str, text: str, start: int, spelling: Spelling) -> Iterator[Letter]:
    if len(run) > 1 and not spelling.single.issuperset(run):
        refuse(run, text, start)
    for at in range(start, start + len(run)):
        yield Letter(at, at + 1)
