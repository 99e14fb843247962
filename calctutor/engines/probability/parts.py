"""What is one answer about a random variable made of: what was asked, its working, its value, and what it holds for?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import value as decimals
from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.check import Numbers, answer_verified, checked, grows
from calctutor.engines.probability.integral import Diverges, Integrals, Needs, Unworked
from calctutor.engines.probability.letters import Known, bound_tree
from calctutor.engines.probability.roots import RootAlgebra
from calctutor.engines.probability.sums import Sums
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, names
from calctutor.notation.writing import text
from calctutor.steps import Solution, Step, Verified, every_step
from calctutor.verify import worst

Expr = Any
Said = tuple[str | Tree, ...]
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One answer. `left` is how it is written (E(X)), `question` what was worked out for it, `lines` further lines of the
    working that are no steps. It holds for `conditions` beside those given. Where it does not `exists`, `reason` says why;
    `numeric` is its value in decimals, with an `error` where it is nothing else.
    """

    what: str
    title: str
    left: Tree
    question: Tree | None = None
    steps: tuple[Step, ...] = ()
    answer: Tree | None = None
    verified: Verified = field(default_factory=lambda: Verified("undecided"))
    exists: bool = True
    reason: str = ""
    numeric: str = ""
    error: str = ""
    conditions: tuple[Tree, ...] = ()
    before: tuple[Said, ...] = ()
    lines: tuple[Said, ...] = ()
    complete: bool = True
    about: dict[str, Any] = field(default_factory=dict)


MOST_CONDITIONS = 4


class Problem:
    """One random variable: its law in sympy, and what is known of the letters."""

    def __init__(self, law: Law, algebra: Algebra | None = None) -> None:
        self.law, self.algebra = law, algebra or RootAlgebra()
        self.known = Known(self.algebra, law.conditions, law.whole)
        self.x = symbol(law.x) if not law.discrete else sp.Symbol(law.x, integer=True)
        self.f, self.low, self.high = (self.expression(tree) for tree in (law.f, law.low, law.high))
        self.taken = tuple({*names(law.f), *names(law.low), *names(law.high)})
        self.letters = law.parameters
        self.numbers = Numbers(self.known.bounds, self.letters)
        self.solved: dict[Tree, Expr] = {}

    def expression(self, tree: Tree) -> Expr:
        """A formula of the value and the letters, in the symbols of this problem."""
        return self.known.expression(tree).xreplace({symbol(self.law.x): self.x})

    def capital(self) -> Tree:
        """The random variable itself: X for a value x."""
        letter = self.law.x
        return name(letter.upper() if len(letter) == 1 and letter.upper() != letter else "X")

    def expected(self, g: Expr) -> Tree:
        """The integral that E(g(X)) is, as a tree."""
        tree = self.algebra.tree
        return Tree(self.sign, (tree(g * self.f), name(self.x.name), tree(self.low), tree(self.high)))

    @property
    def sign(self) -> str:
        return "S" if self.law.discrete else "I"

    def worker(self, known: Known) -> Integrals | Sums:
        if self.law.discrete:
            return Sums(self.algebra, known, (*self.taken, self.law.x))
        return Integrals(self.algebra, known, (*self.taken, self.law.x), solved=dict(self.solved))

    def numbers_for(self, known: Known, more: tuple[str, ...] = ()) -> Numbers:
        if known is self.known and not more:
            return self.numbers
        return Numbers(known.bounds, (*self.letters, *more))

    def integral(self, integrand: Expr, part: Part, strict: bool = False, more: tuple[str, ...] = (),
                 ends: tuple[Expr, Expr] | None = None) -> tuple[Part, Expr | None, Known]:  # fmt: skip
        """The integral of `integrand` over the support (or between `ends`), as `part`: its value too, and what then is known.

        What it needs of the letters becomes a condition of the part; with `strict`, an error that asks for it.
        """
        known, conditions, tries = self.known, list[Tree](), 0
        low, high = ends or (self.low, self.high)
        question = part.question or self.question(integrand, low, high)
        while True:
            worker = self.worker(known)
            try:
                value = worker.work(known.own(integrand), self.x, low, high)
                self.solved |= worker.solved
                break
            except Needs as need:
                condition = bound_tree(self.algebra, need.quantity)
                if strict or tries >= MOST_CONDITIONS:
                    raise _unknown(condition) from need
                conditions = [c for c in conditions if (c.head, c.args[0]) != (condition.head, condition.args[0])] + [condition]
                tries += 1
                known = known.given(condition)
            except Diverges as why:
                steps = checked(worker.steps, self.numbers_for(known, more))
                held = Verified("undecided" if self.law.discrete else grows(question, self.numbers_for(known, more)), 1)
                return replace(part, question=question, steps=steps, exists=False, reason=why.reason, verified=held,
                             conditions=tuple(conditions)), None, known  # fmt: skip
            except Unworked as lost:
                return (
                    self.number_alone(part, question, f"no rule here works this integral: {text(lost.question)}"),
                    None,
                    known,
                )
        numbers = self.numbers_for(known, more)
        steps = checked(worker.steps, numbers)
        answer = self.algebra.tree(value)
        verified = answer_verified(question, answer, numbers)
        return replace(part, question=question, steps=steps, answer=answer, verified=verified, conditions=tuple(conditions),
                     numeric=numeric(answer), complete=all(s.complete for s in every_step(steps))), value, known  # fmt: skip

    def question(self, integrand: Expr, low: Expr, high: Expr) -> Tree:
        tree = self.algebra.tree
        return Tree(self.sign, (tree(integrand), name(self.x.name), tree(low), tree(high)))

    def number_alone(self, part: Part, question: Tree, reason: str) -> Part:
        """No closed form: the number of the whole integral, if it has no letters; and otherwise the `reason`."""
        if set(names(question)) - {self.law.x}:
            return replace(part, question=question, exists=False, reason=reason, complete=False,
                         about={"unknown": True}, verified=Verified("agrees"))  # fmt: skip
        try:
            found = decimals(question, {}, DIGITS)
        except (NoValue, ValueError):
            found = ""
        if not found:
            return replace(part, question=question, exists=False, reason=reason, complete=False, about={"unknown": True})
        held = Verified("agrees", 1, "the number was found by quadrature")
        return replace(part, question=question, numeric=found, error="1e-10", complete=False, verified=held)


