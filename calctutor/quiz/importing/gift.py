"""How is Moodle's GIFT read? Text with answers between braces, a question for each block of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calctutor.quiz.importing.foreign import Foreign, choice, number, short
from calctutor.quiz.importing.markup import formula, tidy, words

_HIDDEN = {char: chr(0xE000 + i) for i, char in enumerate("~=#{}:\\")}
"""Escaped characters, while the signs of GIFT are looked for: letters that no text uses."""
_SHOWN = {hidden: char for char, hidden in _HIDDEN.items()}

_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"^\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*$")
_NEAR = re.compile(rf"^\s*({_NUMBER})\s*(?::\s*({_NUMBER}))?\s*$")

Block = tuple[int, str]


def read_gift(text: str) -> Foreign:
    """Everything in a GIFT file that is understood, with notes on the rest."""
    foreign = Foreign()
    for line, block in blocks(text):
        place = f"line {line}"
        if block.lstrip().startswith("$CATEGORY:"):
            title = block.split(":", 1)[1].strip().replace("//", "\0").split("/")[-1].replace("\0", "/")
            foreign.begin_section(tidy(shown(title)))
        else:
            _question(foreign, place, block)
    return foreign


def blocks(text: str) -> Iterator[Block]:
    """What stands between empty lines, without comments; a category is a block of its own."""
    lines: list[str] = []
    start = 0
    for number_, line in enumerate([*text.splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        category = line.lstrip().startswith("$CATEGORY:")
        if (not line.strip() or category) and lines:
            yield start, "\n".join(lines)
            lines = []
        if category:
            yield number_, line
        elif line.strip():
            start = start if lines else number_
            lines.append(line)


def hidden(text: str) -> str:
    r"""With `\~` and its like out of the way; `\n` is a new line."""
    return re.sub(r"\\([~=#{}:\\n])", lambda m: "\n" if m[1] == "n" else _HIDDEN[m[1]], text)


def shown(text: str) -> str:
    return "".join(_SHOWN.get(char, char) for char in text)


def _question(foreign: Foreign, place: str, block: str) -> None:
    raw = hidden(block.strip())
    title = ""
    if found := _TITLE.match(raw):
        title, raw = shown(found[1]).strip(), raw[found.end() :]
    form = _FORMAT.match(raw)
    raw = raw[form.end() :] if form else raw
    before, brace, rest = raw.partition("{")
    inside, closed, after = rest.partition("}")
    named = f"{place} ({title})" if title else place
    if not brace:
        foreign.note(named, "left out: a text without a question")
        return
    if not closed:
        foreign.note(named, "left out: the brace that opens the answers is not closed")
        return
    if "{" in after:
        foreign.note(named, "left out: more than one place for an answer")
        return
    kind = form[1] if form else "moodle"
    said = _said(foreign, named, before + (" _____ " if after.strip() else "") + after, kind)
    if data := _answers(foreign, named, inside, kind):
        foreign.enter(named, title or said[:40], {"text": said, **data})


def _said(foreign: Foreign, place: str, text: str, form: str) -> str:
    text = shown(text)
    if form in ("html", "moodle") and "<" in text:
        text, lost = words(text)
        for what in dict.fromkeys(lost):
            foreign.note(place, f"{what} is left out")
    return tidy(text)


def _answers(foreign: Foreign, place: str, inside: str, form: str) -> dict[str, object] | None:
    if "####" in inside:
        inside = inside.split("####")[0]
        foreign.note(place, "the general feedback is left out")
    inside = inside.strip()
    bare = inside.split("#")[0].strip().upper()
    if not inside:
        foreign.note(place, "left out: a free text, which cannot be judged here")
        return None
    if bare in ("T", "TRUE", "F", "FALSE"):
        right = bare.startswith("T")
        return choice([("True", float(right)), ("False", float(not right))], foreign, place)
    if inside.startswith("#"):
        return _numerical(foreign, place, inside[1:])
    return _listed(foreign, place, inside, form)


def _listed(foreign: Foreign, place: str, inside: str, form: str) -> dict[str, object] | None:
    """Answers that begin with = or ~, each perhaps with a share and feedback."""
    options: list[tuple[str, float]] = []
    feedback = False
    for sign, body in re.findall(r"([=~])([^=~]*)", inside):
        said, _, told = body.partition("#")
        feedback |= bool(told.strip())
        weight = _WEIGHT.match(said.strip())
        share = float(weight[1]) if weight else 100.0 * (sign == "=")
        said = said.strip()[weight.end() :] if weight else said
        options.append((formula(_said(foreign, place, said, form)), share))
    if feedback:
        foreign.note(place, "feedback on single answers is left out")
    if not options:
        foreign.note(place, "left out: its answers begin neither with = nor with ~")
        return None
    if all("->" in said for said, _ in options):
        foreign.note(place, "left out: matching is not known here")
        return None
    if "~" not in inside:
        return short([said for said, share in options if share == 100], foreign, place)
    return choice(options, foreign, place)


def _numerical(foreign: Foreign, place: str, body: str) -> dict[str, object] | None:
    """`3.14:0.01`, `1..5`, or several with =, of which the one with the whole share is taken."""
    if "=" in body:
        whole = [part.split("#")[0].strip() for part in body.split("=")[1:]]
        best = [part for part in whole if (found := _WEIGHT.match(part)) is None or found[1] == "100"]
        if len(whole) > 1:
            foreign.note(place, "of several numbers only the first right one is taken over")
        body = _WEIGHT.sub("", best[0]) if best else ""
    body = body.split("#")[0]
    if found := _RANGE.match(body):
        low, high = float(found[1]), float(found[2])
        return number(f"{(low + high) / 2:.12g}", f"{abs(high - low) / 2:.12g}")
    if found := _NEAR.match(body):
        return number(found[1], found[2] or "0")
    foreign.note(place, f"left out: {shown(body).strip()[:40]!r} is no number")
    return None
