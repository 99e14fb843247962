"""What stands in a quiz file, or what is wrong with it?

Nothing in a file is trusted: it is data, of limited size, and it names no other files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from calctutor.errors import StudentError
from calctutor.quiz.fields import Parameter, Parameters
from calctutor.quiz.models import Marking, Question, Quiz, Section, Test
from calctutor.quiz.places import line_of

LARGEST = 1_000_000
"""Bytes that a quiz file may have."""

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)| \(at end of document\)")


class Problem(NamedTuple):
    """What is wrong with a file, where, and what to try. `key` is the path of the key: `question 3 (slope), points`."""

    line: int
    key: str
    reason: str
    remedy: str = ""


def read_quiz(path: Path | str) -> Quiz:
    """The quiz in a file. Raises `StudentError` that names file, line, key and remedy."""
    name = str(path)
    text = read_text(path)
    quiz, problems = parsed(text)
    if quiz is None:
        raise told(name, text, problems)
    return quiz


def read_text(path: Path | str, largest: int = LARGEST, example: str = "calctutor quiz lint week1.toml") -> str:
    """The text of a file. Raises `StudentError` where it is not there, too large or no text."""
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            raise StudentError("too-large", f"{path} has more than {largest:,} bytes", remedy="divide it into several files")
        return data.decode("utf-8-sig")
    except OSError as problem:
        raise StudentError("file", f"{path} cannot be opened: {problem.strerror}", remedy=example) from None
    except UnicodeDecodeError:
        raise StudentError("file", f"{path} is not a text in UTF-8", remedy="save it as UTF-8") from None


def told(name: str, text: str, problems: list[Problem]) -> StudentError:
    """The first problem as an error for a person, with the line on which it is."""
    first, *others = problems
    lines = text.splitlines()
    line = lines[first.line - 1].rstrip() if 0 < first.line <= len(lines) else ""
    where = f"{name}, line {first.line}: " + (f"{first.key}: " if first.key else "")
    more = f" (and {len(others)} more: calctutor quiz lint shows all)" if others else ""
    start = len(line) - len(line.lstrip())
    return StudentError("quiz-file", f"{where}{first.reason}{more}", line, (start, len(line)), first.remedy)


def parsed(text: str) -> tuple[Quiz | None, list[Problem]]:
    """The quiz, or everything that is wrong with the text."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(text, str(error))]
    except RecursionError:
        return None, [Problem(1, "", "it is nested too deep", "a quiz needs no nesting of this kind")]
    try:
        quiz = Quiz.model_validate(values)
    except ValidationError as error:
        found = [_problem(text, values, one) for one in error.errors(include_url=False)]
        return None, sorted(one for one in dict.fromkeys(found) if not _misspelt(one, found))
    problems = [Problem(line_of(text, key), _named(key, values), reason, remedy) for key, reason, remedy in _crossed(quiz)]
    return (None, sorted(problems)) if problems else (quiz, [])


def _syntax(text: str, message: str) -> Problem:
    """What is no TOML. What text stands there is usually the best hint."""
    found = _PLACE.search(message)
    line = int(found[1]) if found and found[1] else max(len(text.splitlines()), 1)
    reason = _PLACE.sub("", message)
    remedy = "texts stand in quotation marks, and a backslash in them is written twice, or use 'single quotes'"
    return Problem(line, "", f"this is not TOML: {reason[:1].lower()}{reason[1:]}", remedy)


# What pydantic found, in the words of the file.

_SAID = {
    "missing": "is missing", "string_type": "must be a text, in quotation marks", "list_type": "must be a list, in [ ]",
    "bool_type": "must be true or false", "int_type": "must be a whole number", "float_type": "must be a number",
    "dict_type": "must be a table", "model_type": "must be a table", "model_attributes_type": "must be a table",
    "int_from_float": "must be a whole number", "bool_parsing": "must be true or false", "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
}  # fmt: skip

_MODELS: dict[str, type[BaseModel]] = {
    "defaults": Marking, "section": Section, "question": Question, "parameters": Parameters, "tests": Test,
}  # fmt: skip


