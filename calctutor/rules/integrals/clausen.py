"""Which integrals lead to the inverse tangent integral and to the Clausen function?

Both are dilogarithms of imaginary arguments, Ti₂(x) = Im Li₂(i x) and Cl₂(x) = Im Li₂(e^(i x)), which stay real. Source:
L. Lewin, Polylogarithms and Associated Functions (1981), chapters 2 and 4.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.notation.algebra import OWN
from calctutor.rulebook import rule
from calctutor.rules.integrals.shapes import linear
from calctutor.rules.integrals.special import NOTHING, over_linear
from calctutor.steps import Rewrite

Expr = Any
HALF_TURN = sp.pi / 2


@rule("Inverse tangent integral", "I(f, x) = g", formula="I(atan(x)/x, x) = Ti2(x) + C", example="atan(x)/x")
def inverse_tangent_integral(f: Expr, x: Expr) -> Rewrite | None:
    """Ti₂ is the name of the integral of arctan(t)/t from 0 on."""
    found = over_linear(f, x)
    if found is None or found[0].func is not sp.atan or not linear(found[0].args[0], x):
        return None
    T, a, b = found
    if sp.cancel(T.args[0] / (a * x + b)).has(x):
        return None
    return Rewrite(where={"g": OWN["Ti2"](T.args[0]) / a}, remarks=(NOTHING,), final=True)


@rule("Clausen function", "I(f, x) = g", formula="I(ln(abs(2 sin(x/2))), x) = -Cl2(x) + C", example="ln(sin(x))")
def clausen(f: Expr, x: Expr) -> Rewrite | None:
    """Cl₂, the Clausen function, is by definition minus the integral of ln|2 sin(t/2)| from 0 on. A cosine is the sine of an
    angle that is a quarter turn ahead, and a tangent is the one divided by the other.
    """
    if f.func is not sp.log:
        return None
    inside = f.args[0].args[0] if f.args[0].func is sp.Abs else f.args[0]
    k, wave = inside.as_independent(x, as_Add=False)
    size, parts = _as_sines(wave)
    if not parts or not all(linear(angle, x) for _, angle in parts):
        return None
    # n ln|2 sin(y)| is the slope of -n Cl₂(2y)/(2 y′)
    constant = sp.log(sp.Abs(k * size) / 2 ** sum(n for n, _ in parts))
    terms = (-n * OWN["Cl2"](sp.expand(2 * angle)) / (2 * linear(angle, x)[0]) for n, angle in parts)  # type: ignore[index]
    return Rewrite(where={"g": sp.Add(*terms) + constant * x}, remarks=(NOTHING,), final=True)


Sines = tuple[Expr, list[tuple[int, Expr]]]
"""A number, and powers n of the sines of angles y: the size of a function is that of their product."""

SINES = {
    sp.sin: [(1, 0)], sp.csc: [(-1, 0)], sp.cos: [(1, HALF_TURN)], sp.sec: [(-1, HALF_TURN)],
    sp.tan: [(1, 0), (-1, HALF_TURN)], sp.cot: [(-1, 0), (1, HALF_TURN)],
}  # fmt: skip
"""A function: the powers, and by how much the angles are ahead."""


def _as_sines(wave: Expr) -> Sines:
    """No sines where it is no such function."""
    if wave.is_Add and len(wave.args) == 2:
        return _one_and_a_wave(wave) if any(e.is_number for e in wave.args) else _two_waves(wave)
    shifts = SINES.get(wave.func, []) if wave.is_Function else []
    return sp.Integer(1), [(n, wave.args[0] + shift) for n, shift in shifts]


def _one_and_a_wave(total: Expr) -> Sines:
    """k + k cos y is 2 k cos(y/2)², and k - k cos y is 2 k sin(y/2)²; a sine is the cosine of a quarter turn less."""
    k, moving = total.as_coeff_Add()
    c, wave = moving.as_coeff_Mul()
    if wave.func not in (sp.sin, sp.cos) or abs(c) != abs(k):
        return sp.Integer(0), []
    half = (wave.args[0] - (HALF_TURN if wave.func is sp.sin else 0)) / 2
    return 2 * k, [(2, half + (HALF_TURN if c == k else 0))]


def _two_waves(total: Expr) -> Sines:
    """csc y + cot y is cot(y/2), and sec y + tan y the cotangent of half the angle from y to a quarter turn."""
    kinds, angles = {e.func for e in total.args}, {e.args[0] for e in total.args if e.is_Function}
    if len(angles) != 1 or kinds not in ({sp.csc, sp.cot}, {sp.sec, sp.tan}):
        return sp.Integer(0), []
    y = angles.pop() / 2 if sp.csc in kinds else sp.pi / 4 - angles.pop() / 2
    return sp.Integer(1), [(-1, y), (1, y + HALF_TURN)]
