"""Which words in a line of working are only said, and no mathematics?

Only words that are listed are taken away, and others that stand in a sentence and could be no mathematics; letters that could
be a product never are. What remains is read, and if it cannot be read the line is unreadable, which is not wrong.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise

from calctutor.checking.working.words import GREEK, JOINING, NEVER, SAID
from calctutor.notation.vocabulary import FUNCTIONS, WORDS

WORD = re.compile(r"(?<![\\A-Za-z0-9_'′])[A-Za-z][A-Za-z]*(?:['’-][A-Za-z]+)*(?![A-Za-z0-9_(^'′])")
SPOKEN_FIRST = re.compile(r"\b(?:I|we|you|i)(?:['’](?:ll|ve|m|d))?\s+(?=[a-z]{2,})")
QUOTED = re.compile(r'["“”][^"“”]*["“”]')
IN_BRACKETS = re.compile(
    r"\(([A-Za-z'’`][A-Za-z'’`,.:;/ -]*)\)|\[([A-Za-z'’`][A-Za-z'’`,.:;/ -]*)\]"
    r"|(?<![A-Za-z\\_^}])\{([A-Za-z'’`][A-Za-z'’`,.:;/ -]*)\}"
)
HEADED = re.compile(r"^\s*([A-Za-z][A-Za-z'’`,() 0-9/-]*):(?!=)")
DASHED = re.compile(r"\s(?:--+|—|–|-)\s+([A-Za-z'’ ,.]+)$")
POSSESSIVE = re.compile(
    r"\bL['’`]?\s?H[oô]s?pital(?:['’`]?s)?(?:\s+rule)?\b|(?<![\w)])L['’`]H(?:\s*:|(?=\s*[,;=\])]|\s*$))", re.IGNORECASE
)


CONSTANT = re.compile(r"\+\s*(?:an?\s+)?(?:arbitrary\s+)?const(?:ant|\.)?(?![A-Za-z])", re.IGNORECASE)
RATE = re.compile(
    r"\b(?:with\s+)?(?:learning[ -]rate|step[ -]?size|rate|lr)\s*(?:=|:|of|is)?\s*(?:[ηα]\s*=\s*)?(\d*\.?\d+)", re.IGNORECASE
)
PHRASES = re.compile(r"\b(?:subject to|such that|with respect to(?=\s*[:,.]|\s*$)|equal to|equals|is equal to|"
                     r"according to|due to|or else|or)\b", re.IGNORECASE)  # fmt: skip
SUCH_THAT = re.compile(r"(?<![A-Za-z])s\.\s?t\.(?=\s)")
CALLED = re.compile(
    r"(?:→|->|⇒|=>)\s*(?:a\s+|local\s+|global\s+)*(?:max|min|saddle|inflection|increasing|decreasing)[a-z]*"
    r"(?:\s+point)?\s*[.!]?\s*$"
)
"""`f''(1) = -6 → max`."""
BOUNDED = re.compile(r"∫|\\?int\b|integral|integrate|lim|sum|Σ|->|→|\\to\b", re.IGNORECASE)
FROM_TO = re.compile(
    r"\bfrom\s+(?:[a-z]\s*=\s*)?\S+\s+to\s+(?:[a-z]\s*=\s*)?[^\s,;.?]+|\bas\s+[a-z]\s+(?:goes|tends)\s+to\s+[^\s,;.?]+"
)
TOWARDS = re.compile(r"\b(?:from|to)\b(?=\s)")
_UNIT = (
    r"\s*(?:(?:square|cubic|sq|cu)\.?\s+)?(?:(?:cm|mm|km|ft|feet|foot|inch(?:es)?|met(?:re|er)s?|miles?|seconds?|"
    r"minutes?|hours?|units?|kg|lit(?:re|er)s?|rad(?:ian)?s?)(?![A-Za-z(])|m(?=[\s^23²³{}]*/\s*(?:s|min|h)\b))"
    r"(?:\^?\{?[23]\}?|[²³])?(?:\s*(?:/|per)\s*(?:s|sec|second|min|minute|h|hr|hour|day|year)(?![A-Za-z(]))?"
)
UNIT = re.compile(rf"(?<=\d){_UNIT}")
"""`2 cm/s`, `100 cubic feet per minute`: what a number counts."""
MEASURED = re.compile(rf"\b[Aa]n?\s+\d+(?:\.\d+)?(?:{_UNIT}|[ -]m\b)")
"""`A 13 ft ladder`."""
BY_WHICH = re.compile(r"\b(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?)\s+[A-Za-z]\b", re.IGNORECASE)


INTEGRAL_OF = re.compile(
    r"\b(?:the\s+)?(?:indefinite\s+|definite\s+)?integral\s+(?:from\s+(\S+)\s+to\s+(\S+)\s+)?of\s+(?=[^∫]*\bd[a-z]\b)(?![^∫]*(?:∫|\\int\b|\bint\b))",
    re.IGNORECASE,
)
ASIDE = re.compile(r"(?:^|(?<=[\s;]))\s*(?:\[([^\[\]=]*)\]|\(([^()=]*)\))\s*$")
"""What stands in brackets at the end of a line: `[L'Hopital, 0/0]`."""


POSED = re.compile(
    r"\?|(?:^|[.;:,])\s*(?:find|how|what|determine|evaluate|given|suppose|at what|compute|calculate)\b", re.IGNORECASE
)


def poses(line: str) -> bool:
    """Do the words of this line pose a problem? Then numbers that stand in it are given."""
    return bool(POSED.search(line)) and len(re.findall(r"[A-Za-z]{2,}", line)) > 1


def is_prose(text: str) -> bool:
    """Nothing but words: at least one, and every run of letters one that is said or that could not be a product."""
    if re.search(r"[=^*/+∫√\\|∂∇]|\d", text):
        return False
    found = re.findall(r"[A-Za-z]+", text)
    if any(word.lower() in GREEK for word in found):
        return False
    return bool(found) and any(_said(word) or len(word) > 4 for word in found) and all(
        _said(word) or len(word) > 4 or word.lower() in ("a", "i", "to", "from", "it", "x", "y", "u", "v", "dx", "f", "g")
        for word in found)  # fmt: skip


def _said(word: str) -> bool:
    return word.lower() in SAID


def without_words(line: str) -> str:
    """The line without what is only said; where a joining word stood between two statements, a `;`."""
    line = CONSTANT.sub("+ C", QUOTED.sub(" ; ", line))
    if line.rstrip().endswith(":") and is_prose(re.sub(r"\([^()]*\)", " ", line).strip(" :")):
        return ""
    line = INTEGRAL_OF.sub(lambda found: f"∫_{{{found[1]}}}^{{{found[2]}}} " if found[1] else "∫ ", line)
    if (aside := ASIDE.search(line)) and _is_aside(aside[1] or aside[2] or ""):
        line = line[: aside.start()]
    line = RATE.sub(r" ; eta = \1 ; ", line)
    line = PHRASES.sub(" ; ", CALLED.sub("", line))
    line = BY_WHICH.sub(" ; ", line)
    line = _without_places(MEASURED.sub(" ", line))
    line = UNIT.sub(" ; ", line)
    line = POSSESSIVE.sub(" ; ", line)
    line = SPOKEN_FIRST.sub(" ", line)
    line = IN_BRACKETS.sub(lambda found: " " if is_prose(found[1] or found[2] or found[3]) else found[0], line)
    if (headed := HEADED.match(line)) and _headline(headed[1]):
        line = line[headed.end() :]
    if (dashed := DASHED.search(line)) and is_prose(dashed[1]):
        line = line[: dashed.start()]
    return _unsaid(line)


def _without_places(line: str) -> str:
    """`tangent to f(x)`, `on the interval from 0 to 3`: words, where no bound of an integral and no limit is meant."""
    return line if BOUNDED.search(line) else TOWARDS.sub(" ", FROM_TO.sub(" ", line))


def _is_aside(text: str) -> bool:
    """A remark in which a word is said; what else stands in it is beside the working."""
    return bool(POSSESSIVE.search(text)) or any(len(word) > 3 and _said(word) for word in re.findall(r"[A-Za-z]+", text))


def _headline(text: str) -> bool:
    """`Solution:`, `By parts:`, `Step 2:`, but not `x: `."""
    return any(len(word) > 2 for word in re.findall(r"[A-Za-z]+", text)) and not re.search(r"[=^]", text)


def _unsaid(line: str) -> str:
    strange = _strange(line)

    def gone(found: re.Match[str]) -> str:
        word = found[0].lower().replace("’", "'")
        if found.start() in strange:
            return " "
        if word in NEVER or word.replace("'", "") not in SAID:
            return found[0]
        return " ; " if word in JOINING or _between(line, found) else " "

    return re.sub(r"(?:\s*;\s*)+", " ; ", WORD.sub(gone, line)).strip(" ;,").rstrip(": ")


def _strange(line: str) -> set[int]:
    """Where words stand that are not listed but belong to a sentence: beside another word, and not in front of what could be
    their argument. No expression has such a word, so nothing that could be read is lost; `sinn x` stays, and is unreadable.
    """
    words = [found for found in WORD.finditer(line) if len(found[0]) > 1 and found[0].lower() not in NEVER]
    beside = [line[a.end() : b.start()].strip(" ,'’") in ("", "a", "A") for a, b in pairwise(words)]
    here = set()
    for k, found in enumerate(words):
        alone = not ((k and beside[k - 1]) or (k < len(beside) and beside[k]))
        known = bool(k and words[k - 1][0].lower() in DETERMINERS and beside[k - 1]) or bool(EQUATED.match(line, found.end()))
        argument = ARGUMENT.match(line, found.end()) and not (known and not _resembles(found[0]))
        alone = alone and not (known and not line[: found.start()].strip())
        if len(found[0]) > 2 and not _said(found[0]) and not alone and not argument and not _mathematical(found[0]):
            here.add(found.start())
    return here


def _mathematical(word: str) -> bool:
    """The name of a function or of a Greek letter, or a product of such."""
    return word.lower() in GREEK or word.lower() in WORDS or bool(MATHEMATICAL.match(word.lower()))


JUDGED = frozenset(["average", "mean", "Average", "Mean"])
"""What these are of a function is not known here, so nothing is called right that is said of them."""


def is_noun(text: str) -> bool:
    """`average` or `the speed`, of which something is said behind an equals sign."""
    words = text.split()
    return bool(words) and not JUDGED & set(words) and all(word.isalpha() for word in words) and len(words[-1]) > 3 and not any(
        _mathematical(word) or _resembles(word) for word in words)  # fmt: skip


def _resembles(word: str) -> bool:
    """Is it a function's name, misspelt?"""
    return bool(get_close_matches(word.lower(), FUNCTIONS, n=1, cutoff=0.7))


DETERMINERS = frozenset(["the", "an", "its", "his", "her", "their", "this", "that", "each"])
ARGUMENT = re.compile(r"\s*(?!a\s+[a-z]{3})(?:[A-Za-z](?![A-Za-z])|\d|\\|[(^_√])")
EQUATED = re.compile(r"\s*[A-Za-z](?:\([a-z](?:\s*,\s*[a-z])*\))?\s*=")
"""What follows is the beginning of an equation: `position s(t) =`."""
MATHEMATICAL = re.compile(
    r"^(?:arc|inf|grad|hess|det$|div$|curl$|del$)|^(?:sin|cos|tan|sec|csc|cot|exp|log|ln|sqrt)[xytuvw]?h?$"
)


def _between(line: str, found: re.Match[str]) -> bool:
    """Does something stand on both sides of the word? Then taking it away must not join the two."""
    return bool(line[: found.start()].strip()) and bool(line[found.end() :].strip())
