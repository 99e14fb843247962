"""Expected values of two random variables: of each, of their product, covariance and correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

from calctutor.engines.probability.check import checked
from calctutor.engines.probability.integral import Diverges, Integrals, Needs, Unworked, shortest
from calctutor.engines.probability.joint_region import Joint
from calctutor.engines.probability.moments import of
from calctutor.engines.probability.parts import Part, Said, numeric
from calctutor.notation.algebra import symbol
from calctutor.notation.tree import Tree, add, divide, multiply, name, negative, number, power
from calctutor.notation.tree import replace as put_in
from calctutor.notation.writing import text
from calctutor.steps import Step, Verified, every_step

Expr = Any


def moments(joint: Joint, marginals: Sequence[Part], expect: Sequence[Tree]) -> list[Part]:
    """E of each, E(XY), covariance and correlation; and what else was asked for. What is about one letter alone is found with
    its marginal density.
    """
    x, y = sorted((joint.region.outer[0], joint.region.inner[0]), key=str)
    X, Y = name(x.name.upper()), name(y.name.upper())
    found: list[Part] = []
    values: dict[str, Expr] = {}
    asked = [
        ("mean", f"Mean of {X.value}", X, x),
        ("mean", f"Mean of {Y.value}", Y, y),
        ("product", "Mean of the product", multiply(X, Y), x * y),
    ]
    squares = [("second-moment", f"Second moment of {V.value}", power(V, number(2)), v**2) for V, v in ((X, x), (Y, y))]
    for what, title, inside, g in (*asked, *squares):
        part, value = _worked(joint, marginals, Part(what, title, of("E", inside), before=(VOLUME,)), g)
        found.append(part)
        values[text(inside)] = value
    working = [step for part in found for step in part.steps]
    found += [_covariance(joint, (X, Y), values, working)]
    found += _correlation(joint, (X, Y), values, working)
    for g in expect:
        inside = put_in(g, {name(x.name): X, name(y.name): Y})
        part, _ = joint.part(
            Part("expectation", "Expected value", of("E", inside), before=(VOLUME,)), joint.known.expression(g)
        )
        found.append(part)
    return found


def _worked(joint: Joint, marginals: Sequence[Part], part: Part, g: Expr) -> tuple[Part, Expr]:
    """E(g): with the density of the letter alone, or else over the whole region."""
    for marginal in marginals:
        if g.free_symbols == {symbol(marginal.about["variable"])} and marginal.answer is not None:
            try:
                return alone(joint, marginal, part, g)
            except (Needs, Diverges, Unworked):
                break
    return joint.part(part, g)


def alone(joint: Joint, marginal: Part, part: Part, g: Expr) -> tuple[Part, Expr]:
    """The integral of g times the marginal density. Raises `Needs`, `Diverges` or `Unworked`."""
    assert marginal.answer is not None
    tree, x = joint.algebra.tree, symbol(marginal.about["variable"])
    low, high = (joint.known.expression(end) for end in marginal.about["ends"])
    integrand = g * joint.plain(joint.known.expression(marginal.answer))
    worker = Integrals(joint.algebra, joint.known, joint.letters, solved=joint.solved)
    value = shortest(worker.work(integrand, x, low, high))
    question = Tree("I", (multiply(tree(g), marginal.answer), name(x.name), tree(low), tree(high)))
    steps = checked(worker.steps, joint.numbers)
    verdict = joint.numbers.same(question, tree(value))
    held = Verified(verdict, 1, "matches quadrature" if verdict == "agrees" else "")
    done = replace(part, question=question, steps=steps, answer=tree(value), verified=held, numeric=numeric(tree(value)),
                   before=((f"With the density of {x.name.upper()} alone, which was found above.",),),
                   complete=all(step.complete for step in every_step(steps)))  # fmt: skip
    return done, value


VOLUME: Said = ("Each place counts as much as the density there: integrate over the region.",)


def _covariance(joint: Joint, letters: tuple[Tree, Tree], values: dict[str, Expr], working: list[Step]) -> Part:
    X, Y = letters
    tree = joint.algebra.tree
    m, n, p = values[text(X)], values[text(Y)], values[text(multiply(X, Y))]
    result = shortest(p - m * n)
    why: Said = ("The covariance says whether both tend to be large together: ", add(of("E", multiply(X, Y)),
                 negative(multiply(of("E", X), of("E", Y)))), ".")  # fmt: skip
    left = Tree("apply", (X, Y), "Cov")
    x, y = (symbol(str(letter.value).lower()) for letter in letters)
    away = joint.question((x - m) * (y - n) * joint.f)
    line: Said = (left, " = ", add(tree(p), negative(multiply(tree(m), tree(n)))))
    answer = tree(result)
    return Part("covariance", "Covariance", left, away, answer=answer, before=(why,), lines=(line,), numeric=numeric(answer),
                verified=joint.by_quadrature(away, answer, working))  # fmt: skip


def _correlation(joint: Joint, letters: tuple[Tree, Tree], values: dict[str, Expr], working: list[Step]) -> list[Part]:
    """Variances, and the covariance in units of the standard deviations."""
    tree, found, spreads = joint.algebra.tree, list[Part](), list[Expr]()
    for V in letters:
        m, square = values[text(V)], values[text(power(V, number(2)))]
        spread = shortest(square - m**2)
        spreads.append(spread)
        left = of("Var", V)
        v = symbol(str(V.value).lower())
        away = joint.question((v - m) ** 2 * joint.f)
        line: Said = (left, " = ", add(tree(square), negative(power(tree(m), number(2)))))
        held = joint.by_quadrature(away, tree(spread), working)
        found.append(Part("variance", f"Variance of {V.value}", left, away, answer=tree(spread), lines=(line,),
                          numeric=numeric(tree(spread)), verified=held))  # fmt: skip
    X, Y = letters
    cov = shortest(values[text(multiply(X, Y))] - values[text(X)] * values[text(Y)])
    value = shortest(cov / sp.sqrt(spreads[0] * spreads[1]))
    left = Tree("apply", (X, Y), "Corr")
    shown = divide(tree(cov), Tree("sqrt", (multiply(tree(spreads[0]), tree(spreads[1])),)))
    why: Said = (
        "The correlation is the covariance divided by both standard deviations: it has no unit, and lies between -1 and 1.",
    )
    verified = Verified(joint.numbers.same(shown, tree(value)), 1)
    return [*found, Part("correlation", "Correlation", left, before=(why,), lines=((left, " = ", shown),), answer=tree(value),
                         numeric=numeric(tree(value)), verified=verified)]  # fmt: skip


__all__ = ["moments"]
