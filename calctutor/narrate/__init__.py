"""How is a solution told? Nouns in, blocks out: the only prose of the program besides the rules' own."""
