"""How are questions about one derivative, or about a chain of them, misread?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calctutor.mistakes.questions.misreadings import DERIVATIVES, Pair, Problem, misreading
from calctutor.notation.tree import Tree, add, derivative, multiply, name, names, negative, number

# One derivative.


@misreading("integrated-instead", DERIVATIVES, "integrated instead of differentiated", "x^4", "x^5/5", vague=1)
def integrated(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """You went the other way: the derivative of your answer is the function that was to be differentiated."""
    if problem.order == 1 and not problem.let:
        yield derivative(answer, name(problem.wrt[0])), problem.f


@misreading("not-differentiated", DERIVATIVES, "the function itself was given", "x^4", "x^4", vague=1)
def unchanged(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the function itself, not its slope."""
    yield problem.f, answer


@misreading("stopped-too-early", DERIVATIVES, "stopped one derivative too early", "x^5", "5*x^4", order=2)
def too_early(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is a derivative of lower order: differentiate it once more."""
    if problem.order > 1:
        asked = _letters(problem)
        for k in range(1, problem.order):
            yield derivative(problem.f, *map(name, asked[:k])), answer


@misreading("one-too-many", DERIVATIVES, "differentiated once too often", "x^5", "20*x^3", vague=1)
def too_many(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is a derivative of higher order than was asked for."""
    yield derivative(problem.f, *map(name, [*_letters(problem), problem.wrt[-1]])), answer


@misreading("second-derivative-as-square", DERIVATIVES, "the first derivative was squared", "x^5", "25*x^8", order=2)
def squared(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The second derivative is the derivative of the first one, not its square."""
    if problem.order > 1 and len(set(problem.wrt)) == 1:
        asked = _letters(problem)
        yield multiply(*(derivative(problem.f, name(x)) for x in asked)), answer


def _letters(problem: Problem) -> list[str]:
    return list(problem.wrt) if len(problem.wrt) > 1 else [problem.wrt[0]] * problem.order


@misreading("other-variable", DERIVATIVES, "differentiated by another variable", "x^3*y", "x^3", vague=1, wrt="x")
def other_variable(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is a derivative by another letter. Look again which letter moves here; the others stand still."""
    if len(set(problem.wrt)) == 1:
        for other in _others(problem):
            yield derivative(problem.f, *[name(other)] * problem.order), answer


def _others(problem: Problem) -> list[str]:
    return sorted(set(names(problem.f)) - set(problem.wrt))


@misreading(
    "mixed-partial-by-one-variable", "partial diff", "both derivatives by the same variable", "x^2*y^3", "2*y^3", wrt="x,y"
)
def same_twice(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A mixed partial derivative is taken by one letter first and then by the other; here it was the same one twice."""
    if len(problem.wrt) == 2 and problem.wrt[0] != problem.wrt[1]:
        for x in problem.wrt:
            yield derivative(problem.f, name(x), name(x)), answer


@misreading(
    "mixed-partial-as-product", "partial diff", "the two partial derivatives multiplied", "x^2*y^3", "6*x^3*y^5", wrt="x,y"
)
def mixed_product(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Differentiate the first partial derivative by the other letter; do not multiply two first ones."""
    if len(problem.wrt) == 2:
        yield multiply(*(derivative(problem.f, name(x)) for x in problem.wrt)), answer


@misreading(
    "mixed-partial-as-sum", "partial diff", "the two partial derivatives added", "x^2*y^3", "2*x*y^3 + 3*x^2*y^2", wrt="x,y"
)
def mixed_sum(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Differentiate the first partial derivative by the other letter; do not add two first ones."""
    if len(problem.wrt) == 2:
        yield add(*(derivative(problem.f, name(x)) for x in problem.wrt)), answer


@misreading(
    "all-partials-added",
    "partial diff",
    "the derivatives by all variables added",
    "x^3*y^2",
    "3*x^2*y^2 + 2*x^3*y",
    vague=1,
    wrt="x",
)
def all_added(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Only {x} moves; the derivative by the other letters does not belong here."""
    if problem.order == 1 and _others(problem):
        yield add(*(derivative(problem.f, name(x)) for x in (*problem.wrt, *_others(problem)))), answer


@misreading(
    "all-partials-multiplied", "partial diff", "differentiated by all variables at once", "x^3*y^2", "6*x^2*y", vague=1, wrt="x"
)
def all_at_once(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Only {x} moves; the other letters are constants and are not differentiated."""
    for other in _others(problem) if problem.order == 1 else ():
        yield derivative(problem.f, name(problem.wrt[0]), name(other)), answer


@misreading(
    "point-put-in-too-early", DERIVATIVES, "the point was put in before differentiating", "x^2*y", "0", wrt="x", at="x=1,y=2"
)
def early_point(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Once the numbers are in, nothing moves any more and every derivative is 0. Differentiate first, then put the point in."""
    if problem.let:
        yield number(0), answer


@misreading("value-for-slope", DERIVATIVES, "the value was given instead of the slope", "x^2*y", "3", wrt="x", at="x=1,y=3")
def value_for_slope(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the height of the function at the point, not its slope."""
    if problem.let:
        yield problem.f, answer


# A chain in several variables.


def _paths(problem: Problem) -> list[tuple[Tree, Tree]]:
    """Along each path the partial derivative, at the inner functions, and the rate of the inner function."""
    inner: Mapping[Tree, Tree] = problem.about.get("inner", {})
    found = []
    for x, rate in inner.items():
        slope = derivative(problem.about["outer"], x)
        for letter, value in inner.items():
            slope = Tree("at", (slope, letter, value))
        found.append((slope, derivative(rate, name(problem.wrt[0]))))
    return found if len(found) > 1 else []


PATHS = "z = x*y^2, x = cos(t), y = e^t"


@misreading("path-missing", "chain", "a path of the chain rule is missing", PATHS, "-sin(t)*e^(2*t)", wrt="t")
def path_missing(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The outer variable depends on {x} through each of the inner ones: one term for every path."""
    paths = [multiply(*path) for path in _paths(problem)]
    for k in range(len(paths)):
        yield add(*paths[:k], *paths[k + 1 :]), answer
        yield paths[k], answer


@misreading("paths-multiplied", "chain", "the paths were multiplied", PATHS, "-2*sin(t)*cos(t)*e^(4*t)", wrt="t")
def paths_multiplied(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Along a path the derivatives are multiplied; the paths themselves are added."""
    if paths := _paths(problem):
        yield multiply(*(part for path in paths for part in path)), answer


@misreading("rates-missing", "chain", "the rates of the inner variables are missing", PATHS, "e^(2*t) + 2*cos(t)*e^t", wrt="t")
def rates_missing(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Each partial derivative still has to be multiplied by how fast its variable changes with {x}."""
    if paths := _paths(problem):
        yield add(*(slope for slope, _ in paths)), answer


@misreading("only-the-rates", "chain", "only the inner variables were differentiated", PATHS, "e^t - sin(t)", wrt="t")
def only_rates(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Each rate has to be multiplied by how strongly the outer variable depends on that inner one."""
    if paths := _paths(problem):
        yield add(*(rate for _, rate in paths)), answer


@misreading("paths-subtracted", "chain", "the paths were subtracted", PATHS, "-sin(t)*e^(2*t) - 2*cos(t)*e^(2*t)", wrt="t")
def paths_subtracted(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """What comes along the different paths is added up."""
    paths = [multiply(*path) for path in _paths(problem)]
    for k in range(len(paths)):
        yield add(*paths[:k], negative(paths[k]), *paths[k + 1 :]), answer
