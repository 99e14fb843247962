"""How do people misread a whole question: a partial, a gradient, a Hessian, a limit, a step of descent?

Each mistake yields pairs of trees; where such a pair is equal, it explains the answer. The trees may ask for derivatives, which are
evaluated, so nothing has to be solved here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import Any, Protocol

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, names, negative, number, power, replace

Pair = tuple[Tree, Tree]


class Problem(Protocol):
    """What a mistake may look at."""

    @property
    def kind(self) -> str: ...
    @property
    def f(self) -> Tree: ...
    @property
    def wrt(self) -> tuple[str, ...]: ...
    @property
    def question(self) -> Tree: ...
    @property
    def let(self) -> Mapping[str, Tree]: ...
    @property
    def order(self) -> int: ...
    @property
    def about(self) -> Mapping[str, Any]: ...


Pairs = Callable[[Problem, Tree], Iterator[Pair]]
MISREADINGS: dict[str, tuple[frozenset[str], Pairs]] = {}
"""Mistake -> the kinds of question that it is made on, and its pairs."""

DERIVATIVES = "diff partial chain"


def misreading(
    id: str, kinds: str, title: str, question: str, wrong: str, vague: int = 0, **options: Any
) -> Callable[[Pairs], Pairs]:
    """Enter a mistake about a whole question; its docstring is what the student is told."""

    def enter_it(pairs: Pairs) -> Pairs:
        text = " ".join((pairs.__doc__ or "").split())
        enter(Mistake(id, title, text, kinds.split()[0], question, wrong, vague=vague, options=options))
        MISREADINGS[id] = frozenset(kinds.split()), pairs
        return pairs

    return enter_it


def _list(*parts: Tree) -> Tree:
    return Tree("list", parts)


def _partials(problem: Problem) -> list[Tree]:
    return [derivative(problem.f, name(x)) for x in problem.wrt]


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


# Gradients and Jacobians.


@misreading("gradient-summed", "gradient", "the partial derivatives were added up", "x^2*y", "2*x*y + x^2")
def summed(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A gradient is a vector: keep the partial derivatives apart, one component each."""
    yield add(*_partials(problem)), answer


