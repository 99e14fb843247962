"""Whole definite integrals: known ones, verdicts on improper ones, shortcuts, and iterated integrals."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from calctutor import StudentError
from calctutor.balls.equality import compare
from calctutor.engines import definite
from calctutor.engines.definite import another as definite_another
from calctutor.engines.definite import iterated
from calctutor.notation.reading import read
from calctutor.notation.writing import text
from calctutor.steps import every_step

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "definite.toml").read_text())["problem"]


def _worked(f, a, b, positive=()):
    return definite.integrate(read(f), "x", read(a), read(b), positive)


def _answer(worked):
    if not worked.about["exists"]:
        return "none"
    return worked.about["numeric"] if worked.about.get("closed_form") is False else text(worked.answer)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['f']} from {row['from']} to {row['to']}" for row in TABLE])
def test_known_integral(row):
    """The answer as a textbook prints it, every step holding, the verdict on improper ones, the number where that is all."""
    worked = _worked(row["f"], row["from"], row["to"], tuple(row.get("positive", ())))
    assert _answer(worked) == row["answer"]
    assert worked.verified.verdict in ("proved", "agrees")
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))
    if row.get("verdict") == "number":
        assert not worked.complete
    else:
        assert worked.complete
        assert row.get("verdict") in (None, worked.about.get("verdict"))


def test_a_principal_value_is_mentioned_and_is_not_the_answer():
    worked = _worked("1/x", "-1", "1")
    assert text(worked.about["principal_value"]) == "0"
    assert not worked.about["exists"]


def test_there_is_no_principal_value_at_a_double_pole():
    assert "principal_value" not in _worked("1/x^2", "-1", "1").about


def test_convergence_that_depends_on_a_letter_is_asked_back():
    with pytest.raises(StudentError) as refused:
        _worked("e^(-k x)", "0", "oo")
    assert refused.value.remedy == "--assume k>0"


@pytest.mark.parametrize(
    ("f", "a", "b", "rule"),
    [
        ("x^5 cos(x)", "-1", "1", "odd-function"),
        ("x^2 + cos(x)", "-1", "1", "even-function"),
        ("sin(x)/(sin(x) + cos(x))", "0", "pi/2", "kings-rule"),
    ],
)
def test_shortcut(f, a, b, rule):
    second = definite_another.integrate(read(f), "x", read(a), read(b)).about["another_way"]
    assert second.steps[0].rule == rule
    assert second.agrees in ("proved", "agrees")


@pytest.mark.parametrize(
    ("f", "ranges", "answer"),
    [
        ("x y", [("y", "0", "x"), ("x", "0", "1")], "1/8"),
        ("x + y", [("y", "0", "1"), ("x", "0", "2")], "3"),
        ("1", [("y", "0", "sqrt(4 - x^2)"), ("x", "0", "2")], "π"),
        ("x y z", [("z", "0", "y"), ("y", "0", "x"), ("x", "0", "1")], "1/48"),
    ],
)
def test_iterated(f, ranges, answer):
    worked = iterated.integrate(read(f), [(x, read(a), read(b)) for x, a, b in ranges])
    assert text(worked.answer) == answer
    assert worked.verified.verdict == "agrees"
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))


@pytest.mark.parametrize(
    ("integral", "value", "kind"),
    [
        ("int(e^(-x^2), x, 0, oo)", "sqrt(pi)/2", "agrees"),
        ("int(ln(x), x, 0, 1)", "-1", "agrees"),
        ("int(ln(x), x, 0, 1)", "-1 + 10^-9", "different"),
        ("int(1/x, x, 0, 1)", "3", "undecided"),
        ("int(1/x, x, -1, 1)", "0", "undecided"),
        ("int(1/x^2, x, -1, 1)", "-2", "undecided"),
        ("int(sin(x), x, 0, oo)", "1", "undecided"),
    ],
)
def test_improper_integrals_in_balls_settle_or_say_nothing(integral, value, kind):
    assert compare(read(integral), read(value)).kind == kind


def _run(*arguments):
    return subprocess.run([sys.executable, "-m", "calctutor", "integrate", *arguments], capture_output=True, text=True)


def test_a_divergent_integral_has_no_answer_in_json():
    done = _run("1/x^2", "--from", "-1", "--to", "1", "--format", "json", "--timeout", "60")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["answer"] is None
    assert data["verdict"] == "diverges"


def test_a_typed_integral_needs_no_options():
    assert json.loads(_run("int_0^1 x^2 dx", "--format", "json", "--timeout", "60").stdout)["answer"] == "1/3"


def test_half_a_pair_of_bounds_is_asked_back():
    done = _run("x^2", "--from", "0")
    assert done.returncode == 2
    assert "--to" in done.stderr
