"""Whole definite integrals: known ones, verdicts on improper ones, shortcuts, and iterated integrals."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from calctutor import StudentError
from calctutor.balls.equality import compare
from calctutor.balls.values import evaluate
from calctutor.cli import definite as cli_definite
from calctutor.cli.app import run
from calctutor.engines import definite
from calctutor.engines.asking_where import which_assumptions, which_range
from calctutor.engines.assumptions import Assumptions
from calctutor.engines.definite import another as definite_another
from calctutor.engines.definite import iterated
from calctutor.notation.reading import read
from calctutor.notation.tree import name, replace
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
        ("x^2 + cos(x)", "-1", "1", "even-function"),
        ("sin(x)/(sin(x) + cos(x))", "0", "pi/2", "kings-rule"),
        ("sin(x)/x", "0", "oo", "differentiate-under-the-integral-sign"),
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
        ("x y z", [("z", "0", "x + y"), ("y", "0", "x"), ("x", "0", "1")], "17/144"),
        ("e^(-x - y)", [("y", "0", "oo"), ("x", "0", "oo")], "1"),
        ("1/(x + y)^2", [("y", "1", "oo"), ("x", "0", "1")], "ln(2)"),
        ("e^(y^2)", [("y", "x", "1"), ("x", "0", "1")], "(e - 1)/2"),
        ("sin(y)/y", [("y", "x", "pi"), ("x", "0", "pi")], "2"),
        ("x^2 y", [("y", "0", "a"), ("x", "0", "b")], "a² b³/6"),
    ],
)
def test_iterated(f, ranges, answer):
    worked = iterated.integrate(read(f), [(x, read(a), read(b)) for x, a, b in ranges])
    assert text(worked.answer) == answer
    assert worked.verified.verdict == "agrees"
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))


@pytest.mark.parametrize(
    "ranges", [[("y", "0", "y"), ("x", "0", "1")], [("x", "0", "1"), ("y", "0", "x")], [("x", "0", "1"), ("x", "0", "2")]]
)
def test_an_order_that_makes_no_sense_is_refused(ranges):
    with pytest.raises(StudentError) as refused:
        iterated.integrate(read("x y"), [(x, read(a), read(b)) for x, a, b in ranges])
    assert refused.value.code == "which-order"


def test_a_divergent_inner_integral_is_told():
    worked = iterated.integrate(read("1/(x y)"), [("y", read("1"), read("oo")), ("x", read("1"), read("2"))])
    assert not worked.about["exists"]
    assert "over y" in worked.about["reason"]


@pytest.mark.parametrize("said", ["y=0..x", "y from 0 to x", "0 <= y <= x", "x>y>0", "y in [0, x]", "y: 0 .. x", "y = 0 to x"])
def test_a_range_may_be_written_in_many_ways(said):
    x, a, b = which_range(said)
    assert (x, text(a), text(b)) == ("y", "0", "x")


@pytest.mark.parametrize(
    ("said", "letter", "knows"),
    [
        ("k>0", "k", {"is_positive": True}),
        ("a > 1", "a", {"is_positive": True}),
        ("0<k<1", "k", {"is_positive": True}),
        ("n integer", "n", {"is_integer": True}),
        ("k<0", "k", {"is_negative": True}),
        ("a != 0", "a", {"is_zero": False}),
    ],
)
def test_assumptions(said, letter, knows):
    assumed = Assumptions(which_assumptions([said]))
    symbol = assumed.symbols[letter]
    assert all(getattr(symbol, key) is value for key, value in knows.items())


def test_values_that_fit_the_assumptions():
    """A letter's meaning takes values that it may have, and only those."""
    assumed = Assumptions(which_assumptions(["0<k<1", "a<b", "n integer", "n>2"]))
    for value in ("-3", "0", "7/3"):
        at = {name(letter): read(value) for letter in assumed.letters}
        k, a, b, n = (float(evaluate(replace(assumed.meaning.get(name(s), name(s)), at), {}, 64).ball.mid()) for s in "kabn")
        assert 0 < k < 1
        assert a < b
        assert n > 2
        assert n == int(n)


