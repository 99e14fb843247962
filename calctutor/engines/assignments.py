"""What does a network say that is written in several lines, each an assignment? `h1 = tanh(w1*x + b1)`.

A line that gives a number is the value of an input; the others define nodes. What stands after `#` is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from calctutor.engines.graph import Graph, check_operations, graph_of
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name, read_values
from calctutor.notation.tree import Tree, name, names

MOST_LINES = 1000
LARGEST_FILE = 200_000
_LEFT = re.compile(r"^\s*([^=<>!]+?)\s*=(?!=)")
_KEYS = re.compile(r"(?:^|[,;])\s*([A-Za-z]\w*)\s*=")


@dataclass
class Network:
    """The output as it was typed, what its names are defined as, and the inputs whose values were given in passing."""

    typed: Tree | None
    definitions: dict[str, Tree] = field(default_factory=dict)
    values: dict[str, Tree] = field(default_factory=dict)

    @property
    def output(self) -> Tree:
        """Where no expression was typed, the last definition is the output."""
        return self.typed if self.typed is not None else name(next(reversed(self.definitions)))

    @cached_property
    def graph(self) -> Graph:
        """The graph of what the output depends on."""
        return graph_of(self.output, self.definitions)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names that nothing defines, in the order in which they are met."""
        return self.graph.inputs


@dataclass(frozen=True)
class Line:
    """A line with the place that it came from, as `line 3 of net.txt`."""

    text: str
    source: str


def lines_of(text: str, source: str) -> list[Line]:
    """The lines of a file that say something. Raises `StudentError` for one that is too large."""
    if len(text) > LARGEST_FILE or text.count("\n") > MOST_LINES:
        raise StudentError(
            "too-long", f"{source} is too long: at most {MOST_LINES} lines and {LARGEST_FILE:,} characters are read"
        )
    split = ((number, line.partition("#")[0]) for number, line in enumerate(text.splitlines(), 1))
    return [Line(line, f"line {number} of {source}") for number, line in split if line.strip()]


def network(expression: str | None, lines: Iterable[Line], words: Iterable[str] = ()) -> Network:
    """The network of an expression and its assignments; without an expression the last line is the output.

    A line that is no assignment is the output as well. `words` are names that were declared elsewhere (in --at). Raises
    `StudentError` with the line to blame.
    """
    waiting = list(lines)
    declared = {*words, *(read_name(_left(line)) for line in waiting if _LEFT.match(line.text))}
    found = Network(None if expression is None else _read(Line(expression, ""), declared))
    for line in waiting:
        _enter(found, line, declared)
    if found.typed is None and not found.definitions:
        raise StudentError("missing", "there is no expression", remedy='calctutor backprop "(w*x - y)^2" --at w=1,x=2,y=3')
    return found


def _left(line: Line) -> str:
    matched = _LEFT.match(line.text)
    return matched.group(1) if matched else ""


def _enter(found: Network, line: Line, declared: set[str]) -> None:
    matched = _LEFT.match(line.text)
    if not matched and found.typed is None:
        found.typed = _read(line, declared)
        return
    if not matched:
        raise _at(
            line,
            StudentError(
                "not-an-assignment", "this is no assignment", line.text, (0, len(line.text)), "write name = expression"
            ),
        )
    key = read_name(matched.group(1))
    if key in found.definitions or key in found.values:
        raise _at(
            line,
            StudentError(
                "twice", f"{key} is defined a second time", line.text, matched.span(1), "give each node a name of its own"
            ),
        )
    right = " " * matched.end() + line.text[matched.end() :]
    tree = _read(Line(right, line.source), declared, line.text)
    (found.definitions if names(tree) else found.values)[key] = tree


def _read(line: Line, declared: set[str], whole: str = "") -> Tree:
    try:
        spelled = _plainly(line.text)
        tree = read(line.text, sorted(word for word in declared if _plainly(word) in spelled))
        check_operations(tree, line.text)
        declared.update(names(tree))
        return tree
    except StudentError as problem:
        problem.text, problem.remedy = whole or problem.text, re.sub(" {2,}", " ", problem.remedy)
        raise _at(line, problem) from None


def _plainly(text: str) -> str:
    """w1, w_1 and w_{1} are one name."""
    return text.translate(str.maketrans("", "", "_{}"))


def _at(line: Line, problem: StudentError) -> StudentError:
    if line.source:
        problem.reason = f"{line.source}: {problem.reason}"
    return problem


def words_in(text: str | None) -> list[str]:
    """The names to which `--at` gives values: they may be whole words."""
    return _KEYS.findall(text or "")


def point(found: Network, text: str | None) -> dict[str, Tree] | None:
    """The values of all inputs, or None when none is given. Raises `StudentError` for unknown and for missing names."""
    given = dict(found.values)
    if text is not None:
        given |= (typed := read_values(text, found.inputs))
        for letter in typed:
            if letter not in found.inputs and letter not in found.values:
                raise _unknown(letter, found, text)
    wanted = found.inputs
    if text is None and not set(wanted) <= set(given):
        return None
    missing = [letter for letter in wanted if letter not in given]
    if missing:
        listed = ", ".join(missing)
        raise StudentError(
            "missing-value",
            f"there is no value for {listed}",
            text or "",
            (0, len(text or "")),
            "--at " + ",".join(f"{letter}={_short(given.get(letter))}" for letter in wanted[:8]),
        )
    for letter in wanted:
        if names(given[letter]):
            raise StudentError(
                "not-a-point", f"the value of {letter} must be a number", text or "", (0, len(text or "")), f"--at {letter}=1"
            )
    return {letter: given[letter] for letter in wanted}


def _short(tree: Tree | None) -> str:
    from calctutor.notation.writing import python

    return "1" if tree is None else python(tree)


def _unknown(letter: str, found: Network, text: str) -> StudentError:
    start = max(text.find(letter), 0)
    known = ", ".join(found.inputs) or "none"
    inside = letter in found.definitions
    reason = (
        f"{letter} is computed, so it cannot be given a value"
        if inside
        else f"the output does not depend on an input called {letter}"
    )
    return StudentError("unknown-node", reason, text, (start, start + len(letter)), f"the inputs are {known}")


def wanted(found: Network, text: str | None) -> tuple[str, ...]:
    """The parameters of `--wrt`, or else all inputs. Raises `StudentError` for names that are no inputs."""
    if text is None:
        return found.inputs
    letters = tuple(dict.fromkeys(read_name(part) for part in text.split(",") if part.strip()))
    for letter in letters:
        if letter not in found.inputs:
            raise _unknown(letter, found, text)
    return letters
