"""How fast and how reliable are the balls? `python -m tests.benchmarks.balls [PAIRS.jsonl]`; a row is {"a", "b", "equal"}.

Without a file the program's own table of verdicts is used.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calctutor.balls import compare
from calctutor.notation.reading import read

TABLE = Path(__file__).parent.parent / "tables" / "equality.toml"

STEPS = [
    ("D(sin(x), x)", "cos(x)"),
    ("D(x^3, x)", "3x^2"),
    ("D(x^2*sin(x), x)", "D(x^2, x)*sin(x) + x^2*D(sin(x), x)"),
    ("D(sin(x^2), x)", "cos(x^2)*D(x^2, x)"),
]


def pairs(arguments: list[str]) -> list[dict[str, Any]]:
    if arguments:
        return [json.loads(line) for line in Path(arguments[0]).read_text().splitlines()]
    rows = tomllib.loads(TABLE.read_text())["row"]
    return [{**row, "equal": row["verdict"] == "equal"} for row in rows if row["verdict"] != "undecided"]


def best(action: Callable[[], Any], repeats: int = 5) -> float:
    """The shortest time in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    rows = pairs(sys.argv[1:])
    trees = [(read(row["a"]), read(row["b"])) for row in rows]
    verdicts = [compare(a, b) for a, b in trees]
    false_accepts = [row for row, v in zip(rows, verdicts, strict=True) if v.equal and not row["equal"]]
    false_rejects = [row for row, v in zip(rows, verdicts, strict=True) if v.kind == "different" and row["equal"]]
    for row in (*false_accepts, *false_rejects):
        print("WRONG:", row)
    print(f"{len(rows)} pairs: {dict(Counter(v.kind for v in verdicts))}")
    print(f"false accepts {len(false_accepts)}, false rejects {len(false_rejects)}")
    reading = best(lambda: [(read(row["a"]), read(row["b"])) for row in rows])
    comparing = best(lambda: [compare(a, b) for a, b in trees])
    print(f"reading {reading / len(rows) * 1e6:.0f} us a pair, comparing {comparing / len(rows) * 1e6:.0f} us a pair")
    print(f"{len(rows) / comparing:.0f} pairs/s from trees, {len(rows) / (reading + comparing):.0f} pairs/s from text")
    for before, after in STEPS:
        a, b = read(before), read(after)
        print(f"step {before} = {after}: {best(lambda a=a, b=b: compare(a, b), 50) * 1e6:.0f} us")  # type: ignore[misc]


if __name__ == "__main__":
    main()
