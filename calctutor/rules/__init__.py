"""The textbook. Each module enters its rules into the rulebook, which loads the modules of a kind of question when it is first asked."""
