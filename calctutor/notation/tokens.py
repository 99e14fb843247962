"""What are the tokens of a typed line?

The lexer of the student's notation: text in, tokens with their places out. What a run of letters means is settled by `runs`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from fractions import Fraction
from typing import Any, ClassVar, NoReturn

from calctutor.errors import StudentError
from calctutor.notation.characters import strange_character
from calctutor.notation.pieces import PARTS, SIGNS, STUDENT, SUPERSCRIPTS, Token, by_pattern, operator_pattern
from calctutor.notation.runs import DIFFERENTIAL, GREEK_LETTER, INDEX, SUBSCRIPT, SUBSCRIPTS, Spelling, split
from calctutor.notation.vocabulary import CAUTIOUS, CONSTANTS, GREEK, WORDS

_UNDER = frozenset("_" + SUBSCRIPT)
_GREEK_VARIABLE = re.compile(rf"[{GREEK_LETTER}](?:_?[0-9]+|[{SUBSCRIPT}]+)?")
HIGHEST_ORDER = 20


def tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of `text`, ending with one of kind `end`. Names in `names` are kept whole. Raises `StudentError`."""
    return Lexer(text, names).run()


class Lexer:
    """One text on its way into tokens."""

    pieces = STUDENT

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.spelling = Spelling(names)
        self.found: list[Token] = []
        self.in_integral = False

    def run(self) -> list[Token]:
        text, match, handlers = self.text, self.pieces.match, self.handlers
        at, stop = 0, len(text.rstrip())
        while at < stop:
            piece = match(text, at)
            if piece is None:
                raise strange_character(text, at)
            kind = piece.lastgroup or ""
            start, end = piece.span(kind)
            at = handlers[kind](self, text[start:end], start, end)
        self.found += [Token("end", None, len(text), len(text))] * 2
        return self.found

    def add(self, kind: str, value: Any, start: int, end: int) -> None:
        self.found.append(Token(kind, value, start, end))

    # One method a kind of piece: it adds tokens and returns where to go on.

    def number(self, piece: str, start: int, end: int) -> int:
        value = int(piece) if piece.isdigit() and len(piece) <= 400 else _decimal(piece, self.text, start)
        self.found.append(Token("number", value, start, end))
        return end

    def sign(self, piece: str, start: int, end: int) -> int:
        kind, value = SIGNS[piece]
        self.found.append(Token(kind, value, start, end))
        if kind == "integral":
            self.in_integral = True
        return end

    def prefix(self, _piece: str, _start: int, end: int) -> int:
        """The `np.` of `np.sin` says nothing."""
        return end

    def double(self, _piece: str, start: int, end: int) -> int:
        self.found += [Token("'", None, start, end)] * 2
        return end

    def part(self, piece: str, start: int, end: int) -> int:
        """`½`, and `2½` for two and a half."""
        value, last = PARTS[piece], self.found[-1] if self.found else None
        if last and last.kind == "number" and last.end == start and isinstance(last.value, int):
            value, start = value + last.value, last.start
            self.found.pop()
        self.add("number", value, start, end)
        return end

    def sup(self, piece: str, start: int, end: int) -> int:
        """Superscripts: an expression of their own, from a `superscript` to a `close`."""
        self.add("superscript", "", start, start)
        for found in re.finditer("[0-9]+|.", piece.translate(SUPERSCRIPTS)):
            handler = Lexer.number if found[0].isdigit() else Lexer.sign if found[0] in SIGNS else Lexer.raised
            handler(self, found[0], start + found.start(), start + found.end())
        self.add("close", None, end, end)
        return end

    def raised(self, letter: str, start: int, end: int) -> int:
        kind, value = WORDS.get(letter, ("name", letter))
        self.add(kind, value, start, end)
        return end

    def sub(self, piece: str, start: int, end: int) -> int:
        """A subscript that belongs to no letter, as in ∫₀¹ and log₂."""
        inner = piece.translate(SUBSCRIPTS)
        self.add("_", None, start, start)
        if inner.isdigit():
            self.add("number", int(inner), start, end)
        else:
            self.add("name", inner, start, end)
        return end

    def operator(self, piece: str, start: int, end: int) -> int:
        return self.differentiation(start) or self.strange(piece, start, end)

    def strange(self, _piece: str, start: int, _end: int) -> int:
        raise strange_character(self.text, start)

    # Letters.

    def word(self, run: str, start: int, end: int) -> int:
        text = self.text
        if run[0] == "d" and "/" in text and (behind := self.differentiation(start)):
            return behind
        index = INDEX.match(text, end)
        if index is None and len(run) == 1 and run not in WORDS and not self.in_integral and run.isascii():
            self.found.append(Token("name", run, start, end))
            return end
        whole = text[start : index.end()] if index else run
        if whole in self.spelling:
            self.add("name", self.spelling.of(whole), start, start + len(whole))
            return start + len(whole)
        if run == "log" and text.startswith("1p(", end):
            whole = "log1p"
        known = whole if whole in WORDS else run
        if known in WORDS and not (known in CAUTIOUS and known not in GREEK and not self.applied(known, start + len(known))):
            return self.known(known, whole, start)
        return self.letters(run, whole, start)

    def known(self, word: str, whole: str, start: int) -> int:
        """A word of the vocabulary. Behind a Greek letter an index belongs to it, behind a function it does not: `sin2x`."""
        kind, value = WORDS[word]
        end = start + len(word)
        if kind == "constant" and whole[len(word) : len(word) + 1] in _UNDER:
            kind, value = "name", whole
        if value in ("log2", "log10") and self.text[end : end + 1].isalpha():
            self.unclear_base(word, start, end)
        if kind == "function" and word in CAUTIOUS and not self.applied(word, end):
            kind, value = "name", word
        if kind == "name":
            end = start + len(whole)
            value = self.spelling.of(whole)
        if kind == "form" and value == "I":
            self.in_integral = True
        self.add(kind, value, start, end)
        return end

    def unclear_base(self, word: str, start: int, end: int) -> NoReturn:
        """`log2x`: a logarithm to base 2, or of 2x?"""
        letters = re.match(r"\w+", self.text[end:])
        argument, base = letters[0] if letters else "x", word[3:]
        remedy = f"write log_{base}({argument}) for the logarithm to base {base}, or log({base}{argument})"
        reason = f"{word}{argument} could mean two things"
        raise StudentError("ambiguous", reason, self.text, (start, end + len(argument)), remedy)

    def applied(self, word: str, end: int) -> bool:
        """Does what follows make a function of a word that may as well be letters?"""
        rest = self.text[end : end + 20].lstrip(" '′’")
        return rest[:1] == "(" or (word in ("lg", "tg") and self.text[end : end + 1] == " " and rest[:1].isalnum())

    def letters(self, run: str, whole: str, start: int) -> int:
        """A run that is no word: declared names and single letters, multiplied; the last one takes the index."""
        end = start + len(whole)
        if self.in_integral and (differential := self.differential(run, whole, start)):
            run = run[: differential.start - start]
            end = start + len(run)
        else:
            differential = None
        for first, last in split(run, self.text, start, self.spelling):
            stop = end if last == start + len(run) else last
            typed = self.text[first:stop]
            self.letter(typed, first, stop)
        if differential:
            self.found.append(differential)
        return differential.end if differential else end

    def letter(self, typed: str, start: int, end: int) -> None:
        """One letter, with its index: e is a constant, everything else a variable."""
        if typed in CONSTANTS:
            self.add("constant", CONSTANTS[typed], start, end)
        else:
            self.add("name", self.spelling.of(typed), start, end)

    def differential(self, run: str, whole: str, start: int) -> Token | None:
        """The `dx` at the end of a run inside an integral."""
        behind = start + len(run)
        if run[-1] == "d" and (greek := _GREEK_VARIABLE.match(self.text, behind)):
            return Token("differential", self.spelling.of(greek[0]), behind - 1, greek.end())
        if found := DIFFERENTIAL.search(run):
            at = found.start()
            return Token("differential", self.spelling.of(whole[at + 1 :]), start + at, start + len(whole))
        return None

    def differentiation(self, start: int) -> int:
        """`d/dx` and the like: by which variables, the one taken first coming first. 0 if it is something else."""
        found = operator_pattern().match(self.text, start)
        if found is None:
            return 0
        by: list[str] = []
        for name, digit, sup in by_pattern().findall(found[4]):
            by = [self.spelling.of(name)] * int(digit or sup.translate(SUPERSCRIPTS) or "1") + by
        order = int(found[1] or (found[2] or "1").translate(SUPERSCRIPTS))
        self.derivative(found[3], order, by, start, start + len(found[0].rstrip()))
        return found.end()

    def derivative(self, of: str | None, order: int, by: list[str], start: int, end: int) -> None:
        if order != len(by):
            reason = "above and below the line the order of the derivative differs"
            raise StudentError("order", reason, self.text, (start, end), "write d^2/dx^2 (x^3)")
        if order > HIGHEST_ORDER:
            reason = f"derivatives are taken up to {HIGHEST_ORDER} times"
            raise StudentError("order", reason, self.text, (start, end), "write d^2/dx^2 (x^3)")
        self.add("d/dx", (self.spelling.of(of) if of else None, tuple(by)), start, end)

    handlers: ClassVar[dict[str, Callable[[Any, str, int, int], int]]] = {
        "word": word, "number": number, "sign": sign, "sup": sup, "sub": sub, "part": part, "double": double, "prefix": prefix,
        "operator": operator,
    }  # fmt: skip


def _decimal(piece: str, text: str, start: int) -> int | Fraction:
    mantissa, _, exponent = piece.lower().partition("e")
    if len(mantissa) > 400 or len(exponent) > 5 or abs(int(exponent or "0")) > 400:
        reason = "this number has more than 400 digits"
        raise StudentError("too-large", reason, text, (start, start + len(piece)), "use a smaller number")
    value = Fraction(piece)
    return value.numerator if value.denominator == 1 else value
