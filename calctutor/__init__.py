"""A symbolic calculus tutor: worked steps, one rule to a step, every step checked.

>>> from calctutor import differentiate
>>> print(differentiate("x**2*sin(x)").answer_text)
2x sin(x) + x² cos(x)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calctutor.api import Worked, check, differentiate, gradient, hessian, integrate, probability
    from calctutor.errors import StudentError

__version__ = "0.1.0"
__all__ = ["StudentError", "Worked", "__version__", "check", "differentiate", "gradient", "hessian", "integrate", "probability"]

_HOMES = {
    **dict.fromkeys(("Worked", "check", "differentiate", "gradient", "hessian", "integrate", "probability"), "calctutor.api"),
    "StudentError": "calctutor.errors",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that `import calctutor` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'calctutor' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
