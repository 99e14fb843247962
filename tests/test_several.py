"""Several variables: known problems, random ones against independent derivatives, and what every command prints."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import calctutor
from calctutor import StudentError
from calctutor.balls.equality import compare
from calctutor.engines import critical, gradient, hessian, jacobian, matrix_forms, partial, several_chain, several_lagrange
from calctutor.engines.several_asking import which_direction, which_inner, which_place
from calctutor.engines.several_forms import FORMS
from calctutor.narrate import critical as told_critical
from calctutor.narrate import gradient as told_gradient
from calctutor.narrate import hessian as told_hessian
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, derivative, name
from calctutor.notation.writing import ASCII, UNICODE, text
from calctutor.render import shown
from calctutor.render.json import solution_data
from calctutor.render.paper import Paper
from calctutor.steps import every_step

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "several.toml").read_text())
GOOD = ("proved", "agrees")


def _same(tree, written):
    return compare(tree, read(written)).equal


def _all_hold(solution):
    assert solution.verified.verdict in GOOD
    assert all(step.holds != "fails" for step in every_step(solution.steps))


@pytest.mark.parametrize("row", TABLE["problem"], ids=lambda row: row["f"])
def test_gradient_and_hessian_of_a_known_problem(row):
    """Every entry, the matrix symmetric, and n(n + 1)/2 entries worked."""
    worked = hessian.differentiate(read(row["f"]), row["variables"])
    assert all(_same(tree, written) for tree, written in zip(worked.about["gradient"], row["gradient"], strict=True))
    for line, expected in zip(worked.about["hessian"], row["hessian"], strict=True):
        assert all(_same(tree, written) for tree, written in zip(line, expected, strict=True))
    size = len(row["variables"])
    assert len(worked.about["second_partials"]) == size * (size + 1) // 2
    _all_hold(worked)


@pytest.mark.parametrize("row", [row for row in TABLE["problem"] if "critical" in row], ids=lambda row: row["f"])
def test_critical_points_of_a_known_problem(row):
    """All of them, in order, and what each one is."""
    found = critical.find(read(row["f"]), row["variables"])
    assert found.about["solved_exactly"]
    points = found.about["points"]
    assert [point.kind for point in points] == [expected[-1] for expected in row["critical"]]
    for point, expected in zip(points, row["critical"], strict=True):
        assert all(_same(tree, written) for tree, written in zip(point.point.values(), expected[:-1], strict=True))
        assert point.checked in GOOD
    _all_hold(found)


@pytest.mark.parametrize("row", TABLE["constrained"], ids=lambda row: row["f"])
def test_lagrange_multipliers(row):
    g, f = read(row["g"]), read(row["f"])
    variables = sorted({n for n in "pqxyz" if n in row["f"] + row["g"] and n not in ("n",)})
    found = several_lagrange.find(f, variables, [g])
    assert found.about["solved_exactly"]
    for point, place, value in zip(found.about["points"], row["points"], row["values"], strict=True):
        assert all(_same(tree, written) for tree, written in zip(point.point.values(), place, strict=True))
        assert _same(point.value.exact, value)
    _all_hold(found)


@pytest.mark.parametrize("row", TABLE["matrix"], ids=lambda row: row["f"])
def test_definiteness_and_eigenvalues(row):
    f = read(row["f"])
    variables = [n for n in "xyz" if n in row["f"]]
    at = hessian.differentiate(f, variables, {x: read("0") for x in variables}).about["at"]
    assert at.definiteness == row["kind"]
    assert all(_same(tree, written) for tree, written in zip(at.eigenvalues.exact, row["eigenvalues"], strict=True))


def test_what_a_hessian_means_for_gradient_descent():
    """For x² + 10y² the curvatures are 2 and 20: condition number 10, largest stable learning rate 2/20."""
    at = hessian.differentiate(read("x^2 + 10*y^2"), ["x", "y"], which_place("0,0", ["x", "y"])).about["at"]
    assert (at.curvature.condition, at.curvature.learning_rate) == ("10", "0.1")


def test_large_matrices_are_numeric():
    """Four variables: the eigenvalues of a matrix with 2 on and 1 beside its diagonal are 2 + 2 cos(kπ/5)."""
    f = read("p^2 + q^2 + r^2 + s^2 + p*q + q*r + r*s")
    at = hessian.differentiate(f, list("pqrs"), which_place("0,0,0,0", list("pqrs"))).about["at"]
    assert at.definiteness == "positive definite"
    expected = [2 + 2 * float(sympy.cos(k * sympy.pi / 5)) for k in range(1, 5)]
    assert [float(d) for d in at.eigenvalues.decimals] == pytest.approx(expected, abs=1e-4)


def test_at_a_point():
    """f = x² + 3y² at (1, 2): gradient (2, 12), along (3, 4)/5 the slope is 54/5."""
    at, along = which_place("x=1,y=2", ["x", "y"]), which_direction("3,4", ["x", "y"])
    about = gradient.differentiate(read("x^2 + 3*y^2"), ["x", "y"], at, along).about
    assert list(map(text, about["at"].gradient)) == ["2", "12"]
    assert _same(about["at"].length.exact, "2*sqrt(37)")
    assert list(map(text, about["direction"].unit)) == ["3/5", "4/5"]
    assert _same(about["direction"].value.exact, "54/5")
    assert text(about["at"].tangent) == "2x + 12y - 13"


def test_polar_coordinates():
    worked = jacobian.differentiate([read("r*cos(t)"), read("r*sin(t)")], ["r", "t"])
    assert text(worked.about["determinant"].value) == "r"
    _all_hold(worked)


def test_spherical_coordinates():
    fs = [read(f) for f in ("r*sin(p)*cos(t)", "r*sin(p)*sin(t)", "r*cos(p)")]
    worked = jacobian.differentiate(fs, ["r", "p", "t"])
    assert _same(worked.about["determinant"].value, "r^2*sin(p)")


def test_shared_work_is_told_once():
    """The network's tanh is differentiated once for each weight, not once for each entry that needs it."""
    f = read("(v*tanh(w*a) - y)^2", ["v", "w"])
    worked = hessian.differentiate(f, ["v", "w"])
    steps = every_step(worked.steps)
    assert len({(text(s.before), s.rule) for s in steps}) >= len(steps) - 2


