"""What do the letters and labels of a working stand for?

`u = x^2`, `f(x) = …`, `f'`, `f_xy`, `∂f/∂x`, `∇f`, `du`, `I`, `x1`: each is put back into the letters of the problem, so that
numbers can compare any two expressions. Where the student has something wrong for a label, the same can be asked with that.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from calctutor.notation.tree import (
    Tree,
    name,
)

Names = tuple[str, ...]
INDEXED = re.compile(r"^([A-Za-z])_?(\d+)$")
PARTIAL = re.compile(r"^([A-Za-z])_([a-z]{1,4})$")
DIFFERENTIAL = re.compile(r"^d([A-Za-z])$")
CONSTANTS = re.compile(r"^(?:C|K|c|k|D|A|const|C_?\d|c_?\d|K_?\d|k_?\d)$")
DEEPEST = 12


class Function(NamedTuple):
    """f of some letters."""

    letters: Names
    body: Tree


class Curve(NamedTuple):
    """y as a function of x along an equation, by its slope."""

    equation: Tree
    x: str
    y: str
    slope: Tree


class Meaning:
    """What has been defined so far. `x` is the letter by which a prime differentiates."""

    def __init__(self, x: str = "x") -> None:
        self.x = x
        self.letters: dict[str, Tree] = {}
        self.functions: dict[str, Function] = {}
        self.curve: Curve | None = None
        self.solved: dict[str, Tree] = {}
        """Letters for which an equation of the working was solved: `y = 50 - x`."""
        self.claims: dict[str, Tree] = {}
        """What the student has for a label (a letter, `f'`, `f_x`, `du`), where it is not what it should be."""

    def known(self, label: str) -> bool:
        label = plain(label)
        if label in self.letters or label in self.functions:
            return True
        if label in ("Hess", "detHess"):
            return "f" in self.functions or len(self.functions) == 1
        found = PARTIAL.match(label)
        if found or label.startswith("grad_"):
            return (found[1] if found else label[5:]) in self.functions
        inner = DIFFERENTIAL.match(label)
        return bool(inner) and plain(inner[1]) in self.letters if inner else False

    def resolved(self, tree: Tree, claimed: bool = False) -> Tree:
        """The same in the letters of the problem; with `claimed`, as it follows from what the student has."""
        from calctutor.checking.working.resolving import Resolving

        return Resolving(self, claimed).tree(tree, (), 0)


def plain(label: str) -> str:
    """`x_1` and `x1` are the same letter."""
    found = INDEXED.match(label)
    return f"{found[1]}{found[2]}" if found else label


def label_of(tree: Tree, meaning: Meaning) -> str | None:
    """The name of a quantity, if the tree is one and no more: `f`, `f'`, `f_x`, `du`, `grad_f`."""
    if tree.head == "name":
        return plain(str(tree.value))
    if tree.head == "prime":
        inner = label_of(tree.args[0], meaning)
        return f"{inner}'" if inner else None
    if tree.head == "D" and tree.args[1].head == "name":
        return _derivative_label(tree, meaning)
    if tree.head == "apply":
        stem = str(tree.value).rstrip("'")
        known = meaning.functions.get(stem)
        own = known.letters if known else tuple(str(a.value) for a in tree.args if a.head == "name")
        return str(tree.value) if tree.args == tuple(map(name, own)) else None
    return None


def _derivative_label(tree: Tree, meaning: Meaning) -> str | None:
    by = ""
    while tree.head == "D" and tree.args[1].head == "name":
        by = str(tree.args[1].value) + by
        tree = tree.args[0]
    if tree.head not in ("name", "apply"):
        return None
    f = str(tree.value)
    several = f in meaning.functions and len(meaning.functions[f].letters) > 1
    return f"{f}_{by}" if several else f + "'" * len(by) if set(by) == {meaning.x} else f"d{f}/d{by}"
