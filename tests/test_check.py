"""Checking answers: the table of verdicts, the command line, many answers, and text that must not be trusted."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from calctutor.checking.answer import judge
from calctutor.checking.examples import illustrated
from calctutor.checking.form import in_form
from calctutor.checking.row_verdicts import check_row
from calctutor.checking.tasks import Options, read_answer, read_task
from calctutor.checking.verdicts import EXIT_CODES, REMARKS
from calctutor.checking.working import verdicts as working
from calctutor.cli.app import run
from calctutor.errors import StudentError
from calctutor.notation.reading import read

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "verdicts.toml").read_text())["rows"]
README = Path(__file__).parents[1] / "README.md"
KNOWN = ("kind", "question", "answer", "verdict", "code", "note")


def judged(kind, question, answer, **options):
    task = read_task(kind, question, Options(**options))
    return judge(task, read_answer(task, answer))


def test_the_table_is_large_enough():
    assert len(TABLE) >= 300
    assert {row["code"] for row in TABLE if "code" in row} <= set(REMARKS)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['kind']} {row['question']} | {row['answer']}" for row in TABLE])
def test_verdict(row):
    options = {key: value for key, value in row.items() if key not in KNOWN}
    found = judged(row["kind"], row["question"], row["answer"], **options)
    assert found.verdict == row["verdict"], found
    if "code" in row:
        assert row["code"] in [remark.code for remark in found.remarks], found


def test_a_wrong_answer_is_refuted_at_a_simple_point():
    task = read_task("diff", "x^2*sin(x)", Options())
    found = illustrated(task, judge(task, read_answer(task, "2x*cos(x)")))
    assert found.certainty == "counterexample"
    assert {k: str(v) for k, v in found.counterexample.point.items()} == {"x": "1"}
    assert (found.counterexample.expected, found.counterexample.given) == ("2.223", "1.081")


def test_the_entry_of_a_matrix_is_named():
    assert judged("hessian", "x^2*y", "[[2y, 2x], [2y, 0]]").entries == ((2, 1),)


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("expanded", "x^2 + 2x + 1", "(x+1)^2"),
        ("expanded", "x*e^x + e^x", "(x+1)*e^x"),
        ("factored", "(x+1)^2", "x^2 + 2x + 1"),
        ("factored", "2x*(x+3)", "x*(2x+6)"),
        ("single-fraction", "(x+1)/x^2", "1/x + 1/x^2"),
        ("lowest-terms", "1/(x+1)", "(x-1)/(x^2-1)"),
        ("lowest-terms", "x/2", "2*x/4"),
        ("simplified", "6*x", "2*3*x"),
        ("simplified", "2*x", "x + x"),
        ("simplified", "x^2", "x*x"),
    ],
)
def test_forms(form, good, bad):
    assert in_form(read(good), form)
    assert not in_form(read(bad), form)


# The command line.


def ran(capsys, *arguments):
    code = run(["check", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_exit_codes(capsys):
    assert ran(capsys, "diff", "x^2", "2x")[0] == 0
    assert ran(capsys, "diff", "x^2", "3x")[0] == 1
    assert ran(capsys, "diff", "x^2", "2x +")[0] == 2
    assert ran(capsys, "diff", "x^2 +", "2x")[0] == 2
    assert ran(capsys, "integrate", "sin(x)*sin(x^2)", "1/2", "--from", "0", "--to", "oo")[0] == 3


def test_answers_may_start_with_a_minus(capsys):
    assert ran(capsys, "diff", "-x^2", "-2x")[0] == 0
    assert ran(capsys, "limit", "-x", "-3", "--to", "x=3")[0] == 0


def test_the_slip_is_named_and_the_answer_is_not_given_away(capsys):
    code, out, _ = ran(capsys, "diff", "x^2*sin(x)", "2x*cos(x)", "--format", "plain")
    assert code == 1
    assert "the two derivatives multiplied" in out
    assert "2x sin(x) + x² cos(x)" not in out
    assert "--show-solution" in out
    _, out, _ = ran(capsys, "diff", "x^2*sin(x)", "2x*cos(x)", "--format", "plain", "--show-solution")
    assert "2x sin(x) + x² cos(x)" in out


def test_a_constant_in_disguise_is_shown(capsys):
    _, out, _ = ran(capsys, "integrate", "sin(x)*cos(x)", "-cos(2x)/4 + C", "--show-solution", "--format", "json")
    assert "constant-in-disguise" in [remark["code"] for remark in json.loads(out)["remarks"]]


def test_json(capsys):
    code, out, _ = ran(capsys, "diff", "x^2*sin(x)", "2x*cos(x)", "--format", "json")
    data = json.loads(out)
    assert code == data["exit_code"] == 1
    assert data["verdict"] == "wrong"
    assert data["slip"]["mistake"] == "product-of-derivatives"
    assert data["slip"]["step"]["should"] == "2*x*sin(x) + x**2*cos(x)"
    assert data["counterexample"]["point"] == {"x": "1"}


def test_json_of_what_cannot_be_read(capsys):
    code, out, _ = ran(capsys, "diff", "x^2", "2x +", "--format", "json")
    data = json.loads(out)
    assert code == 2
    assert data["verdict"] == "unreadable"
    assert data["error"]


def test_a_pole_between_the_bounds_refutes(capsys):
    code, out, _ = ran(capsys, "integrate", "1/x^2", "-2", "--from", "-1", "--to", "1", "--format", "json")
    assert code == 1
    assert json.loads(out)["slip"]["mistake"] == "across-a-pole"


def test_right_terms(capsys):
    _, out, _ = ran(capsys, "diff", "x^2*sin(x)", "2x*sin(x) + 17*x^5", "--format", "json")
    assert json.loads(out)["right_terms"] == ["2*x*sin(x)"]


def test_several_options_of_a_kind(capsys):
    assert ran(capsys, "partial", "x^2*y^3", "6x*y^2", "--wrt", "x", "--wrt", "y")[0] == 0
    assert ran(capsys, "chain", "x*y", "cos(2t)", "--with", "x=cos(t)", "--with", "y=sin(t)")[0] == 0


@pytest.mark.parametrize("answer", ["[red]2x[/red]", "\x1b[31m2x", "2x\x07", "2\u202ex", "]8;;http://x", "[bold]"])
def test_untrusted_text_never_reaches_the_terminal_raw(capsys, answer):
    """Escapes are refused or shown harmlessly; markup is only text."""
    for format in ("panels", "plain", "json"):
        _, out, err = ran(capsys, "diff", "x^2", answer, "--format", format)
        assert not {"\x1b", "\x07", "\u202e"} & set(out + err)


def test_a_right_answer_needs_no_sympy():
    program = (
        "import sys\nfrom calctutor.cli.app import run\n"
        "code = run(sys.argv[1:])\nassert 'sympy' not in sys.modules\nsys.exit(code)"
    )
    arguments = ["check", "diff", "x^2*sin(x)", "2x*sin(x) + x^2*cos(x)"]
    assert subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True).returncode == 0


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("sure", [True, False])
def test_a_card_is_what_the_panels_draw(unicode, sure):
    """The verdict is drawn without the library for panels, and must look the same."""
    from calctutor.blocks import Answer, Equation, Page, Prose
    from calctutor.notation.writing import ASCII, UNICODE
    from calctutor.render import cards, panels
    from calctutor.render.paper import Paper

    body = (Equation(read("diff(x^2/(x+1), x)"), (read("(x^2+2x)/(x+1)^2"),)), Prose(("A remark. " * 12,), "note"))
    for verdict in ("agrees at 5 points to 60 digits", "", "a verdict that is far too long for the border " * 2):
        page = Page((Answer(body, verdict, sure, "✓ Correct"),))
        paper = Paper(72, UNICODE if unicode else ASCII)
        assert cards.fits(page)
        assert cards.printed(page, paper) == panels.printed(page, paper)


def test_what_is_not_known_is_refused():
    with pytest.raises(StudentError):
        read_task("nonsense", "x", Options())
    with pytest.raises(StudentError):
        in_form(read("x"), "pretty")


def documented(opening, until):
    """The codes between two places of the README."""
    anywhere = r"\s".join(map(re.escape, opening.split()))  # a line may break between any two words
    text = re.split(anywhere, README.read_text(encoding="utf-8"))[1].split(until)[0]
    return set(re.findall(r"`([a-z_-]+)`", text))


def keys(data):
    """The names in a piece of JSON, at every depth; those of a point are letters of the problem."""
    if isinstance(data, list):
        return set().union(*map(keys, data)) if data else set()
    if not isinstance(data, dict):
        return set()
    return set(data).union(*(keys(value) for name, value in data.items() if name != "point"))


def test_the_readme_lists_every_remark():
    assert documented("The codes of remarks are ", ". ") == set(REMARKS)
    assert documented("The remarks of a working are ", ".\n") == set(working.REMARKS)


def test_the_readme_lists_every_verdict_and_its_exit_code():
    line = README.read_text(encoding="utf-8").split("A verdict is ")[1].split(". With")[0]
    told = re.findall(r"`([a-z]+)` \((?:exit code )?(\d)\)", line)
    assert {verdict: int(code) for verdict, code in told} == EXIT_CODES


def test_the_readme_lists_the_keys_of_a_verdict(capsys):
    found = set()
    for asked in (["diff", "x^2*sin(x) + x", "2x*cos(x) + 1"], ["integrate", "2x", "x^2"]):
        run(["check", *asked, "--format", "json"])
        found |= keys(json.loads(capsys.readouterr().out))
    assert documented("With `--format json`: ", ".\n") - {"proved", "agrees"} == found - {"schema", "exit_code"}


def test_the_readme_lists_the_keys_of_a_row():
    rows = [check_row({"kind": "diff", "question": "x^2*sin(x)", "answer": answer}) for answer in ("2x*cos(x)", "(")]
    told = documented("gives a row with\n", "`--output") - {"out-of-time", "stopped", "internal-error", "unexplained"}
    assert told == keys(rows) - {"kind", "question", "answer"}
