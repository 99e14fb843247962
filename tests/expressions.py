"""Random expressions for property tests, as text, together with an independent way to differentiate them."""

from hypothesis import strategies as st

NUMBERS = st.sampled_from(["2", "3", "5", "1/2", "2/3", "7"])
LEAVES = st.one_of(st.just("x"), st.just("x"), NUMBERS)
FUNCTIONS = (
    "sin", "cos", "tan", "exp", "ln", "sqrt", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "sec", "csc",
    "cot",
    "sigmoid", "softplus", "abs", "erf", "relu", "cbrt", "sech", "coth", "acosh",
)  # fmt: skip


def _grow(inner):
    return st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} - {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})*({p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})/({p[1]})"),
        st.tuples(inner, st.sampled_from(["2", "3", "(-1)", "(1/2)", "4"])).map(lambda p: f"({p[0]})^{p[1]}"),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(lambda p: f"{p[0]}({p[1]})"),
        inner.map(lambda e: f"2^({e})"),
        st.tuples(inner, inner).map(lambda p: f"(1 + x^2 + ({p[0]})^2)^({p[1]})"),
    )


EXPRESSIONS = st.recursive(LEAVES, _grow, max_leaves=7)
"""Compositions of everything elementary, in the student's notation."""
