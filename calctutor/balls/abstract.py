"""What does an identity about an arbitrary function f say for some particular f?

An abstract function is replaced by one smooth function after another, no two of which behave alike. `f'` is the jet of that
function; where `f^-1` occurs, f is one of a few increasing functions of the whole line whose inverse is known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from calctutor.balls import jets
from calctutor.balls.outcomes import NoNumber
from calctutor.balls.tape import SERIES, VALUES, Environment, Program
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, number, power

INVERSE = "^-1"


def _parameter(k: int) -> Tree:
    return name(f"argument {k}")


_S, _T = _parameter(0), _parameter(1)


def _exp(u: Tree) -> Tree:
    return power(constant("e"), u)


def _over(u: Tree, n: int) -> Tree:
    return divide(u, number(n))


_ONE = (
    add(_exp(_over(_S, 3)), power(_S, number(2))),
    add(call("sin", _S), multiply(number(2), _S), number(3)),
    add(number(2), call("cos", multiply(number(2), _S)), _over(_S, 5)),
    add(call("atan", _S), _exp(_over(_S, 2))),
    add(power(add(_S, number(Fraction(1, 3))), number(3)), number(7)),
    add(call("sin", add(multiply(number(3), _S), number(1))), _over(power(_S, number(2)), 2), number(2)),
)
_TWO = (
    add(multiply(call("sin", _S), _exp(_over(_T, 3))), multiply(_S, power(_T, number(2))), number(2)),
    add(call("cos", multiply(_S, _T)), multiply(number(2), _S), _exp(_over(_T, 2))),
    add(_exp(_over(add(_S, _T), 4)), multiply(power(_S, number(2)), _T), call("sin", _T)),
)
_INCREASING = (
    (_over(call("sinh", _S), 2), call("asinh", multiply(number(2), _S))),
    (add(multiply(number(3), call("asinh", _S)), number(1)), call("sinh", _over(add(_S, number(-1)), 3))),
)


def _of_many(arity: int, choice: int) -> Tree:
    """sin(a) + sin(2b) + ... + abc..., shifted by the choice."""
    each = [_parameter(k) for k in range(arity)]
    waves = [call("sin", add(multiply(number(k + 1), u), number(choice))) for k, u in enumerate(each)]
    return add(*waves, multiply(*each))


def test_function(letter: str, arity: int, choice: int, inverted: bool) -> tuple[Tree, Tree | None]:
    """The function that stands for `letter` the `choice`-th time, and its inverse if one is wanted."""
    k = sum(map(ord, letter)) + choice
    if inverted:
        return _INCREASING[k % len(_INCREASING)]
    if arity > 2:
        return _of_many(arity, k % 5), None
    family = _ONE if arity == 1 else _TWO
    return family[k % len(family)], None


test_function.__test__ = False  # type: ignore[attr-defined]


def bodies(letters: list[tuple[str, int, bool]], choice: int, compiled: Callable[[Tree], Program]) -> dict[str, Any]:
    """What an environment needs so that the applications of these (letter, arity, inverted) have values."""
    found: dict[str, Any] = {}
    for letter, arity, inverted in letters:
        f, inverse = test_function(letter, arity, choice, inverted)
        found[_key(letter, arity)] = compiled(f)
        if inverse is not None:
            found[_key(letter + INVERSE, arity)] = compiled(inverse)
    return found


def _key(letter: str, arity: int) -> str:
    return f"{letter}/{arity}()"


@lru_cache(maxsize=256)
def _spelled(value: str) -> tuple[str, int]:
    """f'' -> f, 2; f^-1 is a letter of its own."""
    letter = value.rstrip("'")
    return letter, len(value) - len(letter)


def letters(tree_values: list[tuple[str, int]]) -> list[tuple[str, int, bool]]:
    """The abstract functions among the (value, arity) of `apply` nodes, in order, and whether an inverse of each is needed."""
    plain = [(_spelled(value)[0].removesuffix(INVERSE), arity) for value, arity in tree_values]
    inverted = {_spelled(value)[0].removesuffix(INVERSE) for value, _ in tree_values if INVERSE in value}
    return [(letter, arity, letter in inverted) for letter, arity in dict.fromkeys(plain)]


class Application:
    """f(u, v, ...) or f'(u): the body of f run with its parameters set."""

    def __init__(self, value: str, args: Callable[[list[Any]], list[Any]], arity: int) -> None:
        letter, self.order = _spelled(value)
        self.key, self.args, self.arity = _key(letter, arity), args, arity
        self.parameters = [f"argument {k}" for k in range(arity)]

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        body = env.get(self.key)
        if not isinstance(body, Program) or (self.order and self.arity != 1):
            raise NoNumber("an abstract function")
        inner = dict(zip(self.parameters, self.args(results), strict=True))
        if self.order:
            return jets.Derivative(body, self.parameters[0], self.order, lambda _: inner[self.parameters[0]]).run(
                mode, [], inner
            )
        if mode == VALUES:
            return body.value(inner)
        return body.series(inner) if mode == SERIES else body.results(inner, mode)[body.root]
