"""How is a random variable told: its density, the area under it, and every answer with its working?"""

from __future__ import annotations

from typing import Any

from calctutor.blocks import Answer, Block, Body, Curve, Equation, Heading, Next, Page, Panel, Plot, Prose
from calctutor.narrate.decimals import shown
from calctutor.narrate.joint import joint_part
from calctutor.narrate.passing import FULL, NORMAL
from calctutor.narrate.probability_parts import outcome, told, worked
from calctutor.narrate.steps import Telling
from calctutor.notation.tree import Tree, name, number
from calctutor.notation.writing import text
from calctutor.steps import Solution


def heading(law: Any) -> Heading:
    """What was read: the density, its support, and what is given of the letters."""
    opening = f"{article(law.title)} {law.title} distribution:  " if law.title else ""
    kind = "P" if law.discrete else "f"
    f = Tree("apply", (name(law.x),), kind)
    return Heading((opening, f, " = ", law.f, "  for ", *support(law), *given(law.conditions)))


def given(conditions: Any) -> list[str | Tree]:
    """What is known of the letters."""
    return [piece for i, condition in enumerate(conditions) for piece in ("  with " if i == 0 else ", ", condition)]


def article(title: str) -> str:
    return "An" if title[:1] in "aeiou" and not title.startswith("uni") else "A"


def support(law: Any) -> list[str | Tree]:
    """`x from 0 to ∞`, or `k = 0, 1, ..., n`."""
    if not law.discrete:
        return [name(law.x), " from ", law.low, " to ", law.high]
    first = [name(law.x), " = ", law.low, ", "]
    following = number(law.low.value + 1) if law.low.head == "number" else None
    if following is not None and following == law.high:
        return [*first, law.high]
    dots: list[str | Tree] = [following, ", ..."] if following is not None else ["..."]
    return [*first, *dots] if text(law.high) == "∞" else [*first, *dots, ", ", law.high]


def joint_heading(f: Tree, ranges: Any, conditions: Any) -> Heading:
    """A joint density as it was read."""
    letters = tuple(name(x) for x, _, _ in ranges)
    pieces: list[str | Tree] = [Tree("apply", letters, "f"), " = ", f, "  for "]
    for i, (x, low, high) in enumerate(ranges):
        pieces += ["  and  " if i else "", name(x), " from ", low, " to ", high]
    return Heading((*pieces, *given(conditions)))


def called(about: Any) -> Tree:
    """f(x), P(k) or f(x, y)."""
    letters = tuple(map(name, about.get("variables", (about["variable"],))))
    return Tree("apply", letters, "P" if about["discrete"] else "f")


def framed(solution: Solution) -> Answer:
    """All answers in one frame."""
    about = solution.about
    own = about["asked"] in ("density", "joint")
    body: list[Body] = [Equation(called(about), (about["density"],))] if own else []
    for part in about["parts"]:
        body += outcome(part) if part.what != "mass" else []
    sure = solution.verified.verdict in ("proved", "agrees")
    usual = SUMMATION if about["discrete"] else QUADRATURE
    by_numbers = about["asked"] == "likelihood" and any(part.error for part in about["parts"])
    checked = IN_BALLS if by_numbers else CHECKED.get(about["asked"], usual)
    said = checked if sure else "not every value could be checked by numbers"
    said += ", at some values of the letters" if sure and about["parameters"] and about["asked"] != "likelihood" else ""
    return Answer(tuple(body), said, sure)


IN_BALLS = "the derivatives there, evaluated in balls"
QUADRATURE = "every value compared with quadrature"
SUMMATION = "every value compared with sums by numbers"
CHECKED = {
    "likelihood": "put into the equations, with the second derivatives",
    "transform": "the new density has the mass 1",
    "reparameterize": "every value compared with quadrature or a second derivation",
}
"""What was computed to check the answers."""


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """What the parameters are, the density and its mass, every answer with its working, and all answers together."""
    about, telling = solution.about, Telling(detail)
    blocks: list[Block] = [Prose(tuple(meanings(about)), "note")] if about["meanings"] else []
    blocks += density(about) if "non_negative" in about else []
    short = about["asked"] == "joint" and detail != FULL
    for part in about["parts"]:
        if part.what == "mass" and about["normalised_by"] is not None:
            blocks += [*worked(telling, part), normalising(about)]
        else:
            blocks += joint_part(telling, part) if short else told(telling, part)
    if "picture" in about:
        blocks.append(picture(about))
    blocks.append(framed(solution))
    following = commands(solution, typed)
    return Page((*blocks, Next(following)) if following else tuple(blocks))


def meanings(about: Any) -> list[str | Tree]:
    """What the parameters are; where they are no letters, the formula with its letters first."""
    if about["general"] is None:
        return ["; ".join(f"{letter} is {meaning}" for letter, meaning in about["meanings"].items()) + "."]
    said: list[str | Tree] = ["In general ", called(about), " = ", about["general"], ", where "]
    said.append("; ".join(f"{letter} is {meaning}" for letter, _, meaning in about["holes"]) + ". Here ")
    for i, (letter, value, _) in enumerate(about["holes"]):
        said += [", " if i else "", Tree("=", (name(letter), value))]
    return [*said, "."]


def density(about: Any) -> list[Block]:
    """The density in its shortest form, and why it is never negative."""
    if not about["non_negative"]:
        said = ("No place was found where this is negative, but that it is so nowhere could not be shown.",)
        return [Heading(("Is it a density?",)), Panel("Never negative?", (Prose(said, "warning"),))]
    rows: list[Body] = [Prose(reason) for reason in about["non_negative"]]
    if len(rows) > 1:
        rows.append(Prose(("A product of factors that are not negative is not negative.",)))
    return [Heading(("Is it a density?",)), Panel("Never negative", tuple(rows))]


def normalising(about: Any) -> Panel:
    """The mass is not 1: divide by it."""
    mass = about["normalised_by"]
    why = ("The mass is ", mass, " and not 1. Divide by it; from here on, the density is this:")
    return Panel("Normalise", (Prose(why), Equation(called(about), (about["density"],))))


def picture(about: Any) -> Plot:
    """The density over its support; the range whose probability was asked is filled."""
    xs, ys = about["picture"]["density"]
    curves = [Curve(xs, ys)]
    said: list[str | Tree] = ["The density"]
    if "area" in about["picture"]:
        inside, heights = about["picture"]["area"]
        curves.append(Curve(inside, heights, style="area"))
        part = next(part for part in about["parts"] if part.what == "between")
        low, high = about["picture"]["area"][0][0], about["picture"]["area"][0][-1]
        said += [f"; the filled area from {shown(low)} to {shown(high)} is ", part.left]
        said += [" = ", part.answer] if part.answer is not None else []
        said += [f" ≈ {part.numeric}"] if part.numeric else []
    top = max(range(len(ys)), key=lambda i: ys[i])
    said.append(f". It is highest near {text(name(about['variable']))} = {shown(xs[top], 2)}.")
    return Plot("", tuple(curves), (about["variable"], "f"), tuple(said))


def commands(solution: Solution, typed: str) -> tuple[str, ...]:
    if solution.about["asked"] != "density":
        return ()
    asked = {part.what for part in solution.about["parts"]}
    following = ("mgf",) if solution.about["discrete"] else ("cdf", "median", "mode", "mgf", "entropy")
    more = [f"--{what}" for what in following if what not in asked]
    return (f"calctutor probability {typed} {more[0]}",) if typed and more else ()
