"""How is told what a generated quiz can be about?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Page, Panel, Table

Topic = tuple[str, str, str, str]
"""Its id, its title, the family whose levels count, and the levels of which there are questions."""

TITLES = {
    "derivatives": "Derivatives", "integrals": "Integrals", "limits": "Limits", "several": "Several variables",
    "probability": "Random variables",
}  # fmt: skip


def page(topics: Sequence[Topic]) -> Page:
    """A table for each family, the wide topics first."""
    panels = []
    for family, title in TITLES.items():
        rows = tuple(((id,), (said,), (levels,)) for id, said, of, levels in topics if of == family)
        panels.append(Panel(title, (Table(("topic", "what it is about", "levels"), rows, (False, False, False)),)))
    return Page(tuple(panels))
