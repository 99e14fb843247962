"""How long does a command take, against what it cannot do without? Run by hand: `python tests/benchmarks/startup.py
[runs]`.

The program is compiled first, as an installation leaves it. Every command is run in turn with the others, so that whatever
else the machine is doing falls on all alike; the fastest run of each is compared. The references are a typer program that
does nothing, and sympy doing the same derivative without any steps.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import calctutor

IDLE = "import typer\napp = typer.Typer(rich_markup_mode=None)\n@app.command()\ndef idle() -> None: pass\napp()\n"
SYMPY = "from sympy import *; x=Symbol('x'); print(pretty(diff(x**2*sin(x))))"
CALCTUTOR = [sys.executable, "-m", "calctutor"]

ROWS = (
    # what is run, its arguments, the reference, the most that it may take of that
    ("--help", ["--help"], "typer", 1.5),
    ("--version", ["--version"], "typer", 1.5),
    ("usage error", ["diff", "x", "--wtr", "x"], "typer", 1.5),
    ("reading error", ["diff", "sinx"], "typer", 1.5),
    ("diff, plain", ["diff", "x**2*sin(x)", "--format", "plain"], "sympy", 0.8),
    ("diff, panels", ["diff", "x**2*sin(x)"], "sympy", 0.8),
)


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def echo_seconds() -> float:
    """Until the first line of a worked derivative, the problem as it was read, is on the screen."""
    start = time.perf_counter()
    with subprocess.Popen([*CALCTUTOR, "diff", "x**2*sin(x)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        passed = time.perf_counter() - start
        process.stdout.read()
    return passed


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    compileall.compile_dir(str(Path(calctutor.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        idle = Path(folder) / "idle.py"
        idle.write_text(IDLE)
        references = {"typer": [sys.executable, str(idle)], "sympy": [sys.executable, "-c", SYMPY]}
        best: dict[str, float] = {}
        for _ in range(runs):
            timed = {name: seconds(command) for name, command in references.items()}
            timed |= {name: seconds([*CALCTUTOR, *arguments]) for name, arguments, _, _ in ROWS}
            timed["echo on the screen"] = echo_seconds()
            best = {name: min(best.get(name, 1e9), value) for name, value in timed.items()}
    for name, _, reference, most in (*ROWS, ("echo on the screen", [], "sympy", 0.25)):
        ratio = best[name] / best[reference]
        print(f"{name:20} {best[name] * 1000:6.0f} ms   {ratio:.2f} of {reference:6} (at most {most})")
    print("references: " + ", ".join(f"{name} {best[name] * 1000:.0f} ms" for name in references))


if __name__ == "__main__":
    main()
