"""Which distributions have a name? Their densities, supports and what their parameters must obey; everything else is worked.

There is no table of moments here: a mean, a variance or a distribution function is always an integral or a sum.
"""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """A row: the density in `variable` and in the letters of `parameters`, its support, conditions, and what each parameter
    is. `whole` are parameters that are whole numbers; `discrete` says that the values are.
    """

    title: str
    parameters: tuple[tuple[str, str], ...]
    density: str
    low: str
    high: str
    conditions: tuple[str, ...] = ()
    discrete: bool = False
    whole: tuple[str, ...] = ()


def _parameters(text: str) -> tuple[tuple[str, str], ...]:
    """`a: the shape; b: the rate` as pairs."""
    pairs = (part.partition(":") for part in text.split(";"))
    return tuple((letter.strip(), meaning.strip()) for letter, _, meaning in pairs)


def _row(title: str, parameters: str, density: str, support: str, conditions: str = "", **more: object) -> Named:
    low, _, high = support.partition("..")
    given = tuple(filter(None, (part.strip() for part in conditions.split(";"))))
    return Named(title, _parameters(parameters), density, low, high, given, **more)  # type: ignore[arg-type]


NAMED: dict[str, Named] = {
    "uniform": _row("uniform", "a: the lower end; b: the upper end", "1/(b-a)", "a..b", "a<b"),
    "exponential": _row("exponential", "k: the rate", "k*e^(-k*x)", "0..oo", "k>0"),
    "normal": _row("normal", "m: the mean; s: the standard deviation", "e^(-(x-m)^2/(2*s^2))/(s*sqrt(2*pi))", "-oo..oo", "s>0"),
    "gamma": _row("gamma", "a: the shape; b: the rate", "b^a*x^(a-1)*e^(-b*x)/gamma(a)", "0..oo", "a>0; b>0"),
    "beta": _row("beta", "a: the first shape; b: the second shape",
                 "gamma(a+b)/(gamma(a)*gamma(b))*x^(a-1)*(1-x)^(b-1)", "0..1", "a>0; b>0"),
    "laplace": _row("Laplace", "m: the middle; b: the scale", "e^(-abs(x-m)/b)/(2*b)", "-oo..oo", "b>0"),
    "logistic": _row("logistic", "m: the middle; s: the scale", "e^(-(x-m)/s)/(s*(1+e^(-(x-m)/s))^2)", "-oo..oo", "s>0"),
    "cauchy": _row("Cauchy", "m: the middle; s: the scale", "s/(pi*((x-m)^2+s^2))", "-oo..oo", "s>0"),
    "weibull": _row("Weibull", "k: the shape; l: the scale", "k/l*(x/l)^(k-1)*e^(-(x/l)^k)", "0..oo", "k>0; l>0"),
    "pareto": _row("Pareto", "m: the least value; a: the shape", "a*m^a/x^(a+1)", "m..oo", "m>0; a>0"),
    "rayleigh": _row("Rayleigh", "s: the scale", "x/s^2*e^(-x^2/(2*s^2))", "0..oo", "s>0"),
    "student": _row("Student t", "n: the degrees of freedom",
                    "gamma((n+1)/2)/(sqrt(n*pi)*gamma(n/2))*(1+x^2/n)^(-(n+1)/2)", "-oo..oo", "n>0"),
    "bernoulli": _row("Bernoulli", "p: the probability of 1", "p^x*(1-p)^(1-x)", "0..1", "0<p; p<1", discrete=True),
    "binomial": _row("binomial", "n: the number of trials; p: the probability of success",
                     "binomial(n,x)*p^x*(1-p)^(n-x)", "0..n", "n>0; 0<p; p<1", discrete=True, whole=("n",)),
    "poisson": _row("Poisson", "l: the mean number of events", "l^x*e^(-l)/x!", "0..oo", "l>0", discrete=True),
    "geometric": _row("geometric", "p: the probability of success, the value being the number of the first success",
                      "p*(1-p)^(x-1)", "1..oo", "0<p; p<1", discrete=True),
}  # fmt: skip
"""Canonical name -> its row. `x` is the value of the random variable throughout."""

ALIASES: dict[str, str] = {
    "gaussian": "normal", "gauss": "normal", "exp": "exponential", "expon": "exponential", "unif": "uniform", "t": "student",
    "student_t": "student", "studentt": "student", "students_t": "student", "binom": "binomial", "geom": "geometric",
    "poissonian": "poisson", "double_exponential": "laplace", "lorentz": "cauchy",
}  # fmt: skip


def known_name(text: str) -> tuple[str, str] | None:
    """The canonical name and what stands in its brackets, for `normal(mu, sigma)`; None for what is no distribution."""
    head, bracket, rest = text.strip().partition("(")
    word = head.strip().lower().replace("-", "_").replace(" ", "_")
    word = ALIASES.get(word, word)
    if not bracket or not rest.endswith(")") or word not in NAMED:
        return None
    inside = rest[:-1]
    count = len(apart(inside))
    if word in ("gamma", "logistic") and count == 1:
        return None  # the gamma function, or the sigmoid under another of its names
    if _closes_early(inside) or (word == "exponential" and head.strip() == "exp"):
        return None  # exp(...) alone is the exponential function
    if word == "binomial" and head.strip().lower() == "binomial" and count != 2:
        return None
    return word, inside


def _closes_early(inside: str) -> bool:
    """Does the bracket close before the end, as in `gamma(a)*x*exp(b)`?"""
    depth = 0
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return True
    return depth != 0


def apart(inside: str) -> list[str]:
    """What stands between the commas that are in no bracket."""
    parts, depth = [""], 0
    for sign in inside:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]
