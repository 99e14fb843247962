"""Probability: densities, what follows from them, and an independent reference for each value."""

import json

import pytest

from tests.documents import run


def asked(command):
    done = run(f"calctutor probability {command} --format json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def part(data, what):
    return next(part for part in data["parts"] if part["what"] == what)


def test_the_exponential_distribution_is_worked():
    data = asked('"k*exp(-k*x)" --on 0..oo --assume "k>0"')
    assert part(data, "mass")["answer"] == "1"
    assert part(data, "mean")["answer"] == "1/k"
    assert part(data, "variance")["answer"] == "1/k**2"
    assert data["verified"]["verdict"] == "agrees"
    assert all(step["holds"] in ("agrees", "proved") for step in data["steps"])


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ('"x" --on=-1..1', "negative-density"),
        ('"1/x" --on 1..oo', "divergent-mass"),
        ('"k*exp(-k*x)" --on 0..oo', "depends-on-a-sign"),
        ('"k*exp(-k*x)" --on 0..oo --wrt x', "depends-on-a-sign"),
        ('"exp(-x)"', "support"),
        ('"normal(0, -1)"', "parameters"),
    ],
)
def test_what_is_no_density_is_an_error(command, code):
    done = run(f"calctutor probability {command} --format json")
    assert done.returncode != 0
    assert json.loads(done.stderr)["error"] == code
