"""How do people get a random variable wrong? Importing this enters all that is known, the more telling mistakes first."""

from __future__ import annotations

from calctutor.mistakes.probability import densities as densities  # isort: skip
from calctutor.mistakes.probability import moments as moments  # isort: skip
from calctutor.mistakes.probability import parameters as parameters  # isort: skip
from calctutor.mistakes.probability import places as places  # isort: skip
from calctutor.mistakes.probability import shapes as shapes  # isort: skip
from calctutor.mistakes.probability import joint as joint  # isort: skip
from calctutor.mistakes.probability import estimates as estimates  # isort: skip
from calctutor.mistakes.probability import laws as laws  # isort: skip
from calctutor.mistakes.probability import changes as changes  # isort: skip
from calctutor.mistakes.probability import whatever as whatever  # isort: skip
from calctutor.mistakes.probability.looking import SLIPS, Chance  # isort: skip

__all__ = ["SLIPS", "Chance"]
