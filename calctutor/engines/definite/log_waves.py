"""Is this the logarithm of a sine or a cosine over whole quarter turns?

Euler's way: over a quarter turn ln sin and ln cos have the same integral J; together they are ln(sin(2x)/2), which gives
J again, so that 2 J = J − (π/2) ln 2. What other logarithms have inside (tan x, 1 + cos x, sin² x) is written as sines and
cosines first.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite
from calctutor.notation.tree import Tree, add, call, divide, multiply, name, negative, number
from calctutor.rules.limits.values import finite

Expr = Any
Waves = tuple[Expr, list[tuple[Expr, Expr]]]
"""A constant, and (factor, wave) for each ln of a wave."""


def value(problem: Definite, _work: Any = None) -> Expr | None:
    """The value, with its steps written into the problem; None where a logarithm has something else inside, or the range is
    not made of whole quarter turns.
    """
    f, x = problem.f, problem.x
    if not problem.numeric or not f.has(sp.log) or not f.has(sp.sin, sp.cos, sp.tan, sp.cot) or not finite(problem.b):
        return None
    found = _apart(f, x)
    if found is None or not found[1]:
        return None
    turns = [_quarter_turns(problem, wave) for _, wave in found[1]]
    return None if None in turns else _told(problem, found, [turn for turn in turns if turn is not None])


def _apart(f: Expr, x: Expr) -> Waves | None:
    """f as constant + Σ factor · ln(wave)."""
    constant, waves = sp.Integer(0), []
    for term in sp.Add.make_args(sp.expand(f)):
        if not term.has(x):
            constant += term
            continue
        c, log = term.as_independent(x, as_Add=False)
        inner = _waves_in(log.args[0], x) if log.func is sp.log else None
        if inner is None:
            return None
        constant += c * inner[0]
        waves += [(c * power, wave) for power, wave in inner[1]]
    return constant, waves


def _waves_in(g: Expr, x: Expr) -> Waves | None:
    """ln g as constant + Σ power · ln(wave)."""
    plain = _wave(g, x)
    if plain is not None:
        return plain
    constant, waves = sp.Integer(0), []
    for factor in sp.Mul.make_args(sp.factor(g)):
        base, power = factor.as_base_exp()
        base = base.args[0] if base.func is sp.Abs else base
        inner = _wave(base, x)
        if inner is None or not power.is_number:
            return None
        constant += power * inner[0]
        waves += [(power * p, wave) for p, wave in inner[1]]
    return constant, waves


def _wave(g: Expr, x: Expr) -> Waves | None:
    if not g.has(x):
        return (sp.log(g), []) if g.is_positive else None
    if g.func in (sp.sin, sp.cos):
        return sp.Integer(0), [(sp.Integer(1), g)]
    if g.func in (sp.tan, sp.cot):
        way = 1 if g.func is sp.tan else -1
        return sp.Integer(0), [(sp.Integer(way), sp.sin(g.args[0])), (sp.Integer(-way), sp.cos(g.args[0]))]
    return _one_and_wave(g, x)


def _one_and_wave(g: Expr, x: Expr) -> Waves | None:
    """c (1 ± cos u) is 2c cos²(u/2) or 2c sin²(u/2); 1 − sin²u and 1 − cos²u are squares as well."""
    c, rest = g.as_independent(x, as_Add=True)
    b, wave = rest.as_independent(x, as_Add=False)
    if not (c.is_positive and abs(b) == c):
        return None
    if wave.is_Pow and wave.exp == 2 and wave.base.func in (sp.sin, sp.cos) and b == -c:
        other = sp.cos if wave.base.func is sp.sin else sp.sin
        return sp.log(c), [(sp.Integer(2), other(wave.base.args[0]))]
    if wave.func not in (sp.sin, sp.cos):
        return None
    u = wave.args[0] if wave.func is sp.cos else sp.pi / 2 - wave.args[0]
    return sp.log(2 * c), [(sp.Integer(2), (sp.cos if b == c else sp.sin)(sp.expand(u / 2)))]


def _quarter_turns(problem: Definite, wave: Expr) -> tuple[Expr, Expr] | None:
    """(how many quarter turns the angle makes over the range, its speed); None where it does not begin and end at a quarter."""
    u, x = wave.args[0], problem.x
    speed = u.coeff(x, 1)
    if not u.is_polynomial(x) or sp.degree(u, x) != 1 or not speed.is_Rational:
        return None
    ends = [sp.simplify(u.xreplace({x: end}) / (sp.pi / 2)) for end in (problem.a, problem.b)]
    if not all(end.is_Integer for end in ends) or ends[0] == ends[1]:
        return None
    return abs(ends[1] - ends[0]), abs(speed)


def _told(problem: Definite, found: Waves, turns: list[tuple[Expr, Expr]]) -> Expr:
    constant, waves = found
    x, tree = problem.x, problem.algebra.tree
    quarter = problem.asked(sp.Integer(0), sp.pi / 2, sp.log(sp.sin(x)))
    question = problem.question
    with_bars = constant + sp.Add(*(c * sp.log(_size(problem, wave)) for c, wave in waves))
    if with_bars != problem.f:
        after = problem.asked(problem.a, problem.b, with_bars)
        problem.line("Split the logarithm", question, after, "Write what is inside as a product of sines and cosines: the "
                     "logarithm "
                     "of a product is the sum of the logarithms, and a power comes out in front.")  # fmt: skip
        question = after
    times = sp.Add(*(c * count / speed for (c, _), (count, speed) in zip(waves, turns, strict=True)))
    width = constant * (problem.b - problem.a)
    if question != quarter:
        parts = [*([tree(width)] if width != 0 else []), *([_times(problem, times, quarter)] if times != 0 else [])]
        why = (
            "In the angle of each sine or cosine the range is made of whole quarter turns, and over each of them the "
            "logarithm has "
            "the same integral, forwards or backwards: that of ln sin over the first one. A faster angle makes more of "
            "them, and each "
            "counts for less in proportion."
        )
        told = width if times == 0 else None
        problem.line("Quarter turns", question, add(*parts), why, tree(told) if told is not None else None)
    if times == 0:
        return width
    _euler(problem, quarter)
    J = -sp.pi / 2 * sp.log(2)
    total = sp.expand(width + times * J)
    if problem.question != quarter:
        put = add(*([tree(width)] if width != 0 else []), tree(times * J))
        problem.line("Put it together", problem.question, put, "Use the value over a quarter turn.", tree(total))
    return total


def _size(problem: Definite, wave: Expr) -> Expr:
    """The wave, in bars where it is negative somewhere in the range."""
    places = [problem.a + (problem.b - problem.a) * k / sp.Integer(23) for k in range(1, 23)]
    return wave if all(sp.N(wave.xreplace({problem.x: place})) >= 0 for place in places) else sp.Abs(wave)


def _times(problem: Definite, times: Expr, quarter: Tree) -> Tree:
    return quarter if times == 1 else negative(quarter) if times == -1 else multiply(problem.algebra.tree(times), quarter)


def _half(tree: Tree) -> Tree:
    return multiply(divide(number(1), number(2)), tree)


def _euler(problem: Definite, quarter: Tree) -> None:
    """The integral of ln sin over a quarter turn."""
    x, tree = problem.x, problem.algebra.tree
    zero, end = sp.Integer(0), sp.pi / 2
    other = problem.asked(zero, end, sp.log(sp.cos(x)))
    why = f"Call the integral J. Run through the range backwards: {x} becomes π/2 − {x}, whose sine is cos({x})."
    problem.line("King's rule", quarter, other, why)
    angle = multiply(number(2), name(x.name))
    double = Tree("I", (call("ln", divide(call("sin", angle), number(2))), *quarter.args[1:]))
    why = (
        f"J is half of the sum of both: ln sin({x}) + ln cos({x}) = ln(sin({x}) cos({x})), and sin({x}) cos({x}) = sin(2{x})/2."
    )
    problem.line("Add both forms", quarter, _half(double), why)
    loss = tree(sp.pi / 4 * sp.log(2))
    back = add(_half(quarter), negative(loss))
    why = (f"ln(sin(2{x})/2) = ln sin(2{x}) − ln 2. With u = 2{x}, ln sin(2{x}) runs over the half turn from 0 to π at "
           f"double speed; "
           "its second quarter is the first one backwards, so that this is the integral over one quarter again.")  # fmt: skip
    problem.line("Double angle", _half(double), back, why)
    why = "The integral J has come back: J = J/2 − (π/4) ln 2. Solve for it."
    problem.line("Solve for the integral", quarter, tree(-sp.pi / 2 * sp.log(2)), why)


__all__ = ["value"]
