"""What do commands mean that take something with them? `\\left(`, `\\begin{cases}`, `\\operatorname{sech}`, `\\hat{y}`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from calctutor.notation.latex_commands import ACCENTS, DELIMITERS, ENVIRONMENTS, KNOWN, PLAIN_ACCENTS, UNSUPPORTED, UPRIGHT
from calctutor.notation.latex_pieces import VARIABLE
from calctutor.notation.suggestions import closest
from calctutor.notation.vocabulary import KEYWORDS, WORDS

if TYPE_CHECKING:
    from calctutor.notation.latex_tokens import LatexLexer

_ARGUMENT = re.compile(r"\*?\s*+\{([^{}]*)\}")
_DELIMITER = re.compile(r"\s*+(\\[A-Za-z]+|\\.|.)", re.DOTALL)
_LETTER = re.compile(rf"\s*+\{{?\s*+({VARIABLE})\s*+\}}?")
_COLUMNS = re.compile(r"\s*+\{[lcr| ]*\}")
_OPEN_BRACE = re.compile(r"\\left\s*+(?:\\\{|\\lbrace)\s*$")
_CASES_BEHIND = re.compile(r"\s*+\\begin\s*+\{(?:array|cases|aligned)\}")


def fence(lexer: LatexLexer, name: str, start: int, end: int) -> int:
    """\\left and \\right with the sign behind them."""
    found = _DELIMITER.match(lexer.text, end)
    sign = found[1] if found else ""
    if found is None or sign not in DELIMITERS:
        stop = found.end() if found else end
        lexer.fail("delimiter", f"\\{name} stands before a bracket", start, stop, r"write \left( x \right)")
    token = DELIMITERS[sign][name == "right"]
    if token and not (token[0] == "{" and _CASES_BEHIND.match(lexer.text, found.end())):
        lexer.add(*token, start, found.end())
    return found.end()


def environment(lexer: LatexLexer, name: str, start: int, end: int) -> int:
    found = _ARGUMENT.match(lexer.text, end)
    kind = ENVIRONMENTS.get(found[1].strip() if found else "")
    if found is None or kind is None:
        reason = f"the environment {found[0] if found else 'here'} is not read"
        lexer.fail("environment", reason, start, found.end() if found else end, "leave it out")
    stop = found.end()
    if name == "end":
        lexer.add("close", None, start, stop)
        return stop
    if found[1].strip() == "array" and (columns := _COLUMNS.match(lexer.text, stop)):
        kind = "cases" if _OPEN_BRACE.search(lexer.text[:start]) else kind
        stop = columns.end()
    lexer.add(kind, f"\\end{found[0]}", start, stop)
    return stop


def upright(lexer: LatexLexer, name: str, start: int, end: int) -> int:
    """`\\operatorname{sech}`, `\\mathrm{d}x`, `\\text{if }`: a word."""
    found = _ARGUMENT.match(lexer.text, end)
    word = found[1].strip() if found else ""
    if found is None:
        lexer.fail("missing-group", f"\\{name} stands before a word in braces", start, end, rf"write \{name}{{sin}}(x)")
    stop = found.end()
    if word == "d" and (behind := lexer.differential_behind(start, stop)):
        return behind
    if word in WORDS and (WORDS[word][0] != "name" or word in KEYWORDS):
        lexer.add(*WORDS[word], start, stop)
    elif re.fullmatch("[A-Za-z][A-Za-z0-9_]*", word):
        lexer.add("name", lexer.spelling.of(word), start, stop)
    elif word.strip(",."):
        lexer.fail("text", f"the words “{word}” are not read", start, stop, "leave them out")
    return stop


def accent(lexer: LatexLexer, name: str, start: int, end: int) -> int:
    """`\\hat{y}` is a variable of its own, `\\mathbf{x}` is x."""
    found = _LETTER.match(lexer.text, end)
    if found is None:
        lexer.fail("missing-group", f"\\{name} stands before a letter", start, end, rf"write \{name}{{x}}")
    typed = found[1].replace("_", "") if name in ACCENTS else found[1]
    lexer.add("name", lexer.spelling.of(lexer.variable(typed) + ACCENTS.get(name, "")), start, found.end())
    return found.end()


def unsupported(lexer: LatexLexer, name: str, start: int, end: int) -> int:
    reason, remedy = UNSUPPORTED[name]
    lexer.fail("unsupported", reason, start, end, remedy)


def unknown(lexer: LatexLexer, name: str, start: int, end: int) -> NoReturn:
    close = closest(name, 0.6, sorted(KNOWN))
    fixed = f"{lexer.text[:start]}\\{close}{lexer.text[end:]}"
    remedy = f"did you mean \\{close}?   try: {fixed}" if close else "leave it out, or do without LaTeX"
    lexer.fail("unknown-command", f"I don’t know the LaTeX command \\{name}", start, end, remedy)


SPECIAL: dict[str, Callable[[LatexLexer, str, int, int], int]] = {
    "left": fence, "right": fence, "begin": environment, "end": environment,
    **dict.fromkeys(UPRIGHT, upright), **dict.fromkeys((*ACCENTS, *PLAIN_ACCENTS), accent),
    **dict.fromkeys(UNSUPPORTED, unsupported),
}  # fmt: skip
"""Commands that take something with them, or are refused -> who reads them."""
