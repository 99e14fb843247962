"""What does `chain` put together? A composition taken apart into named layers, the slope of each, and their product.

The layers are named from the inside, u1, u2, ..., and the whole is y. An expression that is a sum or a product at the top is no
chain itself; its parts may be, and each is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import calctutor.rules  # noqa: F401  (fills the rulebook)
from calctutor.balls.outcomes import NoValue
from calctutor.balls.values import evaluate
from calctutor.engines import reading_back
from calctutor.engines.derivative import derive
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, derivative, multiply, name, names, replace
from calctutor.notation.writing import text
from calctutor.rules.derivatives import outside_and_inside
from calctutor.solver import Solver
from calctutor.steps import Solution, Step
from calctutor.verify import verify, verify_answer

Expr = Any

BITS = 128
MOST_LAYERS = 60


@dataclass(frozen=True, slots=True)
class Layer:
    """`letter` = `function` of `inside`, and its slope by `inside`. With a point: the value, the slope there, and how fast the
    end of the chain changes with this layer.
    """

    letter: str
    inside: str
    function: Tree
    slope: Tree
    rule: str
    value: float | None = None
    slope_value: float | None = None
    sensitivity: float | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """One composition: its layers from the inside out, the product of their slopes from the outside in, the same with every
    letter put back, and the result. `start` and `sensitivity` are the values of the variable and of the whole slope.
    """

    letter: str
    layers: tuple[Layer, ...]
    product: Tree
    put_back: Tree
    answer: Tree
    start: float | None = None
    sensitivity: float | None = None


def unravel(f: Tree, x: str, at: Tree | None = None) -> Solution:
    """The layers of f, or of its terms or factors, worked and multiplied. Raises `StudentError` where no rule applies."""
    work = _Unravelling(f, x, at)
    parts = work.parts()
    chains = tuple(work.chain(part, prefix, letter) for part, prefix, letter in parts)
    pure = len(parts) == 1 and parts[0][0] == work.expr
    answer = chains[0].answer if pure else work.answered()
    top = None if pure else work.top(parts)
    return Solution(
        "chain",
        f,
        derivative(f, name(x)),
        verify(work.steps),
        answer,
        verify_answer(derivative(f, name(x)), answer),
        about={"wrt": x, "chains": chains, "top": top, "joined_by": work.joined_by(), "at": None if at is None else at},
    )


class _Unravelling:
    """One expression, its solver, and the steps so far."""

    def __init__(self, f: Tree, x: str, at: Tree | None) -> None:
        self.f, self.x, self.at = f, x, at
        self.algebra = Algebra()
        self.expr = reading_back.expression(self.algebra, f)
        self.free = [letter for letter in "uvwpqrsabc" if not any(used.startswith(letter) for used in names(f))]
        self.end = next(letter for letter in ("y", "z", "f", "g", "h", "k") if letter not in names(f))
        self.steps: list[Step] = reading_back.rewriting(self.algebra, f, self.expr)
        self.solver = Solver(self.algebra, taken=[*names(f), self.end])

    def joined_by(self) -> str:
        return "sum" if self.expr.is_Add else "product"

    def parts(self) -> list[tuple[Expr, str, str]]:
        """The expression itself if it has layers; otherwise those of its terms or factors that have, with their letters."""
        whole = [(self.expr, self.free[0], self.end)]
        if len(self.peeled(self.expr)) > 1 or not (self.expr.is_Add or self.expr.is_Mul):
            return whole
        x = symbol(self.x)
        inside = [part for part in self._written() if part.has(x) and len(self.peeled(part)) > 1]
        return [(part, letter, letter) for part, letter in zip(inside, self.free, strict=False)] or whole

    def _written(self) -> list[Expr]:
        """Terms or factors; those below a fraction bar come after those above it."""
        above = self.algebra.parts(self.expr)
        return [*above, *(part for part in self.expr.args if part not in above)]

    def top(self, parts: list[tuple[Expr, str, str]]) -> Tree:
        """The whole expression with a letter for each of its chains."""
        return self.algebra.tree(self.expr.xreplace({part: symbol(letter) for part, _, letter in parts}))

    def answered(self) -> Tree:
        """The derivative of a sum or product by the ordinary rules."""
        return self.algebra.tree(derive(self.solver, self.expr, self.x)[1])

    def peeled(self, expr: Expr) -> list[Expr]:
        """The layers from the outside in, each but the innermost a function of u."""
        found: list[Expr] = []
        while (layer := outermost(expr, symbol(self.x))) is not None and len(found) < MOST_LAYERS:
            found.append(layer[0])
            expr = layer[1]
        return [*found, expr]

    def chain(self, expr: Expr, prefix: str, end: str) -> Chain:
        functions = self.peeled(expr)[::-1]
        letters = [self.x, *(f"{prefix}{i}" for i in range(1, len(functions))), end]
        worked = [self._layer(f, inside, letter) for f, inside, letter in zip(functions, letters, letters[1:], strict=False)]
        layers, slopes = [layer for layer, _ in worked], [slope for _, slope in worked]
        meaning = self._meanings(layers)
        product = multiply(*(layer.slope for layer in reversed(layers)))
        value, reason = slopes[0], ""
        values = self._put_back(functions, letters)
        for slope, inside in zip(slopes[1:], letters[1:], strict=False):
            value = slope.xreplace({symbol(inside): values[inside]}) * value
        answer = self._tidied(value)
        put_back = replace(product, meaning)
        self.steps.append(
            Step("chain-rule", "Chain rule", derivative(self.algebra.tree(expr), name(self.x)), put_back, answer, why=(reason,))
        )
        return self._with_numbers(Chain(end, tuple(layers), product, put_back, answer))

    def _layer(self, function: Expr, inside: str, letter: str) -> tuple[Layer, Expr]:
        own = function.xreplace({PLACE: symbol(inside)}) if inside != self.x else function
        steps, slope = derive(self.solver, own, inside)
        self.steps += steps
        tree = self.algebra.tree
        return Layer(letter, inside, tree(own), tree(slope), steps[0].title), slope

    def _put_back(self, functions: list[Expr], letters: list[str]) -> dict[str, Expr]:
        """What every letter stands for in x."""
        values: dict[str, Expr] = {self.x: symbol(self.x)}
        for function, inside, letter in zip(functions, letters, letters[1:], strict=False):
            values[letter] = function if inside == self.x else function.xreplace({PLACE: values[inside]})
        return values

    def _meanings(self, layers: list[Layer]) -> dict[Tree, Tree]:
        meaning: dict[Tree, Tree] = {}
        for layer in layers:
            meaning[name(layer.letter)] = replace(layer.function, meaning)
        return meaning

    def _tidied(self, value: Expr) -> Tree:
        from calctutor.rules.tidying import tidy

        shorter = tidy(value)
        return self.algebra.tree(shorter[0] if shorter else value)

    def _with_numbers(self, chain: Chain) -> Chain:
        """Values down the layers, sensitivities up again."""
        if self.at is None:
            return chain
        balls = {self.x: self._number(self.at, {}, name(self.x))}
        for layer in chain.layers:
            balls[layer.letter] = self._number(layer.function, balls, name(layer.letter))
        slopes = [self._number(layer.slope, balls, layer.slope) for layer in chain.layers]
        back = [balls[self.x] * 0 + 1]
        for slope in reversed(slopes):
            back.insert(0, back[0] * slope)
        layers = tuple(
            Layer(
                layer.letter,
                layer.inside,
                layer.function,
                layer.slope,
                layer.rule,
                _float(balls[layer.letter]),
                _float(slope),
                _float(up),
            )
            for layer, slope, up in zip(chain.layers, slopes, back[1:], strict=True)
        )
        return Chain(chain.letter, layers, chain.product, chain.put_back, chain.answer, _float(balls[self.x]), _float(back[0]))

    def _number(self, tree: Tree, env: dict[str, Any], what: Tree) -> Any:
        try:
            return evaluate(tree, {letter: env[letter] for letter in names(tree) if letter in env}, BITS).ball
        except NoValue:
            raise StudentError(
                "no-value",
                f"{text(what)} has no real value at {self.x} = {text(self.at or name(self.x))}",
                remedy="choose another point, and values for the other letters",
                exit_code=NO_METHOD,
            ) from None


PLACE = symbol("…")
"""Stands for the inside of a layer until that has its letter."""


def _float(ball: Any) -> float:
    if not abs(ball) < 1e300:
        raise StudentError("too-large", "a value in this chain is too large to be written as a number", exit_code=NO_METHOD)
    return float(ball.mid())


def outermost(expr: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """The outermost layer and what is inside: a function or power of more than x, or a constant added to or multiplied
    with such a one.
    """
    layer = outside_and_inside(expr, x, PLACE)
    if layer is not None:
        return layer
    if not (expr.is_Add or expr.is_Mul):
        return None
    constant, rest = expr.as_independent(x, as_Add=expr.is_Add)
    if rest.is_Add or outside_and_inside(rest, x, PLACE) is None:
        return None if rest.is_Add or rest == expr else _deeper(expr, constant, rest, x)
    return (constant + PLACE if expr.is_Add else constant * PLACE), rest


def _deeper(expr: Expr, constant: Expr, rest: Expr, x: Expr) -> tuple[Expr, Expr] | None:
    """3 sin(x²) + 1: the rest is itself a constant times a composition."""
    if outermost(rest, x) is None:
        return None
    return (constant + PLACE if expr.is_Add else constant * PLACE), rest


def levels(chains: tuple[Chain, ...]) -> Iterator[Layer]:
    """All layers of all chains."""
    for chain in chains:
        yield from chain.layers
