"""What are the pieces of a typed line?

The lexer of the student's notation: text in, tokens with their places out. It settles what a run of letters means (a function, a
constant, a declared name, a product of letters) and refuses to guess where a run could mean two things.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from calctutor.errors import StudentError
from calctutor.notation.vocabulary import ABSTRACT, CONSTANTS, FORMS, FUNCTIONS, GREEK, WORDS


class Token(NamedTuple):
    """`kind` is what the parser decides by; `value` what the token stands for; start and end its place in the text."""

    kind: str
    value: Any
    start: int
    end: int


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵃᵇᶜᵈᵉᵏᵐᵖᵗʸ", "0123456789+-()nxabcdekmpty")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", "0123456789aeoxhklmnpstij")
HALVES = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8)}
GREEK_LETTERS = {letter: english for english, letter in GREEK.items()}
GREEK_WORDS = {*GREEK, "lamda"}

OPERATORS = {
    "**": "^", "·": "*", "×": "*", "⋅": "*", "∙": "*", "∗": "*", "÷": "/", "∕": "/", "⁄": "/", "−": "-", "–": "-", "—": "-", "﹣": "-", "＋": "+",
    "≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "⩽": "<=", "⩾": ">=", "∣": "|", "‖": "‖",
    "′": "'", "’": "'", "‘": "'", "`": "'", "″": "''", "”": "''", "“": "''", "→": "->", "（": "(", "）": ")",
}  # fmt: skip
"""Signs that people type for an operator -> the operator."""

_LETTER = r"A-Za-zα-ωΑ-Ωϵϑϕ"
_SUB = "₀-₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ"
_SUP = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵃᵇᶜᵈᵉᵏᵐᵖᵗʸ"
_VARIABLE = rf"(?:{'|'.join(sorted(GREEK_WORDS, key=len, reverse=True))}|[{_LETTER}])(?:_\{{\w+\}}|_?[0-9]+|[{_SUB}]+)?"
PIECES = re.compile(
    rf"""
    (?P<space>[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+)
  | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![0-9.]*[A-Za-z(]))?)
  | (?P<operator_d>(?:d|∂)(?:\s*(?:\^|\*\*)?\s*\{{?[0-9]\}}?|[{_SUP}]+)?\s*(?P<of>{_VARIABLE})?\s*/\s*(?:(?:d|∂)\s*(?:{_VARIABLE})(?:\s*(?:\^|\*\*)\s*[0-9]|[{_SUP}]+)?\s*)+(?![{_LETTER}0-9_]))
  | (?P<word>[{_LETTER}]+)
  | (?P<sub>[{_SUB}]+)
  | (?P<sup>[{_SUP}]+)
  | (?P<half>[½⅓⅔¼¾⅕⅛])
  | (?P<sign>\*\*|==|<=|>=|!=|->|[-+*/^!=<>|(),\[\]{{}};:_'·×⋅∙∗÷∕⁄−–—﹣＋≤≥≠⩽⩾∣‖′’‘`″”“→（）∫√∛∂∇π∞ℯ])
    """,
    re.VERBOSE,
)
"""The pieces of the student's notation. `d/dx` and `dy/dx` are one piece."""

_D_VARIABLE = re.compile(rf"(?:d|∂)\s*({_VARIABLE})(?:\s*(?:\^|\*\*)\s*([0-9])|([{_SUP}]+))?")


def tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of `text`, ending with one of kind `end`. Names in `names` are kept whole."""
    found = list(_Lexer(text, names).run())
    found.append(Token("end", None, len(text), len(text)))
    return found


def canonical_index(name: str) -> str:
    """One spelling of w1, w_1, w_{1} and w₁, to recognise a variable by."""
    return name.translate(SUBSCRIPTS).replace("_", "").replace("{", "").replace("}", "")


class _Lexer:
    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.names = sorted(names, key=len, reverse=True)
        self.spelling = {canonical_index(name): name for name in names}
        self.in_integral = False

    def run(self) -> Iterator[Token]:
        at = 0
        while at < len(self.text):
            found = PIECES.match(self.text, at)
            if found is None:
                raise _strange_character(self.text, at)
            kind, piece = found.lastgroup or "", found.group()
            if kind == "of":
                kind = "operator_d"
            if kind == "word":
                word = _indexed(self.text, at, found.end())
                yield from self._word(piece, at, word)
                at = word if self._takes_index(piece, at, word) else found.end()
                continue
            if kind != "space":
                yield from getattr(self, f"_{kind}")(piece, at, found.end())
            at = found.end()

    def _number(self, piece: str, start: int, end: int) -> Iterator[Token]:
        yield Token("number", int(piece) if piece.isdigit() and len(piece) <= 400 else _fraction(piece, self.text, start), start, end)

    def _half(self, piece: str, start: int, end: int) -> Iterator[Token]:
        yield Token("number", HALVES[piece], start, end)

    def _sup(self, piece: str, start: int, end: int) -> Iterator[Token]:
        """Superscripts: an exponent of their own, read as a small expression."""
        yield Token("superscript", piece.translate(SUPERSCRIPTS), start, end)

    def _sub(self, piece: str, start: int, end: int) -> Iterator[Token]:
        yield Token("_", None, start, start)
        inner = piece.translate(SUBSCRIPTS)
        yield Token("number", int(inner), start, end) if inner.isdigit() else Token("name", inner, start, end)

    def _sign(self, piece: str, start: int, end: int) -> Iterator[Token]:
        if piece in CONSTANTS:
            yield Token("constant", CONSTANTS[piece], start, end)
        elif piece in "√∛":
            yield Token("radical", 2 if piece == "√" else 3, start, end)
        elif piece == "∫":
            self.in_integral = True
            yield Token("integral", None, start, end)
        else:
            sign = OPERATORS.get(piece, piece)
            for offset, mark in enumerate(sign if sign == "''" else (sign,)):
                yield Token(mark, None, min(start + offset, end - 1), end)

    def _operator_d(self, piece: str, start: int, end: int) -> Iterator[Token]:
        """`d/dx`, `d²/dx²`, `∂²/∂x∂y`, `dy/dx`: by which variables, the one taken first coming first."""
        below = piece[piece.index("/") + 1 :]
        by: list[str] = []
        for name, digit, sup in _D_VARIABLE.findall(below):
            times = int(digit or (sup.translate(SUPERSCRIPTS) if sup else "1"))
            by = [self._spelled(name)] * times + by
        above = re.match(rf"(?:d|∂)(?:\s*(?:\^|\*\*)?\s*\{{?([0-9])\}}?|([{_SUP}]+))?\s*({_VARIABLE})?", piece)
        assert above is not None
        order = int(above[1] or (above[2] or "1").translate(SUPERSCRIPTS))
        if order != len(by):
            raise StudentError("order", "above and below the line the order of the derivative differs", self.text, (start, end), "d^2/dx^2 (x^3)")
        yield Token("d/dx", (self._spelled(above[3]) if above[3] else None, tuple(by)), start, end)

    # Runs of letters.

    def _takes_index(self, run: str, start: int, end: int) -> bool:
        """Do the digits or the index behind a run belong to it? Not behind a function: `sin2x` is sin 2x."""
        whole = self.text[start:end]
        return end > start + len(run) and (whole in WORDS or run not in WORDS or canonical_index(whole) in self.spelling)

    def _word(self, run: str, start: int, end: int) -> Iterator[Token]:
        whole = self.text[start:end]
        if canonical_index(whole) in self.spelling:
            yield Token("name", self.spelling[canonical_index(whole)], start, end)
        elif whole in WORDS or run in WORDS:
            known = whole if whole in WORDS else run
            yield self._known(known, start, start + len(known))
        else:
            yield from self._letters(run, start, end)

    def _known(self, word: str, start: int, end: int) -> Token:
        """A word of the vocabulary."""
        kind, value = WORDS[word]
        if kind == "form" and value == "I":
            self.in_integral = True
        if kind == "function" and (word in GREEK or word in GREEK_LETTERS) and not self._applied(end):
            kind, value = "name", word
        return Token(kind, self._spelled(value) if kind == "name" else value, start, end)

    def _applied(self, end: int) -> bool:
        return self.text[end:].lstrip()[:1] == "("

    def _letters(self, run: str, start: int, end: int) -> Iterator[Token]:
        """A run that is no word: declared names and single letters, multiplied; the last takes the index."""
        at = start
        for part in self._parts(run, start, end):
            stop = at + len(part)
            last = stop == start + len(run)
            spelled = self.text[at:end] if last else part
            yield self._letter(part, spelled, at, end if last else stop)
            at = stop

    def _letter(self, part: str, spelled: str, start: int, end: int) -> Token:
        if part in WORDS and spelled == part and WORDS[part][0] == "constant":
            return Token("constant", WORDS[part][1], start, end)
        if part.startswith("d") and len(part) > 1 and part not in self.names:
            return Token("differential", self._spelled(spelled[1:]), start, end)
        return Token("name", self._spelled(spelled), start, end)

    def _parts(self, run: str, start: int, end: int) -> list[str]:
        parts: list[str] = []
        rest = run
        while rest:
            declared = next((name for name in self.names if rest.startswith(name)), None)
            if declared is None and self.in_integral and re.fullmatch("d([A-Za-zα-ω]|" + "|".join(GREEK_WORDS) + ")", rest):
                declared = rest
            parts.append(declared or rest[0])
            rest = rest[len(parts[-1]) :]
        if any(len(part) > 1 for part in parts) or len(run) == 1:
            return parts
        _refuse_words(run, self.text, start, start + len(run))
        return parts

    def _spelled(self, name: str) -> str:
        """The name under its first spelling, Greek letters in English."""
        plain = name.translate(SUBSCRIPTS).replace("{", "").replace("}", "")
        head = next((g for g in GREEK_LETTERS if plain.startswith(g)), "")
        plain = (GREEK_LETTERS[head] + plain[len(head) :] if head else plain).replace("lamda", "lambda")
        return self.spelling.setdefault(canonical_index(plain), plain)


_INDEX = re.compile(rf"(?:_\{{\w+\}}|_[0-9]+|_[A-Za-z]\w*|[0-9]+|[{_SUB}]+)")


def _indexed(text: str, start: int, end: int) -> int:
    """Where a run of letters ends if the index behind it is counted in."""
    found = _INDEX.match(text, end)
    return found.end() if found else end


def _fraction(piece: str, text: str, start: int) -> int | Fraction:
    mantissa, _, exponent = piece.lower().partition("e")
    if len(mantissa) > 400 or abs(int(exponent or "0")) > 400:
        raise StudentError("too-large", "this number has more than 400 digits", text, (start, start + len(piece)), "use a smaller number")
    value = Fraction(piece)
    return int(value) if value.denominator == 1 and "." not in piece else value


def _strange_character(text: str, at: int) -> StudentError:
    character = text[at]
    shown = f"U+{ord(character):04X}" if not character.isprintable() else character
    remedy = {"\\": "a \\ starts a LaTeX command, as in \\sin", "%": "write x/100 for a percentage", "&": "write `and`", "$": "leave the $ out",
              "@": "write a * b for a product", "#": "leave it out", '"': "leave the quotes out", "?": "leave it out", "~": "leave it out"}  # fmt: skip
    return StudentError("strange-character", f"the character {shown} has no meaning here", text, (at, at + 1), remedy.get(character, "leave it out"))


def _refuse_words(run: str, text: str, start: int, end: int) -> None:
    """A run that contains or resembles a function or constant, or is a word, is never taken for a product of letters."""
    for word in sorted(WORDS, key=len, reverse=True):
        if len(word) > 1 and word.isalpha() and word in run and WORDS[word][0] in ("function", "constant", "form"):
            raise _ambiguous(run, word, text, start, end)
    applied = text[end:].lstrip()[:1] == "("
    if len(run) >= 3:
        _refuse_misspelling(run, text, start, end, applied)
    if len(run) >= 4 or applied and len(run) >= 3:
        raise StudentError("unknown-word", f"I don’t know what {run} is", text, (start, end),
                           f"for a product write {'*'.join(run)}; for one variable name it, as in --wrt {run}")  # fmt: skip


def _ambiguous(run: str, word: str, text: str, start: int, end: int) -> StudentError:
    before, _, after = run.partition(word)
    product = "*".join(run)
    front = f"{before}*" if before else ""
    if WORDS[word][0] == "constant":
        meant = f"{front}{word}" + (f"*{after}" if after else "")
        return StudentError("ambiguous", f"{run} could mean two things", text, (start, end), f"write {meant} for the product with {word}, or {product}")
    argument = after or "x"
    rest = text[end:].lstrip()
    if rest.startswith("("):
        meant = f"{front}{word}" + (f"*{after}" if after else "")
    else:
        meant = f"{front}{word}({argument})"
    of = f"the {word} of {argument}"
    of = {"sin": f"the sine of {argument}", "cos": f"the cosine of {argument}", "ln": f"the logarithm of {argument}"}.get(word, of)
    return StudentError("ambiguous", f"{run} could mean two things", text, (start, end), f"write {meant} for {of}, or {product} for a product")


def _refuse_misspelling(run: str, text: str, start: int, end: int, applied: bool) -> None:
    from difflib import get_close_matches

    known = [word for word, (kind, _) in WORDS.items() if kind in ("function", "form") and word.isalpha()]
    close = get_close_matches(run, known, n=1, cutoff=0.6 if applied else 0.72)
    if sorted(run) in [sorted(word) for word in known]:
        close = [next(word for word in known if sorted(word) == sorted(run))]
    if close:
        fixed = text[:start] + close[0] + text[end:]
        raise StudentError("unknown-function", f"I don’t know a function called {run}", text, (start, end), f"did you mean {close[0]}?   try: {fixed}")
    if applied:
        raise StudentError("unknown-function", f"I don’t know a function called {run}", text, (start, end),
                           f"for a product write {'*'.join(run)}*(…)")  # fmt: skip


__all__ = ["ABSTRACT", "FORMS", "FUNCTIONS", "Token", "tokens"]
