"""What the README and the help pages say is what the program does."""

import json
import re

import pytest
from typer.main import get_command

from calctutor.cli.app import program
from tests.documents import ROOT, examples, matches, run

README = ROOT / "README.md"
EXAMPLES = list(examples(README))
IN_TABLES = re.findall(r"\| `(calctutor [^`]+)` \|", README.read_text(encoding="utf-8"))
TOP = get_command(program([])).commands
COMMANDS = {
    f"{name} {inner}".strip(): command
    for name, outer in TOP.items()
    for inner, command in {"": outer, **getattr(outer, "commands", {})}.items()
}
"""Every command by what is typed, those inside of a group as well."""
IN_HELP = [
    (name, line.strip())
    for name, command in COMMANDS.items()
    for line in (command.help or "").splitlines()
    if line.strip().startswith("calctutor ")
]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.command for example in EXAMPLES])
def test_examples_of_the_readme(example):
    done = run(example.command)
    assert done.returncode == example.exit_code, done.stderr
    if example.shown:
        assert matches(example.shown, done.stdout + done.stderr), done.stdout + done.stderr


@pytest.mark.parametrize("command", IN_TABLES)
def test_commands_in_tables_of_the_readme(command):
    done = run(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize(("name", "command"), IN_HELP, ids=[command for _, command in IN_HELP])
def test_examples_of_the_help_pages(name, command):
    done = run(command)
    assert done.returncode in (0, 1) if name in ("check", "quiz", "quiz grade") else done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_page_begins_with_examples(name):
    assert [line for line in IN_HELP if line[0] == name], f"{name} --help shows no example"
    done = run(f"calctutor {name} --help")
    assert done.returncode == 0
    assert done.stdout.index("calctutor " + name + " ") < done.stdout.index("Options:")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"calctutor {name} " in README.read_text(encoding="utf-8")


def test_the_keys_of_the_json_are_documented():
    data = json.loads(run('calctutor diff "sin(x)" --order 2 --at 1 --format json').stdout)
    documented = README.read_text(encoding="utf-8")
    for key in (*data, *data["steps"][0]):
        assert f"`{key}`" in documented or f'"{key}"' in documented, key


def test_two_commands_set_everything_up():
    text = README.read_text(encoding="utf-8")
    for mark in ("<!-- first -->", "<!-- test -->"):
        assert text.count(mark) == 1
        block = text.split(mark)[1].split("```")[1]
        assert block.count("\n") == 2, "one line each, to be pasted"
