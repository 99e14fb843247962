"""The nouns: what is asked, what a rule says, and what a worked solution is made of.

A rule is an equation. It rewrites a question into an expression that may contain smaller questions; a step is that
equation for one case, `before = after`; a solution is the tree of steps in which no question is left. Steps hold trees
only, so that they can be checked, printed, pickled and compared without sympy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from calctutor.notation.tree import Tree, mark, replace

Expr = Any
"""A sympy expression. sympy carries no types, and this module must not load it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `kind` is `D`, `I` or `L`; the arguments are those of the tree with that head, in sympy."""

    kind: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a rule answers: the meaning of the letters of its equation in this case.

    `let` are the letters that the page names and colours (`u = x²`), `where` those that it does not. A value may
    contain a letter of `let` itself, as the outer function sin(u) of a chain does. `equation` replaces the rule's own
    where its length depends on the case (a sum of n terms). `parameters` are shown beside the general formula (`n =
    2`); `given` fills the holes in the rule's sentence. `remarks` are conditions that the reader must know (`x ≠ 0`).
    `lines` are further lines of the working, each a sentence with maths in it (`du = 2x dx`); `table` is a table of it,
    its headings and then its rows. `unsimplified` is the right side as it stands before anything is simplified, in the letters
    of the equation; in it, `p` is the integrand with `put_in` put in. `triangle` is a right triangle to be drawn: an angle,
    the sides opposite and beside it, and the hypotenuse. A search counts `price` for the step, and looks no
    further than a `final` one.
    """

    let: Mapping[str, Expr] = field(default_factory=dict)
    where: Mapping[str, Expr] = field(default_factory=dict)
    equation: Tree | None = None
    parameters: tuple[str, ...] = ()
    formula: str = ""
    given: Mapping[str, Tree | str | Expr | tuple[Expr | str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    lines: tuple[tuple[Expr | str, ...], ...] = ()
    table: tuple[tuple[Expr | str, ...], ...] = ()
    unsimplified: Tree | None = None
    put_in: Mapping[Expr, Expr] = field(default_factory=dict)
    triangle: tuple[Expr, Expr, Expr, Expr] | None = None
    price: int = 1
    final: bool = False


Apply = Callable[..., Any]
"""A rule's function: the arguments of the question in, a Rewrite out, or None when the rule does not apply. A rule of
integration may give several Rewrites, the best first, for the search to choose from.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the textbook.

    `id` is stable (`product-rule`), `kind` the kind of question that it answers, `equation` the rule as an equation
    between questions in the student's notation, `formula` how the textbook prints it, `why` the sentence that the
    reader is told, with `{holes}`, `example` an expression on which it applies. `small` rules are said in passing
    rather than given a panel. An `alternative` is only used when another way is asked for. `in_order` rules are also
    given a function that lists the terms of a sum or the factors of a product in the order in which the reader sees
    them. A rule that `asks` is also given the search, of which it may ask an antiderivative; one
    with a `least` is not tried where fewer steps are left.
    """

    id: str
    title: str
    kind: str
    equation: str
    formula: str
    why: str
    example: str
    apply: Apply
    small: bool = False
    alternative: bool = False
    in_order: bool = False
    asks: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question inside a step: where it stands in the step's `after`, the step that answers it, and the answer as it
    is put in there.
    """

    place: Tree
    step: Step
    told: Tree
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a rule: `before = after`, where `after` may still ask; with the answers of `asked` put in, it is
    `answer`.

    Letters of `let` may stand in `after` (as in d/du sin u); they mean what `let` says. `unsimplified` is `after` before
    anything in it was simplified, where that is worth a line. `holds` is what verification found: `proved`, `agrees`,
    `undecided` or `fails`.
    """

    rule: str
    title: str
    before: Tree
    after: Tree
    answer: Tree
    asked: tuple[Asked, ...] = ()
    let: tuple[tuple[str, Tree], ...] = ()
    formula: Tree | None = None
    parameters: tuple[tuple[str, Tree], ...] = ()
    why: tuple[str | Tree, ...] = ()
    remarks: tuple[str, ...] = ()
    lines: tuple[tuple[str | Tree, ...], ...] = ()
    table: tuple[tuple[str | Tree, ...], ...] = ()
    unsimplified: Tree | None = None
    triangle: tuple[Tree, Tree, Tree, Tree] | None = None
    small: bool = False
    complete: bool = True
    holds: str = "undecided"

    @property
    def substeps(self) -> tuple[Step, ...]:
        return tuple(asked.step for asked in self.asked)

    @property
    def filled(self) -> Tree:
        """`after` with every answer put in and nothing simplified yet."""
        return replace(self.after, {asked.place: asked.told for asked in self.asked})


@dataclass(frozen=True, slots=True)
class Verified:
    """What was computed to check an answer: `proved`, `agrees` (at `points` points), `undecided` or `fails`; `note`
    says more.
    """

    verdict: str
    points: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """A worked answer: what was read, what was asked, the steps in order, and the answer with what was computed to
    check it.

    `about` holds what else the command was asked for, by name (`at`, `orders`, ...), as trees or plain data.
    """

    command: str
    read_as: Tree
    question: Tree
    steps: tuple[Step, ...]
    answer: Tree
    verified: Verified
    complete: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)


def coloured(answer: Tree, role: str | None, kind: str) -> Tree:
    """The answer to a question about a named part, in its colour; what answers D(u, x) is not u but u′."""
    return answer if role is None else mark(f"{role}'" if kind == "D" else role, answer)


def every_step(steps: tuple[Step, ...]) -> list[Step]:
    """All distinct steps, each before its substeps, in the order in which they are told."""
    found: dict[int, Step] = {}
    waiting = list(reversed(steps))
    while waiting:
        step = waiting.pop()
        if id(step) not in found:
            found[id(step)] = step
            waiting.extend(reversed(step.substeps))
    return list(found.values())
