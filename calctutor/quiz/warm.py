"""`tutoring` with everything loaded that an explanation may need: for a process that waits while somebody types."""

from calctutor.checking import diagnosis  # noqa: F401  (loads sympy)
from calctutor.quiz.tutoring import answered

__all__ = ["answered"]
