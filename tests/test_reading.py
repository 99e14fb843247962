"""Does the reader read what people type, refuse what it should, and survive everything else?"""

from __future__ import annotations

import random
import re
import time
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name, read_values
from calctutor.notation.tree import Tree, walk
from calctutor.notation.vocabulary import WORDS

TABLES = Path(__file__).parent / "tables"
READINGS = tomllib.loads((TABLES / "readings.toml").read_text("utf-8"))["reading"]
ERRORS = tomllib.loads((TABLES / "reading_errors.toml").read_text("utf-8"))["error"]
CONSTANTS = {"pi": "π", "e": "ℯ", "oo": "∞", "true": "true"}


def shown(tree: Tree) -> str:
    """A tree as the tables write it."""
    if tree.head == "number":
        return str(Fraction(tree.value))
    if tree.head == "constant":
        return CONSTANTS[tree.value]
    if not tree.args:
        return str(tree.value)
    head = f'"{tree.value}"' if tree.head == "apply" else f"{tree.head}{tree.value or ''}"
    return f"({head} {' '.join(map(shown, tree.args))})"


def is_for_a_person(error: StudentError) -> bool:
    """A place inside a printable text, a reason, and something to try."""
    start, end = error.place
    said = (error.text, error.reason, error.remedy)
    return 0 <= start <= end <= len(error.text) and bool(error.reason and error.remedy) and all(map(str.isprintable, said))


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_it_is_read_as(row: dict) -> None:
    tree = read(row["text"], row.get("names", ()))
    assert shown(tree) == row["tree"]


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row["text"])
def test_it_is_refused(row: dict) -> None:
    with pytest.raises(StudentError) as caught:
        read(row["text"], row.get("names", ()))
    error = caught.value
    start, end = error.place
    assert (error.code, error.text[start:end]) == (row["code"], row["blamed"])
    assert row["remedy"] in error.remedy
    assert is_for_a_person(error)


OFFER = re.compile(
    r"(?:\bwrite|try:|end:|out:|dx:|as in|, or) (?!put|take|leave|open|it is|--)(\S.*?)"
    r"(?= {3}|, or |; for | for | with the | if it |: angles|$)"
)
"""What a remedy offers to be typed instead: whatever it says to write or to try."""


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row["text"])
def test_what_is_offered_can_be_pasted(row: dict) -> None:
    with pytest.raises(StudentError) as caught:
        read(row["text"], row.get("names", ()))
    for offer in OFFER.findall(caught.value.remedy):
        read(offer, row.get("names", ()))


# Names and values.

NAMES = {
    "x": "x", "theta": "theta", "λ": "lambda", "w_1": "w_1", "w₁": "w1", "x_{max}": "x_max", "rate": "rate",
    "learning_rate": "learning_rate", "xy": "xy", "gamma": "gamma", "sigma": "sigma", "xi": "xi", " t ": "t", "lamda": "lambda",
    "E_0": "E_0", r"\theta": "theta",
}  # fmt: skip


@pytest.mark.parametrize("typed", NAMES)
def test_a_name(typed: str) -> None:
    assert read_name(typed) == NAMES[typed]


@pytest.mark.parametrize("typed", ["", "e", "pi", "sin", "2", "x+y", "x y", "f(x)", "exp", "x'"])
def test_not_a_name(typed: str) -> None:
    with pytest.raises(StudentError) as caught:
        read_name(typed)
    assert is_for_a_person(caught.value)


VALUES = {
    "x=1": {"x": "1"},
    "x=1, y=-2/3": {"x": "1", "y": "(neg (/ 2 3))"},
    "x = pi/2; θ = 0.5": {"x": "(/ π 2)", "theta": "1/2"},
    "rate=0.1,w_1=2": {"rate": "1/10", "w_1": "2"},
    "p=(1, 2)": {"p": "(tuple 1 2)"},
}


@pytest.mark.parametrize("typed", VALUES)
def test_values(typed: str) -> None:
    assert {name: shown(value) for name, value in read_values(typed).items()} == VALUES[typed]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1", "not-a-value"), ("x", "not-a-value"), ("x=1, x=2", "twice"), ("x=1, 2", "not-a-value"), ("x=", "incomplete"),
     ("x=1 y=2", "two-relations"), ("x=1)", "unexpected"), ("", "empty"), ("x=9^9^9^9", "too-large")],
)  # fmt: skip
def test_not_values(typed: str, code: str) -> None:
    with pytest.raises(StudentError) as caught:
        read_values(typed)
    assert caught.value.code == code
    assert is_for_a_person(caught.value)


# Places.


@pytest.mark.parametrize("row", READINGS, ids=lambda row: row["text"])
def test_every_part_knows_where_it_stood(row: dict) -> None:
    for node in walk(read(row["text"], row.get("names", ()))):
        if node.place is not None:
            start, end = node.place
            assert 0 <= start < end <= len(row["text"])


def test_a_part_stands_where_it_was_typed() -> None:
    text = "x^2*\\sin(3x) + \\frac{1}{x}"
    typed = {text[node.place[0] : node.place[1]] for node in walk(read(text)) if node.place}
    assert {"x^2", "\\sin(3x)", "\\frac{1}{x}", "x^2*\\sin(3x)"} <= typed


# Long and deep, but reasonable.


