"""Probability: densities, what follows from them, and scipy.stats as an independent reference for each value."""

import json
import math
from fractions import Fraction
from functools import cache

import pytest
from scipy import integrate, stats

from calctutor import StudentError, probability
from calctutor.balls.values import evaluate
from calctutor.engines.probability.asking import Wanted, which_law
from calctutor.engines.probability.density import find
from calctutor.notation.reading import read
from tests.documents import run

CONTINUOUS = {
    "uniform(1, 4)": stats.uniform(1, 3),
    "exponential(2)": stats.expon(scale=1 / 2),
    "normal(1, 2)": stats.norm(1, 2),
    "gamma(3, 2)": stats.gamma(3, scale=1 / 2),
    "gamma(5/2, 1/2)": stats.gamma(2.5, scale=2),
    "beta(2, 3)": stats.beta(2, 3),
    "beta(1/2, 1/2)": stats.beta(0.5, 0.5),
    "laplace(1, 2)": stats.laplace(1, 2),
    "logistic(1, 2)": stats.logistic(1, 2),
    "weibull(2, 3)": stats.weibull_min(2, scale=3),
    "pareto(2, 5)": stats.pareto(5, scale=2),
    "rayleigh(2)": stats.rayleigh(scale=2),
    "student(5)": stats.t(5),
    "3*x^2 on 0..1": stats.beta(3, 1),
    "x*(1-x) on 0..1": stats.beta(2, 2),
    "e^(-abs(x)) on -oo..oo": stats.laplace(),
    "x^2*e^(-x) on 0..oo": stats.gamma(3),
}
DISCRETE = {
    "bernoulli(1/3)": stats.bernoulli(1 / 3),
    "binomial(6, 1/4)": stats.binom(6, 0.25),
    "poisson(3)": stats.poisson(3),
    "geometric(1/5)": stats.geom(0.2),
}
BELOW, ABOVE = 1 / 2, 5 / 2
QUANTITIES = {
    "mean": lambda d: d.mean(),
    "variance": lambda d: d.var(),
    "median": lambda d: d.median(),
    "quantile": lambda d: d.ppf(0.9),
    "entropy": lambda d: d.entropy(),
    "between": lambda d: d.cdf(ABOVE) - d.cdf(BELOW),
    "expectation": lambda d: d.moment(3),
}
ROWS = [(text, what) for text in CONTINUOUS for what in QUANTITIES]
ROWS += [(text, what) for text in DISCRETE for what in ("mean", "variance", "expectation", "between")]


@cache
def worked(text):
    """Everything that is asked about one distribution, by name of what was asked."""
    density, _, on = text.partition(" on ")
    law = which_law(density, on or None)
    cube = read(f"{law.x}^3")
    if law.discrete:
        wanted = Wanted((cube,), (read("1"), read("2")), (), ("mean", "variance"), False)
    else:
        wanted = Wanted((cube,), (read("1/2"), read("5/2")), (read("0.9"),), ("mean", "variance", "median", "entropy"), False)
    return find(law, wanted)


@pytest.mark.parametrize(("text", "what"), ROWS, ids=[f"{what} of {text}" for text, what in ROWS])
def test_against_scipy(text, what):
    solution = worked(text)
    found = next(part for part in solution.about["parts"] if part.what == what)
    value = float(evaluate(found.answer, {}, 128).ball.mid()) if found.answer is not None else float(found.numeric)
    law = CONTINUOUS.get(text) or DISCRETE[text]
    expected = law.cdf(2) - law.cdf(0.5) if text in DISCRETE and what == "between" else QUANTITIES[what](law)
    assert value == pytest.approx(float(expected), rel=1e-8, abs=1e-9)
    assert found.verified.verdict in ("agrees", "proved")


def test_there_are_enough_rows():
    assert len(ROWS) >= 80


@pytest.mark.parametrize("text", [*CONTINUOUS, *DISCRETE])
def test_every_step_holds(text):
    solution = worked(text)
    assert solution.verified.verdict in ("agrees", "proved")
    assert all(step.holds in ("agrees", "proved") for step in solution.steps)


@pytest.mark.parametrize("text", CONTINUOUS)
def test_the_distribution_function_is_that_of_scipy(text):
    found = next(part for part in worked(text).about["parts"] if part.what == "cdf")
    if found.answer is None:
        pytest.skip("no closed form is known here")
    for place in (-1.5, 0.3, 0.9, 2.5, 7.0):
        ball = evaluate(found.answer, {"x": Fraction(place).limit_denominator(100)}, 128).ball
        assert float(ball.mid()) == pytest.approx(float(CONTINUOUS[text].cdf(place)), abs=1e-9)


