"""Which losses does machine learning write with matrices, and what are their gradients and Hessians?

A table: each form is derived once in index notation, given in matrix notation, and written out for a small size, with what the
matrix formulas say of the entries. `matrix_forms` checks these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, call, constant, divide, multiply, name, negative, number, power

Rows = tuple[tuple[Tree, ...], ...]
Vector = tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a derivation in index notation, and why it holds."""

    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Components:
    """A form written out for a small size: the function, its variables, and what the matrix formulas say of the entries."""

    f: Tree
    variables: tuple[str, ...]
    gradient: Vector
    hessian: Rows
    size: str


@dataclass(frozen=True, slots=True)
class Form:
    """A loss in matrix notation: what it is, its derivation, its gradient and Hessian, and what is worth knowing."""

    id: str
    title: str
    function: str
    meaning: str
    derivation: tuple[Line, ...]
    gradient: str
    hessian: str
    notes: tuple[str, ...]
    components: Callable[[], Components]


def which_form(text: str) -> Form:
    """The form of that name. Raises `StudentError` with the names there are."""
    found = FORMS.get(ALIASES.get(text.strip().lower(), text.strip().lower()))
    if found is None:
        reason = f"there is no form called {text}; there are {', '.join(FORMS)}"
        raise StudentError("which-form", reason, text, (0, len(text)), "calctutor gradient --form least-squares")
    return found


# Small matrices of letters.


def grid(letter: str, rows: int, columns: int) -> Rows:
    return tuple(tuple(name(f"{letter}{i}{j}") for j in range(1, columns + 1)) for i in range(1, rows + 1))


def column(letter: str, rows: int) -> Vector:
    return tuple(name(f"{letter}{i}") for i in range(1, rows + 1))


def dot(one: Sequence[Tree], other: Sequence[Tree]) -> Tree:
    return add(*(multiply(a, b) for a, b in zip(one, other, strict=True)))


def times(rows: Rows, entries: Sequence[Tree]) -> Vector:
    return tuple(dot(row, entries) for row in rows)


def transposed(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))


def minus(one: Sequence[Tree], other: Sequence[Tree]) -> Vector:
    return tuple(add(a, negative(b)) for a, b in zip(one, other, strict=True))


def scaled(factor: Tree, entries: Sequence[Tree]) -> Vector:
    return tuple(multiply(factor, entry) for entry in entries)


def letters(entries: Sequence[Tree]) -> tuple[str, ...]:
    return tuple(str(entry.value) for entry in entries)


# The forms on components.

TWO, ONE = number(2), number(1)


def _quadratic() -> Components:
    a, x = grid("a", 2, 2), column("x", 2)
    both = tuple(tuple(add(p, q) for p, q in zip(row, other, strict=True)) for row, other in zip(a, transposed(a), strict=True))
    return Components(dot(x, times(a, x)), letters(x), times(both, x), both, "two variables")


def _least_squares() -> Components:
    x, w, y = grid("x", 2, 2), column("w", 2), column("y", 2)
    errors = minus(times(x, w), y)
    products = tuple(scaled(TWO, times(transposed(x), c)) for c in transposed(x))
    gradient = scaled(TWO, times(transposed(x), errors))
    return Components(add(*(power(e, TWO) for e in errors)), letters(w), gradient, products, "two examples and two weights")


def _logistic() -> Components:
    x, w, y = grid("x", 2, 2), column("w", 2), column("y", 2)
    scores = times(x, w)
    loss = add(
        *(add(call("ln", add(ONE, power(constant("e"), z))), negative(multiply(t, z))) for z, t in zip(scores, y, strict=True))
    )
    p = tuple(call("sigmoid", z) for z in scores)
    weighted = tuple(multiply(q, add(ONE, negative(q))) for q in p)
    hessian = tuple(
        tuple(add(*(multiply(s, row[i], row[j]) for s, row in zip(weighted, x, strict=True))) for j in range(2))
        for i in range(2)
    )
    return Components(loss, letters(w), times(transposed(x), minus(p, y)), hessian, "two examples and two weights")


def _softmax() -> Components:
    z, y = column("z", 3), column("y", 2)
    targets = (*y, add(ONE, negative(y[0]), negative(y[1])))
    total = add(*(power(constant("e"), part) for part in z))
    p = tuple(divide(power(constant("e"), part), total) for part in z)
    loss = add(call("ln", total), *(negative(multiply(t, part)) for t, part in zip(targets, z, strict=True)))
    hessian = tuple(tuple(add(*([p[i]] if i == j else []), negative(multiply(p[i], p[j]))) for j in range(3)) for i in range(3))
    return Components(loss, letters(z), minus(p, targets), hessian, "three classes, targets that add up to 1")


FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        Form(
            "quadratic", "Quadratic form", "f(x) = xᵀ A x",
            "x is a vector of n variables and A a constant n × n matrix, symmetric or not.",
            (
                Line("f", "Σᵢ Σⱼ aᵢⱼ xᵢ xⱼ", "Row times matrix times column, written out."),
                Line("∂xᵢ/∂xₖ", "1 if i = k, else 0", "The variables do not depend on each other."),
                Line("∂f/∂xₖ", "Σⱼ aₖⱼ xⱼ + Σᵢ aᵢₖ xᵢ", "Product rule: xₖ is the first factor once, and the second once."),
                Line("∂f/∂xₖ", "(A x)ₖ + (Aᵀ x)ₖ", "Along row k of A, and down column k, which is row k of Aᵀ."),
                Line("∂²f/∂xₗ∂xₖ", "aₖₗ + aₗₖ", "Each sum is linear in xₗ; what stands before it is left."),
            ),
            "∇f = (A + Aᵀ) x", "H = A + Aᵀ",
            ("For a symmetric A these are 2 A x and 2 A.",
             "f has a minimum at 0 exactly when A + Aᵀ has no negative eigenvalue."),
            _quadratic,
        ),
        Form(
            "least-squares", "Least squares", "f(w) = ‖X w − y‖²",
            "X holds one example a row, w the weights, y the targets; X w − y are the errors r.",
            (
                Line("rᵢ", "Σⱼ xᵢⱼ wⱼ − yᵢ", "The error of example i."),
                Line("f", "Σᵢ rᵢ²", "The squared length of the vector of errors."),
                Line("∂rᵢ/∂wₖ", "xᵢₖ", "Only the term j = k contains wₖ."),
                Line("∂f/∂wₖ", "Σᵢ 2 rᵢ xᵢₖ", "Chain rule: the outside is a square, the inside is rᵢ."),
                Line("∂f/∂wₖ", "2 (Xᵀ r)ₖ", "The sum runs down column k of X, which is row k of Xᵀ."),
                Line("∂²f/∂wₗ∂wₖ", "Σᵢ 2 xᵢₗ xᵢₖ", "rᵢ is the only part that depends on wₗ, with derivative xᵢₗ."),
            ),
            "∇f = 2 Xᵀ (X w − y)", "H = 2 Xᵀ X",
            ("The gradient is 0 where Xᵀ X w = Xᵀ y: the normal equations.",
             "vᵀ H v = 2 ‖X v‖² is never negative, so every solution of these is a minimum.",
             "With the mean over m examples instead of the sum, divide both by m."),
            _least_squares,
        ),
        Form(
            "logistic", "Logistic loss", "f(w) = Σᵢ ( ln(1 + e^zᵢ) − yᵢ zᵢ ),   z = X w",
            "yᵢ is 0 or 1, and pᵢ = σ(zᵢ) = 1/(1 + e^−zᵢ) the predicted probability of a 1. This is minus the log-likelihood.",
            (
                Line("zᵢ", "Σⱼ xᵢⱼ wⱼ", "The score of example i."),
                Line("d/dz ln(1 + e^z)", "e^z/(1 + e^z) = σ(z)", "Chain rule; divide above and below by e^z."),
                Line("∂f/∂zᵢ", "pᵢ − yᵢ", "Prediction minus target."),
                Line("∂f/∂wₖ", "Σᵢ (pᵢ − yᵢ) xᵢₖ", "Chain rule: ∂zᵢ/∂wₖ = xᵢₖ."),
                Line("dσ/dz", "σ(z) (1 − σ(z))", "The slope of the sigmoid, in terms of the sigmoid."),
                Line("∂²f/∂wₗ∂wₖ", "Σᵢ pᵢ (1 − pᵢ) xᵢₗ xᵢₖ", "Only pᵢ depends on wₗ."),
            ),
            "∇f = Xᵀ (p − y),   p = σ(X w)", "H = Xᵀ S X,   S = diag(pᵢ (1 − pᵢ))",
            ("pᵢ (1 − pᵢ) is positive, so H has no negative eigenvalue: the loss is convex.",),
            _logistic,
        ),
        Form(
            "softmax", "Softmax with cross-entropy", "L(z) = −Σₖ yₖ ln pₖ,   pₖ = e^zₖ / Σⱼ e^zⱼ",
            "z are the scores of the classes and y the target probabilities, which add up to 1 (one-hot: a single 1).",
            (
                Line("ln pₖ", "zₖ − ln Σⱼ e^zⱼ", "The logarithm of a fraction."),
                Line("L", "ln Σⱼ e^zⱼ − Σₖ yₖ zₖ", "The yₖ add up to 1, so the logarithm is counted once."),
                Line("∂L/∂zᵢ", "e^zᵢ / Σⱼ e^zⱼ − yᵢ", "Chain rule for the logarithm; only e^zᵢ contains zᵢ."),
                Line("∂L/∂zᵢ", "pᵢ − yᵢ", "Prediction minus target."),
                Line("∂pᵢ/∂zⱼ", "pᵢ (1 if i = j, else 0) − pᵢ pⱼ", "Quotient rule."),
            ),
            "∇L = p − y", "H = diag(p) − p pᵀ",
            ("With scores z = W x the chain rule gives ∂L/∂W = (p − y) xᵀ.",
             "Adding the same number to every score changes nothing, so H has the eigenvalue 0 for the vector (1, …, 1).",
             "H has no negative eigenvalue: the loss is convex in z."),
            _softmax,
        ),
    )
}  # fmt: skip
"""Every form by its name."""

ALIASES = {
    "leastsquares": "least-squares",
    "least_squares": "least-squares",
    "mse": "least-squares",
    "cross-entropy": "softmax",
    "softmax-cross-entropy": "softmax",
    "logistic-loss": "logistic",
    "quadratic-form": "quadratic",
}

NOT_COVERED = (
    "Not covered: formulas of your own in matrix letters (write them out in components), derivatives by a whole matrix "
    "(of traces, determinants, inverses), and norms other than the square of ‖·‖."
)
