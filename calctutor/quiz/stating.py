"""What does a question of a file ask, once its parameters have values?

The expression and the options, as `calctutor check` would be given them; the choices, the answers, the tolerance.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from calctutor.engines.asking_where import which_range
from calctutor.engines.probability.asking import which_law
from calctutor.engines.probability.named import known_name
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name
from calctutor.quiz.filling import Values, filled, put, spelled, words
from calctutor.quiz.holes import with_holes
from calctutor.quiz.laws import Put, law_with, range_with, sample_with
from calctutor.quiz.models import Question, Quiz


def spelled_names(question: Question) -> tuple[str, ...]:
    """Names of more than one letter, which are kept whole when the expression is read."""
    return tuple(letter for letter in (*question.wrt, *question.vars, question.of or "") if len(letter) > 1)


def density_of(law: str) -> Tree:
    """The density of a law, which its name does not show."""
    first = law.partition("||")[0]
    if known_name(first):
        return which_law(first).f
    return read(first.rpartition("=")[2])


def expression_of(question: Question, values: Values, names: tuple[str, ...]) -> str:
    """What the question is about, as `calctutor check` would be given it."""
    if question.expressions is not None:
        parts = tuple(filled(read(part, [*names, *words(values)]), values) for part in question.expressions)
        return "[" + ", ".join(spelled(part) for part in parts) + "]"
    if question.expression is None:
        return ""
    if question.kind == "probability":
        return law_with(question.expression, lambda part: put(part, values, names))
    if question.over:
        return spelled(_iterated(question, values, names))
    if not values:
        return question.expression
    return spelled(filled(read(question.expression, [*names, *words(values)]), values))


def _iterated(question: Question, values: Values, names: tuple[str, ...]) -> Tree:
    """The integrals of `over` around the expression, the innermost first."""
    tree = filled(read(question.expression or "", [*names, *words(values)]), values)
    for one in question.over:
        x, below, above = which_range(one)
        tree = Tree("I", (tree, name(x), filled(below, values), filled(above, values)))
    return tree


def option(option: str, values: Values, names: tuple[str, ...]) -> str:
    """An option or an answer: an expression with its parameters, or a text with holes."""
    if not values:
        return option
    try:
        return spelled(filled(read(option, [*names, *words(values)]), values))
    except StudentError:
        return with_holes(option, {letter: v if isinstance(v, Tree) else name(v) for letter, v in values.items()})


def answer_with(answer: str, values: Values, names: tuple[str, ...]) -> str:
    """A sample answer with the values put in, line by line and between the signs of equality."""
    if not values:
        return answer
    pieces = re.split(r"(\n|(?<![<>!=])=)", answer)
    return "".join(piece if piece in ("\n", "=") or not piece.strip() else option(piece, values, names) for piece in pieces)


def options_of(quiz: Quiz, question: Question, values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    """The options of `check`, by their names there; only those that are given."""
    given: dict[str, Any] = {
        "wrt": ",".join((*question.wrt, *question.vars)) or None, "order": question.order, "at": question.at or question.start,
        "of": question.of, "from": question.below, "to": question.above, "rate": question.rate, "direction": question.direction,
    }  # fmt: skip
    for key in ("at", "from", "to", "rate", "direction"):
        if given[key] is not None:
            given[key] = put(given[key], values, names)
    given |= {key: quiz.marking(question, key) for key in ("form", "strict")}
    given["side"] = {"left": "-", "right": "+"}.get(question.side or "", question.side)
    given |= _chances(question, lambda typed: put(typed, values, names))
    given |= {
        "with": [put(one, values, names) for one in question.inner],
        "assume": [assumption_with(one, values) for one in question.assume],
    }
    return {key: value for key, value in given.items() if value not in (None, [], False) and (key, value) != ("order", 1)}


def _chances(question: Question, put: Put) -> dict[str, Any]:
    """What is asked of a random variable."""
    ways: dict[str, Callable[[str, Put], str]] = {
        "on": range_with, "between": range_with, "expect": lambda typed, put: put(typed),
        "quantile": lambda typed, put: put(typed), "transform": lambda typed, put: put(typed), "data": sample_with,
    }  # fmt: skip
    given = {key: way(typed, put) for key, way in ways.items() if (typed := getattr(question, key)) is not None}
    return {**given, "what": question.what, "discrete": question.discrete}


def assumption_with(typed: str, values: Values) -> str:
    """What is known of letters; that one is an integer has no value to be put in."""
    parts = [part.strip() for part in typed.split(",")]
    return ", ".join(put(part, values) if re.search("[<>≤≥≠=]", part) else part for part in parts)


def tolerance_with(typed: str, values: Values) -> str:
    """An absolute tolerance, or a percentage."""
    bare = typed.strip()
    return put(bare.removesuffix("%"), values) + ("%" if bare.endswith("%") else "")