def _unknown(condition: Tree) -> StudentError:
    said = text(condition)
    plain = said.replace(" ", "")
    return StudentError(
        "depends-on-a-sign", f"this depends on whether {said}", remedy=f'--assume "{plain}"', exit_code=NO_METHOD
    )


def gathered(law: Law, parts: tuple[Part, ...], asked: str, letters: tuple[str, ...] | None = None, **more: Any) -> Solution:
    """Parts as one solution, whose answer is that of the last."""
    last = parts[-1]
    steps = tuple(step for part in parts for step in part.steps)
    verified = Verified(worst(part.verified.verdict for part in parts), sum(part.verified.points for part in parts))
    complete = all(part.complete for part in parts) and all(step.complete for step in every_step(steps))
    about: dict[str, Any] = {
        "asked": asked, "density": law.f, "variable": law.x, "support": (law.low, law.high),
        "parameters": law.parameters if letters is None else letters, "assumed": tuple(map(text, law.conditions)),
        "distribution": law.title, "discrete": law.discrete, "meanings": {text(tree): said for tree, said in law.meanings},
        "general": law.general,
        "holes": tuple((letter, *meant) for letter, meant in zip(law.letters, law.meanings, strict=False)),
        "parts": parts, "exists": last.answer is not None,
    }  # fmt: skip
    question = last.question or law.f
    return Solution("probability", law.f, question, steps, last.answer or question, verified, complete, {**about, **more})


def numeric(answer: Tree) -> str:
    """The value in decimals, where it is a number that does not show it by itself."""
    if names(answer) or (answer.head == "number" and answer.value == int(answer.value)):
        return ""
    try:
        return decimals(answer, {}, DIGITS)
    except (NoValue, ValueError, ZeroDivisionError):
        return ""


__all__ = ["Part", "Problem", "Said", "gathered", "numeric"]
