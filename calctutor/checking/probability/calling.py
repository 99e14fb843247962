"""How is the answer to a question about a random variable called: E(X), F(x), D(p, q)?"""

from __future__ import annotations

from calctutor.checking.probability.chance import Chance
from calctutor.notation.tree import Tree, name
from calctutor.notation.tree import replace as put_in


def left(chance: Chance) -> Tree:
    """E(X), F(x), D(p, q): what stands on the left of the answer."""
    X = capital(chance.of if chance.ranges and chance.of else chance.law.x)
    asked = chance.asked
    if asked in ("mean", "expect"):
        inside = put_in(chance.g, {name(x): capital(x) for x in _values(chance)}) if chance.g and asked == "expect" else X
        return Tree("apply", (inside,), "E")
    if asked in CALLED:
        return Tree("apply", (X,), CALLED[asked])
    if asked in ("covariance", "correlation"):
        return Tree("apply", tuple(capital(x) for x in _values(chance)), "Cov" if asked == "covariance" else "Corr")
    if asked in ("kl", "cross-entropy"):
        return Tree("apply", (name("p"), name("q")), "D" if asked == "kl" else "H")
    return _function(chance, X)


CALLED = {"variance": "Var", "deviation": "SD", "entropy": "H"}


def _function(chance: Chance, X: Tree) -> Tree:
    asked, x = chance.asked, chance.x
    if asked in ("density", "cdf"):
        values = tuple(map(name, _values(chance)))
        return Tree("apply", values, "f" if asked == "density" else "F")
    if asked == "mgf":
        return Tree("apply", (name(chance.of),), "M")
    if asked == "marginal":
        return Tree("apply", (name(chance.of),), f"f_{X.value}")
    if asked == "conditional":
        other = chance.partner(chance.of)
        return Tree("apply", (name(chance.of), name(other)), f"f_{X.value}|{capital(other).value}")
    if asked == "transform":
        return Tree("apply", (name("y" if "y" not in (*chance.law.parameters, chance.law.x) else "w"),), "f_Y")
    if asked == "between" and chance.bounds:
        low, high = chance.bounds
        return Tree("apply", (Tree("and", (Tree("<=", (low, X)), Tree("<=", (X, high)))),), "P")
    if asked in ("constant", "estimate"):
        return name(chance.of or "c")
    return {"reward": name("R"), "mass": chance.total(), "quantile": name("q")}.get(asked, x if asked == "x" else name(asked))


def _values(chance: Chance) -> tuple[str, ...]:
    return tuple(x for x, _, _ in chance.ranges) or (chance.law.x,)


def capital(letter: str) -> Tree:
    """The random variable itself."""
    return name(letter.upper() if len(letter) == 1 and letter.upper() != letter else "X")


__all__ = ["left"]
