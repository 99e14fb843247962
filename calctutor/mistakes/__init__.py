"""The same subjects as in `rules`, as people get them wrong: importing this package fills the book of mistakes."""

from calctutor.mistakes import (
    algebra,
    antiderivatives,
    derivative_cases,
    derivative_table,
    derivatives,
    integrals,
    lines,
    probability,
    questions,
)

__all__ = [
    "algebra",
    "antiderivatives",
    "derivative_cases",
    "derivative_table",
    "derivatives",
    "integrals",
    "lines",
    "probability",
    "questions",
]
