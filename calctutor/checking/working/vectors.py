"""How are vectors of a working added, multiplied and evaluated?"""

from __future__ import annotations

from calctutor.notation.tree import Tree, add, divide, multiply, name, negative, number, power, replace, walk

Names = tuple[str, ...]


def vector(node: Tree) -> Tree:
    """Sums and multiples of vectors, entry by entry."""
    if not any(arg.head in ("tuple", "list") for arg in node.args):
        return node
    if node.head == "abs":
        return Tree("sqrt", (add(*(power(part, number(2)) for part in node.args[0].args)),))
    if node.head == "neg":
        return node.args[0].with_args(tuple(vector(negative(part)) for part in node.args[0].args))
    sizes = {len(arg.args) for arg in node.args if arg.head in ("tuple", "list")}
    if len(sizes) != 1:
        return node
    size = sizes.pop()
    if node.head == "+" and all(arg.head in ("tuple", "list") for arg in node.args):
        return Tree("tuple", tuple(vector(add(*(arg.args[i] for arg in node.args))) for i in range(size)))
    many = [arg for arg in node.args if arg.head in ("tuple", "list")]
    if node.head == "*" and len(many) == 2 and not any(part.args and part.head == "list" for v in many for part in v.args):
        others = [arg for arg in node.args if arg not in many]
        return multiply(*others, add(*(multiply(*pair) for pair in zip(many[0].args, many[1].args, strict=True))))
    if node.head == "*" and len(many) == 1:
        others = [arg for arg in node.args if arg is not many[0]]
        return Tree("tuple", tuple(vector(multiply(*others, part)) for part in many[0].args))
    if node.head == "/" and node.args[0] is many[0] and len(many) == 1:
        return Tree("tuple", tuple(vector(divide(part, node.args[1])) for part in many[0].args))
    return node


def determinant(rows: tuple[tuple[Tree, ...], ...]) -> Tree:
    """By the first row."""
    if len(rows) == 1:
        return rows[0][0]
    terms = []
    for k, entry in enumerate(rows[0]):
        minor = tuple(row[:k] + row[k + 1 :] for row in rows[1:])
        term = multiply(entry, determinant(minor))
        terms.append(negative(term) if k % 2 else term)
    return add(*terms)


def put(tree: Tree, letters: Names, args: tuple[Tree, ...]) -> Tree:
    """The tree where the letters have these values; a derivative is taken before its letter gets one."""
    if tree.head in ("tuple", "list"):
        return tree.with_args(tuple(put(part, letters, args) for part in tree.args))
    changed = {name(x): value for x, value in zip(letters, args, strict=True) if value != name(x)}
    if not any(node.head in ("D", "I", "L", "at") for node in walk(tree)):
        return replace(tree, changed)
    spare = {key: name(f"{key.value}_there") for key in changed}
    for key, value in changed.items():
        tree = Tree("at", (tree, key, replace(value, spare)))
    return replace(tree, {new: old for old, new in spare.items()})
