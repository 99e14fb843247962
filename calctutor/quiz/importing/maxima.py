"""What do the variables of a STACK question stand for, as far as that is plain calculus?

They are lines of Maxima, `f: x^2*sin(x); ta: diff(f,x);`. Nothing is ever run: assignments, the calls for a derivative, an
integral, a limit and a random number are known by their names, and everything else must be an expression that our own reader
reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, names, replace
from calctutor.notation.vocabulary import WORDS
from calctutor.quiz.fields import LONGEST_LINE
from calctutor.quiz.filling import spelled

MOST_STATEMENTS = 200
_COMMENT = re.compile(r"/\*(?:(?!/\*).)*?\*/", re.DOTALL)
_ASSIGNED = re.compile(r"^\s*([A-Za-z][A-Za-z0-9_]*)\s*:\s*(?!=)(.+)$", re.DOTALL)
_CALL = re.compile(r"^\s*([a-z_]+)\s*\(")
_WRAPPERS = ("ev", "expand", "factor", "simplify", "ratsimp", "fullratsimp", "trigsimp", "radcan", "rat", "ratexpand")
"""Calls that change the form and not the value."""
_INDEXED = re.compile(r"[A-Za-z]_?\d+")
_SHIFTED = re.compile(r"^\s*(-?\d+)\s*\+\s*(rand\(\d+\))\s*$|^\s*(rand\(\d+\))\s*\+\s*(-?\d+)\s*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A derivative, an integral or a limit that is asked for by name: the kind of question, its expression and options."""

    kind: str
    expression: Tree
    options: Mapping[str, Any]


@dataclass(slots=True)
class Variables:
    """What each variable stands for; random ones are parameters, and stay letters. `strange` are lines that are not
    understood."""

    values: dict[str, Tree | Asked] = field(default_factory=dict)
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)

    def resolved(self, text: str) -> Tree | Asked | None:
        """What an expression stands for, or None where it is not understood."""
        text = text.strip()
        if len(text) > LONGEST_LINE:
            return None
        while (found := call(text)) and found[0] in _WRAPPERS and found[1]:
            text = found[1][0]
        if found and found[0] in CALCULUS:
            return CALCULUS[found[0]](self, found[1])
        if text in self.values:
            return self.values[text]
        return self.tree(text)

    def tree(self, text: str) -> Tree | None:
        """An expression with the variables put in."""
        known = [word for word in (*self.values, *self.parameters) if len(word) > 1]
        if unknown(ours(text), known):
            return None
        try:
            tree = read(ours(text), known)
        except StudentError:
            return None
        used = {letter: self.values[letter] for letter in names(tree) if letter in self.values}
        if any(isinstance(value, Asked) for value in used.values()):
            return None
        return replace(tree, {name(letter): value for letter, value in used.items() if isinstance(value, Tree)})


def variables(text: str) -> Variables:
    """The assignments of a question, in order."""
    found = Variables()
    statements = [part.strip() for part in re.split(r"[;$]", _COMMENT.sub(" ", text)) if part.strip()]
    for statement in statements[:MOST_STATEMENTS]:
        assigned = _ASSIGNED.match(statement)
        if assigned is None:
            found.strange.append(statement)
            continue
        letter, meaning = assigned[1], assigned[2].strip()
        if len(meaning) > LONGEST_LINE:
            found.strange.append(statement)
        elif (parameter := random(meaning)) is not None:
            found.parameters[letter] = parameter
        elif (value := found.resolved(meaning)) is not None:
            found.values[letter] = value
        else:
            found.strange.append(statement)
    found.strange += statements[MOST_STATEMENTS:]
    return found


def unknown(text: str, known: Sequence[str]) -> list[str]:
    """Names of several letters that stand for nothing here. In Maxima they are one name each, never a product."""
    words = re.findall(r"[A-Za-z_]\w+", text)
    return [word for word in words if not (word in known or word in WORDS or word in CALCULUS or _INDEXED.fullmatch(word))]


def ours(text: str) -> str:
    """Maxima's names in ours: %e, %pi, inf."""
    for theirs, mine in (("%e", " e"), ("%pi", " pi"), ("minf", "(-oo)"), ("inf", "oo")):
        text = re.sub(re.escape(theirs) + r"(?![A-Za-z0-9_])", mine, text)
    return text.strip()


def call(text: str) -> tuple[str, list[str]] | None:
    """`diff(f, x)` as its name and its arguments; None where the text is not one call from end to end."""
    found = _CALL.match(text)
    if found is None:
        return None
    depth, start, arguments = 0, found.end(), []
    for i in range(found.end() - 1, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if (text[i] == "," and depth == 1) or depth == 0:
            arguments.append(text[start:i].strip())
            start = i + 1
        if depth == 0:
            return (found[1], arguments) if not text[i + 1 :].strip() else None
    return None


def random(text: str) -> dict[str, Any] | None:
    """A random number as a parameter: `rand(5)`, `2+rand(5)`, `rand([1,2,3])`, `rand_with_step(2,8,2)`."""
    if shifted := _SHIFTED.match(text):
        low = int(shifted[1] or shifted[4])
        inner = random(shifted[2] or shifted[3])
        return None if inner is None else {"from": low, "to": low + inner["to"]}
    found = call(text)
    if found is None:
        return None
    kind, args = found
    whole = [int(arg) if re.fullmatch(r"-?\d+", arg) else None for arg in args]
    if kind == "rand" and len(args) == 1:
        if whole[0] is not None and whole[0] > 0:
            return {"from": 0, "to": whole[0] - 1}
        inside = re.fullmatch(r"\[(.*)\]", args[0], re.DOTALL)
        return {"choice": [ours(part) for part in inside[1].split(",")]} if inside and inside[1].strip() else None
    if kind == "rand_with_step" and len(args) == 3 and None not in whole:
        return {"from": whole[0], "to": whole[1], "step": whole[2]}
    if kind == "rand_with_prohib" and len(args) == 3 and None not in whole[:2]:
        return {"from": whole[0], "to": whole[1], "except": [int(n) for n in re.findall(r"-?\d+", args[2])]}
    return None


# Calculus by name.


def _diff(variables: Variables, args: list[str]) -> Asked | None:
    f = variables.tree(args[0]) if args else None
    if f is None or len(args) not in (2, 3) or not re.fullmatch(r"[A-Za-z]\w*", args[1]):
        return None
    order = {"order": int(args[2])} if len(args) == 3 and args[2].isdecimal() and int(args[2]) > 1 else {}
    return Asked("diff", f, {"wrt": args[1], **order})


def _int(variables: Variables, args: list[str]) -> Asked | None:
    f = variables.tree(args[0]) if args else None
    if f is None or len(args) not in (2, 4):
        return None
    ends = [variables.tree(end) for end in args[2:]]
    if None in ends:
        return None
    bounds = {key: spelled(end) for key, end in zip(("from", "to"), ends, strict=False) if end is not None}
    return Asked("integrate", f, {"wrt": args[1], **bounds})


def _limit(variables: Variables, args: list[str]) -> Asked | None:
    f = variables.tree(args[0]) if args else None
    to = variables.tree(args[2]) if len(args) in (3, 4) else None
    if f is None or to is None:
        return None
    side = {"plus": {"side": "+"}, "minus": {"side": "-"}}.get(args[3]) if len(args) == 4 else {}
    return None if side is None else Asked("limit", f, {"wrt": args[1], "at": f"{args[1]}={spelled(to)}", **side})


CALCULUS = {"diff": _diff, "int": _int, "integrate": _int, "limit": _limit}
