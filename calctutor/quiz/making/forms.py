"""How do questions about one rule look? Lines of the grammar by topic, as a teacher would jot them down.

They are only suggestions: whether a question that is drawn from them is about its topic is decided by its worked solution. A topic that
has no lines here has those that its rule's own example suggests.
"""

from __future__ import annotations

from collections.abc import Mapping

Lines = tuple[str, ...]

DERIVATIVES: Mapping[str, Lines] = {
    "sum-rule": ("[+] + [+]", "[+] - [+]", "[+] + [+] + [+]", "[+] - [+] + {k}"),
    "constant-multiple-rule": ("{c}*[+]", "{c}*[+] + [+]", "{c}*[+] - {c2}*[+]"),
    "power-rule": ("x^{m}", "{c}*x^{n}", "{c}*x^{m} + {k}*x^{n}", "x^{m} + {k}*x + {k2}", "x^{m} - {c}*x^{n} + {k}*x", "x^{n}*[+]",
                   "{c}*x^{m} + [+]", "(x^{n} + {k})*(x^{m} - [+])"),
    "power-rule-for-roots-and-fractions": ("sqrt(x)", "{c}*sqrt(x)", "1/x^{n}", "{c}/x^{n}", "x^{n}*sqrt(x)", "{c}/x^{n} + [+]",
                                           "sqrt(x)*[+]", "sqrt(x) + 1/x^{n}", "x^(1/3) + [+]", "[+]/sqrt(x)", "sqrt([+])"),
    "product-rule": ("[+]*[+]",),
    "product-rule-for-many-factors": ("[+]*[+]*[+]",),
    "quotient-rule": ("([+])/([+])",),
    "reciprocal-rule": ("1/(x*[+])", "1/(x^{n}*[+])", "{c}/(x*[+])", "1/(sin(x)*[+])", "1/(ln(x)*[+])", "1/(x*[+]) + [+]"),
    "chain-rule": ("sin([+])", "cos([+])", "tan([+])", "e^([+])", "ln([+])", "sqrt([+])", "([+])^{m}", "{c}*sin([+])", "[+]*e^([+])",
                   "[+] + cos([+])", "atan([+])"),
    "logarithmic-differentiation": ("x^x", "x^([+])", "([+])^x", "([+])^([+])", "{c}*x^([+])"),
    "fundamental-theorem-of-calculus": ("int(sin(t^{n}), t, 0, [+])", "int(e^(t^2), t, {p}, x)", "int(sqrt(t^2 + {p}), t, 0, [+])",
                                        "int(1/(t^{m} + {p}), t, 0, x)", "int(e^(-t^2), t, 0, {c}*x)", "int(ln(t), t, 1, x^{n})",
                                        "{c}*int(sqrt(t^3 + {p}), t, 0, x)", "int(cos(t^2), t, x, {p})",
                                        "int(sin(t^{n}), t, 0, x) + [+]", "int(cos(t^2), t, 0, x) - [+]*[+]",
                                        "int(1/(t^4 + {p}), t, 0, x^{n})", "int(e^(t^2), t, 0, sin(x)) + [+]"),
}  # fmt: skip

SLOPES: Lines = (
    "cos([g])*[d]", "sin([g])*[d]", "e^([g])*[d]", "([g])^{n}*[d]", "[d]/([g])", "[d]/sqrt([g])", "[d]/([g])^{n}", "[d]*sqrt([g])",
    "[d]/(1 + ([g])^2)", "([g])*cos([g])*[d]", "([g])*e^([g])*[d]", "{c}*([g])^{n}*[d] + {k}*x",
)  # fmt: skip
"""Integrands by the chain rule backwards: g is the inside, d its derivative."""

INSIDES: Lines = (
    "x^2", "x^{n} + {k}", "{c}*x^2 + {k}", "sin(x)", "cos(x)", "e^x + {k}", "ln(x)", "x^2 + {c}*x", "e^({c}*x) + {k}", "sqrt(x)", "tan(x)",
)  # fmt: skip

