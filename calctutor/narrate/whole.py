"""Which page tells a solution, with its heading, whatever it is of?"""

from __future__ import annotations

from calctutor.blocks import Block, Next, Page
from calctutor.narrate import definite, derivative, implicit, integral, limit, probability
from calctutor.narrate.several_pages import whole_page
from calctutor.steps import Solution


def solution_page(solution: Solution) -> Page:
    """The heading, the panels and the answer, without commands to type next."""
    page = whole_page(solution) or Page(tuple(_single(solution)))
    return Page(tuple(block for block in page.blocks if not isinstance(block, Next)))


def _single(solution: Solution) -> list[Block]:
    """Of one variable."""
    about, f = solution.about, solution.read_as
    if solution.command == "probability":
        return list(probability.page(solution).blocks)
    x = about["wrt"]
    if solution.command == "implicit":
        return [implicit.heading(f, x, about["of"], about["order"]), *implicit.page(solution).blocks]
    if solution.command == "limit":
        return [limit.heading(f, x, about["to"], about["side"]), *limit.page(solution).blocks]
    if solution.command != "integrate":
        return [derivative.heading(f, x, about["order"]), *derivative.page(solution).blocks]
    if "from" not in about:
        return [integral.heading(f, x), *integral.page(solution).blocks]
    ranges = [(letter.value, a, b) for letter, a, b in about.get("ranges", ())] or [(x, about["from"], about["to"])]
    return [definite.heading(f, ranges), *definite.page(solution).blocks]
