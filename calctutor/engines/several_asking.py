"""Which letters are variables, at which point, in which direction? Settled from the trees alone, before sympy is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from calctutor.engines.asking import free_names
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name, read_values
from calctutor.notation.tree import Tree, name, names

MOST_VARIABLES = 40

Place = dict[str, Tree]


def listed(text: str | None) -> list[str]:
    """The names in `x, y, theta`."""
    return [read_name(part) for part in re.split(r"[,;\s]+", text.strip()) if part] if text else []


def which_variables(trees: Sequence[Tree], text: str, chosen: Sequence[str] = (), constants: Sequence[str] = ()) -> list[str]:
    """The variables: those that were chosen, in that order, or every letter that is no constant, in alphabetical order."""
    found = sorted({letter for tree in trees for letter in free_names(tree)}, key=natural)
    both = [letter for letter in chosen if letter in constants]
    twice = [letter for letter in chosen if list(chosen).count(letter) > 1]
    if both or twice:
        reason = f"{both[0]} cannot be a variable and a constant" if both else f"{twice[0]} is named twice"
        raise StudentError("which-variables", reason, text, (0, len(text)), "name each letter once")
    variables = list(chosen) or [letter for letter in found if letter not in constants]
    if not variables:
        raise StudentError(
            "no-variables", "there is no variable in this", text, (0, len(text)), "name the variables: --vars x,y"
        )
    if len(variables) > MOST_VARIABLES:
        reason = f"there are {len(variables)} variables; at most {MOST_VARIABLES} are worked"
        raise StudentError("too-many-variables", reason, text, (0, len(text)), f"choose some: --vars {','.join(variables[:3])}")
    return variables


def natural(letter: str) -> tuple[object, ...]:
    """w2 before w10."""
    return tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"(\d+)", letter) if part)


def absent(tree: Tree, variables: Iterable[str]) -> list[str]:
    """The variables that do not occur."""
    found = free_names(tree)
    return [letter for letter in variables if letter not in found]


def which_place(text: str | None, variables: Sequence[str], others: Sequence[str] = ()) -> Place | None:
    """The point of `--at x=1,y=2`, or of `--at 1,2` in the order of the variables. The `others` may have values too."""
    if text is None:
        return None
    example = "--at " + ",".join(f"{letter}={i}" for i, letter in enumerate(variables, 1))
    values = read_values(text, [*variables, *others]) if "=" in text else _in_order(text, variables, example)
    missing = [letter for letter in variables if letter not in values]
    unknown = [letter for letter in values if letter not in variables and letter not in others]
    if missing or unknown:
        reason = (
            f"the point needs a value of {_and(missing)} too" if missing else f"there is no {_and(unknown)} in the function"
        )
        raise StudentError("which-point", reason, text, (0, len(text)), example)
    for tree in values.values():
        _number(tree, text, example)
    return {letter: values[letter] for letter in (*variables, *others) if letter in values}


def _in_order(text: str, variables: Sequence[str], example: str) -> Place:
    numbers = components(text)
    if len(numbers) != len(variables):
        reason = (
            f"this point has {_count(len(numbers), 'coordinate')}, but there are "
            f"{_count(len(variables), 'variable')}: {', '.join(variables)}"
        )
        raise StudentError("wrong-dimension", reason, text, (0, len(text)), example)
    return dict(zip(variables, numbers, strict=True))


def components(text: str) -> tuple[Tree, ...]:
    """The numbers of `3,4`, `(3, 4)` or `[3, 4]`."""
    tree = read(text if text.strip()[:1] in "([" else f"({text})")
    return tree.args if tree.head in ("tuple", "list") else (tree,)


def which_direction(text: str | None, variables: Sequence[str]) -> tuple[Tree, ...] | None:
    """The vector of `--direction 3,4`."""
    if text is None:
        return None
    numbers = components(text)
    example = "--direction " + ",".join("34512"[i % 5] for i in range(len(variables)))
    if len(numbers) != len(variables):
        reason = (
            f"this direction has {_count(len(numbers), 'component')}, but there are "
            f"{_count(len(variables), 'variable')}: {', '.join(variables)}"
        )
        raise StudentError("wrong-dimension", reason, text, (0, len(text)), example)
    for tree in numbers:
        _number(tree, text, example)
    if all(tree.head == "number" and tree.value == 0 for tree in numbers):
        raise StudentError("no-direction", "a vector of length 0 points nowhere", text, (0, len(text)), example)
    return numbers


def _number(tree: Tree, text: str, example: str) -> None:
    if names(tree):
        raise StudentError("not-a-point", "a point is given by numbers", text, (0, len(text)), example)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _and(letters: Sequence[str]) -> str:
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"


def which_constraint(tree: Tree, text: str) -> Tree:
    """The equation of `--subject-to`."""
    if tree.head != "=":
        raise StudentError(
            "not-a-constraint", "a constraint is an equation", text, (0, len(text)), f'--subject-to "{text} = 1"'
        )
    return tree


def which_inner(text: str, inner: Sequence[str], wrt: Sequence[str]) -> tuple[Tree, dict[str, Tree], list[str]]:
    """The function, what `--with "x=cos(t)"` says that its letters stand for, and the innermost variables."""
    by = [letter for part in wrt for letter in listed(part)]
    named = [read_name(part.partition("=")[0]) for part in inner if "=" in part]
    tree = read(text, [*named, *by])
    meanings: dict[str, Tree] = {}
    for part in inner:
        meanings |= read_values(part, [*named, *by])
    unused = [
        letter
        for letter in meanings
        if letter not in free_names(tree) and not any(letter in free_names(m) for m in meanings.values())
    ]
    if unused:
        raise StudentError(
            "unused",
            f"{_and(unused)} does not occur in the function",
            text,
            (0, len(text)),
            f"leave out --with for {unused[0]}",
        )
    innermost = sorted({x for m in meanings.values() for x in free_names(m) if x not in meanings}, key=natural)
    return tree, meanings, by or innermost


def put_in(place: Place) -> dict[Tree, Tree]:
    """What `replace` needs to put a point into a tree."""
    return {name(letter): tree for letter, tree in place.items()}


def which_entries(texts: Iterable[str], variables: Sequence[str]) -> list[list[str]]:
    """The entries of `--only x,y`."""
    pairs = []
    for text in texts:
        pair = listed(text)
        if len(pair) == 1:
            pair *= 2
        if len(pair) != 2 or not set(pair) <= set(variables):
            example = f"--only {variables[0]},{variables[-1]}"
            raise StudentError("which-entry", "an entry is named by two of the variables", text, (0, len(text)), example)
        pairs.append(pair)
    return pairs
