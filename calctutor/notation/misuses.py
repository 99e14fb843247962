"""What is wrong with how a function, or an operator of calculus, was used?

Every function raises a `StudentError`, as those of `refusals` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from calctutor.notation.pieces import Token
from calctutor.notation.refusals import place, shown
from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import CAUTIOUS, FUNCTIONS

if TYPE_CHECKING:
    from calctutor.notation.parser import Parser


# Functions.


def count(number: int) -> str:
    return f"{number} argument{'s' * (number != 1)}"


def arguments(parser: Parser, token: Token, head: str, given: int) -> NoReturn:
    known = FUNCTIONS[head]
    wanted = count(known.least) if known.most == known.least else f"at least {count(known.least)}"
    word = shown(parser, token)
    remedy = f"write {word}({', '.join('xyz'[: known.least])})"
    if word in CAUTIOUS:
        remedy += f", or {word}*{parser.text[token.end : parser.end]} for the letter times a bracket"
    parser.fail("arguments", f"{head} takes {wanted}, not {given}", (token.start, parser.end), remedy)


def arguments_of_form(parser: Parser, token: Token, given: int, example: str) -> NoReturn:
    reason = f"{shown(parser, token)} does not take {count(given)}"
    parser.fail("arguments", reason, (token.start, parser.end), f"write {example}")


def missing_argument(parser: Parser, token: Token, example: str = "") -> NoReturn:
    word = shown(parser, token)
    parser.fail("missing-argument", f"{word} of what?", place(token), f"write {example or word + '(x)'}")


def unclear_argument(parser: Parser, token: Token, start: int) -> NoReturn:
    """`sin 2(x+1)`: is the bracket inside or outside?"""
    text, word = parser.text, shown(parser, token)
    inside, after = text[start : parser.end], text[parser.next.start :]
    reason = f"it is not clear whether what follows belongs to the {word}"
    fixed, meant = f"{text[:start].rstrip()}({inside})*{after}", ""
    if inside.isdigit() and start == token.end:
        sign = "_" if token.value in ("ln", "log") else "^"
        fixed = f"{text[:start]}{sign}{inside}{after}"
        meant = f" for the base {inside}" if sign == "_" else " for a power"
    remedy = f"write {fixed}{meant}, or put all of it in brackets behind {word}"
    parser.fail("unclear-argument", reason, (token.start, parser.next.end), remedy)


# Calculus.


def operator_of_nothing(parser: Parser, token: Token) -> NoReturn:
    word = shown(parser, token)
    parser.fail("missing-argument", f"{word} of what?", place(token), f"write {word} (x^2)")


def operator_of_what(parser: Parser, token: Token) -> NoReturn:
    """`d/dx (x+1)(x-1)`: is the second bracket inside or outside?"""
    text, word = parser.text, shown(parser, token)
    taken, after = text[token.start : parser.end], text[parser.next.start :]
    sign = "" if parser.next.kind == "/" else "*"
    reason = f"it is not clear how far this {word} reaches"
    remedy = f"write {text[: token.start]}({taken}){sign}{after}, or put all of it in brackets behind {word}"
    parser.fail("unclear-derivative", reason, (token.start, parser.next.end), remedy)


def no_differential(parser: Parser, token: Token) -> NoReturn:
    text = parser.text.rstrip()
    reason = "this integral does not say by what: the dx is missing"
    parser.fail("no-differential", reason, place(token), lambda: (
        f"add dx: {text} dx" if parser.reads(f"{text} dx") else "write ∫ x^2 dx"))  # fmt: skip


def behind_differential(parser: Parser, token: Token, x: Token) -> NoReturn:
    """`∫ x dx/(x+1)`: is the denominator inside or outside?"""
    text = parser.text
    inside, after = text[token.start : x.start].rstrip(), text[parser.next.start :]
    sign = "" if parser.next.kind == "/" else " * "
    reason = f"it is not clear whether what follows the {shown(parser, x)} belongs to the integral"
    fixed = f"{text[: token.start]}{inside}{sign}{after} {shown(parser, x)}"
    otherwise = f"put the {shown(parser, x)} at the end of the integral"
    parser.fail("behind-differential", reason, (x.start, parser.next.end), lambda: (
        f"write {fixed} if it does" if parser.reads(fixed) else otherwise))  # fmt: skip


def one_limit(parser: Parser) -> NoReturn:
    remedy = r"write \int_0^1 x^2 \,dx" if "\\" in parser.text else "write ∫_0^1 x^2 dx"
    parser.fail("limits", "an integral has two limits or none", place(parser.next), remedy)


def no_arrow(parser: Parser) -> NoReturn:
    remedy = r"write \lim_{x \to 0} x^2" if "\\" in parser.text else "write lim_{x->0} x^2"
    parser.fail("arrow", "an arrow was expected here, to say where the variable goes", place(parser.next), remedy)


def no_otherwise(parser: Parser, value: Tree) -> NoReturn:
    text = parser.text.rstrip()
    reason = "nothing is said about the values where the condition does not hold"
    parser.fail("condition", reason, value.place or (0, len(text)), lambda: (
        f"try: {text} else 0" if parser.reads(f"{text} else 0") else "write {x^2 if x < 0; x otherwise}"))  # fmt: skip


def stray_differential(parser: Parser, token: Token) -> NoReturn:
    letters = shown(parser, token)
    remedy = f"write {letters[0]}*{letters[1:]} for a product" if letters.isalpha() else "take it out, or write ∫ x^2 dx"
    parser.fail("differential", f"this {letters} belongs to no integral", place(token), remedy)
