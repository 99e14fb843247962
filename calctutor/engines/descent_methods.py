"""Which ways are there to walk downhill? One class a method: where it goes next, and the formulas that say so.

Sources: Polyak (1964) for momentum, Nesterov (1983), Kingma and Ba (2015) for Adam; Newton's method as in any textbook.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Point = list[float]
Gradient = Callable[[Sequence[float]], Point]
Hessian = Callable[[Sequence[float]], list[list[float]]]

FRICTION = 0.9
"""β, how much of its speed a walk with momentum keeps at each step."""
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


class Singular(ArithmeticError):  # noqa: N818 (what the matrix is)
    """The Hessian cannot be solved with."""


class Method:
    """A way to walk at the rate η; `formulas` and `says` are what a page tells of it."""

    formulas: tuple[str, ...] = ()
    says = ""

    def __init__(self, rate: float, gradient: Gradient, hessian: Hessian) -> None:
        self.rate, self.gradient, self.hessian = rate, gradient, hessian
        self.begin()

    def begin(self) -> None:
        """Nothing is remembered yet."""

    def next_point(self, x: Point, g: Point) -> Point:
        """The point after x, where the gradient is g. Raises `Singular` or ArithmeticError where there is none."""
        raise NotImplementedError


class GradientDescent(Method):
    formulas = ("θ ← θ − η ∇f(θ)",)
    says = "The gradient points the way in which {f} rises fastest, so the step is taken against it."

    def next_point(self, x: Point, g: Point) -> Point:
        return [a - self.rate * b for a, b in zip(x, g, strict=True)]


class Momentum(Method):
    formulas = ("v ← β v + ∇f(θ),   β = 0.9", "θ ← θ − η v")
    says = (
        "The speed v remembers earlier gradients, as a rolling ball does: what keeps its direction adds up, "
        "what alternates cancels."
    )

    def begin(self) -> None:
        self.speed: Point = []

    def next_point(self, x: Point, g: Point) -> Point:
        self.speed = [FRICTION * v + b for v, b in zip(self.speed or [0.0] * len(x), g, strict=True)]
        return [a - self.rate * v for a, v in zip(x, self.speed, strict=True)]


class Nesterov(Method):
    formulas = ("v ← β v + ∇f(θ − η β v),   β = 0.9", "θ ← θ − η v")
    says = "Like momentum, but the gradient is taken where the speed is about to carry the point, so that it brakes earlier."

    def begin(self) -> None:
        self.speed: Point = []

    def next_point(self, x: Point, g: Point) -> Point:
        speed = self.speed or [0.0] * len(x)
        ahead = self.gradient([a - self.rate * FRICTION * v for a, v in zip(x, speed, strict=True)]) if self.speed else g
        self.speed = [FRICTION * v + b for v, b in zip(speed, ahead, strict=True)]
        return [a - self.rate * v for a, v in zip(x, self.speed, strict=True)]


class Adam(Method):
    formulas = (
        "m ← β₁ m + (1 − β₁) ∇f(θ),   β₁ = 0.9",
        "s ← β₂ s + (1 − β₂) ∇f(θ)²,   β₂ = 0.999",
        "θ ← θ − η (m/(1 − β₁ᵏ))/(√(s/(1 − β₂ᵏ)) + ε),   ε = 1e-8",
    )
    says = (
        "Each coordinate is scaled by the size of its own recent gradients, so the first steps are about η "
        "long in each of them."
    )

    def begin(self) -> None:
        self.mean: Point = []
        self.square: Point = []
        self.count = 0

    def next_point(self, x: Point, g: Point) -> Point:
        zeros = [0.0] * len(x)
        self.count += 1
        self.mean = [BETA1 * m + (1 - BETA1) * b for m, b in zip(self.mean or zeros, g, strict=True)]
        self.square = [BETA2 * s + (1 - BETA2) * b * b for s, b in zip(self.square or zeros, g, strict=True)]
        first, second = 1 - BETA1**self.count, 1 - BETA2**self.count
        return [a - self.rate * (m / first) / (math.sqrt(s / second) + EPSILON)
                for a, m, s in zip(x, self.mean, self.square, strict=True)]  # fmt: skip


class Newton(Method):
    formulas = ("θ ← θ − η d,   where H(θ) d = ∇f(θ)",)
    says = "The Hessian H says how the slope itself changes; the step goes where the parabola that fits {f} here has slope 0."

    def next_point(self, x: Point, g: Point) -> Point:
        return [a - self.rate * d for a, d in zip(x, solved(self.hessian(x), g), strict=True)]


METHODS: dict[str, type[Method]] = {
    "gd": GradientDescent,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adam": Adam,
    "newton": Newton,
}
TITLES = {"gd": "gradient descent", "momentum": "gradient descent with momentum", "nesterov": "Nesterov's accelerated descent",
          "adam": "Adam", "newton": "Newton's method"}  # fmt: skip
RATES = {"gd": 0.1, "momentum": 0.02, "nesterov": 0.02, "adam": 0.1, "newton": 1.0}
"""η where none is given."""


def solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> Point:
    """The solution of a system of linear equations, by elimination with pivots. Raises `Singular`."""
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    size = len(rows)
    scale = max((abs(entry) for row in matrix for entry in row), default=0.0)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if not abs(rows[pivot][k]) > 1e-13 * scale:
            raise Singular
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(size):
            if i != k:
                share = rows[i][k] / rows[k][k]
                rows[i] = [a - share * b for a, b in zip(rows[i], rows[k], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def eigenvalues(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Those of a symmetric matrix in rising order, by Jacobi's rotations."""
    a = [list(map(float, row)) for row in matrix]
    size = len(a)
    for _ in range(60):
        off = sum(a[i][j] ** 2 for i in range(size) for j in range(size) if i != j)
        if off <= 1e-28 * max(sum(x * x for row in a for x in row), 1e-300):
            break
        for p in range(size):
            for q in range(p + 1, size):
                _rotate(a, p, q)
    return sorted(a[i][i] for i in range(size))


def _rotate(a: list[list[float]], p: int, q: int) -> None:
    """Turn the plane of p and q so that the entry between them becomes 0."""
    if a[p][q] == 0:
        return
    angle = 0.5 * math.atan2(2 * a[p][q], a[q][q] - a[p][p])
    c, s = math.cos(angle), math.sin(angle)
    for row in a:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    a[p], a[q] = (
        [c * u - s * v for u, v in zip(a[p], a[q], strict=True)],
        [s * u + c * v for u, v in zip(a[p], a[q], strict=True)],
    )
