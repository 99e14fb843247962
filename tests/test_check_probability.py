"""Answers about random variables: verdicts by definitions, verdicts by worked solutions, and the mistakes that are named."""

import json
import tomllib
from pathlib import Path

import pytest

from calctutor import StudentError, check
from calctutor.checking.answer import judge
from calctutor.checking.row_verdicts import check_row
from calctutor.checking.tasks import Options, read_answer, read_task
from calctutor.cli.app import run

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "chances.toml").read_text())
OWN = ("question", "answer", "verdict", "code", "note", "mistake", "also")


def options_of(row):
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key not in OWN}


def named(rows):
    return [f"{row['question']} | {row['answer']}" for row in rows]


@pytest.mark.parametrize("row", TABLE["rows"], ids=named(TABLE["rows"]))
def test_verdicts_from_numbers_alone(row):
    task = read_task("probability", row["question"], Options(**options_of(row)))
    found = judge(task, read_answer(task, row["answer"]))
    if found.verdict == "undecided" and row["verdict"] != "undecided":
        pytest.importorskip("sympy")
        found = check("probability", row["question"], row["answer"], **options_of(row))
        assert found["verdict"] == row["verdict"]
        return
    assert found.verdict == row["verdict"]
    assert "code" not in row or row["code"] in [remark.code for remark in found.remarks]
    if found.verdict == "wrong" and found.counterexample:
        assert found.counterexample.expected != found.counterexample.given


@pytest.mark.parametrize("row", TABLE["worked"], ids=named(TABLE["worked"]))
def test_verdicts_from_a_worked_solution(row):
    found = check("probability", row["question"], row["answer"], **options_of(row))
    assert found["verdict"] == row["verdict"]
    assert "code" not in row or row["code"] in [remark["code"] for remark in found["remarks"]]


@pytest.mark.parametrize("row", TABLE["slips"], ids=named(TABLE["slips"]))
def test_the_mistake_is_named_first(row):
    found = check("probability", row["question"], row["answer"], **options_of(row))
    assert found["verdict"] == "wrong"
    assert found["slip"] is not None
    assert found["slip"]["mistake"] in (row["mistake"], *row.get("also", ()))


def test_there_are_enough_mistakes():
    from calctutor.mistakes.probability import SLIPS

    assert len(SLIPS) >= 60


@pytest.mark.parametrize(
    ("question", "options", "code"),
    [
        ("exponential(k)", {}, "quantity"),
        ("exponential(k)", {"what": "colour"}, "quantity"),
        ("k*exp(-k*x)", {"what": "mean"}, "support"),
        ("x + y", {"what": "marginal", "on": "x=0..1,y=0..1"}, "which-variable"),
        ("x + y", {"what": "covariance", "on": "x=0..1"}, "support"),
        ("normal(0, 1)", {"what": "kl"}, "missing"),
        ("normal(m, s)", {"what": "estimate", "data": "1,2"}, "which-variable"),
        ("exponential(k)", {"what": "estimate"}, "missing"),
        ("poisson(l)", {"what": "median"}, "discrete"),
        ("exponential(k)", {"what": "expect"}, "missing"),
    ],
)
def test_questions_that_are_not_clear(question, options, code):
    with pytest.raises(StudentError) as refused:
        check("probability", question, "1", **options)
    assert refused.value.code == code
    assert refused.value.remedy


def test_exit_codes_and_json(capsys):
    assert run(["check", "probability", "exponential(k)", "1/k", "--what", "mean", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "correct"
    assert run(["check", "probability", "exponential(k)", "k", "--what", "mean", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["slip"]["mistake"] == "rate-for-scale"
    assert found["counterexample"]["point"]["k"]
    assert run(["check", "probability", "exponential(k)", "1/", "--what", "mean", "--format", "json"]) == 2


def test_a_number_is_not_given_away(capsys):
    run(["check", "probability", "exponential(2)", "0.9", "--between", "0..1", "--format", "plain"])
    assert "0.8646" not in capsys.readouterr().out
    run(["check", "probability", "exponential(2)", "0.9", "--between", "0..1", "--format", "plain", "--show-solution"])
    assert "e" in capsys.readouterr().out


def test_a_sample_in_a_file(tmp_path):
    path = tmp_path / "sample.csv"
    path.write_text("x\n1\n2\n3\n")
    assert run(["check", "probability", "exponential(k)", "1/2", "--data", str(path)]) == 0


def test_a_row_of_a_batch():
    row = {"id": 7, "kind": "probability", "question": "k*exp(-k*x)", "answer": "2/k^2", "what": "variance", "on": "0..oo",
           "assume": "k>0"}  # fmt: skip
    found = check_row(row)
    assert (found["verdict"], found["slip"]["mistake"]) == ("wrong", "square-of-the-mean-forgotten")
    assert check_row({**row, "answer": "1/k^2"})["verdict"] == "correct"
