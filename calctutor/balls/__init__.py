"""Rigorous numbers of trees: what is an expression worth, what is its derivative, and are two expressions equal?"""

from calctutor.balls.curves import agree_on_curve
from calctutor.balls.equality import compare
from calctutor.balls.outcomes import NoNumber, NotReal, NoValue, TooWide
from calctutor.balls.values import Value, derivatives, evaluate, value
from calctutor.balls.verdicts import Counterexample, Verdict

__all__ = [
    "Counterexample",
    "NoNumber",
    "NoValue",
    "NotReal",
    "TooWide",
    "Value",
    "Verdict",
    "agree_on_curve",
    "compare",
    "derivatives",
    "evaluate",
    "value",
]
