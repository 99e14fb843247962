"""Commands that stand in documents, to be run as a reader would run them."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
DATA = Path(tempfile.mkdtemp(prefix="calctutor-"))
"""Where commands keep what they keep, so that trying the examples leaves nothing in a person's own folder."""


class Example(NamedTuple):
    """A command line of a document, the output shown below it, and the exit code that it ends with."""

    command: str
    shown: tuple[str, ...]
    exit_code: int


def run(command, cwd=ROOT, stdin="", encoding="utf-8"):
    """Run `calctutor ...` as a program of its own, on a terminal of 80 columns without colours."""
    arguments = shlex.split(command)
    assert arguments[0] == "calctutor"
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR", "CALCTUTOR_THEME")}
    environment |= {"COLUMNS": "80", "PYTHONIOENCODING": encoding, "CALCTUTOR_DATA": str(DATA)}
    return subprocess.run([sys.executable, "-m", "calctutor", *arguments[1:]], capture_output=True, text=True, env=environment,
                          cwd=cwd, input=stdin, timeout=120, encoding="utf-8")  # fmt: skip


def examples(path):
    """The commands in the `console` blocks of a document, each with the output that is shown for it."""
    for block in re.findall(r"```console\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            code = 0
            if shown and (ending := re.fullmatch(r"\[exit (\d+)\]", shown[-1])):
                code = int(ending[1])
                shown = shown[:-1]
            yield Example(command, tuple(shown), code)


def matches(shown, printed):
    """Is this what was printed? A line of three dots stands for any number of lines."""
    pattern = "\n".join(".*?" if line.strip() == "..." else re.escape(line.rstrip()) for line in shown)
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in printed.rstrip().splitlines()), re.DOTALL) is not None