@pytest.mark.parametrize(
    "text", ["exponential(2)", "normal(1, 2)", "gamma(3, 2)", "laplace(0, 1)", "uniform(0, 1)", "poisson(3)"]
)
def test_the_generating_function_is_an_expected_value(text):
    part = find(which_law(text), Wanted((), None, (), ("mgf",), False)).about["parts"][-1]
    value = float(evaluate(part.answer, {"t": Fraction(1, 4)}, 64).ball.mid())
    law = {**CONTINUOUS, "laplace(0, 1)": stats.laplace(), "uniform(0, 1)": stats.uniform(), "poisson(3)": stats.poisson(3)}[
        text
    ]
    if text == "poisson(3)":
        expected = sum(math.exp(k / 4) * law.pmf(k) for k in range(80))
    else:
        expected = integrate.quad(lambda x: math.exp(x / 4) * law.pdf(x), law.ppf(1e-15), law.isf(1e-15), limit=500)[0]
    assert value == pytest.approx(expected, rel=1e-7)


MODES = {
    "normal(1, 2)": 1, "gamma(3, 2)": 1, "beta(2, 3)": 1 / 3, "laplace(1, 2)": 1, "logistic(1, 2)": 1, "rayleigh(2)": 2,
    "weibull(2, 3)": 3 / math.sqrt(2), "exponential(2)": 0, "pareto(2, 5)": 2, "3*x^2 on 0..1": 1, "cauchy(3, 1)": 3,
}  # fmt: skip
"""Worked by hand, from the derivative of each density."""


@pytest.mark.parametrize("text", MODES)
def test_the_mode(text):
    density, _, on = text.partition(" on ")
    part = find(which_law(density, on or None), Wanted((), None, (), ("mode",), False)).about["parts"][-1]
    assert float(evaluate(part.answer, {}, 64).ball.mid()) == pytest.approx(MODES[text])
    assert part.verified.verdict == "agrees"


OF_PIECES = {
    "min(x, 2-x) on 0..2": 1, "abs(x) on -1..2": 2, "cos(x)^2 on -pi/2..pi/2": 0, "{x if x<1; 2-x otherwise} on 0..2": 1,
    "{x^2 if x<1; e^(1-x) otherwise} on 0..oo": 1, "(x-1)^2*(x+1)^2 on -1..2": 2, "-x*ln(x) on 0..1": 1 / math.e,
    "x + x^2 - x^4 on 0..1": 0.884646, "3*x^2/16 on -2..2": "equally large at -2 and 2", "cos(x)^2 on 0..pi": "at 0 and π",
    "e^(-abs(x-1)) + e^(-abs(x+2)) on -oo..oo": "equally large at -2 and 1", "-ln(x) on 0..1": "grows beyond all bounds",
    "{2*x if x<1/2; 1 otherwise} on 0..3/2": "every value between 1/2 and 3/2",
    "x^2*e^(-x^2) on -oo..oo": "equally large at -1 and 1", "1/sqrt(1-x^2) on -1..1": "grows beyond all bounds",
}  # fmt: skip
"""Modes of densities with several formulas or several flat places; where there is no single one, what is said instead.
0.884646 is the root of 4 x^3 = 2 x + 1.
"""


@pytest.mark.parametrize("text", OF_PIECES)
def test_the_mode_of_several_pieces(text):
    density, _, on = text.partition(" on ")
    found, wanted = probability(density, on=on, what="mode").about["parts"][-1], OF_PIECES[text]
    if isinstance(wanted, str):
        assert not found.exists
        assert wanted in found.reason
    else:
        value = float(found.numeric) if found.answer is None else float(evaluate(found.answer, {}, 64).ball.mid())
        assert value == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize(
    ("density", "on", "wanted"),
    [
        ("3/2*x^2", "-1..1", 2 / 3 + math.log(2 / 3)),
        ("2*x^2*e^(-x^2)/sqrt(pi)", "-oo..oo", -1 / 2 + 0.5772156649015329 + math.log(2 * math.sqrt(math.pi))),
        ("-ln(x)", "0..1", -(1 - 0.5772156649015329)),
    ],
)
def test_the_entropy_of_a_density_whose_factors_are_negative_somewhere(density, on, wanted):
    """ln x² is 2 ln |x|. The last is the integral of -u e^(-u) ln u, which is -(1 - γ)."""
    part = probability(density, on=on, what="entropy").about["parts"][-1]
    value = float(part.numeric) if part.answer is None else float(evaluate(part.answer, {}, 64).ball.mid())
    assert value == pytest.approx(wanted, abs=1e-8)


