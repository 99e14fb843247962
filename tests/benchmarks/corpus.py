"""How many integrals of a collection are worked, how well, and how fast?

    python -m tests.benchmarks.corpus FILE... [--source stewart] [--jobs 2] [--seconds 10] [--every 1] [--failed] [--id ...]

A file holds one JSON object a line: `id`, `source`, `integrand`, `variable`. Each problem runs in a process that is
ended when its time is over. Its seconds are those that a processor worked for it, so that a busy machine measures what
an idle one does. An answer is judged by differentiating it numerically with mpmath at real points on both sides of 0,
small and large, and for two sets of values of its other letters for which the integrand is real somewhere; nothing of
the program is used for that but the text of its answer.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import time
from multiprocessing.connection import wait
from pathlib import Path

KEPT_EVERY = 60
"""After so many rows the results are kept, so that a run that is ended early has not been for nothing."""

KEPT = Path(__file__).parent / "results" / "corpus.json"
OUTCOMES = ("complete", "answered", "wrong", "undecided", "no answer", "out of time", "crash")


def work(row, sender):
    """One problem from text to judged answer, in a process of its own."""
    os.nice(5)
    try:
        from calctutor.engines.integral import integrate
        from calctutor.errors import StudentError
        from calctutor.notation.reading import read
        from calctutor.notation.writing import python, text
        from calctutor.steps import every_step

        try:
            solution = integrate(read(row["integrand"], [row["variable"], *_letters(row["integrand"])]), row["variable"])
        except StudentError as refused:
            sender.send({"outcome": "no answer", "why": refused.code, "seconds": worked()})
            return
        seconds = worked()
        steps = every_step(solution.steps)
        weak = [step.rule for step in steps if step.holds not in ("proved", "agrees")]
        judged = judge(row, python(solution.answer), [solution.about["constant"]])
        outcome = judged or ("complete" if solution.complete and not weak else "answered")
        sender.send(
            {"outcome": outcome, "seconds": seconds, "steps": len(steps), "weak": weak, "answer": text(solution.answer)}
        )
    except Exception as error:
        import traceback

        sender.send({"outcome": "crash", "why": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()[-600:],
                     "seconds": worked()})  # fmt: skip


def worked():
    """The seconds that a processor has worked for this process and for those that it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


POINTS = [s * p for p in (0.13, 0.31, 0.52, 0.77, 0.93, 1.21, 1.83, 2.41, 3.6, 4.7, 8.3, 31.0) for s in (1, -1)]
VALUES = ([0.7, 1.3, 0.9, 1.7, 0.6, 2.1], [1.9, 0.8, 1.2, 0.55, 1.5, 0.65], [8.5, 0.3, 0.6, 0.4, 0.7, 0.2],
          [0.4, 0.7, 0.3, 9.5, 6.5, 0.8], [9.1, 0.2, 0.3, 0.1, 7.3, 0.4], [0.2, 5.3, 0.6, 8.7, 0.3, 0.5])  # fmt: skip
"""Of the letters in alphabetical order; the later ones for integrands that are real nowhere for the first."""


def judge(row, answer, constants):
    """`wrong` when the slope of the answer is not the integrand somewhere, `undecided` when nowhere could be looked,
    else nothing.
    """
    import mpmath
    import sympy
    from sympy.parsing.sympy_parser import parse_expr

    letters = {
        name: sympy.Symbol(name)
        for name in _names(row["integrand"]) | _names(answer)
        if not hasattr(sympy, name) or len(name) == 1
    }
    letters |= {"E": sympy.E, "pi": sympy.pi} | ({"e": sympy.E} if row["variable"] != "e" else {})
    f, F = parse_expr(row["integrand"], local_dict=letters), parse_expr(answer, local_dict=letters)
    F = F.subs({sympy.Symbol(c): 0 for c in constants})
    x = sympy.Symbol(row["variable"])
    if F.has(sympy.Integral):
        return "answered"  # a reduction formula: true, but an integral is left
    others = sorted((f.free_symbols | F.free_symbols) - {x}, key=str)
    seen = sets = 0
    for values in VALUES if others else VALUES[:1]:
        before = seen
        given = dict(zip(others, map(sympy.Rational, map(str, values * 3)), strict=False))
        g, G = (sympy.lambdify(x, e.subs(given), "mpmath") for e in (f, F))
        for point in POINTS:
            with mpmath.workdps(80):
                try:
                    a = mpmath.mpmathify(g(mpmath.mpf(point)))
                    if not mpmath.isfinite(a) or abs(mpmath.im(a)) > 1e-12 * abs(a) or abs(a) > 1e12:
                        continue
                    b = mpmath.diff(G, mpmath.mpf(point))
                except (ArithmeticError, ValueError, TypeError, NotImplementedError):
                    continue
                if not mpmath.isfinite(b):
                    continue
                seen += 1
                if abs(a - b) > 1e-7 * (1 + abs(a)):
                    return "wrong"
        sets += seen > before
        if sets == 2:
            break
    return "" if seen else "undecided"


