"""How does a mistake of the book become a slip that is told?"""

from __future__ import annotations

from collections.abc import Mapping

from calctutor.checking.slips import Place, Slip
from calctutor.mistakes.book import MISTAKES
from calctutor.notation.tree import Tree
from calctutor.rulebook import sentence


def slip(
    mistake: str, holes: Mapping[str, str | Tree] | None = None, place: Place | None = None, solved: Tree | None = None
) -> Slip:
    """One change, at `place` if it has one; `holes` fill the mistake's sentence."""
    known = MISTAKES[mistake]
    return Slip(mistake, known.title, sentence(known.text, holes or {}), 1, known.vague, place, solved=solved)