def _problem(text: str, values: dict[str, Any], error: Any) -> Problem:
    key = _in_file(error["loc"], values)
    kind, said = error["type"], error["msg"].removeprefix("Value error, ")
    reason, remedy = _SAID.get(kind, said[:1].lower() + said[1:]), ""
    if kind == "missing":
        reason, remedy = f"{key[-1]} is missing", _EXAMPLES.get(str(key[-1]), "")
        key = key[:-1]
    elif kind == "extra_forbidden":
        reason, remedy = f"there is no key {str(key[-1])[:60]}", _meant(key)
    elif kind == "literal_error":
        reason = f"must be {error['ctx']['expected']}"
    elif kind == "string_pattern_mismatch":
        reason = "must be a short name of letters, digits, - and _"
    elif ": " in reason and kind == "value_error":
        reason, _, remedy = reason.partition(": ")
    return Problem(line_of(text, key), _named(key, values), reason, remedy)


def _misspelt(missing: Problem, others: list[Problem]) -> bool:
    """Is what is missing there under another name? Then that is what there is to say."""
    key, said, _ = missing.reason.partition(" is missing")
    before = f"{missing.key}, " if missing.key else ""
    beside = [other for other in others if other.key.startswith(before) and ", " not in other.key[len(before) :]]
    return bool(said) and any(other.remedy == f"did you mean {key}?" for other in beside)


_EXAMPLES = {
    "schema": 'schema = "calctutor-quiz/1"', "title": 'title = "Week 1"', "id": 'id = "q1"', "kind": 'kind = "diff"',
    "question": '[[question]], then id = "q1", kind = "diff", expression = "x^2"', "answer": 'answer = "2x"',
}  # fmt: skip


def _in_file(loc: Iterable[str | int], values: Any) -> list[str | int]:
    """The part of pydantic's location that is a path in the file: it also names the members of unions."""
    key: list[str | int] = []
    parts = list(loc)
    for i, part in enumerate(parts):
        inside = isinstance(values, dict | list)
        known = inside and (part in values if isinstance(values, dict) else isinstance(part, int) and part < len(values))
        if known:
            values = values[part]
            key.append(part)
        elif i == len(parts) - 1 and isinstance(values, dict):
            key.append(part)
    return key


def _meant(key: list[str | int]) -> str:
    """The key that was probably meant, among those that may stand there."""
    tables = [part for part in key[:-1] if isinstance(part, str)]
    in_parameter = tables[-2:-1] == ["parameters"]
    model = Parameter if in_parameter else _MODELS.get(tables[-1], Quiz) if tables else Quiz
    known = [field.alias or name for name, field in model.model_fields.items()]
    close = get_close_matches(str(key[-1]), known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else "known here: " + ", ".join(known)


def _named(key: Iterable[str | int], values: Any) -> str:
    """`question 3 (slope), points`: a path in the words of the file's author."""
    said: list[str] = []
    for part in key:
        values = values[part] if (isinstance(values, dict) and part in values) or isinstance(part, int) else {}
        if isinstance(part, int):
            said[-1] += f" {part + 1}"
            if isinstance(values, dict) and isinstance(values.get("id"), str):
                said[-1] += f" ({values['id'][:64]})"
        else:
            said.append(str(part)[:60])
    return ", ".join(said)


def _crossed(quiz: Quiz) -> Iterable[tuple[list[str | int], str, str]]:
    """What only shows when the parts are held beside each other."""
    sections = [section.id for section in quiz.sections]
    seen: dict[str, int] = {}
    for i, section in enumerate(sections):
        if section in sections[:i]:
            yield ["section", i, "id"], f"two sections are called {section}", "give each its own id"
    for i, question in enumerate(quiz.questions):
        if question.id in seen:
            yield (
                ["question", i, "id"],
                f"question {seen[question.id] + 1} is called {question.id} as well",
                "give each its own id",
            )
        seen.setdefault(question.id, i)
        if question.section and question.section not in sections:
            yield ["question", i, "section"], f"there is no section {question.section}", "[[section]] with this id"
