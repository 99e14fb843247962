"""What does a function apply to, with brackets or without?"""

from __future__ import annotations

from calctutor.notation import misuses, refusals
from calctutor.notation.brackets import OPENING, items
from calctutor.notation.operators import superscript
from calctutor.notation.parser import BEGIN, POWER, PRODUCT, Parser, begins
from calctutor.notation.pieces import Token
from calctutor.notation.tree import Tree
from calctutor.notation.vocabulary import FUNCTIONS

INVERSES = {f: f"a{f}" for f in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")}
"""What sin^-1 and its like stand for."""

SPREAD = frozenset({"max", "min", "logsumexp"})
"""Functions that take a list for its entries."""

PLAIN = frozenset({"number", "name", "constant"})
BOXED = frozenset({"radical", "root", "frac", "binom", "abs", "floor", "ceil", "|"})


@begins("function")
def function(parser: Parser, token: Token, _: int) -> Tree:
    """`sin(x)`, `sin x`, `sin^2 x`, `sin^-1(x)`, `log_2(x)`."""
    head = token.value
    base = index(parser) if head in ("ln", "log") and parser.take_any("_") else None
    primes = primes_ahead(parser)
    exponent = exponent_of_function(parser)
    if exponent and is_minus_one(exponent):
        head, exponent = inverse(parser, head, token), None
    opened = parser.next.kind
    args = arguments_of(parser, token)
    if head == "sqrt" and opened == "[" and parser.next.kind in OPENING:  # sqrt[3](x)
        head, args = "root", (*items(parser, parser.take()), *args)
    tree = applied(parser, head, (*args, base) if base else args, token)
    for _prime in range(primes):
        tree = derivative_of(parser, tree, token)
    return tree if exponent is None else parser.node("^", (tree, exponent), token.start)


def applied(parser: Parser, head: str, args: tuple[Tree, ...], token: Token) -> Tree:
    """The node of a function, with as many arguments as it takes. `log` alone is the natural logarithm."""
    if head in ("ln", "log"):
        head = "ln" if len(args) == 1 else "log"
    if head in SPREAD and len(args) == 1 and args[0].head in ("list", "tuple"):
        args = args[0].args
    known = FUNCTIONS[head]
    if len(args) < known.least or (known.most is not None and len(args) > known.most):
        misuses.arguments(parser, token, head, len(args))
    return parser.node(head, args, token.start)


def inverse(parser: Parser, head: str, token: Token) -> str:
    """The function that `^-1` makes of another."""
    if head in INVERSES:
        return INVERSES[head]
    shown = parser.text[token.start : token.end]
    reason = f"{shown}^-1 could be the inverse function of {shown}, or 1/{shown}(x)"
    return parser.fail("ambiguous", reason, (token.start, parser.end), f"write 1/{head}(x) for the quotient")


def derivative_of(parser: Parser, tree: Tree, token: Token) -> Tree:
    """`sin'(x)`: by the argument, which must then be a variable."""
    x = tree.args[1] if tree.head == "D" else tree.args[0]
    if x.head != "name":
        shown = parser.text[token.start : token.end]
        reason = f"it is not clear by what {shown}′ is the derivative"
        parser.fail("prime", reason, (token.start, parser.end), f"write d/dx {shown}(2x)")
    return parser.node("D", (tree, x), token.start)


def primes_ahead(parser: Parser) -> int:
    primes = 0
    while parser.take_any("'"):
        primes += 1
    return primes


# Arguments.


def arguments_of(parser: Parser, token: Token) -> tuple[Tree, ...]:
    return items(parser, parser.take()) if parser.next.kind in OPENING else (bare_argument(parser, token),)


def bare_argument(parser: Parser, token: Token) -> Tree:
    """The argument of `sin 2x`: the product of what follows, up to the next function or sign."""
    if parser.peek(1).kind != "-" and (sign := parser.take_any("-")):
        return parser.node("neg", (bare_argument(parser, token),), sign.start)
    if parser.next.kind in ("function", "form"):
        parser.depth += 1
        inner = parser.expression(POWER)
        parser.depth -= 1
        return inner
    start, factors = parser.next.start, list[Tree]()
    while goes_on(parser, factors):
        factors.append(parser.expression(PRODUCT))
    if not factors:
        misuses.missing_argument(parser, token)
    if parser.next.kind in OPENING or (parser.next.kind in BOXED and not closes_bar(parser)):
        misuses.unclear_argument(parser, token, start)
    return factors[0] if len(factors) == 1 else parser.node("*", tuple(factors), start)


def goes_on(parser: Parser, factors: list[Tree]) -> bool:
    """Does the next token belong to a bare argument? Behind letters, e with an exponent is a function of its own."""
    token = parser.next
    if token.kind in BOXED:
        return all(factor.head == "number" for factor in factors) and not (factors and closes_bar(parser))
    if token.kind not in PLAIN or (factors and token.kind == "number"):
        return False
    return not (factors and token.value == "e" and parser.peek(1).kind in ("^", "superscript"))


def closes_bar(parser: Parser) -> bool:
    return parser.next.kind == "|" and parser.closes("|")


def index(parser: Parser) -> Tree:
    """What stands below: a number, a letter, or something in brackets."""
    if parser.next.kind in ("(", "{", "group"):
        return BEGIN[parser.next.kind](parser, parser.take(), 0)
    if parser.next.kind not in PLAIN:
        refusals.unexpected(parser, "an index was expected here")
    return BEGIN[parser.next.kind](parser, parser.take(), POWER)


def exponent_of_function(parser: Parser) -> Tree | None:
    """The exponent in sin^2 x or sin²x."""
    if parser.next.kind == "superscript":
        return superscript(parser)
    if not parser.take_any("^"):
        return None
    return exponent_mark(parser) or refusals.unexpected(parser, "an exponent was expected here")


def exponent_mark(parser: Parser) -> Tree | None:
    """A short exponent: a number or a letter, with or without a minus, or something in brackets."""
    sign = parser.take_any("-")
    if parser.next.kind not in PLAIN and parser.next.kind not in ("(", "{", "group"):
        return None
    exponent = BEGIN[parser.next.kind](parser, parser.take(), POWER)
    return parser.node("neg", (exponent,), sign.start) if sign else exponent


def is_minus_one(tree: Tree) -> bool:
    return tree.head == "neg" and tree.args[0].value == 1
