"""How does the equation of a rule become a step of this problem?

Its letters are given the parts of the question, the smaller questions in it are answered, and what is left is a line that can
be shown, with its value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import sympy as sp
from sympy.core.function import AppliedUndef

from calctutor.notation.algebra import Algebra, rational, symbol
from calctutor.notation.tree import Tree, mark, replace, walk
from calctutor.notation.tree import name as name_tree
from calctutor.rulebook import Hole, sentence, template
from calctutor.rules.integrals.search import Search
from calctutor.rules.integrals.shapes import INVERSE_TRIG, TRIG
from calctutor.rules.integrals.tidied import tidied
from calctutor.steps import Asked, Question, Rewrite, Rule, Step, coloured

Expr = Any
QUESTIONS = ("D", "I", "L")
ARGUMENTS = {"D": ("f", "x"), "I": ("f", "x", "a", "b"), "L": ("f", "x", "a")}
"""What the arguments of a question are called in the equations of the rulebook."""


PLACED = name_tree("p")
"""In a right side that is not simplified yet: the integrand with something put in."""


class Stuck(Exception):
    """No rule applies to this question."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question

    def __str__(self) -> str:
        """Written only when somebody asks: a search raises this by the thousand."""
        return f"no rule answers {self.question.kind}{self.question.args}"


@dataclass(frozen=True, slots=True)
class Solved:
    """A step together with its answer in sympy."""

    step: Step
    value: Expr


def is_antiderivative(question: Question) -> bool:
    return question.kind == "I" and len(question.args) == 2


class Answering(Protocol):
    """What a rule at work asks of the solver."""

    algebra: Algebra
    search: Search

    def letters(self, wanted: Iterable[str], used: tuple[str, ...]) -> dict[str, str]: ...

    def can(self, question: Question) -> bool: ...

    def solve(self, question: Question, used: tuple[str, ...] = ()) -> Solved: ...


