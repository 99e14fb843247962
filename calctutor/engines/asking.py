"""What exactly was asked? Which variable, which point: settled from the trees alone, before sympy is loaded."""

from __future__ import annotations

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, names, walk


def free_names(tree: Tree) -> list[str]:
    """The variables of an expression in alphabetical order, without the bound letter of an integral or a limit."""
    bound = {node.args[1].value for node in walk(tree) if node.head in ("I", "L") and len(node.args) > 2}
    return sorted(set(names(tree)) - bound)


def which_variable(tree: Tree, text: str, command: str) -> str:
    """The one letter of the expression, or an error that asks by which to differentiate."""
    found = free_names(tree)
    if len(found) <= 1:
        return found[0] if found else "x"
    listed = ", ".join(found[:-1]) + " and " + found[-1]
    count = {2: "two", 3: "three", 4: "four", 5: "five"}.get(len(found), str(len(found)))
    raise StudentError(
        "which-variable",
        f"there are {count} variables, {listed}: differentiate by which one?",
        text,
        (0, len(text)),
        f'calctutor {command} "{text}" --wrt {"x" if "x" in found else found[0]}',
    )


def which_point(text: str | None, x: str) -> Tree | None:
    """The point of `--at`, written as `x=1` or, since there is one variable, as `1`."""
    from calctutor.notation.reading import read, read_values

    if text is None:
        return None
    if "=" not in text:
        return _constant(read(text), text)
    values = read_values(text, [x])
    if set(values) != {x}:
        raise StudentError("which-point", f"--at must give a value of {x}, and of nothing else", text, (0, len(text)), f"--at {x}=1")
    return _constant(values[x], text)


def _constant(tree: Tree, text: str) -> Tree:
    if names(tree):
        raise StudentError("not-a-point", "a point is given by numbers", text, (0, len(text)), "--at 1, or --at pi/2")
    return tree


