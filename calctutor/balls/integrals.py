"""What is a definite integral, as a rigorous ball?

`acb.integral` encloses the integral of a function that is analytic near the path, and bisects where it is not; the integrand is
run on complex balls. An answer that is not real, or an integrand that is undefined inside the range, is `NotReal`. A range that
defeats the method (infinite, or singular at an end) is enclosed inside and continued to its ends in `improper`; what defeats
that too is
`TooWide`.

Source: Johansson, "Numerical integration in arbitrary-precision ball arithmetic" (2018).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import acb, arb, arb_series, ctx

from calctutor.balls import improper
from calctutor.balls.jets import sampled
from calctutor.balls.outcomes import NotReal, NoValue, TooWide
from calctutor.balls.tape import ANALYTIC, COMPLEX, SERIES, Environment, Program

EVALUATIONS = 4000
_INSIDE = [Fraction(k, 17) for k in (1, 5, 9, 13, 16)]


def integral(body: Program, x: str, a: Any, b: Any, env: Environment) -> Any:
    """The integral of `body` from ball a to ball b. Raises NotReal, TooWide or NoNumber."""
    if a.is_nan() or b.is_nan():
        raise TooWide
    if not (a.is_finite() and b.is_finite()):
        return improper.integral(body, x, a, b, env, _enclosed)
    if a.is_exact() and b.is_exact() and a == b:
        return arb(0)
    for share in _INSIDE:
        _check_real(body, {**env, x: a + (b - a) * share.numerator / share.denominator})
    found = _enclosed(body, x, a, b, env)
    if not found.is_finite():
        return improper.integral(body, x, a, b, env, _enclosed)
    if not found.imag.contains(0):
        raise NotReal("I")
    return found.real


def _check_real(body: Program, env: Environment) -> None:
    """Lets a complex integrand be told from a difficult one."""
    try:
        body.value(env)
    except TooWide:
        return


def _enclosed(body: Program, x: str, a: Any, b: Any, env: Environment) -> Any:
    failed = acb("nan")

    def integrand(z: Any, analytic: bool) -> Any:
        try:
            return body.results({**env, x: z}, ANALYTIC if analytic else COMPLEX)[body.root]
        except (NoValue, ValueError, ZeroDivisionError, NotImplementedError):
            return failed  # an exception cannot pass through acb.integral

    return acb.integral(integrand, acb(a), acb(b), eval_limit=EVALUATIONS, depth_limit=2 * ctx.prec)


def _within(body: Program, x: str, a: Any, b: Any, env: Environment, mode: int) -> Any:
    """The inner one of two integrals, its bounds complex balls: over [0, 1], analytic everywhere if it must be anywhere."""
    width = b - a

    def integrand(s: Any, analytic: bool) -> Any:
        try:
            place = {**env, x: a + width * s}
            return body.results(place, ANALYTIC if analytic or mode == ANALYTIC else COMPLEX)[body.root] * width
        except (NoValue, ValueError, ZeroDivisionError, NotImplementedError):
            return acb("nan")

    return acb.integral(integrand, acb(0), acb(1), eval_limit=EVALUATIONS // 20)


class Integral:
    """I(f, x, a, b). Along a path it is sampled, so that the rule for moving bounds is checked by something else."""

    def __init__(self, body: Program, x: str, ends: Callable[[list[Any]], list[Any]]) -> None:
        self.body, self.x, self.ends = body, x, ends
        self.free = sorted(body.free - {x})

    def run(self, mode: int, results: list[Any], env: Environment) -> Any:
        a, b = self.ends(results)
        if mode >= COMPLEX:
            return _within(self.body, self.x, a, b, env, mode)
        path = {"a ": a, "b ": b, **{n: env[n] for n in self.free if n in env}}
        if mode != SERIES or not any(u.__class__ is arb_series for u in path.values()):
            return integral(self.body, self.x, a, b, env)
        return sampled(lambda at: integral(self.body, self.x, at["a "], at["b "], {**env, **at}), path)
