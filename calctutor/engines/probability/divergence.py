"""How far apart are two distributions (Kullback and Leibler's divergence), what does one cost in the code of another
(cross-entropy), and what is a reward worth that comes later?
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.probability.asking import Law
from calctutor.engines.probability.check import Numbers
from calctutor.engines.probability.density import examined
from calctutor.engines.probability.logarithms import expected_logarithm, in_squares, log_density
from calctutor.engines.probability.parts import Part, Problem, Said, gathered
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, add, constant, multiply, name, negative, number
from calctutor.notation.writing import text
from calctutor.steps import Solution, Verified

Expr = Any

FAR: Said = ("The divergence is the expected value, under the first, of ln p(x) - ln q(x): what the second gets wrong on the "
             "average. Take the logarithms apart, and average term by term.",)  # fmt: skip
INFINITE = {"infinite": True}
CODE: Said = ("The cross-entropy is the expected value, under the first, of -ln q(x). Take the logarithm apart.",)
LATER: Said = (
    "What comes at the time t counts γ(t) as much as what comes now: integrate the reward times its discount over all time.",
)


def _both(first: Law, second: Law) -> tuple[Problem, Expr, Expr]:
    """The first as a problem that knows the letters of both, and the logarithms of both densities."""
    if first.discrete != second.discrete:
        raise StudentError("two-kinds", "one of the two is discrete and the other is not", exit_code=NO_METHOD)
    for law in (first, second):
        if not law.title:
            examined(law)
    conditions = tuple(dict.fromkeys((*first.conditions, *second.conditions)))
    p, q = (Problem(replace(law, conditions=conditions, whole=(*first.whole, *second.whole))) for law in (first, second))
    letters = tuple(sorted({*first.parameters, *second.parameters}))
    p.letters, p.numbers, p.taken = letters, Numbers(p.known.bounds, letters), tuple({*p.taken, *q.taken})
    return p, log_density(p), log_density(q).xreplace({q.x: p.x})


def divergence(first: Law, second: Law) -> Solution:
    """The Kullback–Leibler divergence D(p‖q) of two laws over the same letter. Raises `StudentError`."""
    p, own, other = _both(first, second)
    left = Tree("apply", (name("p"), name("q")), "D")
    part = Part("divergence", "Kullback–Leibler divergence", left, before=(FAR, _line(p, own, other)))
    if outside := _outside(p, second):
        return _solution(
            p, second, replace(part, exists=False, reason=outside, verified=Verified("proved"), about=INFINITE), "kl"
        )
    log = own - other
    done = expected_logarithm(p, log, part) or p.integral(sp.expand(log) * p.f, part)[0]
    return _solution(p, second, _arranged(p, done), "kl")


def cross_entropy(first: Law, second: Law) -> Solution:
    """The cross-entropy H(p, q) of two laws over the same letter. Raises `StudentError`."""
    p, _, other = _both(first, second)
    left = Tree("apply", (name("p"), name("q")), "H")
    line: Said = (negative(Tree("ln", (Tree("apply", (name(first.x),), "q"),))), " = ", p.algebra.tree(-other))
    part = Part("cross-entropy", "Cross-entropy", left, before=(CODE, line))
    if outside := _outside(p, second):
        return _solution(
            p, second, replace(part, exists=False, reason=outside, verified=Verified("proved"), about=INFINITE), "cross_entropy"
        )
    done = expected_logarithm(p, -other, part) or p.integral(sp.expand(-other) * p.f, part)[0]
    return _solution(p, second, done, "cross_entropy")


def _arranged(p: Problem, part: Part) -> Part:
    """The same value with its logarithms and numbers apart, and squares of differences put together, where that is shorter."""
    if part.answer is None or not (value := p.known.expression(part.answer)).free_symbols:
        return part
    terms = sp.Add.make_args(sp.expand(sp.expand_log(value, force=True)))
    logs = [t for t in terms if t.has(sp.log)]
    if any(t.as_coeff_Mul()[0] not in (1, -1) or not isinstance(t.as_coeff_Mul()[1], sp.log) for t in logs):
        return part
    numbers = [t for t in terms if t.is_number and t not in logs]
    rest = in_squares(sp.together(sp.Add(*(t for t in terms if t not in logs and t not in numbers))))
    together = sp.Add(sp.logcombine(sp.Add(*logs), force=True), rest, *numbers)
    shown = p.algebra.tree(together)
    if p.numbers.same(part.answer or shown, shown) not in ("agrees", "proved"):
        return part
    return replace(part, answer=shown)


def _line(p: Problem, own: Expr, other: Expr) -> Said:
    x = name(p.law.x)
    logs = [Tree("ln", (Tree("apply", (x,), letter),)) for letter in "pq"]
    return (add(logs[0], negative(logs[1])), " = ", p.algebra.tree(own - other))


def _outside(p: Problem, second: Law) -> str:
    """Why the divergence is infinite, where the first has values that the second rules out."""
    low, high = (p.expression(end) for end in (second.low, second.high))
    for gap, end in ((p.low - low, second.low), (high - p.high, second.high)):
        if (end == second.low and low == -sp.oo) or (end == second.high and high == sp.oo):
            continue
        if gap in (-sp.oo, sp.oo) or p.known.sign(gap) == -1:
            return f"the first has values beyond {text(end)}, where the second has the density 0"
        if p.known.sign(gap) is None:
            raise StudentError("depends-on-a-sign", f"the support of the second must contain that of the first at {text(end)}",
                               exit_code=NO_METHOD, remedy='say how the letters compare: --assume "a<b"')  # fmt: skip
    return ""


def _solution(p: Problem, second: Law, part: Part, kind: str) -> Solution:
    return gathered(p.law, (part,), kind, p.letters, second_density=second.f)


def discounted(discount: Tree, reward: Tree, t: str, conditions: tuple[Tree, ...]) -> Solution:
    """The expected discounted reward, the integral of γ(t) r(t) over t from 0 to ∞. Raises `StudentError`."""
    law = Law(multiply(discount, reward), t, number(0), constant("oo"), conditions)
    p = Problem(law)
    part = Part("reward", "Discounted reward", name("R"), before=(LATER,))
    done, _, _ = p.integral(p.f, part)
    return gathered(law, (done,), "reward", discount=discount, reward=reward)


__all__ = ["cross_entropy", "discounted", "divergence"]