@misreading("gradient-swapped", "gradient", "the components are in another order", "x^2*y", "(x^2, 2*x*y)")
def swapped(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The first component is the derivative by the first letter, and so on."""
    partials = _partials(problem)
    if len(partials) <= 4:
        for order in list(permutations(partials))[1:]:
            yield _list(*order), answer


@misreading("gradient-as-normal", "gradient", "the normal of the graph was given", "x^2*y", "(2*x*y, x^2, -1)")
def normal(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """With the −1 behind it is normal to the graph, a surface in space; the gradient has one component a variable."""
    yield _list(*_partials(problem), negative(number(1))), answer
    yield _list(*map(negative, _partials(problem)), number(1)), answer


@misreading("gradient-negative", "gradient", "the gradient points downhill", "x^2*y", "(-2*x*y, -x^2)")
def downhill(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient itself points uphill; its negative is the direction of descent."""
    yield _list(*map(negative, _partials(problem))), answer


@misreading("gradient-as-length", "gradient", "the length of the gradient was given", "x*y", "sqrt(y^2 + x^2)")
def length(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is how long the gradient is. The gradient is the vector itself."""
    yield _norm(_partials(problem)), answer


def _norm(parts: list[Tree]) -> Tree:
    return Tree("sqrt", (add(*(power(part, number(2)) for part in parts)),))


@misreading(
    "gradient-normalised", "gradient", "the gradient was scaled to length 1", "x*y", "(y/sqrt(x^2+y^2), x/sqrt(x^2+y^2))"
)
def unit(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The direction is right; but the length of the gradient says how steep it is, and is kept."""
    yield _list(*(divide(part, _norm(_partials(problem))) for part in _partials(problem))), answer


@misreading("gradient-all-differentiated", "gradient", "every component differentiates both variables", "x^2*y", "(2*x, 2*x)")
def everything_everywhere(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """In each component only one letter moves; the others are constants and stay."""
    if len(problem.wrt) == 2:
        mixed = derivative(problem.f, *map(name, problem.wrt))
        yield _list(mixed, mixed), answer


@misreading("gradient-one-component", "gradient", "a component is missing", "x^2*y", "2*x*y")
def one_component(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient has one component for every variable."""
    for part in _partials(problem) if len(problem.wrt) > 1 else ():
        yield part, answer


@misreading("jacobian-transposed", "jacobian", "rows and columns are exchanged", "(x^2*y, x+y)", "[[2*x*y, 1], [x^2, 1]]")
def transposed(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """One row is one function, one column one variable."""
    rows = problem.question.args
    yield _list(*(_list(*(row.args[i] for row in rows)) for i in range(len(problem.wrt)))), answer


@misreading("direction-not-normalised", "directional", "the direction was not scaled to length 1", "x^2*y", "16", at="x=1,y=2",
            direction="3,4")  # fmt: skip
def not_normalised(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A direction counts only as a direction: divide it by its length first."""
    terms = zip(_partials(problem), problem.about["direction"], strict=True)
    yield add(*(multiply(part, v) for part, v in terms)), answer


@misreading("direction-divided-by-the-square", "directional", "divided by the square of the length", "x^2*y", "16/25", at="x=1,y=2",
            direction="3,4")  # fmt: skip
def by_square(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A vector is scaled to length 1 by dividing it by its length: the root of the sum of the squares."""
    terms = zip(_partials(problem), problem.about["direction"], strict=True)
    squares = add(*(power(v, number(2)) for v in problem.about["direction"]))
    yield divide(add(*(multiply(part, v) for part, v in terms)), squares), answer


@misreading(
    "directional-as-vector", "directional", "the products were not added", "x^2*y", "(4, 0)", at="x=1,y=2", direction="1,0"
)
def as_vector(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A directional derivative is one number: add the products of the components."""
    terms = list(zip(_partials(problem), problem.about["direction"], strict=True))
    size = _norm(list(problem.about["direction"]))
    yield _list(*(multiply(part, v) for part, v in terms)), answer
    yield _list(*(divide(multiply(part, v), size) for part, v in terms)), answer


@misreading(
    "directional-as-gradient", "directional", "the gradient was given", "x^2*y", "(4, 1)", at="x=1,y=2", direction="3,4"
)
def as_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the gradient. How much of it lies along the direction?"""
    yield _list(*_partials(problem)), answer


# Hessians.


def _matrix(problem: Problem, entry: Callable[[str, str], Tree]) -> Tree:
    return _list(*(_list(*(entry(x, y) for y in problem.wrt)) for x in problem.wrt))


def _second(problem: Problem, x: str, y: str) -> Tree:
    return derivative(problem.f, name(x), name(y))


def _outer(problem: Problem, x: str, y: str) -> Tree:
    return multiply(derivative(problem.f, name(x)), derivative(problem.f, name(y)))


@misreading("hessian-squares-on-diagonal", "hessian", "squares of the first derivatives on the diagonal", "x^2*y",
            "[[4*x^2*y^2, 2*x], [2*x, x^4]]")  # fmt: skip
def squares(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """On the diagonal stand second derivatives: differentiate the first one again, do not square it."""
    yield _matrix(problem, lambda x, y: _outer(problem, x, y) if x == y else _second(problem, x, y)), answer


@misreading("hessian-off-diagonal-zero", "hessian", "zeros beside the diagonal", "x^2*y", "[[2*y, 0], [0, 0]]")
def diagonal_only(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The mixed derivatives vanish only when the variables stand in separate terms."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else number(0)), answer


@misreading("hessian-outer-product", "hessian", "products of first derivatives", "x^2*y",
            "[[4*x^2*y^2, 2*x^3*y], [2*x^3*y, x^4]]")  # fmt: skip
def outer_product(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Each entry is a derivative of a derivative, not a product of two."""
    yield _matrix(problem, lambda x, y: _outer(problem, x, y)), answer


@misreading("hessian-mixed-as-products", "hessian", "the mixed entries are products of first derivatives", "x^2*y",
            "[[2*y, 2*x^3*y], [2*x^3*y, 0]]")  # fmt: skip
def mixed_products(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """A mixed entry is the derivative of one first derivative by the other letter, not the product of two first derivatives."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else _outer(problem, x, y)), answer


@misreading("hessian-diagonal-swapped", "hessian", "the diagonal is in another order", "x^2*y", "[[0, 2*x], [2*x, 2*y]]")
def diagonal_swapped(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The entry in the first row and column belongs to the first letter."""
    turned = dict(zip(problem.wrt, reversed(problem.wrt), strict=True))
    yield _matrix(problem, lambda x, y: _second(problem, turned[x], turned[y])), answer


@misreading("hessian-mixed-first-derivatives", "hessian", "first derivatives beside the diagonal", "x^2*y",
            "[[2*y, x^2], [2*x*y, 0]]")  # fmt: skip
def first_beside(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Beside the diagonal stand second derivatives too: first by one letter, then by the other."""
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else derivative(problem.f, name(y))), answer
    yield _matrix(problem, lambda x, y: _second(problem, x, y) if x == y else derivative(problem.f, name(x))), answer


@misreading("hessian-gradient-given", "hessian", "the gradient was given", "x^2*y", "(2*x*y, x^2)")
def gradient_given(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Those are the first derivatives. The Hessian holds the second ones, one row for each of these."""
    yield _list(*_partials(problem)), answer


@misreading("hessian-not-symmetric", "hessian", "the matrix is not symmetric", "x^2*y", "[[2*y, 2*x], [2*y, 0]]")
def not_symmetric(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """It does not matter in which order one differentiates, so the two entries that mirror each other are equal: check these."""
    rows = answer.args
    if len(rows) == len(problem.wrt) and all(len(row.args) == len(rows) for row in rows):
        for i in range(len(rows)):
            for j in range(len(rows)):
                if i != j and rows[i].args[j] != rows[j].args[i]:
                    yield _completed(problem, answer, i, j), answer


def _completed(problem: Problem, answer: Tree, p: int, q: int) -> Tree:
    """The right matrix, but for one entry, which is as given."""
    rows = [list(row.args) for row in problem.question.args]
    rows[p][q] = answer.args[p].args[q]
    return _list(*(_list(*row) for row in rows))


# Curves.


def _curve(problem: Problem) -> tuple[Tree, Tree, Tree, Tree, Tree]:
    left, right = problem.f.args
    gap = add(left, negative(right))
    x, y = name(problem.wrt[0]), name(problem.about["of"])
    return gap, x, y, derivative(gap, x), derivative(gap, y)


@misreading("implicit-sign", "implicit", "the sign of the slope", "x^2 + y^2 = 25", "x/y")
def implicit_sign(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """When the terms without y′ go to the other side of the equation they change their sign."""
    *_, fx, fy = _curve(problem)
    yield divide(fx, fy), answer


@misreading("implicit-upside-down", "implicit", "dx/dy was given for dy/dx", "y^3 = x", "3*y^2")
def upside_down(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is how fast the other letter changes with this one: turn the fraction over."""
    *_, fx, fy = _curve(problem)
    yield negative(divide(fy, fx)), answer


@misreading(
    "implicit-upside-down-sign", "implicit", "the fraction is upside down and its sign lost", "x^2 + y^3 = 2", "3*y^2/(2*x)"
)
def upside_down_sign(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Solve for y′ again: what stands in front of it goes below."""
    *_, fx, fy = _curve(problem)
    yield divide(fy, fx), answer


@misreading("implicit-not-divided", "implicit", "not divided by the factor of y′", "x^2 + y^2 = 25", "-2*x")
def not_divided(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Every time y is differentiated a factor y′ comes in; what stands in front of it has to be divided by."""
    *_, fx, _ = _curve(problem)
    yield negative(fx), answer
    yield fx, answer


@misreading("implicit-y-prime-missing", "implicit", "y′ is missing", "x^2 + y^2 = 9", "-x")
def prime_missing(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y depends on x: whenever y is differentiated the chain rule brings in a factor y′."""
    _, _, y, fx, fy = _curve(problem)
    # y differentiated like x, and the equation between the derivatives solved for y
    yield Tree("at", (add(fx, fy), y, answer)), number(0)
    # the power of y lowered to y' alone: the factor that the power rule leaves is lost
    yield divide(negative(fx), number(2)), answer


@misreading("implicit-y-constant", "implicit", "y was treated as a constant", "x^2*y + y = 3", "-2*x*y", vague=1)
def y_constant(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """y depends on x and is differentiated too, with a factor y′."""
    *_, fx, _ = _curve(problem)
    yield fx, answer
    yield negative(fx), answer


# Limits.


@misreading("limit-zero-over-zero", "limit", "0/0 taken for a number", "sin(3*x)/x", "1", at="x=0", vague=1)
def zero_over_zero(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """0/0 (or ∞/∞) says nothing about the limit: the form has to be changed first."""
    if problem.f.head == "/":
        yield number(1), answer
        yield number(0), answer


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


@misreading("limit-upside-down", "limit", "the fraction is upside down", "sin(3*x)/(2*x)", "2/3", at="x=0")
def limit_upside_down(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Top and bottom are exchanged in your answer."""
    if problem.f.head == "/":
        yield problem.question.with_args((divide(*reversed(problem.f.args)), *problem.question.args[1:])), answer


@misreading("limit-other-end", "limit", "the limit at another place", "(2*x + 1)/(x - 3)", "-1/3", at="x=oo", vague=1)
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


@misreading("limit-of-difference", "limit", "∞ − ∞ taken for 0", "sqrt(x^2 + 4*x) - x", "0", at="x=oo")
def of_difference(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """∞ − ∞ can be anything: bring the difference into another form first."""
    if problem.f.head == "+":
        yield number(0), answer


# Definite integrals.


@misreading("bounds-reversed", "integrate", "the bounds are the wrong way round", "x^2", "-7/3", below="1", above="2")
def reversed_bounds(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """It is the value at the upper bound minus the value at the lower one."""
    f, x, a, b = _definite(problem)
    yield Tree("I", (f, x, b, a)), answer


def _definite(problem: Problem) -> tuple[Tree, Tree, Tree, Tree]:
    f, x, a, b = problem.question.args
    return f, x, a, b


@misreading(
    "bounds-without-integration",
    "integrate",
    "the bounds were put into the integrand",
    "x^2",
    "3",
    below="1",
    above="2",
)
def no_integration(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The bounds go into an antiderivative, not into the integrand itself."""
    f, x, a, b = _definite(problem)
    yield add(replace(f, {x: b}), negative(replace(f, {x: a}))), answer


@misreading(
    "bounds-into-the-derivative", "integrate", "differentiated instead of integrated", "x^3", "9", vague=1, below="1", above="2"
)
def bounds_into_derivative(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The bounds go into an antiderivative; you put them into the derivative."""
    f, x, a, b = _definite(problem)
    at_b, at_a = (Tree("at", (derivative(f, x), x, end)) for end in (b, a))
    yield add(at_b, negative(at_a)), answer


@misreading("lower-bound-ignored", "integrate", "the value at the lower bound is missing", "x^2", "8/3", below="1", above="2")
def lower_ignored(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Subtract the value of the antiderivative at the lower bound; it is not always 0."""
    f, x, _, b = _definite(problem)
    yield Tree("I", (f, x, number(0), b)), answer


@misreading("bounds-added", "integrate", "the two values were added", "x^2", "3", below="1", above="2")
def bounds_added(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The values of the antiderivative at the two bounds are subtracted, not added."""
    f, x, a, b = _definite(problem)
    yield add(Tree("I", (f, x, number(0), b)), Tree("I", (f, x, number(0), a))), answer


@misreading("upper-bound-ignored", "integrate", "only the lower bound was used", "x^2", "1/3", below="1", above="2", vague=1)
def upper_ignored(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The value at the upper bound comes first, and the one at the lower bound is subtracted from it."""
    f, x, a, _ = _definite(problem)
    yield Tree("I", (f, x, number(0), a)), answer


@misreading("average-for-integral", "integrate", "the average was given", "x^2", "4/3", below="0", above="2")
def average(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Divided by the length of the range it is the average value; the integral is the whole area."""
    *_, a, b = _definite(problem)
    yield divide(problem.question, add(b, negative(a))), answer


@misreading("bound-copied-wrongly", "integrate", "a bound was copied wrongly", "x^2", "9", below="0", above="2", vague=2)
def other_bound(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Everything fits if one bound were another one: compare it with what you were given."""
    f, x, a, b = _definite(problem)
    for k in (1, -1, 2):
        yield Tree("I", (f, x, a, add(b, number(k)))), answer
        yield Tree("I", (f, x, add(a, number(k)), b)), answer
    yield Tree("I", (f, x, negative(a), b)), answer
    yield Tree("I", (f, x, a, negative(b))), answer


# Steps of descent.


def _start(problem: Problem) -> list[Tree]:
    return [problem.about["start"][x] for x in problem.wrt]


def _stepped(problem: Problem, step: Callable[[Tree, Tree], Tree]) -> Tree:
    """The start changed, component by component, by something made of a partial derivative and the rate."""
    pairs = zip(_start(problem), _partials(problem), strict=True)
    return _list(*(add(a, step(slope, problem.about["rate"])) for a, slope in pairs))


def _one_step(problem: Problem) -> bool:
    return problem.order == 1


@misreading(
    "ascent-instead-of-descent", "descend-step", "a step uphill", "x^2 + 3*y^2", "(6/5, 8/5)", at="x=1,y=1", rate="1/10"
)
def ascent(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient points uphill: a step of descent goes against it, so subtract."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: multiply(eta, slope)), answer


@misreading(
    "learning-rate-forgotten",
    "descend-step",
    "the learning rate is missing",
    "x^2 + 3*y^2",
    "(-1, -5)",
    at="x=1,y=1",
    rate="1/10",
)
def no_rate(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The gradient is multiplied by the learning rate before it is subtracted."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: negative(slope)), answer


@misreading(
    "divided-by-learning-rate",
    "descend-step",
    "divided by the learning rate",
    "x^2 + 3*y^2",
    "(-19, -59)",
    at="x=1,y=1",
    rate="1/10",
)
def divided_rate(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """The learning rate is a factor: it makes the step small."""
    if _one_step(problem):
        yield _stepped(problem, lambda slope, eta: negative(divide(slope, eta))), answer


@misreading("sequential-update", "descend-step", "the second component used the new first one", "x^2 + x*y + y^2", "(7/10, 73/100)",
            at="x=1,y=1", rate="1/10")  # fmt: skip
def sequential(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Work out all components of the gradient at the old point, before any letter gets its new value."""
    if not _one_step(problem):
        return
    now: dict[str, Tree] = dict(problem.about["start"])
    for x in problem.wrt:
        slope = derivative(problem.f, name(x))
        for letter, value in now.items():
            slope = Tree("at", (slope, name(letter), value))
        now[x] = add(now[x], negative(multiply(problem.about["rate"], slope)))
    yield _list(*(now[x] for x in problem.wrt)), answer


@misreading("value-used-as-gradient", "descend-step", "the value was used as the gradient", "x^2 + 3*y^2", "(3/5, 3/5)", at="x=1,y=1",
            rate="1/10")  # fmt: skip
def value_as_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Subtract the slopes, not the height: each component has its own partial derivative."""
    if _one_step(problem):
        yield _list(*(add(a, negative(multiply(problem.about["rate"], problem.f))) for a in _start(problem))), answer


@misreading(
    "only-the-step", "descend-step", "only the step was given", "x^2 + 3*y^2", "(-1/5, -3/5)", at="x=1,y=1", rate="1/10"
)
def only_step(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the step. Add it to the point where you are."""
    if _one_step(problem):
        yield _list(*(negative(multiply(problem.about["rate"], slope)) for slope in _partials(problem))), answer


@misreading(
    "only-the-gradient", "descend-step", "only the gradient was given", "x^2 + 3*y^2", "(2, 6)", at="x=1,y=1", rate="1/10"
)
def only_gradient(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the gradient at the start. Multiply it by the learning rate and subtract it from the point."""
    if _one_step(problem):
        yield _list(*_partials(problem)), answer


@misreading("gradient-not-reevaluated", "descend-step", "the gradient was not worked out anew", "x^2 + 3*y^2", "(3/5, -1/5)", at="x=1,y=1",
            rate="1/10", order=2)  # fmt: skip
def not_reevaluated(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """After the first step you are somewhere else, and the slopes there are others: work out the gradient at the new point."""
    if problem.order > 1:
        steps = number(problem.order)
        yield _stepped(problem, lambda slope, eta: negative(multiply(steps, eta, slope))), answer


@misreading(
    "one-step-too-few", "descend-step", "a step is missing", "x^2 + 3*y^2", "(4/5, 2/5)", at="x=1,y=1", rate="1/10", order=2
)
def too_few(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """That is the point after the first step."""
    if problem.order > 1:
        yield _stepped(problem, lambda slope, eta: negative(multiply(eta, slope))), answer


# What is true of any answer.


def _negated(tree: Tree) -> Tree:
    return tree.with_args(tuple(map(_negated, tree.args))) if tree.head in ("list", "tuple") else negative(tree)


@misreading("opposite-sign", DERIVATIVES + " gradient hessian jacobian directional limit integrate", "the sign of the whole answer",
            "x^2*e^x - 3*x*sin(x) + 2", "-(2*x*e^x + x^2*e^x - 3*sin(x) - 3*x*cos(x))", vague=3)  # fmt: skip
def opposite(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Everything is right but the sign of the whole."""
    if problem.kind == "integrate" and not problem.about["bounds"]:
        yield negative(problem.f), derivative(answer, name(problem.wrt[0]))
    else:
        yield _negated(problem.question), answer


# Recognised while judging, without any pair.

for _id, _kind, _question, _wrong, _options, _title, _text in (
    ("not-evaluated-at-the-point", "gradient", "x^2*y", "(2*x*y, x^2)", {"at": "x=1,y=2"}, "the point was not put in",
     "The formula is right. Now put the numbers of the point in."),
    ("constant-multiplied", "integrate", "x^2", "C*x^3/3", {}, "the constant multiplies instead of being added",
     "The constant of integration is added at the end: a factor would change the slope."),
    ("constant-times-the-variable", "integrate", "x^2", "x^3/3 + C*x", {}, "the constant stands with the variable",
     "The constant of integration stands alone: together with the variable it has a slope of its own."),
    ("answer-left-in-u", "integrate", "2*x*e^(x^2)", "e^u + C", {}, "the answer is left in the letter of the substitution",
     "The integral in u is right. Put back what u stands for."),
    ("left-unevaluated", "integrate", "x^2", "x^3/3", {"below": "1", "above": "2"}, "the bounds were not put in",
     "A good antiderivative. Now put the bounds in: value at the upper one minus value at the lower one."),
    ("constant-on-a-definite-integral", "integrate", "x^2", "7/3 + C", {"below": "1", "above": "2"}, "a constant on a definite integral",
     "A definite integral is a number: the constant of integration cancels between the bounds. Leave it out."),
    ("bounds-not-changed", "integrate", "2*x*cos(x^2)", "sin(3)", {"below": "0", "above": "3"}, "the bounds were not changed with the substitution",
     "With a new letter come new bounds: put the old ones into the inside to find them."),
    ("across-a-pole", "integrate", "1/x^2", "-2", {"below": "-1", "above": "1"}, "integrated across a point where the integrand is infinite",
     "Between the bounds the integrand runs off to infinity. Split the range there and look at each part."),
    ("unfinished", "diff", "x^2*sin(x)", "2*x*sin(x) + x^2*d/dx(sin(x))", {}, "there is still something to be worked out",
     "There is still a derivative, an integral or a limit to be worked out in your answer."),
    ("constant-factor", "diff", "x^2*e^(3*x) + x", "4*x*e^(3*x) + 6*x^2*e^(3*x) + 2", {}, "a constant factor too much or too few",
     "Your answer is {factor} times what it should be, everywhere: a number got lost or came in twice."),
    ("constant-difference", "diff", "x^2*e^(3*x) + x", "2*x*e^(3*x) + 3*x^2*e^(3*x) + 6", {}, "a constant too much or too few",
     "Your answer differs from the right one by the same number everywhere."),
    ("number-in-the-answer", "diff", "x^3*sin(x)", "3*x^2*sin(x) + x^5*cos(x)", {}, "one number in the answer is off",
     "All but one number of your answer is right: look again at the {number}."),
    ("sign-in-the-answer", "diff", "x*e^(x^2-1)", "e^(x^2-1) + 2*x^2*e^(x^2+1)", {}, "one sign in the answer is off",
     "All but one sign of your answer is right: look again at the sign of {term}."),
):  # fmt: skip
    vague = 3 if _id in ("constant-factor", "constant-difference", "number-in-the-answer", "sign-in-the-answer") else 0
    enter(Mistake(_id, _title, _text, _kind, _question, _wrong, vague=vague, options=_options))
