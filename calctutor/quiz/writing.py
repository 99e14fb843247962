"""How is a quiz written as a file that people like to read and edit?"""

from __future__ import annotations

from typing import Any

import tomlkit
from tomlkit.items import Item, Table

from calctutor.quiz.fields import Parameters
from calctutor.quiz.models import Question, Quiz, Test

_FIRST = ("id", "section", "kind", "text", "expression", "expressions")
"""The keys of a question that come first; the others follow in the order of the model."""


def quiz_text(quiz: Quiz, comment: str = "") -> str:
    """The TOML of a quiz; `comment` stands above it, line by line. Reading it gives the same quiz."""
    document = tomlkit.document()
    for line in comment.splitlines():
        document.add(tomlkit.comment(line))
    for key, value in _given(quiz).items():
        if key not in ("defaults", "section", "question"):
            document.add(key, _item(value))
    if defaults := _given(quiz.defaults):
        document.add(tomlkit.nl())
        document.add("defaults", _table(defaults))
    _add(document, "section", [_table(_given(section)) for section in quiz.sections])
    _add(document, "question", [_question(question) for question in quiz.questions])
    return tomlkit.dumps(document)


def _add(document: tomlkit.TOMLDocument, key: str, tables: list[Table]) -> None:
    """Tables of one name, with an empty line before each."""
    if tables:
        many = tomlkit.aot()
        for table in tables:
            table.trivia.indent = "\n"
            many.append(table)
        document.add(key, many)


def _given(model: Any) -> dict[str, Any]:
    """What was said, under the names of the file; what was left out stays out."""
    values: dict[str, Any] = model.model_dump(by_alias=True, exclude_unset=True)
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _question(question: Question) -> Table:
    given = _given(question)
    given.pop("parameters", None)
    given.pop("tests", None)
    ordered = {key: given[key] for key in (*_FIRST, *given) if key in given}
    table = _table(ordered)
    if question.parameters.letters:
        table.add("parameters", _parameters(question.parameters))
    if question.tests:
        tests = tomlkit.aot()
        for test in question.tests:
            tests.append(_test(test))
        table.add("tests", tests)
    return table


def _parameters(parameters: Parameters) -> Table:
    inside = tomlkit.table()
    for letter, parameter in parameters.letters.items():
        one = tomlkit.inline_table()
        one.update(_given(parameter))
        inside.add(letter, one)
    if parameters.where:
        inside.add("where", _item(parameters.where))
    return inside


def _test(test: Test) -> Table:
    return _table(_given(test))


def _table(values: dict[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, _item(value))
    return table


def _several_lines(value: str) -> Item:
    """A text of several lines, which begins on the line after the quotation marks."""
    marks = "'''" if "\\" in value or value.endswith('"') else '"""'
    if value.endswith(marks[0]):
        return tomlkit.item(value)
    item: Item = tomlkit.value(f"{marks}\n{value}{marks}")
    return item


def _item(value: Any) -> Item:
    """A value in the form that needs the fewest backslashes: texts of several lines as such, LaTeX in single quotes."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and "\n" in value and not any(odd in value for odd in ("'''", '"""', "\r")):
        return _several_lines(value)
    if isinstance(value, str) and "\\" in value and not any(odd in value for odd in "'\n\r"):
        return tomlkit.string(value, literal=True)
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    item: Item = tomlkit.item(value)
    return item
