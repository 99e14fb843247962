"""What do pages look like? To be looked at by eye: `python tests/benchmarks/look.py [folder | bless]`.

Without a folder the demonstration pages are printed at several widths; with one, a PNG of each is put there (this needs
`rsvg-convert` and the font DejaVu Sans Mono). The golden tests use the same pages; `bless` writes their files anew.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from calctutor import render
from calctutor.blocks import Answer, Equation, Heading, Let, Next, Page, Panel, Prose, Table
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, call, constant, derivative, divide, mark, multiply, name, negative, number, power
from calctutor.notation.writing import ASCII, UNICODE
from calctutor.render.paper import Paper

x, y, u, v, w, n = map(name, "xyuvwn")
one, two, three = map(number, (1, 2, 3))


def prime(f: Tree) -> Tree:
    return call("prime", f)


def e_to(exponent: Tree) -> Tree:
    return power(constant("e"), exponent)


def derivative_page() -> Page:
    """x² sin(3x), as in the drawing."""
    f, g, inside = power(x, two), call("sin", multiply(three, x)), multiply(three, x)
    u_, v_, w_ = mark("u", f), mark("v", g), mark("w", inside)
    product_rule = call("=", prime(multiply(u, v)), add(multiply(prime(u), v), multiply(u, prime(v))))
    power_rule = call("=", prime(power(x, n)), multiply(n, power(x, add(n, negative(one)))))
    chain_rule = call("=", prime(Tree("apply", (w,), "f")), multiply(Tree("apply", (w,), "f'"), prime(w)))
    answer = add(multiply(two, x, g), multiply(three, f, call("cos", inside)))
    whole = derivative(multiply(f, g), x)
    return Page((
        Heading(("Differentiate  ", multiply(f, g), "   with respect to ", x)),
        Panel("Product rule", (
            Let((("u", f), ("v", g))),
            Equation(derivative(multiply(u_, v_), x), (add(multiply(derivative(u_, x), v_), multiply(u_, derivative(v_, x))),)),
            Prose(("Both factors contain ", x, ", so each takes its turn being differentiated while the other stays.",)),
        ), 1, product_rule),
        Panel("Power rule", (
            Equation(derivative(u_, x), (mark("u'", multiply(two, x)),)),
            Prose(("Bring the exponent 2 down in front and lower it by one.",)),
        ), 2, power_rule, (("n", two),)),
        Panel("Chain rule", (
            Let((("w", inside),)),
            Equation(derivative(call("sin", w_), x), (
                multiply(derivative(call("sin", mark("w", w)), mark("w", w)), derivative(w_, x)),
                multiply(call("cos", w_), mark("w'", three)),
                mark("v'", multiply(three, call("cos", inside))),
            )),
            Prose(("sin holds more than a plain ", x, ". Differentiate the outside, keep the inside, then multiply by the "
                   "derivative of the inside.")),
        ), 3, chain_rule),
        Panel("Put it together", (
            Equation(whole, (
                add(multiply(mark("u'", multiply(two, x)), g), multiply(f, mark("v'", multiply(three, call("cos", inside))))),
                answer,
            )),
            Prose(("Use the results of steps 2 and 3 in step 1.",)),
        ), 4),
        Answer((Equation(Tree("apply", (x,), "f'"), (answer,)),), "agrees with a second method and at 5 test points"),
        Next(('calctutor diff "x^2 sin(3x)" --at 1', 'calctutor plot "x^2 sin(3x)"')),
    ))  # fmt: skip


def integral_page() -> Page:
    """∫₀¹ x eˣ dx by parts."""
    f = multiply(x, e_to(x))
    ends = (number(0), one)
    by_parts = call("=", call("I", u, v), add(multiply(u, v), negative(call("I", v, u))))
    whole, rest = Tree("I", (f, x, *ends)), Tree("I", (mark("v", e_to(x)), x, *ends))
    e = constant("e")
    return Page((
        Heading(("Integrate  ", f, "   from 0 to 1")),
        Panel("Integration by parts", (
            Let((("u", x), ("dv", multiply(e_to(x), name("dx"))))),
            Equation(Tree("I", (multiply(mark("u", x), mark("v", e_to(x))), x, *ends)), (
                add(Tree("at", (multiply(mark("u", x), mark("v", e_to(x))), x, *ends)), negative(rest)),
            )),
            Prose((u, " gets simpler when differentiated, dv is easy to integrate (LIATE: algebraic before exponential).")),
        ), 1, by_parts),
        Panel("Exponential rule", (
            Equation(Tree("I", (e_to(x), x, *ends)), (Tree("at", (e_to(x), x, *ends)), add(e, negative(one)))),
            Prose((e_to(x), " is its own antiderivative.")),
        ), 2, call("=", call("I", e_to(x), x), add(e_to(x), name("C")))),
        Panel("Evaluate the limits", (
            Equation(Tree("at", (f, x, *ends)), (add(multiply(one, e), negative(number(0))),)),
            Equation(whole, (add(e, negative(add(e, negative(one)))), one)),
            Prose(("Upper limit minus lower limit.",)),
        ), 3),
        Answer((Equation(whole, (one,)),), "matches numerical quadrature to 12 digits"),
        Next(('calctutor plot "x e^x" --from 0 --to 1 --area',)),
    ))  # fmt: skip


def varied_page() -> Page:
    """Fractions, a matrix, cases, a limit, a table, remarks, and an answer that is not sure."""
    quotient = divide(add(power(x, two), one), add(x, negative(one)))
    top, bottom = mark("u", quotient.args[0]), mark("v", quotient.args[1])
    hessian = call(
        "list", call("list", two, multiply(three, x)), call("list", multiply(three, x), multiply(number(6), power(x, two)))
    )
    relu = call("piecewise", call("case", number(0), call("<", x, number(0))), call("case", x, constant("true")))
    general = call("=", prime(divide(u, v)), divide(add(multiply(prime(u), v), negative(multiply(u, prime(v)))), power(v, two)))
    slope = Equation(derivative(y, x), (negative(divide(x, y)),))
    bell = e_to(negative(divide(power(x, two), two)))
    return Page((
        Heading(("Some things that a page may hold",)),
        Panel("Quotient rule", (
            Let((("u", quotient.args[0]), ("v", quotient.args[1]))),
            Equation(derivative(quotient, x), (
                divide(
                    add(multiply(derivative(top, x), bottom), negative(multiply(top, derivative(bottom, x)))),
                    power(bottom, two),
                ),
                divide(add(power(x, two), negative(multiply(two, x)), negative(one)), power(bottom, two)),
            )),
        ), 1, general),
        Panel("Shapes", (
            Equation(Tree("apply", (x, y), "H"), (hessian,)),
            Equation(call("relu", x), (relu,)),
            Equation(Tree("L", (divide(call("sin", x), x), x, number(0))), (one,)),
            Equation(derivative(bell, x), (multiply(negative(x), bell),)),
            Equation(derivative(call("sqrt", x), x), (divide(one, multiply(two, call("sqrt", x))),)),
            Prose(("At ", call("=", x, number(0)), " there is a kink: the slope jumps from 0 to 1.",), "note"),
            Prose(("The derivative does not exist where ", call("=", x, one), ".",), "warning"),
        ), 2),
        Panel("Gradient descent", (
            Table(("step", "x", "f(x)"), (
                (("0",), ("1.0000",), ("3.2500",)),
                (("1",), ("0.5000",), ("1.1250",)),
                (("10",), ("0.0010",), (power(x, two),)),
            ), (True, True, True)),
        ), None),
        Answer((slope,), "could not be checked: no test point is in its domain", False),
    ))  # fmt: skip


def nested(depth: int) -> Tree:
    """sin(sin(... x))"""
    f: Tree = x
    for _ in range(depth):
        f = call("sin", f)
    return f


def huge_page() -> Page:
    """Things far too wide for any page: they are broken, named and cut short."""
    towers = [nested(k) for k in range(80)]
    slope = multiply(*(call("cos", tower) for tower in reversed(towers)))
    long_sum = add(*(multiply(number(k), power(x, number(k))) for k in range(2, 500)))
    many = multiply(*(add(x, number(k)) for k in range(1, 101)))
    fractions = add(*(divide(one, add(power(x, number(k)), one)) for k in range(2, 9)))
    logit = divide(e_to(add(*(multiply(name(f"w{k}"), name(f"x{k}")) for k in range(1, 12)))), add(one, call("sin", long_sum)))
    return Page((
        Heading(("Differentiate ", nested(80), " with respect to ", x)),
        Panel("Chain rule", (Let((("u", nested(79)),)), Equation(derivative(nested(80), x), (slope,))), 1),
        Panel("Sum", (Equation(name("S"), (long_sum,)),), 2),
        Panel("Product", (Equation(name("P"), (many,)),), 3),
        Panel("Wide", (Equation(derivative(logit, x), (logit,)),), 4),
        Answer((Equation(Tree("apply", (x,), "f'"), (fractions,)),), "proved"),
    ))  # fmt: skip


def antiderivative(typed: str) -> Page:
    """A worked page, as `calctutor integrate` prints it."""
    from calctutor.engines.integral import integrate
    from calctutor.narrate import integral as told

    f = read(typed)
    return Page((told.heading(f, "x"), *told.page(integrate(f, "x"), typed=typed).blocks))


def between(typed: str, *ranges: tuple[str, str, str]) -> Page:
    """As with `--from` and `--to`; with several ranges as with `--over`."""
    from calctutor.engines.definite import iterated, work
    from calctutor.narrate import definite as told

    f, over = read(typed), [(x, read(a), read(b)) for x, a, b in ranges]
    solution = iterated.integrate(f, tuple(over), ()) if len(over) > 1 else work.integrate(f, *over[0], ())
    return Page((told.heading(f, over), *told.page(solution, typed=typed).blocks))


def limit_at(typed: str, a: str) -> Page:
    from calctutor.engines.limit import find
    from calctutor.narrate import limit as told

    f, at = read(typed), read(a)
    return Page((told.heading(f, "x", at), *told.page(find(f, "x", at), typed=typed).blocks))


WORKED = {
    "parts": partial(antiderivative, "x*e^(2x)"),
    "repeated_parts": partial(antiderivative, "x^3*e^x"),
    "substitution": partial(antiderivative, "x*cos(x^2)"),
    "partial_fractions": partial(antiderivative, "(3x+5)/(x^3-x^2-x+1)"),
    "triangle": partial(antiderivative, "sqrt(9-x^2)/x^2"),
    "improper": partial(between, "1/x^2", ("x", "1", "oo")),
    "divergent": partial(between, "1/x^2", ("x", "-1", "1")),
    "iterated": partial(between, "x*y", ("y", "0", "x"), ("x", "0", "1")),
    "limit": partial(limit_at, "(e^x-1-x)/x^2", "0"),
}
"""Pages that are worked by the program; those above are made by hand, and do not change with the rules."""

PAGES = {"derivative": derivative_page, "integral": integral_page, "varied": varied_page, "huge": huge_page}
PAPERS = {
    "60": Paper(60), "80": Paper(80), "120": Paper(120), "ascii": Paper(80, ASCII), "narrow": Paper(44),
    "dark": Paper(80, UNICODE, True, "dark"), "light": Paper(80, UNICODE, True, "light"),
}  # fmt: skip


SIZE, ACROSS, DOWN = 20, 12.04, 23.3
"""Font size, and the width and height of a character of DejaVu Sans Mono in that size."""


def png(printed: str, width: int, theme: str, target: Path) -> None:
    """A picture of what was printed, as a terminal would show it: each word at its place, in its colour."""
    ground, ink = ("#ffffff", "#1e1e1e") if theme == "light" else ("#1e1e1e", "#d4d4d4")
    rows = [Text.from_ansi(line) for line in printed.splitlines()]
    words = [word for y, row in enumerate(rows) for word in _words(row, y, ink)]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ACROSS * (width + 2)}" height="{DOWN * (len(rows) + 1.5)}">'
        f'<rect width="100%" height="100%" fill="{ground}"/>'
        f'<g font-family="DejaVu Sans Mono" font-size="{SIZE}">{"".join(words)}</g></svg>'
    )
    subprocess.run(["rsvg-convert", "-o", str(target)], input=svg.encode(), check=True)


def _words(row: Text, y: int, ink: str) -> Iterator[str]:
    """The SVG of a row."""
    column = 1
    for text, style, _ in row.render(Console(color_system="truecolor", force_terminal=True), end=""):
        colour = style.color.get_truecolor().hex if style and style.color else ink
        for match in re.finditer(r"\S+", text):
            place = f'x="{(column + match.start()) * ACROSS:.1f}" y="{DOWN * (y + 1.4):.1f}"'
            fit = f'textLength="{len(match[0]) * ACROSS:.1f}" lengthAdjust="spacingAndGlyphs"'
            weight = ' font-weight="bold"' if style and style.bold else ""
            yield f'<text {place} {fit} fill="{colour}"{weight}>{html.escape(match[0])}</text>'
        column += len(text)


GOLDEN = Path(__file__).parent.parent / "golden"
GOLDEN_PAGES = {
    "derivative": ("60", "80", "120", "ascii", "narrow", "dark", "light", "plain", "plain_ascii"),
    "integral": ("60", "80", "ascii", "dark", "plain"),
    "varied": ("60", "80", "120", "ascii", "light", "plain"),
    "huge": ("60", "80", "120", "ascii", "plain"),
    "parts": ("60", "80", "ascii"), "repeated_parts": ("80",), "substitution": ("60", "light"),
    "partial_fractions": ("60", "80", "120", "ascii"), "triangle": ("80", "dark"), "improper": ("60", "80", "ascii"),
    "divergent": ("80",), "iterated": ("60",), "limit": ("80", "ascii"),
}  # fmt: skip


def shown(title: str, label: str) -> str:
    """A demonstration page as text."""
    if label.startswith("plain"):
        return render.shown(page_of(title), "plain", PAPERS["ascii" if label.endswith("ascii") else "80"])
    return render.shown(page_of(title), "panels", PAPERS[label])


@cache
def page_of(title: str) -> Page:
    return {**PAGES, **WORKED}[title]()


def main() -> None:
    """`bless` writes the golden pages anew, to be looked at before they are committed; a folder gets pictures."""
    os.environ["COLORTERM"] = "truecolor"
    wish = sys.argv[1] if len(sys.argv) > 1 else ""
    for title, labels in GOLDEN_PAGES.items():
        for label in labels:
            if wish == "bless":
                (GOLDEN / f"{title}_{label}.txt").write_text(shown(title, label), encoding="utf-8")
            elif wish and label in PAPERS:
                png(shown(title, label), PAPERS[label].width, PAPERS[label].theme, Path(wish) / f"{title}_{label}.png")
            elif not wish:
                print(f"==== {title} {label}\n{shown(title, label)}", end="")


if __name__ == "__main__":
    main()
