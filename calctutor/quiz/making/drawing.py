"""How is a draft of each kind drawn? What comes out is only proposed; `accepting` decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, name, number, replace
from calctutor.quiz.filling import spelled
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, canonical
from calctutor.quiz.making.examples import by_x
from calctutor.quiz.making.forms import DERIVATIVES, INTEGRALS, LIMITS
from calctutor.quiz.making.grammar import ONE, TWO
from calctutor.quiz.making.integrands import backwards, decomposed, expanded
from calctutor.quiz.making.levels import Level
from calctutor.quiz.making.limits import LIMIT_MAKERS
from calctutor.steps import Rule

Draw = Callable[[Dice, Level, int], Draft]

EMBEDDED = (
    "[e]",
    "{c}*[e]",
    "[e] + [+]",
    "[e] - [+]",
    "[+]*[e]",
    "[e([+])]",
    "{c}*[e([+])]",
    "[+]*[e([+])]",
    "[e([+])] + [+]",
    "[e]/([+])",
)
"""How an example is made into other questions: `[e]` is the example, `[e([+])]` the example at a smaller function."""


def from_lines(kind: str, lines: Sequence[str]) -> Draw:
    """Questions by one line of the grammar."""

    def draw(dice: Dice, level: Level, size: int) -> Draft:
        return Draft(kind, canonical(ONE.filled(dice.one_of(lines), dice, size, level.numbers)))

    return draw


def embedded(kind: str, example: str) -> Draw:
    """Questions in which an example occurs: as it is, with other numbers, in sums and products, with something inside."""
    tree = read(example)

    def draw(dice: Dice, level: Level, size: int) -> Draft:
        line = dice.one_of(EMBEDDED)
        inside = replace(tree, {name("x"): name("x_0")})
        plain, at = spelled(tree), spelled(inside).replace("x_0", "([+])")
        line = line.replace("[e([+])]", f"({at})").replace("[e]", f"({plain})")
        return Draft(kind, canonical(ONE.filled(line, dice, size, level.numbers)), by_x(tree))

    return draw


def with_other_numbers(tree: Tree, dice: Dice, most: int) -> Tree:
    """An example with about half of its numbers from 2 up drawn anew; of the exponents, on which more depends, a quarter."""
    if tree.head == "number":
        changes = isinstance(tree.value, int) and tree.value >= 2 and dice.below(2)
        return number(dice.between(2, most)) if changes else tree
    if tree.head == "^" and tree.args[1].head == "number":
        exponent = tree.args[1] if dice.below(4) else number(dice.between(2, 4))
        return tree.with_args((with_other_numbers(tree.args[0], dice, most), exponent))
    return tree.with_args(tuple(with_other_numbers(arg, dice, most) for arg in tree.args)) if tree.args else tree


# Derivatives.


def derivative(rule: Rule) -> Draw:
    """Questions about one rule of differentiation."""
    lines = DERIVATIVES.get(rule.id)
    return from_lines("diff", lines) if lines else embedded("diff", rule.example)


def any_derivative(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("diff", canonical(ONE.part(dice, size, level.numbers)))


def second_derivative(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("diff", canonical(ONE.part(dice, max(1, size // 2), level.numbers)), order=2)


def layers(dice: Dice, level: Level, size: int) -> Draft:
    """One function inside another inside another."""
    outside = (
        "sin([x])",
        "cos([x])",
        "e^([x])",
        "ln([x])",
        "sqrt([x])",
        "([x])^{n}",
        "tan([x])",
        "tanh([x])",
        "atan([x])",
        "sigmoid([x])",
    )
    inside = dice.one_of(("{c}*x", "{c}*x + {k}", "x^{n}", "x^2 + {k}", "sin(x)", "e^x"))
    text = ONE.filled(inside, dice, 1, level.numbers)
    for _ in range(max(1, (size + 1) // 3)):
        text = ONE.filled(dice.one_of(outside), dice, 1, level.numbers).replace("[x]", text)
    return Draft("chain", canonical(text))


def implicit(dice: Dice, level: Level, size: int) -> Draft:
    curve = TWO.part(dice, size, level.numbers)
    return Draft("implicit", f"{canonical(curve)} = {dice.between(1, level.numbers)}", {"wrt": "x", "of": "y"})


def partial(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("partial", canonical(TWO.part(dice, size, level.numbers)), {"wrt": dice.one_of(("x", "y"))})


def mixed_partial(dice: Dice, level: Level, size: int) -> Draft:
    wrt = dice.one_of(("x,y", "y,x"))
    return Draft("partial", canonical(TWO.part(dice, max(1, size // 2), level.numbers)), {"wrt": wrt})


# Integrals.


def integral(rule: Rule) -> Draw:
    """Questions about one rule of integration: from its lines, backwards from the result, or from its example."""
    if rule.id == "substitution":
        return lengthened(from_slopes)
    if rule.id == "partial-fractions":
        return lengthened(fractions)
    return lengthened(from_lines("integrate", INTEGRALS[rule.id]) if rule.id in INTEGRALS else _varied(rule))


def lengthened(draw: Draw) -> Draw:
    """The same for a short solution; for a long one, often a sum with something else to be integrated."""

    def longer(dice: Dice, level: Level, size: int) -> Draft:
        draft = draw(dice, level, size)
        if size < 5 or not dice.below(3):
            return draft
        terms = [draft.expression]
        for _ in range(1 + (size >= 9 and dice.below(2))):
            lines = dice.one_of([lines for _, lines in sorted(INTEGRALS.items())])
            terms.append(ONE.filled(dice.one_of(lines), dice, 2, level.numbers))
        return Draft("integrate", canonical(" + ".join(f"({term})" for term in terms)), draft.asked)

    return longer


def _varied(rule: Rule) -> Draw:
    """The example of a rule of integration with other numbers, perhaps beside something easy."""
    tree = read(rule.example)

    def draw(dice: Dice, level: Level, _size: int) -> Draft:
        text = spelled(with_other_numbers(tree, dice, level.numbers)) if dice.below(2) else spelled(tree)
        beside = dice.one_of(("[e]", "{c}*[e]", "{c}*[e]", "[e] + {k}*x^{n}", "[e] - {c}*e^x", "{c}*[e] + {k}*x"))
        filled = ONE.filled(beside, dice, 1, level.numbers).replace("[e]", f"({text})")
        return Draft("integrate", canonical(filled), by_x(tree))

    return draw


def from_slopes(dice: Dice, level: Level, _size: int) -> Draft:
    return Draft("integrate", backwards(dice, level.numbers))


def fractions(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("integrate", decomposed(dice, level.numbers, size))


def trigonometric_integral(dice: Dice, level: Level, size: int) -> Draft:
    lines = ("sin(x)^{n}*cos(x)^{n2}", "sin(x)^{n}", "cos(x)^{n}", "tan(x)^{n}", "sec(x)^{n}", "sin({c}*x)*cos({c2}*x)",
             "sin(x)^{n}*cos(x)",
             "tan(x)^{n}*sec(x)^2", "sin({c}*x)^2", "cos({c}*x)*cos({c2}*x)", "sin(x)*cos(x)", "tan(x)*sec(x)^{n}")  # fmt: skip
    return from_lines("integrate", lines)(dice, level, size)


def any_integral(dice: Dice, level: Level, size: int) -> Draft:
    draws = (
        *(from_lines("integrate", lines) for _, lines in sorted(INTEGRALS.items())),
        from_slopes,
        from_slopes,
        fractions,
        fractions,
    )
    return lengthened(dice.one_of(draws))(dice, level, size)


def definite_integral(dice: Dice, level: Level, size: int) -> Draft:
    whole = any_integral(dice, level, max(1, size - 2))
    low = dice.one_of(("0", "0", "1", "-1"))
    high = dice.one_of(("1", "2", "3", "pi", "pi/2", "e", "oo") if low in ("0", "1") else ("1", "2"))
    return Draft("integrate", whole.expression, {"from": low, "to": high})


def density(dice: Dice, level: Level, _size: int) -> Draft:
    """A density, and a probability, a mean or a mean square. The density is made to have the integral 1."""
    a, n, c = dice.between(1, min(4, level.numbers)), dice.between(1, 3), dice.between(1, min(5, level.numbers))
    if dice.below(2):
        f, low, high = canonical(f"{n + 1}*x^{n}/{a ** (n + 1)}"), 0, str(a)
    else:
        f, low, high = canonical(f"{c}*e^(-{c}*x)"), 0, "oo"
    said = f"A random number $X$ has the density $f(x) = {f}$ for ${low} < x < {high}$. "
    moment = dice.below(3)
    if moment:
        told = "What is its mean, $E(X)$?" if moment == 1 else "What is the mean of its square, $E(X^2)$?"
        return Draft("integrate", canonical(f"x^{moment}*({f})"), {"from": str(low), "to": high},
                     text=said + told + " It is the integral of ${expression}$.")  # fmt: skip
    start = dice.between(0, a - 1) if high != "oo" else dice.between(0, 3)
    end = high if high == "oo" or dice.below(2) else str(dice.between(start + 1, a))
    where = f"X > {start}" if end == "oo" else f"{start} < X < {end}"
    return Draft("integrate", f, {"from": str(start), "to": end}, text=said + f"What is the probability that ${where}$?")


# Limits.


def limit(rule: Rule) -> Draw:
    """Questions about one rule for limits: from its lines, from what must cancel, or from its example."""
    if rule.id in LIMIT_MAKERS:
        return joined(LIMIT_MAKERS[rule.id])
    return joined(_limit_of(LIMITS[rule.id]) if rule.id in LIMITS else _other_limit(rule))


BESIDE = {
    "0": ("cos({c}*x)", "sin({c}*x)/x", "(e^({c}*x) - 1)/x", "(x^2 + {k}*x)/x", "x*sin(1/x)", "tan({c}*x)/({c2}*x)"),
    "oo": ("{c}*x/(x + {p})", "e^(-x)", "(x^2 + {k})/({c}*x^2 + x)", "sin(x)/x", "(1 + {c}/x)^x", "atan(x)"),
    "": ("x^2", "{c}*x", "x + {k}", "e^(x - {p})", "sqrt(x + {s})"),
}
"""What goes to a number where x goes to 0, to infinity, or elsewhere."""


def joined(draw: Draw) -> Draw:
    """The same for a short solution; for a long one, a sum or product with something else that has a limit there."""

    def longer(dice: Dice, level: Level, size: int) -> Draft:
        draft = draw(dice, level, size)
        text, place = draft.expression, draft.asked["at"].removeprefix("x=")
        lines = BESIDE.get(place, BESIDE[""])
        for _ in range((size >= 3) + (size >= 8)):
            other = ONE.filled(dice.one_of(lines), dice, 2, level.numbers)
            text = f"({text}) {dice.one_of(('+', '-', '*'))} ({other})" if dice.below(4) else text
        return Draft("limit", canonical(text), draft.asked)

    return longer


def _limit_of(lines: Sequence[tuple[str, str]]) -> Draw:
    def draw(dice: Dice, level: Level, size: int) -> Draft:
        line, to = dice.one_of(lines)
        text, _, place = ONE.filled(f"{line} @ {to}", dice, size, level.numbers).partition(" @ ")
        return Draft("limit", canonical(text), {"wrt": "x", "at": f"x={place}"})

    return draw


def _other_limit(rule: Rule) -> Draw:
    """The example of a rule for limits, with other numbers."""
    tree = read(rule.example)
    f, _, to = tree.args

    def draw(dice: Dice, level: Level, _size: int) -> Draft:
        other = with_other_numbers(f, dice, level.numbers) if dice.below(3) else f
        place = with_other_numbers(to, dice, level.numbers) if dice.below(2) else to
        side = {"side": tree.value} if tree.value else {}
        beside = dice.one_of(("[e]", "[e]", "{c}*[e]", "[e] + {k}"))
        text = canonical(ONE.filled(beside, dice, 1, level.numbers).replace("[e]", f"({spelled(other)})"))
        return Draft("limit", text, {"wrt": "x", "at": f"x={spelled(place)}", **side})

    return draw


def any_limit(dice: Dice, level: Level, size: int) -> Draft:
    draws = (*(_limit_of(lines) for _, lines in sorted(LIMITS.items())), *(make for _, make in sorted(LIMIT_MAKERS.items())))
    return joined(dice.one_of(draws))(dice, level, size)


# Several variables.


def _of_two(dice: Dice, level: Level, size: int) -> str:
    """A function of x and y; of a large one, some letters y become z."""
    text = canonical(TWO.part(dice, max(1, size), level.numbers))
    if size >= 7 and dice.below(2):
        other = canonical(TWO.part(dice, 2, level.numbers).replace("y", "z"))
        text = canonical(f"({text}) + ({other})")
    return text


def gradient(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("gradient", _of_two(dice, level, size // 2))


def jacobian(dice: Dice, level: Level, size: int) -> Draft:
    parts = [canonical(TWO.part(dice, max(1, size // 4), level.numbers)) for _ in range(2)]
    return Draft("jacobian", f"({', '.join(parts)})", {"vars": "x,y"})


def hessian(dice: Dice, level: Level, size: int) -> Draft:
    return Draft("hessian", canonical(TWO.part(dice, max(1, size // 4), level.numbers)), {"vars": "x,y"})


def directional(dice: Dice, level: Level, size: int) -> Draft:
    f = canonical(TWO.part(dice, max(1, size // 3), level.numbers))
    a, b = dice.one_of(((3, 4), (4, 3), (-3, 4), (3, -4), (1, 0), (0, 1), (5, 12), (1, 1)))
    place = f"x={dice.between(0, 3)},y={dice.between(0, 3)}"
    return Draft("directional", f, {"vars": "x,y", "at": place, "direction": f"{a},{b}"})


def descent_step(dice: Dice, level: Level, size: int) -> Draft:
    """A step (or two) downhill on a bowl, sometimes a skew or a curved one."""
    lines = ("x^2 + {c}*y^2", "{c}*x^2 + y^2", "{c}*x^2 + {c2}*y^2 + x*y", "x^2 + {c}*y^2 - {c2}*x", "x^2 + x*y + y^2",
             "(x - {p})^2 + {c}*(y + {p2})^2", "x^4 + y^2", "x^2*y^2 + x^2 + {c}*y^2", "({c}*x - y)^2 + x^2",
             "(x*y - {p})^2 + x^2")  # fmt: skip
    f = canonical(TWO.filled(dice.one_of(lines), dice, size, level.numbers))
    place = f"x={dice.between(1, 3)},y={dice.one_of((1, 2, -1))}"
    rate = dice.one_of(("1/10", "1/2", "1/4", "1/5", "1/20"))
    return Draft("descend-step", f, {"vars": "x,y", "at": place, "rate": rate}, order=1 + (size >= 14))


def critical_point(dice: Dice, level: Level, _size: int) -> Draft:
    """A function with critical points at whole numbers; `critical` asks what is there."""
    a, b = dice.between(-3, 3), dice.between(-3, 3)
    p, c, k = dice.between(1, 3), dice.between(1, level.numbers), dice.between(-level.numbers, level.numbers)
    lines = (
        f"{p}*(x - {a})^2 + {c}*(y - {b})^2", f"{p}*(x - {a})^2 - {c}*(y - {b})^2", f"-{p}*(x - {a})^2 - {c}*(y - {b})^2",
        f"{p}*(x - {a})^2 + {k}*(x - {a})*(y - {b}) + {c}*(y - {b})^2", f"x^3 - {3 * p * p}*x + {c}*(y - {b})^2",
        f"x^3 - {3 * p * p}*x - {c}*(y - {b})^2", f"x^3 + y^3 - {3 * p}*x*y",
        f"x^4 - {2 * p * p}*x^2 + {c}*y^2 - {2 * c * b}*y",
    )  # fmt: skip
    return Draft("critical", expanded(dice.one_of(lines).replace("- -", "+ ").replace("+ -", "- ")))
