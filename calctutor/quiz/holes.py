"""Where does a text of a quiz have holes, and what do they become?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from calctutor.notation.tree import Tree
from calctutor.notation.writing import latex, text

MATHS = re.compile(r"(\$\$?)(.+?)\1", re.DOTALL)
_HOLE = re.compile(r"\{([A-Za-z]\w{0,39})\}")


def with_holes(markdown: str, values: Mapping[str, Tree]) -> str:
    r"""Markdown with `{a}` replaced by what is written for a. Between dollars the braces stay, as LaTeX wants them: `x^{n}`,
    `\frac{a}{b}`.
    """

    def said(found: re.Match[str]) -> str:
        return text(values[found[1]]) if found[1] in values else found[0]

    def in_maths(found: re.Match[str]) -> str:
        return "{" + latex(values[found[1]]) + "}" if found[1] in values else found[0]

    pieces, end = [], 0
    for maths in MATHS.finditer(markdown):
        pieces += [_HOLE.sub(said, markdown[end : maths.start()]), maths[1], _HOLE.sub(in_maths, maths[2]), maths[1]]
        end = maths.end()
    return "".join([*pieces, _HOLE.sub(said, markdown[end:])])
