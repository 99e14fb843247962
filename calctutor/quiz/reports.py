"""How is a graded class written for other programs? JSON, a CSV gradebook, JUnit XML.

Names of students and answers come from outside: no control character, no formula of a spreadsheet and no markup gets through.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from calctutor.quiz.marks import Class, Graded, Mark
from calctutor.quiz.tallying import rows

SCHEMA = "calctutor-quiz-grades/1"


def data(graded: Class) -> dict[str, Any]:
    """Everything, as JSON-ready data."""
    return {"schema": SCHEMA, **asdict(graded), "passed": graded.passed}


def as_json(graded: Class) -> str:
    return json.dumps(data(graded), ensure_ascii=True, indent=2) + "\n"


def printable(text: str) -> str:
    """Without anything that is not a printable character."""
    return "".join(c if c.isprintable() else " " for c in text)


def cell(value: Any) -> Any:
    """A text as a cell that no spreadsheet takes for a formula: one that starts like one gets an apostrophe in front."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return "'" + text if text.lstrip()[:1] in ("=", "+", "-", "@", "|", "%") else text


def as_csv(graded: Class) -> str:
    """A gradebook: a row a student, a column a question."""
    out = io.StringIO(newline="")
    table = list(rows(graded))
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(name) for name in table[0]])
    writer.writerows([cell(value) for value in row.values()] for row in table)
    return out.getvalue()


def as_junit(graded: Class) -> str:
    """A test suite a student, a test case a question, for programs that show the results of tests."""
    root = Element("testsuites", name=printable(graded.title), tests=str(sum(len(s.marks) for s in graded.students)))
    for student in graded.students:
        root.append(_suite(student))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(student: Graded) -> Element:
    failed = [mark for mark in student.marks if mark.verdict not in ("correct", "undecided")]
    skipped = [mark for mark in student.marks if mark.verdict == "undecided"]
    suite = Element("testsuite", name=printable(student.student), tests=str(len(student.marks)), failures=str(len(failed)),
                        skipped=str(len(skipped)), errors="0")  # fmt: skip
    properties = SubElement(suite, "properties")
    for name in ("points", "most", "percent", "passed", "seed"):
        SubElement(properties, "property", name=name, value=str(getattr(student, name)))
    for mark in student.marks:
        _case(suite, student, mark)
    return suite


def _case(suite: Element, student: Graded, mark: Mark) -> None:
    case = SubElement(suite, "testcase", classname=printable(student.student), name=printable(mark.question))
    if mark.verdict == "undecided":
        SubElement(case, "skipped", message=printable(mark.outcome.reason or "could not be decided"))
    elif mark.verdict != "correct":
        said = mark.outcome.title or mark.outcome.reason or mark.verdict
        failure = SubElement(case, "failure", type=mark.verdict, message=printable(f"{mark.points:g}/{mark.most:g}: {said}"))
        failure.text = printable(f"answer: {mark.answer}")


WRITERS = {"json": as_json, "csv": as_csv, "junit": as_junit}
"""What can be written without the pages."""
