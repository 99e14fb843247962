"""Do the writers print what a textbook prints, and can it all be read back?"""

from __future__ import annotations

import cmath
import math
import subprocess
import sys
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctutor.errors import StudentError
from calctutor.notation import writing
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, call, constant, derivative, divide, mark, multiply, name, negative, number, power
from calctutor.notation.writing import ASCII, UNICODE, latex, line, picture, primes, python, text
from calctutor.notation.writing.boxes import row_text

ROWS = tomllib.loads((Path(__file__).parent / "tables" / "writings.toml").read_text())["row"]
WRITERS: dict[str, Callable[[Tree], str]] = {
    "line": text,
    "ascii": lambda tree: text(tree, ASCII),
    "latex": latex,
    "python": python,
}
x, y, u, v = map(name, "xyuv")
two = number(2)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["read"])
@pytest.mark.parametrize("form", WRITERS)
def test_table(row: dict[str, str], form: str) -> None:
    if form in row:
        assert WRITERS[form](read(row["read"])) == row[form]


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 80


# What is written means what was meant. Values are worked out here, by complex arithmetic, not by the program.

FUNCTIONS: dict[str, Callable[..., complex]] = {
    "sin": cmath.sin, "cos": cmath.cos, "ln": cmath.log, "sqrt": cmath.sqrt, "abs": abs,
    "asinh": cmath.asinh, "atan": cmath.atan, "sigmoid": lambda z: 1 / (1 + cmath.exp(-z)),
    "log": lambda z, b: cmath.log(z) / cmath.log(b),
}  # fmt: skip
AT = {"x": 1.3, "y": -0.7, "theta": 2.1, "w_1": 0.4}


def value(tree: Tree) -> complex:
    """The value of `tree` where its names have the values `AT`."""
    if tree.head == "number":
        return complex(tree.value)
    if tree.head in ("name", "constant"):
        return {**AT, "w1": 0.4, "pi": math.pi, "e": math.e}[tree.value]
    parts = [value(part) for part in tree.args]
    if tree.head in FUNCTIONS:
        return FUNCTIONS[tree.head](*parts)
    return {
        "+": lambda: sum(parts), "*": lambda: math.prod(parts), "/": lambda: parts[0] / parts[1],
        "^": lambda: parts[0] ** parts[1], "neg": lambda: -parts[0], "mark": lambda: parts[0],
    }[tree.head]()  # fmt: skip


def same(a: complex, b: complex) -> bool:
    return cmath.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


LEAVES = st.one_of(
    st.integers(-12, 12).map(number),
    st.fractions(-3, 3, max_denominator=9).map(number),
    st.sampled_from(sorted(AT)).map(name),
    st.sampled_from(["pi", "e"]).map(constant),
)


def branches(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        several.map(lambda terms: add(*terms)),
        several.map(lambda factors: multiply(*factors)),
        st.tuples(parts, parts).map(lambda pair: divide(*pair)),
        st.tuples(parts, parts).map(lambda pair: power(*pair)),
        parts.map(negative),
        parts.map(lambda part: mark("u", part)),
        st.tuples(st.sampled_from(["sin", "cos", "ln", "sqrt", "abs", "asinh", "atan", "sigmoid"]), parts).map(
            lambda fx: call(*fx)
        ),
        st.tuples(parts, st.integers(2, 11).map(number)).map(lambda pair: call("log", *pair)),
    )


EXPRESSIONS = st.recursive(LEAVES, branches, max_leaves=10)


def has_value(tree: Tree) -> bool:
    try:
        found = value(tree)
    except (ArithmeticError, ValueError):
        return False
    return cmath.isfinite(found) and abs(found) < 1e9


def reads_back(tree: Tree, typed: str) -> bool:
    """Does `typed` mean `tree`? Complex values are left out: on which side of a cut they lie may hang on one bit."""
    read_again = readable(typed)
    return read_again is None or same(value(read_again), value(tree)) or value(tree).imag != 0


def readable(typed: str) -> Tree | None:
    """What `typed` means; None if it holds a power that the reader refuses for its size."""
    try:
        return read(typed, names=["theta", "w_1"])
    except StudentError as error:
        if error.code == "too-large":
            return None
        raise


@pytest.mark.parametrize("form", ["line", "ascii"])
@settings(max_examples=250, deadline=None)
@given(tree=EXPRESSIONS.filter(has_value))
def test_what_is_written_reads_back_to_the_same_function(form: str, tree: Tree) -> None:
    typed = WRITERS[form](tree)
    assert reads_back(tree, typed), typed


@settings(max_examples=150, deadline=None)
@given(tree=EXPRESSIONS.filter(has_value))
def test_writing_what_was_read_changes_nothing(tree: Tree) -> None:
    once = readable(text(tree))
    again = once and readable(text(once))
    assert again is None or once is None or text(again) == text(once)


@settings(max_examples=250, deadline=None)
@given(tree=EXPRESSIONS.filter(has_value))
def test_python_has_the_value_of_the_tree(tree: Tree) -> None:
    known: dict[str, Any] = {"log": lambda z, b=math.e: cmath.log(z) / cmath.log(b), "Abs": abs, "pi": math.pi, "E": math.e}
    known |= {f: getattr(cmath, f) for f in ("sin", "cos", "sqrt", "asinh", "atan", "exp")}
    try:
        found = complex(eval(python(tree), {**known, **AT}))
    except ArithmeticError:
        return
    assert same(found, value(tree)) or value(tree).imag != 0


def test_sympy_reads_the_python_of_the_whole_table() -> None:
    from sympy import Function
    from sympy.parsing.sympy_parser import parse_expr

    for row in ROWS:
        parse_expr(row["python"], local_dict={question: Function(question) for question in "DIL"})


