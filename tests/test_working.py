"""Whole derivations: the table of workings, how a slip is explained, the page and the data."""

import json
import random
import re
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


README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [(), ("--show-solution",)])
@pytest.mark.parametrize("text", [PARTS, "d/dx (x^2)\n= 2x\n", "# only a comment\n", "d/dx (x^2)\n= 2x^^\n"])
def test_the_keys_are_those_of_the_readme(tmp_path, capsys, text, options):
    """Always the same keys, whatever there is to say, and each of them is listed."""
    data = json.loads(ran(capsys, tmp_path, text, "--format", "json", *options)[1])
    section = README.split("### A whole derivation")[1].split("### ")[0].split("As JSON:")[1]
    listed = set(re.findall(r"`([a-z_]+)`", section))
    whole = {"schema", "verdict", "first_wrong", "slip", "counterexample", "should", "exit_code", "lines"}
    of_a_line = {"number", "text", "verdict", "rule", "follows", "note", "remarks", "slip"}
    assert set(data) == whole
    assert all(set(line) == of_a_line for line in data["lines"])
    inner = [{"point", "before", "written"}, {"code", "text"}, {"before", "wrote", "second"}]
    assert listed == whole.union(of_a_line, *inner, {"comment"})
    for found, keys in ((data["counterexample"], inner[0]), *((line["slip"], inner[2]) for line in data["lines"])):
        assert found is None or set(found) == keys
    assert all(set(remark) == inner[1] for line in data["lines"] for remark in line["remarks"])


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

PIECES = [
    "=",
    "==",
    "≈",
    "\\frac",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]_0^1",
    "∫",
    "dx",
    "lim",
    "x->0",
    "λ",
    "∇f",
    "y'",
    "f_x",
    "u",
    "du",
    "±",
    "&",
    "\\\\",
    "⇒",
    ";",
    ",",
    ":",
    "|",
    "so",
    "where",
    "f(x)",
    "0",
    "e",
    "'",
    "^",
    "_",
    "H",
    "x1",
    "eta",
    "1",
    "2",
    "%",
    "#",
    "\\text{",
    "\\begin{pmatrix}",
    "\\end{pmatrix}",
]


def spoilt(dice, lines):
    """A line of some working with a piece put in or cut out, or only pieces."""
    line = dice.choice(lines)
    i, j = sorted((dice.randrange(len(line) + 1), dice.randrange(len(line) + 1)))
    return dice.choice(
        (line, line[:i] + dice.choice(PIECES) + line[i:], line[:i] + line[j:], " ".join(dice.choices(PIECES, k=4)))
    )


def check_spoilt(count, seed):
    """A verdict on every line that is not empty, whatever stands there, and never a crash."""
    dice = random.Random(seed)
    lines = [line for row in TABLE for line in row["text"].splitlines() if line.strip()]
    for _ in range(count):
        text = "\n".join(spoilt(dice, lines) for _ in range(dice.randrange(1, 6)))
        for line in judged_lines(text):
            assert line.verdict in LETTERS
            assert line.verdict != "wrong" or line.slip is not None, text


def test_spoilt_workings():
    check_spoilt(150, 6)


@pytest.mark.long
def test_many_spoilt_workings():
    check_spoilt(5000, 7)


def test_what_is_too_long_says_so():
    lines = judged_lines("d/dx (x^2)\n" + "= 2x\n" * 600)
    assert len(lines) == 501
    assert (lines[-1].verdict, lines[-1].note) == ("undecided", "only 500 lines are judged")
    assert [line.verdict for line in judged_lines("d/dx (x^2)\n= 2x" + " + 0" * 600 + "\n= 2x")] == [
        "correct",
        "unreadable",
        "correct",
    ]


def test_a_definition_by_itself_is_given_up():
    found = judged_lines("f(x,y) = x^2 + det H y\n∇f = (2xy, x^2 + 3y^2)\nu = v\nv = u\n= u + v\n")
    assert len(found) == 5


@pytest.mark.parametrize(
    "way", ["{k}. {line}", "Therefore {line}", "Hence, {line}", "{line}   (by the chain rule)", "{line}.", "Step {k}: {line}"]
)
def test_words_and_numbers_around_a_line_change_nothing(way):
    """What is right stays right, however it is presented."""
    good = [row for row in TABLE if set(row["verdicts"].split()) == {"c"} and "\\" not in row["text"]]
    for row in good[hash_of(way) % 4 :: 4]:
        lines = [line for line in row["text"].splitlines() if line.strip()]
        text = "\n".join(way.format(k=k, line=line) for k, line in enumerate(lines, 1))
        assert "wrong" not in [line.verdict for line in judged_lines(text)], text


def hash_of(text):
    return sum(map(ord, text))
