"""How is a solution written for machines? As data with stable names, every expression in Python syntax that sympy's
parser reads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calctutor.errors import StudentError
from calctutor.narrate.verdict import sentence_text
from calctutor.notation.tree import Tree, unmarked
from calctutor.notation.writing import latex, python, text
from calctutor.steps import Solution, Step, Verified

SCHEMA = "calctutor/1"


def solution_data(solution: Solution) -> dict[str, Any]:
    """The whole solution as JSON-ready data; the names are documented in the README and do not change within a schema."""
    return {
        "schema": SCHEMA,
        "command": solution.command,
        "read_as": python(solution.read_as),
        "question": python(solution.question),
        "answer": python(solution.answer) if answered(solution) else None,
        "answer_latex": latex(solution.answer) if answered(solution) else None,
        "complete": solution.complete,
        "verified": verified_data(solution.verified),
        "steps": steps_data(solution.steps),
        **{key: plain_data(value) for key, value in solution.about.items()},
    }


def answered(solution: Solution) -> bool:
    """Is there an answer? A limit may not exist, an integral may diverge or have no closed form."""
    return bool(solution.about.get("exists", True) and solution.about.get("closed_form", True))


def problem_data(problem: StudentError) -> dict[str, Any]:
    """An error: its stable code, what was read, the half-open range of characters to blame, the reason and what to try."""
    return {
        "schema": SCHEMA,
        "error": problem.code,
        "reason": problem.reason,
        "text": problem.text,
        "place": list(problem.place),
        "remedy": problem.remedy,
        "exit_code": problem.exit_code,
    }


def verified_data(verified: Verified) -> dict[str, Any]:
    data: dict[str, Any] = {"verdict": verified.verdict, "points": verified.points}
    return {**data, "note": verified.note} if verified.note else data


def steps_data(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The steps in order, numbered as they are met. One that was told before is named by its number and not told again."""
    numbers: dict[int, int] = {}
    return [_step(step, numbers) for step in steps]


def _step(step: Step, numbers: dict[int, int]) -> dict[str, Any]:
    told_before = id(step) in numbers
    number = numbers.setdefault(id(step), len(numbers) + 1)
    return {
        "number": number,
        "rule": step.rule,
        "title": step.title,
        "formula": text(step.formula) if step.formula else "",
        "why": sentence_text(step.why),
        "lines": [sentence_text(line) for line in step.lines],
        "table": [[sentence_text((cell,)) for cell in row] for row in step.table],
        "let": {letter: python(unmarked(tree)) for letter, tree in (*step.let, *step.parameters)},
        "before": python(unmarked(step.before)),
        "unsimplified": python(unmarked(step.unsimplified)) if step.unsimplified else "",
        "after": python(unmarked(step.after)),
        "answer": python(step.answer),
        "triangle": [python(part) for part in step.triangle or ()],
        "holds": step.holds,
        "remarks": list(step.remarks),
        "substeps": [] if told_before else [_step(substep, numbers) for substep in step.substeps],
    }


def plain_data(value: Any) -> Any:
    """Trees as Python syntax, records and mappings as objects, sequences as lists."""
    if isinstance(value, Tree):
        return python(unmarked(value))
    if isinstance(value, tuple) and value and isinstance(value[0], Step):
        return steps_data(value)
    if isinstance(value, tuple) and value and any(isinstance(piece, str) for piece in value):
        return sentence_text(value)
    if isinstance(value, Mapping):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain_data(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {key: plain_data(getattr(value, key)) for key in value.__dataclass_fields__}
    return value
