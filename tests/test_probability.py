"""Probability: densities, what follows from them, and an independent reference for each value."""

import json

import pytest

from calctutor.balls.equality import compare
from calctutor.notation.reading import read
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


# What machine learning asks, worked by hand.

USES = [
    ('--joint "2" --on "y=0..x,x=0..1"', "covariance", "1/36"),
    ('--joint "2" --on "y=0..x,x=0..1"', "correlation", "1/2"),
    ('--joint "x + y" --on "x=0..1,y=0..1"', "covariance", "-1/144"),
    ('--joint "4*x*y" --on "x=0..1,y=0..1"', "conditional", "2*y"),
    ('"exponential(k)" --likelihood --data 1,2,3', "estimate", "1/2"),
    ('"normal(m, s)" --likelihood --data 1,2,3', "estimate", "2"),
    ('"uniform(0, theta)" --likelihood --data 1,3,2', "estimate", "3"),
    ('"poisson(l)" --likelihood --data 2,3,4', "estimate", "3"),
    ('--kl "exponential(a)" "exponential(b)"', "divergence", "ln(a/b) + b/a - 1"),
    ('--kl "normal(m, s)" "normal(0, 1)"', "divergence", "(m^2 + s^2 - 1)/2 - ln(s)"),
    ('--cross-entropy "normal(0,1)" "normal(0,1)"', "cross-entropy", "ln(2*pi*e)/2"),
    ('"normal(mu, sigma)" --reparameterize "x^2"', "expectation", "mu^2 + sigma^2"),
    ('--reward "exp(-k*t)" "1 - exp(-t)" --assume "k>0"', "reward", "1/k - 1/(k+1)"),
]


@pytest.mark.parametrize(("command", "what", "expected"), USES, ids=[f"{what} {command}" for command, what, _ in USES])
def test_uses(command, what, expected):
    names = ["mu", "sigma", "theta"]
    assert compare(read(part(asked(command), what)["answer"], names), read(expected, names)).equal


@pytest.mark.parametrize(("density", "verdict"), [("x + y", "no"), ("4*x*y", "yes")])
def test_independence(density, verdict):
    data = asked(f'--joint "{density}" --on "x=0..1,y=0..1"')
    assert part(data, "independence")["answer"] == verdict


def test_a_divergence_that_is_infinite():
    """The second density is 0 on a part of the first one's support."""
    found = part(asked('--kl "uniform(0,2)" "uniform(0,1)"'), "divergence")
    assert found["answer"] is None