def test_what_is_large_but_reasonable_is_read() -> None:
    assert len(read(" + ".join(f"x^{n}" for n in range(500)), longest=20_000).args) == 500
    assert len(read("*".join(f"(x+{n})" for n in range(100)), longest=20_000).args) == 100
    assert len(read("".join(f"(x-{n})" for n in range(100)), longest=20_000).args) == 100
    assert read("sin(" * 80 + "x" + ")" * 80).head == "sin"
    assert read("x*sin(" * 80 + "x" + ")" * 80).head == "*"
    assert read(r"\frac{1}{1+" * 40 + "x" + "}" * 40).head == "/"
    assert read("200!/198! + binomial(5, 2) + 10^300 + e^(e^e) + e^-500 + 2^1000").head == "+"
    assert read("1 + " * 400 + "1", longest=20_000).head == "+"
    assert read("0.25*1.5*" * 30 + "2").head == "*"


# Hostile input is refused at once.

OPENINGS = [
    "(", "[", "[[", "{", "|", "-", "√", "∫", "sin ", "sin(", "x*sin(", "f(", "f'(", "diff(", "piecewise(", "lim_{x->", "d/dx ",
    "x^", "e^(", "1/(", "x if ", "log_", r"\frac", r"\frac{", r"\left(", r"\begin{cases}", r"\text{", r"\int ", r"\sqrt",
]  # fmt: skip

HOSTILE = {
    # Numbers.
    "tower": "9**9**9**9",
    "factorial": "(10**9)!",
    "factorial by name": "factorial(10**9)",
    "binomial": "binomial(10^9,5)",
    "power of x": "x^(10^10)",
    "powers of two": "2^(2^(2^(2^2)))",
    "exponent": "1e999999",
    "powers of e": "e^(" * 60 + "9" + ")" * 60,
    "root": "x^sqrt(10^100)",
    "gamma": "gamma(10^9)",
    "digits": "9" * 1999,
    "decimals": "1." + "9" * 1900,
    "scientific": "1e" + "9" * 1900,
    # Much of the same.
    "megabyte": "x" * 1_000_000,
    "spaces": " " * 1_000_000 + "x",
    "letters": "q" * 1_900,
    "words": "sin" * 600,
    "indices": "x_" * 900,
    "numbers": "1e" * 900,
    "dots": "1." * 900,
    "operators": "x" + "+*" * 900,
    "sums": "x=" * 900 + "x",
    "superscripts": "x" + "²" * 1_900,
    "differentials": "d/" + "dx" * 900 + "!",
    "many d": "d" * 1_900 + "/",
    "many d/d": "d/d" * 600,
    "a wide d": "d" + " " * 1_900 + "/",
    "wide matrix": "[" + "[1]," * 400 + "[1,2]]",
    "a high order": "d/dx" + "⁹" * 20,
    "LaTeX letters": "\\pi" + "q" * 1_800 + "sin",
    "LaTeX derivative": r"\frac{d}{" + "d x" * 600,
    "LaTeX spaces": r"\frac{d" + r"\," * 900 + "}",
    # Much inside much.
    "closed": "(" * 5_000 + "x" + ")" * 5_000,
    **{f"nested {opening}": opening * (10_000 // len(opening)) for opening in OPENINGS},
    "primes": "x" + "'" * 1_900,
    "slashes": "1" + "/1" * 900,
    "powers of f": "f^(" * 600 + "x" + ")" * 600,
    "minus a function": "sin " + "-" * 1_900 + "x",
    "minus an exponent": "f^" + "-" * 1_900 + "1(x)",
}  # fmt: skip


@pytest.mark.parametrize("longest", [2_000, 20_000])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_refused_at_once(kind: str, longest: int) -> None:
    start = time.process_time()
    with pytest.raises(StudentError) as caught:
        read(HOSTILE[kind], longest=longest)
    assert time.process_time() - start < 2
    assert is_for_a_person(caught.value)


# Nothing but a StudentError ever comes out.


def survives(text: str) -> bool:
    try:
        read(text)
    except StudentError as error:
        return is_for_a_person(error)
    return True


PIECES = [
    *WORDS, *"xyzabdefgnt0123456789+-*/^()[]{}|,;=<>!'_ \n√∫∂πσ²⁻⁺⁽₁½≤°$\\&~.",
    "**", "->", "dx", "d/dx", "∫_0^1", "f'(", "1e5", r"\frac", r"\sqrt", r"\left(", r"\right)", r"\left|", r"\int", r"\\",
    r"\begin{cases}", r"\end{cases}", r"\begin{matrix}", r"\text{if}", r"\theta", r"\sin", r"\frac{d}{dx}", r"\mathrm{d}",
    r"\lim_{x\to 0}", r"\operatorname", r"\,", r"\hat", "binomial(5, 2)",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_survives(text: str) -> None:
    assert survives(text)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_pieces_survive(text: str) -> None:
    assert survives(text)


def test_damaged_readings_survive() -> None:
    choose = random.Random(7)
    for row in READINGS:
        text = row["text"]
        for at in choose.sample(range(len(text)), min(len(text), 6)):
            piece = choose.choice(PIECES)
            for damaged in (text[:at], text[:at] + text[at + 1 :], text[:at] + piece + text[at:]):
                assert survives(damaged), damaged
