"""Which slips are seen in any answer, or already while it is judged?"""

from __future__ import annotations

from collections.abc import Iterator

from calctutor.mistakes.book import Mistake, enter
from calctutor.mistakes.questions.misreadings import DERIVATIVES, Pair, Problem, misreading
from calctutor.notation.tree import Tree, derivative, name, negative


def _negated(tree: Tree) -> Tree:
    return tree.with_args(tuple(map(_negated, tree.args))) if tree.head in ("list", "tuple") else negative(tree)


@misreading("opposite-sign", DERIVATIVES + " gradient hessian jacobian directional limit integrate", "the sign of the whole answer",
            "x^2*e^x - 3*x*sin(x) + 2", "-(2*x*e^x + x^2*e^x - 3*sin(x) - 3*x*cos(x))", vague=2)  # fmt: skip
def opposite(problem: Problem, answer: Tree) -> Iterator[Pair]:
    """Everything is right but the sign of the whole."""
    if problem.kind == "integrate" and not problem.about["bounds"]:
        yield negative(problem.f), derivative(answer, name(problem.wrt[0]))
    else:
        yield _negated(problem.question), answer


PEN = (
    "constant-factor", "constant-difference", "number-in-the-answer", "sign-in-the-answer", "letter-in-the-answer",
    "factor-lost-in-the-answer", "factor-too-much-in-the-answer", "decimal-point",
)  # fmt: skip
"""These say what is off, and not why."""

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
    ("improper-taken-for-divergent", "integrate", "1/x^2", "diverges", {"below": "1", "above": "oo"}, "a finite area taken for an infinite one",
     "A range or an integrand without bound can still enclose a finite area: integrate up to t, and then let t go to the end."),
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
    ("letter-in-the-answer", "gradient", "x*y*z", "(y*z, x*z, x*z)", {}, "one letter in the answer is off",
     "All but one letter of your answer is right: look again at the {number}."),
    ("factor-lost-in-the-answer", "diff", "x^2*e^x", "(x+2)*e^x", {}, "a factor got lost",
     "Everything is right but that a factor {factor} got lost on the way."),
    ("factor-too-much-in-the-answer", "diff", "x^2*e^x", "x^2*(x+2)*e^x", {}, "a factor too much",
     "Everything is right but that a factor {factor} came in once too often."),
    ("decimal-point", "descend-step", "(x-3)^2", "0.14", {"at": "x=1", "rate": "0.1"}, "the decimal point is in the wrong place",
     "The digits are right. Count the decimal places once more."),
):  # fmt: skip
    vague = 1 if _id == "letter-in-the-answer" else 3 if _id in PEN else 0
    enter(Mistake(_id, _title, _text, _kind, _question, _wrong, vague=vague, options=_options))
