"""Which LaTeX commands are known, and what do they mean?"""

from __future__ import annotations

from typing import Any

from calctutor.notation.vocabulary import FUNCTIONS, GREEK

TOKENS: dict[str, tuple[str, Any]] = {
    "cdot": ("*", None), "times": ("*", None), "ast": ("*", None), "div": ("/", None),
    "cdotp": ("*", None), "bullet": ("*", None), "lt": ("<", None), "gt": (">", None), "ne": ("!=", None), "neq": ("!=", None),
    "le": ("<=", None), "leq": ("<=", None), "leqslant": ("<=", None),
    "ge": (">=", None), "geq": (">=", None), "geqslant": (">=", None),
    "to": ("->", None), "rightarrow": ("->", None), "longrightarrow": ("->", None), "prime": ("'", None),
    "lvert": ("abs", r"\rvert"), "lfloor": ("floor", r"\rfloor"), "lceil": ("ceil", r"\rceil"),
    "rvert": ("close", None), "rfloor": ("close", None), "rceil": ("close", None),
    "vert": ("|", r"\vert"), "mid": ("|", r"\mid"),
    "lbrace": ("{", r"\rbrace"), "rbrace": ("}", None), "lbrack": ("[", r"\rbrack"), "rbrack": ("]", None),
    "lparen": ("(", r"\rparen"), "rparen": (")", None), "{": ("{", r"\}"), "}": ("}", None),
    "infty": ("constant", "oo"), "pi": ("constant", "pi"), "sqrt": ("root", None), "int": ("integral", r" \,dx"),
    "land": ("and", None), "wedge": ("and", None), "lor": ("or", None), "vee": ("or", None),
    "lim": ("form", "L"), "exp": ("form", "exp"),
    "frac": ("frac", None), "dfrac": ("frac", None), "tfrac": ("frac", None), "cfrac": ("frac", None),
    "binom": ("binom", None), "dbinom": ("binom", None), "tbinom": ("binom", None), "\\": (";", None),
}  # fmt: skip
"""Commands that are one token -> its kind and value."""

GROUPS = {"frac": 2, "binom": 2, "root": 1, "^": 1, "_": 1}
"""How many groups a kind of token takes: without braces, a group is a single digit."""

IGNORED = frozenset({
    ",", ";", ":", "!", " ", ">", "quad", "qquad", "thinspace", "displaystyle", "textstyle", "scriptstyle",
    "limits", "nolimits", "nonumber",
    "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm", "middle",
    "(", ")", "[", "]", "mathstrut", "strut", "hfill",
})  # fmt: skip
"""Commands that say nothing about the mathematics."""

UNSUPPORTED: dict[str, tuple[str, str]] = {
    "nabla": ("∇ is a command of its own here", 'calctutor gradient "x^2*y"'),
    "sum": ("sums over an index are not read", "give the terms one by one, as in x + x^2 + x^3"),
    "prod": ("products over an index are not read", "give the factors one by one, as in x(x+1)(x+2)"),
    "pm": ("± stands for two expressions", "give the two cases one by one"),
    "mp": ("∓ stands for two expressions", "give the two cases one by one"),
    "circ": ("degrees and compositions are not read", r"write x \cdot \pi/180 for an angle in degrees"),
    "degree": ("angles are in radians here", r"write x \cdot \pi/180 for an angle in degrees"),
    "oint": ("integrals along curves are not read", r"write \int x^2 \,dx"),
    "iint": ("double integrals are written one by one", r"write \int \int x y \,dx \,dy"),
    "dot": ("it is not clear by what a dot differentiates", r"write \frac{dx}{dt}"),
    "ddot": ("it is not clear by what dots differentiate", r"write \frac{d^2 x}{dt^2}"),
    "|": ("norms are not read", r"write \sqrt{x^2 + y^2} for the length of (x, y)"),
    "Vert": ("norms are not read", r"write \sqrt{x^2 + y^2} for the length of (x, y)"),
    "partial": ("∂ stands in a fraction", r"write \frac{\partial}{\partial x} (x^2 y)"),
    "ldots": ("dots leave something out", "give the terms one by one, as in x + x^2 + x^3"),
    "cdots": ("dots leave something out", "give the terms one by one, as in x + x^2 + x^3"),
    "dots": ("dots leave something out", "give the terms one by one, as in x + x^2 + x^3"),
    "choose": (r"\choose is old notation", r"write \binom{n}{k}"),
    "over": (r"\over is old notation", r"write \frac{x}{2}"),
    "in": ("membership is not read", r"write 0 \le x \le 1 for an interval"),
    "det": ("determinants are not read", "write a*d - b*c"),
    "newline": ("one expression is read at a time", "leave the other lines out"),
}  # fmt: skip
"""Commands that are understood and not supported -> why, and what to write instead."""

LETTERS: dict[str, str] = {
    **{name: name for name in GREEK},
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma",
    "Gamma": "Gamma", "ell": "l",
}  # fmt: skip
"""Commands that are letters -> the names of the variables."""

DELIMITERS: dict[str, tuple[tuple[str, Any] | None, tuple[str, Any] | None]] = {
    "(": (("(", r"\right)"), (")", None)), "[": (("[", r"\right]"), ("]", None)),
    ")": (None, (")", None)), "]": (None, ("]", None)),
    "|": (("abs", r"\right|"), ("close", None)), r"\vert": (("abs", r"\right\vert"), ("close", None)),
    r"\lvert": (("abs", r"\right\rvert"), ("close", None)), r"\rvert": (None, ("close", None)),
    r"\{": (("{", r"\right\}"), ("}", None)), r"\}": (None, ("}", None)),
    r"\lbrace": (("{", r"\right\rbrace"), ("}", None)), r"\rbrace": (None, ("}", None)),
    r"\lfloor": (("floor", r"\right\rfloor"), None), r"\rfloor": (None, ("close", None)),
    r"\lceil": (("ceil", r"\right\rceil"), None), r"\rceil": (None, ("close", None)), ".": (None, None),
}  # fmt: skip
"""What may stand behind \\left and \\right -> the token on the left, and on the right."""

ENVIRONMENTS = {
    "cases": "cases", "dcases": "cases", "rcases": "cases", "matrix": "matrix", "pmatrix": "matrix", "bmatrix": "matrix",
    "Bmatrix": "matrix", "smallmatrix": "matrix", "array": "matrix",
}  # fmt: skip
"""Environments -> the kind of token that opens them."""

UPRIGHT = frozenset({"operatorname", "mathrm", "text", "textrm", "mbox", "mathop", "mathsf", "textit", "mathit", "textbf"})
"""Commands whose braces hold a word."""

ACCENTS = {"hat": "_hat", "bar": "_bar", "tilde": "_tilde", "overline": "_bar", "widehat": "_hat", "widetilde": "_tilde"}
PLAIN_ACCENTS = frozenset({"mathbf", "boldsymbol", "vec", "mathcal", "bm", "mathbb", "pmb"})
"""Commands that dress a letter: a hat makes another variable of it, bold print does not."""

KNOWN = frozenset({
    *TOKENS, *IGNORED, *UNSUPPORTED, *LETTERS, *UPRIGHT, *ACCENTS, *PLAIN_ACCENTS, "left", "right", "begin", "end",
    *(function.latex[1:] for function in FUNCTIONS.values() if function.latex[1:].isalpha()), "lg", "sech", "csch", "arccot",
})  # fmt: skip
"""Every command that is known, to find what was meant by one that is not."""
