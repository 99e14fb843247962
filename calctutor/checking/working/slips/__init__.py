"""Why is a line of a working wrong? One file a way."""
