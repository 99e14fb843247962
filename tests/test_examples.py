"""The examples are true: every command in `examples/*.md` is run, and prints what stands there.

`python -m tests.test_examples` writes down what the commands print now.
"""

import re

import pytest

from tests.documents import ROOT, examples, matches, run

EXAMPLES = ROOT / "examples"
FOUND = [(path, example) for path in sorted(EXAMPLES.glob("*.md")) for example in examples(path)]


@pytest.mark.parametrize(("path", "example"), FOUND, ids=[f"{path.stem}: {example.command}" for path, example in FOUND])
def test_example(path, example):
    done = run(example.command, cwd=path.parent)
    assert done.returncode == example.exit_code, done.stderr
    assert matches(example.shown, done.stdout + done.stderr), done.stdout + done.stderr


def test_every_file_of_the_examples_is_used():
    """Each page has commands, but for the catalogue (which `test_mistakes` holds equal to the table); each other file is
    named by one of them.
    """
    assert {path for path, _ in FOUND} == set(EXAMPLES.glob("*.md")) - {EXAMPLES / "mistakes.md"}
    commands = " ".join(example.command for _, example in FOUND)
    assert all(path.suffix == ".md" or path.name in commands for path in EXAMPLES.iterdir())


def _as_printed(match):
    """A block with the output of its commands as it is now; where three dots stand for a part, it is left as it is."""
    parts = re.split(r"^(\$ .*\n)", match.group(), flags=re.MULTILINE)[1:]
    if any(line.strip() == "..." for line in match.group().splitlines()):
        return match.group()
    return "".join(command + _output(command.removeprefix("$ ")) for command in parts[::2])


def _output(command):
    done = run(command, cwd=EXAMPLES)
    return done.stdout + done.stderr + (f"[exit {done.returncode}]\n" if done.returncode else "")


if __name__ == "__main__":
    for page in sorted(EXAMPLES.glob("*.md")):
        page.write_text(re.sub(r"(?<=```console\n).*?(?=```)", _as_printed, page.read_text("utf-8"), flags=re.DOTALL), "utf-8")