class Application:
    """One rule at work on one question: its equation with this question's parts put in."""

    def __init__(self, solver: Answering, question: Question, rule: Rule, rewrite: Rewrite, used: tuple[str, ...]) -> None:
        self.solver, self.algebra = solver, solver.algebra
        self.question, self.rule, self.rewrite = question, rule, rewrite
        self.given = solver.letters(rewrite.let, used)
        self.used = (*used, *self.given.values())
        renamed = {symbol(old): symbol(new) for old, new in self.given.items()}
        self.words = solver.search.words(question.args[1]) if is_antiderivative(question) else {}
        self.parts = {self.given[letter]: value.xreplace(self.words) for letter, value in rewrite.let.items()}
        self.hidden = dict(zip(ARGUMENTS[question.kind], question.args, strict=False))
        self.hidden |= {letter: self._ours(value, renamed) for letter, value in rewrite.where.items()}
        self.lines = tuple(self._told(line, renamed) for line in rewrite.lines)
        self.table = tuple(self._told(row, renamed) for row in rewrite.table)
        self.put_in = {self._ours(old, renamed): self._ours(new, renamed) for old, new in rewrite.put_in.items()}
        self.told = {hole: self._hole(value, renamed) for hole, value in rewrite.given.items()}
        self.asked: list[Asked] = []

    def work(self) -> Solved:
        equation = self._in_our_letters(sided(self.rewrite.equation or template(self.rule.equation), self.question))
        before = self.show(equation.args[0])
        after, value = self.follow(equation.args[1])
        if is_antiderivative(self.question):
            value = tidied(value, self.question.args[1])
        return Solved(self._step(before, after, value), value)

    def _said(self, piece: Expr | str, renamed: Mapping[Expr, Expr]) -> Expr | str:
        """A piece of a line of working: its letters, and those of its differentials (du, dx), as they are called here."""
        by = {"x": str(self.question.args[1]), **self.given}
        if isinstance(piece, str):
            words = (f"d{by[word[1:]]}" if word[:1] == "d" and word[1:] in by else word for word in piece.split(" "))
            return " ".join(words)
        if piece.is_Symbol and piece.name[:1] == "d" and piece.name[1:] in by:
            return symbol(f"d{by[piece.name[1:]]}")
        return self._ours(piece, renamed)

    def _told(self, line: tuple[Expr | str, ...], renamed: Mapping[Expr, Expr]) -> tuple[str | Tree, ...]:
        """A line of working, ready to be read."""
        said = (self._said(piece, renamed) for piece in line)
        return tuple(piece if isinstance(piece, str) else self.algebra.tree(piece) for piece in said)

    def _hole(self, value: Any, renamed: Mapping[Expr, Expr]) -> Any:
        """What fills a hole of the rule's sentence: words, maths, or a sentence made of both."""
        if isinstance(value, (str, Tree)):
            return value
        return self._told(value, renamed) if type(value) is tuple else self.algebra.tree(self._ours(value, renamed))

    def _ours(self, value: Expr, renamed: Mapping[Expr, Expr]) -> Expr:
        """A part in the letters of this problem: those of the rule first, then those of the search."""
        return value.xreplace(renamed).xreplace(self.words)

    def _step(self, before: Tree, after: Tree, value: Expr) -> Step:
        rule, rewrite, tree = self.rule, self.rewrite, self.algebra.tree
        return Step(
            rule=rule.id,
            title=rule.title,
            before=before,
            after=after,
            answer=tree(value),
            asked=tuple(self.asked),
            let=tuple((letter, tree(part)) for letter, part in self.parts.items()),
            formula=self._in_our_letters(template(rewrite.formula or rule.formula or rule.equation)),
            parameters=tuple((letter, tree(self.hidden[letter])) for letter in rewrite.parameters),
            why=self._why(),
            remarks=tuple(remark.replace("{x}", str(self.question.args[1])) for remark in rewrite.remarks),
            lines=self.lines,
            table=self.table,
            unsimplified=self._unsimplified(),
            triangle=self._triangle(),
            small=rule.small,
            complete=all(asked.step.complete for asked in self.asked),
        )

    def _unsimplified(self) -> Tree | None:
        """The right side with the parts put in and nothing done to it: (2 sin(u))²/(2 cos(u)) · 2 cos(u) for x²/√(4 − x²)."""
        if self.rewrite.unsimplified is None:
            return None
        node, tree = self._in_our_letters(self.rewrite.unsimplified), self.algebra.tree
        by = next((part.args[1].value for part in walk(node) if part.head == "I"), None)
        open_letter = by if by in self.parts else None
        placed = replace(tree(self.question.args[0]), {tree(old): tree(new) for old, new in self.put_in.items()})
        return replace(self.show(node, open_letter), {PLACED: self._closed(placed, open_letter)})

    def _triangle(self) -> tuple[Tree, Tree, Tree, Tree] | None:
        """The angle and the sides that are to be drawn, in the letters of this problem."""
        if self.rewrite.triangle is None:
            return None
        renamed = {symbol(old): symbol(new) for old, new in self.given.items()}
        angle, opposite, beside, hypotenuse = (self.algebra.tree(self._ours(part, renamed)) for part in self.rewrite.triangle)
        return angle, opposite, beside, hypotenuse

    def _why(self) -> tuple[str | Tree, ...]:
        meanings = {**self.hidden, **{letter: self.parts[new] for letter, new in self.given.items()}}
        holes: dict[str, Hole] = {letter: self.algebra.tree(value) for letter, value in meanings.items()}
        return sentence(self.rule.why, {**holes, **self.told})

    def _in_our_letters(self, equation: Tree) -> Tree:
        return replace(equation, {name_tree(old): name_tree(new) for old, new in self.given.items() if old != new})

    # What a letter of the equation stands for, shown and as a value. A named part keeps its colour.

    def show(self, node: Tree, open_letter: str | None = None) -> Tree:
        """The equation's `node` with the parts put in, except for a letter by which is being differentiated."""
        if node.head == "name":
            return self._shown_name(node, open_letter)
        return node.with_args(tuple(self.show(arg, open_letter) for arg in node.args)) if node.args else node

    def _shown_name(self, node: Tree, open_letter: str | None) -> Tree:
        letter = node.value
        if letter in self.parts and letter != open_letter:
            return mark(letter, self.algebra.tree(self.parts[letter]))
        if letter in self.hidden:
            return self._closed(self.algebra.tree(self.hidden[letter]), open_letter)
        return mark(letter, node) if letter in self.parts else node

    def _closed(self, tree: Tree, open_letter: str | None) -> Tree:
        """A hidden part may speak of the named ones: sin(u) is shown as sin(3x), or left open where u is the variable."""
        return replace(
            tree,
            {
                name_tree(letter): mark(letter, name_tree(letter) if letter == open_letter else self.algebra.tree(value))
                for letter, value in self.parts.items()
            },
        )

    def _value(self, letter: str, open_letter: str | None) -> Expr:
        if letter in self.parts and letter != open_letter:
            return self.parts[letter]
        if letter in self.hidden:
            closing = {symbol(part): value for part, value in self.parts.items() if part != open_letter}
            return self.hidden[letter].xreplace(closing)
        return symbol(letter)

    def follow(self, node: Tree, open_letter: str | None = None) -> tuple[Tree, Expr]:
        """`node` as it is shown before its questions are answered, and its value once they are."""
        if node.head in QUESTIONS:
            return self._ask(node)
        if node.head == "name":
            return self._shown_name(node, open_letter), self._value(node.value, open_letter)
        if not node.args:
            return node, self.algebra.expression(node)
        followed = [self.follow(arg, open_letter) for arg in node.args]
        value = self.algebra.build(node, [value for _, value in followed], ordered=("+",))
        return node.with_args(tuple(tree for tree, _ in followed)), value

    def _ask(self, node: Tree) -> tuple[Tree, Expr]:
        """Answer a question inside the equation. In D(f, u) the letter u is the variable; the answer is meant at its value."""
        by = node.args[1].value
        open_letter = by if by in self.parts else None
        followed = [self.follow(arg, open_letter) for arg in node.args]
        place = node.with_args(tuple(tree for tree, _ in followed))
        question = Question(node.head, (*(value for _, value in followed), *side_of(node)))
        if node.head != "D" and not self.solver.can(question):
            # An integral or a limit that no rule answers is still a quantity, and may stand in an answer.
            return place, self.algebra.build(node, list(question.args))
        solved = self.solver.solve(question, self.used)
        value = solved.value
        if open_letter:
            value = (
                self._put_back(value, open_letter)
                if node.head == "I"
                else value.xreplace({symbol(open_letter): self.parts[open_letter]})
            )
        role = node.args[0].value if node.args[0].head == "name" and node.args[0].value in self.parts else None
        told = self._closed(solved.step.answer, None) if open_letter else solved.step.answer
        if any(node.head == "I" for node in walk(told)) and open_letter:
            told = self.algebra.tree(value)
        self.asked.append(Asked(place, solved.step, coloured(told, role, node.head), role))
        return place, value

    def _put_back(self, value: Expr, letter: str) -> Expr:
        """The value with the letter's part in its place; an integral that is left is one by x again, as du is u′ dx."""
        u, part, x = symbol(letter), self.parts[letter], self.question.args[1]
        left = sorted((e for e in value.atoms(AppliedUndef) if e.func.__name__ == "I" and e.args[1:] == (u,)), key=str)
        if isinstance(part, INVERSE_TRIG):
            # sin(2u) is 2 sin(u) cos(u), and of sin(u) and cos(u) the values are known
            value = value.replace(lambda e: isinstance(e, TRIG) and e.args[0].is_Mul, sp.expand_trig)
        back = {e: e.func(e.args[0].xreplace({u: part}) * part.diff(x), x) for e in left}
        closed = value.xreplace(back).xreplace({u: part})
        # An antiderivative may differ by a number on each branch: arctan(tan(x)) is x there.
        return tidied(closed.replace(sp.atan, lambda a: a.args[0] if a.func is sp.tan else sp.atan(a)), x)


SIDES = {"+": 1, "-": -1}


def side_of(node: Tree) -> tuple[Expr, ...]:
    """The fourth argument of the question of a limit: 1, -1, or 0 for both sides."""
    return (rational(SIDES.get(node.value, 0)),) if node.head == "L" else ()


def sided(equation: Tree, question: Question) -> Tree:
    """The equation of a limit from one side: its limits over the same variable are from that side too."""
    side = {1: "+", -1: "-"}.get(int(question.args[3])) if len(question.args) == 4 and question.kind == "L" else None
    if side is None:
        return equation
    args = tuple(sided(arg, question) for arg in equation.args)
    mine = equation.head == "L" and equation.value is None and args[1] == name_tree("x")
    return Tree(equation.head, args, side if mine else equation.value) if args else equation
