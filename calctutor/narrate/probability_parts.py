"""How is one answer about a random variable told: what it means, its working, its value or why there is none?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from calctutor.blocks import Block, Body, Equation, Heading, Panel, Prose, Sentence
from calctutor.narrate.folding import CONSTANT, Group, grouped, tell_folded
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.rows import lines_of
from calctutor.narrate.steps import Telling, tell_more
from calctutor.notation.tree import Tree, number
from calctutor.notation.writing import text

SLOPE = ("Where the log-likelihood is largest, its slope is 0, unless it is largest at an end. So look at ",)


def told(telling: Telling, part: Any) -> list[Block]:
    """One answer: what it means, its working, its value or why there is none. What the working ends with is not said again."""
    blocks, last = worked(telling, part), result(part)
    said = [body for block in blocks[-1:] if isinstance(block, Panel) for body in block.body if isinstance(body, Equation)]
    ends = len(last.body) == 1 and said and isinstance(last.body[0], Equation) and _ends_with(said[-1], last.body[0])
    return blocks if ends else [*blocks, last]


def _ends_with(equation: Equation, value: Equation) -> bool:
    return (equation.left, equation.rights[-1]) == (value.left, value.rights[-1])


def worked(telling: Telling, part: Any) -> list[Block]:
    """One answer but for its value: what it means, and its working."""
    blocks: list[Block] = [] if part.what == "mass" else [Heading((f"{part.title}",))]
    needed = part.about.get("needed", ())
    steps = part.steps[sum(len(one.steps) for one in needed) :]
    groups = grouped(steps) if telling.detail == NORMAL else ()
    whole = None if needed else worked_whole(part, groups)
    if body := definition(part, whole):
        blocks.append(Panel(definition_title(part), tuple(body)))
    for one in needed:
        inner = grouped(one.steps) if telling.detail == NORMAL else ()
        blocks.append(Panel(one.title, tuple(definition(replace(one, before=()), worked_whole(one, inner)))))
        blocks += working(telling, one.steps, inner, called(one, worked_whole(one, inner)))
    return [*blocks, *working(telling, steps, groups, called(part, whole))]


def working(telling: Telling, steps: Any, groups: Sequence[Group], names: dict[Tree, Tree]) -> list[Block]:
    """The panels of these steps, folded where they are `groups`."""
    already = len(telling.blocks)
    if groups:
        tell_folded(telling, groups, names)
    else:
        tell_more(telling, steps)
    return telling.blocks[already:]


def worked_whole(part: Any, groups: Sequence[Group]) -> Group | None:
    """The lines that work the integral that the answer is, where the working begins with it."""
    first = groups[0] if groups else None
    asked = part.question if part.what != "variance" else getattr(part.about.get("second_moment"), "question", None)
    if first is None or asked is None or first.opening.before.args[1:] != asked.args[1:] or first.opening.asked:
        return None
    return first


def called(part: Any, whole: Group | None) -> dict[Tree, Tree]:
    """How the integral that was worked is written from then on."""
    if whole is None:
        return {}
    second = part.about.get("second_moment") if part.what == "variance" else None
    return {whole.opening.before: whole.opening.before if part.what == "mass" else (second or part).left}


def definition(part: Any, whole: Group | None) -> list[Body]:
    """What the answer means, as a sentence and as an integral; and the constant that stands before it."""
    body: list[Body] = [Prose(sentence) if not is_equation(sentence) else equation(sentence) for sentence in part.before]
    if part.what == "estimate" and part.question is not None:
        return [*body, Prose((*SLOPE, part.question, "."))]
    out = [whole.opening.after] if whole and whole.opening.rule == CONSTANT and not whole.known else []
    if part.what == "mass":
        return [*body, lines_of(whole.opening.before, out)] if whole and out else body
    if part.question is not None and part.what != "between":
        second = part.about.get("second_moment") if part.what == "variance" else None
        if second is not None and second.question is not None:
            body += [Equation(part.left, (meant(part),)), lines_of(second.left, [second.question, *out])]
        else:
            body.append(lines_of(part.left, [meant(part), *out]))
    return body


def result(part: Any) -> Panel:
    """The value, or why there is none."""
    lines: list[Body] = [equation(line) if is_equation(line) else Prose(line) for line in part.lines]
    said = outcome(part)
    if part.what == "mass" and part.answer == number(1) and not part.conditions:
        said = [Prose(("The mass is 1.",))]
    return Panel("Result", (*lines, *(said[1:] if said[0] in lines else said)))


def definition_title(part: Any) -> str:
    return part.title if part.what == "mass" else "What is asked"


def meant(part: Any) -> Tree:
    """What stands on the right of the definition."""
    if "meant" in part.about:
        return part.about["meant"]  # type: ignore[no-any-return]
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
