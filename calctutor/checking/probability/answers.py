"""How do people write an answer about a random variable?

With its name in front (`E(X) = 1/k`, `P(0 < X < 1) = ...`), in words where yes or no is asked, and with the sums of a sample in
their own signs.
"""

from __future__ import annotations

import re

from calctutor.checking.tasks import Task
from calctutor.notation.tree import Tree, name

_CALLED = re.compile(r"^\s*(?:[^\W\d]\w*['’]?(?:_[\w|{}]+)?\s*[\(\[][^()\[\]]*[\)\]]|[^\W\d]\w*(?:\^|̂)?)\s*=\s*(?!=)")
_YES = re.compile(r"(?:yes|true|(?:they are |x and y are )?independent)[.!]?", re.IGNORECASE)
_NO = re.compile(r"(?:no|false|(?:they are |x and y are )?(?:dependent|not independent))[.!]?", re.IGNORECASE)
_MEAN = re.compile(r"\\bar\s*\{?\s*x\s*\}?|\\overline\s*\{\s*x\s*\}|x̄|x_?bar\b|mean\(x(?:_i)?\)")
_SUMS = (
    (re.compile(r"(?:Σ|∑|\\sum|sum)\s*\(?\s*x_?\{?i?\}?\s*(?:\^2|²|\*\*2)\s*\)?"), "S_2"),
    (re.compile(r"(?:Σ|∑|\\sum|sum)\s*\(?\s*(?:ln|log|\\ln)\s*\(?\s*x_?\{?i?\}?\s*\)?\s*\)?"), "L"),
    (re.compile(r"(?:Σ|∑|\\sum|sum)\s*(?:\(\s*x_?\{?i?\}?\s*\)|x_?\{?i\}?)"), "S_1"),
    (re.compile(r"max\s*\(\s*x(?:_?\{?i\}?)?\s*\)"), "x_max"),
    (re.compile(r"min\s*\(\s*x(?:_?\{?i\}?)?\s*\)"), "x_min"),
)


def word(task: Task, text: str) -> Tree | None:
    """yes or no, where that is asked."""
    if task.about["asked"] != "independence":
        return None
    said = text.strip()
    return name("yes") if _YES.fullmatch(said) else name("no") if _NO.fullmatch(said) else None


def plainly(task: Task, text: str) -> str:
    """The answer without its name; sums of a sample as the letters that are known for them."""
    text = _CALLED.sub("", text, count=1)
    if task.about["asked"] != "estimate":
        return text
    for pattern, letter in _SUMS:
        text = pattern.sub(f" {letter} ", text)
    return _MEAN.sub("(S_1/n)", text).strip()
