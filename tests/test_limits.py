"""Whole limits: known ones rule by rule, limits that do not exist, and what must never be claimed."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from calctutor import StudentError
from calctutor.balls.equality import compare
from calctutor.engines.asking_where import which_assumptions, which_end
from calctutor.engines.limit import find
from calctutor.notation.reading import read
from calctutor.notation.writing import text
from calctutor.steps import every_step

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "limits.toml").read_text())["problem"]


def _found(function, to, side=""):
    f, x, a, _ = which_end(to, read(function), function)
    return find(f, x, a, side)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['f']} as {row['to']}{row.get('side', '')}" for row in TABLE])
def test_known_limit(row):
    """The answer as a textbook prints it, every step holding, and no answer where there is none."""
    worked = _found(row["f"], row["to"], row.get("side", ""))
    assert (text(worked.answer) if worked.about["exists"] else "none") == row["answer"]
    assert worked.complete
    assert worked.verified.verdict in ("proved", "agrees")
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))
    if "rules" in row:
        assert [step.rule for step in every_step(worked.steps) if step.rule != "rewrite" and not step.small] == row["rules"]


def test_whole_numbers_are_not_real_ones():
    """sin(πx) keeps swinging; at whole numbers it is 0 throughout."""
    f, x, a, _ = which_end("n=oo", read("sin(pi*n)"), "sin(pi*n)")
    assert not find(f, x, a).about["exists"]
    assert text(find(f, x, a, assumed=which_assumptions(["n integer"])).answer) == "0"


def test_a_limit_that_does_not_exist_says_both_sides():
    worked = _found("abs(x)/x", "x=0")
    assert worked.about["reason"] == "it is 1 from the right and -1 from the left"


def test_a_function_that_is_real_on_one_side_only_says_so():
    assert "right" in _found("sqrt(x)", "x=0").about["remark"]


def test_lhopital_shows_its_hypothesis():
    step = _found("(x - sin(x))/x^3", "x=0").steps[0]
    assert step.rule == "lhopitals-rule"
    assert "Top and bottom both go to 0" in "".join(map(str, step.why))


def test_nothing_is_said_where_the_function_is_not_real():
    with pytest.raises(StudentError) as refused:
        _found("sqrt(-1 - x^2)", "x=0")
    assert refused.value.exit_code == 4


@pytest.mark.parametrize(
    ("limit", "value", "kind"),
    [
        ("lim(sin(x)/x, x, 0)", "1", "agrees"),
        ("lim(1/ln(x), x, oo)", "0", "agrees"),
        ("lim(ln(x), x, oo)", "oo", "agrees"),
        ("lim(ln(ln(x)), x, oo)", "oo", "agrees"),
        ("lim_{x->0+} x/ln(x)", "0", "agrees"),
        ("lim(1 + 1/ln(x)^2, x, oo)", "1", "agrees"),
        ("lim(ln(x)/(1 + ln(x)), x, oo)", "1", "agrees"),
        ("lim(ln(x)/(1 + ln(x)), x, oo)", "2", "different"),
        ("lim_{x->pi/2-} tan(x)", "oo", "agrees"),
        ("lim(sin(x), x, oo)", "0", "undecided"),
        ("lim(x*sin(x), x, oo)", "oo", "undecided"),
    ],
)
def test_values_close_by_settle_or_say_nothing(limit, value, kind):
    """Slow limits are extrapolated; what never settles is undecided, not wrong."""
    assert compare(read(limit), read(value)).kind == kind


@pytest.mark.parametrize(
    ("f", "to", "assumed", "answer"),
    [
        ("e^(-k x)", "x=oo", ["k>0"], "0"),
        ("e^(-k x)", "x=oo", ["k<0"], "∞"),
        ("r^n", "n=oo", ["0<r<1"], "0"),
        ("r^n", "n=oo", ["r>1"], "∞"),
    ],
)
def test_limits_under_assumptions(f, to, assumed, answer):
    g, x, a, _ = which_end(to, read(f), f)
    assert text(find(g, x, a, assumed=which_assumptions(assumed)).answer) == answer


def test_whole_numbers_only():
    """sin(πn) is 0 at every whole number, and swings for a real n."""
    f, x, a, _ = which_end("n=oo", read("sin(pi*n)"), "sin(pi*n)")
    assert text(find(f, x, a, assumed=which_assumptions(["n integer"])).answer) == "0"
    assert not find(f, x, a).about["exists"]


def test_a_limit_that_depends_on_a_letter_is_asked_back():
    with pytest.raises(StudentError) as refused:
        _found("e^(-k x)", "x=oo")
    assert refused.value.remedy == "--assume k>0"


def test_a_second_run_gives_the_same_steps():
    first, second = (_found("cos(x)^(1/x^2)", "x=0") for _ in range(2))
    assert first == second


def _run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "calctutor", "limit", *arguments, "--timeout", "60"], capture_output=True, text=True, check=False
    )


def test_json_has_no_answer_where_there_is_no_limit():
    done = _run("1/x", "--to", "x=0", "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["answer"] is None
    assert not data["exists"]
    assert "from the left" in data["reason"]


def test_a_typed_limit_needs_no_option():
    done = _run("lim_{x->0} sin(3x)/x", "--format", "json")
    assert json.loads(done.stdout)["answer"] == "3"


@pytest.mark.parametrize("arguments", [["sin(x)/x"], ["1/x", "--to", "x=0", "--side", "up"], ["x", "--to", "x=x"]])
def test_what_is_not_clear_is_asked_back(arguments):
    done = _run(*arguments)
    assert done.returncode == 2
    assert "calctutor" in done.stderr or "--" in done.stderr
