"""Curves given by equations: slopes and second derivatives at points, worked out by hand."""

import mpmath
import pytest
import sympy

from calctutor.engines.implicit import differentiate
from calctutor.notation.reading import read
from calctutor.notation.writing import python
from calctutor.steps import every_step

CURVES = [
    ("x^2 + y^2 = 25", "3", "4", "-3/4", "-25/64"),
    ("x^2/4 + y^2/9 = 1", "0", "3", "0", "-3/4"),
    ("x^3 + y^3 = 3xy", "3/2", "3/2", "-1", "-32/3"),
    ("x*y = 1", "2", "1/2", "-1/4", "1/4"),
    ("y^2 = x^3", "1", "1", "3/2", "3/4"),
    ("sin(y) = x", "1/2", "pi/6", "2/sqrt(3)", "4/(3*sqrt(3))"),
    ("e^y + x*y = e", "0", "1", "-exp(-1)", "exp(-2)"),
    ("sqrt(x) + sqrt(y) = 1", "1/4", "1/4", "-1", "4"),
]


def _at(solution, x, y):
    """The answer at a point, by sympy from its text."""
    found = sympy.sympify(python(solution.answer))
    return complex(found.subs({"x": sympy.sympify(x), "y": sympy.sympify(y)}).evalf(20))


@pytest.mark.parametrize(("equation", "x", "y", "slope", "bend"), CURVES)
def test_curve(equation, x, y, slope, bend):
    for order, value in ((1, slope), (2, bend)):
        solution = differentiate(read(equation), "x", "y", order=order)
        assert solution.complete
        assert solution.verified.verdict in ("agrees", "proved")
        assert {step.holds for step in every_step(solution.steps)} <= {"agrees", "proved"}
        assert mpmath.almosteq(_at(solution, x, y), complex(sympy.sympify(value).evalf(20)), 1e-12)


def test_the_equation_of_the_curve_is_used():
    """x² + y² is 25 on the circle: a textbook writes -25/y³."""
    solution = differentiate(read("x^2 + y^2 = 25"), "x", "y", order=2)
    assert python(solution.answer) == "-25/y**3"
    assert solution.steps[-1].rule == "by-the-equation"


def test_second_derivative_at_a_point():
    point = {"x": read("3"), "y": read("4")}
    at = differentiate(read("x^2 + y^2 = 25"), "x", "y", point, order=2).about["at"]
    assert [python(part) for part in (at.slope, at.second)] == ["-3/4", "-25/64"]
