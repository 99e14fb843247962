"""How is a question put that brings no text of its own?"""

from __future__ import annotations

from collections.abc import Iterable

from calctutor.blocks import Sentence
from calctutor.checking.given import INTEGER
from calctutor.checking.tasks import Task
from calctutor.engines.probability.asking import Law
from calctutor.errors import StudentError
from calctutor.narrate.check import partially
from calctutor.narrate.derivative import ORDINALS
from calctutor.narrate.probability import given, heading, joint_heading, support
from calctutor.notation.tree import Tree, name
from calctutor.quiz.drawing import Drawn
from calctutor.quiz.filling import numeral
from calctutor.quiz.solving import task_of
from calctutor.quiz.words import mentions, sentences


def put(question: Drawn) -> tuple[Sentence, ...]:
    """The text of a question, and what it leaves unsaid: what is asked, or at least what is known of the letters."""
    said = sentences(question.text)
    whole = question.kind == "same" and said  # its text says everything, and the expression is the answer
    if not question.expression or whole or mentions(said, *subjects(question)):
        more = _unsaid(question, said)
    else:
        more = asked(question)
    return (*said, more) if more else tuple(said)


def asked(question: Drawn) -> Sentence:
    """What is to be done, in words; nothing for a choice or a number, which say it in their text."""
    if not question.expression or question.kind in ("choice", "number"):
        return ()
    try:
        task = task_of(question)
    except StudentError:
        return (question.expression,)
    if question.kind == "rule":
        return ("Which rule comes first in ", task.question, "?")
    if question.kind == "work":
        return ("Show your work: ", task.question, ".")
    return (*_asked(task), *_at(task), *_known(", where ", task.given), *_formed(question), ".")


def subjects(question: Drawn) -> tuple[Tree, ...]:
    """The expressions of which a text that names one need not be told again what is asked."""
    try:
        task = task_of(question)
    except StudentError:
        return ()
    return task.f, task.question


def _asked(task: Task) -> Sentence:
    by = [name(letter) for letter in task.wrt]
    match task.kind:
        case "diff":
            often = ORDINALS[task.order] if task.order < len(ORDINALS) else f"{task.order} times"
            return ("Differentiate ", task.f, f"{' ' * bool(often)}{often} with respect to ", by[0])
        case "partial":
            return ("Find ", partially(task.question))
        case "chain":
            outer, inner = task.about.get("outer", task.f), task.about.get("inner", {})
            where = [piece for letter, tree in inner.items() for piece in (", with ", letter, " = ", tree)]
            return ("Differentiate ", outer, *where, ", with respect to ", by[0])
        case "implicit":
            return ("Find ", Tree("D", (name(task.about["of"]), by[0])), " on the curve ", task.f)
        case "gradient" | "jacobian" | "hessian":
            what = {"gradient": "gradient", "jacobian": "Jacobian", "hessian": "Hessian"}[task.kind]
            return (f"Find the {what} of ", task.f, " by ", *_listed(by))
        case "directional":
            direction = Tree("tuple", tuple(task.about["direction"]))
            return ("Find the derivative of ", task.f, " in the direction ", direction)
        case "integrate" | "limit":
            return ("Find ", task.question)
        case "descend-step":
            steps = "one step" if task.order == 1 else f"{task.order} steps"
            start = Tree("tuple", tuple(task.about["start"].values()))
            return (f"Take {steps} of gradient descent on ", task.f, " from ", start, " at the rate ", task.about["rate"])
        case "probability":
            return _about_chance(task)
        case "same":
            return ("Write ", task.f, " in another form")
    return ("Work ", task.question)


def _about_chance(task: Task) -> Sentence:
    """The law, and which quantity is asked for."""
    chance, asked = task.about["chance"], task.about["asked"]
    if chance.other:
        return (*_two_laws(chance.law, chance.other), f". Find {CHANCES[asked]}, ", task.about["left"])
    ranges, law = chance.ranges, chance.law
    told = joint_heading(law.f, ranges, law.conditions) if ranges else heading(law)
    opening = () if law.title else ("This may be a density:  ",) if asked in ("mass", "constant") else ("A density:  ",)
    sample = ("; the sample is ", *_listed(map(numeral, chance.sample))) if chance.sample else ()
    return (*opening, *told.sentence, *sample, f". Find {CHANCES.get(asked, asked)}, ", task.about["left"])


def _two_laws(first: Law, second: Law) -> Sentence:
    """Which of them is p, and which q."""
    p, q = (Tree("apply", (name(law.x),), letter) for law, letter in ((first, "p"), (second, "q")))
    known = tuple(dict.fromkeys((*first.conditions, *second.conditions)))
    return ("Two densities:  ", p, " = ", first.f, "  and  ", q, " = ", second.f, "  for ", *support(first), *given(known))


CHANCES = {
    "mass": "the total mass", "constant": "the constant that makes it a density", "density": "the density", "cdf": "F",
    "between": "the probability", "expect": "the expected value", "mean": "the mean", "variance": "the variance",
    "deviation": "the standard deviation", "median": "the median", "quantile": "the quantile", "mode": "the mode",
    "mgf": "the moment generating function", "entropy": "the entropy", "marginal": "the marginal density",
    "conditional": "the conditional density", "independence": "out whether they are independent",
    "covariance": "the covariance", "correlation": "the correlation", "estimate": "the maximum likelihood estimate",
    "kl": "the Kullback–Leibler divergence of q from p", "cross-entropy": "the cross-entropy of q under p",
    "transform": "the density of Y", "reward": "the discounted reward",
}  # fmt: skip


def _at(task: Task) -> Sentence:
    if not task.let or task.kind == "descend-step":
        return ()
    return (" at ", *_listed(Tree("=", (name(letter), value)) for letter, value in task.let.items()))


def _known(opening: str, conditions: Iterable[Tree]) -> Sentence:
    """What is known of the letters: `k > 0 and n is an integer`."""
    pieces: list[str | Tree] = []
    for condition in conditions:
        whole = condition.head == INTEGER
        pieces += [" and " if pieces else opening, *((condition.args[0], " is an integer") if whole else (condition,))]
    return tuple(pieces)


def _unsaid(question: Drawn, said: list[Sentence]) -> Sentence:
    """What is known of the letters and the text does not say."""
    try:
        conditions = task_of(question).given if question.expression else ()
    except StudentError:
        return ()
    words = " ".join(piece for one in said for piece in one if isinstance(piece, str))
    left = [one for one in conditions if not (mentions(said, one) or (one.head == INTEGER and INTEGER in words))]
    return (*_known("Here ", left), ".") if left else ()


def _formed(question: Drawn) -> Sentence:
    form = question.options.get("form")
    return (f" ({form.replace('-', ' ')})",) if form else ()


def _listed(trees: Iterable[Tree]) -> Sentence:
    pieces: list[str | Tree] = []
    for tree in trees:
        pieces += [", " if pieces else "", tree]
    return tuple(piece for piece in pieces if piece != "")
