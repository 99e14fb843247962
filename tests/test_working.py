"""Whole derivations: the table of workings, how a slip is explained, the page and the data."""

import json
import tomllib
from pathlib import Path

import pytest

from calctutor.checking.working.explaining import explained
from calctutor.checking.working.judging import judged_lines
from calctutor.checking.working.verdicts import REMARKS
from calctutor.cli.app import run

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "workings.toml").read_text())["workings"]
LETTERS = {"correct": "c", "wrong": "w", "undecided": "u", "unreadable": "r", "comment": "m"}


def said(line):
    return "f" if line.follows and line.verdict == "correct" else LETTERS[line.verdict]


def test_the_table_is_large_enough():
    assert len(TABLE) >= 60
    assert {remark.split()[1] for row in TABLE for remark in row.get("remarks", ())} <= set(REMARKS)


@pytest.mark.parametrize("row", TABLE, ids=[row["name"] for row in TABLE])
def test_working(row):
    lines = judged_lines(row["text"].removeprefix("\n"))
    assert " ".join(map(said, lines)) == row["verdicts"], [(line.text, line.verdict, line.note) for line in lines]
    for remark in row.get("remarks", ()):
        number, code = remark.split()
        assert code in [r.code for line in lines if line.number == int(number) for r in line.remarks]
    told = [(line.number, r.code) for line in lines for r in line.remarks if r.code != "one-of-several"]
    assert row.get("remarks") or not told, told
    if "slip" in row or "rules" in row:
        found = explained(lines, 10)
        assert "slip" not in row or (found.slip is not None and found.slip.mistake in row["slip"].split()), found
        for rule in row.get("rules", ()):
            number, title = rule.split(" ", 1)
            assert title in found.rules.get(int(number), "")


# The command line.


def ran(capsys, tmp_path, text, *arguments):
    source = tmp_path / "work.txt"
    source.write_text(text)
    code = run(["check", "work", str(source), *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


PARTS = "∫ x e^x dx\nu = x, dv = e^x dx\n= x e^x + ∫ e^x dx\n= x e^x + e^x + C\n"


def test_data(tmp_path, capsys):
    code, out, _ = ran(capsys, tmp_path, PARTS, "--format", "json", "--show-solution")
    data = json.loads(out)
    assert code == data["exit_code"] == 1
    assert (data["verdict"], data["first_wrong"]) == ("wrong", 3)
    assert [line["verdict"] for line in data["lines"]] == ["correct", "correct", "wrong", "correct"]
    assert [line["follows"] for line in data["lines"]] == [0, 0, 0, 3]
    assert data["slip"]["mistake"] == "parts-with-plus"
    assert data["lines"][2]["slip"] == {
        "before": "Integral(x*exp(x), x)", "wrote": "x*exp(x) + Integral(exp(x), x)", "second": False}  # fmt: skip
    assert data["counterexample"]["point"] == {"x": "1"}
    assert data["should"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("d/dx (x^2)\n= 2x\n", 0),
        ("d/dx (x^2)\n= 3x\n", 1),
        ("d/dx (x^2)\n= 2x^^\n", 2),
        ("∫ e^(sin(x)) dx\n= ∫ w dw\n", 3),
        ("   \n\n", 2),
        ("# only a comment\n", 0),
    ],
)
def test_exit_codes(tmp_path, capsys, text, code):
    assert ran(capsys, tmp_path, text)[0] == code


def test_the_page(tmp_path, capsys):
    _, out, _ = ran(capsys, tmp_path, PARTS, "--width", "80")
    assert "Line 3: a plus in integration by parts" in out
    assert "consistent with your slip in line 3" in out
    assert "First slip in line 3" in out
    assert "x eˣ - ∫ eˣ dx" not in out
    _, out, _ = ran(capsys, tmp_path, PARTS, "--width", "80", "--show-solution")
    assert "x eˣ - eˣ" in out


def test_a_right_working_is_called_right(tmp_path, capsys):
    code, out, _ = ran(capsys, tmp_path, PARTS.replace("+ ∫", "- ∫").replace("+ e^x +", "- e^x +"), "--format", "plain")
    assert code == 0
    assert "Every line holds" in out
    assert "Integration by parts" in out


@pytest.mark.parametrize(
    "line", ["\x1b[31m= 2x", "= 2x [red]", "\u202e= 2x", "]8;;http://x", "= [bold]2x[/bold]", "=" * 3000, "(" * 500]
)
def test_hostile_lines_are_shown_harmlessly(tmp_path, capsys, line):
    for format in ("panels", "plain", "json"):
        _, out, err = ran(capsys, tmp_path, f"d/dx (x^2)\n{line}\n= 2x\n", "--format", format)
        assert not {"\x1b", "\x07", "\u202e"} & set(out + err)
        if format == "json":
            assert [one["verdict"] for one in json.loads(out)["lines"]][-1] == "correct"


def test_a_file_that_is_not_there():
    assert run(["check", "work", "no-such-file.txt"]) == 2


# What must hold for any text.


def test_no_line_is_lost():
    """A verdict on every line that is not empty, whatever stands there."""
    text = "\n".join(row["text"] for row in TABLE[:12]) + "\n\\begin{align}\n???\n= = =\n∫∫∫\n"
    lines = judged_lines(text)
    wanted = [k for k, line in enumerate(text.splitlines(), 1) if line.strip() and "begin{" not in line and "end{" not in line]
    assert [line.number for line in lines] == wanted or {line.number for line in lines} >= set(wanted)
