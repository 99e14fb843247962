"""What was asked, and what must an answer be equal to?

A `Task` is settled from text alone, before sympy is loaded: the expression, its letters, and the question as a tree that
numbers can evaluate (`D(f, x)`, a list of them for a gradient, `I(f, x, a, b)`, ...).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from calctutor.checking.answers import read_answer
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree

KINDS = (
    "diff", "partial", "chain", "implicit", "gradient", "jacobian", "hessian", "directional", "integrate", "limit",
    "descend-step", "same", "probability",
)  # fmt: skip

ALIASES = {
    "derivative": "diff", "differentiate": "diff", "grad": "gradient", "integral": "integrate", "int": "integrate",
    "lim": "limit", "descend": "descend-step", "equal": "same", "chance": "probability",
}  # fmt: skip


NOTHING: Mapping[str, Any] = {}


class Options(NamedTuple):
    """What may be said beside question and answer, as it was typed; None where nothing was."""

    wrt: str | None = None
    order: int = 1
    at: str | None = None
    of: str | None = None
    below: str | None = None
    above: str | None = None
    side: str | None = None
    rate: str | None = None
    direction: str | None = None
    strict: bool = False
    form: str | None = None
    show_solution: bool = False
    inner: tuple[str, ...] = ()
    what: str | None = None
    on: str | None = None
    assume: tuple[str, ...] = ()
    between: str | None = None
    expect: str | None = None
    quantile: str | None = None
    transform: str | None = None
    data: str | None = None
    discrete: bool = False


class Task(NamedTuple):
    """`question` must equal the answer where the letters of `let` have their values; `f` is what it is about, by `wrt`.

    `about` holds what single kinds need: `bounds`, `rate`, `of`, `curve`, ...; `given` is what is known of the letters.
    """

    kind: str
    typed: str
    f: Tree
    wrt: tuple[str, ...]
    question: Tree
    let: Mapping[str, Tree] = NOTHING
    order: int = 1
    about: Mapping[str, Any] = NOTHING
    strict: bool = False
    given: tuple[Tree, ...] = ()


def read_task(kind: str, text: str, options: Options) -> Task:
    """The task of a question as typed. Raises `StudentError`."""
    kind = ALIASES.get(kind, kind)
    if kind not in KINDS:
        raise StudentError("kind", f"{kind} is not something that can be checked", remedy="one of " + ", ".join(KINDS))
    from calctutor.checking.asked import READERS
    from calctutor.engines.asking_where import which_assumptions

    task = READERS[kind](kind, text, options)
    return task if kind == "probability" else task._replace(given=which_assumptions(list(options.assume)))


__all__ = ["ALIASES", "KINDS", "Options", "Task", "read_answer", "read_task"]
