"""Is something missing at the end of a working? The constant of integration."""

from __future__ import annotations

from calctutor.checking.verdicts import CORRECT
from calctutor.checking.working.equality import free_letters
from calctutor.checking.working.meaning import Meaning
from calctutor.checking.working.outcomes import Chain
from calctutor.checking.working.verdicts import COMMENT, Line, remark
from calctutor.notation.tree import walk


def concluded(lines: list[Line], chain: Chain | None, meaning: Meaning, coefficients: set[str]) -> list[Line]:
    """An antiderivative without a constant at the end gets a remark, at its last line only."""
    if chain is None or not chain.x or not chain.opened or chain.last.head == "name":
        return lines
    letters = (free_letters(meaning.resolved(chain.last)) | (free_letters(chain.last) & coefficients)) - {meaning.x}
    asked = free_letters(chain.truth)
    finished = not any(node.head == "I" for node in walk(chain.last))
    if not finished or letters - asked:
        return lines
    return [_reminded(line) if line.number == max(n.number for n in lines if n.verdict != COMMENT) else line for line in lines]


def _reminded(line: Line) -> Line:
    return line._replace(remarks=(*line.remarks, remark("missing-constant"))) if line.verdict == CORRECT else line
