"""Definite integrals: between two bounds, improper, iterated."""

from calctutor.engines.definite.problem import shortest
from calctutor.engines.definite.work import integrate, worked

__all__ = ["integrate", "shortest", "worked"]
