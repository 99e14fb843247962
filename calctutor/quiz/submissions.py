"""What was handed in? Files of answers, one a student or one for a class, as TOML, JSON or CSV.

    student = "Ada"                    [{"student": "Ada", "seed": 3,          student,seed,slope,chain
    seed = 3                             "answers": {"slope": "2x"}}, ...]     Ada,3,2x,2x cos(x^2)
    [answers]
    slope = "2x"                                                               student,question,answer
    chain = {tries = ["x", "2x"]}                                              Ada,slope,2x

A file that is not understood is an error: nothing is graded by halves.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from calctutor.errors import StudentError
from calctutor.quiz.files import read_text

LARGEST = 100_000_000
MOST_STUDENTS = 100_000
MOST_TRIES = 100
LONGEST_NAME = 200

ABOUT = ("student", "name", "seed", "schema", "quiz", "title")
"""Keys beside the answers."""

EXAMPLE = 'student = "Ada", then [answers], then slope = "2x"'


@dataclass(frozen=True)
class Given:
    """What somebody answered to one question: the tries in order, and how many hints were used."""

    tries: tuple[str, ...]
    hints: int = 0


@dataclass(frozen=True)
class Submission:
    """What one student handed in. `seed` is empty where the file does not say."""

    student: str
    seed: str
    source: str
    answers: Mapping[str, Given]


def submissions(paths: Iterable[str], questions: Iterable[str]) -> tuple[list[Submission], list[str]]:
    """What is in these files, and remarks on what was left aside. Raises `StudentError` for the first that cannot be read."""
    known = tuple(questions)
    found: list[Submission] = []
    remarks: list[str] = []
    for path in paths:
        for one, remark in _in_file(path, known):
            found.append(one)
            remarks += [remark] if remark else []
        if len(found) > MOST_STUDENTS:
            _fail(path, f"there are more than {MOST_STUDENTS:,} students", "grade them in parts")
    if not found:
        raise StudentError("no-answers", "there are no answers to grade", remedy="calctutor quiz grade week1.toml ada.toml")
    seen: dict[str, str] = {}
    for one in found:
        if one.student in seen:
            _fail(
                one.source, f"{one.student} is also in {seen[one.student]}", "give each student one name and one set of answers"
            )
        seen[one.student] = one.source
    return found, list(dict.fromkeys(remarks))


def _fail(path: str, reason: str, remedy: str = "") -> NoReturn:
    raise StudentError("answers", f"{path}: {reason}", remedy=remedy)


def _in_file(path: str, known: tuple[str, ...]) -> Iterator[tuple[Submission, str]]:
    text = read_text(path, LARGEST, "calctutor quiz grade week1.toml ada.toml")
    suffix = Path(path).suffix.lower()
    if suffix == ".csv":
        yield from _rows(path, text, known)
        return
    if suffix not in (".json", ".toml"):
        _fail(path, "this kind of file is not known", "a file of answers ends in .toml, .json or .csv")
    try:
        data = json.loads(text) if suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        _fail(path, f"this is not {suffix[1:].upper()}: {problem}", EXAMPLE)
    for one in _students(path, data):
        yield _submission(path, one, known), ""


def _students(path: str, data: Any) -> list[Any]:
    """One student, a list of them, or a table with such a list."""
    if isinstance(data, dict):
        for key in ("students", "student"):
            if isinstance(data.get(key), list):
                common = {name: value for name, value in data.items() if name in ("seed", "quiz", "schema")}
                return [{**common, **one} if isinstance(one, dict) else one for one in data[key]]
        return [data]
    return data if isinstance(data, list) else _fail(path, "there are no answers in it", EXAMPLE)


def _submission(path: str, data: Any, known: tuple[str, ...]) -> Submission:
    if not isinstance(data, dict):
        _fail(path, "a student is a table with answers", EXAMPLE)
    student = _name(path, data.get("student", data.get("name", Path(path).stem)))
    answers = data.get("answers", {key: value for key, value in data.items() if key not in ABOUT})
    if not isinstance(answers, dict):
        _fail(path, f"the answers of {student} are no table", EXAMPLE)
    for question in answers:
        if question not in known:
            close = get_close_matches(question, known, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"the questions are {', '.join(known)}"
            _fail(path, f"{student} answers {question[:60]}, but there is no such question", remedy)
    given = {question: _given(path, question, value) for question, value in answers.items()}
    return Submission(student, _seed(path, data.get("seed", "")), path, given)


def _name(path: str, value: Any) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip() or len(str(value)) > LONGEST_NAME:
        _fail(path, "the name of a student is a short text", 'student = "Ada"')
    return str(value).strip()


def _seed(path: str, value: Any) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > LONGEST_NAME:
        _fail(path, "a seed is a number or a word", "seed = 3")
    return str(value).strip()


def _given(path: str, question: str, value: Any) -> Given:
    """An answer; a list, for a choice of several or a derivation; or a table with tries and hints."""
    hints = 0
    if isinstance(value, dict):
        if unknown := set(value) - {"answer", "tries", "hints"}:
            _fail(path, f"{question} has the key {min(unknown)[:60]}", "known are answer, tries and hints")
        hints = value.get("hints", 0)
        tries = value.get("tries", [value["answer"]] if "answer" in value else [])
    else:
        tries = [value]
    if not isinstance(hints, int) or not 0 <= hints <= MOST_TRIES or not isinstance(tries, list) or len(tries) > MOST_TRIES:
        _fail(path, f"{question} has tries or hints that make no sense", '{tries = ["x", "2x"], hints = 1}')
    return Given(tuple(said for one in tries if (said := _said(path, question, one)).strip()), int(hints))


def _said(path: str, question: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    return _fail(path, f"the answer to {question} is no text", f'{question} = "2x"')


# CSV.


def _rows(path: str, text: str, known: tuple[str, ...]) -> Iterator[tuple[Submission, str]]:
    """A row a student with a column for each question; or a row an answer, with the columns question and answer."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        rows = list(reader)
    except csv.Error as problem:
        _fail(path, f"this is not CSV: {problem}")
    if len(set(names)) < len(names):
        _fail(path, "two columns have the same name")
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            _fail(path, f"line {number} has {'more' if None in row else 'fewer'} cells than there are columns")
    if {"question", "answer"} <= set(names):
        yield from ((one, "") for one in _long(path, rows, known))
        return
    if not set(names) & set(known):
        _fail(path, "no column is called as a question is", f"the first line is student,{','.join(known[:3])}")
    strange = [name for name in names if name not in (*known, *ABOUT)]
    for name in strange:
        if close := get_close_matches(name, known, n=1, cutoff=0.85):
            _fail(path, f"there is no question {name[:60]}", f"did you mean {close[0]}?")
    remark = f"{path}: left aside, for no question is called so: {', '.join(strange)[:200]}" if strange else ""
    for row in rows:
        yield _submission(path, {name: row[name] for name in names if name not in strange}, known), remark


def _long(path: str, rows: list[dict[str, str]], known: tuple[str, ...]) -> list[Submission]:
    """Several rows for a question are tries, in order."""
    students: dict[str, dict[str, Any]] = {}
    for row in rows:
        student = row.get("student") or row.get("name") or Path(path).stem
        one = students.setdefault(student, {"student": student, "seed": row.get("seed") or "", "answers": {}})
        if (row.get("seed") or "") != one["seed"]:
            _fail(path, f"{student} has two seeds")
        one["answers"].setdefault(row["question"].strip(), {"tries": []})["tries"].append(row["answer"])
    return [_submission(path, one, known) for one in students.values()]