INTEGRALS: Mapping[str, Lines] = {
    "power-rule-for-integrals": ("x^{m}", "{c}*x^{n}", "x^{m} + {k}*x", "{c}*x^{n} - {c2}*x + {k}", "x^{m} - {c}*x^{n} + {k}*x + {k2}"),
    "power-rule-for-integrals-of-roots-and-fractions": ("sqrt(x)", "1/x^{n}", "{c}*sqrt(x) + {k}", "{c}/x^{n} + sqrt(x)",
                                                        "x^{n}*sqrt(x)", "1/sqrt(x) + {k}*x^{n}"),
    "constant-multiple-of-an-integral": ("{c}*cos(x)", "{c}*e^x", "{c}*sin(x) + {k}*x^{n}", "{c}/x", "{c}*e^x - {c2}*x^{n} + {k}"),
    "sum-rule-for-integrals": ("x^{n} + cos(x)", "e^x - x^{n}", "{c}*sin(x) + {k}/x", "x^{n} + {c}*e^x - sin(x)",
                               "{c}*sqrt(x) + {k}*cos(x) - {c2}*x", "1/x + e^x", "{c}*x^{n} + {k}*sec(x)^2"),
    "integral-of-1-x": ("1/x", "{c}/x", "{c}/x + x^{n}", "1/x - e^x", "1/({c}*x + {k})", "(x^{n} + {k})/x"),
    "linear-substitution": ("sin({c}*x + {k})", "cos({c}*x)", "e^({c}*x)", "e^(-{c}*x)", "({c}*x + {k})^{m}", "1/({c}*x + {k})",
                            "sqrt({c}*x + {k})", "1/({c}*x + {k})^{n}", "{c}*e^({c2}*x) + {k}*x^{n}", "sin({c}*x) + cos({c2}*x)",
                            "e^({c}*x) + 1/(x + {k})", "x^{n} + sin({c}*x) - e^(-{c2}*x)"),
    "integration-by-parts": ("x*e^({c}*x)", "x*sin({c}*x)", "x*cos(x)", "ln({c}*x)", "x^{n}*ln(x)", "{c}*x*e^x", "atan(x)", "x*atan(x)",
                             "({c}*x + {k})*e^({c2}*x)", "({c}*x + {k})*cos({c2}*x)", "x^2*e^({c}*x)", "x^2*sin({c}*x)", "asin(x)",
                             "ln(x)^2", "sqrt(x)*ln(x)", "ln(x)/x^{n}", "x^3*e^x", "x^2*cos(x) + {k}*x", "(x^2 + {k})*e^({c}*x)"),
    "repeated-integration-by-parts": ("x^{m}*e^x", "x^{m}*e^({c}*x)", "x^3*sin(x)", "x^3*cos({c}*x)", "x^4*e^x", "(x^3 + {k})*e^x"),
    "exponential-times-sine-or-cosine": ("e^x*sin(x)", "e^x*cos({c}*x)", "e^({c}*x)*sin(x)", "e^(-x)*cos(x)", "{c}*e^x*sin(x) + {k}*x"),
    "products-of-sines-and-cosines-as-sums": ("sin({c}*x)*cos({c2}*x)", "sin({c}*x)*sin(x)", "cos({c}*x)*cos(x)",
                                              "{c2}*sin(x)*sin({c}*x) + {k}*x", "cos({c}*x)*cos({c2}*x)"),
    "even-powers-by-the-double-angle": ("sin(x)^2", "cos({c}*x)^2", "sin(x)^2*cos(x)^2", "cos(x)^4", "{c}*sin(x)^2 + {k}*x"),
    "tangent-beside-an-even-power-of-the-secant": ("sec(x)^4", "csc(x)^4", "{c}*sec(x)^4 + {k}*x", "sec({c}*x)^4",
                                                   "sin(x)^2/cos(x)^4", "tan(x)^2*sec(x)^4"),
    "reduction-for-powers-of-tan-and-cot": ("tan(x)^{n}", "cot(x)^{n}", "{c}*tan(x)^2", "tan(x)^{n} + {k}*x"),
    "reduction-for-powers-of-sec-and-csc": ("sec(x)^3", "sec({c}*x)^3", "csc(x)^3", "sec(x)^5", "{c}*sec(x)^3 + {k}*x"),
    "arctangent": ("1/(x^2 + {s})", "{c}/(x^2 + {s})", "1/(x^2 + {p})", "{c}/(x^2 + {s}) + x^{n}"),
    "arcsine": ("1/sqrt({s} - x^2)", "{c}/sqrt({s} - x^2)", "1/sqrt({s} - x^2) + {k}*x"),
    "complete-the-square": ("1/(x^2 + {c}*x + {s} + 30)", "1/(x^2 + 2*x + {p} + 1)", "{c}/(x^2 + 4*x + {p} + 4)", "1/(x^2 - 2*x + {p} + 1)"),
    "divide-the-polynomials": ("x^2/(x + {k})", "x^3/(x^2 + {p})", "(x^2 + {k})/(x + {k2})", "(x^3 + {k})/(x + {p})", "x/(x + {p})"),
    "trigonometric-substitution-with-a-sine": ("sqrt({s} - x^2)", "x^2/sqrt({s} - x^2)", "x^2*sqrt({s} - x^2)", "sqrt({s} - x^2)/x^2"),
    "trigonometric-substitution-with-a-tangent": ("1/(x^2 + {s})^(3/2)", "1/(x^2*sqrt(x^2 + {s}))", "sqrt(x^2 + {s})"),
    "substitution-for-a-root": ("sqrt(x)/(x + {p})", "1/(sqrt(x) + {p})", "e^(sqrt(x))", "1/(x + {c}*sqrt(x))", "sqrt(x)/(sqrt(x) + {p})"),
    "substitution-for-a-bracket": ("x*(x + {k})^{m}", "x*sqrt(x + {p})", "x/(x + {k})^{m}", "x/sqrt({c}*x + {p})"),
}  # fmt: skip

LIMITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "direct-substitution": (("x^{n} + {k}*x", "{c}"), ("(x^2 + {k})/(x + {p})", "{c}"), ("sqrt(x + {p})*x", "{c}"), ("e^x*cos(x)", "0"),
                            ("x*ln(x)", "1"), ("(x + {k})^{n}", "{c}")),
    "standard-limit-of-sine": (("sin({c}*x)/x", "0"), ("sin({c}*x)/({c2}*x)", "0"), ("x/sin({c}*x)", "0"), ("sin({c}*x)/sin({c2}*x)", "0"),
                               ("sin({c}*x)*cos(x)/x", "0"), ("sin({c}*x)^2/x^2", "0"), ("sin({c}*x)/(x^2 + {p}*x)", "0")),
    "standard-limit-of-cosine": (("(1 - cos({c}*x))/x^2", "0"), ("(cos({c}*x) - 1)/({c2}*x^2)", "0"), ("x^2/(1 - cos({c}*x))", "0"),
                                 ("(1 - cos({c}*x))/(x*sin(x))", "0")),
    "standard-limit-of-tangent": (("tan({c}*x)/x", "0"), ("x/tan({c}*x)", "0"), ("tan({c}*x)/sin({c2}*x)", "0"), ("tan({c}*x)/({c2}*x)", "0")),
    "standard-limit-of-exponential-function": (("(e^({c}*x) - 1)/x", "0"), ("(e^({c}*x) - 1)/({c2}*x)", "0"), ("x/(e^({c}*x) - 1)", "0"),
                                               ("(e^({c}*x) - 1)/sin({c2}*x)", "0"), ("(e^({c}*x) - e^x)/x", "0")),
    "standard-limit-of-logarithm": (("ln(1 + {c}*x)/x", "0"), ("ln(1 + {c}*x)/sin({c2}*x)", "0"), ("x/ln(1 + {c}*x)", "0"),
                                    ("ln(1 + {c}*x)/({c2}*x)", "0")),
    "definition-of-e": (("(1 + {k}/x)^x", "oo"), ("(1 + {c}/x)^({c2}*x)", "oo"), ("(1 + 1/({c}*x))^x", "oo"), ("(1 + {c}*x)^(1/x)", "0")),
    "squeeze-theorem": (("x^{n}*sin(1/x)", "0"), ("x^{n}*cos({c}/x)", "0"), ("sin({c}*x)/x^{n}", "oo"), ("cos(x)/(x + {p})", "oo"),
                        ("x^{n}*sin(1/x) + {k}", "0")),
    "divide-by-the-dominant-term": (("({c}*x^2 + {k}*x)/({c2}*x^2 + {k2})", "oo"), ("({c}*x + {k})/(x^2 + {p})", "oo"),
                                    ("({c}*x^3 + {k}*x)/({c2}*x^3 + {k2})", "oo"), ("({c}*x^2 + {k})/({c2}*x + {k2})", "oo"),
                                    ("sqrt({s}*x^2 + {k})/x", "oo"), ("({c}*e^x + {k})/(e^x + {k2})", "oo")),
    "order-of-growth": (("x^{n}/e^x", "oo"), ("ln(x)/x^{n}", "oo"), ("x^{n}*e^(-{c}*x)", "oo"), ("ln(x)/sqrt(x)", "oo"),
                        ("e^({c}*x)/x^{n}", "oo"), ("ln({c}*x)/x", "oo")),
    "lhopitals-rule": (("(e^x - 1 - x)/x^2", "0"), ("(x - sin(x))/x^3", "0"), ("(e^({c}*x) - 1 - {c}*x)/x^2", "0"), ("(x - ln(1 + x))/x^2", "0"),
                       ("(cos({c}*x) - cos({c2}*x))/x^2", "0"), ("(e^x - cos(x))/x", "0"), ("(x^{n} - 1)/ln(x)", "1"),
                       ("(e^({c}*x) - e^(-{c}*x))/sin(x)", "0"), ("(sin({c}*x) - {c}*x)/x^3", "0"), ("(x*cos(x) - sin(x))/x^3", "0"),
                       ("ln(x)/(x^{n} - 1)", "1"), ("(atan(x) - x)/x^3", "0")),
    "lhopitals-rule-for-a-product": (("x*(pi/2 - atan(x))", "oo"), ("x*(e^(1/x) - 1)", "oo"), ("x*ln(1 + {c}/x)", "oo"), ("x*sin({c}/x)", "oo")),
    "logarithm-of-a-power": (("(1 + sin({c}*x))^(1/x)", "0"), ("(e^x + {c}*x)^(1/x)", "0"), ("cos(x)^(1/x^2)", "0"), ("(1 + {c}*x)^({c2}/x)", "0")),
    "combine-the-logarithms": (("ln(x + {p}) - ln(x)", "oo"), ("ln({c}*x + {p}) - ln(x)", "oo"), ("x*(ln(x + {p}) - ln(x))", "oo")),
}  # fmt: skip
"""An expression, and where x goes."""
