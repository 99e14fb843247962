"""What is asked about the critical points of a function? Where the only one is, or what stands at one of them."""

from __future__ import annotations

from dataclasses import replace

from calctutor.engines import critical
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree
from calctutor.notation.writing import latex
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, Worked, worked
from calctutor.quiz.making.solving import sound

KINDS = ("local minimum", "local maximum", "saddle point")
LETTERS = ("x", "y")
NONE = "no critical point"


def asked(draft: Draft, dice: Dice) -> Worked | None:
    """A number or a choice about the critical points, or None where they are not all found, or not at whole numbers."""
    f = read(draft.expression)
    try:
        solution = critical.find(f, LETTERS)
    except StudentError:
        return None
    points = solution.about["points"]
    whole = [p for p in points if p.kind in KINDS and all(_whole(value) for value in p.point.values())]
    if not (sound(solution) and solution.about["solved_exactly"] and whole) or solution.about["families"]:
        return None
    if len(points) == 1 and dice.below(2):
        letter = dice.one_of(LETTERS)
        text = f"The function $f(x, y) = {latex(f)}$ has one critical point. What is its ${letter}$?"
        return worked(replace(draft, kind="number", text=text), solution, whole[0].point[letter])
    point = dice.one_of(whole)
    place = ", ".join(spelled(point.point[letter]) for letter in LETTERS)
    text = f"What does the function $f(x, y) = {latex(f)}$ have at $(x, y) = ({place})$?"
    choice = replace(draft, kind="choice", text=text, choices=(*KINDS, NONE), correct=point.kind)
    return worked(choice, solution, f)


def _whole(value: Tree) -> bool:
    return (value.args[0] if value.head == "neg" else value).head == "number"
