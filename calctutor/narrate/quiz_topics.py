"""How is told what a generated quiz can be about?"""

from __future__ import annotations

from collections.abc import Sequence

from calctutor.blocks import Page, Panel, Table

Topic = tuple[str, str, str, bool]
"""Its id, its title, the family whose levels count, and whether it is wider than one rule."""

TITLES = {"derivatives": "Derivatives", "integrals": "Integrals", "limits": "Limits", "several": "Several variables"}


def page(topics: Sequence[Topic]) -> Page:
    """A table for each family, the wide topics first."""
    panels = []
    for family, title in TITLES.items():
        rows = tuple(((id,), (said,)) for id, said, of, _ in topics if of == family)
        panels.append(Panel(title, (Table(("topic", "what it is about"), rows, (False, False)),)))
    return Page(tuple(panels))
