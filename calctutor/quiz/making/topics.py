"""What can a quiz be about?

A topic is a family (which levels count), the rules of which a solution must use at least one, and a way to draw drafts.
Every rule of the rulebook that answers derivatives, integrals or limits is a topic under its own name; wider topics stand
beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from calctutor.errors import NO_METHOD, StudentError
from calctutor.quiz.making.chances import CHANCES
from calctutor.quiz.making.drawing import derivatives, integrals, limits, several
from calctutor.quiz.making.drawing.lines import Draw, from_lines
from calctutor.quiz.making.forms import INTEGRALS
from calctutor.quiz.making.ranges import levels_of
from calctutor.rulebook import every_rule
from calctutor.steps import Rule


@dataclass(frozen=True, slots=True)
class Topic:
    """`wanted` are rules of which the solution must use one; where there are none, the kind of question is all that is
    wanted."""

    id: str
    title: str
    family: str
    draw: Draw
    wanted: frozenset[str] = frozenset()


FAMILIES = {"D": "derivatives", "I": "integrals", "L": "limits"}


def _of_rule(rule: Rule) -> Topic:
    """The topic of one rule of the rulebook."""
    draw = {"D": derivatives.derivative, "I": integrals.integral, "L": limits.limit}[rule.kind](rule)
    return Topic(rule.id, rule.title, FAMILIES[rule.kind], draw, frozenset({rule.id}))


WIDER: Mapping[str, tuple[str, str, Draw, tuple[str, ...]]] = {
    # topic: title, family, how it is drawn, rules of which one is wanted
    "derivatives": ("Derivatives of all kinds", "derivatives", derivatives.any_derivative, ()),
    "second-derivatives": ("Second derivatives", "derivatives", derivatives.second_derivative, ()),
    "chain": ("Compositions of several layers", "derivatives", derivatives.layers, ("chain-rule",)),
    "implicit": ("Implicit differentiation", "derivatives", several.implicit, ()),
    "integrals": ("Indefinite integrals by all techniques", "integrals", integrals.any_integral, ()),
    "parts": ("Integration by parts", "integrals", integrals.lengthened(from_lines("integrate",
    INTEGRALS["integration-by-parts"])),
              ("integration-by-parts", "repeated-integration-by-parts")),
    "trigonometric-integrals": ("Powers and products of trigonometric functions", "integrals",
    integrals.lengthened(integrals.trigonometric_integral),
                                ("products-of-sines-and-cosines-as-sums", "even-powers-by-the-double-angle", "substitution",
                                 "tangent-beside-an-even-power-of-the-secant", "reduction-for-powers-of-tan-and-cot",
                                 "reduction-for-powers-of-sec-and-csc")),
    "definite-integrals": ("Integrals between bounds", "integrals", integrals.definite_integral, ()),
    "densities": ("Probabilities and means as integrals of densities", "integrals", integrals.density, ()),
    "limits": ("Limits by all techniques", "limits", limits.any_limit, ()),
    "partials": ("Partial derivatives", "derivatives", several.partial, ()),
    "mixed-partials": ("Mixed second partial derivatives", "derivatives", several.mixed_partial, ()),
    "gradients": ("Gradients", "several", several.gradient, ()),
    "jacobians": ("Jacobian matrices", "several", several.jacobian, ()),
    "hessians": ("Hessian matrices", "several", several.hessian, ()),
    "directional-derivatives": ("Slopes along a direction", "several", several.directional, ()),
    "critical-points": ("Where the gradient is 0, and what is there", "several", several.critical_point, ()),
    "descent-steps": ("Steps of gradient descent", "several", several.descent_step, ()),
}  # fmt: skip

ALIASES = {
    "derivative": "derivatives", "diff": "derivatives", "integral": "integrals", "integrate": "integrals", "limit": "limits",
    "partial": "partials", "gradient": "gradients", "hessian": "hessians", "jacobian": "jacobians",
    "critical": "critical-points",
    "descent": "descent-steps", "descend": "descent-steps", "directional": "directional-derivatives",
    "expectations": "expected-values", "variance": "variances", "mean": "expected-values", "median": "medians",
    "definite": "definite-integrals", "lhopital": "lhopitals-rule", "integration-by-substitution": "substitution",
}  # fmt: skip
"""Other names that people give to topics."""


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its id, the wider ones first."""
    wide: dict[str, Topic] = {
        id: Topic(id, title, family, draw, frozenset(rules)) for id, (title, family, draw, rules) in WIDER.items()
    }
    wide |= {id: Topic(id, title, "probability", draw) for id, (title, draw) in CHANCES.items()}
    rules = (rule for rule in every_rule().values() if not rule.small and not rule.alternative and levels_of(rule.id))
    return wide | {rule.id: _of_rule(rule) for rule in rules if rule.id not in wide}


def topic(name: str) -> Topic:
    """The topic of this name. Raises `StudentError` that proposes the nearest one."""
    known, wanted = topics(), name.strip().lower().replace(" ", "-").replace("_", "-")
    wanted = ALIASES.get(wanted, wanted)
    if not levels_of(wanted):
        raise StudentError("no-questions", f"no tidy question about {wanted} is known: its answers are too long to be typed",
                           remedy=f"calctutor explain {wanted} shows an example", exit_code=NO_METHOD)  # fmt: skip
    if wanted not in known:
        close = get_close_matches(wanted, [*known, *ALIASES], n=1, cutoff=0.5)
        remedy = f"did you mean {ALIASES.get(close[0], close[0])}?   " if close else ""
        raise StudentError("unknown-topic", "there is no topic of this name", name, (0, len(name)),
                           remedy + "calctutor quiz new --list-topics shows all")  # fmt: skip
    return known[wanted]
