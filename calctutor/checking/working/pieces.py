"""How is one expression of a working read? As everything is read, and besides as people abbreviate on paper.

`[F]_a^b` and `F|_a^b`, `∇f`, `2x dx` outside of an integral, an integral whose `dx` was left out, `±`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from calctutor.checking.working.brackets import evaluations
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, replace

INTEGRAL = re.compile(r"∫|∬|\\int|\bint\b")
DIFFERENTIAL = re.compile(r"(?:(?<![A-Za-z\\])|(?<=(?<![A-Za-z\\])[a-z]))d([a-zA-Z])(?![A-Za-z(^])")
BESIDE = re.compile(
    r"(?:[*·]|\\cdot)?\s*(?<![A-Za-z\\])(d(?:[a-zA-Z]|theta|θ))\s*(/\s*(?:\d+(?:\.\d+)?|\([^()]*\)|[a-z](?![a-z(]))|\s+\\cdot\s+\S+)"
)
NABLA = re.compile(r"(?:∇|\\nabla|(?<![A-Za-z])grad)\s*\(?([A-Za-z])(?![A-Za-z])\)?(?:\s*\([a-z](?:\s*,\s*[a-z])*\))?")
HESSIAN = re.compile(
    r"(?<![A-Za-z])(?:H(?:_\{?[a-z]\}?)?|Hess(?:ian)?|∇²\s*[a-z]|∇\^2\s*[a-z])\s*(?:\(\s*[a-z](?:\s*,\s*[a-z])*\s*\))?(?=\s*$)"
)
DETERMINANT = re.compile(r"(?:\\det|det)\s*\(?\s*H\s*\)?(?:\([a-z](?:\s*,\s*[a-z])*\))?|\|H\|")
DIRECTIONAL = re.compile(r"(?<![A-Za-z])D_\{?\\?(?:vec|mathbf)?\{?([a-z])\}*\s*([fgh])(?![A-Za-z])\s*(\([^()=]*,[^()=]*\))?")
ANGLES = re.compile(r"^\s*(?:<|⟨|\\langle\b)(.*)(?:>|⟩|\\rangle)\s*$")
EITHER = re.compile(r"±|\\pm\b|\+/-|\+-(?!\s*\d*\s*[-+])")


_VALUE = r"\s*[-−]?(?:\d+(?:\.\d+)?(?:/\d+)?|√\d+)\s*"
VALUES = re.compile(rf"{_VALUE}(?:,{_VALUE})+")
"""`x = 0, 2`: several values, of which each is a case."""
APPLIED = re.compile(r"([uvwyz])\(\s*([^()a-zA-Z]*(?:π|\\pi|pi)?[^()a-zA-Z]*)\s*\)")
BARE_LIMIT = re.compile(r"^\s*\\?lim(?!\s*[_({]*\s*\\?[a-zA-Z]+\s*(?:->|→|\\to|\\rightarrow|to\b))(?=[\s(\\])")
DEFINED = re.compile(r"(?<![A-Za-z_\\])([a-eij-zA-EJ-Z])\([a-z]\)\s*(?==)")
FUNCTION = re.compile(r"([a-zA-Z]'*)\(\s*([a-z](?:\s*,\s*[a-z])*)\s*\)(?<![uvwyzxrde]\([a-z]\))")
NEXT = re.compile(r"(?<![A-Za-z\\])([A-Za-z])_\{?\(?\s*[nkti]\s*\+\s*1\s*\)?\}?")
LEIBNIZ = re.compile(r"(?<![A-Za-z\\{(])((?:∂|d)[a-zA-Z]/(?:∂|d)[a-z])(?![A-Za-z)}])")
OF_ITS_LETTER = re.compile(r"(?<![A-Za-z\\])([uvwyzxr])(?:\(([xtθ])\))(?!\s*\^)")
"""`u(1)` is a value and `u(x)` the letter itself, where people write down a substitution."""

TRAILING = re.compile(r"(.*[\w)}\]²³'])\s*(?:[*·]\s*|(?<![A-Za-z])|\s)(d[a-zA-Z])\s*")


class Piece(NamedTuple):
    """Trees of which one is meant (several for ±), and codes of remarks."""

    trees: tuple[Tree, ...]
    remarks: tuple[str, ...] = ()


def applied_letters(text: str) -> frozenset[str]:
    """Letters that the working defines as functions of one other: `s(t) = …`, so that `s(4)` is a value of s."""
    return frozenset(found[1] for found in DEFINED.finditer(text))


def expression(text: str, functions: Iterable[str] = ()) -> Piece:
    """Raises `StudentError` for what cannot be read. `functions` are letters that are applied to what stands in brackets."""
    if found := APPLIED.fullmatch(text.strip()):
        return Piece((Tree("apply", (read(found[2]),), found[1]),))
    if found := FUNCTION.fullmatch(text.strip()):
        return Piece((Tree("apply", tuple(map(name, re.split(r"\s*,\s*", found[2].strip()))), found[1]),))
    if EITHER.search(text):
        return Piece(tuple(expression(EITHER.sub(sign, text), functions).trees[0] for sign in (" + ", " - ")))
    if VALUES.fullmatch(text):
        return Piece(tuple(read(value) for value in text.split(",")))
    inside: dict[str, Tree] = {}
    remarks: list[str] = []
    text = BARE_LIMIT.sub("", text)
    text = _applied(evaluations(_written_out(text), (), inside), functions, inside)
    tree = _lagrangian(_read(OF_ITS_LETTER.sub(r"\1", text), [*inside, *WORDS], remarks))
    return Piece((replace(tree, {name(key): part for key, part in inside.items()}) if inside else tree,), tuple(remarks))


WORDS = ("grad_f", "grad_g", "grad_L", "Hess", "detHess")


def _applied(text: str, functions: Iterable[str], inside: dict[str, Tree]) -> str:
    """The text with a word in the place of every value of a function whose letter would else be a factor."""
    for f in sorted(functions):
        for found in reversed(list(re.finditer(rf"(?<![A-Za-z_\\]){f}('*)\(([^()=]+)\)", text))):
            word = f"value_{len(inside)}"
            inside[word] = Tree("apply", (read(found[2], list(inside)),), f + found[1])
            text = f"{text[: found.start()]} {word} {text[found.end() :]}"
    return text


def _written_out(text: str) -> str:
    """Notation that stands for a word, and brackets without LaTeX's sizes."""
    text = NEXT.sub(r"\1_next", LEIBNIZ.sub(r"(\1)", text))
    text = re.sub(r"\\(?:left|right)\s*(?=[\[\]()|<>⟨⟩])", "", text)
    if found := ANGLES.match(text):
        text = f"({found[1]})"
    text = DIRECTIONAL.sub(lambda found: f" grad_{found[2]}{found[3] or ''} * {found[1]}", text)
    text = DETERMINANT.sub("detHess", text)
    text = HESSIAN.sub("Hess", text) if HESSIAN.fullmatch(text.strip()) else text
    return NABLA.sub(lambda found: f" grad_{found[1]} ", text)


