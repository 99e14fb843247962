"""Which mistakes are known, as a page for people?  python -m tests.catalogue > examples/mistakes.md"""

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.mistakes.book import MISTAKES

INTRODUCTION = """\
# The mistakes that calctutor knows

What stands under `mistake` in the JSON of `calctutor check`, in the summary of a batch and in the reports of quizzes. A code
never changes its meaning. Each with an answer that it leads to.

| code | what it is | kind | problem | wrong answer |
|---|---|---|---|---|
"""


def page():
    """The catalogue as Markdown, in the order of the codes."""
    known = sorted(MISTAKES.values(), key=lambda m: m.id)
    rows = ((f"`{m.id}`", m.title, m.kind, f"`{_said(m.question, m.options)}`", f"`{m.wrong}`") for m in known)
    return INTRODUCTION + "".join(map(_row, rows))


def _row(cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _said(question, options):
    named = {"below": "from", "above": "to"}
    return " ".join((question, *(f"--{named.get(key, key)} {value}" for key, value in options.items())))


if __name__ == "__main__":
    print(page(), end="")
