"""How is an antiderivative found? A file a technique; the order of the imports is the order in which the rules are tried."""
