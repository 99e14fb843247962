"""How is an expression of a working put back into the letters of the problem?"""

from __future__ import annotations

from calctutor.checking.working.labels import Labels
from calctutor.checking.working.meaning import INDEXED, PARTIAL, Curve, Names, label_of
from calctutor.checking.working.vectors import put, vector
from calctutor.errors import StudentError
from calctutor.notation.tree import Tree, add, derivative, divide, multiply, name, names, negative, number, replace

DEEPEST = 12
MOST = 20_000
"""Nodes of one expression: what is defined by itself, or grows with every line, is given up."""


class Resolving(Labels):
    """One walk through a tree. Letters of `kept` stay as they are: a derivative or an integral is being taken by them."""

    def tree(self, node: Tree, kept: Names, depth: int) -> Tree:
        self.visited += 1
        if self.visited > MOST:
            raise StudentError("too-large", "what this stands for is too long, or is defined by itself")
        if depth > DEEPEST:
            return node
        label = label_of(node, self.meaning)
        if label in self.claims and label not in kept:
            return self.tree(self.claims[label], (*kept, label), depth + 1)
        special = SPECIAL.get(node.head)
        if special:
            return special(self, node, kept, depth)
        args = tuple(self.tree(arg, kept, depth) for arg in node.args)
        return vector(node.with_args(args)) if args else node

    # Derivatives.

    def derivative(self, node: Tree, kept: Names, depth: int) -> Tree:
        f, by = node.args
        letter = str(by.value) if by.head == "name" else ""
        curve = self.meaning.curve
        if curve and letter == curve.x:
            return self._along(f, curve, kept, depth)
        if (letter in self.meaning.letters or self._is_path(letter)) and letter not in kept:
            return self._by_letter(f, letter, kept, depth)
        if (
            f.head == "apply"
            and (known := self.meaning.functions.get(str(f.value)))
            and f.args == tuple(map(name, known.letters))
        ):
            f = name(str(f.value))
        return derivative(self.tree(f, (*kept, letter), depth), by)

    def _is_path(self, letter: str) -> bool:
        """A letter that is itself a function of the one by which primes differentiate."""
        known = self.meaning.functions.get(letter)
        return known is not None and known.letters == (self.meaning.x,) and letter != self.meaning.x

    def _by_letter(self, f: Tree, letter: str, kept: Names, depth: int) -> Tree:
        """d/du of something, where u = u(x): by u itself, and then u is put back."""
        place = self.tree(name(letter), kept, depth + 1)
        inner = self.tree(f, (*kept, letter), depth)
        if letter not in names(inner):  # dx/du, where u = u(x)
            return divide(derivative(inner, name(self.meaning.x)), derivative(place, name(self.meaning.x)))
        return Tree("at", (derivative(inner, name(letter)), name(letter), place))

    def _along(self, f: Tree, curve: Curve, kept: Names, depth: int) -> Tree:
        """The total derivative along a curve."""
        if f == name(curve.y):
            return self._slope(curve, depth)
        inner = self.tree(f, kept, depth)
        return add(derivative(inner, name(curve.x)), multiply(derivative(inner, name(curve.y)), self._slope(curve, depth)))

    def _slope(self, curve: Curve, depth: int) -> Tree:
        claim = self.claims.get(f"{curve.y}'")
        return curve.slope if claim is None else self.tree(claim, (f"{curve.y}'",), depth + 1)

    def prime(self, node: Tree, kept: Names, depth: int) -> Tree:
        curve, inner = self.meaning.curve, node.args[0]
        if curve:
            return self._along(inner, curve, kept, depth)
        if f"{label_of(inner, self.meaning)}" in self.meaning.functions:
            known = self.meaning.functions[str(label_of(inner, self.meaning))]
            x = known.letters[0] if len(known.letters) == 1 else self.meaning.x
        else:
            x = self.meaning.x
        return derivative(self.tree(inner, (*kept, x), depth), name(x))

    def apply(self, node: Tree, kept: Names, depth: int) -> Tree:
        f = str(node.value)
        stem = f.rstrip("'")
        known = self.meaning.functions.get(stem)
        args = tuple(self.tree(arg, kept, depth) for arg in node.args)
        curve = self.meaning.curve
        if curve and stem == curve.y:
            times = len(f) - len(stem)
            return self.prime(Tree("prime", (name(stem),)), kept, depth) if times == 1 else name(stem) if not times else node
        if known is None and stem in self.meaning.letters and len(args) == 1:
            x = self.meaning.x
            inner = derivative(self.tree(name(stem), (*kept, x), depth + 1), *(name(x) for _ in range(len(f) - len(stem))))
            return put(inner, (x,), args)
        if known is None or len(known.letters) != len(args):
            return node.with_args(args)
        inner = self.tree(known.body, (*kept, *known.letters), depth + 1)
        for k in range(len(f) - len(stem)):
            claim = self.claims.get(stem + "'" * (k + 1))
            inner = derivative(inner, name(known.letters[0])) if claim is None else self.tree(claim, known.letters, depth + 1)
        return put(inner, known.letters, args)

    # Integrals.

    def integral(self, node: Tree, kept: Names, depth: int) -> Tree:
        f, by, *bounds = node.args
        u = str(by.value)
        if not bounds and u in self.meaning.letters and u not in kept:
            x = name(self.meaning.x)
            inner = self.tree(f, kept, depth)
            return Tree("I", (multiply(inner, self._rate(u, kept, depth)), x))
        return self._bounded(f, u, bounds, kept, depth)

    def _rate(self, u: str, kept: Names, depth: int) -> Tree:
        """du/dx, or what the student has for it."""
        if f"d{u}" in self.claims:
            return replace(self.tree(self.claims[f"d{u}"], kept, depth + 1), {name(f"d{self.meaning.x}"): number(1)})
        return derivative(self.tree(name(u), kept, depth), name(self.meaning.x))

    def _bounded(self, f: Tree, u: str, bounds: list[Tree], kept: Names, depth: int) -> Tree:
        """Bounds may be named: `x=0` under an integral by u means u(0)."""
        inner = self.tree(f, (*kept, u), depth)
        return Tree("I", (inner, name(u), *(self._bound(bound, u, kept, depth) for bound in bounds)))

    def _bound(self, bound: Tree, u: str, kept: Names, depth: int) -> Tree:
        if bound.head != "=":
            return self.tree(bound, kept, depth)
        letter, value = bound.args
        if letter == name(u) or u not in self.meaning.letters:
            return self.tree(value, kept, depth)
        return put(self.tree(name(u), kept, depth), (str(letter.value),), (self.tree(value, kept, depth),))

    def limit(self, node: Tree, kept: Names, depth: int) -> Tree:
        f, x, *rest = node.args
        return node.with_args((self.tree(f, (*kept, str(x.value)), depth), x, *(self.tree(r, kept, depth) for r in rest)))

    def bracket(self, node: Tree, kept: Names, depth: int) -> Tree:
        """`[F]_a^b` is F at b less F at a, before the letter of F is put back into the letters of the problem."""
        if len(node.args) < 4:
            return node.with_args(tuple(self.tree(arg, kept, depth) for arg in node.args))
        F, x, low, high = node.args
        return self.tree(add(replace(F, {x: high}), negative(replace(F, {x: low}))), kept, depth)

    # Products: `f_x(1, 2)` is no product.

    def product(self, node: Tree, kept: Names, depth: int) -> Tree:
        factors, found = list(node.args), []
        while factors:
            factor = factors.pop(0)
            letters = self._evaluated(factor)
            if self._slope_at(factor, factors):
                value = Tree("apply", (factors.pop(0),), f"{factor.args[0].value}'")
                found.append(self.tree(value, kept, depth))
            elif letters and factors and factors[0].head in ("tuple", "name", "number") and _fits(factors[0], letters):
                place = factors.pop(0)
                args = place.args if place.head == "tuple" else (place,)
                inner = self.tree(factor, kept, depth)
                found.append(put(inner, letters, tuple(self.tree(arg, kept, depth) for arg in args)))
            else:
                found.append(self.tree(factor, kept, depth))
        return vector(multiply(*found))

    def _slope_at(self, factor: Tree, rest: list[Tree]) -> bool:
        """`L'(w0)` where L' was read as a letter."""
        if factor.head != "prime" or factor.args[0].head != "name" or not rest:
            return False
        place = rest[0]
        iterate = place.head == "number" or (place.head == "name" and bool(INDEXED.match(str(place.value))))
        return iterate and str(factor.args[0].value) in self.meaning.functions

    def _evaluated(self, factor: Tree) -> Names:
        """The letters of the function whose derivative or gradient this is."""
        label = label_of(factor, self.meaning) if factor.head in ("name", "D") else None
        if label is None:
            return ()
        found = PARTIAL.match(label)
        stem = found[1] if found else label[5:] if label.startswith("grad_") else ""
        if label in ("Hess", "detHess"):
            stem = self._only_function() or ""
        return self.meaning.functions[stem].letters if stem in self.meaning.functions else ()


SPECIAL = {
    "name": Resolving.name, "D": Resolving.derivative, "prime": Resolving.prime, "apply": Resolving.apply,
    "I": Resolving.integral, "L": Resolving.limit, "*": Resolving.product, "at": Resolving.bracket,
}  # fmt: skip


def _fits(place: Tree, letters: Names) -> bool:
    return place.head == "tuple" and len(place.args) == len(letters)
