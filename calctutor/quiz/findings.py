"""What can be said against a quiz file, and how bad is it?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

ERROR, WARNING, NOTE = "error", "warning", "note"

CODES: dict[str, tuple[str, str, str]] = {
    "file": (ERROR, "", ""),
    "cannot-be-drawn": (ERROR, "it cannot be drawn", ""),
    "never": (ERROR, "no values satisfy the conditions", "make the ranges wider, or the conditions weaker"),
    "rarely": (WARNING, "the conditions are rarely satisfied", "choose ranges in which they mostly hold"),
    "not-solved": (ERROR, "it could not be worked", "check it with the command itself, or ask for something simpler"),
    "no-steps": (WARNING, "the answer was found without steps, so there are no hints and no worked solution", "give hints"),
    "undecided": (ERROR, "even the right answer would be left undecided", "ask for another form of it, or change the question"),
    "disagrees": (ERROR, "the answer that was worked out is not judged right", "please report this question"),
    "out-of-time": (ERROR, "it takes too long", "ask for something simpler, or allow more with --timeout"),
    "too-hard": (WARNING, "its solution is very long", "ask for something simpler"),
    "trivial": (WARNING, "there is nothing to do, or the answer is 0", "leave these values out with except or where"),
    "duplicate": (WARNING, "it is the same question as another one", "change one of them"),
    "same-again": (NOTE, "every seed gives the same question, for all its parameters", "use the parameters in the expression"),
    "test-verdict": (ERROR, "a sample answer is judged otherwise", ""),
    "test-slip": (ERROR, "a sample answer is explained otherwise", ""),
    "test-points": (ERROR, "a sample answer gets other points", ""),
    "unknown-mistake": (ERROR, "there is no such mistake", ""),
    "hole": (WARNING, "a text has a hole for which there is no parameter", "name the parameter, or write it without braces"),
    "bare-letter": (WARNING, "a formula in a text shows a parameter as a letter", "write it in braces, or say what it is"),
    "formula": (NOTE, "a formula in a text cannot be set here, and is shown as it is written", ""),
    "escape": (WARNING, "a formula contains a tab or a new line: a backslash got lost", "write LaTeX in 'single quotes'"),
    "label": (WARNING, "an option reads like the letter of another one", "write it differently"),
    "unreachable": (ERROR, "the pass mark cannot be reached", "lower pass, or mend the questions"),
}  # fmt: skip
"""Code -> how bad it is, what is said, and what to try."""


@dataclass(frozen=True)
class Finding:
    """Something to be mended. `seeds` are some of those with which it happened, `key` is its path in the file."""

    level: str
    code: str
    question: str
    line: int
    reason: str
    remedy: str
    seeds: tuple[int, ...] = ()
    key: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Looked:
    """One question over all seeds: how many different ones there were, how many steps they take, and an answer."""

    id: str
    kind: str
    variants: int
    steps: tuple[int, int]
    answer: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]
    questions: tuple[Looked, ...]

    @property
    def exit_code(self) -> int:
        """2 for a file that cannot be read, 1 for errors, else 0."""
        if any(finding.code == "file" for finding in self.findings):
            return 2
        return int(any(finding.level == ERROR for finding in self.findings))

    @property
    def data(self) -> dict[str, Any]:
        return {"schema": "calctutor-quiz-lint/1", **asdict(self)}
