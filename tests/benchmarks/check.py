"""How good and how fast is `check`?  python -m tests.benchmarks.check DIRECTORY [--quick]

DIRECTORY holds `equality.jsonl` (a, b, equal) and `mistakes.jsonl` (id, op, problem, correct, wrong): problems that are no
part of the project. What is measured: false verdicts on pairs, decided pairs a second, wrong answers accepted, mistakes named
as they should be (or by an equivalent listed here), and the times of whole processes.
"""

import compileall
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import calctutor
from calctutor.checking.answer import judge
from calctutor.checking.diagnosis import diagnose
from calctutor.checking.tasks import Options, read_answer, read_task
from calctutor.errors import StudentError

NAMES = {
    "D01": "inner-derivative-missing", "D02": "derivative-inside-the-function", "D03": "derivative-inside-the-function",
    "D04": "inner-derivative-missing", "D05": "product-of-derivatives", "D06": "product-rule-with-each-its-own",
    "D07": "sum-rule-on-a-product", "D08": "product-rule-second-term-missing", "D09": "quotient-of-derivatives",
    "D10": "quotient-rule-reversed", "D11": "quotient-rule-with-plus", "D12": "quotient-rule-bottom-not-squared",
    "D13": "quotient-rule-over-top-squared", "D14": "power-rule-on-an-exponential", "D15": "power-rule-on-exp",
    "D16": "ln-of-the-base-forgotten", "D17": "power-not-lowered", "D18": "power-raised", "D19": "power-not-brought-down",
    "D20": "coefficient-and-exponent-added", "D21": "power-raised", "D22": "root-as-a-plain-factor", "D23": "constant-kept",
    "D24": "constant-factor-lost", "D25": "named-constant-differentiated", "D26": "sign-of-cos", "D27": "sign-of-sin",
    "D28": "power-integrated integrated-instead", "D29": "inside-forgotten-in-the-outer-part", "D30": "tan-sec",
    "D31": "inner-derivative-missing", "D32": "derivative-inside-the-function", "D33": "inner-derivative-missing",
    "D34": "function-spread-over-a-sum", "D35": "inner-derivative-missing", "D36": "inner-derivative-missing",
    "D37": "arcsin-as-reciprocal inverse-as-reciprocal", "D38": "stopped-too-early", "D39": "second-derivative-as-square",
    "D40": "inner-derivative-missing", "D41": "implicit-y-prime-missing", "D42": "implicit-upside-down",
    "D44": "log-power-rule",
    "D45": "log-exponential-rule", "D46": "function-spread-over-a-sum power-spread-over-a-sum", "D47": "sum-sign-lost",
    "D48": "integral-chain-factor integral-chain-factor-upper", "D49": "absolute-value-dropped square-of-a-root",
    "P01": "other-variable-differentiated all-partials-multiplied", "P02": "product-rule-on-a-constant", "P03": "constant-kept",
    "P04": "term-without-the-variable-differentiated", "P05": "constant-factor-lost other-variable-factor-lost",
    "P06": "inner-derivative-missing", "P07": "inner-derivative-by-the-other-variable", "P08": "other-variable",
    "P09": "mixed-partial-by-one-variable", "P10": "power-rule-on-an-exponential", "P11": "point-put-in-too-early",
    "C01": "path-missing", "C02": "paths-multiplied", "C03": "rates-missing",
    "I01": "missing-constant", "I02": "numeric-constant", "I03": "constant-multiplied", "I04": "two-constants odd-constant",
    "I05": "differentiated-instead", "I06": "inner-coefficient-not-divided", "I07": "inner-coefficient-multiplied",
    "I08": "power-not-divided", "I09": "power-divided-by-old-exponent", "I10": "power-rule-at-minus-one", "I11": "ln-abs",
    "I12": "ln-abs", "I13": "reciprocal-as-logarithm-of-the-bottom", "I14": "reciprocal-power-as-logarithm",
    "I15": "product-of-integrals", "I16": "quotient-of-integrals", "I17": "sign-of-integral-of-sin",
    "I18": "sign-of-integral-of-cos", "I19": "divided-by-the-inner-derivative", "I20": "substitution-factor",
    "I21": "answer-left-in-u", "I22": "bounds-not-changed", "I23": "bounds-reversed", "I24": "left-unevaluated",
    "I25": "constant-on-a-definite-integral", "I26": "parts-with-plus", "I27": "parts-second-integral-dropped",
    "I28": "coefficient-of-integrand-lost", "I29": "constant-integrated-to-itself", "I30": "power-rule-for-exponential",
    "I31": "differentiated-instead", "I32": "tan-by-sec-squared differentiated-instead", "I33": "across-a-pole",
    "I35": "arctan-scale-lost", "I36": "power-rule-on-a-function", "I37": "inner-coefficient-not-divided",
    "I38": "coefficient-on-the-first-term-only", "I39": "minus-of-integrand-lost",
    "G01": "gradient-summed", "G02": "gradient-swapped", "G03": "not-evaluated-at-the-point", "G04": "direction-not-normalised",
    "G05": "gradient-negative", "G06": "gradient-as-normal", "G07": "directional-as-vector",
    "H01": "hessian-squares-on-diagonal", "H02": "hessian-off-diagonal-zero", "H03": "hessian-outer-product",
    "H04": "hessian-not-symmetric", "O01": "ascent-instead-of-descent", "O02": "learning-rate-forgotten",
    "O03": "sequential-update", "O04": "value-used-as-gradient", "O05": "gradient-not-reevaluated",
    "L02": "minus-not-distributed", "L03": "terms-cancelled", "L04": "root-spread-over-a-sum",
    "L05": "logarithm-spread-over-a-sum", "L06": "fractions-added-crosswise",
}  # fmt: skip
"""Rows of the file -> the ids here that say the same."""

