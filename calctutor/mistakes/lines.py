"""What goes wrong between one line of a working and the next?

Solving an equation, substituting, putting in bounds and values, simplifying. The problem of each is a working (statements parted
by `;`), and the wrong answer the line that comes after it.
"""

from __future__ import annotations

from collections.abc import Callable

from calctutor.mistakes.book import Mistake, enter
from calctutor.notation.tree import Tree, add, divide, multiply, negative

_SAID = (
    # An equation is solved.
    ("moved-without-sign", "moved to the other side without changing its sign", "x^2 + x y = 4; 2x + 6 = 0", "x = 3", 0,
     "What moves to the other side of an equation changes its sign."),
    ("coefficient-kept", "not divided by the factor", "x^2 + x y = 4; 3x - 12 = 0", "x = 12", 0,
     "{letter} does not stand alone yet: divide both sides by what stands in front of it."),
    ("division-upside-down", "the division is upside down", "x^2 + x y = 4; 3x - 12 = 0", "x = 1/4", 0,
     "Divide by what stands in front of {letter}: that number goes below."),
    ("multiplied-by-coefficient", "multiplied instead of divided", "x^2 + x y = 4; 3x - 12 = 0", "x = 36", 0,
     "What stands in front of {letter} as a factor is divided by, on both sides."),
    ("coefficient-subtracted", "a factor was subtracted", "x^2 + x y = 4; 3x - 12 = 0", "x = 9", 0,
     "What stands in front of {letter} is a factor. It goes away by dividing; only a term goes away by subtracting."),
    ("root-not-taken", "the root was not taken", "x^2 = 9", "x = 9", 0,
     "It is the square of {letter} that has this value."),
    ("halved-for-a-root", "halved instead of taking the root", "x^2 = 16", "x = 8", 0,
     "Which number times itself gives this? That is not the half of it."),
    ("root-of-a-factor-sign", "the sign of a solution", "(x - 3)(x + 1) = 0", "x = -3", 0,
     "A factor is 0 where both of its terms cancel: put your value in."),
    ("solved-wrongly", "that is no solution", "x^2 + x y = 4; 3x - 12 = 0", "x = 5", 1,
     "Put that in for {letter} in {equation}: the two sides do not come out equal."),
    ("put-in-wrongly", "a wrong value was put in", "f(x,y) = x^2 + y^2 subject to 2x + y = 5; 2x = 2λ; 2y = λ; x = λ, y = λ/2", "2λ + λ = 5", 0,
     "For {letter} you put in {wrote}: compare that with what {letter} is."),
    # Bounds of a substitution, partial fractions.
    ("letter-not-put-back", "the old letter in the place of the new one", "∫ cos(5x) dx; u = 5x; du = 5 dx; = 1/5 ∫ cos(u) du; = 1/5 sin(u) + C", "= 1/5 sin(x) + C", 0,
     "{letter} is not the old letter: put in for it what it stands for."),
    ("new-bound-wrong", "a new bound is wrong", "∫_0^1 x/(x^2+4)^3 dx; u = x^2 + 4; du = 2x dx", "= 1/2 ∫_4^6 u^(-3) du", 0,
     "The new bounds are the values of {inside} at the old ones: work out both again."),
    ("numerators-crossed", "each letter stands beside its own denominator",
     "(x+7)/((x-1)(x+3)) = A/(x-1) + B/(x+3)", "x + 7 = A(x-1) + B(x+3)", 0,
     "Multiplying by the whole denominator cancels the factor below a letter, so that the others are left beside it."),
    ("differential-factor", "the factor between the two differentials", "∫ 6x (x^2-1)^2 dx; u = x^2 - 1; du = 2x dx", "6x dx = 6 du", 0,
     "Both sides of du = … are multiplied by the same number."),
    ("descent-entry-wrong", "an entry of the step is wrong", "f(x) = x^2, rate 0.1, x0 = 5; x1 = 4", "x2 = 3.7", 2,
     "Work out the slope by {letter} at the point before, multiply it by the rate, and subtract that."),
    # Tangents, rates, areas.
    ("tangent-off-the-point", "the line misses the point", "f(x) = x^3 - 2x at x = 2; f'(2) = 10; tangent: y - 4 = 10(x - 2)", "y = 10x - 24", 0,
     "The slope is right, but the line does not go through the point: put its x in and see which y comes out."),
    ("tangent-slope-wrong", "the line has another slope", "f(x) = x^3 - 2x at x = 2; f(2) = 4; f'(2) = 10", "tangent: y - 4 = 8(x - 2)", 0,
     "The line goes through the point, but its slope is not the derivative there."),
    ("tangent-value-for-slope", "the value and the slope change places", "f(x) = x^3 + 1 at x = 1; f'(1) = 3", "tangent: y - 3 = 2(x - 1)", 0,
     "In y − b = m (x − a) the value of the function is b, and the value of its derivative m."),
    ("normal-for-tangent", "that is the normal", "f(x) = x^3 - 2x at x = 2; f'(2) = 10", "tangent: y - 4 = -(x - 2)/10", 0,
     "The tangent has the slope of the curve; the line at right angles to it is the normal."),
    ("rate-missing", "a rate is missing", "A = pi r^2", "dA/dt = 2 pi r", 0,
     "{letter} changes with time, so its derivative brings in its own rate as a factor (the chain rule)."),
    ("area-negative", "an area below zero", "Area between y = x^2 and y = 2x; x = 0 or x = 2", "A = ∫_0^2 (x^2 - 2x) dx = -4/3", 0,
     "Between two curves it is the upper one less the lower one: try a value between the bounds to see which is which."),
    # Something was simplified.
    ("factored-wrongly", "the factors do not multiply to that", "lim x->2 (x^2 + x - 6)/(x - 2)", "= lim x->2 (x - 3)(x + 2)/(x - 2)", 0,
     "Multiply {wrote} out and compare it with {part}, term by term."),
    ("multiplied-out-wrongly", "multiplied out wrongly", "d/dx (x^2+1)^2; = 2(x^2+1)(2x)", "= 4x^3 + 2x", 1,
     "Multiply {part} out again, every term with every term."),
    ("sign-changed", "a sign changed", "d/dx (x^3 - x^2)", "= 3x^2 - 2x = 3x^2 + 2x", 1,
     "From one expression to the next, the sign of {part} has changed."),
    ("number-in-front-changed", "a factor changed", "d/dx (x^2 + 6x); = 2x + 6", "= x + 3", 1,
     "{part} became {wrote}, which is not the same: a whole expression may be divided only where an equation has two sides."),
    ("term-lost", "a term got lost", "d/dx (x^3 + sin(x)); = 3x^2 + cos(x)", "= 3x^2", 1,
     "The term {part} is missing from here on."),
    ("term-too-much", "a term too much", "d/dx (x^3 + 5); = 3x^2 + 0", "= 3x^2 + 5", 1,
     "The term {wrote} was not there before."),
    ("calculated-wrongly", "a number was worked out wrongly", "∫_1^3 2x dx; = 9 - 1", "= 7", 1,
     "{part} is not {wrote}: work it out again."),
    ("simplified-wrongly", "simplified wrongly", "d/dx (x ln(x)); = ln(x) + x (1/x)", "= ln(x) + x", 1,
     "{part} is not {wrote}: put a number in for the letter and see."),
    ("limit-another-value", "another value of the limit", "lim x->0 1/(sqrt(x+4) + 2)", "= 1/2", 2,
     "Put in a number very close to the place: what does the expression come to?"),
)  # fmt: skip

for _id, _title, _question, _wrong, _vague, _text in _SAID:
    enter(Mistake(_id, _title, _text, "work", _question, _wrong, vague=_vague))


Formula = Callable[[Tree, Tree], Tree]

LINEAR: tuple[tuple[str, Formula], ...] = (
    ("moved-without-sign", lambda a, b: divide(b, a)),
    ("coefficient-kept", lambda a, b: negative(b)),
    ("division-upside-down", lambda a, b: negative(divide(a, b))),
    ("multiplied-by-coefficient", lambda a, b: negative(multiply(a, b))),
    ("coefficient-subtracted", lambda a, b: add(negative(b), negative(a))),
)
"""What people make of a z + b = 0."""

SQUARES: tuple[tuple[str, Formula], ...] = (
    ("root-not-taken", lambda a, b: negative(divide(b, a))),
    ("halved-for-a-root", lambda a, b: negative(divide(b, multiply(a, Tree("number", (), 2))))),
)
"""What people make of a z² + b = 0."""
