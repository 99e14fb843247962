"""The public Python names: a small list, and what they promise."""

import json

import pytest

import calctutor
from calctutor import StudentError, Worked, check, differentiate, probability
from tests.documents import run


def test_the_public_list():
    """Names join this list deliberately, and none leaves it."""
    assert set(calctutor.__all__) >= {"StudentError", "Worked", "__version__", "check", "differentiate"}
    for name in calctutor.__all__:
        assert getattr(calctutor, name) is not None


def test_a_worked_derivative():
    worked = differentiate("x**2*sin(x)")
    assert isinstance(worked, Worked)
    assert worked.answer_text == "2x sin(x) + x² cos(x)"
    assert worked.answer_python == "2*x*sin(x) + x**2*cos(x)"
    assert worked.answer_latex
    assert worked.complete
    assert worked.verified.verdict == "agrees"


def test_the_same_data_as_on_the_command_line():
    printed = json.loads(run('calctutor diff "ln(x)/x" --at 1 --format json').stdout)
    assert json.loads(json.dumps(differentiate("ln(x)/x", at="1").data)) == printed


def test_display_in_a_notebook():
    shown = differentiate("x^2/sin(x)")._repr_markdown_()
    assert "Quotient rule" in shown
    assert "\\frac" in shown
    assert shown.count("$$") % 2 == 0


@pytest.mark.parametrize("typed", ["x*e^(2x)", "x^3*e^x", "1/(x^2 - 4)"])
def test_display_of_an_integral_in_a_notebook(typed):
    shown = calctutor.integrate(typed)._repr_markdown_()
    assert shown.startswith("**Integrate")
    assert "**Answer**" in shown
    assert shown.count("$$") % 2 == 0
    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    assert len({row.count("|") for row in rows}) <= 1


def test_print():
    assert "1. Power rule" in str(differentiate("x^3"))


def test_variables_and_orders():
    assert differentiate("a*x^3", wrt="x", order=2).answer_text == "6a x"
    assert differentiate("rate^2", wrt="rate").answer_text == "2 rate"


@pytest.mark.parametrize("text", ["sinx", "x^2*y", "9**9**9**9", "", "__import__('os').system('true')", "x.__class__"])
def test_what_cannot_be_read_is_a_student_error(text):
    with pytest.raises(StudentError) as refused:
        differentiate(text)
    assert refused.value.reason
    assert refused.value.exit_code == 2


def test_probability_is_worked_from_python():
    worked = probability("exponential(k)", what="mean")
    assert worked.answer_text == "1/k"
    assert [part.what for part in worked.about["parts"]] == ["mass", "mean"]
    assert "Mean" in str(worked)
    assert probability("exponential(k)", kind="likelihood", data=[1, 2, 3]).answer_text == "1/2"
    assert probability("normal(0, 1)", kind="transform", function="2*x").complete
    assert "covariance" in [part.what for part in probability("x + y", kind="joint", on="x=0..1,y=0..1").about["parts"]]


def test_the_same_random_variable_on_the_command_line():
    printed = json.loads(run('calctutor probability "exponential(2)" --mean --no-plot --format json').stdout)
    assert json.loads(json.dumps(probability("exponential(2)", what="mean").data)) == printed


@pytest.mark.parametrize(
    ("densities", "options", "code"),
    [
        (("exponential(k)",), {"what": "colour"}, "quantity"),
        (("exponential(k)",), {"kind": "magic"}, "kind"),
        (("exponential(k)",), {"kind": "kl"}, "missing"),
        (("exponential(k)",), {"kind": "likelihood"}, "missing"),
        (("x - 1",), {"on": "0..2"}, "negative-density"),
    ],
)
def test_a_random_variable_that_is_not_clear(densities, options, code):
    with pytest.raises(StudentError) as refused:
        probability(*densities, **options)
    assert refused.value.code == code


def test_check_gives_the_data_of_the_command_line():
    printed = json.loads(run('calctutor check diff "x^2*sin(x)" "2x*cos(x)" --format json').stdout)
    assert json.loads(json.dumps(check("diff", "x^2*sin(x)", "2x*cos(x)"))) == printed
    assert printed["slip"]["mistake"] == "product-of-derivatives"


def test_check_of_what_cannot_be_read():
    assert check("diff", "x^2", "2x +")["verdict"] == "unreadable"
    with pytest.raises(StudentError):
        check("diff", "x^2 +", "2x")