OPERATIONS = (
    (r"diff x(?: (\d))?", lambda m: ("diff", {"wrt": "x", "order": int(m[1] or 1)})),
    (r"partial (\w)(?: at \((.*)\))?", lambda m: ("partial", {"wrt": m[1], "at": m[2]})),
    (r"mixed (\w) (\w)", lambda m: ("partial", {"wrt": f"{m[1]},{m[2]}"})),
    (r"chain (\w)", lambda m: ("chain", {"wrt": m[1]})),
    (r"implicit.*", lambda _: ("implicit", {})),
    (r"integrate x", lambda _: ("integrate", {"wrt": "x"})),
    (r"definite", lambda _: ("integrate", {"wrt": "x"})),
    (r"(?:gradient|ascent)(?: at \((.*)\))?", lambda m: ("gradient", {"at": m[1]})),
    (r"directional \((.*)\) at \((.*)\)", lambda m: ("directional", {"direction": m[1], "at": m[2]})),
    (r"hessian", lambda _: ("hessian", {})),
    (r"gd (2 steps )?eta=(\S+) from \((.*)\)",
     lambda m: ("descend-step", {"rate": m[2], "at": m[3], "order": 2 if m[1] else 1})),
    (r"derivation", lambda _: ("same", {})),
)  # fmt: skip


def asked(row):
    """The kind, the question and the options of a row, or None when nothing here checks such a thing."""
    for pattern, build in OPERATIONS:
        if found := re.fullmatch(pattern, row["op"]):
            kind, options = build(found)
            question = row["problem"]
            if bounds := re.fullmatch(r"(.*) on \[(.*),(.*)\]", question):
                question, options["below"], options["above"] = bounds.groups()
            return kind, question, Options(**options)
    return None


def pairs(path):
    """False verdicts and speed on pairs, from text to verdict: the best and the median of five passes after one to warm up."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    same = Options()
    outcomes = []
    for row in rows:
        task = read_task("same", row["a"], same)
        outcomes.append(judge(task, read_answer(task, row["b"])).verdict)
    accepted = sum(o == "correct" and not row["equal"] for o, row in zip(outcomes, rows, strict=True))
    rejected = sum(o == "wrong" and row["equal"] for o, row in zip(outcomes, rows, strict=True))
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for row in rows:
            task = read_task("same", row["a"], same)
            judge(task, read_answer(task, row["b"]))
        times.append(time.perf_counter() - start)
    print(f"pairs: {len(rows)}, false accepts {accepted}, false rejects {rejected}, undecided {outcomes.count('undecided')}, "
          f"{len(rows) / min(times):,.0f} a second (median {len(rows) / statistics.median(times):,.0f})")  # fmt: skip


def named(path):
    """Wrong answers accepted, and mistakes named."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    counted = hit = listed = accepted = refused = 0
    times = []
    for row in rows:
        if not (found := asked(row)) or row["id"] not in NAMES:
            continue
        kind, question, options = found
        try:
            task = read_task(kind, question, options)
            answer = read_answer(task, row["wrong"])
            right = judge(task, read_answer(task, row["correct"]))
        except StudentError:
            continue
        counted += 1
        start = time.perf_counter()
        judged = judge(task, answer)
        diagnosis = None if judged.verdict == "correct" else diagnose(task, answer, judged.suspicion, judged.entries)
        times.append(time.perf_counter() - start)
        slips = [slip.mistake for slip in diagnosis.slips] if diagnosis else []
        told = slips[:1] or [remark.code for remark in judged.remarks]
        wanted = set(NAMES[row["id"]].split())
        accepted += judged.verdict == "correct" and not judged.remarks
        refused += right.verdict == "wrong"
        hit += bool(wanted & set(told))
        listed += bool(wanted & {*told, *slips})
        if not wanted & set(told):
            print("   ", row["id"], row["name"], "->", told, slips[1:])
    print(f"mistakes: {counted} of {len(rows)} checked, accepted without a word {accepted}, right answers refused {refused}, "
          f"named first {hit}, named {listed}; diagnosis {statistics.median(times) * 1000:.0f} ms, "
          f"longest {max(times) * 1000:.0f} ms")  # fmt: skip


def processes(times=7):
    """Whole processes against `python -c "import sympy"`, with the program compiled, as an installation leaves it."""
    compileall.compile_dir(str(Path(calctutor.__file__).parent), quiet=1)
    for label, command in (
        ("import sympy", ["-c", "import sympy"]),
        ("right answer", ["-m", "calctutor", "check", "diff", "x^2*sin(x)", "2x*sin(x) + x^2*cos(x)"]),
        ("right, plain", ["-m", "calctutor", "check", "diff", "x^2*sin(x)", "2x*sin(x) + x^2*cos(x)", "--format", "plain"]),
        ("wrong answer", ["-m", "calctutor", "check", "diff", "x^2*sin(x)", "2x*cos(x)"]),
    ):
        found = []
        for _ in range(times):
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], capture_output=True)
            found.append(time.perf_counter() - start)
        print(f"{label}: {min(found):.3f} s (median {statistics.median(found):.3f})")


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    pairs(directory / "equality.jsonl")
    named(directory / "mistakes.jsonl")
    if "--quick" not in sys.argv:
        processes()
