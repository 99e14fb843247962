"""How is the chain rule of several variables told? The tree of dependencies, one term a path, and everything put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from calctutor.blocks import Block, Body, Branch, Equation, Forest, Heading, Next, Page, Panel, Prose, Sentence
from calctutor.narrate.passing import NORMAL
from calctutor.narrate.several import approximately, listed, preparation, section, shown
from calctutor.narrate.steps import Telling
from calctutor.narrate.verdict import answer
from calctutor.notation.tree import Tree, add, multiply, name, names, number
from calctutor.notation.writing import text
from calctutor.steps import Solution

WHY = (
    "Every path from the function down to the variable carries a part of the change: multiply along a path, and add the paths."
)


def heading(f: Tree, inner: Mapping[str, Tree], wrt: Sequence[str]) -> Heading:
    """What was read: the function, and what its letters stand for."""
    pieces: list[str | Tree] = []
    for letter, tree in inner.items():
        pieces += [",  " if pieces else "  with  ", Tree("=", (name(letter), tree))]
    by = listed(map(name, wrt))
    return Heading(("Differentiate  ", f, *pieces, "  with respect to ", *by))


def page(solution: Solution, detail: str = NORMAL, typed: str = "") -> Page:
    """The tree, every derivative that a path needs, and for each variable the sum over its paths."""
    about, letter = solution.about, _letter(solution)
    telling = Telling(detail)
    blocks: list[Block] = [_tree(solution, letter)]
    blocks += preparation(telling, solution, [edge.entry.span for edge in about["edges"]])
    for edge in about["edges"]:
        blocks += section(telling, solution, Heading((_rate(edge, letter), ":")), edge.entry.span)
    for along in about["derivatives"]:
        blocks += [_sum(solution, along, letter), _answer(solution, along, letter)]
        if along.at is not None:
            blocks.append(_at(solution, along, letter))
    blocks.append(_next(solution, typed))
    return Page(tuple(blocks))


def _letter(solution: Solution) -> str:
    used = {*names(solution.read_as), *solution.about["inner"], *solution.about["wrt"]}
    return next(letter for letter in ("f", "g", "h", "F", "G", "z", "f_0") if letter not in used)


def _rate(edge: Any, letter: str) -> Tree:
    """∂f/∂x, or dx/dt where x depends on nothing else."""
    return Tree("D", (name(edge.of or letter), name(edge.by)), "partial" if edge.partial else None)


def _whole(solution: Solution, wrt: str, letter: str) -> Tree:
    """df/dt where t is all that f depends on in the end."""
    curly = "partial" if len(set(names(solution.about["whole"]))) > 1 or len(solution.about["wrt"]) > 1 else None
    return Tree("D", (name(letter), name(wrt)), curly)


def _tree(solution: Solution, letter: str) -> Panel:
    """What depends on what, drawn; at the end of every path the term that it brings."""
    paths = [path for along in solution.about["derivatives"] for path in along.paths]
    root = Branch((Tree("=", (name(letter), solution.read_as)),), _below(solution, paths, [""], letter))
    none: list[Body] = [] if paths else [Prose(("Nothing here depends on that variable, so the derivative is 0.",))]
    return Panel("The tree of dependencies", (Forest((root,)), *none, Prose((WHY,))))


def _below(solution: Solution, paths: Sequence[list[str]], path: list[str], letter: str) -> tuple[Branch, ...]:
    """The branches under the last quantity of `path`."""
    depth = len(path)
    further = dict.fromkeys(p[depth] for p in paths if p[:depth] == path and len(p) > depth)
    return tuple(_branch(solution, paths, [*path, quantity], letter) for quantity in further)


def _branch(solution: Solution, paths: Sequence[list[str]], path: list[str], letter: str) -> Branch:
    inner = solution.about["inner"]
    said: Sentence = (Tree("=", (name(path[-1]), inner[path[-1]])),) if path[-1] in inner else (name(path[-1]),)
    term: Sentence = ("    ", _product(solution, path, letter)) if path in paths else ()
    return Branch((*said, *term), _below(solution, paths, path, letter))


def _product(solution: Solution, path: Sequence[str], letter: str) -> Tree:
    edges = {(edge.of, edge.by): edge for edge in solution.about["edges"]}
    return multiply(*(_rate(edges[pair], letter) for pair in pairwise(path)))


def _sum(solution: Solution, along: Any, letter: str) -> Panel:
    formula = add(*(_product(solution, path, letter) for path in along.paths)) if along.paths else number(0)
    rows = [formula, along.put_in, along.substituted, along.answer]
    body: list[Body] = [shown(_whole(solution, along.wrt, letter), *rows)]
    said = "Put in the derivatives, then what the letters stand for."
    body.append(Prose((f"{said} {along.why}".strip(),)))
    if ["", along.wrt] in along.paths:
        t, held = name(along.wrt), ", ".join(text(name(x)) for x in solution.about["inner"])
        body.append(
            Prose(
                (
                    name(letter),
                    " also contains ",
                    t,
                    " itself. The derivative by ",
                    t,
                    f" on the right is the one with {held} held constant.",
                ),
                "note",
            )
        )
    return Panel(f"Add the paths to {text(name(along.wrt))}", tuple(body))


def _answer(solution: Solution, along: Any, letter: str) -> Block:
    return answer(_whole(solution, along.wrt, letter), along.answer, along.verified, solution.complete)


def _at(solution: Solution, along: Any, letter: str) -> Panel:
    point = solution.about["at"]
    title = "At " + ", ".join(f"{text(name(x))} = {text(v)}" for x, v in point.items())
    return Panel(title, (Equation(_whole(solution, along.wrt, letter), (along.at.exact,)), *approximately(along.at.decimal)))


def _next(solution: Solution, typed: str) -> Next:
    wrt = solution.about["wrt"][0]
    return Next(
        (
            f'calctutor diff "{text(solution.about["whole"])}" --wrt {wrt}',
            f'calctutor gradient "{typed or text(solution.read_as)}"',
        )
    )
