"""Are pages printed as they were drawn, wherever they are printed?"""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.color import Color, ColorSystem

from calctutor import render
from calctutor.blocks import Answer, Equation, Heading, Let, Next, Page, Panel, Prose, Table
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, call, mark, multiply, name, number, power
from calctutor.notation.writing import ASCII, UNICODE
from calctutor.notation.writing.boxes import cells
from calctutor.render import panels
from calctutor.render.equations import equation
from calctutor.render.paper import Paper, ascii_only, shows_unicode
from calctutor.render.problem import problem_text
from calctutor.render.themes import BACKGROUNDS, THEMES, shade

HERE = Path(__file__).parent


def load_look() -> Any:
    spec = importlib.util.spec_from_file_location("look", HERE / "benchmarks" / "look.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


look = load_look()
GOLDEN = [(title, label) for title, labels in look.GOLDEN_PAGES.items() for label in labels]


@pytest.mark.parametrize(("title", "label"), GOLDEN)
def test_golden_pages(title: str, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at by eye, then kept: `python tests/benchmarks/look.py bless` writes them anew."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert look.shown(title, label) == (HERE / "golden" / f"{title}_{label}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", look.PAGES)
@pytest.mark.parametrize("width", [60, 61, 80, 97, 110, 200])
@pytest.mark.parametrize("style", [UNICODE, ASCII])
def test_panels_are_as_wide_as_they_should_be(title: str, width: int, style: Any) -> None:
    for line in render.shown(look.PAGES[title](), "panels", Paper(width, style)).splitlines():
        assert cells(line) <= min(width, 110)
        if line[0] in "╭│╰┏┃┗+|":
            assert cells(line) == min(width, 110)


@pytest.mark.parametrize("title", look.PAGES)
@pytest.mark.parametrize("width", [20, 33, 59])
def test_narrow_windows_get_plain_lines(title: str, width: int) -> None:
    assert "╭" not in render.shown(look.PAGES[title](), "panels", Paper(width))


@pytest.mark.parametrize("title", look.PAGES)
@pytest.mark.parametrize("format_", ["panels", "plain"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "cp1252"])
def test_streams_that_cannot_show_everything(title: str, format_: str, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    render.show(look.PAGES[title](), format_, stream, 80)
    stream.flush()
    assert stream.buffer.getvalue().isascii()  # type: ignore[attr-defined]


def test_colours_are_only_colours() -> None:
    """What is printed in colour is what is printed without, but for the underlines."""
    plain = [line for line in look.shown("varied", "80").splitlines() if "~" not in line]
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", look.shown("derivative", "dark")).splitlines()
    bare = [line for line in look.shown("derivative", "80").splitlines() if "~" not in line]
    assert coloured == bare
    assert plain


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_the_environment_can_refuse_colours(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"  # type: ignore[assignment]

        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    render.show(look.derivative_page(), "panels", terminal, 80)
    assert "\x1b[" in terminal.getvalue()
    monkeypatch.setenv(variable, "dumb")
    terminal = Terminal()
    render.show(look.derivative_page(), "panels", terminal, 80)
    assert "\x1b[" not in terminal.getvalue()


# Colours can be read.


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def of_256(colour: str) -> str:
    """The colour that a 256-colour terminal shows instead."""
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_has_enough_contrast(theme: str) -> None:
    roles = [*THEMES[theme].page, *"uvwtspqr"]
    for background in BACKGROUNDS[theme]:
        for role in roles:
            exact = shade(role, THEMES[theme])[0]
            nearest = of_256(exact)
            assert contrast(exact, background) >= 4.5, (role, exact, background)
            assert contrast(nearest, background) >= 4.5, (role, nearest, background)


@pytest.mark.parametrize("theme", THEMES)
def test_letters_have_colours_of_their_own(theme: str) -> None:
    assert len({shade(letter, THEMES[theme])[0] for letter in "uvwtspqr"}) == 8
    assert shade("dv", THEMES[theme]) == shade("v", THEMES[theme])


# What is too wide.

x = name("x")


def rows_of(left: Tree, *rights: Tree, width: int = 76) -> list[str]:
    return [
        "".join(text for text, _ in row).rstrip() for row in equation(Equation(left, rights), Paper(80, colour=True), width)
    ]


def test_a_wide_sum_is_broken_at_its_terms() -> None:
    wide = add(*(multiply(number(k), call("sin", multiply(number(k), x)), call("cos", x)) for k in (11, 12, 13)))
    assert rows_of(name("y"), wide, width=44) == [
        "y = 11 sin(11x) cos(x)",
        "    + 12 sin(12x) cos(x)",
        "    + 13 sin(13x) cos(x)",
    ]


def test_a_wide_product_is_broken_at_its_factors() -> None:
    wide = multiply(*(call("sin", add(power(x, number(k)), number(1))) for k in range(2, 6)))
    assert rows_of(name("y"), wide, width=40) == ["y = sin(x² + 1) sin(x³ + 1)", "    · sin(x⁴ + 1) sin(x⁵ + 1)"]


def test_what_cannot_be_broken_gets_names() -> None:
    inside = read("sin(x + 1) cos(x + 2) tan(x + 3) + sin(x + 4) cos(x + 5)")
    rows = rows_of(name("y"), call("exp", call("sqrt", inside)), width=44)
    assert "A" in rows[0]
    assert rows[1].startswith("where A = ")


def test_names_are_not_those_of_the_problem() -> None:
    rows = rows_of(name("A"), call("sqrt", add(*(multiply(name("B"), name(f"x{k}")) for k in range(30)))), width=60)
    assert rows[0] == "A = √C"


def test_the_same_part_has_the_same_name() -> None:
    part = add(*(name(f"x{k}") for k in range(30)))
    rows = rows_of(name("y"), Tree("/", (call("sin", part), call("cos", part))), width=60)
    assert rows[:3] == ["    sin(A)", "y = ──────", "    cos(A)"]
    assert sum("=" in row for row in rows) == 2


def test_a_wide_matrix_has_names_in_it() -> None:
    wide = add(*(call("sin", name(f"x{k}")) for k in range(20)))
    assert any("⎡A" in row for row in rows_of(name("H"), call("list", call("list", wide, x), call("list", x, wide))))


@pytest.mark.parametrize("title", ["huge"])
@pytest.mark.parametrize("width", [60, 80, 110])
@pytest.mark.parametrize("style", [UNICODE, ASCII])
def test_nothing_is_endless(title: str, width: int, style: Any) -> None:
    for block in look.PAGES[title]().blocks:
        assert len(panels.printed(Page((block,)), Paper(width, style)).splitlines()) <= 42


def doubling(depth: int) -> Tree:
    """A DAG of a few nodes that would be 2^depth characters long."""
    f = call("sin", x)
    for _ in range(depth):
        f = call("sin", add(f, multiply(number(2), f)))
    return f


@pytest.mark.parametrize("format_", ["panels", "plain"])
def test_shared_parts_do_not_explode(format_: str) -> None:
    f = doubling(300)
    page = Page(
        (Heading(("Differentiate ", f)), Panel("p", (Let((("u", f),)), Equation(f, (f, x)), Prose((f,))), 1, f, (("n", f),)))
    )
    begun = time.perf_counter()
    printed = render.shown(page, format_, Paper(80))
    assert len(printed) < 20_000
    assert time.perf_counter() - begun < 5


def test_numbers_with_many_digits_are_cut_short() -> None:
    printed = render.shown(Page((Panel("p", (Equation(x, (number(7**4000),)),)),)), "panels", Paper(80))
    assert "…" in printed


# Text from outside.

NASTY = "[bold red]\x1b[31m \x07\u202e[/] & <b>"


@pytest.mark.parametrize("format_", ["panels", "plain"])
def test_nothing_from_outside_is_obeyed(format_: str) -> None:
    page = Page((
        Heading((NASTY,)), Panel(NASTY, (Prose((NASTY, name(NASTY))), Let(((NASTY, x),)), Equation(name(NASTY), (x,))), 1),
        Answer((Equation(x, (mark(NASTY, x),)),), NASTY), Next((NASTY,)), Table((NASTY,), (((NASTY,),),)),
    ))  # fmt: skip
    printed = render.shown(page, format_, Paper(80))
    assert "[bold red]" in printed
    assert all(character.isprintable() or character == "\n" for character in printed)


def test_signs_become_ascii() -> None:
    assert ascii_only("x² – “don’t” … π ≤ θ₁ → ∞ ✓") == 'x^2 - "don\'t" ... pi <= theta1 -> oo OK'
    assert ascii_only("é 漢") == "e ?"


def test_only_streams_that_encode_everything_get_unicode() -> None:
    assert shows_unicode(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert not shows_unicode(io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))


# Errors.

SNI = StudentError("unknown-function", "I don’t know a function called sni", "x^2*sni(x)", (4, 7),
                   'did you mean sin?   try: calctutor diff "x^2*sin(x)"')  # fmt: skip


def test_a_problem_as_it_was_drawn() -> None:
    assert problem_text(SNI, 80, True, False).split("\n") == [
        "error[unknown-function] I don’t know a function called sni",
        "  │",
        "  │ x^2*sni(x)",
        "  │     ^^^",
        '  ╰ help: did you mean sin?   try: calctutor diff "x^2*sin(x)"',
    ]


def test_a_problem_in_ascii() -> None:
    assert problem_text(SNI, 80, False, False).split("\n") == [
        "error[unknown-function] I don't know a function called sni",
        "  |",
        "  | x^2*sni(x)",
        "  |     ^^^",
        '  `- help: did you mean sin?   try: calctutor diff "x^2*sin(x)"',
    ]


@pytest.mark.parametrize("width", [30, 60, 80, 200])
@pytest.mark.parametrize("at", [0, 5, 700, 1499, 1500])
def test_long_texts_are_shown_around_the_place(width: int, at: int) -> None:
    lines = problem_text(StudentError("c", "reason", "abcde" * 300, (at, at + 1), "help"), width, True, False).split("\n")
    assert all(cells(line) <= width for line in lines)
    marked = lines[3].index("^")
    assert lines[2][marked : marked + 1] == ("abcde" * 300)[at : at + 1]


def test_carets_stand_under_wide_characters() -> None:
    lines = problem_text(StudentError("c", "r", "漢字 + ☃", (5, 6)), 80, True, False).split("\n")
    assert lines[3] == "  │ " + " " * 7 + "^"


def test_a_problem_never_carries_control_characters() -> None:
    told = problem_text(StudentError(NASTY, NASTY, NASTY, (3, 9), NASTY), 60, True, False)
    assert all(character.isprintable() or character == "\n" for character in told)


def test_a_problem_without_a_place() -> None:
    assert problem_text(StudentError("out-of-time", "too long"), 80, True, False) == "error[out-of-time] too long"


@pytest.mark.parametrize(
    ("module", "spared"), [("panels", "sympy flint"), ("plain", "sympy flint rich"), ("problem", "sympy flint rich")]
)
def test_showing_loads_nothing_heavy(module: str, spared: str) -> None:
    """An error must not wait for the panels' library, and no page for the algebra."""
    program = f"import sys, calctutor.render.{module}; print(set('{spared}'.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
