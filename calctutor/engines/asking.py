"""What exactly was asked? Which variable, which point: settled from the trees alone, before sympy is loaded."""

from __future__ import annotations

from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, contents, names, number, walk


def free_names(tree: Tree) -> list[str]:
    """The variables of an expression in alphabetical order, without the bound letter of an integral or a limit."""
    return list(contents(tree).letters)


def unwrapped(tree: Tree) -> tuple[Tree, list[str]]:
    """`d/dx (f)` typed as a whole asks for the derivative of f by x: f, and the letters by which, innermost first."""
    by: list[str] = []
    while tree.head == "D" and tree.args[1].head == "name":
        by.insert(0, tree.args[1].value)
        tree = tree.args[0]
    return tree, by


def which_derivative(tree: Tree, text: str, wrt: str | None, at: str | None, command: str = "diff") -> tuple[Tree, str, int]:
    """What is to be differentiated, by which letter, and how often more than asked (`d²/dx² (f)` is twice by itself).

    `y = x²` and `f(x) = x²` mean their right side; `d/dx (f)` typed as a whole means f by x. `wrt` and `at` are as typed.
    """
    from calctutor.notation.reading import read_name

    if tree.head == "=" and tree.args[0].head in ("name", "apply") and _says_more(*tree.args):
        tree = tree.args[1]
    inner, by = unwrapped(tree)
    if by and inner.head == "name" and inner.value not in by:
        raise StudentError("which-function", f"how {inner.value} depends on {by[0]} is not said", text, (0, len(text)),
                           f'for a curve given by an equation: calctutor implicit "x^2 + y^2 = 25" --wrt {by[0]}')  # fmt: skip
    if wrt is None and len(set(by)) == 1:
        return inner, by[0], len(by)
    if wrt is None and at and "=" in at and (named := at.split("=")[0].strip()) in free_names(tree):
        return tree, named, 1
    return tree, read_name(wrt) if wrt else which_variable(tree, text, command), 1


def _says_more(left: Tree, right: Tree) -> bool:
    """Is the right side a formula for the left one? `x = 2` is an equation, and so is `y = x y`."""
    return bool(names(right)) and all(node != left for node in walk(right))


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


def integrand(tree: Tree, x: str | None, text: str) -> tuple[Tree, str]:
    """What to integrate, and by which letter; `int f dx` typed as a whole asks for the integral of f."""
    if tree.head == "I" and len(tree.args) == 2 and tree.args[1].head == "name":
        return tree.args[0], str(tree.args[1].value)
    found = free_names(tree)
    if x is None and len(found) > 1:
        listed = ", ".join(found[:-1]) + " and " + found[-1]
        remedy = f'calctutor integrate "{text}" --wrt {"x" if "x" in found else found[0]}'
        raise StudentError(
            "which-variable", f"there are several variables, {listed}: integrate by which one?", text, (0, len(text)), remedy
        )
    return tree, x or (found[0] if found else "x")


def which_point(text: str | None, x: str) -> Tree | None:
    """The point of `--at`, written as `x=1` or, since there is one variable, as `1`."""
    from calctutor.notation.reading import read, read_values

    if text is None:
        return None
    if "=" not in text:
        return _constant(read(text), text)
    values = read_values(text, [x])
    if set(values) != {x}:
        raise StudentError(
            "which-point", f"--at must give a value of {x}, and of nothing else", text, (0, len(text)), f"--at {x}=1"
        )
    return _constant(values[x], text)


def _constant(tree: Tree, text: str) -> Tree:
    if names(tree):
        raise StudentError("not-a-point", "a point is given by numbers", text, (0, len(text)), "--at 1, or --at pi/2")
    return tree


def which_curve(tree: Tree, text: str, wrt: str | None, of: str | None) -> tuple[Tree, str, str]:
    """The equation and its two letters: by which to differentiate, and which depends on it. An expression means `= 0`."""
    found = free_names(tree)
    equation = tree if tree.head == "=" else Tree("=", (tree, number(0)))
    x = wrt or ("x" if "x" in found else found[0] if found else "x")
    others = [letter for letter in found if letter != x]
    y = of or ("y" if "y" in others else others[0] if len(others) == 1 else None)
    if y is None or y == x or y not in found:
        reason = (
            "it is not clear which letter depends on the other" if len(others) > 1 else "an implicit equation needs two letters"
        )
        raise StudentError("which-variable", reason, text, (0, len(text)), f'calctutor implicit "{text}" --wrt {x} --of y')
    return equation, x, y


def which_point_on_curve(text: str | None, x: str, y: str) -> dict[str, Tree] | None:
    """The point of `--at x=1,y=2`."""
    from calctutor.notation.reading import read_values

    if text is None:
        return None
    values = read_values(text, [x, y])
    if set(values) != {x, y}:
        raise StudentError(
            "which-point",
            f"a point of the curve needs a value of {x} and one of {y}",
            text,
            (0, len(text)),
            f"--at {x}=1,{y}=2",
        )
    return {letter: _constant(value, text) for letter, value in values.items()}
