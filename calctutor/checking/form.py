"""Is an answer in the form that was asked for? Judged from the tree as it was typed, apart from whether it is right."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd
from typing import Any

from flint import fmpq_poly

from calctutor.checking.verdicts import CORRECT, WRONG, Judged, remark
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, names, number, walk

Key = tuple[Fraction, tuple[tuple[Tree, Fraction], ...]]


def in_form(answer: Tree, form: str) -> bool:
    """Is it? Raises `StudentError` for a form that is not known."""
    if form not in FORMS:
        raise StudentError("form", f"there is no form called {form}", remedy="one of " + ", ".join(FORMS))
    return FORMS[form](answer)


def formed(judged: Judged, answer: Tree, form: str | None, strict: bool = False) -> Judged:
    """The verdict, with a remark when a form was asked for and the answer has another; `strict` makes that wrong."""
    if form is None or in_form(answer, form):
        return judged
    verdict = WRONG if strict and judged.verdict == CORRECT else judged.verdict
    return judged._replace(verdict=verdict, remarks=(*judged.remarks, remark("form")))


def expanded(answer: Tree) -> bool:
    """No bracket is left that could be multiplied out."""
    return not any(_multiplies_sum(node) for node in walk(answer))


def _multiplies_sum(node: Tree) -> bool:
    if node.head == "^":
        exponent = node.args[1]
        return node.args[0].head in ("+", "*") and exponent.head == "number" and Fraction(exponent.value).denominator == 1
    if node.head == "neg":
        return node.args[0].head == "+"
    return node.head == "*" and any(part.head == "+" for part in node.args)


def factored(answer: Tree) -> bool:
    """A product at the top, whose sums have no factor in common."""
    core = answer.args[0] if answer.head == "neg" else answer
    sums = [core] if core.head == "+" else [part for part in core.args if part.head == "+"] if core.head == "*" else []
    return core.head != "+" and not any(_shared(part) for part in sums)


def _shared(total: Tree) -> bool:
    """Have all terms a factor in common?"""
    keys = [factors(term) for term in total.args]
    common = set.intersection(*({base for base, _ in bag} for _, bag in keys))
    return bool(common) or gcd(*(abs(q.numerator) for q, _ in keys)) > 1


def single_fraction(answer: Tree) -> bool:
    """At most one fraction bar, and it is the outermost operation."""
    core = answer.args[0] if answer.head == "neg" else answer
    inside = core.args if core.head == "/" else (core,)
    return not any(node.head == "/" and names(node) for part in inside for node in walk(part))


def lowest_terms(answer: Tree) -> bool:
    """A single fraction whose top and bottom have no factor in common."""
    core = answer.args[0] if answer.head == "neg" else answer
    if not single_fraction(answer):
        return False
    if core.head != "/":
        return True
    (p, above), (q, below) = (factors(part) for part in core.args)
    if gcd(p.numerator, q.numerator) > 1 or {base for base, _ in above} & {base for base, _ in below}:
        return False
    letters = sorted(set(names(core)))
    if len(letters) != 1:
        return True
    polynomials = [polynomial(part, letters[0]) for part in core.args]
    return None in polynomials or polynomials[0].gcd(polynomials[1]).degree() <= 0  # type: ignore[union-attr]


def simplified(answer: Tree) -> bool:
    """Nothing is left to be collected: no like terms or factors, no numbers to be worked out, no double signs or fractions."""
    return not any(_collects(node) for node in walk(answer))


def _collects(node: Tree) -> bool:
    if node.head == "+":
        bags = [factors(term)[1] for term in node.args]
        return len(set(bags)) < len(bags) or any(term == number(0) for term in node.args)
    if node.head == "*":
        numbers = [part for part in node.args if part.head == "number"]
        bases = [part.args[0] if part.head == "^" else part for part in node.args]
        return len(numbers) > 1 or number(1) in numbers or number(0) in numbers or len(set(bases)) < len(bases)
    if node.head == "/":
        top, bottom = factors(node.args[0]), factors(node.args[1])
        shared = {base for base, _ in top[1]} & {base for base, _ in bottom[1]}
        both = top[0].denominator == bottom[0].denominator == 1 and gcd(top[0].numerator, bottom[0].numerator) > 1
        return bool(shared) or both or node.args[1].head == "/" or node.args[0].head == "/" or node.args[1] == number(1)
    if node.head == "^":
        return node.args[1] in (number(1), number(0)) or all(part.head == "number" for part in node.args)
    return node.head == "neg" and node.args[0].head == "neg"


def factors(term: Tree) -> Key:
    """A number and a bag of powers, sorted, so that like terms have the same bag."""
    total, bag = Fraction(1), dict[Tree, Fraction]()
    waiting = [(term, 1)]
    while waiting:
        part, sign = waiting.pop()
        if part.head == "neg":
            total, part = -total, part.args[0]
        if part.head == "*":
            waiting += [(arg, sign) for arg in part.args]
        elif part.head == "/":
            waiting += [(part.args[0], sign), (part.args[1], -sign)]
        elif part.head == "number" and part.value:
            total *= Fraction(part.value) ** sign
        elif part.head == "^" and part.args[1].head == "number":
            bag[part.args[0]] = bag.get(part.args[0], Fraction(0)) + sign * Fraction(part.args[1].value)
        else:
            bag[part] = bag.get(part, Fraction(0)) + sign
    return total, tuple(sorted(bag.items(), key=repr))


def polynomial(tree: Tree, x: str) -> fmpq_poly | None:
    """The polynomial in x with rational coefficients that a tree is, if it is one."""
    if tree.head == "number":
        value = Fraction(tree.value)
        return fmpq_poly([value.numerator]) / value.denominator
    if tree.head == "name":
        return fmpq_poly([0, 1]) if tree.value == x else None
    if tree.head == "^":
        base, exponent = polynomial(tree.args[0], x), tree.args[1]
        small = exponent.head == "number" and exponent.value in range(40)
        return base ** int(exponent.value) if base is not None and small else None
    parts: list[Any] = [polynomial(arg, x) for arg in tree.args] if tree.head in ("+", "*", "neg") else [None]
    if None in parts:
        return None
    total = parts[0]
    for part in parts[1:]:
        total = total + part if tree.head == "+" else total * part
    return -total if tree.head == "neg" else total


FORMS: dict[str, Callable[[Tree], bool]] = {
    "simplified": simplified, "expanded": expanded, "factored": factored, "single-fraction": single_fraction,
    "lowest-terms": lowest_terms,
}  # fmt: skip
