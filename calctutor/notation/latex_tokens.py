"""What are the pieces of a line of LaTeX?

Tokens of the same kinds as those of the student's notation, with their places in the LaTeX text. Two letters side by side are a product,
as LaTeX prints them; a group without braces is a single digit or letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NoReturn

from calctutor.errors import StudentError
from calctutor.notation.latex_commands import (
    ACCENTS,
    DELIMITERS,
    ENVIRONMENTS,
    GROUPS,
    IGNORED,
    KNOWN,
    LETTERS,
    PLAIN_ACCENTS,
    TOKENS,
    UNSUPPORTED,
    UPRIGHT,
)
from calctutor.notation.runs import GREEK_LETTER
from calctutor.notation.suggestions import closest, pieces_of
from calctutor.notation.tokens import SIGNED_PIECES, Lexer, Token
from calctutor.notation.vocabulary import CONSTANTS, KEYWORDS, WORDS

_COMMANDS = "|".join(sorted(LETTERS, key=len, reverse=True))
_SPACE = r"(?:\s|~|\\[,;:!\ ]|\\quad(?![A-Za-z]))*+"
_INDEX = rf"_(?:[0-9A-Za-z]|\{{[A-Za-z0-9]+\}}|\{{?\\(?:text|mathrm|operatorname)\{{[A-Za-z0-9]+\}}\}}?|\{{?\\(?:max|min|{_COMMANDS})\}}?)"
_VARIABLE = rf"(?:\\(?:{_COMMANDS})(?![A-Za-z])|[A-Za-z{GREEK_LETTER}])(?:{_INDEX})?"
_D = r"(?:d(?![A-Za-z]*\{)|∂|\\partial(?![A-Za-z])|\\(?:mathrm|operatorname|text|rm)\s*\{\s*d\s*\})"
_ORDER = r"(?:\^\s*(?:([0-9])|\{\s*([0-9])\s*\}))?"
_BY = rf"{_SPACE}{_D}{_SPACE}({_VARIABLE}){_ORDER}{_SPACE}"

PIECES = re.compile(
    rf"""(?:\s|~)*+(?:
    (?P<derivative>\\[dtc]?frac\s*+\{{{_SPACE}{_D}{_SPACE}{_ORDER}{_SPACE}(?:{_VARIABLE})?{_SPACE}\}}\s*+\{{(?:{_BY})+\}})
  | (?P<primes>\^\s*+(?:\\prime(?![A-Za-z])|\{{(?:\s*\\prime(?![A-Za-z]))+\s*\}}))
  | (?P<command>\\(?:[A-Za-z]+|.))
  | (?P<word>[A-Za-z]+|[{GREEK_LETTER}])
  | (?P<opened>\{{)
  | (?P<closed>\}})
  | (?P<separator>&)
  | (?P<dollar>\$\$?)
    {SIGNED_PIECES})""",
    re.VERBOSE,
)
_DERIVATIVE = re.compile(rf"\\[dtc]?frac\s*+\{{{_SPACE}{_D}{_SPACE}{_ORDER}{_SPACE}({_VARIABLE})?{_SPACE}\}}\s*+\{{((?:{_BY})+)\}}")
_LETTER_INDEX = re.compile(_INDEX)
_D_BEHIND = re.compile(rf"{_SPACE}({_VARIABLE})")
_ARGUMENT = re.compile(r"\*?\s*+\{([^{}]*)\}")
_DIFFERENTIAL = re.compile("d[A-Za-z]$")
_STRAY_DIFFERENTIAL = re.compile("d[xyztuvwrs]$")
_DELIMITER = re.compile(r"\s*+(\\[A-Za-z]+|\\.|.)", re.DOTALL)


def is_latex(text: str) -> bool:
    """LaTeX is recognised by its backslashes, or by the dollars around it."""
    return "\\" in text or text.lstrip().startswith("$")


def latex_tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """The tokens of a line of LaTeX, ending with one of kind `end`. Raises `StudentError`."""
    return LatexLexer(text, names).run()


class LatexLexer(Lexer):
    """One line of LaTeX on its way into tokens."""

    pieces = PIECES

    def __init__(self, text: str, names: Collection[str]) -> None:
        super().__init__(text, names)
        self.pending = 0  # groups that the last command still takes
        self.groups: list[int] = []

    def fail(self, code: str, reason: str, start: int, end: int, remedy: str) -> NoReturn:
        raise StudentError(code, reason, self.text, (start, max(end, start + 1)), remedy)

    def after_group(self) -> None:
        self.pending = max(self.pending - 1, 0)

    # One method a kind of piece: it adds tokens and returns where to go on.

    def derivative_operator(self, _piece: str, start: int, end: int) -> int:
        found = _DERIVATIVE.match(self.text, start)
        assert found is not None
        by: list[str] = []
        for name, digit, braced in re.findall(_BY, found[4]):
            by = [self.variable(name)] * int(digit or braced or "1") + by
        self.derivative(self.variable(found[3]) if found[3] else None, int(found[1] or found[2] or "1"), by, start, end)
        return end

    def primes(self, piece: str, start: int, end: int) -> int:
        self.found += [Token("'", None, start, end)] * piece.count("prime")
        return end

    def one_number(self, piece: str, start: int, end: int) -> int:
        """A number; behind a command that takes a group, its first digit only, as LaTeX has it."""
        if not self.pending or piece[0] == ".":
            return self.number(piece, start, end)
        before = self.found[-1]
        if before.kind in ("^", "_") and len(piece) > 1:
            fixed = f"{self.text[:start]}{{{piece}}}{self.text[end:]}"
            what = "an index" if before.kind == "_" else "an exponent"
            self.fail("latex-group", f"in LaTeX {what} of more than one digit stands in braces", start, end, f"write {fixed}")
        self.after_group()
        return self.number(piece[0], start, start + 1)

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

    def dollar(self, piece: str, start: int, end: int) -> int:
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
        """A run without declared names; the last letter takes the index, and in an integral a d at the end the letter behind it."""
        self.pending = max(self.pending - len(run), 0)
        word = next((piece for piece in pieces_of(run) if piece.kind in ("function", "form")), None)
        if word and not self.spelling.single.issuperset(run):
            self.no_backslash(word.text, start + run.index(word.text))
        last = 2 if (_DIFFERENTIAL if self.in_integral else _STRAY_DIFFERENTIAL).search(run) else 1
        if last == 2 and not self.in_integral and "d" not in self.spelling:
            remedy = r"write \frac{d}{dx} (x^2), or \int x^2 \,dx"
            self.fail("differential", f"{run[-2:]} belongs to no integral and no derivative", end - 2, end, remedy)
        for at in range(start, end - last):
            self.plain_letter(self.text[at], at, at + 1)
        if self.in_integral and run[-last] == "d" and (behind := self.differential_behind(end - last, end - last + 1)):
            return behind
        for at in range(end - last, end - 1):
            self.plain_letter(self.text[at], at, at + 1)
        return self.one_letter(run[-1], end - 1, end)

    def plain_letter(self, letter: str, start: int, end: int) -> None:
        self.add(*(("constant", CONSTANTS[letter]) if letter in CONSTANTS else ("name", self.variable(letter))), start, end)

    def no_backslash(self, word: str, start: int) -> NoReturn:
        fixed = f"{self.text[:start]}\\{word} {self.text[start + len(word) :].lstrip()}"
        product = " ".join(word)
        remedy = f"try: {fixed}   or write {product} for a product"
        self.fail("missing-backslash", f"in LaTeX {word} without a backslash is a product of letters", start, start + len(word), remedy)

    def one_letter(self, letter: str, start: int, end: int) -> int:
        index = _LETTER_INDEX.match(self.text, end)
        if index and self.text[index.end() : index.end() + 1].isdigit() and index[0][1].isdigit():
            digits = re.match("[0-9]+", self.text[end + 1 :])
            assert digits is not None
            stop = end + 1 + digits.end()
            fixed = f"{self.text[:end]}_{{{digits[0]}}}{self.text[stop:]}"
            self.fail("latex-group", "in LaTeX an index of more than one digit stands in braces", end + 1, stop, f"write {fixed}")
        stop = index.end() if index else end
        if index:
            self.add("name", self.variable(letter + index[0]), start, stop)
        else:
            self.plain_letter(letter, start, stop)
        return stop

    def variable(self, typed: str) -> str:
        """The name of a variable typed in LaTeX, as `\\theta_{12}`."""
        plain = re.sub(r"\\(?:text|mathrm|operatorname)|[{}]", "", typed)
        return self.spelling.of(re.sub(r"\\([A-Za-z]+)", lambda found: LETTERS.get(found[1], found[1]), plain))

    def differential_behind(self, start: int, end: int) -> int:
        """The `d` from `start` to `end` and the variable that follows it."""
        found = _D_BEHIND.match(self.text, end)
        if found is None:
            return 0
        self.add("differential", self.variable(found[1]), start, found.end())
        return found.end()

    # Commands.

    def command(self, piece: str, start: int, end: int) -> int:
        name = piece[1:]
        if name in IGNORED:
            return end
        if name in TOKENS:
            kind, value = TOKENS[name]
            self.add(kind, value, start, end)
            self.in_integral |= kind == "integral"
            self.pending = GROUPS.get(kind, max(self.pending - 1, 0))
            return end
        self.after_group()
        if name in LETTERS:
            return self.greek(name, start, end)
        for names, handler in SPECIAL:
            if name in names:
                return handler(self, name, start, end)
        if name in WORDS and WORDS[name][0] in ("function", "form", "constant"):
            self.add(*WORDS[name], start, end)
            return end
        return self.unknown(piece, start, end)

    def greek(self, name: str, start: int, end: int) -> int:
        """A Greek letter; σ, ζ and Γ are functions when a bracket follows."""
        rest = re.sub(r"^(?:\s|\\left)*", "", self.text[end : end + 20])
        if name in ("sigma", "zeta", "Gamma") and rest[:1] == "(":
            self.add(*WORDS[{"Gamma": "Γ"}.get(name, name)], start, end)
            return end
        return self.one_letter(f"\\{name}", start, end)

    def fence(self, name: str, start: int, end: int) -> int:
        """\\left and \\right with the sign behind them."""
        found = _DELIMITER.match(self.text, end)
        sign = found[1] if found else ""
        if found is None or sign not in DELIMITERS:
            self.fail("delimiter", f"\\{name} stands before a bracket", start, found.end() if found else end, r"write \left( x \right)")
        token = DELIMITERS[sign][name == "right"]
        array = re.match(r"\s*+\\begin\s*+\{(?:array|cases|aligned)\}", self.text[found.end() :])
        if token and not (array and token[0] == "{"):
            self.add(*token, start, found.end())
        return found.end()

    def environment(self, name: str, start: int, end: int) -> int:
        found = _ARGUMENT.match(self.text, end)
        kind = ENVIRONMENTS.get(found[1].strip() if found else "")
        if found is None or kind is None:
            shown = found[0] if found else ""
            self.fail("environment", f"the environment {shown or 'here'} is not read", start, found.end() if found else end, "leave it out")
        stop = found.end()
        if name == "end":
            self.add("close", None, start, stop)
            return stop
        if found[1].strip() == "array" and (columns := re.compile(r"\s*+\{[lcr| ]*\}").match(self.text, stop)):
            kind = "cases" if re.search(r"\\left\s*+(?:\\\{|\\lbrace)\s*$", self.text[:start]) else kind
            stop = columns.end()
        self.add(kind, f"\\end{found[0]}", start, stop)
        return stop

    def upright(self, name: str, start: int, end: int) -> int:
        """`\\operatorname{sech}`, `\\mathrm{d}x`, `\\text{if }`: a word."""
        found = _ARGUMENT.match(self.text, end)
        word = found[1].strip() if found else ""
        if found is None:
            self.fail("missing-group", f"\\{name} stands before a word in braces", start, end, rf"write \{name}{{sin}}")
        stop = found.end()
        if word == "d" and (behind := self.differential_behind(start, stop)):
            return behind
        if word in WORDS and (WORDS[word][0] != "name" or word in KEYWORDS):
            self.add(*WORDS[word], start, stop)
        elif re.fullmatch("[A-Za-z][A-Za-z0-9_]*", word):
            self.add("name", self.spelling.of(word), start, stop)
        elif word.strip(",."):
            self.fail("text", f"the words “{word}” are not read", start, stop, "leave them out")
        return stop

    def accent(self, name: str, start: int, end: int) -> int:
        """`\\hat{y}` is a variable of its own, `\\mathbf{x}` is x."""
        found = re.compile(rf"\s*+\{{?\s*+({_VARIABLE})\s*+\}}?").match(self.text, end)
        if found is None:
            self.fail("missing-group", f"\\{name} stands before a letter", start, end, rf"write \{name}{{x}}")
        typed = found[1].replace("_", "") if name in ACCENTS else found[1]
        self.add("name", self.spelling.of(self.variable(typed) + ACCENTS.get(name, "")), start, found.end())
        return found.end()

    def unsupported(self, name: str, start: int, end: int) -> int:
        reason, remedy = UNSUPPORTED[name]
        self.fail("unsupported", reason, start, end, remedy)

    def unknown(self, piece: str, start: int, end: int) -> NoReturn:
        close = closest(piece[1:], 0.6, sorted(KNOWN))
        fixed = f"{self.text[:start]}\\{close}{self.text[end:]}"
        remedy = f"did you mean \\{close}?   try: {fixed}" if close else "write it without LaTeX, or leave it out"
        self.fail("unknown-command", f"I don’t know the LaTeX command {piece}", start, end, remedy)

    handlers = Lexer.handlers | {
        "derivative": derivative_operator, "primes": primes, "command": command, "word": word, "opened": opened, "closed": closed,
        "separator": separator, "dollar": dollar, "number": one_number, "sign": one_sign,
    }  # fmt: skip


SPECIAL: list[tuple[Collection[str], Callable[[LatexLexer, str, int, int], int]]] = [
    (("left", "right"), LatexLexer.fence),
    (("begin", "end"), LatexLexer.environment),
    (UPRIGHT, LatexLexer.upright),
    ({*ACCENTS, *PLAIN_ACCENTS}, LatexLexer.accent),
    (UNSUPPORTED, LatexLexer.unsupported),
]
"""Commands that take something with them -> who reads it."""

