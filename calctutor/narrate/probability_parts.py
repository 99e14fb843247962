"""How is one answer about a random variable told: what it means, its working, its value or why there is none?"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Block, Body, Equation, Heading, Panel, Prose, Sentence
from calctutor.narrate.steps import Telling, tell_more
from calctutor.notation.tree import Tree, number
from calctutor.notation.writing import text

SLOPE = ("Where the log-likelihood is largest, its slope is 0, unless it is largest at an end. So look at ",)


def told(telling: Telling, part: Any) -> list[Block]:
    """One answer: what it means, its working, its value or why there is none."""
    blocks: list[Block] = [] if part.what == "mass" else [Heading((f"{part.title}",))]
    body: list[Body] = [Prose(sentence) if not is_equation(sentence) else equation(sentence) for sentence in part.before]
    if part.what == "estimate" and part.question is not None:
        body.append(Prose((*SLOPE, part.question, ".")))
    elif part.question is not None and part.what not in ("between", "mass"):
        body.append(Equation(part.left, (meant(part),)))
    if body:
        blocks.append(Panel(definition_title(part), tuple(body)))
    blocks += tell_more(telling, part.steps)
    result: list[Body] = [equation(line) if is_equation(line) else Prose(line) for line in part.lines]
    said = outcome(part)
    result += said[1:] if said[0] in result else said
    blocks.append(Panel("Result", tuple(result)))
    return blocks


def definition_title(part: Any) -> str:
    return part.title if part.what == "mass" else "What is asked"


def meant(part: Any) -> Tree:
    """What stands on the right of the definition."""
    second = part.about.get("second_moment")
    if part.what == "variance" and second is not None:
        return Tree("+", (second.left, Tree("neg", (Tree("^", (Tree("apply", part.left.args, "E"), number(2))),))))
    return part.question  # type: ignore[no-any-return]


def is_equation(sentence: Sentence) -> bool:
    return len(sentence) == 3 and isinstance(sentence[0], Tree) and sentence[1] == " = "


def equation(sentence: Sentence) -> Equation:
    left, _, right = sentence
    assert isinstance(left, Tree)
    assert isinstance(right, Tree)
    return Equation(left, (right,))


def outcome(part: Any) -> list[Body]:
    """The value; or that there is none, and why."""
    body: list[Body] = []
    if part.answer is not None:
        left = part.question if part.what == "mass" else part.left
        body.append(Equation(left, (part.answer,)))
        if "support" in part.about:
            body.append(Prose(part.about["support"], "note"))
        if part.numeric and part.numeric != text(part.answer):
            body.append(Prose((f"≈ {part.numeric}",), "note"))
    elif part.exists:
        sure = f", with an error below {part.error}: a number, since no closed form was found." if part.error else "."
        body.append(Prose((part.left, f" ≈ {part.numeric}{sure}")))
    else:
        body.append(Prose(missing(part)))
    if part.conditions:
        otherwise = "." if part.what in ("mode", "quantile", "median") else "; otherwise it is not finite."
        body.append(Prose(("This is for ", *listed(part.conditions), otherwise), "note"))
    return body


def missing(part: Any) -> Sentence:
    """Why there is no answer."""
    if part.about.get("unknown"):
        return (part.left, ": ", part.reason, ".")
    if part.about.get("infinite"):
        return (part.left, " is infinite: ", part.reason, ".")
    return (part.left, " does not exist: ", part.reason.rstrip("."), ".")


def listed(trees: tuple[Tree, ...]) -> list[str | Tree]:
    pieces: list[str | Tree] = []
    for i, tree in enumerate(trees):
        pieces += [" and " if i else "", tree]
    return pieces
