"""One file a command: parse, ask, show. No calculus here, and nothing heavy is imported before the text has been read."""
