"""Why can this not be read, and what should be tried instead?

Every function raises a `StudentError` with one reason and one thing to try. What is offered to be pasted has been read before
it is offered.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from calctutor.notation import limits
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree

if TYPE_CHECKING:
    from calctutor.notation.parser import Parser

SIGNS = {"end group": "}", "close": "closing sign"}
"""Kinds of token -> what they look like, where that differs."""

_DANGLING = re.compile(r"(?:\b(?:and|or|if|for|when|to|from)|[-+*/^·×÷−–=<>,_;'(|{\s\[])+$")
EXAMPLE = "type an expression, as x^2*sin(x)"


def shown(parser: Parser, token: Token) -> str:
    return parser.text[token.start : token.end]


def place(token: Token) -> tuple[int, int]:
    return token.start, max(token.end, token.start + 1)


def closers(opened: list[Token]) -> str:
    """What closes everything that stands open, the innermost first."""
    return "".join(str(token.value) for token in reversed(opened) if isinstance(token.value, str))


def that_reads(parser: Parser, *candidates: str) -> str | None:
    """The first of these texts that can be read."""
    return next((text for text in candidates if text and parser.reads(text)), None)


# Brackets.


def not_closed(parser: Parser, opened: Token, kind: str) -> NoReturn:
    """Something other than the closing bracket comes next."""
    if parser.next.kind == "end":
        unclosed(parser, opened)
    raised = next((token for token in parser.open if token.kind == "superscript"), None)
    if raised and (opened is raised or parser.next.kind == "close"):
        incomplete_exponent(parser, raised)
    found = parser.next
    sign = opened.value if isinstance(opened.value, str) else SIGNS.get(kind, kind)
    if found.kind in (")", "]", "}", "end group", "close", "|"):
        text = parser.text
        reason = f"the {shown(parser, opened)} that was opened here is closed by a {shown(parser, found)}"

        def remedy() -> str:
            before = text[: found.start] + sign
            mended = that_reads(parser, before + text[found.end :], before + text[found.start :])
            return f"try: {mended}" if mended else f"close it with a {sign}"

        parser.fail("mismatch", reason, (opened.start, found.end), remedy)
    unexpected(parser, f"{shown(parser, found) or 'this'} makes no sense inside these brackets")


def unclosed(parser: Parser, opened: Token) -> NoReturn:
    missing = closers(parser.open)
    if opened.kind == "|" and (parser.text.count("|") + parser.text.count("∣")) > 1:
        parser.fail("bars", "it is not clear which bars belong together", place(opened), "write abs(x) for |x|")
    fixed = parser.text.rstrip() + missing
    parser.fail("unclosed", f"this {shown(parser, opened)} is never closed", place(opened), lambda: (
        f"add a {missing} at the end: {fixed}" if parser.reads(fixed) else f"add a {missing} where it ends"))  # fmt: skip


def rest(parser: Parser) -> NoReturn:
    """Something is left over behind a complete expression."""
    token, text = parser.next, parser.text
    if token.kind in (")", "]", "}", "end group", "close"):
        sign = shown(parser, token)

        def without() -> str:
            mended = that_reads(parser, text[: token.start] + text[token.end :], "(" + text)
            return f"take it out: {mended}" if mended else "take it out, or open it before"

        parser.fail("unopened", f"this {sign} was never opened", place(token), without)
    if token.kind == ",":
        comma(parser, token)
    unexpected(parser, f"{shown(parser, token) or 'this'} makes no sense here")


def comma(parser: Parser, token: Token) -> NoReturn:
    text = parser.text.strip()
    before, after = parser.text[: token.start].rstrip(), parser.text[token.end :].lstrip()
    if re.search("[0-9]$", before) and re.match("[0-9]{3}(?![0-9])", after):
        reason = "digits are not grouped; a comma separates the parts of a vector"
        parser.fail("comma", reason, place(token), f"write {before}{after} for a number, or ({text}) for a vector")
    if before[-1:].isdigit() and after[:1].isdigit():
        reason = "decimals are written with a point; a comma separates the parts of a vector"
        parser.fail("comma", reason, place(token), f"write {before}.{after} for a number, or ({text}) for a vector")
    parser.fail("comma", "a comma separates the parts of a vector, which stands in brackets", place(token), lambda: (
        f"write ({text}) for a vector" if parser.reads(f"({text})") else "write (x, y) for a vector"))  # fmt: skip


# What may not stand here.

UNEXPECTED = {
    "_": ("index", "an index is a number or a word behind a letter", "write x_1, or x_max"),
    "->": ("arrow", "an arrow belongs to a limit", "write lim_{x->0} sin(x)/x"),
    ";": ("semicolon", "a semicolon separates the cases of a function", "write {x^2 if x < 0; x otherwise}"),
    "if": ("condition", "a condition belongs to a case", "write {x^2 if x < 0; x otherwise}"),
    "otherwise": ("condition", "`otherwise` belongs to the last case", "write {x^2 if x < 0; x otherwise}"),
    "from": ("limits", "from and to belong to an integral", "write ∫ x^2 dx from 0 to 1"),
    "to": ("limits", "from and to belong to an integral", "write ∫ x^2 dx from 0 to 1"),
    "and": ("condition", "`and` joins two conditions", "write {x^2 if 0 < x and x < 1; x otherwise}"),
    "or": ("condition", "`or` joins two conditions", "write {x^2 if x < 0 or x > 1; x otherwise}"),
    "close": ("unopened", "this was never opened", "take it out, or open it before"),
}
"""Kinds of token that have their place in one construction only -> code, reason and remedy outside of it."""


def unexpected(parser: Parser, reason: str) -> NoReturn:
    """The next token does not belong here."""
    token = parser.next
    if token.kind == "end":
        incomplete(parser)
    if token.kind in UNEXPECTED:
        code, reason, remedy = UNEXPECTED[token.kind]
        parser.fail(code, reason, place(token), remedy)
    text = parser.text

    def without() -> str:
        mended = that_reads(parser, text[: token.start] + text[token.end :])
        otherwise = f"something is missing before the {shown(parser, token)}, or it is too much"
        return f"take it out: {mended}" if mended else otherwise

    parser.fail("unexpected", reason, place(token), without)


def incomplete(parser: Parser) -> NoReturn:
    text = parser.text.rstrip()

    def remedy() -> str:
        cut = _DANGLING.sub("", text)
        filler = "{x}" if "\\" in text else " x" if text[-1:].isalpha() else "x"
        filled = text + filler + closers(parser.open)
        mended = that_reads(parser, *([filled] if text[-1:] in "([{" else []), cut, cut + closers(parser.open), filled)
        if mended == filled:
            return f"finish it, as in {mended}"
        return f"finish it, or take out the end: {mended}" if mended else EXAMPLE

    parser.fail("incomplete", "the line stops in the middle of an expression", (max(len(text) - 1, 0), len(text)), remedy)


def incomplete_exponent(parser: Parser, opened: Token) -> NoReturn:
    until = next(token for token in parser.tokens[parser.position :] if token.kind in ("close", "end"))
    remedy = "put it in brackets, as in x^(n-1)"
    parser.fail("superscript", "this exponent is incomplete", (opened.start, until.end), remedy)


def start(parser: Parser) -> NoReturn:
    """No expression begins with the next token."""
    token = parser.next
    before = parser.tokens[parser.position - 1] if parser.position else None
    sign = SIGNS.get(token.kind, shown(parser, token))
    if token.kind == "end" and not parser.text.strip(" $"):
        parser.fail("empty", "there is nothing to read", (0, len(parser.text)), EXAMPLE)
    if token.kind == "close" and parser.open and parser.open[-1].kind == "superscript":
        incomplete_exponent(parser, parser.open[-1])
    if token.kind in (")", "]", "}", "end group", "close") and not parser.open:
        rest(parser)
    if before and before.kind == "|" and token.kind == "end" and parser.text.count("|") > 2:
        parser.fail("bars", "it is not clear which bars belong together", place(before), "write abs(x) for |x|")
    if before and before.kind in ("(", "[", "{", "group", "|", "abs") and token.kind in (")", "]", "}", "end group", "close"):
        remedy = "put something between them, as in (x), or take them out"
        parser.fail("empty-brackets", "there is nothing between these brackets", (before.start, token.end), remedy)
    if token.kind in ("*", "/", "^", "superscript", "!", "'", "=", "<", ">", "<=", ">=", "!="):
        operator_start(parser, token, before)
    unexpected(parser, f"an expression was expected before this {sign}" if sign else "an expression was expected here")


def operator_start(parser: Parser, token: Token, before: Token | None) -> NoReturn:
    text, sign = parser.text, shown(parser, token) or "exponent"
    if before is None or before.kind in ("(", "[", "{", "group", ",", "|"):
        reason = f"there is nothing on the left of this {sign}"
        example = f", as in x{sign}2" if token.kind in ("*", "/", "^") else ""
        parser.fail("missing-left", reason, place(token), f"put something before it{example}")

    def remedy() -> str:
        mended = that_reads(parser, text[: before.start] + text[token.start :], text[: before.end] + text[token.end :])
        return f"leave one of them out: {mended}" if mended else "leave one of them out"

    parser.fail("two-operators", "two operators stand side by side", (before.start, max(token.end, before.end)), remedy)


def number_behind(parser: Parser, left: Tree) -> NoReturn:
    """A number stands directly behind something else."""
    token, text = parser.next, parser.text
    start, end = left.place or (0, 0)
    before, after = text[: token.start].rstrip(), text[token.start :]
    if left.head == "number" and before[-1:].isdigit():
        joined = f", or {before}{after} for one number" if parser.reads(before + after) else ""
        remedy = f"write {before}*{after} for the product{joined}"
        parser.fail("two-numbers", "two numbers stand side by side", (start, token.end), remedy)
    what = text[start:end] if end - start < 30 else "something"
    reason = f"a number stands behind {what}: is it a factor or an exponent?"
    exponent = re.sub(r"^[0-9.]+[A-Za-z]+", r"(\g<0>)", after) if left.value == "e" else after
    power = f"{before}^{exponent}"
    parser.fail("number-behind", reason, place(token), lambda: (
        f"write {before}*{after} for the product" + (f", or {power} for a power" if parser.reads(power) else "")))  # fmt: skip


def too_deep(parser: Parser) -> NoReturn:
    reason = f"this is nested too deep: {limits.MOST_OPEN} brackets and operators stand open"
    parser.fail("too-deep", reason, place(parser.next), "name the inner parts and write it in pieces")


def two_relations(parser: Parser, token: Token) -> NoReturn:
    parser.fail("two-relations", "there are two relation signs", place(token), "give one equation, as in x^2 + y^2 = 1")
