"""What of a line is about the page and not about the mathematics? LaTeX's frames and spaces, Markdown's emphasis, comments.

One line of LaTeX may hold several rows of a display; each comes back by itself, with a `;` where a gap parts two statements.
"""

from __future__ import annotations

import re

MATRIX = r"(?:[pbvBV]?matrix|smallmatrix|array|cases)"

FRAMES = re.compile(
    r"\\(?:begin|end)\{(?:align|aligned|equation|gather|gathered|split|eqnarray|multline|flalign|displaymath|math)\*?\}"
    r"|\\\[|\\\]|\\\(|\\\)|\$\$?|\\(?:displaystyle|textstyle|nonumber|notag|limits|hfill|noindent|bf|it)\b"
    r"|\\(?:label|tag|vspace|hspace)\*?\{[^}]*\}|\\left\s*\.|\\right\s*\.|\\[Bb]ig+[lrm]?\b"
)
WORDS_IN_LATEX = re.compile(r"\\(?:text|textrm|textit|textbf|mbox|hbox|intertext)\s*\{([^{}]*)\}")
UPRIGHT = re.compile(r"\\(?:mathrm|operatorname|rm)\s*\{([A-Za-z]+)\}")
ARROWS = re.compile(r"\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow|therefore|because)\b|=+>|<=>|[⇒⟹⇔∴⟺]")
APPROXIMATELY = re.compile(r"\\(?:approx|simeq|cong|doteq)\b|[≈≅≃]|~=|\s~\s")
SPACES = re.compile(r"\\q?quad\b|\t|\s{4,}")
COMMENT = re.compile(r"(?<!\\)%(?!\s*\d).*$|(?:^|\s)#.*$|//.*$|\s(?:<-|<--|←).*$")


BOXED = re.compile(r"\\(?:boxed|fbox|framebox|underline|mathbf|bm|color\{\w+\})\s*\{")
EMPHASIS = re.compile(r"(?<![\w)\]}*])\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?![\w(*])|`([^`]+)`")
FENCE = re.compile(r"^\s*(?:```|~~~)[\w-]*\s*$|^\s*[-=*_]{3,}\s*$")
ARROW_TO_STATEMENT = re.compile(r"(?<=[\s;,])(?:-+>|→|\\(?:to|rightarrow)\b)\s*(?=[A-Za-z]\w{0,2}(?:'|\([a-z]\))*\s*=)")
BESIDE = re.compile(r"\s{2,}(?=[A-Za-z]\w{0,2}'*\s*=(?!=))")
"""Two statements on one line with a gap between them: `du = dx/x   v = x^3/3`."""


def rows(line: str) -> list[str]:
    """One line of LaTeX may hold several rows of a display."""
    line = _unframed(COMMENT.sub("", EMPHASIS.sub(lambda found: found[1] or found[2], line)))
    if not re.search(r"\blim", line):
        line = ARROW_TO_STATEMENT.sub(" ⇒ ", line)
    line = WORDS_IN_LATEX.sub(lambda found: f' "{found[1]}" ', line)
    line = UPRIGHT.sub(lambda found: found[1] if len(found[1]) == 1 else f"\\{found[1]}", line)
    line = re.sub(r"(^|[=≈\s])(?:<|⟨|\\langle\b)([^<>=⟨⟩]*,[^<>=⟨⟩]*)(?:>|⟩|\\rangle\b)", r"\1(\2)", line)
    line = APPROXIMATELY.sub(" ≈ ", ARROWS.sub(" ⇒ ", line))
    line = re.sub(r"(?<!\\)\\[,;!: ]", " ", line)
    line = re.sub(r"\\[dt]frac\b", r"\\frac", line).replace(r"\right|", "|").replace(r"\left|", "|").replace(":=", "=")
    line = re.sub(r"(?<=[\w)}])\s*\{\s*\\rm\s+d\s*\}", "d", line)
    rows, depth, start = [], 0, 0
    for found in re.finditer(rf"\\begin\{{{MATRIX}\}}|\\end\{{{MATRIX}\}}|\\\\(?:\s*\[[^\]]*\])?|&", line):
        depth += found[0].startswith(r"\begin") - found[0].startswith(r"\end")
        if depth == 0 and found[0].startswith("\\\\"):
            rows.append(line[start : found.start()])
            start = found.end()
    rows.append(line[start:])
    return [_parted(SPACES.sub(" ; ", FRAMES.sub(" ", _without_tabs(row))).strip()) for row in rows]


def _unframed(line: str) -> str:
    """`\\boxed{F}` is F."""
    while found := BOXED.search(line):
        depth, end = 1, found.end()
        while end < len(line) and depth:
            depth += {"{": 1, "}": -1}.get(line[end], 0)
            end += 1
        line = f"{line[: found.start()]} {line[found.end() : end - (not depth)]} {line[end:]}"
    return line


def _parted(row: str) -> str:
    first = row.find("=")
    if first < 0 or re.search(r"∫|\\int\b|\bint\b", row):
        return row  # the gap may stand before a differential
    return row[: first + 1] + BESIDE.sub(" ; ", row[first + 1 :])


def _without_tabs(row: str) -> str:
    """The `&` of an alignment goes; that of a matrix stays."""
    parts = re.split(rf"(\\begin\{{{MATRIX}\}}.*\\end\{{{MATRIX}\}})", row)
    return "".join(part if index % 2 else part.replace("&", " ") for index, part in enumerate(parts))
