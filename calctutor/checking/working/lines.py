"""What has been written down, line by line? Text into statements, each a chain of expressions with `=` between them.

People number their lines, explain them in words, write several statements beside each other, and copy from LaTeX. What is no
mathematics is taken away here; what might be some stays, and is read or found unreadable later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from calctutor.checking.working.page import FENCE, MATRIX, rows
from calctutor.checking.working.prose import SUCH_THAT, is_noun, is_prose, poses, without_words
from calctutor.checking.working.tables import spelled_out

MOST_LINES = 500
LONGEST_LINE = 2000
SHOWN = 60
"""Characters of a line that is too long to be read."""
CLOSING = {"(": ")", "[": "]", "{": "}"}


class Statement(NamedTuple):
    """Expressions that are said to be equal; the first is empty where the line goes on from the one before. `rough` are the
    places (counted from 1) that stand behind a ≈."""

    parts: tuple[str, ...]
    rough: frozenset[int] = frozenset()


class Written(NamedTuple):
    """One line as it was typed, and what it states; nothing for words and comments. `problem` says why it was not looked at."""

    number: int
    text: str
    statements: tuple[Statement, ...]
    problem: str = ""


def written(text: str) -> list[Written]:
    """Every line that is not empty, with its number in the file."""
    found = []
    several = sorted(set(SEVERAL.findall(text)))
    shown = list(_joined_matrices(text.splitlines()[:MOST_LINES]))
    for number, (line, meant) in enumerate(zip(shown, spelled_out(shown), strict=True), 1):
        if not line or not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            found.append(
                Written(number, line.strip()[:SHOWN] + " …", (), f"this line has more than {LONGEST_LINE:,} characters")
            )
            continue
        read = "" if FENCE.match(meant) else _subscripts(meant, several)
        statements = tuple(s for piece in rows(read) for s in _statements(piece))
        if statements or not _only_markup(line):
            found.append(Written(number, line.strip(), statements))
    return found


SEVERAL = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\(\s*[a-z]\s*,\s*[a-z]\s*[,)]")


def _subscripts(line: str, several: list[str]) -> str:
    """`fxy` is f_xy where f is a function of several letters."""
    for f in several:
        line = re.sub(rf"(?<![A-Za-z\\]){f}([xyz]{{1,3}})(?![A-Za-z(])", rf"{f}_{{\1}}", line)
    return line


def _only_markup(line: str) -> bool:
    """Nothing but the frame of a LaTeX environment, a fence of Markdown or a line that is drawn."""
    return (
        bool(FENCE.match(line)) or not re.sub(r"\\(begin|end)\{[a-z]+\*?\}(\{[^}]*\})?|\\\[|\\\]|\$\$|\\\\", "", line).strip()
    )


def _joined_matrices(lines: list[str]) -> Iterator[str]:
    """A matrix that is typed over several lines is one line, and the lines that it takes up are empty: numbers stay right."""
    waiting, held = 0, ""
    for line in lines:
        held = f"{held} {line}" if held else line
        waiting += 1
        if len(re.findall(rf"\\begin\{{{MATRIX}\}}", held)) > len(re.findall(rf"\\end\{{{MATRIX}\}}", held)):
            continue
        yield held
        yield from [""] * (waiting - 1)
        waiting, held = 0, ""
    if held:
        yield held


# Statements.

NUMBERED = re.compile(r"^\s*(?:(?:step|line)\s+\d+\s*[.:)]?|\(\s*(?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})\s*\)(?=\s)|"
                      r"(?:\d{1,2}|[a-hA-H])[.)](?=\s))\s*", re.IGNORECASE)  # fmt: skip
BULLET = re.compile(r"^\s*(?:[•*→➔>▸·-]\s+(?=\S)|[→➔∵▸•]\s*)")
LABELLED = re.compile(
    r"\s{2,}(?:\(\s*(?:\d+|\*+)\s*\)|\.{2,}\s*\(?\s*(?:\d+|\*+)\s*\)?)\s*$|\s*\.{2,}\s*\(\s*(?:\d+|\*+)\s*\)\s*$"
)


LET_BESIDE = re.compile(r"(?<=[\w)])\s+\[\s*([a-z]\s*=\s*[^\[\]=_^]*(?:\^[^\[\]=_]*)?)\]\s*$")
"""`∫ 2x/(x^2+1) dx [u = x^2+1]`."""
WITHIN = re.compile(r"(?<=\S)\s*\(\s*[a-z]\s*(?:<|>|≤|≥|<=|>=|≠)\s*-?\w+\s*\)\s*$")
"""`x = 3 (x > 0)`."""


def _statements(row: str) -> Iterator[Statement]:
    row = WITHIN.sub("", LET_BESIDE.sub(r" ; \1", row))
    row = SUCH_THAT.sub(" subject to ", re.sub(r"(?<=[A-Za-z]{3})!", "", LABELLED.sub("", row)))
    row = re.sub(r"(?<=[\w)\]}])\.\s+(?=[A-Za-z∫\\])(?!e\.|g\.)", " ; ", row) if not NUMBERED.match(row) else row
    if re.fullmatch(r"\s*\(?\d{1,2}[.)]\s*", row):
        return
    numbered = NUMBERED.sub("", row)
    row = numbered if numbered.strip() else row
    if BULLET.match(row) and not row.lstrip().startswith("- ("):
        bare = BULLET.sub("", row)
        row = bare if not row.lstrip().startswith(("-", "*")) or "=" in bare.split("(")[0] else row
    bare = re.sub(r":(?=\s)", " ; ", without_words(row))
    spoken, posed = bare != row, poses(row)
    for piece in _split(bare, ";⇒"):
        for part in _commas(piece):
            part = part.strip().rstrip(".?").strip()
            if posed and GIVEN.fullmatch(part):
                continue  # "grows at 2 cm/s"
            if (spoken or bare != part) and re.fullmatch(r"[A-Za-z]|d[a-z]|\(\s*-?\d[^()=]*,[^()=]*\)", part):
                continue  # "where C is a constant", "at (1, 2):"
            if part and not is_prose(part) and part.strip("-–—=:>") != "" and not _is_condition(part):
                yield _chain(part)


GIVEN = re.compile(r"[-−]?\d+(?:[./]\d+)?\s*%?")


def _commas(piece: str) -> list[str]:
    """`u = x^2, du = 2x dx` are two statements; `2, 3` is not two statements."""
    parts = _split(piece, ",")
    return (
        parts
        if all("=" in part or is_prose(part) or _is_condition(part) or not part.strip() for part in parts[1:])
        else [piece]
    )


def _is_condition(part: str) -> bool:
    """`x > 0`, `x ≠ 0`: said beside the working, and nothing to be checked."""
    return bool(re.search(r"[<>≤≥≠]|!=|\\(?:neq?|leq?|geq?|in)\b|∈", part)) and not re.search(r"(?<![<>!])=", part) and not (
        re.match(r"\s*[=]?\s*(?:<|\\langle)", part) or "->" in part)  # fmt: skip


UNSAID = re.compile(r"\\?lim(?![A-Za-z_({^])(?!.*(?:->|→|\\to\b))")
APPROACHED = re.compile(r"lim.*(?:->|→|\\to\b|\\rightarrow)")
"""`lim ln y = lim_{n→∞} …`: the first limit says no place."""


def _chain(part: str) -> Statement:
    pieces, rough, start = [], set(), 0
    for at, sign in _signs(part):
        pieces.append(part[start:at].strip())
        start = at + 1
        if sign == "≈":
            rough.add(len(pieces))
    pieces.append(part[start:].strip())
    if len(pieces) > 1 and pieces[0] in ("∫", r"\int", "int"):
        pieces[0] = ""  # a sign that stands for the whole integral
    if len(pieces) > 1 and (is_noun(pieces[0]) or (UNSAID.match(pieces[0]) and any(map(APPROACHED.search, pieces[1:])))):
        pieces, rough = pieces[1:], {place - 1 for place in rough}
    if len(pieces) > 1 and not pieces[-1]:
        pieces.pop()  # the line goes on in the next one
    return Statement(tuple(pieces), frozenset(rough))


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Where an equals sign stands outside of all brackets."""
    for at, depth in _depths(text):
        if depth == 0 and text[at] in "=≈" and text[at - 1 : at] not in ("<", ">", "!") and text[at - 1 : at + 1] != "==":
            yield at, text[at]


def _split(text: str, separators: str) -> list[str]:
    pieces, start = [], 0
    for at, depth in _depths(text):
        if depth == 0 and text[at] in separators:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Every place, and in how many brackets it stands."""
    open_ones: list[str] = []
    for at, sign in enumerate(text):
        if sign in CLOSING:
            open_ones.append(CLOSING[sign])
        elif open_ones and sign == open_ones[-1]:
            open_ones.pop()
        yield at, len(open_ones)
