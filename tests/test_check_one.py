"""One answer: what numbers leave open, what has no value, and in which notations it may be written."""

import json

import pytest

from calctutor import check
from calctutor.checking.answer import judge
from calctutor.checking.tasks import Options, read_answer, read_task
from calctutor.cli.app import run


def judged(kind, question, answer, **options):
    task = read_task(kind, question, Options(**options))
    return judge(task, read_answer(task, answer))


def ran(capsys, *arguments):
    code = run(["check", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# What numbers alone leave open, and what has no value.

EXISTENCE = [
    ("limit", "1/x", "DNE", {"at": "x=0"}, "correct", "no-value"),
    ("limit", "1/x", "does not exist", {"at": "x=0"}, "correct", "no-value"),
    ("limit", "1/x", "oo", {"at": "x=0"}, "wrong", "no-value"),
    ("limit", "1/x", "oo", {"at": "x=0", "side": "+"}, "correct", None),
    ("limit", "1/x", "-oo", {"at": "x=0", "side": "-"}, "correct", None),
    ("limit", "1/x^2", "DNE", {"at": "x=0"}, "correct", "infinite-limit"),
    ("limit", "|x|/x", "undefined", {"at": "x=0"}, "correct", "no-value"),
    ("limit", "|x|/x", "1", {"at": "x=0"}, "wrong", "no-value"),
    ("limit", "sin(x)", "lim = does not exist", {"at": "x=oo"}, "correct", "no-value"),
    ("limit", "sin(x)/x", "DNE", {"at": "x=0"}, "wrong", None),
    ("integrate", "1/x", "diverges", {"below": "0", "above": "1"}, "correct", "no-value"),
    ("integrate", "1/x", "oo", {"below": "0", "above": "1"}, "correct", "no-value"),
    ("integrate", "1/x", "-oo", {"below": "0", "above": "1"}, "wrong", "no-value"),
    ("integrate", "1/x", "0", {"below": "-1", "above": "1"}, "wrong", "no-value"),
    ("integrate", "1/(x-2)^2", "divergent", {"below": "1", "above": "3"}, "correct", "no-value"),
    ("integrate", "e^x", "diverges to oo", {"below": "0", "above": "oo"}, "correct", "no-value"),
    ("integrate", "1/x^3", "diverges", {"below": "1", "above": "oo"}, "wrong", None),
    ("integrate", "1/sqrt(x)", "DNE", {"below": "0", "above": "4"}, "wrong", None),
    ("integrate", "sin(x)/x", "pi/2", {"below": "0", "above": "oo"}, "correct", None),
]


@pytest.mark.parametrize(("kind", "question", "answer", "options", "verdict", "code"), EXISTENCE)
def test_limits_and_integrals_that_may_not_exist(kind, question, answer, options, verdict, code):
    found = check(kind, question, answer, **options)
    assert found["verdict"] == verdict
    assert code is None or code in [remark["code"] for remark in found["remarks"]]


@pytest.mark.parametrize(
    ("kind", "question", "answer", "options"),
    [
        ("diff", "sin(x)^2", "sin(2x)", {}),
        ("diff", "sigmoid(x)", "e^(-x)/(1+e^(-x))^2", {}),
        ("diff", "log(x, 10)", "1/(x ln(10))", {}),
        ("diff", "|x|", "x/|x|", {}),
        ("integrate", "1/(x+3)", "ln|2x+6| + C", {}),
        ("integrate", "x*e^x", "(x-1)e^x + C", {}),
        ("integrate", "sin(x)", "2", {"below": "0", "above": "pi"}),
        ("gradient", "x^2*y", "(2xy, x^2)", {}),
        ("implicit", "x^2 + y^2 = 25", "-x/y", {}),
        ("limit", "sin(x)/x", "1", {"at": "x=0"}),
        ("same", "(x+1)^2", "x^2+2x+1", {}),
    ],
)
def test_a_proof_when_asked_for(kind, question, answer, options):
    assert check(kind, question, answer, prove=True, **options)["certainty"] == "proved"


def test_no_proof_of_what_is_wrong_or_rounded():
    assert check("diff", "x^2", "3x", prove=True)["certainty"] == "counterexample"
    assert check("diff", "sqrt(x)", "0.3536", prove=True, at="2")["certainty"] == "agrees"


def test_prove_on_the_command_line(capsys):
    _, out, _ = ran(capsys, "diff", "sin(x)^2", "sin(2x)", "--prove", "--format", "json")
    assert json.loads(out)["certainty"] == "proved"


# Notations of answers.

NOTATIONS = [
    ("diff", "x^2*sin(x)", {}, ("f'(x) = 2x sin x + x^2 cos x", "dy/dx = 2x sin x + x^2 cos x", "= 2x sin x + x^2 cos x",
                                r"\frac{dy}{dx} = 2x\sin x + x^2\cos x", "y' = x(2 sin x + x cos x)")),
    ("integrate", "x^2", {}, ("F(x) = x^3/3 + C", r"\int x^2\,dx = \frac{x^3}{3} + C", "∫ x^2 dx = x^3/3 + K", "(x^3 + C)/3")),
    ("gradient", "x^2*y", {}, ("(2xy, x^2)", "[2xy, x^2]", "<2xy, x^2>", "{2xy, x^2}", "2xy, x^2", "[2xy; x^2]",
                               "2xy i + x^2 j", "∇f = (2xy, x^2)", r"\nabla f = \langle 2xy, x^2 \rangle",
                               r"\begin{pmatrix} 2xy \\ x^2 \end{pmatrix}")),
    ("hessian", "x^2*y", {}, ("[[2y, 2x], [2x, 0]]", "((2y, 2x), (2x, 0))", "[2y, 2x; 2x, 0]", "H = [[2y, 2x], [2x, 0]]",
                              r"\begin{bmatrix} 2y & 2x \\ 2x & 0 \end{bmatrix}")),
    ("descend-step", "x^2 + 2y^2", {"at": "x=1,y=1", "rate": "0.1"}, ("(0.8, 0.6)", "x = 0.8, y = 0.6", "y=0.6, x=0.8")),
    ("implicit", "x^2 + y^2 = 25", {}, ("-x/y", "y' = -x/y", "dy/dx = -2x/(2y)")),
    ("partial", "x^2*y", {"wrt": "x"}, ("f_x = 2xy", r"\frac{\partial f}{\partial x} = 2xy")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "question", "options", "answer"), [(k, q, o, a) for k, q, o, answers in NOTATIONS for a in answers]
)
def test_an_answer_in_many_notations(kind, question, options, answer):
    found = judged(kind, question, answer, **options)
    assert found.verdict == "correct"
    assert not found.remarks
