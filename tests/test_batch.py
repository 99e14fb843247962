"""Many answers: rows in, verdicts out, whatever stands in them, whoever does the work, and whatever interrupts it."""

import csv
import io
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from calctutor.checking import batch
from calctutor.checking.batch import check_row, check_rows
from calctutor.checking.cluster import Cluster
from calctutor.checking.crew import Crew
from calctutor.checking.rows import read_rows
from calctutor.checking.tally import Summary
from calctutor.cli.app import run
from calctutor.errors import StudentError

ROWS = [
    {"id": 1, "kind": "diff", "question": "x^2", "answer": "2x"},
    {"id": 2, "kind": "diff", "question": "x^2*sin(x)", "answer": "2x*cos(x)"},
    {"id": 3, "kind": "diff", "question": "x^2", "answer": "2x +"},
    {"id": 4, "kind": "partial", "question": "x^2*y", "answer": "4", "wrt": "x", "at": "x=1,y=2"},
    {"id": 5, "kind": "nonsense", "question": "x", "answer": "1"},
    {"id": 6, "kind": "integrate", "question": "x^2", "answer": "7/3", "from": 1, "to": 2},
    {"id": 7, "kind": "diff", "question": "x^2"},
    {"id": 8, "kind": "diff", "question": "x^2", "answer": "2x", "order": "one"},
    {"id": 9, "kind": "chain", "question": "x*y", "answer": "cos(2t)", "with": ["x=cos(t)", "y=sin(t)"]},
    {"id": 10, "kind": "diff", "question": "x^2", "answer": "x + x", "options": {"form": "simplified", "strict": True}},
]
VERDICTS = [
    "correct",
    "wrong",
    "unreadable",
    "correct",
    "unreadable",
    "correct",
    "unreadable",
    "unreadable",
    "correct",
    "wrong",
]


