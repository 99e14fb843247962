"""Which rules are there, and which answer a given kind of question?

One table feeds the solver, the explanations and the manual. A rule is added by decorating one function:

    @rule("product rule", "D(u*v, x) = D(u, x)*v + u*D(v, x)", example="x^2*sin(x)")
    def product(f, x):
        \"\"\"Each factor takes its turn to change while the other stands still.\"\"\"

The function guards itself and names the parts; the equation says the rest, and is also what is printed and what is
checked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TypeAlias

from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.steps import Apply, Rule

RULES: dict[str, Rule] = {}
"""Every rule by its id, in the order in which they are tried."""


def identifier(title: str) -> str:
    """The stable id that goes with a title: `Derivative of eˣ` is `derivative-of-exp`."""
    plain = (
        title.lower().replace("eˣ", "exp").replace("|x|", "-abs").replace("ô", "o").replace("²", "-squared").replace("'", "")
    )
    return "".join(c if c.isalnum() else "-" for c in plain).strip("-").replace("--", "-")


def rule(
    title: str,
    equation: str,
    *,
    example: str,
    formula: str = "",
    small: bool = False,
    alternative: bool = False,
    in_order: bool = False,
    asks: bool = False,
    least: int = 1,
) -> Callable[[Apply], Apply]:
    """Enter the decorated function into the table. `formula` is given where the textbook's line is not the equation's own."""

    def enter(apply: Apply) -> Apply:
        kind = equation[0]
        new = Rule(
            identifier(title),
            title,
            kind,
            equation,
            formula,
            inspect.getdoc(apply) or "",
            example,
            apply,
            small,
            alternative,
            in_order,
            asks,
            least,
        )
        if new.id in RULES:
            raise ValueError(f"two rules are called {new.id}")
        RULES[new.id] = new
        return apply

    return enter


SHELVES = {
    "D": ("derivatives", "derivative_table", "kinks", "alternatives"),
    "I": (
        "integrals.basics",
        "integrals.table",
        "integrals.surds",
        "integrals.pieces",
        "integrals.repeating",
        "integrals.products_of_waves",
        "integrals.reductions",
        "integrals.even_powers",
        "integrals.lowering",
        "integrals.substitution",
        "integrals.new_letters",
        "integrals.undone_letters",
        "integrals.fractions",
        "integrals.quadratics",
        "integrals.hard_bottoms",
        "integrals.irrational_roots",
        "integrals.trigonometric",
        "integrals.shifted_angles",
        "integrals.rewriting",
        "integrals.other_writings",
        "integrals.parts",
        "integrals.repeated_parts",
        "integrals.unknown_coefficients",
        "integrals.backwards",
        "integrals.quotients_backwards",
        "integrals.divided_roots",
        "integrals.triangles",
        "integrals.hyperbolas",
        "integrals.euler",
        "integrals.radicals",
        "integrals.brackets_under_roots",
        "integrals.root_quotients",
        "integrals.odd_roots",
        "integrals.sums_with_roots",
        "integrals.waves_under_roots",
        "integrals.special",
        "integrals.clausen",
        "integrals.elliptic",
        "integrals.elliptic_tangent",
        "integrals.binomials",
        "integrals.named",
    ),
    "L": (
        "limits.reading_off",
        "limits.sides",
        "limits.standard",
        "limits.sequences",
        "limits.otherwise",
        "limits.algebraic",
        "limits.squeezing",
        "limits.laws",
        "limits.indeterminate",
    ),
}
"""Kind of question -> the modules of `calctutor.rules` that answer it, in the order in which their rules are tried."""


@cache
def _loaded(kind: str) -> tuple[Rule, ...]:
    """The rules for this kind. Only its own modules are imported: a derivative need not wait for the integrals."""
    modules = [f"calctutor.rules.{module}" for module in SHELVES.get(kind, ())]
    for module in modules:
        import_module(module)

    def place(rule: Rule) -> int:
        """Whatever was imported first elsewhere, the rules are tried in the order of the shelf."""
        return next((i for i, module in enumerate(modules) if rule.apply.__module__.startswith(module)), len(modules))

    return tuple(sorted((rule for rule in RULES.values() if rule.kind == kind), key=place))


def rules_for(kind: str) -> tuple[Rule, ...]:
    """The rules that answer questions of this kind, in order."""
    return tuple(rule for rule in _loaded(kind) if not rule.alternative)


def alternatives(kind: str) -> tuple[Rule, ...]:
    """The rules that begin a second derivation for questions of this kind."""
    return tuple(rule for rule in _loaded(kind) if rule.alternative)


def every_rule() -> dict[str, Rule]:
    """The whole table, by id."""
    for kind in SHELVES:
        _loaded(kind)
    return RULES


@cache
def template(text: str) -> Tree:
    """An equation or formula of the rulebook as a tree. Its letters are kept whole."""
    return read(text, names=("du", "dv", "t0"))


Hole: TypeAlias = str | Tree | tuple[str | Tree, ...]
"""What may fill a hole of a sentence: words, maths, or a piece of sentence made of both."""


def sentence(text: str, holes: Mapping[str, Hole]) -> tuple[str | Tree, ...]:
    """A sentence of the rulebook with its `{holes}` filled."""
    pieces: list[str | Tree] = []
    for index, piece in enumerate(" ".join(text.split()).replace("{", "}").split("}")):
        filled = holes[piece] if index % 2 else piece
        if isinstance(filled, tuple):
            pieces.extend(filled)
        elif filled != "":
            pieces.append(filled)
    return tuple(pieces)
