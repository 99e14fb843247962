"""Where was it asked, and under which conditions? Ends and sides of limits, ranges, bounds and what is assumed of letters."""

from __future__ import annotations

import re

from calctutor.engines.asking import free_names, which_variable
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, name, names

SIDES = {"+": "+", "right": "+", "-": "-", "left": "-"}


def which_end(text: str | None, tree: Tree, typed: str) -> tuple[Tree, str, Tree, str]:
    """f, the variable, where it goes and from which side, from `--to x=0` (or `x=oo`, `x->a`, `0`) or from a typed limit."""
    from calctutor.notation.reading import read, read_values

    if text is None:
        if tree.head == "L" and tree.args[1].head == "name":
            return tree.args[0], tree.args[1].value, tree.args[2], tree.value or ""
        x = free_names(tree)[0] if free_names(tree) else "x"
        raise StudentError("which-end", "it is not said where the variable goes", typed, (0, len(typed)),
                           f'calctutor limit "{typed}" --to {x}=0')  # fmt: skip
    text = text.replace("->", "=").replace("→", "=")
    if "=" not in text:
        x = which_variable(tree, typed, "limit")
        return tree, x, read(text), ""
    values = read_values(text)
    if len(values) != 1:
        raise StudentError("which-end", "--to takes one variable and where it goes", text, (0, len(text)), "--to x=0")
    x, end = next(iter(values.items()))
    if x in names(end):
        raise StudentError("which-end", f"{x} cannot go to something with {x} in it", text, (0, len(text)), f"--to {x}=0")
    return tree, x, end, ""


def which_side(text: str | None) -> str:
    """`+` or `-`, also written `right` and `left`; nothing for both."""
    if text is None or text in SIDES:
        return SIDES[text] if text else ""
    raise StudentError("which-side", "a side is + or -", text, (0, len(text)), "--side +")


def which_range(text: str) -> tuple[str, Tree, Tree]:
    """The variable and the bounds of `y=0..x`; also `y from 0 to x`, `0 <= y <= x`, `y in [0, x]`, `y: 0..x`."""
    from calctutor.notation.reading import read, read_name

    if found := _as_inequality(text):
        return found
    parts = re.fullmatch(r"\s*(\w+)\s*(?:=|:|∈|\bin\b|\bfrom\b)\s*(.*)", text)
    bounds = _two_bounds(parts[2]) if parts else None
    if parts is None or bounds is None:
        raise StudentError("which-range", "a range is a variable and two bounds", text, (0, len(text)), "--over y=0..x")
    return read_name(parts[1]), read(bounds[0]), read(bounds[1])


def _as_inequality(text: str) -> tuple[str, Tree, Tree] | None:
    """`0 <= y <= x`."""
    from calctutor.notation.reading import read

    if not re.search("[<≤>≥]", text):
        return None
    compared = single_comparisons(read(text))
    if len(compared) != 2 or compared[0][2] != compared[1][1] or compared[0][2].head != "name":
        return None
    first, last = compared[0][1], compared[1][2]
    ends = (first, last) if compared[0][0] in ("<", "<=") else (last, first)
    return str(compared[0][2].value), *ends


def _two_bounds(text: str) -> tuple[str, str] | None:
    """Two expressions with `..`, `…`, `to` or a comma between them, perhaps in square brackets."""
    inside = text.strip()
    if inside[:1] == "[" and inside[-1:] == "]":
        inside = inside[1:-1]
    for between in (r"\.\.+|…", r"\bto\b", ","):
        parts = re.split(between, inside)
        if len(parts) == 2 and all(part.strip() for part in parts):
            return parts[0], parts[1]
    return None


COMPARISONS = ("<", "<=", ">", ">=", "!=")


def which_assumptions(given: list[str]) -> tuple[Tree, ...]:
    """What `--assume` says of letters: `k>0`, `a>1`, `0<k<1`, `a<b`, `n integer`; several at once, with commas between them."""
    return tuple(_assumption(part.strip(), text) for text in given for part in text.split(",") if part.strip())


def _assumption(part: str, text: str) -> Tree:
    from calctutor.notation.reading import read, read_name

    words = part.replace("∈", " in ").split()
    if words[1:] in (["integer"], ["is", "integer"], ["whole"], ["is", "an", "integer"], ["in", "Z"], ["in", "ℤ"]):
        return Tree("integer", (name(read_name(words[0])),))
    tree = read(part)
    compared = list(single_comparisons(tree))
    if compared and all(left.head == "name" or right.head == "name" for _, left, right in compared):
        return tree
    raise StudentError(
        "which-assumption",
        "an assumption compares a letter with a number or another letter, or says that it is an integer",
        text,
        (0, len(text)),
        '--assume k>0, or --assume "0<k<1", or --assume "n integer"',
    )


def single_comparisons(tree: Tree) -> list[tuple[str, Tree, Tree]]:
    """The comparisons of an assumption: `0 < k < 1` has two, what is something else has none."""
    if tree.head == "and":
        parts = [single_comparisons(arg) for arg in tree.args]
        return [one for part in parts for one in part] if all(parts) else []
    return [(tree.head, *tree.args)] if tree.head in COMPARISONS and len(tree.args) == 2 else []


def which_bounds(below: str | None, above: str | None, text: str) -> tuple[Tree, Tree] | None:
    """Both bounds of `--from` and `--to`, or neither."""
    from calctutor.notation.reading import read

    if below is None and above is None:
        return None
    if below is None or above is None:
        raise StudentError(
            "which-bounds", "an integral has two bounds or none", text, (0, len(text)), "give both --from and --to"
        )
    return read(below.rpartition("=")[2]), read(above.rpartition("=")[2])


def bounded(tree: Tree) -> tuple[Tree, list[tuple[str, Tree, Tree]]] | None:
    """`int_0^1 int_0^x x y dy dx` as typed: the integrand and its ranges, the innermost first; None without bounds."""
    ranges: list[tuple[str, Tree, Tree]] = []
    while tree.head == "I" and len(tree.args) == 4 and tree.args[1].head == "name":
        ranges.insert(0, (tree.args[1].value, tree.args[2], tree.args[3]))
        tree = tree.args[0]
    return (tree, ranges) if ranges else None