def ran(capsys, *arguments):
    code = run(["check", "batch", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_rows():
    found = [check_row(row) for row in ROWS]
    assert [row["verdict"] for row in found] == VERDICTS
    assert [row["id"] for row in found] == list(range(1, 11))
    assert found[1]["slip"]["mistake"] == "product-of-derivatives"


def test_rows_in_processes_are_judged_as_here():
    assert list(check_rows(ROWS, workers=1)) == [check_row(row) for row in ROWS]


def test_order_is_kept_and_progress_told():
    counts = []
    rows = [{"id": k, "kind": "diff", "question": f"x^{k % 7}", "answer": f"{k % 7}x^{k % 7 - 1}"} for k in range(300)]
    found = list(check_rows(rows, workers=2, progress=counts.append))
    assert [verdict["id"] for verdict in found] == list(range(300))
    assert counts == list(range(1, 301))


class Counting(Executor):
    """Does everything at once, in this process, and keeps a list of it."""

    def __init__(self):
        self.work = []

    def submit(self, fn, /, *args, **kwargs):
        self.work.append((fn.__name__, args))
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:
            future.set_exception(problem)
        return future


def test_the_same_row_is_judged_once():
    executor = Counting()
    rows = [{"id": k, "kind": "diff", "question": "x^2*sin(x)", "answer": "2x*cos(x)"} for k in range(100)]
    found = list(check_rows(rows, executor))
    assert len({json.dumps({**verdict, "id": 0}) for verdict in found}) == 1
    assert [name for name, _ in executor.work] == ["first_looks", "explanation"]


def test_right_answers_are_not_explained():
    executor = Counting()
    list(check_rows([ROWS[0], ROWS[3], ROWS[5]], executor))
    assert [name for name, _ in executor.work] == ["first_looks"]


def test_any_executor_will_do():
    with ThreadPoolExecutor(1) as executor:
        assert [verdict["verdict"] for verdict in check_rows(ROWS, executor)] == VERDICTS


def test_only_so_many_rows_are_read_ahead(monkeypatch):
    """Rows are read as they are judged: the memory does not grow with the file."""
    monkeypatch.setattr(batch, "WINDOW", 50)
    read = []

    def rows():
        for k in range(400):
            read.append(k)
            yield {"kind": "diff", "question": "x", "answer": str(k)}

    with ThreadPoolExecutor(1) as executor:
        for count, _ in enumerate(check_rows(rows(), executor, explain=False), 1):
            assert len(read) <= count + 50
    assert count == 400


# What goes wrong.


def hang(rows, seconds):
    """In the place of a look at rows: some of them never end."""
    if any(row["answer"] == "hang" for row in rows):
        time.sleep(600)
    if any(row["answer"] == "die" for row in rows):
        os._exit(1)
    if any(row["answer"] == "raise" for row in rows):
        raise KeyError("this")
    return ORIGINAL(rows, seconds)


ORIGINAL = batch.first_looks
BAD = [
    {"id": k, "kind": "diff", "question": "x^2", "answer": a} for k, a in enumerate(["2x", "hang", "x", "die", "raise", "2*x"])
]


def test_a_bad_row_stops_nothing(monkeypatch):
    monkeypatch.setattr(batch, "first_looks", hang)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    executor = Crew(1, 1.5)
    found = list(check_rows(BAD, executor, seconds=1.5))
    executor.shutdown(wait=False, cancel_futures=True)
    assert [verdict["verdict"] for verdict in found] == ["correct", "undecided", "wrong", "undecided", "undecided", "correct"]
    assert [verdict.get("error") for verdict in found] == [None, "out-of-time", None, "stopped", "internal-error", None]


def test_an_explanation_that_takes_too_long_leaves_the_verdict():
    class Late(Counting):
        def submit(self, fn, /, *args, **kwargs):
            if fn.__name__ != "explanation":
                return super().submit(fn, *args, **kwargs)
            future = Future()
            future.set_exception(TimeoutError())
            return future

    (found,) = check_rows([ROWS[1]], Late())
    assert found["verdict"] == "wrong"
    assert found["unexplained"] == "out-of-time"


def test_a_process_that_takes_too_long_is_replaced():
    crew = Crew(1, 0.5)
    slow, quick = crew.submit(time.sleep, 60), crew.submit(abs, -3)
    with pytest.raises(TimeoutError):
        slow.result()
    assert quick.result() == 3
    crew.shutdown()


def test_a_process_killed_by_hand_is_replaced():
    """`kill -9` of a worker, again and again: every row gets its verdict, and the order is kept."""
    rows = [{"id": k, "kind": "diff", "question": f"{k}*x^3", "answer": f"{3 * k}x^2"} for k in range(400)]
    crew, killed, found = Crew(2, 60), set(), []
    for verdict in check_rows(rows, crew, seconds=60):
        found.append((verdict["id"], verdict["verdict"]))
        if len(found) % 120 == 40:
            pids = [worker._process.pid for worker in crew._workers.values() if worker.alive]
            os.kill(pids[-1], signal.SIGKILL)
            killed.add(pids[-1])
    crew.shutdown()
    assert len(killed) > 1
    assert found == [(k, "correct") for k in range(400)]


def test_what_runs_is_stopped_when_the_crew_goes_home():
    crew = Crew(1, 60)
    slow = crew.submit(time.sleep, 60)
    while not slow.running():
        time.sleep(0.01)
    start = time.monotonic()
    crew.shutdown(wait=True, cancel_futures=True)
    assert time.monotonic() - start < 30
    with pytest.raises(RuntimeError):
        crew.submit(abs, 1)


# Files.


@pytest.mark.parametrize(
    "line",
    ["not json", "[1, 2]", '{"kind": "diff"}', '{"kind": "diff", "question": NaN, "answer": 1}', "[" * 100_000, "9" * 250_000,
     '{"kind": "diff", "question": "x", "answer": "\\ud800"}', '{"kind": ["diff"], "question": "x", "answer": "1"}', "\x00",
     '{"kind": "diff", "question": "x^2", "answer": 1e999}',
     '{"kind": "diff", "question": "x", "answer": "[red]1\\u001b[31m"}'],
    ids=range(11),
)  # fmt: skip
def test_a_bad_line_is_a_row_that_says_so(line):
    good = json.dumps(ROWS[0])
    rows = list(read_rows(io.StringIO(f"{line}\n{good}\n")))
    found = [check_row(row) for row in rows]
    assert [row["verdict"] for row in found] == ["unreadable", "correct"]
    assert found[0]["reason"]


def test_a_bad_line_of_csv():
    text = 'kind,question,answer\ndiff,x^2,2x\ndiff,x^2\ndiff,x^2,2x,more,and more\ndiff,x,"1'
    assert [check_row(row)["verdict"] for row in read_rows(io.StringIO(text), True)] == [
        "correct",
        "unreadable",
        "correct",
        "correct",
    ]


def test_in_order_and_resumed(tmp_path, capsys):
    source, target = tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS) + "not json\n")
    assert ran(capsys, str(source), "--output", str(target), "--workers", "2")[0] == 0
    lines = target.read_text().splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == [*VERDICTS, "unreadable"]
    target.write_text("\n".join(lines[:3]) + "\n" + lines[3][:20])
    assert ran(capsys, str(source), "--output", str(target), "--workers", "1", "--resume")[0] == 0
    assert target.read_text().splitlines() == lines


