"""Where does a series go whose terms fall too slowly to be added up?

Partial sums are combined so that what is left over cancels: Levin's u transformation, which serves terms like 1/k² as well as
alternating ones. Two orders must agree; their difference, enlarged, is the radius. That is evidence and not a proof.

Source: Levin, "Development of non-linear transformations for improving convergence of sequences" (1973); Weniger, "Nonlinear
sequence transformations" (1989), section 7.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, ctx, fmpz

from calctutor.balls.outcomes import Precision, TooWide

ORDERS = (90, 120)
BITS = 1200
"""The weights are large and of both signs, so that digits cancel."""
MARGIN = 1000
SETTLED = 50
"""The two orders must agree to so many bits at least."""


def accelerated(term: Callable[[int], Any], first: int) -> Any:
    """The sum of term(k) for k = first, first + 1, ... as a ball. Raises TooWide where the two orders disagree."""
    with Precision(bits=BITS + ctx.prec):
        terms = [term(first + k) for k in range(ORDERS[-1] + 1)]
        if not all(t.is_finite() and not t.contains(0) for t in terms):
            raise TooWide
        short, long = (_levin(terms[: order + 1]) for order in ORDERS)
        gap = abs(long - short)
        if not gap < (1 + abs(long)) * arb(2) ** -SETTLED:
            raise TooWide
        return long + arb(0, (gap * MARGIN).upper())


def _levin(terms: list[Any]) -> Any:
    """The quotient of weighted sums of S_k/w_k and of 1/w_k, where w_k = (k + 1) times the k-th term."""
    n = len(terms) - 1
    total, above, below = arb(0), arb(0), arb(0)
    for k, term in enumerate(terms):
        total += term
        weight = arb(fmpz.bin_uiui(n, k)) * arb(k + 1) ** (n - 1) / arb(n + 1) ** (n - 1) / ((k + 1) * term)
        weight = -weight if k % 2 else weight
        above, below = above + weight * total, below + weight
    return above / below


__all__ = ["accelerated"]
