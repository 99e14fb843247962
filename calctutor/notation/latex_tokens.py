"""What are the tokens of a line of LaTeX?

They are of the same kinds as those of the student's notation, with their places in the LaTeX text. Two letters side by side
are a product, as LaTeX prints them; a group without braces is a single digit or letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, ClassVar, NoReturn

from calctutor.errors import StudentError
from calctutor.notation.latex_commands import GROUPS, IGNORED, LETTERS, TOKENS
from calctutor.notation.latex_pieces import BY, D_BEHIND, DERIVATIVE, DIFFERENTIAL, INDEX, LATEX, STRAY_DIFFERENTIAL
from calctutor.notation.latex_words import SPECIAL, unknown
from calctutor.notation.pieces import Token
from calctutor.notation.suggestions import pieces_of
from calctutor.notation.tokens import Lexer
from calctutor.notation.vocabulary import WORDS


def latex_tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of a line of LaTeX, ending with one of kind `end`. Raises `StudentError`."""
    return LatexLexer(text, names).run()


class LatexLexer(Lexer):
    """One line of LaTeX on its way into tokens."""

    pieces = LATEX

    def __init__(self, text: str, names: Collection[str]) -> None:
        super().__init__(text, names)
        self.pending = 0  # groups that the last command still takes
        self.groups: list[int] = []

    def fail(self, code: str, reason: str, start: int, end: int, remedy: str) -> NoReturn:
        raise StudentError(code, reason, self.text, (start, max(end, start + 1)), remedy)

    # One method a kind of piece: it adds tokens and returns where to go on.

    def primes(self, piece: str, start: int, end: int) -> int:
        self.found += [Token("'", None, start, end)] * piece.count("prime")
        return end

    def one_number(self, piece: str, start: int, end: int) -> int:
        """A number; behind a command that takes a group, its first digit only, as LaTeX has it."""
        if not self.pending or piece[0] == ".":
            return self.number(piece, start, end)
        if self.found[-1].kind in ("^", "_") and len(piece) > 1:
            self.needs_braces("an index" if self.found[-1].kind == "_" else "an exponent", start, end)
        self.pending -= 1
        return self.number(piece[0], start, start + 1)

    def needs_braces(self, what: str, start: int, end: int) -> NoReturn:
        fixed = f"{self.text[:start]}{{{self.text[start:end]}}}{self.text[end:]}"
        self.fail("latex-group", f"in LaTeX {what} of more than one digit stands in braces", start, end, f"write {fixed}")

    def one_sign(self, piece: str, start: int, end: int) -> int:
        self.sign(piece, start, end)
        self.pending = GROUPS.get(self.found[-1].kind, self.pending if piece in "+-" else 0)
        return end

    def opened(self, _piece: str, start: int, end: int) -> int:
        self.groups.append(max(self.pending - 1, 0))
        self.pending = 0
        self.add("group", "}", start, end)
        return end

    def closed(self, _piece: str, start: int, end: int) -> int:
        self.pending = self.groups.pop() if self.groups else 0
        self.add("end group", None, start, end)
        return end

    def separator(self, _piece: str, start: int, end: int) -> int:
        self.add(",", None, start, end)
        return end

    def dollar(self, _piece: str, start: int, end: int) -> int:
        if self.text[:start].strip(" $") and self.text[end:].strip(" $.,"):
            self.fail("dollar", "dollars stand around a formula, not inside it", start, end, "leave the $ out")
        return end

    # Letters.

    def word(self, run: str, start: int, end: int) -> int:
        """Letters are multiplied, but for declared names; a function needs its backslash."""
        if run[0] == "d" and "/" in self.text and (behind := self.differentiation(start)):
            return behind
        declared = self.spelling.whole.search(self.text, start) if self.spelling.whole else None
        if declared and declared.start() == start:
            self.add("name", self.spelling.of(declared[0]), start, declared.end())
            return declared.end()
        if declared and declared.start() < end:
            end = declared.start()
        return self.single_letters(self.text[start:end], start, end)

    def single_letters(self, run: str, start: int, end: int) -> int:
        """A run without declared names. The last letter takes the index; in an integral a d takes the letter behind it."""
        self.pending = max(self.pending - len(run), 0)
        self.check_letters(run, start, end)
        pair = self.in_integral and DIFFERENTIAL.search(run)
        last = end - 2 if pair else end - 1
        for at in range(start, last):
            self.letter(self.text[at], at, at + 1)
        if self.in_integral and self.text[last] == "d" and (behind := self.differential_behind(last, last + 1)):
            return behind
        return self.last_letter(run[-1], end - 1, end)

    def check_letters(self, run: str, start: int, end: int) -> None:
        """Refuse functions without their backslash, and differentials that belong to nothing."""
        word = next((piece.text for piece in pieces_of(run) if piece.kind in ("function", "form")), None)
        if word and not self.spelling.single.issuperset(run):
            at = start + run.index(word)
            fixed = f"{self.text[:at]}\\{word} {self.text[at + len(word) :].lstrip()}"
            reason = f"in LaTeX {word} without a backslash is a product of letters"
            remedy = f"try: {fixed}   or write {' '.join(word)} for a product"
            self.fail("missing-backslash", reason, at, at + len(word), remedy)
        if not self.in_integral and STRAY_DIFFERENTIAL.search(run) and "d" not in self.spelling:
            remedy = r"write \frac{d}{dx} (x^2), or \int x^2 \,dx"
            self.fail("differential", f"{run[-2:]} belongs to no integral and no derivative", end - 2, end, remedy)

    def last_letter(self, letter: str, start: int, end: int) -> int:
        """A letter or a Greek command, with the index behind it."""
        index = INDEX.match(self.text, end)
        if index is None:
            self.letter(letter, start, end)
            return end
        digits = re.compile("_[0-9]{2,}").match(self.text, end)
        if digits:
            self.needs_braces("an index", end + 1, digits.end())
        self.add("name", self.variable(letter + index[0]), start, index.end())
        return index.end()

    def letter(self, typed: str, start: int, end: int) -> None:
        super().letter(typed if typed[0] != "\\" else self.variable(typed), start, end)

    def variable(self, typed: str) -> str:
        """The name of a variable typed in LaTeX, as `\\theta_{12}`."""
        plain = re.sub(r"\\(?:text|mathrm|operatorname)|[{}]", "", typed)
        return self.spelling.of(re.sub(r"\\([A-Za-z]+)", lambda found: LETTERS.get(found[1], found[1]), plain))

    def differential_behind(self, start: int, end: int) -> int:
        """The `d` from `start` to `end` and the variable that follows it; 0 if none does."""
        found = D_BEHIND.match(self.text, end)
        if found is None:
            return 0
        self.add("differential", self.variable(found[1]), start, found.end())
        return found.end()

    # Commands.

    def command(self, piece: str, start: int, end: int) -> int:
        name = piece[1:]
        if name in IGNORED:
            return end
        if name.endswith("frac") and (behind := self.derivative_fraction(start)):
            return behind
        if name in TOKENS:
            kind, value = TOKENS[name]
            self.add(kind, value, start, end)
            self.in_integral |= kind == "integral"
            self.pending = GROUPS.get(kind, max(self.pending - 1, 0))
            return end
        self.pending = max(self.pending - 1, 0)
        if name in LETTERS:
            return self.greek(name, start, end)
        if name in WORDS and WORDS[name][0] in ("function", "form", "constant"):
            self.add(*WORDS[name], start, end)
            return end
        return SPECIAL.get(name, unknown)(self, name, start, end)

    def derivative_fraction(self, start: int) -> int:
        """`\\frac{d}{dx}` is one token; 0 if the fraction is something else."""
        found = DERIVATIVE.match(self.text, start)
        if found is None:
            return 0
        by: list[str] = []
        for name, digit, braced in re.findall(BY, found[4]):
            by = [self.variable(name)] * int(digit or braced or "1") + by
        order = int(found[1] or found[2] or "1")
        self.derivative(self.variable(found[3]) if found[3] else None, order, by, start, found.end())
        return found.end()

    def greek(self, name: str, start: int, end: int) -> int:
        """A Greek letter; σ, ζ and Γ are functions when a bracket follows."""
        rest = re.sub(r"^(?:\s|\\left)*", "", self.text[end : end + 20])
        if name in ("sigma", "zeta", "Gamma") and rest[:1] == "(":
            self.add(*WORDS[{"Gamma": "Γ"}.get(name, name)], start, end)
            return end
        return self.last_letter(f"\\{name}", start, end)

    handlers: ClassVar[dict[str, Callable[[Any, str, int, int], int]]] = Lexer.handlers | {
        "primes": primes, "command": command, "word": word, "opened": opened, "closed": closed, "separator": separator,
        "dollar": dollar, "number": one_number, "sign": one_sign,
    }  # fmt: skip
