"""The textbook on limits: importing this package enters its rules into the rulebook, in the order in which they are tried."""

from calctutor.rules.limits import algebraic, indeterminate, laws, sides, squeezing, standard

__all__ = ["algebraic", "indeterminate", "laws", "sides", "squeezing", "standard"]
