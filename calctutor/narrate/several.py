"""How do pages about several variables say what they have in common?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from calctutor.blocks import Block, Body, Equation, Heading, Prose
from calctutor.narrate.derivative import free_letter
from calctutor.narrate.steps import Telling, tell_more
from calctutor.notation.tree import Tree, name
from calctutor.notation.writing import text
from calctutor.steps import Solution

Span = tuple[int, int]


def spoken(letters: Sequence[str]) -> str:
    """`x, y and z`"""
    shown = [text(name(letter)) for letter in letters]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" and {shown[-1]}"


def listed(trees: Iterable[Tree], between: str = ", ") -> list[str | Tree]:
    """The pieces of a sentence that names these, one after the other."""
    return [piece for tree in trees for piece in (between, tree)][1:]


def held(letters: Sequence[str]) -> str:
    """`y and z are held constant`"""
    if not letters:
        return ""
    return f"{spoken(letters)} {'is' if len(letters) == 1 else 'are'} held constant"


def function_letter(solution: Solution) -> str:
    return free_letter(solution.read_as)


def curly(letter: str, *by: str) -> Tree:
    """∂f/∂x"""
    tree = name(letter)
    for x in by:
        tree = Tree("D", (tree, name(x)), "partial")
    return tree


def at_the_point(letter: str, point: Mapping[str, Tree]) -> Tree:
    """f(1, 2)"""
    return Tree("apply", tuple(point.values()), letter)


def of_variables(letter: str, variables: Sequence[str]) -> Tree:
    """f(x, y)"""
    return Tree("apply", tuple(map(name, variables)), letter)


def point_title(point: Mapping[str, Tree]) -> str:
    return "At " + ", ".join(f"{text(name(letter))} = {text(value)}" for letter, value in point.items())


def section(telling: Telling, solution: Solution, heading: Heading, span: Span) -> list[Block]:
    """What is asked next, and the panels that work it."""
    return [heading, *tell_more(telling, solution.steps[span[0] : span[1]])]


def preparation(telling: Telling, solution: Solution, spans: Iterable[Span]) -> list[Block]:
    """The steps that come before any derivative: the function rewritten."""
    used = {i for first, after in spans for i in range(first, after)}
    return tell_more(telling, tuple(step for i, step in enumerate(solution.steps) if i not in used))


def constants_said(solution: Solution) -> list[Block]:
    """Which letters are variables, which are constants, and which do not even occur."""
    about, said = solution.about, list[str]()
    if about.get("constants"):
        said.append(f"Variables: {spoken(about['variables'])}. Constants: {spoken(about['constants'])}.")
    if about.get("absent"):
        several = len(about["absent"]) > 1
        said.append(
            f"{spoken(about['absent'])} {'do' if several else 'does'} not occur, so the derivative by "
            f"{'each of them' if several else 'it'} is 0."
        )
    return [Prose((sentence,), "note") for sentence in said]


def shown(left: Tree, *rows: Tree) -> Equation:
    """`left = row = row`, without a row that says the same as the one before it."""
    kept: list[Tree] = []
    for row in rows:
        if not kept or text(row) != text(kept[-1]):
            kept.append(row)
    return Equation(left, tuple(kept))


def approximately(decimal: str) -> list[Body]:
    return [Prose((f"≈ {decimal}",), "note")] if decimal else []


def approximately_each(exact: Sequence[Tree], decimals: Sequence[str]) -> list[Body]:
    """≈ (1.41421, 2, ...), where any entry is not a plain number."""
    if not any(decimals):
        return []
    return [Prose((f"≈ ({', '.join(d or text(e) for e, d in zip(exact, decimals, strict=True))})",), "note")]


def vector(entries: Iterable[Tree]) -> Tree:
    return Tree("list", tuple(entries))


def matrix(rows: Iterable[Iterable[Tree]]) -> Tree:
    return vector(map(vector, rows))


def quoted(typed: str, solution: Solution) -> str:
    """The function as the next command takes it, with its variables where these are not simply all its letters."""
    about = solution.about
    chosen = about.get("variables") if about.get("constants") or about.get("absent") else None
    return f'"{typed or text(solution.read_as)}"' + (f" --vars {','.join(chosen)}" if chosen else "")
