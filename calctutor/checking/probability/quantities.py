"""Which quantities of a random variable can be checked, and which one is asked?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from calctutor.errors import StudentError

if TYPE_CHECKING:
    from calctutor.checking.tasks import Options


class Quantity(NamedTuple):
    """How a quantity is spoken of; `about` says whether one law, a joint density, two laws or something else is asked."""

    noun: str
    about: str = "law"


QUANTITIES: dict[str, Quantity] = {
    "mass": Quantity("the total mass", "either"),
    "constant": Quantity("the constant", "either"),
    "density": Quantity("the density", "either"),
    "cdf": Quantity("F"),
    "between": Quantity("the probability"),
    "expect": Quantity("the expected value", "either"),
    "mean": Quantity("the mean", "either"),
    "variance": Quantity("the variance", "either"),
    "deviation": Quantity("the standard deviation", "either"),
    "median": Quantity("F at the median"),
    "quantile": Quantity("F at the quantile"),
    "mode": Quantity("the mode"),
    "mgf": Quantity("M"),
    "entropy": Quantity("the entropy"),
    "marginal": Quantity("the marginal density", "joint"),
    "conditional": Quantity("the conditional density", "joint"),
    "independence": Quantity("the answer", "joint"),
    "covariance": Quantity("the covariance", "joint"),
    "correlation": Quantity("the correlation", "joint"),
    "estimate": Quantity("the estimate", "sample"),
    "kl": Quantity("the divergence", "two"),
    "cross-entropy": Quantity("the cross-entropy", "two"),
    "transform": Quantity("the density of Y"),
    "reward": Quantity("the discounted reward", "reward"),
}
"""What `--what` may be."""

ALIASES = {
    "normalizer": "constant", "normaliser": "constant", "normalising-constant": "constant", "normalizing-constant": "constant",
    "pdf": "density", "distribution": "cdf", "probability": "between", "expectation": "expect", "var": "variance",
    "sd": "deviation", "std": "deviation", "standard-deviation": "deviation", "independent": "independence",
    "cov": "covariance", "corr": "correlation", "mle": "estimate", "likelihood": "estimate", "divergence": "kl",
    "cross_entropy": "cross-entropy", "change-of-variables": "transform",
}  # fmt: skip
FUNCTIONS = ("density", "cdf", "marginal", "conditional", "transform", "mgf")
"""What is a function, and no number."""
REACHED = ("median", "quantile")
"""What is looked for: F there is known, and the place is not."""
NO_SUMS = ("cdf", "median", "quantile", "mode", "density", "transform")
"""What is asked only where the value is no whole number."""


def asked_of(options: Options) -> str:
    """Which quantity is asked: `--what`, or what the other options say. Raises `StudentError`."""
    word = (options.what or "").strip().lower().replace(" ", "-")
    word = ALIASES.get(word, word)
    if not word:
        said = {"between": options.between, "expect": options.expect, "quantile": options.quantile,
                "transform": options.transform, "estimate": options.data}  # fmt: skip
        word = next((quantity for quantity, value in said.items() if value), "")
    if word not in QUANTITIES:
        reason = f"{word} is no quantity that can be checked" if word else "what is asked of this random variable?"
        raise StudentError("quantity", reason, remedy="--what " + ", ".join(QUANTITIES))
    return word
