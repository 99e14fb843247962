"""How long does a class take?  python -m tests.benchmarks.grade [--students 1000] [--workers 1,2]

Twenty questions of the kinds of `batch`, and students whose answers are right, wrong in ways that people are, in odd forms of
their own, unreadable, or missing. Measured is the command itself: wall clock, processor time of everything, largest process.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.batch import KINDS

QUESTIONS = 20
HEAD = 'schema = "calctutor-quiz/1"\ntitle = "A class"\npass = 50\n'


def numbers(k):
    n, a = 2 + k % 5, 2 + k % 7
    return {"n": n, "n1": n - 1, "m": n + 1, "a": a, "b": 2 * a, "c": 2 * a * n}


def quiz():
    """The file, and for each question its right and wrong answers."""
    text, known = HEAD, {}
    for k in range(QUESTIONS):
        kind, expression, options, right, wrong = KINDS[k % len(KINDS)]
        filled = [[one.format(**numbers(k)) for one in many] for many in ((expression,), right, wrong)]
        text += f'\n[[question]]\nid = "q{k + 1}"\nkind = "{kind}"\nexpression = "{filled[0][0]}"\n'
        text += "".join(f'{key} = "{value}"\n' for key, value in options.items())
        known[f"q{k + 1}"] = filled[1], filled[2]
    return text, known


def answer(dice, right, wrong):
    """One student's: half of the right ones are written in a form that nobody else has."""
    chance = dice.random()
    if chance < 0.05:
        return ""
    if chance < 0.08:
        return dice.choice(right)[:-1] + "("
    said = dice.choice(right if chance < 0.65 else wrong)
    own = dice.randint(2, 500)
    return f"{said} + {own} - {own}" if dice.random() < 0.5 and not said.startswith("(") else said


def handed_in(path, students, known):
    dice = random.Random(7)
    with path.open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["student", *known])
        for k in range(students):
            table.writerow([f"student {k + 1}", *(answer(dice, *known[name]) for name in known)])


def measured(folder, workers):
    """Wall clock, processor time and the largest memory of `quiz grade` with so many workers."""
    command = [sys.executable, "-m", "calctutor", "quiz", "grade", str(folder / "class.toml"), str(folder / "class.csv")]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [*command, "--workers", str(workers), "--report", f"csv={folder / 'book.csv'}"], capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr.decode()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, cpu, after.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--workers", default="1,2")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text, known = quiz()
        (folder / "class.toml").write_text(text)
        handed_in(folder / "class.csv", chosen.students, known)
        for workers in map(int, chosen.workers.split(",")):
            wall, cpu, most = measured(folder, workers)
            print(f"{chosen.students} students, {workers} workers: {wall:.1f} s, {cpu:.1f} s of processor, {most:.0f} MB")


if __name__ == "__main__":
    main()