# Letters.

LETTERS = {
    "exponential(k)": ("1/k", "1/k^2"),
    "normal(mu, sigma)": ("mu", "sigma^2"),
    "uniform(a, b)": ("(a+b)/2", "(b-a)^2/12"),
    "gamma(a, b)": ("a/b", "a/b^2"),
    "beta(a, b)": ("a/(a+b)", "a*b/((a+b)^2*(a+b+1))"),
    "laplace(m, b)": ("m", "2*b^2"),
    "rayleigh(s)": ("s*sqrt(pi/2)", "(4-pi)*s^2/2"),
    "weibull(k, l)": ("l*gamma(1+1/k)", "l^2*(gamma(1+2/k)-gamma(1+1/k)^2)"),
    "bernoulli(p)": ("p", "p*(1-p)"),
    "binomial(n, p)": ("n*p", "n*p*(1-p)"),
    "poisson(lambda)": ("lambda", "lambda"),
    "geometric(p)": ("1/p", "(1-p)/p^2"),
}
"""Mean and variance as a table of distributions has them."""


@pytest.mark.parametrize("text", LETTERS)
def test_mean_and_variance_with_letters(text):
    from calctutor.engines.probability.check import Numbers
    from calctutor.engines.probability.conditions import bounds_of

    law = which_law(text)
    solution = find(law, Wanted((), None, (), ("mean", "variance"), False))
    numbers = Numbers(bounds_of(law.conditions, law.whole), law.parameters)
    for part, expected in zip(solution.about["parts"][1:], LETTERS[text], strict=True):
        assert numbers.same(part.answer, read(expected)) in ("agrees", "proved")
    assert solution.verified.verdict == "agrees"


def test_a_moment_that_needs_a_condition_says_which():
    parts = find(which_law("pareto(m, a)"), Wanted((), None, (), ("mean", "variance"), False)).about["parts"]
    assert [str(part.conditions) for part in parts[1:]] == ["(>(name:a, number:1),)", "(>(name:a, number:2),)"]


@pytest.mark.parametrize("text", ["cauchy(0, 1)", "cauchy(m, s)", "pareto(1, 1/2)", "student(1)"])
def test_a_mean_that_does_not_exist(text):
    part = find(which_law(text), Wanted((), None, (), ("mean",), False)).about["parts"][-1]
    assert not part.exists
    assert part.answer is None
    assert part.reason


# The command line.


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
    assert data["normalised_by"] is None


def test_a_mass_that_is_not_one_is_divided_by():
    data = asked('"x*(1-x)" --on 0..1')
    assert data["normalised_by"] == "1/6"
    assert part(data, "mean")["answer"] == "1/2"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ('"x" --on=-1..1', "negative-density"),
        ('"1/x" --on 1..oo', "divergent-mass"),
        ('"k*exp(-k*x)" --on 0..oo', "depends-on-a-sign"),
        ('"exp(-x)"', "support"),
        ('"exp(-x)" --on 0..x', "support"),
        ('"exp(-x)" --on y=0..oo', "support"),
        ('"2*x" --on 1..0', "support"),
        ('"exp(-x)" --on oo..0', "support"),
        ('"exponential(2)" --between 2..1', "support"),
        ('"k*exp(-k*x)" --on 0..oo --assume "k>0" --assume "k<0"', "contradiction"),
        ('"exponential(k)" --assume "k<-1"', "contradiction"),
        ('"uniform(b, b)"', "parameters"),
        ('"normal(0, -1)"', "parameters"),
        ('"normal(0)"', "parameters"),
        ('"exponential(k)" --likelihood', "missing"),
        ('"exponential(k)" --likelihood --data 1,-2', "outside-support"),
        ('--kl "normal(0,1)"', "missing"),
        ('"normal(0,1)" --kl --joint', "two-questions"),
        ('--joint "x - y" --on "x=0..1,y=0..1"', "negative-density"),
        ('"normal(0,1)" --quantile 2', "share"),
    ],
)
def test_what_cannot_be_answered_is_an_error(command, code):
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
    ('--kl "x/2" "1/2" --on 0..2', "divergence", "ln(2) - 1/2"),
    ('--cross-entropy "normal(0,1)" "normal(0,1)"', "cross-entropy", "ln(2*pi*e)/2"),
    ('"normal(mu, sigma)" --reparameterize "x^2"', "expectation", "mu^2 + sigma^2"),
    ('--reward "exp(-k*t)" "1 - exp(-t)" --assume "k>0"', "reward", "1/k - 1/(k+1)"),
]


