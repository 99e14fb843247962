"""How are limits misread?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.balls.equality import compare
from calctutor.mistakes.questions.misreadings import Pair, Problem, misreading
from calctutor.notation.tree import Tree, derivative, divide, multiply, name, negative, number


@misreading("limit-zero-over-zero", "limit", "0/0 taken for a number", "sin(3*x)/x", "1", at="x=0", vague=1)
def zero_over_zero(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """0/0 (or ∞/∞) says nothing about the limit: the form has to be changed first."""
    if indeterminate(problem):
        yield number(1), answer
        yield number(0), answer
        yield INFINITY, answer
        yield negative(INFINITY), answer


INFINITY = Tree("constant", (), "oo")


def indeterminate(problem: Problem) -> bool:
    """Do top and bottom of a fraction both go to 0, or both to infinity?"""
    if problem.f.head != "/":
        return False
    return any(all(form(problem, part) for part in problem.f.args) for form in (_vanishes, _explodes))


@misreading("limit-one-side", "limit", "only one side was looked at", "abs(x)/x", "1", at="x=0")
def one_side(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is where it goes from one side. Look from the other side too: a limit needs both to agree."""
    if problem.question.value is None:
        for side in ("+", "-"):
            yield Tree("L", problem.question.args, side), answer


@misreading(
    "limit-quotient-rule", "limit", "the quotient rule used in l’Hôpital’s rule", "(e^x - 1 - x)/x^2", "1/6", at="x=0", vague=1
)
def quotient_in_hospital(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """L’Hôpital’s rule differentiates top and bottom each by itself; it is not the quotient rule."""
    if problem.f.head == "/":
        yield problem.question.with_args((derivative(problem.f, name(problem.wrt[0])), *problem.question.args[1:])), answer


@misreading("limit-hospital-misused", "limit", "l’Hôpital’s rule where it does not apply", "(x^2 + 1)/(x + 2)", "0", at="x=0")
def misused(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """L’Hôpital’s rule is only for 0/0 and ∞/∞. Put the point in first and look what comes out."""
    if problem.f.head == "/":
        x = name(problem.wrt[0])
        top, bottom = (derivative(part, x) for part in problem.f.args)
        yield problem.question.with_args((divide(top, bottom), *problem.question.args[1:])), answer


@misreading(
    "limit-hospital-only-top", "limit", "only the top was differentiated", "(x^2 + 1)/(x^2 + 3*x)", "0", at="x=oo", vague=1
)
def only_top(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """L’Hôpital’s rule differentiates the top and the bottom."""
    if problem.f.head == "/":
        top = derivative(problem.f.args[0], name(problem.wrt[0]))
        yield problem.question.with_args((divide(top, problem.f.args[1]), *problem.question.args[1:])), answer


@misreading("limit-growth", "limit", "top and bottom both grow", "(3*x^2 - x)/(x^2 + 5)", "oo", at="x=oo")
def growth(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Top and bottom both grow beyond all bounds: which of them is faster? Divide both by the power that grows fastest."""
    if problem.f.head == "/" and all(_explodes(problem, part) for part in problem.f.args):
        for value in (number(0), INFINITY, negative(INFINITY)):
            yield value, answer


@misreading("limit-upside-down", "limit", "the fraction is upside down", "sin(3*x)/(2*x)", "2/3", at="x=0")
def limit_upside_down(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Top and bottom are exchanged in your answer."""
    if problem.f.head == "/":
        yield problem.question.with_args((divide(*reversed(problem.f.args)), *problem.question.args[1:])), answer


@misreading("limit-other-end", "limit", "the limit at another place", "(2*x + 1)/(x - 3)", "-1/3", at="x=oo", vague=2)
def other_end(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the limit somewhere else: look again where the variable goes."""
    f, x, _ = problem.question.args
    for place in (number(0), Tree("constant", (), "oo"), negative(Tree("constant", (), "oo"))):
        yield Tree("L", (f, x, place)), answer


@misreading("limit-one-to-infinity", "limit", "1 to the power ∞ taken for 1", "(1 + 2/x)^x", "1", at="x=oo")
def one_to_infinity(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A base that goes to 1 under a growing exponent can go anywhere: take logarithms first."""
    if problem.f.head == "^":
        yield number(1), answer


@misreading("limit-of-difference", "limit", "∞ − ∞ taken for a value", "sqrt(x^2 + 4*x) - x", "0", at="x=oo")
def of_difference(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """∞ − ∞ can be anything: bring the difference into another form first."""
    if problem.f.head == "+" and sum(_explodes(problem, term) for term in problem.f.args) > 1:
        for value in (number(0), INFINITY, negative(INFINITY)):
            yield value, answer


@misreading("limit-other-side", "limit", "the limit from the other side", "1/x", "oo", at="x=0", side="-")
def other_side(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is where it goes from the other side. Put in a number that is close by on the side that was asked for."""
    if problem.question.value in ("+", "-"):
        yield Tree("L", problem.question.args, "-" if problem.question.value == "+" else "+"), answer


@misreading("limit-zero-times-infinity", "limit", "0 · ∞ taken for a value", "x*ln(x)", "-oo", at="x=0", side="+", vague=1)
def zero_times_infinity(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """0 · ∞ can be anything: write the product as a fraction, so that it becomes 0/0 or ∞/∞."""
    if problem.f.head == "*" and any(_vanishes(problem, u) and _explodes(problem, v) for u, v in _splits(problem.f)):
        for value in (number(0), INFINITY, negative(INFINITY)):
            yield value, answer


def _splits(product: Tree) -> Iterator[tuple[Tree, Tree]]:
    """Each factor with all the others."""
    for i, factor in enumerate(product.args):
        yield factor, multiply(*product.args[:i], *product.args[i + 1 :])
        yield multiply(*product.args[:i], *product.args[i + 1 :]), factor


def _at_the_end(problem: Problem, part: Tree, *values: Tree) -> bool:
    """Does this part go to one of the values?"""
    limit = problem.question.with_args((part, *problem.question.args[1:]))
    return any(compare(limit, value).equal for value in values)


def _vanishes(problem: Problem, part: Tree) -> bool:
    return _at_the_end(problem, part, number(0))


def _explodes(problem: Problem, part: Tree) -> bool:
    """Does it grow beyond all bounds, at least on one side?"""
    if _at_the_end(problem, part, INFINITY, negative(INFINITY)):
        return True
    if problem.question.value is not None or problem.question.args[2] in (INFINITY, negative(INFINITY)):
        return False
    right = Tree("L", (part, *problem.question.args[1:]), "+")
    return any(compare(right, value).equal for value in (INFINITY, negative(INFINITY)))
