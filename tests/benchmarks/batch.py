"""How fast is `check batch`?  python -m tests.benchmarks.batch [--rows 10000] [--workers 1,2] [--flat 100000] [--profile]

Rows are drawn with a seed: typical homework of several kinds, 60 % right, the rest wrong in ways that people are, some of them
unreadable; many answer the same questions. Measured are rows a second, processor time, and the memory of this process and of
its workers. `--flat N` reads N trivial rows and shows that the memory of this process does not grow. `--profile` says where one
process spends its time.
"""

import argparse
import cProfile
import json
import pstats
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from calctutor.checking.batch import check_row, check_rows
from calctutor.checking.crew import Crew
from calctutor.checking.rows import read_rows

# kind, question, options, right answers (as different people write them), wrong answers
KINDS = (
    ("diff", "x^{n}*sin({a}x)", {},
     ("{n}x^{n1} sin({a}x) + {a}x^{n} cos({a}x)", "x^{n1}*({n}sin({a}x) + {a}x*cos({a}x))"),
     ("{n}x^{n1}*cos({a}x)", "{n}x^{n1} sin({a}x) + x^{n} cos({a}x)", "{n}x^{n1} sin({a}x) - {a}x^{n} cos({a}x)")),
    ("diff", "({a}x^2 + 1)^{n}", {},
     ("{n}*({a}x^2+1)^{n1}*{b}x", "{c}x({a}x^2+1)^{n1}"),
     ("{n}*({a}x^2+1)^{n1}", "{n}*({b}x)^{n1}", "({b}x)^{n}")),
    ("diff", "ln({a}x)/x", {},
     ("(1 - ln({a}x))/x^2", "1/x^2 - ln({a}x)/x^2"),
     ("(ln({a}x) - 1)/x^2", "1/x", "1/({a}x^2)")),
    ("integrate", "cos({a}x)", {},
     ("sin({a}x)/{a} + C", "1/{a} sin({a}x) + C"),
     ("sin({a}x) + C", "{a} sin({a}x) + C", "-sin({a}x)/{a} + C")),
    ("integrate", "x^{n} + 1/x", {},
     ("x^{m}/{m} + ln|x| + C", "ln(x) + x^{m}/{m} + C"),
     ("{n}x^{n1} - 1/x^2 + C", "x^{m} + ln|x| + C")),
    ("integrate", "x*e^({a}x)", {},
     ("x e^({a}x)/{a} - e^({a}x)/{a}^2 + C",),
     ("x^2/2 e^({a}x) + C", "x e^({a}x) - e^({a}x) + C")),
    ("integrate", "{a}x^{n}", {"from": "0", "to": "1"}, ("{a}/{m}",), ("{a}", "{a}/{n}")),
    ("partial", "x^{n}*y + sin({a}x*y)", {"wrt": "x"},
     ("{n}x^{n1} y + {a}y cos({a}x*y)",),
     ("{n}x^{n1} y + cos({a}x*y)", "x^{n} + {a}x cos({a}x*y)")),
    ("gradient", "{a}x^2*y + y^{n}", {},
     ("({b}x*y, {a}x^2 + {n}y^{n1})",),
     ("({a}x^2 + {n}y^{n1}, {b}x*y)", "({b}x*y, {a}x^2)")),
    ("implicit", "x^2 + {a}y^2 = 25", {}, ("-x/({a}y)",), ("-{a}y/x", "x/({a}y)", "-2x")),
    ("limit", "sin({a}x)/x", {"at": "x=0"}, ("{a}",), ("1", "0")),
)  # fmt: skip


def rows(count, seed=7, fresh=0.2):
    """`count` rows, of which a part asks a question with new numbers and the rest those of a class of forty questions."""
    dice = random.Random(seed)
    numbers = [(n, a) for n in range(2, 7) for a in range(2, 9)]
    for k in range(count):
        kind, question, options, right, wrong = dice.choice(KINDS)
        n, a = dice.choice(numbers) if dice.random() < fresh else dice.choice(numbers[:4])
        parts = {"n": n, "n1": n - 1, "m": n + 1, "a": a, "b": 2 * a, "c": 2 * a * n}
        chance = dice.random()
        answer = dice.choice(right if chance < 0.6 else wrong)
        text = answer.format(**parts) if chance < 0.98 else "2x + (" + answer.format(**parts)
        if 0.6 <= chance < 0.75:
            text += dice.choice((" + 1", " + x", " - x^2", " * 2", " + 2x", "/3", " + sin(x)"))
        yield {"id": k, "kind": kind, "question": question.format(**parts), "answer": text, **options}


def megabytes(who=resource.RUSAGE_SELF):
    return resource.getrusage(who).ru_maxrss / 1024


def processor(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measured(many, workers, seconds=10):
    """Wall-clock and processor seconds, and how many rows of each verdict."""
    counted, start = {}, time.perf_counter()
    here, there = processor(resource.RUSAGE_SELF), processor(resource.RUSAGE_CHILDREN)
    crew = Crew(workers, seconds)
    for verdict in check_rows(many, crew, seconds=seconds):
        counted[verdict["verdict"]] = counted.get(verdict["verdict"], 0) + 1
    crew.shutdown(wait=True)
    wall = time.perf_counter() - start
    return wall, processor(resource.RUSAGE_SELF) - here, processor(resource.RUSAGE_CHILDREN) - there, counted


def table(count, sizes):
    many = list(rows(count))
    print(f"{count:,} rows, {len({row['question'] for row in many})} questions, "
          f"{len({(row['question'], row['answer']) for row in many}):,} different rows")  # fmt: skip
    for size in sizes:
        wall, here, there, counted = measured(many, size)
        print(
            f"workers {size}: {wall:6.1f} s, {count / wall:7.0f} rows/s; processor {here:.1f} s here, {there:.1f} s in workers"
        )
        print(f"    memory: {megabytes():.0f} MB here, largest worker {megabytes(resource.RUSAGE_CHILDREN):.0f} MB; {counted}")


def flat(count):
    """Trivial rows from a file: the memory after every tenth of them."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.jsonl"
        with source.open("w") as out:
            for k in range(count):
                out.write(
                    json.dumps({"id": k, "kind": "diff", "question": f"{k % 977}x^2", "answer": f"{2 * (k % 977)}x + 0*{k}"})
                    + "\n"
                )
        seen, start = [], time.perf_counter()
        with source.open() as stream:
            for number, _ in enumerate(check_rows(read_rows(stream), workers=1), 1):
                if number % (count // 10) == 0:
                    seen.append(f"{resident():.0f}")
        print(f"{count:,} trivial rows in {time.perf_counter() - start:.0f} s; resident MB after each tenth: {' '.join(seen)}")


def resident():
    """Megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def profiled(count):
    """One process, everything in it."""
    many = list(rows(count))
    check_row(many[0])
    profile = cProfile.Profile()
    profile.enable()
    for row in many:
        check_row(row)
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--workers", default="1,2")
    options.add_argument("--flat", type=int, default=0)
    options.add_argument("--profile", action="store_true")
    given = options.parse_args()
    if given.profile:
        profiled(given.rows)
    elif given.flat:
        flat(given.flat)
    else:
        table(given.rows, [int(size) for size in given.workers.split(",")])
