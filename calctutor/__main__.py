"""Where does the program start?"""

from __future__ import annotations

import gc
import os
import sys

DEEPEST = 20_000
"""Expressions may be nested a hundred deep, and several calls deal with each level."""


def main() -> None:
    """Run the command line. Nothing is collected while modules are imported: there is nothing to collect, and it takes
    a tenth of the time.
    """
    gc.disable()
    sys.setrecursionlimit(DEEPEST)
    from calctutor.cli.app import run

    code = run(sys.argv[1:])
    if "multiprocessing" in sys.modules:
        from calctutor.cli.worker import stop_all

        stop_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking the interpreter apart piece by piece would cost a reader some hundredths of a second


if __name__ == "__main__":
    main()
