"""How is it told where all derivatives of a log-likelihood are 0: the equations, their solution, and why it is a maximum?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from calctutor.engines.probability.estimation.newton import Top, largest_by_newton
from calctutor.engines.probability.estimation.numbers import Root, largest_at_a_root
from calctutor.engines.probability.estimation.scores import Solved, solved
from calctutor.engines.probability.estimation.slopes import slope_of
from calctutor.engines.probability.integral import shortest
from calctutor.engines.probability.letters import Known
from calctutor.engines.probability.log_likelihood import Sample
from calctutor.engines.probability.parts import Part, Problem, Said, numeric
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, derivative, name, number
from calctutor.notation.writing import text
from calctutor.steps import Step, Verified

Expr = Any
DIGITS = 10


def flat(problem: Problem, known: Known, logarithm: Expr, rest: Sequence[str], sample: Sample) -> list[Part]:
    """The estimates of letters by their score equations. Raises `StudentError` where these are not solved."""
    unknown = [known.own(symbol(letter)) for letter in rest]
    steps: list[Step] = []
    slopes: list[Expr] = []
    for letter in rest:
        worked, slope = slope_of(problem, logarithm, letter)
        steps += worked
        slopes.append(known.own(slope))
    found = solved(known, slopes, unknown)
    scores = Scores(problem, known, logarithm, dict(zip(unknown, slopes, strict=True)), sample)
    if not found.left:
        parts = scores.in_closed_form(found)
    elif not sample:
        raise scores.refused(found)
    else:
        parts = scores.by_a_root(found) if len(found.left) == 1 else scores.by_newton(found)
    parts[0] = replace(parts[0], steps=tuple(steps))
    return parts


class Scores:
    """The equations that all derivatives are 0, in the letters that are left to be estimated."""

    def __init__(self, problem: Problem, known: Known, logarithm: Expr, slopes: dict[Expr, Expr], sample: Sample) -> None:
        self.problem, self.known, self.logarithm, self.slopes, self.sample = problem, known, logarithm, slopes, sample
        self.tree = problem.algebra.tree

    def part(self, letter: Expr, **more: Any) -> Part:
        called = name(letter.name)
        question = derivative(self.tree(self.logarithm), called)
        return Part("estimate", f"Estimate of {text(called)}", called, question, about={"boundary": False}, **more)

    def equation(self, slope: Expr) -> Said:
        return (self.tree(slope), " = ", number(0))

    def is_worth(self, letter: Expr, value: Expr) -> Said:
        return (name(letter.name), " = ", self.tree(value))

    def refused(self, found: Solved) -> StudentError:
        said = ", ".join(f"{text(self.tree(slope))} = 0" for slope in found.left.values())
        letters = " and ".join(text(name(x.name)) for x in found.left)
        return StudentError("no-rule", f"the equation for {letters} has no closed form here: {said}",
                            remedy="give numbers, and it is solved by numbers: --data 1,2,3", exit_code=NO_METHOD)  # fmt: skip

    # In closed form.

    def in_closed_form(self, found: Solved) -> list[Part]:
        values = {x: found.values[x] for x in self.slopes}
        bends, curved = self._second(values)
        verified = Verified(
            "agrees" if bends else "undecided", 1, "put into the equations, and the second derivative looked at"
        )
        last = list(values)[-1]
        return [
            self.part(x, answer=self.tree(value), verified=verified, numeric=numeric(self.tree(value)),
                      lines=(self.equation(self.slopes[x]), self.is_worth(x, value), *([curved] if x == last else [])))
            for x, value in values.items()
        ]  # fmt: skip

    def _second(self, values: dict[Expr, Expr]) -> tuple[bool, Said]:
        """Is the matrix of second derivatives negative definite at the estimate?"""
        unknown = list(values)
        slopes = self.slopes
        matrix = sp.Matrix([[sp.diff(slopes[a], b).subs(values) for a in unknown] for b in unknown]).applyfunc(shortest)
        numbers = matrix if self.sample else matrix.subs(_imagined(matrix))
        minors = [(-1) ** k * numbers[:k, :k].det() for k in range(1, len(unknown) + 1)]
        sure = all(self.known.sign(m) == 1 or (not m.free_symbols and float(m) > 0) for m in minors)
        if len(unknown) == 1:
            end = ", which is negative: a maximum." if sure else "."
            return sure, ("The second derivative there is ", self.tree(matrix[0, 0]), end)
        shown = Tree("list", tuple(Tree("list", tuple(self.tree(e) for e in matrix.row(i))) for i in range(matrix.rows)))
        where = "" if self.sample else " (for the sums of the sample 1, 2, 4)"
        end = f", negative definite{where}: a maximum." if sure else "."
        return sure, ("The matrix of second derivatives there is ", shown, end)

    # By numbers.

    def by_a_root(self, found: Solved) -> list[Part]:
        """One equation is left: a root of it, and the other letters from that."""
        [(x, slope)] = found.left.items()
        logarithm = self.logarithm.subs(list(found.values.items())[::-1])
        root = largest_at_a_root(self.known, self.tree(slope), self.tree(logarithm), x.name, self.sample)
        if root is None:
            raise self._no_root(found)
        lines = [line for y in found.values for line in (self.equation(self.slopes[y]), self.is_worth(y, found.values[y]))]
        lines += [self.equation(self.slopes[x])] if self.slopes[x] != slope else []
        lines += [("Put in, one equation is left, in ", name(x.name), " alone:")] if found.values else []
        held = Verified("agrees", 1, "the derivative was enclosed in balls on both sides")
        first = self.part(x, lines=(*lines, self.equation(slope), *_told(root)), numeric=_rounded(root.middle),
                          error=f"{max(float(root.high - root.low), 1e-10):.0e}", verified=held, complete=False)  # fmt: skip
        return [first, *(self._from_root(y, value, x, root) for y, value in found.values.items())]

    def _from_root(self, y: Expr, value: Expr, x: Expr, root: Root) -> Part:
        """A letter that was eliminated, from the number that was found for the other."""
        exact = sp.Rational(root.middle.numerator, root.middle.denominator)
        worth = f"{float(sp.N(value.subs(x, exact), 20)):.{DIGITS}g}"
        why: Said = ("Put in ", name(x.name), f" ≈ {_rounded(root.middle)}.")
        held = Verified("agrees", 1, "the derivative was enclosed in balls on both sides")
        return self.part(y, lines=(self.is_worth(y, value), why), numeric=worth, error="1e-09", verified=held, complete=False)

    def _no_root(self, found: Solved) -> StudentError:
        [(x, slope)] = found.left.items()
        return StudentError("no-estimate", f"no {x.name} was found at which the likelihood is largest; its equation is "
                            f"{text(self.tree(slope))} = 0", exit_code=NO_METHOD,
                            remedy="where all values are alike, no letter that measures a spread has a best value")  # fmt: skip

    def by_newton(self, found: Solved) -> list[Part]:
        """Several equations are left, which hang together."""
        logarithm = self.logarithm.subs(list(found.values.items())[::-1])
        letters = [x.name for x in found.left]
        top = largest_by_newton(self.known, self.tree(logarithm), letters, self.sample)
        if top is None or not top.bends:
            raise self.refused(found)
        lines = [line for y in found.values for line in (self.equation(self.slopes[y]), self.is_worth(y, found.values[y]))]
        lines += [self.equation(slope) for slope in found.left.values()]
        parts = [self._at_top(x, top, tuple(lines) if i == 0 else ()) for i, x in enumerate(found.left)]
        places = [(x, sp.Rational(at.numerator, at.denominator)) for x in found.left if (at := top.place[x.name])]
        return [*parts, *(self._from_top(y, value, places) for y, value in found.values.items())]

    def _at_top(self, x: Expr, top: Top, lines: tuple[Said, ...]) -> Part:
        last: Said = (
            "These equations have no closed form. Newton's method finds where both hold: the slopes there are below "
            f"{top.slope + 1e-16:.0e}, and the second derivatives there are those of a maximum.",
        )
        held = Verified("agrees", 1, "slopes and second derivatives in balls")
        return self.part(x, lines=(*lines, *([last] if lines else [])), numeric=_rounded(top.place[x.name]), error="1e-09",
                         verified=held, complete=False)  # fmt: skip

    def _from_top(self, y: Expr, value: Expr, places: list[tuple[Expr, Expr]]) -> Part:
        worth = f"{float(sp.N(value.subs(places), 20)):.{DIGITS}g}"
        held = Verified("agrees", 1, "slopes and second derivatives in balls")
        return self.part(y, lines=(self.is_worth(y, value),), numeric=worth, error="1e-09", verified=held, complete=False)


def _rounded(place: Fraction) -> str:
    return f"{float(place):.{DIGITS}g}"


def _told(root: Root) -> list[Said]:
    """Between which two numbers the root lies, and which others there are."""
    low, high = (f"{float(end):.15g}" for end in (root.low, root.high))
    signs = f"The derivative is positive at {low} and negative at {high}"
    lines: list[Said] = [(f"No closed form. {signs}: between the two lies the root, and it is a maximum.",)]
    less, alike = "too, but the likelihood is less there", "too, and no less likely: the best value is not unique"
    for rivals, what in ((root.rivals, less), (root.equals, alike)):
        if rivals:
            lines.append((f"It changes from + to - near {', '.join(f'{float(r):.6g}' for r in rivals)} {what}.",))
    return lines


def _imagined(matrix: Expr) -> dict[Expr, Expr]:
    """The sums of a sample 1, 2, 4, in the place of those that were not given."""
    values = {"n": 3, "S_1": 7, "S_2": 21, "L": sp.log(8), "x_min": 1, "x_max": 4}
    return {s: values[s.name] for s in matrix.free_symbols if s.name in values}


__all__ = ["flat"]