@pytest.mark.parametrize(("command", "what", "expected"), USES, ids=[f"{what} {command}" for command, what, _ in USES])
def test_uses(command, what, expected):
    from calctutor.balls.equality import compare

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


@pytest.mark.parametrize(
    ("f", "ranges"),
    [
        ("8*x*y", "x=0..1,y=0..x"),
        ("2*e^(-x-y)", "x=0..oo,y=0..x"),
        ("24*x*y", "y=0..1,x=0..1-y"),
        ("6*(1-x-y)", "x=0..1,y=0..1-x"),
    ],
)
def test_dependence_is_shown_by_a_point_beside_the_region(f, ranges):
    """That the density is positive all over its region is not assumed."""
    found = probability(f, kind="joint", on=ranges)
    [part] = [part for part in found.about["parts"] if part.what == "independence"]
    assert part.about["value"] is False
    assert "which lies beside it" in str(part.lines)


def test_a_density_that_is_0_on_half_of_its_rectangle_may_be_a_product():
    found = probability("max(0, x - 1)*y", kind="joint", on="x=0..2,y=0..1")
    [part] = [part for part in found.about["parts"] if part.what == "independence"]
    assert part.about["value"] is True


TRANSFORMED = [
    ("normal(0, 1)", "abs(x)", {"1": "sqrt(2/pi)*e^(-1/2)", "-1": "0"}),
    ("uniform(-1, 2)", "abs(x)", {"1/2": "2/3", "3/2": "1/3", "3": "0"}),
    ("uniform(0, pi)", "sin(x)", {"1/2": "4/(pi*sqrt(3))"}),
    ("uniform(0, pi)", "cos(x)", {"1/2": "2/(pi*sqrt(3))", "-1/2": "2/(pi*sqrt(3))"}),
    ("uniform(-pi/2, pi/2)", "tan(x)", {"1": "1/(2*pi)"}),
    ("cauchy(0, 1)", "1/x", {"1": "1/(2*pi)", "-2": "1/(5*pi)"}),
    ("uniform(-2, 3)", "1/x", {"-1": "1/5", "0": "0", "1/2": "4/5"}),
    ("uniform(0, 1)", "x*(1-x)", {"3/16": "4"}),
]


@pytest.mark.parametrize(("law", "function", "values"), TRANSFORMED, ids=[f"{g} of {law}" for law, g, _ in TRANSFORMED])
def test_a_function_that_turns_or_jumps(law, function, values):
    """Poles, corners and turning points cut the support; what gives the same y adds up."""
    answer = probability(law, kind="transform", function=function).answer
    for place, wanted in values.items():
        found = evaluate(answer, {"y": Fraction(place)}).ball
        assert abs(found - evaluate(read(wanted), {}).ball) < 1e-12


@pytest.mark.parametrize(
    ("law", "function", "code"),
    [
        ("uniform(0, 4)", "floor(x)", "no-rule"),
        ("uniform(-1, 2)", "x^3 - 3*x", "no-rule"),
        ("exponential(k)", "a*x", "depends-on-a-sign"),
    ],
)
def test_what_is_not_inverted_is_not_answered(law, function, code):
    with pytest.raises(StudentError) as refused:
        probability(law, kind="transform", function=function)
    assert refused.value.code == code


def test_both_ends_of_a_uniform_distribution_are_estimated():
    found = probability("uniform(a, b)", kind="likelihood", data=[1, 2, 4, 7]).about["estimates"]
    assert {letter: evaluate(tree, {}).ball.mid() for letter, tree in found.items()} == {"a": 1, "b": 7}


def test_what_is_without_the_parameter_does_not_hinder_an_estimate():
    assert probability("poisson(l)", kind="likelihood", data="x1..xn").answer_python == "S_1/n"
