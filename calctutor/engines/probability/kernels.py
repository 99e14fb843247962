"""Which integrals over a whole range are known by name: the gamma, the beta, the power and the exponential integral?

Each kernel recognises its integrand in the form that `Factors` gives, says what must hold for it to converge, and gives its
value with the line of the textbook. A logarithm beside the kernel is the derivative of that line by an exponent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from calctutor.notation.tree import Tree
from calctutor.rulebook import template

Expr = Any


@dataclass
class Factors:
    """An integrand as a product: powers of bases with x, an exponential of `exponent`, logarithms, and what is left."""

    x: Expr
    powers: dict[Expr, Expr] = field(default_factory=dict)
    exponent: Expr = sp.S.Zero
    logs: dict[Expr, int] = field(default_factory=dict)
    rest: Expr = sp.S.One

    def power(self, base: Expr) -> Expr:
        return self.powers.get(base, sp.Integer(0))

    @property
    def others(self) -> list[Expr]:
        """Bases beside x itself."""
        return sorted((base for base, e in self.powers.items() if base != self.x and e != 0), key=sp.default_sort_key)


def factors(f: Expr, x: Expr) -> Factors:
    """`f`, free of constant factors, taken apart."""
    found = Factors(x)
    f = sp.expand_power_base(f)
    for factor in sp.Mul.make_args(f):
        base, e = (sp.E, factor.args[0]) if isinstance(factor, sp.exp) else factor.as_base_exp()
        if base == sp.E:
            found.exponent += e
        elif isinstance(base, sp.log) and e.is_Integer and e.is_positive:
            found.logs[base.args[0]] = found.logs.get(base.args[0], 0) + int(e)
        elif not base.has(x) and base.is_positive:
            found.exponent += e * sp.log(base)
        elif base.has(x) and not e.has(x):
            found.powers[base] = found.power(base) + e
        else:
            found.rest *= factor
    found.exponent = sp.expand(found.exponent)
    return found


@dataclass(frozen=True)
class Kernel:
    """A known integral: its value, what must be positive, and the line that the reader is shown."""

    title: str
    value: Expr
    conditions: tuple[Expr, ...]
    why: str
    formula: Tree
    parameters: tuple[tuple[str, Expr], ...] = ()


GAMMA = "I(x^(s-1)*e^(-c*x), x, 0, oo) = gamma(s)/c^s"
GAMMA_POWER = "I(x^(s-1)*e^(-c*x^q), x, 0, oo) = gamma(s/q)/(q*c^(s/q))"
BETA = "I(x^(p-1)*(1-x)^(q-1), x, 0, 1) = gamma(p)*gamma(q)/gamma(p+q)"
BETA_LINE = "I(x^(p-1)/(1+x)^(p+q), x, 0, oo) = gamma(p)*gamma(q)/gamma(p+q)"
TAIL = "I(x^(-s), x, m, oo) = m^(1-s)/(s-1)"


def gamma_kernel(found: Factors) -> Kernel | None:
    """x^(s-1) exp(-c x^q), with powers of ln x."""
    x = found.x
    if found.rest != 1 or found.others or set(found.logs) - {x}:
        return None
    terms = sp.Add.make_args(found.exponent)
    powers = [term.as_independent(x, as_Add=False) for term in terms]
    with_x = [(c, p.as_base_exp()[1]) for c, p in powers if p != 1 and p.as_base_exp()[0] == x]
    if not with_x or len({q for _, q in with_x}) > 1 or len(with_x) + sum(p == 1 for _, p in powers) < len(powers):
        return None
    q, c = with_x[0][1], sp.factor(-sp.Add(*(c for c, _ in with_x)))
    constant = sp.exp(sp.Add(*(c for c, p in powers if p == 1)))
    s, logs = found.power(x) + 1, found.logs.get(x, 0)
    letter = sp.Dummy("s", positive=True)
    value = sp.gamma(letter / q) / (q * c ** (letter / q))
    value = constant * differentiated(value, [(letter, logs)]).subs(letter, s)
    shown = (("s", s), ("c", c)) + ((("q", q),) if q != 1 else ())
    why = (
        "This is the definition of the gamma function, after c x has been put for its variable; Γ(n) = (n - 1)! for whole n."
        if q == 1
        else "Put v = c x^q: what is left is the definition of the gamma function; Γ(n) = (n - 1)! for whole n."
    )
    return _kernel("Gamma integral", value, (c, q, s / q), why, GAMMA if q == 1 else GAMMA_POWER, shown, logs)


def beta_kernel(found: Factors) -> Kernel | None:
    """x^(p-1) (1-x)^(q-1) over (0, 1), with powers of ln x and ln(1-x)."""
    x = found.x
    if found.rest != 1 or found.exponent != 0 or set(found.others) - {1 - x} or set(found.logs) - {x, 1 - x}:
        return None
    return _beta(
        "Beta integral", found.power(x) + 1, found.power(1 - x) + 1, found.logs.get(x, 0), found.logs.get(1 - x, 0), BETA
    )


def _beta(title: str, p: Expr, q: Expr, first: int, second: int, line: str) -> Kernel:
    a, b = (sp.Dummy(letter, positive=True) for letter in "ab")
    value = differentiated(sp.gamma(a) * sp.gamma(b) / sp.gamma(a + b), [(a, first), (b, second)])
    why = "This is the definition of the beta function, written with gamma functions; Γ(n) = (n - 1)! for a whole number."
    return _kernel(title, value.subs({a: p, b: q}), (p, q), why, line, (("p", p), ("q", q)), first + second)


def beta_line_kernel(found: Factors) -> Kernel | None:
    """x^(p-1) / (1 + x)^(p+q) over (0, oo), with powers of ln(1 + x)."""
    x = found.x
    if found.rest != 1 or found.exponent != 0 or found.others != [1 + x] or set(found.logs) - {1 + x}:
        return None
    p, whole = found.power(x) + 1, -found.power(1 + x)
    if found.logs:
        w = sp.Dummy("w", positive=True)
        value = sp.gamma(p) * sp.gamma(w - p) / sp.gamma(w)
        value = differentiated(value, [(w, found.logs[1 + x])]) * (-1) ** found.logs[1 + x]
        plain = _beta("Beta integral", p, whole - p, 0, 0, BETA_LINE)
        return _kernel(plain.title, value.subs(w, whole), plain.conditions, plain.why, BETA_LINE, plain.parameters, 1)
    return _beta("Beta integral", p, whole - p, 0, 0, BETA_LINE)


def tail_kernel(m: Expr) -> Callable[[Factors], Kernel | None]:
    """x^(-s) from a positive m on, with powers of ln x."""

    def kernel(found: Factors) -> Kernel | None:
        x = found.x
        if found.rest != 1 or found.exponent != 0 or found.others or set(found.logs) - {x}:
            return None
        s, letter = -found.power(x), sp.Dummy("s", positive=True)
        logs = found.logs.get(x, 0)
        value = differentiated(m ** (1 - letter) / (letter - 1), [(letter, logs)]) * (-1) ** logs
        why = "The antiderivative is x^(1-s)/(1-s), by the power rule. As x grows it goes to 0, because s is larger than 1."
        return _kernel("Power over an infinite range", value.subs(letter, s), (s - 1,), why, TAIL, (("s", s),), logs)

    return kernel


def differentiated(value: Expr, by: list[tuple[Expr, int]]) -> Expr:
    for letter, times in by:
        for _ in range(times):
            value = sp.diff(value, letter)
    return value


def _kernel(
    title: str, value: Expr, conditions: tuple[Expr, ...], why: str, line: str, shown: tuple[tuple[str, Expr], ...], logs: int
) -> Kernel:
    if logs:
        title, why = f"{title} with a logarithm", LOGARITHM
    return Kernel(title, value, conditions, why, template(line), shown)


LOGARITHM = (
    "The derivative of a power by its exponent brings down a logarithm. So differentiate both sides of the general line by "
    "that exponent, once for each logarithm, and then put its value in; ψ is the derivative of ln Γ."
)


__all__ = ["Factors", "Kernel", "beta_kernel", "beta_line_kernel", "factors", "gamma_kernel", "tail_kernel"]
