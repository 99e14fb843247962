"""Whole derivatives: random ones against an independent derivative, and known ones rule by rule."""

import tomllib
from pathlib import Path

import mpmath
import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from sympy.parsing.sympy_parser import parse_expr

from calctutor import StudentError, differentiate
from calctutor.steps import every_step
from tests.expressions import EXPRESSIONS

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "derivatives.toml").read_text())["problem"]
NAMES = {"E": sympy.E, "x": sympy.Symbol("x", real=True)}


JUMPS = {"DiracDelta": lambda _: 0, "Heaviside": lambda t, _: int(t > 0)}
FLOATS = {name: getattr(mpmath.fp, name) for name in dir(mpmath.fp) if not name.startswith("_")}


def _derivatives_agree(f, one, other, points=("0.3", "0.7", "1.3", "2.1", "-0.4", "-1.7", "3.2")):
    """Do two derivatives agree wherever f and both are real? Evaluated by mpmath, which the program itself does not use.

    Floats go first: where they overflow, a tower of powers would take mpmath all the memory there is.
    """
    rough, fine = ([sympy.lambdify(NAMES["x"], e, [JUMPS, modules]) for e in (f, one, other)] for modules in (FLOATS, "mpmath"))
    for point in points:
        try:
            if not all(abs(value(float(point))) < 1e100 for value in rough):
                continue
            with mpmath.workdps(40):
                height, a, b = (mpmath.mpmathify(value(mpmath.mpf(point))) for value in fine)
        except (ArithmeticError, ValueError, TypeError):
            continue
        if all(mpmath.isfinite(v) and abs(mpmath.im(v)) < 1e-20 for v in (height, a, b)):
            assert abs(a - b) <= mpmath.mpf("1e-15") * max(1, abs(a)), (point, a, b)


def _check(text):
    """The program's derivative of `text` against sympy's, every step holding."""
    try:
        worked = differentiate(text, wrt="x")
    except StudentError as refused:
        if refused.code not in ("division-by-zero", "not-real", "too-large", "infinity"):
            raise
        return
    assert worked.verified.verdict in ("proved", "agrees", "undecided"), text
    for step in every_step(worked.steps):
        assert step.holds != "fails", (text, step.title)
        if worked.verified.verdict != "undecided":
            assert step.holds in ("proved", "agrees", "undecided")
    data = worked.data
    f = parse_expr(data["read_as"], local_dict=NAMES)
    ours = parse_expr(data["answer"], local_dict=NAMES)
    _derivatives_agree(f, ours, f.diff(NAMES["x"]))


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS)
def test_random_compositions_agree_with_an_independent_derivative(text):
    _check(text)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS)
def test_five_thousand_random_compositions(text):
    _check(text)


@pytest.mark.parametrize("row", TABLE, ids=[row["f"] for row in TABLE])
def test_known_problem(row):
    """The rules that a teacher would use, in the order in which they are told, and the answer as a textbook prints it."""
    worked = differentiate(row["f"], wrt=row.get("wrt", "x"), order=row.get("order", 1))
    if "answer" in row:
        assert worked.answer_text == row["answer"]
    if "rules" in row:
        assert [step.rule for step in every_step(worked.steps)] == row["rules"]
    assert worked.complete
    assert all(step.holds in ("proved", "agrees") for step in every_step(worked.steps))
    assert worked.verified.verdict in ("proved", "agrees")


def test_a_power_with_a_long_exponent_is_not_multiplied_out():
    """Multiplied out, (9x + 6)^((5x + 5)^5) would become a product with (9x + 6)^3125 in it."""
    import sympy as sp

    from calctutor.rules.bracketing import expandable

    x = sp.Symbol("x", real=True)
    long = (9 * x + 6) ** ((5 * x + 5) ** 5)
    assert not expandable(long * (x + 1))
    assert not expandable(sp.exp(-long))
    assert not expandable(sp.exp((5 * x + 5) ** 5 * sp.log(9 * x + 6)))
    assert expandable((9 * x + 6) ** (2 * x + 3) * (x + 1))
