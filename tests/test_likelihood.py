"""Maximum likelihood against an independent search for the largest likelihood, with the densities of scipy.stats."""

import numpy as np
import pytest
from scipy import optimize, stats

from calctutor import StudentError, probability
from calctutor.balls.values import evaluate

SEARCHED = [
    ("laplace(m, b)", [1, 2, 4, 7, 3], lambda m, b: stats.laplace(m, b), (2.5, 1)),
    ("cauchy(m, 1)", [1, 2, 4, 7, 3], lambda m: stats.cauchy(m), (3,)),
    ("cauchy(m, s)", [1, 2, 4, 7, 3], lambda m, s: stats.cauchy(m, s), (3, 1)),
    ("gamma(a, b)", [1, 2, 4, 7, 3], lambda a, b: stats.gamma(a, scale=1 / b), (2, 1)),
    ("gamma(a, 2)", [1, 2, 4], lambda a: stats.gamma(a, scale=1 / 2), (2,)),
    ("logistic(m, s)", [1, 2, 4, 7, 3], lambda m, s: stats.logistic(m, s), (3, 1)),
    ("logistic(m, 2)", [-1, 2, 9], lambda m: stats.logistic(m, 2), (3,)),
    ("weibull(k, l)", [1, 2, 4, 7, 3], lambda k, s: stats.weibull_min(k, scale=s), (2, 4)),
    ("weibull(k, 3)", [1, 2, 4, 7, 3], lambda k: stats.weibull_min(k, scale=3), (2,)),
    ("beta(a, b)", [0.25, 0.375, 0.5, 0.75, 0.625], lambda a, b: stats.beta(a, b), (2, 2)),
    ("student(n)", [-1, 3, 0, -2, 5, 1], lambda n: stats.t(n), (2,)),
]


@pytest.mark.parametrize(("law", "sample", "of", "start"), SEARCHED, ids=[row[0] for row in SEARCHED])
def test_against_a_search(law, sample, of, start):
    def less_likely(parameters):
        with np.errstate(all="ignore"):
            total = of(*parameters).logpdf(sample).sum()
        return -total if np.isfinite(total) else 1e9

    wanted = optimize.minimize(less_likely, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-13}).x
    solution = probability(law, kind="likelihood", data=sample)
    letters = [piece.strip() for piece in law.partition("(")[2].rstrip(")").split(",") if piece.strip().isalpha()]
    found = [float(evaluate(solution.about["estimates"][letter], {}).ball.mid()) for letter in letters]
    assert found == pytest.approx(list(wanted), abs=1e-5)
    assert solution.verified.verdict in ("agrees", "proved")


BY_HAND = [
    ("laplace(m, 1)", [1, 2, 4, 7], {"m": "3"}),
    ("uniform(-b, b)", [-5, 2, 3], {"b": "5"}),
    ("uniform(b, 2*b)", [2, 3, 3.5], {"b": "7/4"}),
    ("uniform(m-w, m+w)", [1, 2, 5], {"m": "3", "w": "2"}),
    ("uniform(a, a+w)", [1, 2, 5], {"a": "1", "w": "4"}),
    ("uniform(0, b)", "x1..xn", {"b": "x_max"}),
    ("uniform(-b, b)", "x1..xn", {"b": "Max(x_max, -x_min)"}),
    ("pareto(m, a)", [1, 2, 4], {"m": "1", "a": "1/log(2)"}),
    ("rayleigh(s)", [1, 2], {"s": "sqrt(5)/2"}),
]
"""Where the likelihood has one direction, or a corner."""


@pytest.mark.parametrize(("law", "data", "wanted"), BY_HAND, ids=[f"{law} {data}" for law, data, _ in BY_HAND])
def test_by_hand(law, data, wanted):
    from calctutor.notation.writing import python

    solution = probability(law, kind="likelihood", data=data)
    assert {letter: python(tree) for letter, tree in solution.about["estimates"].items()} == wanted


@pytest.mark.parametrize(
    ("law", "data", "code"),
    [
        ("uniform(b, 2*b)", [1, 3, 3.5], "outside-support"),
        ("uniform(b, b+5)", [1, 2, 3], "no-estimate"),
        ("gamma(a, b)", [2, 2, 2], "no-estimate"),
        ("gamma(a, b)", "x1..xn", "no-rule"),
    ],
)
def test_what_has_no_estimate_says_why(law, data, code):
    with pytest.raises(StudentError) as refused:
        probability(law, kind="likelihood", data=data)
    assert refused.value.code == code


def test_two_places_may_be_as_good():
    """The likelihood of a Cauchy distribution has a maximum near each of two groups of values."""
    part = probability("cauchy(m, 1)", kind="likelihood", data=[-10, -9, 9, 10]).about["parts"][-1]
    assert "the best value is not unique" in str(part.lines)
