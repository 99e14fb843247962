"""When is a letter more than a variable? `f(x)` and `f'(x)` are abstract functions, `D(f, x)` is a question."""

from __future__ import annotations

from calctutor.notation.brackets import OPENING, behind_bracket, comma_ahead, items
from calctutor.notation.functions import PLAIN, exponent_of_function, is_minus_one, primes_ahead
from calctutor.notation.parser import BEGIN, Parser, begins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import ABSTRACT

QUESTIONS = frozenset("DIL")
"""`D(f, x)`, `I(f, x)` and `L(f, x, a)` are questions when a comma stands in the brackets; otherwise these are letters."""


@begins("name")
def name(parser: Parser, token: Token, _: int) -> Tree:
    """A variable; or an abstract function, or one of the questions D, I and L, when brackets follow."""
    if token.value in ABSTRACT and token.value not in parser.names and (found := abstract(parser, token)):
        return found
    if token.value in QUESTIONS and parser.next.kind == "(" and token.value not in parser.names and comma_ahead(parser):
        return BEGIN["form"](parser, Token("form", token.value, token.start, token.end), 0)
    if parser.next.kind == "(" and token.value not in parser.names:
        refuse_letter_of_letter(parser, token)
    return Tree("name", (), token.value, (token.start, token.end))


def refuse_letter_of_letter(parser: Parser, token: Token) -> None:
    """`y(x)`: nobody writes the product y x so, and only f, g and h are taken for functions that are not given."""
    is_index = parser.position > 1 and parser.tokens[parser.position - 2].kind == "_"  # the b of log_b(x)
    bracket, inside, end = parser.next, parser.peek(1), parser.peek(2)
    if (
        not is_index
        and bracket.start == token.end
        and inside.kind == "name"
        and end.kind == ")"
        and inside.value != token.value
    ):
        y, x = parser.text[token.start : token.end], parser.text[inside.start : inside.end]
        remedy = f"write {y}*{x} for the product, or f({x}) for a function that is not given"
        parser.fail("ambiguous", f"{y}({x}) could mean two things", (token.start, end.end), remedy)


def abstract(parser: Parser, token: Token) -> Tree | None:
    """`f(x)`, `g''(2x)`, `f^-1(x)`, `f^2(x)`: a function of which nothing is known. None if it is not applied."""
    if not applied_ahead(parser):
        return None
    label = token.value + "'" * primes_ahead(parser)
    in_brackets = "(" in (parser.peek(1).kind, parser.peek(2).kind if parser.peek(1).kind == "group" else "")
    exponent = exponent_of_function(parser)
    if exponent and is_minus_one(exponent):
        label, exponent = label + "^-1", None
    if exponent and in_brackets and exponent.head == "number" and exponent.value in range(1, 10):
        label, exponent = label + "'" * exponent.value, None
    tree = parser.node("apply", items(parser, parser.take()), token.start, label)
    return tree if exponent is None else parser.node("^", (tree, exponent), token.start)


def applied_ahead(parser: Parser) -> bool:
    """Does a round bracket follow, perhaps behind primes or a short exponent?"""
    tokens, at = parser.tokens, parser.position
    while tokens[at].kind == "'":
        at += 1
    if tokens[at].kind == "superscript":
        at = next(here for here in range(at, len(tokens)) if tokens[here].kind in ("close", "end")) + 1
    elif tokens[at].kind == "^":
        at += 2 if tokens[at + 1].kind == "-" else 1
        if (tokens[at].kind not in PLAIN and tokens[at].kind not in OPENING) or tokens[at].value in ABSTRACT:
            return False
        at = behind_bracket(parser, at) if tokens[at].kind in OPENING else at + 1
    return at < len(tokens) and tokens[at].kind == "("
