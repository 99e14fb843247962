"""What can be answered when no rule leads to the end? An antiderivative without steps, by sympy, checked by differentiating.

sympy's own integration may take for ever, so it runs in a process that is ended when its time is over. Where processes
cannot be split off, nothing is answered.
"""

from __future__ import annotations

import math
import os
import pickle
import select
import signal
from typing import Any

import sympy as sp

from calctutor.notation.vocabulary import FUNCTIONS

Expr = Any

SECONDS = 2.5


def antiderivative(f: Expr, x: Expr) -> Expr | None:
    """A real antiderivative in functions that this program knows, or None."""
    if not hasattr(os, "fork"):
        return None
    found = _in_time(f, x)
    return found if found is not None and _printable(found) else None


def _in_time(f: Expr, x: Expr) -> Expr | None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(f, x, writer)
    os.close(writer)
    try:
        ready = select.select([reader], [], [], SECONDS)[0]
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read() if ready else b""
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return pickle.loads(data) if data else None


def _answer(f: Expr, x: Expr, writer: int) -> None:
    """In the other process: integrate, write, end. Whatever goes wrong there means that there is no answer.

    The system ends it when its processor time is over, even if nobody is left who would.
    """
    import resource  # like fork, not on every system

    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(SECONDS), resource.RLIM_INFINITY))
    try:
        found = sp.integrate(f, x)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(found))
    finally:
        os._exit(0)


def _printable(found: Expr) -> bool:
    known = {function.sympy for function in FUNCTIONS.values()} | {"exp"}
    names = {type(e).__name__ for e in found.atoms(sp.Function)}
    return not found.has(sp.I, sp.Integral, sp.Piecewise, sp.nan, sp.zoo, sp.oo) and names <= known
