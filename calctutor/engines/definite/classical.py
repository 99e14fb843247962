"""Does one of the ways of famous integrals fit, by the shape of integrand and range? Then no antiderivative is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calctutor.engines.definite import (
    bell,
    beta_function,
    equations,
    frullani,
    half_angles,
    inversion,
    log_waves,
    series,
    turns,
)
from calctutor.engines.definite.problem import Definite
from calctutor.engines.definite.shortcuts import Shortcut, Work

Expr = Any

WAYS: tuple[Shortcut, ...] = (
    bell.value,
    beta_function.value,
    series.value,
    frullani.value,
    log_waves.value,
    half_angles.value,
    turns.value,
    equations.value,
    inversion.value,
    inversion.tangent,
)
"""Each looks at the shape first, which costs next to nothing where it does not fit."""


def values(problem: Definite, work: Work) -> Iterator[tuple[Definite, Expr]]:
    """The ways that fit: each with a problem of its own that holds its steps, and the value."""
    for way in WAYS:
        other = problem.over(problem.f, problem.a, problem.b)
        other.conditions += problem.conditions
        value = way(other, work)
        if value is not None:
            yield other, value


__all__ = ["WAYS", "values"]
