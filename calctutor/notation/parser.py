"""How do tokens become a tree?

A Pratt parser: every operator holds what is on its left with the power that `INFIX` gives it; `BEGIN` says how each kind of
token is read that may begin an expression. Both tables are filled by decorated functions, in the modules that `reading` names.
After V. R. Pratt, "Top down operator precedence", 1973.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NoReturn

from calctutor.errors import StudentError
from calctutor.notation import limits, refusals
from calctutor.notation.pieces import Token
from calctutor.notation.tokens import tokens
from calctutor.notation.tree import Tree

CONDITIONAL, RELATION, SUM, PREFIX, PRODUCT, POWER, POSTFIX = 1, 5, 10, 19, 20, 30, 40
"""Binding powers, from loose to tight. A product without a sign binds like one with a sign."""

Begin = Callable[["Parser", Token, int], Tree]
Join = Callable[["Parser", Tree], Tree]

BEGIN: dict[str, Begin] = {}
"""What may begin an expression -> how it is read. The token has been taken; the number says how tightly the rest must hold."""

INFIX: dict[str, tuple[int, Join]] = {}
"""What may follow an expression -> how strongly it holds that expression, and how the two are joined."""

LOOSE: tuple[int, Any] = (0, None)
CLOSED_BY = {"|": "|", "differential": "integral"} | dict.fromkeys(("+", "-", "=", "<", ">", "<=", ">=", "!="), "differential")
"""Kinds that go on with an expression, unless it closes what was opened last. Behind a differential only a product goes on."""


def begins(*kinds: str, factor: bool = True) -> Callable[[Begin], Begin]:
    """The decorated function reads what begins with these kinds; as a `factor` it may stand behind another: a product."""

    def enter(read: Begin) -> Begin:
        BEGIN.update(dict.fromkeys(kinds, read))
        if factor:
            INFIX.update(dict.fromkeys(kinds, (PRODUCT, beside)))
        return read

    return enter


def joins(power: int, *kinds: str) -> Callable[[Join], Join]:
    """The decorated function joins an expression with what follows it. The operator has not been taken."""

    def enter(join: Join) -> Join:
        INFIX.update(dict.fromkeys(kinds, (power, join)))
        return join

    return enter


def lex(text: str, names: Collection[str]) -> list[Token]:
    """The tokens of a text. LaTeX is recognised by its backslashes, or by the dollars around it."""
    if "\\" not in text and not text.lstrip().startswith("$"):
        return tokens(text, names)
    from calctutor.notation.latex_tokens import latex_tokens  # its patterns take longer to compile than a line to read

    return latex_tokens(text, names)


class Parser:
    """The tokens of one text, where the reading stands, and what is open there. A `quiet` one spends no time on remedies."""

    __slots__ = ("depth", "end", "names", "next", "open", "position", "quiet", "text", "tokens")

    def __init__(self, text: str, names: Collection[str] = (), quiet: bool = False) -> None:
        self.text, self.names, self.quiet = text, names, quiet
        self.tokens = lex(text, names)
        self.position = self.depth = self.end = 0
        self.next = self.tokens[0]
        self.open: list[Token] = []

    def whole(self) -> Tree:
        """One expression, and nothing behind it."""
        tree = self.expression(0)
        if self.next.kind != "end":
            refusals.rest(self)
        return tree

    def expression(self, least: int) -> Tree:
        """Everything that holds together more strongly than `least`."""
        self.depth += 1
        if self.depth > limits.MOST_OPEN:
            refusals.too_deep(self)
        begin = BEGIN.get(self.next.kind)
        if begin is None:
            refusals.start(self)
        left = begin(self, self.take(), least)
        while True:
            kind = self.next.kind
            power, join = INFIX.get(kind, LOOSE)
            if power <= least or (kind in CLOSED_BY and self.closes(kind)):
                break
            left = join(self, left)
        self.depth -= 1
        return left

    def take(self) -> Token:
        token = self.next
        self.position += 1
        self.next = self.tokens[self.position]
        self.end = token.end
        return token

    def take_any(self, *kinds: str) -> Token | None:
        """The next token if it is of one of these kinds."""
        return self.take() if self.next.kind in kinds else None

    def peek(self, ahead: int) -> Token:
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    def go_back(self, position: int) -> None:
        self.position, self.next = position, self.tokens[position]
        self.end = self.tokens[position - 1].end

    def closes(self, kind: str) -> bool:
        """Does a token of this kind close what was opened last?"""
        return bool(self.open) and self.open[-1].kind == CLOSED_BY[kind]

    def close(self, kind: str) -> Token:
        """Take the token that closes what was opened last."""
        if self.next.kind != kind:
            refusals.not_closed(self, self.open[-1], kind)
        self.open.pop()
        return self.take()

    def node(self, head: str, args: tuple[Tree, ...], start: int, value: Any = None) -> Tree:
        """A tree that was typed from `start` to the last token taken."""
        return Tree(head, args, value, (start, self.end))

    def fail(self, code: str, reason: str, place: tuple[int, int], remedy: str | Callable[[], str]) -> NoReturn:
        """Refuse the text. A remedy that takes work to find is worked out only if somebody will read it."""
        hint = "" if self.quiet else remedy if isinstance(remedy, str) else remedy()
        end = min(place[1], len(self.text))
        raise StudentError(code, reason, self.text, (min(place[0], end), end), hint)

    def reads(self, text: str) -> bool:
        """Could this be read, if it were typed instead? A quiet parser does not ask, nor one that is deep in something."""
        if self.quiet or self.depth > limits.MOST_OPEN // 6:
            return False
        try:
            limits.check_tree(Parser(text, self.names, quiet=True).whole(), text)
        except StudentError:
            return False
        return True


def begun(tree: Tree) -> int:
    """Where a tree that was just read begins."""
    return tree.place[0] if tree.place else 0


def flat(parser: Parser, head: str, left: Tree, right: Tree) -> Tree:
    """Sums and products are kept flat unless brackets made them parts: what stands in brackets begins before its first part."""
    if left.head == head and begun(left) == begun(left.args[0]):
        return parser.node(head, (*left.args, right), begun(left))
    return parser.node(head, (left, right), begun(left))


def beside(parser: Parser, left: Tree) -> Tree:
    """Two things side by side are a product, unless the second is a number."""
    if parser.next.kind == "number":
        refusals.number_behind(parser, left)
    return flat(parser, "*", left, parser.expression(PRODUCT))
