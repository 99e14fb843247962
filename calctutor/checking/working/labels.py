"""What does a label stand for? `u`, `f_xy`, `∇f`, `H`, `du`."""

from __future__ import annotations

from calctutor.checking.working.meaning import DIFFERENTIAL, PARTIAL, Meaning, Names, plain
from calctutor.checking.working.vectors import determinant
from calctutor.notation.tree import Tree, derivative, multiply, name


class Labels:
    """Names that are made of others. Letters of `kept` stay as they are: a derivative or an integral is being taken by them."""

    def __init__(self, meaning: Meaning, claimed: bool) -> None:
        self.meaning, self.claims = meaning, meaning.claims if claimed else {}
        self.visited = 0

    def tree(self, node: Tree, kept: Names, depth: int) -> Tree:
        """Any tree in the letters of the problem."""
        raise NotImplementedError

    def name(self, node: Tree, kept: Names, depth: int) -> Tree:
        label = plain(str(node.value))
        if label in kept or node.value in kept:
            return node
        if label in self.meaning.letters:
            return self.tree(self.meaning.letters[label], kept, depth + 1)
        if label in self.meaning.functions:
            return self.tree(self.meaning.functions[label].body, kept, depth + 1)
        return self._named(node, label, kept, depth)

    def _named(self, node: Tree, label: str, kept: Names, depth: int) -> Tree:
        """A label that is made of others: `f_xy`, `∇f`, `H`, `du`."""
        if label.startswith("grad_") and label[5:] in self.meaning.functions:
            f = label[5:]
            return Tree("tuple", tuple(self._partial(f, x, kept, depth) for x in self.meaning.functions[f].letters))
        only = self._only_function() if label in ("Hess", "detHess") else None
        if only:
            letters, f = self.meaning.functions[only].letters, only
            rows = tuple(tuple(self._partial(f, x + y, kept, depth) for y in letters) for x in letters)
            return determinant(rows) if label == "detHess" else Tree("list", tuple(Tree("list", row) for row in rows))
        if (found := PARTIAL.match(label)) and found[1] in self.meaning.functions:
            return self._partial(found[1], found[2], kept, depth)
        if (found := DIFFERENTIAL.match(label)) and (self.meaning.known(found[1]) or self.meaning.curve):
            return self._differential(found[1], kept, depth)
        return node if node.value == label else name(label)

    def _only_function(self) -> str | None:
        functions = self.meaning.functions
        return "f" if "f" in functions else next(iter(functions), None)

    def _partial(self, f: str, by: str, kept: Names, depth: int) -> Tree:
        """f_xy: first by x, then by y; from what the student has for f_x, where that is wrong."""
        for k in range(len(by), 0, -1):
            for label in (f"{f}_{by[:k]}", f"{f}_{by[:k][::-1]}"):
                if label in self.claims:
                    return derivative(self.tree(self.claims[label], kept, depth + 1), *map(name, by[k:]))
        return derivative(self.tree(self.meaning.functions[f].body, (*kept, *by), depth + 1), *map(name, by))

    def _differential(self, u: str, kept: Names, depth: int) -> Tree:
        """du = u' dx."""
        inner = self.tree(name(u), kept, depth + 1)
        return multiply(derivative(inner, name(self.meaning.x)), name(f"d{self.meaning.x}"))