def test_only_the_same_answers_are_resumed(tmp_path, capsys):
    source, target = tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    source.write_text(json.dumps(ROWS[0]) + "\n")
    target.write_text(json.dumps(check_row(ROWS[1])) + "\n")
    code, _, err = ran(capsys, str(source), "--output", str(target), "--resume")
    assert code == 2
    assert "is not about row 1" in " ".join(err.split())
    assert ran(capsys, str(source), "--resume")[0] == 2


def test_killed_at_random_moments(tmp_path):
    """However often it is killed, in the end there is one verdict a row, in order."""
    dice = random.Random(6)
    source, target = tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    rows = [{"id": k, "kind": "diff", "question": f"{k}*x^2", "answer": f"{2 * k}x"} for k in range(1500)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "calctutor", "check", "batch", str(source), "--output", str(target), "--workers", "1"]
    kills = 0
    for _ in range(4):
        process = subprocess.Popen([*command, "--resume"], stderr=subprocess.DEVNULL)
        before = target.stat().st_size if target.exists() else 0
        while process.poll() is None and not (target.exists() and target.stat().st_size > before + dice.randrange(20_000)):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() != 0
    assert kills
    assert subprocess.run([*command, "--resume"], check=False).returncode == 0
    found = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["id"], row["verdict"]) for row in found] == [(k, "correct") for k in range(1500)]


def test_csv_with_a_summary(tmp_path, capsys):
    source = tmp_path / "answers.csv"
    source.write_text('id,kind,question,answer\n1,diff,x^2,2x\n2,diff,x^2,x\n3,gradient,x*y,"(y, x)"\n')
    into = tmp_path / "summary.csv"
    code, out, _ = ran(capsys, str(source), "--summary", "--format", "json", "--workers", "1", "--summary-to", str(into))
    assert code == 0
    assert [(row["answers"], row["correct"], row["wrong"]) for row in json.loads(out)] == [(2, 1, 1), (1, 1, 0)]
    assert [row["question"] for row in csv.DictReader(into.open())] == ["x^2", "x*y"]


@pytest.mark.parametrize(
    ("ending", "part"), [("json", '"correct": 1'), ("csv", "diff,x^2,1,1,0,0,0,"), ("txt", "1 answer: 1 correct")]
)
def test_the_summary_in_a_file(tmp_path, capsys, ending, part):
    source, into = tmp_path / "answers.jsonl", tmp_path / f"summary.{ending}"
    source.write_text(json.dumps(ROWS[0]) + "\n")
    _, out, _ = ran(capsys, str(source), "--workers", "1", "--summary-to", str(into))
    assert part in into.read_text()
    assert json.loads(out)["verdict"] == "correct"


def test_the_summary_of_many_questions_is_bounded(monkeypatch):
    monkeypatch.setattr("calctutor.checking.tally.MOST_QUESTIONS", 3)
    tally = Summary()
    for k in range(10):
        tally.add({"kind": "diff", "question": str(k), "verdict": "correct"})
    assert [row["answers"] for row in tally.rows()] == [1, 1, 1, 7]


def test_a_file_that_is_not_there(capsys):
    assert ran(capsys, "no-such-file.jsonl")[0] == 2


