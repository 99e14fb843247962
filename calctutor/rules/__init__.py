"""The textbook. Each module enters its rules into the rulebook, which loads it when its kind of question is first asked."""
