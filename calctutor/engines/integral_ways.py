"""Is there a second derivation of an antiderivative, and do the two agree?"""

from __future__ import annotations

from dataclasses import replace

from calctutor.balls.equality import compare
from calctutor.engines import integral, reading_back
from calctutor.engines.another_way import AnotherWay
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.tree import Tree, name, names
from calctutor.notation.writing import text
from calctutor.rulebook import alternatives
from calctutor.rules.integrals.search import Search
from calctutor.solver import Solver
from calctutor.steps import Expr, Question, Solution, every_step
from calctutor.verify import holds, slope


def integrate(f: Tree, x: str) -> Solution:
    """The antiderivative worked as usual and, under `about["another_way"]`, once more with another first step.

    Raises `StudentError` when no second route is known.
    """
    algebra = Algebra()
    expr = reading_back.expression(algebra, f)
    first = integral.worked(algebra, expr, x, names(f))
    if first is None:
        return integral.integrate(f, x)
    second = _by_an_alternative(algebra, expr, x, names(f)) or _shortest_other(algebra, expr, x, names(f))
    if second is None:
        raise StudentError(
            "no-other-way",
            f"no second derivation is known for {text(f)}",
            exit_code=NO_METHOD,
            remedy="leave out --another-way",
        )
    solution = integral.solution(algebra, f, x, reading_back.rewriting(algebra, f, expr), first)
    one, other = (slope(algebra.tree(found.value), name(x)) for found in (first, second))
    found = AnotherWay(second.steps, algebra.tree(second.value), holds(compare(one, other)))
    return replace(solution, about={**solution.about, "another_way": found})


def _by_an_alternative(algebra: Algebra, expr: Expr, x: str, taken: list[str]) -> integral.Antiderivative | None:
    """A derivation that begins with a rule which is kept for this."""
    for rule in alternatives("I"):
        solved = Solver(algebra, taken=taken).solve_by(rule, Question("I", (expr, symbol(x))))
        found = None if solved is None else integral.checked(algebra, expr, x, solved)[0]
        if found is not None:
            return found
    return None


def _shortest_other(algebra: Algebra, expr: Expr, x: str, taken: list[str]) -> integral.Antiderivative | None:
    """The shorter of two: without the rule that was chosen first, or with another use of that rule."""
    found = []
    for bar in (Search.ban_rule, Search.ban):
        search = Search()
        if search.choose(expr, symbol(x)) is not None:
            bar(search, expr, symbol(x))
            found.append(integral.worked(algebra, expr, x, taken, search))
    return min((one for one in found if one is not None), key=lambda one: len(every_step(one.steps)), default=None)
