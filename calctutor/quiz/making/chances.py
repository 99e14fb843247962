"""How are questions about random variables drawn? A law from a few families, and a quantity that a person can work out of it.

The numbers are such that the densities have the mass 1 and the answers are numbers or short functions; whether they are as long
as the level says is seen from the worked solution.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from calctutor.notation.reading import read
from calctutor.notation.writing import latex
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.drawing.lines import Draw
from calctutor.quiz.making.grammar import ONE
from calctutor.quiz.making.levels import Level


class Law(NamedTuple):
    """A distribution with a name, or a density with its support; `ends` are where its values lie."""

    typed: str
    ends: tuple[str, str]
    on: str = ""


def _exponential(dice: Dice, most: int) -> Law:
    return Law(f"exponential({dice.between(2, most)})", ("0", "oo"))


def _uniform(dice: Dice, most: int) -> Law:
    low = dice.between(-2, 4)
    high = low + dice.between(2, most)
    return Law(f"uniform({low}, {high})", (str(low), str(high)))


def _power(dice: Dice, most: int) -> Law:
    n, a = dice.between(1, 3), dice.between(1, min(4, most))
    return _on(f"{n + 1}*x^{n}/{a ** (n + 1)}", "0", str(a))


def _arch(_dice: Dice, _most: int) -> Law:
    return _on("6*x*(1 - x)", "0", "1")


def _falling(dice: Dice, most: int) -> Law:
    a = dice.between(1, min(5, most))
    return _on(f"2*({a} - x)/{a * a}", "0", str(a))


def _tail(dice: Dice, most: int) -> Law:
    n, a = dice.between(3, 4), dice.between(1, min(3, most))
    return _on(f"{n}*{a**n}/x^{n + 1}", str(a), "oo")


def _gamma(dice: Dice, most: int) -> Law:
    c = dice.between(1, min(5, most))
    return _on(f"{c * c}*x*e^(-{c}*x)", "0", "oo")


LAWS = (_exponential, _uniform, _power, _arch, _falling, _tail, _gamma)


def _on(f: str, low: str, high: str) -> Law:
    return Law(canonical(f), (low, high), f"{low}..{high}")


def law(dice: Dice, level: Level) -> Law:
    return dice.one_of(LAWS)(dice, level.numbers)


def _said(one: Law, wanted: str) -> str:
    """The question in words; the density stands where `{expression}` does."""
    low, high = (latex(read(end)) for end in one.ends)
    where = f"x > {low}" if one.ends[1] == "oo" else f"{low} < x < {high}"
    return f"A random variable $X$ has the density $f(x) = {{expression}}$ for ${where}$. What is {wanted}?"


def _asked(one: Law, wanted: str, **asked: str) -> Draft:
    given = {**({"on": one.on} if one.on else {}), **asked}
    return Draft("probability", one.typed, given, text=_said(one, wanted))


def mean(dice: Dice, level: Level, _size: int) -> Draft:
    return _asked(law(dice, level), "its mean, $E(X)$", what="mean")


def variance(dice: Dice, level: Level, _size: int) -> Draft:
    return _asked(law(dice, level), "its variance", what="variance")


def expected(dice: Dice, level: Level, _size: int) -> Draft:
    one = law(dice, level)
    lines: tuple[str, ...] = ("x^2", "x^3", "{c}*x + {k}", "x^2 + {c}*x", "(x - {c})^2")
    if one.ends[1] != "oo":  # beside e^(-x) these would ask for the gamma function, or for the exponential integral
        lines += ("e^(-x)", "sqrt(x)", "1/x") if int(one.ends[0]) >= 0 else ("e^(-x)",)
    g = canonical(ONE.filled(dice.one_of(lines), dice, 1, 5))
    return _asked(one, f"the expected value of ${latex(read(g.replace('x', 'X')))}$", expect=g)


def distribution(dice: Dice, level: Level, _size: int) -> Draft:
    return _asked(law(dice, level), "its distribution function $F(x)$ there", what="cdf")


def between(dice: Dice, level: Level, _size: int) -> Draft:
    """A range that leaves out part of the support: of a short one, in halves."""
    one = law(dice, level)
    low, high = int(one.ends[0]), one.ends[1]
    if high == "oo":
        start = low + dice.below(2)
        if start > low and dice.below(2):
            return _asked(one, f"the probability that $X > {start}$", between=f"{start}..oo")
        return _ranging(one, str(start), str(start + dice.between(1, 2)))
    parts = 1 if int(high) - low > 1 else 2
    start = dice.below((int(high) - low) * parts)
    end = dice.between(start + 1, (int(high) - low) * parts - (start == 0))
    return _ranging(one, *(str(low + Fraction(place, parts)) for place in (start, end)))


def _ranging(one: Law, start: str, end: str) -> Draft:
    said = f"${latex(read(start))} < X < {latex(read(end))}$"
    return _asked(one, f"the probability that {said}", between=f"{start}..{end}")


def median(dice: Dice, level: Level, _size: int) -> Draft:
    return _asked(law(dice, level), "its median", what="median")


def constant(dice: Dice, level: Level, _size: int) -> Draft:
    """What makes a function a density."""
    n, a, k = dice.between(1, 4), dice.between(1, 4), dice.between(2, max(2, min(5, level.numbers)))
    f, low, high = dice.one_of((
        (f"c*x^{n}", "0", str(a)), ("c*sqrt(x)", "0", str(a * a)), (f"c*x*({a} - x)", "0", str(a)),
        (f"c*({k} + x)", "0", str(a)), (f"c*e^(-{k}*x)", "0", "oo"), (f"c*x*e^(-{k}*x)", "0", "oo"),
        (f"c*x^{n}*e^(-x)", "0", "oo"), (f"c/x^{n + 1}", str(a), "oo"), ("c/(1 + x^2)", "0", "1"),
    ))  # fmt: skip
    where = f"x > {low}" if high == "oo" else f"{low} < x < {high}"
    text = f"For which $c$ is $f(x) = {{expression}}$ for ${where}$ a density?"
    return Draft("probability", canonical(f), {"on": f"{low}..{high}", "what": "constant", "of": "c"}, text=text)


JOINT = (("x + y", "x=0..1,y=0..1"), ("4*x*y", "x=0..1,y=0..1"), ("8*x*y", "x=0..1,y=0..x"), ("6*x^2*y", "x=0..1,y=0..1"),
         ("2", "x=0..1,y=0..x"), ("3*x", "x=0..1,y=0..x"), ("6*y", "x=0..1,y=0..x"), ("2*(x + y)", "x=0..1,y=0..x"),
         ("24*x*y^2", "x=0..1,y=0..x^2"), ("x^2 + y^2 + 1/3", "x=0..1,y=0..1"))  # fmt: skip
"""Densities of two letters, with the mass 1 where they stand."""


def marginal(dice: Dice, _level: Level, _size: int) -> Draft:
    """A marginal density, or the mean of one of two letters."""
    f, on = dice.one_of(JOINT)
    letter, what = dice.one_of(("x", "y")), dice.one_of(("marginal", "mean"))
    (x, y) = on.split(",")
    where = " and ".join(_range(one) for one in (x, y))
    ask = f"the marginal density of ${letter.upper()}$" if what == "marginal" else f"$E({letter.upper()})$"
    text = f"$X$ and $Y$ have the joint density $f(x, y) = {{expression}}$ for {where}. What is {ask}?"
    return Draft("probability", f, {"on": on, "what": what, "of": letter}, text=text)


def _range(typed: str) -> str:
    letter, _, ends = typed.partition("=")
    low, _, high = ends.partition("..")
    return f"${low} < {letter} < {latex(read(high))}$"


def anything(dice: Dice, level: Level, size: int) -> Draft:
    draws = (mean, variance, expected, distribution, between, constant, median, marginal)
    return dice.one_of(draws)(dice, level, size)


CHANCES: Mapping[str, tuple[str, Draw]] = {
    "probability": ("Random variables of all kinds", anything),
    "normalizing-constants": ("What makes a function a density", constant),
    "expected-values": ("Means, and expected values of functions", lambda *draft: (mean, expected)[draft[0].below(2)](*draft)),
    "variances": ("Variances", variance),
    "distribution-functions": ("Distribution functions", distribution),
    "probabilities-of-ranges": ("Probabilities of ranges", between),
    "medians": ("Medians", median),
    "joint-densities": ("Marginal densities and means of two letters", marginal),
}
"""Topic -> its title, and how it is drawn."""
