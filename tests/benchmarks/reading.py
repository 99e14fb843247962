"""How long does it take to read a line, and to refuse a hostile one? Run by hand: python tests/benchmarks/reading.py"""

from __future__ import annotations

import subprocess
import sys
import timeit

from calctutor.errors import StudentError
from calctutor.notation.reading import read

LINES = [
    "x^2*sin(3x)",
    "x**2*sin(x)",
    "2x cos(x) - x² sin x",
    "1/(1+e^(-x))",
    "σ(w₁x₁ + w₂x₂ + b)",
    "d/dx (x^2 + 1) = 2x",
    "∫_0^1 x e^x dx",
    r"\frac{x^2}{\sin x}",
    r"\int_0^1 x e^{x}\,dx",
]
REFUSED = [
    "x^2*sni(x)",
    "sinx",
    "x^2*sin(x",
    "9**9**9**9",
    "factorial(10**9)",
    "binomial(10^9,5)",
    "x^(10^10)",
    "e^(" * 60 + "9" + ")" * 60,
    "(" * 10_000,
    "-" * 1_900 + "x",
    "|" * 1_900,
    "q" * 1_900,
    "x" * 1_000_000,
]


def refused(line: str) -> str:
    try:
        read(line)
    except StudentError as error:
        return error.code
    return "read"


def microseconds(line: str) -> float:
    repeats = 2000 if len(line) < 100 else 5
    return min(timeit.repeat(lambda: refused(line), number=repeats, repeat=5)) / repeats * 1e6


def main() -> None:
    for line in LINES + REFUSED:
        shown = line if len(line) < 40 else f"{line[:16]}... ({len(line):,} characters)"
        print(f"{microseconds(line):10.1f} µs   {refused(line):18} {shown}")
    timed = "import time; start = time.perf_counter(); import calctutor.notation.reading; print(time.perf_counter() - start)"
    found = [float(subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True).stdout) for _ in range(7)]
    print(f"{min(found) * 1e3:10.1f} ms   import of calctutor.notation.reading")


if __name__ == "__main__":
    main()
