"""Which functions does the program know, and what are they called?

One row a function: its canonical name (the head of its tree), how many arguments it takes, the other names people type, and how
LaTeX and sympy spell it. Reader, writers, balls and algebra all look here, so that a function is known to all or to none.
"""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """`least` to `most` arguments (None: any number); `aliases` as typed; `latex` with its backslash; `sympy` without."""

    least: int
    most: int | None
    aliases: tuple[str, ...]
    latex: str
    sympy: str


def _one(latex: str, sympy: str, *aliases: str) -> Function:
    return Function(1, 1, aliases, latex, sympy)


def _named(name: str) -> str:
    return rf"\operatorname{{{name}}}"


FUNCTIONS: dict[str, Function] = {
    "sin": _one(r"\sin", "sin", "Sin"),
    "cos": _one(r"\cos", "cos", "Cos"),
    "tan": _one(r"\tan", "tan", "tg", "Tan"),
    "cot": _one(r"\cot", "cot", "ctg", "cotan", "Cot"),
    "sec": _one(r"\sec", "sec", "Sec"),
    "csc": _one(r"\csc", "csc", "cosec", "Csc"),
    "asin": _one(r"\arcsin", "asin", "arcsin", "ArcSin"),
    "acos": _one(r"\arccos", "acos", "arccos", "ArcCos"),
    "atan": _one(r"\arctan", "atan", "arctan", "arctg", "ArcTan"),
    "acot": _one(_named("arccot"), "acot", "arccot", "arcctg"),
    "asec": _one(_named("arcsec"), "asec", "arcsec"),
    "acsc": _one(_named("arccsc"), "acsc", "arccsc", "arccosec"),
    "sinh": _one(r"\sinh", "sinh", "Sinh"),
    "cosh": _one(r"\cosh", "cosh", "Cosh"),
    "tanh": _one(r"\tanh", "tanh", "Tanh"),
    "coth": _one(r"\coth", "coth"),
    "sech": _one(_named("sech"), "sech"),
    "csch": _one(_named("csch"), "csch", "cosech"),
    "asinh": _one(_named("arsinh"), "asinh", "arcsinh", "arsinh", "argsinh"),
    "acosh": _one(_named("arcosh"), "acosh", "arccosh", "arcosh", "argcosh"),
    "atanh": _one(_named("artanh"), "atanh", "arctanh", "artanh", "argtanh"),
    "acoth": _one(_named("arcoth"), "acoth", "arccoth", "arcoth"),
    "asech": _one(_named("arsech"), "asech", "arcsech", "arsech"),
    "acsch": _one(_named("arcsch"), "acsch", "arccsch", "arcsch"),
    "ln": _one(r"\ln", "log", "Ln", "Log"),
    "log": Function(2, 2, (), r"\log", "log"),  # log(x, base); `log(x)` alone is read as ln
    "sqrt": _one(r"\sqrt", "sqrt", "Sqrt", "√"),
    "root": Function(2, 2, ("nthroot",), r"\sqrt", "real_root"),  # root(x, n): the real n-th root; cbrt(x) is root(x, 3)
    "abs": _one(r"\left|", "Abs", "Abs", "modulus"),
    "sign": _one(_named("sgn"), "sign", "sgn", "signum"),
    "floor": _one(r"\lfloor", "floor", "Floor"),
    "ceil": _one(r"\lceil", "ceiling", "ceiling", "Ceiling"),
    "max": Function(2, None, ("Max", "maximum"), r"\max", "Max"),
    "min": Function(2, None, ("Min", "minimum"), r"\min", "Min"),
    "heaviside": _one(_named("H"), "Heaviside", "Heaviside", "step"),
    "sigmoid": _one(r"\sigma", "sigmoid", "logistic", "expit", "Sigmoid"),
    "relu": _one(_named("ReLU"), "relu", "ReLU", "Relu"),
    "softplus": _one(_named("softplus"), "softplus", "Softplus"),
    "logsumexp": Function(1, None, ("LogSumExp", "lse"), _named("LSE"), "logsumexp"),
    "erf": _one(_named("erf"), "erf", "Erf"),
    "erfc": _one(_named("erfc"), "erfc", "Erfc"),
    "erfi": _one(_named("erfi"), "erfi"),
    "gamma": _one(r"\Gamma", "gamma", "Γ", "Gamma"),
    "loggamma": _one(_named("lnΓ"), "loggamma", "lgamma", "gammaln", "lnGamma"),
    "digamma": _one(r"\psi", "digamma", "psi"),
    "binomial": Function(2, 2, ("binom", "choose", "nCr"), r"\binom", "binomial"),
    "atan2": Function(2, 2, ("arctan2",), _named("atan2"), "atan2"),
    "Ei": _one(_named("Ei"), "Ei", "ExpIntegralEi"),
    "li": _one(_named("li"), "li", "LogIntegral"),
    "Si": _one(_named("Si"), "Si", "SinIntegral"),
    "Ci": _one(_named("Ci"), "Ci", "CosIntegral"),
    "Shi": _one(_named("Shi"), "Shi", "SinhIntegral"),
    "Chi": _one(_named("Chi"), "Chi", "CoshIntegral"),
    "fresnels": _one("S", "fresnels", "FresnelS"),
    "fresnelc": _one("C", "fresnelc", "FresnelC"),
    "lambertw": _one("W", "LambertW", "LambertW"),
    "polylog": Function(2, 2, ("PolyLog", "Li"), _named("Li"), "polylog"),
    "Cl2": _one(_named("Cl") + "_2", "Cl2", "Cl₂", "clausen"),  # the Clausen function
    "Ti2": _one(_named("Ti") + "_2", "Ti2", "Ti₂"),  # the inverse tangent integral
    "zeta": _one(r"\zeta", "zeta"),
    "lowergamma": Function(2, 2, (), r"\gamma", "lowergamma"),
    "uppergamma": Function(2, 2, (), r"\Gamma", "uppergamma"),
    "beta": Function(2, 2, ("Beta",), _named("B"), "beta"),
    "elliptic_f": Function(2, 2, ("EllipticF",), "F", "elliptic_f"),
    "elliptic_e": Function(2, 2, ("EllipticE",), "E", "elliptic_e"),
    "elliptic_pi": Function(3, 3, ("EllipticPi",), r"\Pi", "elliptic_pi"),
    "elliptic_k": _one("K", "elliptic_k", "EllipticK"),
}
"""Canonical name -> what is known about it. `exp(u)` is not here: it is read as e^u."""

