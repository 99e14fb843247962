"""What was probably meant by letters that mean nothing?

A run of letters that contains a function or a constant, resembles one, or is a word, is never taken for a product of letters.
Every refusal offers something that can be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, NoReturn

from calctutor.errors import StudentError
from calctutor.notation.vocabulary import CAUTIOUS, GREEK, WORDS

LONGEST_PRODUCT = 3
"""So many letters side by side are taken for a product, as in `mgh`; more are taken for a word."""

_EXPONENT = re.compile(r"\s*(?:\^|\*\*)\s*(-?[A-Za-z0-9]+|\([^()]*\)|\{[^{}]*\})|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿˣ]+)")
_COMMON = ("sin", "cos", "tan", "log", "exp")
_SPOKEN = {
    "sin": "sine", "cos": "cosine", "tan": "tangent", "tg": "tangent", "ln": "logarithm", "log": "logarithm",
    "sqrt": "square root", "exp": "exponential",
}  # fmt: skip
_DIFFERENTIALS = frozenset({f"d{letter}" for letter in "xyztuvwrs"} | {f"d{letter}" for letter in GREEK})


class Piece(NamedTuple):
    """Part of a run: `kind` is `function`, `form`, `constant`, `name` or `letter`."""

    kind: str
    text: str


ELSEWHERE = {
    "softmax": "softmax is a vector: write one entry, as e^x/(e^x + e^y), or see calctutor gradient --form softmax",
    "mean": "write a mean out, as (x + y)/2",
    "norm": "write a norm out, as sqrt(x^2 + y^2)",
    "var": "write a variance out, or see calctutor probability",
    "erfinv": "the inverse of erf has no name here: write f^-1(x) for an inverse function that is not given",
}
"""Functions of other programs that mean nothing here -> what to do instead."""


def refuse(run: str, text: str, start: int) -> None:
    """Raises `StudentError` if the run cannot be a product of its letters, else returns."""
    rest = text[start + len(run) :]
    applied = rest.lstrip()[:1] == "("
    if applied and (remedy := ELSEWHERE.get(run)):
        raise StudentError("unknown-function", f"I don’t know a function called {run}", text, (start, start + len(run)), remedy)
    if run in _DIFFERENTIALS:
        raise _differential(run, text, start)
    if (len(run) <= LONGEST_PRODUCT and not applied) or len(run) == 2:
        _refuse_short(run, text, start)
        return
    pieces = pieces_of(run)
    loose = sum(piece.kind == "letter" for piece in pieces)
    followed = applied or (rest[:1] == " " and rest.lstrip()[:1].isalnum())
    if loose < len(pieces) and loose <= 3 and not (followed and pieces[-1].kind == "letter" and _is_slip(pieces)):
        _refuse_ambiguous(run, pieces, text, start)
    if close := closest(run, 0.6 if applied else 0.72):
        raise _misspelt(run, close, text, start)
    _refuse_unknown(run, text, start, applied)


def pieces_of(run: str) -> list[Piece]:
    """The words in a run, longest first from the left, and the letters between them."""
    words = [found[0] for found in _words_within().finditer(run)]
    return [Piece(WORDS[word][0] if len(word) > 1 else "letter", word) for word in words]


@cache
def _words_within() -> re.Pattern[str]:
    words = [word for word, (kind, _) in WORDS.items() if word.isascii() and word.isalpha() and _counts(word, kind)]
    return re.compile("|".join([*sorted(words, key=len, reverse=True), "."]))


def _counts(word: str, kind: str) -> bool:
    """Is this word looked for inside a run? Short ones are as often letters: only ln and pi are."""
    if kind == "name" or word in CAUTIOUS:
        return word in GREEK and len(word) > 3
    return word in ("ln", "pi", "oo") or (kind in ("function", "form") and len(word) > 2)


def _is_slip(pieces: list[Piece]) -> bool:
    """`sinn(x)` is a slip of the finger; `sinx(x+1)` is a sine of x."""
    return len(pieces) > 2 or (len(pieces) == 2 and pieces[0].kind == "function" and pieces[0].text[-1] == pieces[1].text)


def _refuse_short(run: str, text: str, start: int) -> None:
    pieces = pieces_of(run)
    if any(piece.kind != "letter" for piece in pieces):
        _refuse_ambiguous(run, pieces, text, start)
    if len(run) == 3 and run[:2] in ("tg", "lg"):
        _refuse_ambiguous(run, [Piece("function", run[:2]), Piece("letter", run[2])], text, start)
    swapped = [f"{run[1]}{run[0]}{run[2:]}", f"{run[:1]}{run[2:3]}{run[1:2]}"]
    if len(run) == 3 and (meant := next((word for word in swapped if word in _COMMON), None)):
        raise _misspelt(run, meant, text, start)


# What is said.


def _refuse_ambiguous(run: str, pieces: list[Piece], text: str, start: int) -> NoReturn:
    meant = _spelled_out(pieces)
    rest = text[start + len(run) :]
    exponent = _EXPONENT.match(rest)
    product = "*".join(run)
    if pieces[-1].kind in ("function", "form"):
        fixed = text[:start] + meant + (" " + rest if rest[:1].isalpha() else rest)
        remedy = f"try: {fixed}"
    elif exponent and pieces[0].kind == "function" and len(pieces) > 1:
        raised = exponent[0].strip()
        remedy = f"write {meant[:-1]}{raised}) {_meaning(pieces)}{raised}, or {meant}{raised} for a power of it"
    else:
        remedy = f"write {meant} {_meaning(pieces)}, or {product} for a product"
    raise StudentError("ambiguous", f"{run} could mean two things", text, (start, start + len(run)), remedy)


def _spelled_out(pieces: list[Piece]) -> str:
    """`x*sin(pi*x)` for x, sin, pi, x: a function takes what follows it, up to the next function."""
    factors: list[str] = []
    inside: list[str] | None = None
    function = ""
    for piece in [*pieces, Piece("function", "")]:
        if piece.kind not in ("function", "form"):
            (factors if inside is None else inside).append(piece.text)
            continue
        if inside is not None:
            factors.append(f"{function}({'*'.join(inside)})" if inside else function)
        function, inside = piece.text, []
    return "*".join(factors)


def _meaning(pieces: list[Piece]) -> str:
    """What the letters mean if the words among them count."""
    words = [piece for piece in pieces if piece.kind != "letter"]
    applied = [piece for piece in words if piece.kind in ("function", "form")]
    if applied == pieces[:1]:
        inside = "*".join(piece.text for piece in pieces[1:])
        return f"for the {_SPOKEN.get(words[0].text, words[0].text)} of {inside}"
    kind = {"constant": "number", "name": "letter"}.get((applied or words)[0].kind, "function")
    return f"with the {kind} {' and '.join(piece.text for piece in applied or words)}"


def _differential(run: str, text: str, start: int) -> StudentError:
    remedy = f"write ∫ x^2 dx for an integral, or {run[0]}*{run[1:]} for a product"
    return StudentError("differential", f"{run} belongs behind an integral sign", text, (start, start + len(run)), remedy)


def _misspelt(run: str, meant: str, text: str, start: int) -> StudentError:
    rest = text[start + len(run) :]
    known = "letter" if WORDS[meant][0] == "name" else "function"
    remedy = f"did you mean {meant}?   try: {text[:start]}{meant}{rest}"
    if len(run) == LONGEST_PRODUCT and rest.startswith("(") and set(run) & set("abcxyz"):
        remedy += f"   or write {text[:start]}{'*'.join(run)}*{rest} for a product"
    return StudentError(f"unknown-{known}", f"I don’t know a {known} called {run}", text, (start, start + len(run)), remedy)


def _refuse_unknown(run: str, text: str, start: int, applied: bool) -> NoReturn:
    end = start + len(run)
    product = "*".join(run) if len(run) <= 12 else "*".join(run[:3]) + "*..."
    if applied:
        reason, remedy = f"I don’t know a function called {run}", f"for a product write {product}*{text[end:].lstrip()}"
        raise StudentError("unknown-function", reason, text, (start, end), remedy)
    shown = run if len(run) <= 40 else run[:40] + "..."
    remedy = f"for a product write {product}; for one variable name it, as in --wrt {run[:12]}"
    raise StudentError("unknown-word", f"I don’t know what {shown} is", text, (start, end), remedy)


def closest(run: str, cutoff: float, known: Iterable[str] = ()) -> str | None:
    """The word that a run resembles most: the same letters in another order, or enough of them in order."""
    from difflib import get_close_matches

    if len(run) > 20:
        return None
    words = list(known) or _resembled()
    shuffled = [word for word in words if sorted(word) == sorted(run)]
    return next(iter(shuffled or get_close_matches(run, words, n=1, cutoff=cutoff)), None)


@cache
def _resembled() -> list[str]:
    """Words that a slip of the finger may have been meant for."""
    return [
        word
        for word, (kind, _) in WORDS.items()
        if kind in ("function", "form", "name") and word.isalpha() and len(word) > 1 and not word.isupper() and word != "lamda"
    ]
