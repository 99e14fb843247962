"""The textbook on limits. The order in which the modules are tried stands in the rulebook."""
