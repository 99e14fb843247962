"""The textbook: importing this package enters every rule into the rulebook."""

from calctutor.rules import derivative_table, derivatives, kinks

__all__ = ["derivative_table", "derivatives", "kinks"]
