"""Which expressions are drawn? Those of a small grammar, whose lines look like what they make.

In a line, `{n}` is an exponent, `{c}` a factor, `{k}` a number of either sign, `{s}` a square, `[+]` a smaller function; the
same letter may be told apart by a digit, as in `{k1} {k2}`. How large the smaller functions are is drawn so that the whole
has about the size that is wanted: size is counted in steps of differentiation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from calctutor.quiz.making.dice import Dice

Numbers = Callable[[Dice, int], int]

NUMBERS: Mapping[str, Numbers] = {
    "n": lambda dice, most: dice.between(2, min(5, most)),
    "m": lambda dice, most: dice.between(3, min(7, most)),
    "c": lambda dice, most: dice.between(2, most),
    "k": lambda dice, most: dice.between(1, most) * dice.one_of((1, -1)),
    "p": lambda dice, most: dice.between(1, most),
    "s": lambda dice, most: dice.between(1, min(6, most)) ** 2,
}
"""What the holes of a line stand for; `most` is the largest number of the level."""

HOLE = re.compile(r"\{([a-z])\d?\}|\[\+\]")
LARGEST_PART = 9


@dataclass(frozen=True, slots=True)
class Grammar:
    """`sizes`: functions with about so many steps in their derivatives; `larger`: how larger ones are made of smaller ones."""

    sizes: Mapping[int, Sequence[str]]
    larger: Sequence[str]

    def part(self, dice: Dice, size: int, most: int) -> str:
        """A function of about this size, in the student's notation."""
        ready = self.sizes.get(size)
        if ready and (size < max(self.sizes) or dice.below(3)):
            return self.filled(dice.one_of(ready), dice, size, most)
        return self.filled(dice.one_of(self.larger), dice, size, most)

    def filled(self, line: str, dice: Dice, size: int, most: int) -> str:
        """A line with its holes filled, equal holes with equal numbers."""
        parts = line.count("[+]")
        sizes = dice.split(max(size - 1, parts), parts) if parts else []
        drawn: dict[str, int] = {}

        def fill(hole: re.Match[str]) -> str:
            if hole[0] == "[+]":
                return f"({self.part(dice, min(sizes.pop(0), LARGEST_PART), most)})"
            if hole[0] not in drawn:
                drawn[hole[0]] = NUMBERS[hole[1]](dice, most)
            value = drawn[hole[0]]
            return str(value) if value >= 0 else f"({value})"

        return HOLE.sub(fill, line)


ONE = Grammar(
    {
        1: ("x^{n}", "x", "e^x", "sin(x)", "cos(x)", "ln(x)", "sqrt(x)", "1/x^{n}"),
        2: ("{c}*x^{n}", "x^{n} + {k}", "{c}*sin(x)", "{c}*e^x", "tan(x)", "{c}*ln(x)", "x^2 + {c}*x"),
        3: ("sin({c}*x)", "cos({c}*x)", "e^({c}*x)", "e^(-x)", "ln({c}*x + {k})", "x^{n} + {c}*x + {k}", "({c}*x + {k})^{n}",
            "x*e^x", "x^{n}*ln(x)", "atan(x)", "x*sin(x)"),
        4: ("(x^2 + {k})^{m}", "sqrt(x^2 + {p})", "e^(x^2 + {k})", "sin(x^{n} + {k})", "ln(x^{n} + {p})", "e^(-x^2)",
            "cos({c}*x + {k})", "sin(x)^{n}", "x/(x + {k})", "1/(x^2 + {p})"),
    },
    ("[+]*[+]", "[+]*[+]", "[+] + [+]", "[+] - [+]", "([+])/([+])", "sin([+])", "cos([+])", "e^([+])", "ln([+])", "sqrt([+])",
     "([+])^{n}", "{c}*[+]"),
)  # fmt: skip
"""Functions of x."""

TWO = Grammar(
    {
        1: ("x^{n}*y", "x*y", "x*y^{n}", "x^{n}", "y^{n}", "x*e^y", "y*sin(x)"),
        2: ("x^{n}*y^{n2}", "{c}*x^{n} + y^{n2}", "x^{n}*sin(y)", "x^{n}*e^y", "y^{n}*ln(x)", "x^{n} + {c}*x*y", "y*cos(x)"),
        3: ("e^(x*y)", "sin({c}*x + {c2}*y)", "ln(x^2 + y^2)", "x/y", "x^{n}*y + {c}*x*y^{n2}", "cos(x*y)", "e^({c}*x + y)",
            "(x + {c}*y)^{m}", "sqrt(x^2 + y^2)"),
        4: ("x*e^(x*y)", "x/(x + y)", "y*sin(x*y)", "ln(x + {c}*y)*x", "e^(x^2 + y)", "(x^2 + {c}*y)^{m}", "x*y/(x^2 + {p})"),
    },
    ("[+] + [+]", "[+] + [+]", "[+] - [+]", "[+]*[+]", "sin([+])", "e^([+])", "{c}*[+]"),
)  # fmt: skip
"""Functions of x and y."""