def _letters(text):
    """Names of several letters that are no functions: `eps` is one parameter."""
    import sympy

    return sorted(name for name in _names(text) if len(name) > 1 and not hasattr(sympy, name))


def _names(text):
    import re

    return set(re.findall(r"[A-Za-z_]\w*\b(?!\s*\()", text))


def run(rows, jobs, seconds):
    """Every row with its outcome, in order; at most `jobs` at a time."""
    import calctutor.engines.integral  # noqa: F401  (loaded once, before the processes are split off)
    from calctutor.rulebook import rules_for

    rules_for("I")
    context = multiprocessing.get_context("fork")
    waiting, running, found = list(rows), {}, {}
    while waiting or running:
        while waiting and len(running) < jobs:
            row = waiting.pop(0)
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=work, args=(row, sender), daemon=True)
            process.start()
            sender.close()
            running[receiver] = (row, process, time.monotonic())
        ready = wait(list(running), timeout=0.2)
        for receiver in list(running):
            row, process, started = running[receiver]
            # The judge has some time of its own, and a busy machine is given more.
            late = time.monotonic() - started > 4 * seconds + 6
            if receiver not in ready and not late:
                continue
            found[row["id"]] = (
                _received(receiver, seconds) if receiver in ready else {"outcome": "out of time", "seconds": seconds}
            )
            process.kill()
            process.join()
            del running[receiver]
            sys.stderr.write(f"\r{len(found)}/{len(rows)}")
            sys.stderr.flush()
    sys.stderr.write("\n")
    return found


def _received(receiver, seconds):
    try:
        result = receiver.recv()
    except EOFError:
        return {"outcome": "crash", "why": "ended", "seconds": 0}
    return {"outcome": "out of time", "seconds": seconds} if result["seconds"] > seconds else result


def table(rows, found):
    sources = sorted({row["source"] for row in rows})
    print(f"{'source':12}{'rows':>6}" + "".join(f"{name:>13}" for name in OUTCOMES) + f"{'median s':>10}")
    for source in [*sources, "all"]:
        mine = [found[row["id"]] for row in rows if source in (row["source"], "all")]
        counts = [sum(r["outcome"] == name for r in mine) for name in OUTCOMES]
        shown = "".join(f"{n:6}{100 * n / len(mine):6.1f}%" for n in counts)
        print(f"{source:12}{len(mine):6}{shown}{statistics.median(r['seconds'] for r in mine):10.2f}")


def compare(found):
    """What changed since the results that were kept."""
    old = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for name, result in found.items():
        before = old.get(name, {}).get("outcome")
        if before and before != result["outcome"]:
            print(f"{name}: {before} -> {result['outcome']}")
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(old | found, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--source", action="append")
    parser.add_argument("--id", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--failed", action="store_true", help="only what was not complete the last time")
    options = parser.parse_args()
    rows = [json.loads(line) for file in options.files for line in file.read_text().splitlines() if line.strip()]
    rows = [
        r for r in rows if (not options.source or r["source"] in options.source) and (not options.id or r["id"] in options.id)
    ]
    if options.failed and KEPT.exists():
        kept = json.loads(KEPT.read_text())
        rows = [r for r in rows if kept.get(r["id"], {}).get("outcome") != "complete"]
    rows = rows[:: options.every]
    found = {}
    for start in range(0, len(rows), KEPT_EVERY):
        some = rows[start : start + KEPT_EVERY]
        new = run(some, options.jobs, options.seconds)
        compare(new)
        found |= new
    for row in rows:
        if found[row["id"]]["outcome"] != "complete":
            result = found[row["id"]]
            print(
                f"{result['outcome']:12}{row['id']:16}{row['integrand']}  {result.get('why', '')} "
                f"{' '.join(result.get('weak', []))}"
            )
    table(rows, found)


if __name__ == "__main__":
    main()
