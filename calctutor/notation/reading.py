"""What does a typed line mean?

A Pratt parser: every operator binds with the power that `BINDING` gives it, and everything else is a primary. It reads the
student's notation and LaTeX alike (two lexers, one stream of tokens) and explains every error with a place and a remedy.
After V. R. Pratt, "Top down operator precedence", 1973.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NoReturn

from calctutor.errors import StudentError
from calctutor.notation import limits
from calctutor.notation.forms import FORM_READERS, pair_ahead
from calctutor.notation.latex_tokens import is_latex, latex_tokens
from calctutor.notation.tokens import Token, tokens
from calctutor.notation.tree import Tree, constant
from calctutor.notation.vocabulary import ABSTRACT, FUNCTIONS

BINDING = {
    "or": 2, "and": 3,
    "=": 5, "<": 5, ">": 5, "<=": 5, ">=": 5, "!=": 5,
    "+": 10, "-": 10,
    "*": 20, "/": 20,
    "^": 30, "superscript": 30,
    "!": 40, "'": 40,
}  # fmt: skip
"""How strongly an operator holds what is on its left. A product without a sign binds like one with a sign."""

PRODUCT, PREFIX_MINUS, POWER = 20, 19, 30
RELATIONS = frozenset({"=", "<", ">", "<=", ">=", "!="})
STARTERS = frozenset({"number", "name", "constant", "function", "form", "(", "[", "radical", "integral", "d/dx", "frac", "abs", "differential", "{", "binom", "cases", "floor", "ceil"})
"""Kinds of token that may begin a factor, so that two things side by side are a product."""

CLOSING = {"(": ")", "[": "]", "{": "}"}
QUESTION_FORMS = frozenset("DIL")
"""`D(f, x)`, `I(f, x)` and `L(f, x, a)` are questions when a pair stands in the brackets; otherwise these are letters."""

INVERSES = {f: f"a{f}" for f in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")}

E = constant("e")
TRUE = constant("true")


def read(text: str, names: Collection[str] = (), longest: int = limits.LONGEST) -> Tree:
    """One expression, equation, vector, matrix or question.

    `names` are variables of more than one letter, kept whole; `longest` is the most characters that are accepted. Raises
    `StudentError`, and nothing else, for any text.
    """
    limits.check_text(text, longest)
    parser = _parser(text, names)
    tree = parser.expression(0)
    if parser.next.kind != "end":
        parser.refuse_rest()
    limits.check_tree(tree, text)
    return tree


def read_values(text: str, names: Collection[str] = ()) -> dict[str, Tree]:
    """The values in `x=1, y=-2/3`, by name. Raises `StudentError`."""
    limits.check_text(text, limits.LONGEST)
    parser = _parser(text, names)
    values: dict[str, Tree] = {}
    while True:
        key, value = parser.assignment()
        limits.check_tree(value, text)
        if key in values:
            parser.fail("twice", f"{key} is given two values", value.place or (0, len(text)), "give each name one value")
        values[key] = value
        if parser.next.kind not in (",", ";"):
            break
        parser.take()
    if parser.next.kind != "end":
        parser.refuse_rest()
    return values


def read_name(text: str) -> str:
    """The name of one variable, as `x`, `theta`, `w_1` or `rate`. Raises `StudentError`."""
    limits.check_text(text, 100)
    word = text.strip()
    if word.isidentifier() and len(word) > 1 and word.isascii() and word.isalpha():
        from calctutor.notation.vocabulary import WORDS

        kind, value = WORDS.get(word, ("name", word))
        if kind == "name":
            return value
    elif (tree := read(text)).head == "name":
        return str(tree.value)
    raise StudentError("not-a-name", f"{word} is not the name of a variable", text, (0, len(text)), "use a letter, a Greek name or a word of your own, as x, theta or rate")


def _parser(text: str, names: Collection[str]) -> Parser:
    return Parser(text, latex_tokens(text, names) if is_latex(text) else tokens(text, names), names)


class Parser:
    """The tokens of one text, and where the reading stands."""

    def __init__(self, text: str, found: list[Token], names: Collection[str]) -> None:
        self.text, self.tokens, self.names = text, found, names
        self.position = 0
        self.next = found[0]
        self.open_bars = [0]
        self.open_integrals = 0
        self.depth = 0

    # Moving along, and failing.

    def take(self) -> Token:
        token = self.next
        self.position += 1
        if self.position < len(self.tokens):
            self.next = self.tokens[self.position]
        return token

    def peek(self, ahead: int = 1) -> Token:
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    def fail(self, code: str, reason: str, place: tuple[int, int], remedy: str) -> NoReturn:
        raise StudentError(code, reason, self.text, place, remedy)

    def expect(self, kind: str, opened: Token) -> Token:
        if self.next.kind == kind:
            return self.take()
        if self.next.kind == "end":
            shown = self.text[opened.start : opened.end]
            fixed = self.text.rstrip() + kind
            self.fail("unclosed", f"this {shown} is never closed", (opened.start, opened.end), f"add a {kind} at the end: {fixed}")
        return self.fail_here(f"a {kind} was expected here")

    def fail_here(self, reason: str) -> NoReturn:
        token = self.next
        if token.kind == "end":
            self.fail("incomplete", "the line stops in the middle of an expression", (max(len(self.text.rstrip()) - 1, 0), len(self.text)), _completed(self.text))
        shown = self.text[token.start : token.end]
        self.fail("unexpected", reason, (token.start, max(token.end, token.start + 1)), f"look at the {shown}: something is missing before it or too much")

    def refuse_rest(self) -> NoReturn:
        """Something is left over behind a complete expression: say what."""
        token = self.next
        place = (token.start, token.end)
        if token.kind in (")", "]", "}"):
            shown = self.text[: token.start] + self.text[token.end :]
            self.fail("unopened", f"this {token.kind} was never opened", place, f"take it out: {shown}")
        if token.kind == ",":
            self.fail("comma", "a comma separates the parts of a vector, in brackets; decimals are written with a point", place,
                      f"write {self.text[: token.start].rstrip()}.{self.text[token.end :].lstrip()} for a number, or ({self.text.strip()}) for a vector")  # fmt: skip
        if token.kind == "|":
            self.fail("bars", "it is not clear which bars belong together", place, "write abs(x) instead of |x|")
        self.fail_here(f"{self.text[token.start : token.end]} makes no sense here")

    # Expressions.

    def expression(self, least: int) -> Tree:
        """Everything that holds together at least as strongly as `least`."""
        self.depth += 1
        if self.depth > limits.DEEPEST:
            self.fail("too-deep", f"brackets and powers are nested more than {limits.DEEPEST} deep", (self.next.start, self.next.end), "name the inner parts and write it in pieces")
        left = self.primary(least)
        while (power := self.binding()) > least:
            left = self.joined(left, power)
        self.depth -= 1
        return left

    def binding(self) -> int:
        kind = self.next.kind
        if kind in BINDING:
            return BINDING[kind]
        if kind == "|":
            return 0 if self.open_bars[-1] else PRODUCT
        if kind == "differential" and self.open_integrals:
            return 0
        return PRODUCT if kind in STARTERS else 0

    def joined(self, left: Tree, power: int) -> Tree:
        """`left` and whatever the next operator attaches to it."""
        kind = self.next.kind
        if kind not in BINDING:
            return self.side_by_side(left)
        token = self.take()
        if kind in RELATIONS:
            return self.relation(left, token)
        if kind == "^":
            return self.node("^", (left, self.expression(POWER - 1)), left)
        if kind == "superscript":
            return self.node("^", (left, self.superscript(token)), left)
        if kind == "!":
            if self.next.kind == "!":
                self.fail("double-factorial", "a double factorial is not supported", (token.start, self.next.end), "write one !")
            return self.node("!", (left,), left)
        if kind == "'":
            return self.node("prime", (left,), left)
        right = self.expression(power)
        if kind == "-":
            kind, right = "+", Tree("neg", (right,), None, right.place)
        return self.flat(kind, left, right)

    def flat(self, head: str, left: Tree, right: Tree) -> Tree:
        """Sums and products are kept flat unless brackets made them parts."""
        args = (*left.args, right) if left.head == head and head in ("+", "*", "and", "or") and left.place is not None and not self.bracketed(left) else (left, right)
        return self.node(head, args, left)

    def bracketed(self, tree: Tree) -> bool:
        place = tree.place or (0, 0)
        return self.text[place[0] : place[0] + 1] in ("(", "{", "[") and self._closes_at_end(place)

    def _closes_at_end(self, place: tuple[int, int]) -> bool:
        """Is the bracket at the start of this place closed by the one at its end?"""
        depth = 0
        for at in range(place[0], place[1]):
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(self.text[at], 0)
            if depth == 0:
                return at == place[1] - 1
        return False

    def side_by_side(self, left: Tree) -> Tree:
        token = self.next
        if token.kind == "number" and left.head == "number" and (left.place or (0, 0))[1] <= token.start:
            before, after = self.text[: (left.place or (0, 0))[1]], self.text[token.start :]
            self.fail("two-numbers", "two numbers stand side by side", (token.start, token.end), f"write {before.rstrip()}*{after} for the product")
        return self.flat("*", left, self.expression(PRODUCT))

    def relation(self, left: Tree, token: Token) -> Tree:
        right = self.expression(BINDING[token.kind])
        found = self.node(token.kind, (left, right), left)
        if left.head in RELATIONS and token.kind != "=" and left.head != "=":  # 0 < x < 1
            return self.node("and", (left, Tree(token.kind, (left.args[1], right))), left)
        if left.head in RELATIONS:
            self.fail("two-relations", "there are two relation signs", (token.start, token.end), "write one equation")
        return found

    def node(self, head: str, args: tuple[Tree, ...], first: Tree | Token, value: Any = None) -> Tree:
        start = first.start if isinstance(first, Token) else (first.place or (0, 0))[0]
        return Tree(head, args, value, (start, self.tokens[self.position - 1].end))

    # Primaries.

    def primary(self, least: int) -> Tree:
        handler = PRIMARIES.get(self.next.kind)
        if handler is None:
            self.refuse_start()
        return handler(self, least)

    def refuse_start(self) -> NoReturn:
        token = self.next
        if token.kind == "end" and not self.text.strip():
            self.fail("empty", "there is nothing to read", (0, 0), "type an expression, as x^2*sin(x)")
        if token.kind in ("*", "/", "^"):
            self.fail("missing-left", f"there is nothing on the left of this {self.text[token.start : token.end]}", (token.start, token.end), "write a number, a letter or a bracket before it")
        if token.kind in (")", "]", "}") and self.position and self.tokens[self.position - 1].kind in CLOSING:
            self.fail("empty-brackets", "there is nothing between these brackets", (self.tokens[self.position - 1].start, token.end), "write something between them or take them out")
        if token.kind == "keyword" or token.kind in ("and", "or"):
            self.fail("unexpected", f"{self.text[token.start : token.end]} makes no sense here", (token.start, token.end), "leave it out")
        if self.position and token.kind in BINDING:
            before = self.tokens[self.position - 1]
            self.fail("two-operators", "two operators stand side by side", (before.start, token.end), "leave one of them out")
        self.fail_here("an expression was expected here")

    def number(self, _: int) -> Tree:
        token = self.take()
        return Tree("number", (), token.value, (token.start, token.end))

    def name(self, _: int) -> Tree:
        token = self.take()
        if token.value in ABSTRACT and token.value not in self.names and (applied := self.abstract(token)):
            return applied
        if token.value in QUESTION_FORMS and self.next.kind == "(" and token.value not in self.names and pair_ahead(self):
            return FORM_READERS[token.value](self, token)
        return Tree("name", (), token.value, (token.start, token.end))

    def abstract(self, token: Token) -> Tree | None:
        """`f(x)`, `g''(2x)`, `f^-1(x)`: a function of which nothing is known."""
        primes = 0
        while self.peek(primes).kind == "'" if primes else self.next.kind == "'":
            primes += 1
        if (self.peek(primes) if primes else self.next).kind == "(":
            for _ in range(primes):
                self.take()
            return self.node("apply", self.arguments(), token, token.value + "'" * primes)
        if not primes and self.is_inverse_mark():
            return self.node("apply", self.arguments(), token, token.value + "^-1")
        return None

    def is_inverse_mark(self) -> bool:
        """Step over `^-1` or `⁻¹` when brackets follow."""
        if self.next.kind == "superscript" and self.next.value == "-1" and self.peek().kind == "(":
            self.take()
            return True
        start = self.position
        if self.next.kind == "^":
            self.take()
            exponent = self.exponent_mark()
            if exponent is not None and _is_minus_one(exponent) and self.next.kind == "(":
                return True
        self.position, self.next = start, self.tokens[start]
        return False

    def differential(self, _: int) -> Tree:
        """Outside an integral `dx` is just d times x."""
        token = self.take()
        d = Tree("name", (), "d", (token.start, token.start + 1))
        return self.node("*", (d, Tree("name", (), token.value, (token.start + 1, token.end))), token)

    def constant(self, _: int) -> Tree:
        token = self.take()
        return Tree("constant", (), token.value, (token.start, token.end))

    def minus(self, least: int) -> Tree:
        token = self.take()
        return self.node("neg", (self.expression(max(least, PREFIX_MINUS)),), token)

    def plus(self, least: int) -> Tree:
        self.take()
        return self.expression(max(least, PREFIX_MINUS))

    def bracket(self, _: int) -> Tree:
        opened = self.take()
        self.open_bars.append(0)
        items = self.items(CLOSING[opened.kind])
        self.expect(CLOSING[opened.kind], opened)
        self.open_bars.pop()
        if len(items) > 1:
            return self.node("tuple", tuple(items), opened)
        inner = items[0]
        return Tree(inner.head, inner.args, inner.value, (opened.start, self.tokens[self.position - 1].end))

    def items(self, close: str) -> list[Tree]:
        """Expressions with commas between them."""
        integrals, self.open_integrals = self.open_integrals, 0
        found = [self.expression(0)]
        while self.next.kind == ",":
            self.take()
            if self.next.kind == close and close == "]":
                break
            found.append(self.expression(0))
        self.open_integrals = integrals
        return found

    def brace(self, least: int) -> Tree:
        """`{x^2 if x < 0; x otherwise}`, or braces used as brackets."""
        opened = self.take()
        first = self.expression(0)
        if self.next.kind == "}":
            self.take()
            return Tree(first.head, first.args, first.value, (opened.start, self.tokens[self.position - 1].end))
        cases = [self.case(first)]
        while self.next.kind in (";", ","):
            self.take()
            cases.append(self.case(self.expression(0)))
        self.expect("}", opened)
        return self.node("piecewise", tuple(cases), opened)

    def case(self, value: Tree) -> Tree:
        if self.next.kind == "keyword" and self.next.value == "if":
            self.take()
            return self.node("case", (value, self.expression(0)), value)
        if self.next.kind == ",":
            self.take()
        if self.next.kind == "keyword" and self.next.value == "otherwise":
            self.take()
            return self.node("case", (value, TRUE), value)
        return self.node("case", (value, self.expression(0)), value)

    def list(self, _: int) -> Tree:
        opened = self.take()
        self.open_bars.append(0)
        items = self.items("]")
        self.expect("]", opened)
        self.open_bars.pop()
        rows = [item for item in items if item.head == "list"]
        if rows and (len(rows) < len(items) or len({len(row.args) for row in rows}) > 1):
            self.fail("ragged", "the rows of this matrix are not equally long", (opened.start, self.tokens[self.position - 1].end), "give every row the same number of entries")
        return self.node("list", tuple(items), opened)

    def bars(self, _: int) -> Tree:
        opened = self.take()
        self.open_bars[-1] += 1
        inner = self.expression(0)
        if self.next.kind != "|":
            self.expect("|", opened)
        self.take()
        self.open_bars[-1] -= 1
        return self.node("abs", (inner,), opened)

    def enclosed(self, _: int) -> Tree:
        """LaTeX's paired bars, floors and ceilings: a token each for opening, `close` for closing."""
        opened = self.take()
        self.open_bars.append(0)
        inner = self.expression(0)
        self.expect("close", opened)
        self.open_bars.pop()
        return self.node(opened.kind, (inner,), opened)

    def radical(self, _: int) -> Tree:
        """√x takes what follows directly; √(…) its brackets."""
        token = self.take()
        inner = self.expression(POWER)
        if token.value == 2:
            return self.node("sqrt", (inner,), token)
        index = token.value if isinstance(token.value, Tree) else Tree("number", (), token.value)
        return self.node("root", (inner, index), token)

    # Functions.

    def function(self, _: int) -> Tree:
        token = self.take()
        base = self.function_base(token.value) if token.value in ("log", "ln") else None
        exponent = self.function_exponent()
        head = token.value
        if exponent is not None and _is_minus_one(exponent) and head in INVERSES:
            head, exponent = INVERSES[head], None
        args = self.arguments() if self.next.kind == "(" else (self.bare_argument(token),)
        applied = self.applied(head, (*args, base) if base else args, token)
        return applied if exponent is None else self.node("^", (applied, exponent), token)

    def applied(self, head: str, args: tuple[Tree, ...], token: Token) -> Tree:
        if head == "log" and len(args) == 1:
            head = "ln"
        if head == "ln" and len(args) == 2:
            head = "log"
        known = FUNCTIONS[head]
        if len(args) < known.least or known.most is not None and len(args) > known.most:
            wanted = f"{known.least}" if known.most == known.least else f"at least {known.least}"
            shown = f"{head}({', '.join('xyz'[: known.least])})"
            self.fail("arguments", f"{head} takes {wanted} argument{'s' if wanted != '1' else ''}, not {len(args)}", (token.start, self.tokens[self.position - 1].end), f"write it as {shown}")
        return self.node(head, args, token)

    def function_base(self, head: str) -> Tree | None:
        if self.next.kind != "_" or head not in ("log", "ln"):
            return None
        self.take()
        return self.index()

    def index(self) -> Tree:
        """What stands below: a number, a letter, or something in brackets."""
        return self.bracket(0) if self.next.kind in ("(", "{") else PRIMARIES.get(self.next.kind, Parser.refuse_index)(self, POWER)

    def refuse_index(self, _: int) -> Tree:
        return self.fail_here("an index was expected here")

    def function_exponent(self) -> Tree | None:
        """The exponent in sin^2 x or sin²x."""
        if self.next.kind == "superscript":
            return self.superscript(self.take())
        if self.next.kind == "^":
            self.take()
            exponent = self.exponent_mark()
            if exponent is None:
                self.fail_here("an exponent was expected here")
            return exponent
        return None

    def exponent_mark(self) -> Tree | None:
        """A short exponent: a number or a letter, with or without a minus, or something in brackets."""
        if self.next.kind == "-":
            token = self.take()
            inner = self.exponent_mark()
            return None if inner is None else self.node("neg", (inner,), token)
        if self.next.kind in ("number", "name", "constant"):
            return PRIMARIES[self.next.kind](self, POWER)
        return self.bracket(0) if self.next.kind in ("(", "{") else None

    def superscript(self, token: Token) -> Tree:
        inner = Parser(token.value, tokens(token.value), self.names)
        try:
            tree = inner.expression(0)
        except StudentError:
            self.fail("superscript", "this exponent is incomplete", (token.start, token.end), f"write ^({token.value}) with the whole exponent in brackets")
        if inner.next.kind != "end":
            self.fail("superscript", "this exponent makes no sense", (token.start, token.end), "write it as ^( )")
        return Tree(tree.head, tree.args, tree.value, (token.start, token.end))

    def arguments(self) -> tuple[Tree, ...]:
        opened = self.take()
        self.open_bars.append(0)
        items = self.items(")")
        self.expect(")", opened)
        self.open_bars.pop()
        return tuple(items)

    def bare_argument(self, function: Token) -> Tree:
        """The argument of `sin 2x`: the product of what follows, up to the next function, bracket or sign."""
        if self.next.kind == "-":
            token = self.take()
            return self.node("neg", (self.bare_argument(function),), token)
        if self.next.kind in ("function", "form"):
            return self.expression(POWER)
        factors: list[Tree] = []
        while self.next.kind in ("number", "name", "constant", "radical", "abs", "frac") or self.next.kind == "|" and not factors and not self.open_bars[-1]:
            if factors and self.next.kind == "number":
                break
            factors.append(self.expression(PRODUCT))
        if not factors:
            shown = self.text[function.start : function.end]
            self.fail("missing-argument", f"{shown} of what?", (function.start, function.end), f"write {shown}(x)")
        return factors[0] if len(factors) == 1 else self.node("*", tuple(factors), factors[0])

    def form(self, _: int) -> Tree:
        token = self.take()
        return FORM_READERS[token.value](self, token)

    # Calculus inside an expression.

    def operator(self, _: int) -> Tree:
        """`d/dx (…)`, `d/dx x^2`, `dy/dx`."""
        token = self.take()
        of, by = token.value
        f = Tree("name", (), of, (token.start, token.end)) if of else self.expression(PREFIX_MINUS)
        for name in by:
            f = self.node("D", (f, Tree("name", (), name, (token.start, token.end))), token)
        return f

    def integral(self, _: int) -> Tree:
        """`∫ f dx`, `∫_0^1 f dx`, `∫ dx/x`."""
        token = self.take()
        below, above = self.bounds()
        self.open_integrals += 1
        if self.next.kind == "differential":
            x = self.take()
            f: Tree = Tree("number", (), 1, (x.start, x.end))
            if self.next.kind == "/":
                self.take()
                f = self.node("/", (f, self.expression(PRODUCT)), x)
        else:
            f = self.expression(0)
            if self.next.kind != "differential":
                self.fail("no-differential", "this integral does not say by what: the dx is missing", (token.start, token.end), f"add dx: {self.text.rstrip()} dx")
            x = self.take()
        self.open_integrals -= 1
        variable = Tree("name", (), x.value, (x.start, x.end))
        return self.node("I", (f, variable) if below is None or above is None else (f, variable, below, above), token)

    def bounds(self) -> tuple[Tree | None, Tree | None]:
        below = above = None
        for _ in range(2):
            if self.next.kind == "_":
                self.take()
                below = self.bound()
            elif self.next.kind == "superscript":
                above = self.superscript(self.take())
            elif self.next.kind == "^":
                self.take()
                above = self.bound()
        if (below is None) != (above is None):
            self.fail_here("an integral has two limits or none")
        return below, above

    def bound(self) -> Tree:
        if self.next.kind in ("-", "+"):
            token = self.take()
            inner = self.index()
            return self.node("neg", (inner,), token) if token.kind == "-" else inner
        return self.index()

    def fraction(self, _: int) -> Tree:
        """LaTeX's \\frac: two groups."""
        token = self.take()
        top, bottom = self.group(), self.group()
        return self.node("/", (top, bottom), token)

    def binomial(self, _: int) -> Tree:
        token = self.take()
        return self.node("binomial", (self.group(), self.group()), token)

    def group(self) -> Tree:
        """A LaTeX group: braces, or a single token."""
        if self.next.kind == "(":
            return self.bracket(0)
        return PRIMARIES.get(self.next.kind, Parser.refuse_index)(self, POWER)

    def cases(self, _: int) -> Tree:
        """LaTeX's cases: value, condition; value, condition."""
        opened = self.take()
        found = [self.case(self.expression(0))]
        while self.next.kind == ";":
            self.take()
            if self.next.kind == "close":
                break
            found.append(self.case(self.expression(0)))
        self.expect("close", opened)
        return self.node("piecewise", tuple(found), opened)

    # Assignments.

    def assignment(self) -> tuple[str, Tree]:
        token = self.next
        tree = self.expression(0)
        if tree.head != "=" or tree.args[0].head != "name":
            self.fail("not-a-value", "a value is given as name = number", tree.place or (token.start, token.end), f"write x={self.text[token.start :].strip()}")
        return str(tree.args[0].value), tree.args[1]


def _is_minus_one(tree: Tree) -> bool:
    return tree.head == "neg" and tree.args[0].value == 1


def _completed(text: str) -> str:
    """What to try when a line stops too early: without the sign that dangles at its end."""
    cut = text.rstrip().rstrip("+-*/^·×÷−=<>,(_ ")
    return f"finish it, or take out the end: {cut}" if cut else "type an expression, as x^2*sin(x)"


PRIMARIES: dict[str, Callable[[Parser, int], Tree]] = {
    "number": Parser.number, "name": Parser.name, "constant": Parser.constant, "differential": Parser.differential,
    "-": Parser.minus, "+": Parser.plus, "(": Parser.bracket, "{": Parser.brace, "[": Parser.list, "|": Parser.bars,
    "abs": Parser.enclosed, "floor": Parser.enclosed, "ceil": Parser.enclosed, "radical": Parser.radical,
    "function": Parser.function, "form": Parser.form, "d/dx": Parser.operator, "integral": Parser.integral,
    "frac": Parser.fraction, "binom": Parser.binomial, "cases": Parser.cases,
}  # fmt: skip
"""What may begin an expression -> how it is read."""