@pytest.mark.parametrize(
    "name_", ["lambda", "gamma", "beta", "S", "N", "Q", "I", "E", "O", "zeta", "theta", "x", "rate", "is", "w_1"]
)
def test_names_reach_sympy_as_names(name_: str) -> None:
    from sympy import Symbol
    from sympy.parsing.sympy_parser import parse_expr

    assert parse_expr(python(multiply(two, name(name_)))).free_symbols.pop().__class__ is Symbol


# Colours.


def test_marked_parts_keep_their_role() -> None:
    product = multiply(mark("u", power(x, two)), mark("v", call("sin", x)))
    assert line(product) == (("x²", "u"), (" ", None), ("sin(x)", "v"))
    assert text(product) == "x² sin(x)"


def test_the_innermost_mark_counts() -> None:
    assert line(mark("v", call("sin", mark("w", x)))) == (("sin(", "v"), ("x", "w"), (")", "v"))


def test_the_sign_of_a_marked_term_has_its_colour() -> None:
    assert line(add(x, mark("u", negative(y)))) == (("x ", None), ("-", "u"), (" ", None), ("y", "u"))


def test_primes_stand_for_derivatives_in_formulas() -> None:
    assert text(primes(derivative(multiply(u, v), x))) == "(u v)′"


# Pictures.


def drawn(tree: Tree, style: writing.Style = UNICODE) -> str:
    return "\n".join(row_text(row).rstrip() for row in picture(tree, style).rows)


PICTURES = {
    "d/dx(x^2 sin(3x))": ["d", "──(x² sin(3x))", "dx"],
    "d^2y/dx^2": ["d²y", "───", "dx²"],
    "(x + 1)/(x - 1)": ["x + 1", "─────", "x - 1"],
    "x/2 + 1": ["x/2 + 1"],
    "(1/2) x": [" 1", "─── x", " 2"],
    "e^(-x^2/2)": [" -x²/2", "e"],
    "int(x e^x, x, 0, 1)": ["1", "⌠", "⎮ x eˣ dx", "⌡", "0"],
    "int x e^x dx": ["∫ x eˣ dx"],
    "lim(sin(x)/x, x, 0)": ["    sin(x)", "lim ──────", "x→0   x"],
    "[[2, 3x], [3x, 6x^2]]": ["⎡2   3x ⎤", "⎢       ⎥", "⎣3x  6x²⎦"],
    "[x, y]": ["⎡x⎤", "⎣y⎦"],
    "{x^2 if x < 0; x otherwise}": ["⎧x²  if x < 0", "⎨", "⎩x   otherwise"],
    "((x + 1)/x)^2": ["⎛x + 1⎞²", "⎜─────⎟", "⎝  x  ⎠"],
    "sqrt((x + 1)/x)": ["    _____", "   ╱x + 1", "  ╱ ─────", "╲╱    x"],
    "-(x + 1)/x": ["  x + 1", "- ─────", "    x"],
    "1/(1 + 1/x)": ["   1", "───────", "1 + 1/x"],
}  # fmt: skip


@pytest.mark.parametrize("typed", PICTURES)
def test_pictures(typed: str) -> None:
    assert drawn(read(typed)).split("\n") == PICTURES[typed]


ASCII_PICTURES = {
    "d/dx(x^2 sin(3x))": ["d / 2        \\", "--\\x  sin(3x)/", "dx"],
    "x^(n-1)": [" n-1", "x"],
    "x/2": ["x/2"],
    "1/(x + 1)": ["  1", "-----", "x + 1"],
    "sin(x)^2": ["   2", "sin (x)"],
    "int(x, x, 0, 1)": ["1", "/", "| x dx", "/", "0"],
}


@pytest.mark.parametrize("typed", ASCII_PICTURES)
def test_ascii_pictures(typed: str) -> None:
    assert drawn(read(typed), ASCII).split("\n") == ASCII_PICTURES[typed]


def test_evaluation_brackets() -> None:
    between = Tree("at", (multiply(x, power(constant("e"), x)), x, number(0), number(1)))
    assert drawn(between).split("\n") == ["      1", "[x eˣ]", "      0"]
    assert text(between) == "[x eˣ]₀¹"
    assert latex(between) == r"\left[x e^{x}\right]_{0}^{1}"


@settings(max_examples=150, deadline=None)
@given(tree=EXPRESSIONS)
def test_pictures_are_rectangles_and_ascii_is_ascii(tree: Tree) -> None:
    for style in (UNICODE, ASCII):
        drawing = picture(tree, style)
        assert all(len(row_text(row)) in (0, drawing.width) for row in drawing.rows)
        assert 0 <= drawing.base < drawing.height
    assert all(row_text(row).isascii() for row in picture(tree, ASCII).rows)


# Limits.


def nested(depth: int) -> Tree:
    f: Tree = x
    for _ in range(depth):
        f = call("sin", f)
    return f


@pytest.mark.parametrize("write", [text, latex, python])
def test_depth_is_no_obstacle(write: Callable[[Tree], str]) -> None:
    assert write(nested(3000)).count("sin") == 3000


def test_numbers_of_any_length() -> None:
    assert text(number(10**20_000)) == "1" + "0" * 20_000
    assert text(number(Fraction(1, 3))) == "1/3"


def test_names_never_carry_control_characters() -> None:
    assert text(name("a\x1b[31m")).isprintable()
    assert text(name("a\x1b[31m"), ASCII).isprintable()


def test_writing_needs_neither_sympy_nor_rich() -> None:
    program = "import sys, calctutor.notation.writing; print({'sympy', 'rich', 'flint'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