CONSTANTS: dict[str, str] = {
    "pi": "pi", "Pi": "pi", "PI": "pi", "π": "pi",
    "e": "e", "E": "e", "ℯ": "e",
    "Catalan": "catalan", "catalan": "catalan",
    "oo": "oo", "∞": "oo", "inf": "oo", "infinity": "oo", "Infinity": "oo",
}  # fmt: skip
"""Constants as typed -> their canonical names."""

GREEK: dict[str, str] = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Greek letters that may be variables: English name (the canonical one) -> letter. `Γ`, `Π` and `π` mean something else."""

FORMS: dict[str, str] = {
    "exp": "exp", "Exp": "exp", "cbrt": "cbrt", "pow": "pow", "Pow": "pow", "factorial": "factorial", "Rational": "quotient",
    "log2": "log2", "log10": "log10", "lg": "log10",
    "diff": "D", "Derivative": "D", "derivative": "D",
    "int": "I", "integrate": "I", "Integral": "I", "integral": "I",
    "lim": "L", "limit": "L", "Limit": "L",
    "piecewise": "piecewise", "Piecewise": "piecewise",
    "log1p": "log1p", "expm1": "expm1", "logit": "logit", "silu": "silu", "swish": "silu", "SiLU": "silu",
    "gelu": "gelu", "GELU": "gelu", "mish": "mish", "softsign": "softsign", "elu": "elu", "ELU": "elu",
    "leakyrelu": "leakyrelu", "LeakyReLU": "leakyrelu", "leaky_relu": "leakyrelu", "hypot": "hypot", "mod": "mod",
}  # fmt: skip
"""Words that are applied like functions but mean something else than one node -> the form."""

KEYWORDS: dict[str, str] = {
    "if": "if", "for": "if", "when": "if", "otherwise": "otherwise", "else": "otherwise", "True": "otherwise",
    "and": "and", "or": "or", "from": "from", "to": "to",
}  # fmt: skip
"""Words between expressions -> the kind of token that they are."""

ABSTRACT = frozenset("fghFGH")
"""Letters that, applied to brackets, stand for functions of which nothing is known."""

CAUTIOUS = frozenset({
    "mod", "elu", "li", "Li", "lg", "tg", "Si", "Ci", "Ei", "Shi", "Chi", "step", "root",
    "beta", "gamma", "zeta", "psi", "sigma", "σ", "Γ", "ζ",
})  # fmt: skip
"""Names of functions that are as often letters: functions only when a bracket follows (`lg x` and `tg x` as well)."""


def _words() -> dict[str, tuple[str, str]]:
    """Every word that the reader knows -> what kind of token it is, and its canonical name."""
    words = {alias: ("function", head) for head, function in FUNCTIONS.items() for alias in (head, *function.aliases)}
    words |= {"sigma": ("function", "sigmoid"), "σ": ("function", "sigmoid"), "ζ": ("function", "zeta")}
    words |= {word: ("form", form) for word, form in FORMS.items()}
    plain = {word: known for word, known in words.items() if word.islower() and word.isascii() and word not in CAUTIOUS}
    words |= {word.capitalize(): known for word, known in plain.items() if len(word) > 2}
    words |= {word.upper(): known for word, known in plain.items()}
    words = {english: ("name", english) for english in GREEK} | {"lamda": ("name", "lambda")} | words
    words = {letter: ("name", english) for english, letter in GREEK.items()} | words
    words |= {word: ("constant", constant) for word, constant in CONSTANTS.items()}
    return words | {word: (keyword, keyword) for word, keyword in KEYWORDS.items()}


WORDS: dict[str, tuple[str, str]] = _words()
"""The vocabulary of the student's notation: what is typed -> the kind of token, and what it stands for."""