@pytest.mark.parametrize("form", FORMS)
def test_matrix_forms_agree_on_components(form):
    worked = matrix_forms.differentiate(form)
    assert worked.about["components_agree"] in GOOD
    _all_hold(worked)


def test_chain_rule_of_several_variables():
    f, inner, by = which_inner("x^2*y", ["x=cos(t)", "y=sin(t)"], ["t"])
    worked = several_chain.differentiate(f, inner, by)
    assert _same(worked.answer, "cos(t)^3 - 2*cos(t)*sin(t)^2")
    f, inner, by = which_inner("x*y + t", ["x=u^2", "y=u+s", "u=s*t"], ["s", "t"])
    worked = several_chain.differentiate(f, inner, by)
    assert _same(worked.answer, "[3*s^2*t^3 + 3*s^2*t^2, 3*s^3*t^2 + 2*s^3*t + 1]")
    assert len(worked.about["derivatives"][0].paths) == 3
    _all_hold(worked)


# Random expressions in two variables.

LEAVES = st.sampled_from(["x", "y", "x", "y", "2", "3", "1/2"])


def _grow(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: f"({p[0]} + {p[1]})"),
        pairs.map(lambda p: f"({p[0]})*({p[1]})"),
        pairs.map(lambda p: f"({p[0]})/(1 + ({p[1]})^2)"),
        inner.map(lambda e: f"({e})^2"),
        st.tuples(st.sampled_from(["sin", "cos", "tanh", "exp", "atan", "sigmoid"]), inner).map(lambda p: f"{p[0]}({p[1]})"),
    )


