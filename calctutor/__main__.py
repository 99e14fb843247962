"""Where does the program start?"""

from __future__ import annotations

import gc
import sys

DEEPEST = 20_000
"""Expressions may be nested a hundred deep, and several calls deal with each level."""


def main() -> None:
    """Run the command line. Nothing is collected while modules are imported: there is nothing to collect, and it takes a
    tenth of the time.
    """
    gc.disable()
    sys.setrecursionlimit(DEEPEST)
    from calctutor.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
