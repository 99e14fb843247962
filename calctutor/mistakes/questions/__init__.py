"""How do people misread a whole question: a partial, a gradient, a Hessian, a limit, a step of descent?

Importing this package fills the book with these mistakes.
"""

from calctutor.mistakes.questions import answers, bounds, curves, derivatives, descent, hessians, limits, vectors
from calctutor.mistakes.questions.misreadings import MISREADINGS

__all__ = ["MISREADINGS", "answers", "bounds", "curves", "derivatives", "descent", "hessians", "limits", "vectors"]