# A cluster.


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A Dask scheduler and two workers, processes of their own on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    here = tmp_path_factory.mktemp("dask")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": here, "env": environment}
    dask = [sys.executable, "-m", "dask"]
    port = address.rpartition(":")[2]
    processes = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet)]
    worker = [*dask, "worker", address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--local-directory", str(here)]
    processes += [subprocess.Popen(worker, **quiet) for _ in range(2)]
    yield address
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()


def test_a_cluster_gives_the_same_verdicts(scheduler, tmp_path, capsys):
    source, target = tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    assert ran(capsys, str(source), "--cluster", scheduler, "--output", str(target))[0] == 0
    assert [json.loads(line) for line in target.read_text().splitlines()] == [check_row(row) for row in ROWS]


def test_a_bad_row_stops_nothing_on_a_cluster(scheduler, monkeypatch):
    monkeypatch.setattr(batch, "first_looks", hang)
    cluster = Cluster(scheduler, 3)
    found = list(check_rows(BAD, cluster, seconds=3))
    cluster.shutdown(wait=False, cancel_futures=True)
    assert [verdict.get("error") for verdict in found] == [None, "out-of-time", None, "stopped", "internal-error", None]


def test_no_cluster_there():
    with pytest.raises(StudentError, match="no scheduler answers"):
        Cluster("nonsense://", 1)


def test_ctrl_c_and_resumed(tmp_path):
    """It ends with the exit code of an interruption; what was judged is kept, and the same command goes on from there."""
    source, target = tmp_path / "answers.jsonl", tmp_path / "verdicts.jsonl"
    rows = [{"id": k, "kind": "diff", "question": f"{k}*x^2", "answer": f"{2 * k}x"} for k in range(20_000)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "calctutor", "check", "batch", str(source), "--output", str(target), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not (target.exists() and target.stat().st_size > 5_000):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    kept = target.read_text().count("\n")
    assert 0 < kept < 20_000
    source.write_text("".join(json.dumps(row) + "\n" for row in rows[: kept + 5]))
    assert subprocess.run([*command, "--resume"], check=False).returncode == 0
    found = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["id"], row["verdict"]) for row in found] == [(k, "correct") for k in range(kept + 5)]


def test_hostile_rows_reach_no_terminal_raw(tmp_path, capsys):
    """Escapes, markup, control characters and a line of a megabyte: each is a row, and the summary shows none of it."""
    source = tmp_path / "answers.jsonl"
    hostile = ["[red]x^2[/red]", "\x1b[31mx^2\x1b[0m", "x\x00^2", "x\u202e^2", "\x9b31mx", "x" * 1_000_000]
    rows = [json.dumps({"kind": "diff", "question": text, "answer": "2x"}) for text in hostile]
    source.write_text("\n".join([*rows, "{", json.dumps(ROWS[0])]) + "\n")
    code, out, err = ran(capsys, str(source), "--summary", "--workers", "1", "--width", "100")
    assert code == 0
    assert "8 answers: 1 correct" in " ".join(out.split())
    assert not set(out + err) & set("\x1b\x00\u202e\x9b")


# What a person sees meanwhile.


def test_the_bar(monkeypatch, tmp_path):
    from calctutor.cli import progress

    source = tmp_path / "rows.jsonl"
    source.write_text("{}\n" * 200)
    shown = io.StringIO()
    shown.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", shown)
    with source.open() as stream:
        bar = progress.Bar(stream, 0)
        bar.moved({"correct": 30, "wrong": 20})
        bar.finished({"correct": 120, "wrong": 80})
    first, last = shown.getvalue().split("\r")[1:]
    assert " 25%" in first
    assert "50 rows, 60% correct" in first
    assert "100%" in last
    assert last.endswith("\n")
    with source.open() as stream:
        assert "1 row," in progress.Bar(stream, 0)._line({"wrong": 1})


def test_nothing_is_drawn_for_a_machine(monkeypatch):
    from calctutor.cli import progress

    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    progress.Bar(io.StringIO(""), 0).moved({"correct": 1})
    assert shown.getvalue() == ""
    assert progress.lines(io.StringIO("a\nb\n")) == 0


def test_right_answers_need_no_sympy():
    program = (
        "import sys\nfrom calctutor.checking.batch import check_row\n"
        "row = {'kind': 'integrate', 'question': 'x*cos(x)', 'answer': 'x sin(x) + cos(x) + C'}\n"
        "assert check_row(row)['verdict'] == 'correct'\nassert 'sympy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