SURFACES = st.recursive(LEAVES, _grow, max_leaves=5)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(SURFACES)
def test_mixed_derivatives_are_equal_and_agree_with_jets(source):
    """f_xy = f_yx, and both agree with power series, which know no rules."""
    f = read(source)
    worked = partial.differentiate(f, ["x", "y"], both_orders=True)
    assert worked.about["other_order"].agrees in (*GOOD, "undecided")
    assert compare(derivative(f, name("y"), name("x")), worked.answer).kind != "different"
    _all_hold(worked) if worked.verified.verdict in GOOD else None


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(SURFACES)
def test_gradients_agree_with_an_independent_derivative(source):
    """Against sympy's own derivative, at points."""
    from sympy.parsing.sympy_parser import parse_expr

    worked = gradient.differentiate(read(source), ["x", "y"])
    data = solution_data(worked)
    letters = {x: sympy.Symbol(x, real=True) for x in "xy"}
    f = parse_expr(data["read_as"], local_dict={**letters})
    for entry, x in zip(data["gradient"], "xy", strict=True):
        gap = parse_expr(entry, local_dict={**letters}) - f.diff(letters[x])
        for point in ((0.3, 1.7), (-1.2, 0.4)):
            assert abs(complex(gap.subs(dict(zip(letters.values(), point, strict=True))).evalf())) < 1e-9


# What is printed.


@pytest.mark.parametrize(("width", "style"), [(60, UNICODE), (80, UNICODE), (110, UNICODE), (80, ASCII), (40, UNICODE)])
def test_pages_fit(width, style):
    """No row is wider than the paper, in any format, and ASCII is ASCII."""
    f, place = read("x^2*y + sin(x*y)"), which_place("x=1,y=2", ["x", "y"])
    pages = [
        told_hessian.page(hessian.differentiate(f, ["x", "y"], place)),
        told_gradient.page(gradient.differentiate(f, ["x", "y"], place, which_direction("3,4", ["x", "y"]))),
        told_critical.page(critical.find(read("(y - x^2)*(y - 2*x^2)"), ["x", "y"])),
    ]
    for page in pages:
        for format in ("panels", "plain"):
            printed = shown(page, format, Paper(width, style))
            assert style.unicode or printed.isascii()
            rows = [row for row in printed.splitlines() if "calctutor" not in row]
            assert format == "plain" or width < 60 or max(map(len, rows)) <= width


COMMANDS = [
    ["partial", "x^2*y + sin(x*y)", "--wrt", "x", "--wrt", "y", "--both-orders", "--at", "x=1,y=2"],
    ["gradient", "x^2 + 3y^2", "--at", "1,2", "--direction", "3,4"],
    ["gradient", "--form", "softmax"],
    ["jacobian", "r*cos(t)", "r*sin(t)", "--at", "r=2,t=pi/3"],
    ["hessian", "x^2 + x*y + 2y^2", "--at", "x=0,y=0", "--only", "x,y"],
    ["critical", "x^3 + y^3 - 3x*y"],
    ["critical", "sin(x)*cos(y) + x*y/5"],
    ["critical", "x*y", "--subject-to", "x + y = 10"],
    ["chain", "x^2*y", "--with", "x=cos(t)", "--with", "y=sin(t)", "--wrt", "t"],
]


def _run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "calctutor", *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("format", ["panels", "plain", "json"])
def test_every_command_in_every_format(command, format):
    done = _run(*command, "--format", format)
    assert done.returncode == 0, done.stderr
    if format == "json":
        assert json.loads(done.stdout)["schema"] == "calctutor/1"