@pytest.mark.parametrize(
    ("f", "a", "b", "condition"),
    [
        ("1/x", "a", "b", "0 does not lie between a and b"),
        ("1/(x - c)", "0", "1", "c does not lie between 0 and 1"),
        ("ln(x)", "1", "a", "x is positive for all x between 1 and a"),
    ],
)
def test_breaks_with_letters_become_conditions(f, a, b, condition):
    [told] = _worked(f, a, b).about["conditions"]
    assert told.startswith(condition)


def test_orthogonal_waves_have_different_numbers():
    """The antiderivative divides by m² - n², and for m = n the integral is pi/2, not 0."""
    worked = _worked("sin(m*x)*sin(n*x)", "0", "pi", which_assumptions(["m integer", "n integer"]))
    assert worked.about["conditions"] == ("m ≠ -n and m ≠ n",)


@pytest.mark.parametrize(
    ("f", "a", "b", "assumed"),
    [
        ("1/x^2", "-a", "a", ["a>0"]),
        ("1/x", "0", "a", ["a>0"]),
        ("1/(x - a)^2", "0", "2", ["1<a<2"]),
        ("1/x^p", "1", "oo", ["0<p<1"]),
    ],
)
def test_with_letters_a_break_inside_is_found(f, a, b, assumed):
    assert not _worked(f, a, b, which_assumptions(assumed)).about["exists"]


@pytest.mark.parametrize(
    ("f", "a", "b", "converges", "rule"),
    [
        ("sin(x)^2/(x^2 + sqrt(x))", "1", "oo", True, "comparison-test"),
        ("1/sqrt(x^4 + x + 1)", "0", "oo", True, "comparison-test"),
        ("x/sqrt(x^4 + x + 1)", "0", "oo", False, None),
        ("1/(ln(x) + x)", "1", "oo", False, None),
    ],
)
def test_comparison(f, a, b, converges, rule):
    worked = _worked(f, a, b)
    assert worked.about["verdict"] == ("converges" if converges else "diverges")
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))
    if rule:
        assert worked.steps[-1].rule == rule


@pytest.mark.parametrize(
    ("f", "a", "b", "rules"),
    [
        ("x e^(x^2)", "0", "1", ["substitution-with-new-bounds", "integral-of-exp", "put-in-the-bounds"]),
        ("x e^x", "0", "1", ["integration-by-parts", "put-in-the-bounds", "integral-of-exp", "put-in-the-bounds"]),
        ("sin(x)^5/(sin(x)^5 + cos(x)^5)", "0", "pi/2", ["kings-rule", "add-both-forms"]),
        ("sin(x^3)/(1 + x^4)", "-1", "1", ["odd-function"]),
        ("e^(-x^2)", "-oo", "oo", ["the-plane-instead-of-the-line", "put-in-the-volume"]),
        ("x^(3/2) e^(-x)", "0", "oo", ["gamma-function"]),
    ],
)
def test_way(f, a, b, rules):
    worked = _worked(f, a, b)
    assert [step.rule for step in every_step(worked.steps)] == rules
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


def test_the_number_alone_where_the_time_is_too_short_for_the_steps(monkeypatch, capsys):
    """The derivation is given no time at all here."""
    monkeypatch.setattr(cli_definite, "FOR_THE_STEPS", 0.0)
    assert run(["integrate", "x^3/(e^x - 1)", "--from", "oo", "--to", "0", "--timeout", "60"]) == 0
    shown = capsys.readouterr().out
    assert "-6.4939394" in shown  # -pi^4/15
    assert "in the time there was" in shown


def test_half_a_pair_of_bounds_is_asked_back():
    done = _run("x^2", "--from", "0")
    assert done.returncode == 2
    assert "--to" in done.stderr
