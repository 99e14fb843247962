"""Do the texts of a question say what they are meant to say?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.vocabulary import WORDS
from calctutor.quiz.holes import MATHS
from calctutor.quiz.words import phrase


def complaints(words: str, letters: set[str], said: str = "") -> Iterator[tuple[str, str]]:
    """What there is to say against a text in which `letters` have values, as (code of `findings.CODES`, what about)."""
    for hole in re.findall(r"\{([A-Za-z]\w*)\}", MATHS.sub("", words)):
        if hole not in letters:
            yield "hole", "{" + hole + "}"
    for found in MATHS.finditer(words):
        formula = found[2]
        if "\t" in formula or ("\n" in formula and found[1] == "$"):
            yield "escape", repr(formula)[1:60]
        elif (why := unreadable(formula, letters)) is not None:
            yield "formula", f"${formula[:60]}$ ({why})"
    for letter in bare(words, letters, said):
        yield "bare-letter", f"{letter}, where {{{letter}}} would be its value"


def bare(words: str, letters: set[str], said: str = "") -> list[str]:
    """The parameters that stand in a formula by their names, so that students see a letter and no value. Where a formula here,
    or in what was `said` before, tells the value, as `$n = {n}$`, this is what was meant.
    """
    runs = {run for one in _formulas(words) for run in re.findall(r"[A-Za-z]\w*", _BRACED.sub(" ", one))}
    products = {letter for run in runs - letters if run.isalpha() and run not in WORDS for letter in run}
    return sorted((runs | products) & letters - _told(said + words))


_BRACED = re.compile(r"\{[A-Za-z]\w*\}")
_VALUE = re.compile(r"([A-Za-z]\w*)\s*(?:\(\w+\))?\s*=\s*\{\w+\}")


def _formulas(words: str) -> list[str]:
    return [re.sub(r"\\[A-Za-z]+", " ", found[2]) for found in MATHS.finditer(words)]


def _told(words: str) -> set[str]:
    return {found[1] for one in _formulas(words) for found in _VALUE.finditer(one)}


def unreadable(formula: str, letters: set[str]) -> str | None:
    """Why a formula of a text cannot be read, or None."""
    filled = re.sub(r"\{(\w+)\}", lambda m: "{x}" if m[1] in letters else m[0], formula)
    try:
        read(filled)
    except StudentError as problem:
        return None if phrase(filled) else problem.reason
    return None
