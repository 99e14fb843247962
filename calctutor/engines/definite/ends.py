"""What is an antiderivative worth at the ends of a piece: put in, or as a worked limit from inside?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.definite.problem import Definite, Diverges, Piece, shortest
from calctutor.engines.limit import by_sympy
from calctutor.engines.limit_sides import SIGNS, Sides, conclusion
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.tree import Tree, add, name, negative
from calctutor.notation.tree import replace as put_in_tree
from calctutor.notation.writing import text
from calctutor.rulebook import template
from calctutor.rules.limits.values import finite, infinite, put_in
from calctutor.solver import Stuck
from calctutor.steps import Asked, Step

Expr = Any

THEOREM = "I(f(x), x, a, b) = F(b) - F(a)"


def evaluated(problem: Definite, piece: Piece) -> Expr:
    """The value over one piece: upper end minus lower end, written out. Raises `Diverges`."""
    open_ends = [at for at, side in ((piece.q, -1), (piece.p, 1)) if not problem.closed(piece, at, side)]
    before = problem.asked(piece.p, piece.q, piece.f)
    if open_ends:
        _announce(problem, piece, open_ends[0], before)
    told = len(problem.steps)
    above, below = _end(problem, piece, piece.q, -1), _end(problem, piece, piece.p, 1)
    value = shortest(above - below)
    tree = problem.algebra.tree
    if not open_ends:
        problem.steps.append(bracket_step(before, tree(piece.F), tree(value)))
        return value
    lines = add(tree(above), negative(tree(below)))
    if len(problem.steps) == told + 1 and _plain(problem.steps[-1]):
        _joined(problem, tree(value))
    else:
        problem.line("Put in the ends", before, lines, "Value at the upper end minus value at the lower end.", tree(value))
    return value


READ_OFF = frozenset({"known-limit", "limit-laws", "direct-substitution", "infinite-limit"})


def _plain(step: Step) -> bool:
    """Can this limit be read off, so that it needs no panel of its own?"""
    return step.before.head == "L" and not step.asked and (step.rule in READ_OFF or step.rule.startswith("standard-limit"))


def _joined(problem: Definite, value: Tree) -> None:
    """A limit that is read off, said in the step that asked for it: the two become one."""
    limit, improper = problem.steps.pop(), problem.steps.pop()
    why = (*improper.why, " ", *limit.why)
    found = Asked(limit.before, limit, limit.answer)
    problem.steps.append(replace(improper, answer=value, why=why, asked=(*improper.asked, found)))


def bracket_step(before: Tree, F: Tree, value: Tree) -> Step:
    """[F] between its bounds, then with the bounds put in, then its value."""
    _, x, p, q = before.args
    bracket = Tree("at", (F, x, p, q))
    put = add(put_in_tree(F, {x: q}), negative(put_in_tree(F, {x: p})))
    inner = Step("put-in-the-bounds", "Put in the bounds", bracket, put, value, why=("Put in the bounds.",), small=True)
    why = "The antiderivative at the upper bound, less the antiderivative at the lower bound."
    return Step("fundamental-theorem", "Fundamental theorem of calculus", before, bracket, value,
                asked=(Asked(bracket, inner, put),), why=(why,), formula=template(THEOREM))  # fmt: skip


def _end(problem: Definite, piece: Piece, at: Expr, side: int) -> Expr:
    """The antiderivative at one end of a piece, put in, or as a worked limit from inside. Raises `Diverges`."""
    if problem.closed(piece, at, side):
        return piece.F.xreplace({problem.x: at})
    question = Sides(problem.limits, piece.F.xreplace({problem.x: problem.t}), problem.t, at, 0 if infinite(at) else side)
    try:
        worked = question.worked()
    except Stuck as stuck:
        return _unworked(problem, question, stuck)
    problem.steps += worked.steps
    if worked.value is None or infinite(worked.value):
        there = "grows beyond all bounds" if worked.value is not None else "has no limit: it keeps swinging"
        raise Diverges(f"the integral up to {problem.t} {there} as {problem.t} goes to {problem.words(at)}")
    return worked.value


def _unworked(problem: Definite, question: Sides, stuck: Stuck) -> Expr:
    """The limit at an end that no rule works, by sympy, labelled so. Raises `StudentError` where that does not help."""
    unknown = sorted(s.name for s in question.f.free_symbols - {problem.t} if not s.is_positive)
    if unknown:
        reason = f"whether this converges, or to what, depends on {' and '.join(unknown)}"
        remedy = " ".join(f"--assume {letter}>0" for letter in unknown)
        raise StudentError("depends-on-a-sign", reason, remedy=remedy, exit_code=NO_METHOD) from stuck
    value = by_sympy(question.f, problem.t, question.a, SIGNS.get(question.side, "+"))
    if not isinstance(value, sp.Expr) or value.has(sp.Limit, sp.AccumBounds, sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
        where = problem.words(question.a)
        raise StudentError("no-limit", f"the antiderivative has no limit that can be worked here at {where}",
                           exit_code=NO_METHOD) from stuck  # fmt: skip
    why = "No rule here works this limit; a computer algebra system gives it, without steps."
    before = question.asked_tree(problem.algebra.tree(question.f))
    problem.steps.append(conclusion(before, problem.algebra.tree(value), "Answered without steps", why, complete=False))
    return value


def _announce(problem: Definite, piece: Piece, at: Expr, before: Tree) -> None:
    """An end that cannot be put in: the integral up to t, and its limit."""
    tree, t, upper = problem.algebra.tree, name(problem.t.name), at == piece.q
    unbounded = infinite(at) or not finite(put_in(piece.f, problem.near(at, -1 if upper else 1)))
    bounds = (tree(piece.p), t) if upper else (t, tree(piece.q))
    bracket = Tree("at", (tree(piece.F), name(problem.x.name), *bounds))
    side = None if infinite(at) else "-" if upper else "+"
    title = "Improper integral" if unbounded else "Limit from inside"
    here, closed = piece.F.xreplace({problem.x: problem.t}), piece.F.xreplace({problem.x: piece.p if upper else piece.q})
    put = _difference(problem, here if upper else closed, closed if upper else here)
    inner = Step("put-in-the-bounds", "Put in the bounds", bracket, put, put, why=("Put in the bounds.",), small=True)
    asked = (Asked(bracket, inner, put),) if inner.before != put else ()
    answer = Tree("L", (put, t, tree(at)), side)
    why = _why_improper(at, unbounded, tree(at), t.value)
    problem.line(title, before, Tree("L", (bracket, t, tree(at)), side), why, answer, asked=asked)


def _difference(problem: Definite, above: Expr, below: Expr) -> Tree:
    """Upper end less lower end, as it is written down: a plain number is taken away at once, and 0 is not written."""
    tree = problem.algebra.tree
    if below == 0:
        return tree(above)
    if above == 0:
        return negative(tree(below)) if not below.could_extract_minus_sign() else tree(-below)
    first = tree(above)
    taken = tree(-below) if below.could_extract_minus_sign() else negative(tree(below))
    return add(*(first.args if first.head == "+" else (first,)), taken)


def _why_improper(at: Expr, unbounded: bool, there: Tree, t: str) -> str:
    if infinite(at):
        return f"The range is infinite. Integrate as far as {t}, and let {t} go to {text(there)}."
    if unbounded:
        return f"The integrand is unbounded at {text(there)}. Integrate as far as {t}, then let {t} go there from inside."
    return f"The antiderivative cannot be put in at {text(there)}; take its limit from inside."