FACTOR = re.compile(r"(?<=[\w)\]π])(?<!\bd[a-z])\s+(?=\d+(?:\.\d+)?\s*[a-zA-Z(^/π√\\])")
"""`(2 - x) 2x`: too much stands there for an exponent that lost its place."""
FIRST_ARGUMENT = re.compile(r"\b(sin|cos|tan|sec|csc|cot|ln|log)(\^\{?-?\d+\}?|[²³])?\s+(\d*[a-zθ])\s*\*?\s*(?=\()")


def _read(text: str, known: list[str], remarks: list[str]) -> Tree:
    """`sin x (1 - x)` is a product, as on paper."""
    try:
        return _as_it_stands(text, known, remarks)
    except StudentError:
        closed = FACTOR.sub("*", FIRST_ARGUMENT.sub(r"\1\2(\3)*", text))
        if closed == text:
            raise
        return _as_it_stands(closed, known, remarks)


def _as_it_stands(text: str, known: list[str], remarks: list[str]) -> Tree:
    if not INTEGRAL.search(text):
        if (found := TRAILING.fullmatch(text)) and not DIFFERENTIAL.search(found[1]):
            return Tree("*", (read(found[1], known), name(found[2])))
        named = [f"d{letter}" for letter in DIFFERENTIAL.findall(text) if len(letter) == 1]
        return read(_spaced(text, named), [*known, *named]) if named and not _quotient(text) else read(text, known)
    try:
        return read(text, known)
    except StudentError as problem:
        return _mended(text, known, remarks, problem)


def _quotient(text: str) -> bool:
    """`dy/dx` and `d/dx (…)` are read by themselves."""
    rest = re.sub(
        r"\\frac\s*\{\s*(?:d|\\partial)[^{}]*\}\s*\{\s*(?:d|\\partial)[^{}]*\}|d\^?\{?\d?\}?\s*\(?[A-Za-z]?\)?\s*/\s*\(?d[a-z]",
        "",
        text,
    )
    return not DIFFERENTIAL.search(rest)


def _spaced(text: str, named: Iterable[str]) -> str:
    """`2xdx` is 2x dx."""
    words = "|".join(sorted(set(named)))
    return re.sub(rf"(?<=[A-Za-z0-9)])(?=(?:{words})(?![A-Za-z]))", " ", text)


def _mended(text: str, known: list[str], remarks: list[str], problem: StudentError) -> Tree:
    """A factor behind the differential belongs to the integral; a missing differential is supplied, and remarked on."""
    moved = re.sub(BESIDE, lambda found: f"*(1{found[2]}) {found[1]}" if found[2].startswith("/") else found[0], text)
    tries = [(moved, "")] if moved != text else []
    if problem.code == "no-differential":
        tries += [(f"{text} d{x}", "missing-differential") for x in _letters(text)]
        tries += [
            (f"{start} d{x} {end}", "missing-differential") for x in _letters(text) for start, end in _before_constant(text)
        ]
    for attempt, remark in tries:
        try:
            tree = read(attempt, known)
        except StudentError:
            continue
        remarks += [remark] if remark else []
        return tree
    raise problem


def _letters(text: str) -> list[str]:
    """Which letter an integral without a differential is most likely by."""
    found = set(re.findall(r"(?<![A-Za-z\\])([a-z])(?![A-Za-z])", text))
    return [letter for letter in "xtuθyvwsz" if letter in found][:1] or ["x"]


def _before_constant(text: str) -> Iterable[tuple[str, str]]:
    if found := re.search(r"\+\s*[CKck]\s*$", text):
        yield text[: found.start()], found[0]


def _lagrangian(tree: Tree) -> Tree:
    """`L(x, y, λ)` is no limit."""
    if tree.head == "L" and len(tree.args) == 3 and all(arg.head == "name" for arg in tree.args):
        return Tree("apply", tree.args, "L")
    return tree
