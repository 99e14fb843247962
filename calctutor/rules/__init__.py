"""The textbook: importing this package enters every rule into the rulebook."""

from calctutor.rules import alternatives, derivative_table, derivatives, kinks

__all__ = ["alternatives", "derivative_table", "derivatives", "kinks"]
