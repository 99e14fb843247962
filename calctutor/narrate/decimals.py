"""How many digits of a number does a reader need? Full precision is kept in the data; a page shows a few."""

from __future__ import annotations

import math

from calctutor.notation.tree import Tree, name


def shown(value: float | None, digits: int = 5) -> str:
    """`0.62246`, `-3`, `1.4e-11`; `–` where there is none."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else "∞" if value > 0 else "-∞"
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def number(value: float | None, digits: int = 6) -> Tree:
    """A rounded number as it stands in an equation. It is a picture of the number, never computed with."""
    return name(shown(value, digits))


def factor(value: float, digits: int = 5) -> str:
    """A number behind a sign of multiplication."""
    return f"({shown(value, digits)})" if value < 0 else shown(value, digits)