def test_vectors_are_lists_and_matrices_lists_of_lists():
    data = json.loads(_run("hessian", "x^2 + x*y + 2y^2", "--at", "0,0", "--format", "json").stdout)
    assert data["hessian"] == [["2", "1"], ["1", "4"]]
    assert data["gradient"] == ["2*x + y", "x + 4*y"]
    assert data["at"]["definiteness"] == "positive definite"
    data = json.loads(_run("critical", "x^3 + y^3 - 3x*y", "--format", "json").stdout)
    assert [(p["point"], p["kind"]) for p in data["points"]] == [
        ({"x": "0", "y": "0"}, "saddle point"),
        ({"x": "1", "y": "1"}, "local minimum"),
    ]


ERRORS = [
    (["gradient", "x^2*y", "--at", "1,2,3"], "wrong-dimension"),
    (["gradient", "x^2*y", "--at", "x=1"], "which-point"),
    (["gradient", "x*y", "--at", "1,2", "--direction", "1,2,3"], "wrong-dimension"),
    (["gradient", "sqrt(x^2 + y^2)", "--at", "0,0"], "singular-point"),
    (["jacobian", "x*y", "x + y", "x - y", "--det"], "not-square"),
    (["hessian", "x*y", "--only", "x,q"], "which-entry"),
    (["gradient", "--form", "nonsense"], "which-form"),
    (["critical", "x*y", "--subject-to", "x + y"], "not-a-constraint"),
    (["chain", "x*y", "--with", "x=y", "--with", "y=x", "--wrt", "t"], "circular"),
]


@pytest.mark.parametrize(("command", "code"), ERRORS, ids=lambda v: v if isinstance(v, str) else " ".join(v))
def test_errors_say_what_is_wrong(command, code):
    done = _run(*command, "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"] == code


def test_a_variable_that_does_not_occur_has_derivative_zero_and_it_is_said():
    done = _run("partial", "x^2*y", "--wrt", "z", "--format", "plain")
    assert "z does not occur in the function, so the derivative by it is 0." in done.stdout


def test_unsolvable_systems_are_searched_and_labelled():
    found = critical.find(read("sin(x)*cos(y) + x*y/5"), ["x", "y"])
    assert not found.about["solved_exactly"]
    points = found.about["numeric_points"]
    assert points
    assert all(point.numeric for point in points)
    slopes = [sympy.lambdify(sympy.symbols("x y"), e) for e in ("cos(x)*cos(y) + y/5", "-sin(x)*sin(y) + x/5")]
    assert all(abs(slope(*map(float, point.decimals))) < 1e-4 for point in points for slope in slopes)


def test_a_network_of_twelve_weights():
    """Every second derivative by the rules, every entry checked, in seconds; the panels are not all printed."""
    names = [f"w{i}{j}" for i in range(1, 5) for j in (1, 2)] + [f"v{i}" for i in range(1, 5)]
    layer = " + ".join(f"v{i}*tanh(w{i}1*a + w{i}2*b)" for i in range(1, 5))
    worked = hessian.differentiate(read(f"({layer} - y)^2", names), names)
    assert len(worked.about["second_partials"]) == 78
    assert worked.verified.verdict in GOOD
    printed = shown(told_hessian.page(worked, only=[["w11", "v1"]]), "panels", Paper(80))
    assert len(printed.splitlines()) < 250
    assert len(every_step(worked.steps)) < 600


def test_refusals_are_student_errors():
    with pytest.raises(StudentError):
        partial.differentiate(read("x*y"), ["x"] * 40)
    with pytest.raises(StudentError):
        hessian.differentiate(Tree("=", (name("x"), name("y"))), ["x"])


def test_from_python():
    worked = calctutor.hessian("x^2 + x*y + 2y^2", at="0,0")
    assert worked.answer_text == "[[2, 1], [1, 4]]"
    assert "positive definite" in str(worked)
    assert "\\begin{bmatrix}" in worked._repr_markdown_()
    assert [text(entry) for entry in calctutor.gradient("x^2*y", variables="x,y").about["gradient"]] == ["2x y", "x²"]
