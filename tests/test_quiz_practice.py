"""Practice: what is kept survives two programs, a full disk and a damaged file; weak rules come back."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from calctutor.errors import StudentError
from calctutor.quiz.drawing import draw
from calctutor.quiz.models import Quiz
from calctutor.quiz.outcomes import Outcome
from calctutor.quiz.progress.events import AGAIN, EASY, GOOD, HARD, Event, evidence, exported, imported
from calctutor.quiz.progress.judging import ratings
from calctutor.quiz.progress.schedule import level, next_topic, skills, slips
from calctutor.quiz.progress.store import NAME, VERSION, Store
from calctutor.quiz.sessions import Session
from tests.documents import run

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def event(skill="product-rule", rating=GOOD, days=0, topic="product-rule", at_level=1, number=[0]):  # noqa: B006 (a counter)
    number[0] += 1
    when = (NOW - timedelta(days=days)).isoformat(timespec="milliseconds")
    return Event(f"event-{number[0]}", when, "rule", skill, rating, topic, at_level, f"x^{number[0]}")


# The store.


def test_what_is_added_is_there_again(tmp_path):
    events = [event(), event(days=3)]
    store = Store(tmp_path)
    assert store.add(events) == 2
    assert store.add(events) == 0, "nothing counts twice"
    store.close()
    assert Store(tmp_path).events() == sorted(events, key=lambda one: one.at)


def test_two_programs_at_once_lose_nothing(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom calctutor.quiz.progress.events import Event\n"
        "from calctutor.quiz.progress.store import Store\nstore = Store(Path(sys.argv[1]))\n"
        "for i in range(60):\n"
        "    store.add([Event(f'{sys.argv[2]}-{i}', '2026-01-01T00:00:00+00:00', 'rule', 'r', 3)])\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name]) for name in "ab"]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(Store(tmp_path).events()) == 120


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path):
    store = Store(tmp_path)
    store.add([event()])
    before = store.events()
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StudentError, match="the disk is full") as problem:
        store.add([event(skill="s" * 3000) for _ in range(10)])
    assert problem.value.remedy == "make room, or use --data-dir"
    assert store.events() == before
    store._db.execute("PRAGMA max_page_count = 100000")
    assert store.add([event()]) == 1, "and goes on when there is room again"


@pytest.mark.parametrize(
    "content", [b"this is no database, but it is long enough to look like a file" * 20, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_damaged_file_is_put_aside_and_never_deleted(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    store = Store(tmp_path)
    assert "put aside" in store.note
    assert (tmp_path / f"{NAME}.damaged1").read_bytes() == content
    assert store.add([event()]) == 1
    store.close()
    (tmp_path / NAME).write_bytes(content)
    Store(tmp_path)
    assert (tmp_path / f"{NAME}.damaged2").exists(), "an earlier one is not overwritten"


def test_pages_that_were_overwritten_are_noticed(tmp_path):
    store = Store(tmp_path)
    store.add([event() for _ in range(300)])
    store.close()
    path = tmp_path / NAME
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    path.write_bytes(bytes(data))
    assert "put aside" in Store(tmp_path).note


def test_a_newer_file_is_left_alone(tmp_path):
    db = sqlite3.connect(tmp_path / NAME)
    db.execute("CREATE TABLE other (x)")
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.commit()
    db.close()
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(StudentError, match="newer version"):
        Store(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before


def test_a_folder_that_cannot_be_used_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    done = run(f"calctutor quiz stats --data-dir {tmp_path / 'file' / 'inside'}")
    assert done.returncode == 2
    assert "--data-dir" in done.stderr


# Exchange.


def test_exports_merge_without_counting_twice(tmp_path):
    shared, mine, other = event(), event(), [event(), event()]
    here = Store(tmp_path)
    here.add([shared, mine])
    assert here.add(imported(json.loads(json.dumps(exported([shared, *other]))))) == 2
    assert {found.id for found in here.events()} == {shared.id, mine.id, *(e.id for e in other)}


ROW = {"id": "a", "at": "2026-01-01T00:00:00+00:00", "kind": "rule", "skill": "s", "rating": 3}


def file_of(*rows):
    return {"schema": "calctutor-progress/1", "events": list(rows)}


def test_a_plain_row_is_taken_over():
    assert imported(file_of(ROW))[0].skill == "s"


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"schema": "calctutor-progress/9", "events": []},
        file_of({"id": "x"}),
        file_of(7),
        file_of({**ROW, "at": "never"}),
        file_of({**ROW, "at": "2026-01-01T00:00:00"}),
        file_of({**ROW, "skill": "\x1b[2J"}),
        file_of({**ROW, "rating": 9}),
        file_of({**ROW, "level": "1"}),
        file_of({**ROW, "more": 1}),
        file_of(ROW, {**ROW, "skill": "s" * 9999}),
    ],
)
def test_what_is_no_export_is_refused(data):
    with pytest.raises(StudentError):
        imported(data)


# The schedule.


def test_what_was_wrong_is_weak_and_due_soon():
    found = skills([event("a", AGAIN), event("b", EASY)], NOW)
    assert [skill.rule for skill in found] == ["a", "b"]
    assert found[0].known == 0
    assert found[1].known == 1
    assert found[0].due < found[1].due


def test_what_is_forgotten_fades():
    fresh = skills([event(rating=GOOD, days=1), event(rating=GOOD)], NOW)[0]
    old = skills([event(rating=GOOD, days=101), event(rating=GOOD, days=100)], NOW)[0]
    assert old.known < fresh.known
    assert old.due < NOW


WANTED = {"a": frozenset({"a"}), "b": frozenset({"b"}), "c": frozenset({"c"})}


def test_a_wrong_answer_is_followed_by_another_try():
    assert next_topic([event("a", AGAIN, topic="a")], "abc", WANTED, NOW) == "a"


def test_new_topics_come_in_order_and_weak_ones_come_back():
    assert next_topic([], "abc", WANTED, NOW) == "a"
    right = [event("a", GOOD, topic="a")]
    assert next_topic(right, "abc", WANTED, NOW) == "b"
    met = [event("a", AGAIN, days=9, topic="a"), event("c", GOOD, days=8, topic="c"), event("b", GOOD, topic="b")]
    assert next_topic(met, "abc", WANTED, NOW) == "a"


@pytest.mark.parametrize(
    ("history", "expected"),
    [("", 1), ("1+", 1), ("1+ 1+", 2), ("1+ 1+ 2+ 2+", 3), ("3- 3-", 2), ("1- 1-", 1), ("5+ 5+", 5), ("2+ 2- 2+", 2)],
)
def test_levels_go_up_and_down(history, expected):
    assert level([(int(one[0]), one[1] == "+") for one in history.split()]) == expected


def test_mistakes_are_counted():
    made = evidence("t", 1, "x^2", NOW, {"product-rule": AGAIN}, ["product-of-derivatives"])
    assert [(slip.mistake, slip.times) for slip in slips(made)] == [("product-of-derivatives", 1)]


# What an answer says about rules.


def session(*outcomes, hints=0, seconds=60.0):
    question = {"id": "q", "kind": "diff", "expression": "x^2 sin(x)"}
    found = Session(draw(Quiz.model_validate({"schema": "calctutor-quiz/1", "title": "t", "question": [question]})))
    found.states["q"].hints = hints
    for outcome in outcomes:
        found.answered("q", "?", outcome, seconds)
    return found


RIGHT, WRONG = Outcome("correct"), Outcome("wrong")
RULES = ("product-rule", "power-rule", "derivative-of-sin")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (session(RIGHT), dict.fromkeys(RULES, GOOD)),
        (session(RIGHT, seconds=5), dict.fromkeys(RULES, EASY)),
        (session(RIGHT, hints=1), dict.fromkeys(RULES, HARD)),
        (session(WRONG, RIGHT), dict.fromkeys(RULES, HARD)),
        (session(WRONG), {"product-rule": AGAIN}),
        (session(Outcome("wrong", "power-rule-exponent-kept")), {"product-rule": AGAIN}),
        (session(Outcome("wrong", "product-of-derivatives"), RIGHT), {**dict.fromkeys(RULES, HARD), "product-rule": AGAIN}),
        (session(), {}),
        (session(Outcome("unreadable")), {}),
    ],
)
def test_ratings(found, expected):
    rated, _ = ratings(found, "q", RULES, ["product-rule"])
    assert {rule: rated.get(rule) for rule in expected} == expected
    assert not expected or rated


# The commands, as they are used.


def test_practice_through_a_pipe_keeps_what_was_answered(tmp_path):
    done = run(f"calctutor quiz practice --topic power-rule --count 1 --data-dir {tmp_path}", stdin="7\n7\n7\n7\n")
    assert done.returncode == 0, done.stderr
    assert "level 1" in done.stdout
    assert "0 of 1 right" in done.stdout
    data = json.loads(run(f"calctutor quiz stats --json --data-dir {tmp_path}").stdout)
    assert data["schema"] == "calctutor-stats/1"
    assert {rule["rule"]: rule["right"] for rule in data["rules"]}["power-rule"] == 0
    file = tmp_path / "export.json"
    assert run(f"calctutor quiz stats --export {file} --data-dir {tmp_path}").returncode == 0
    again = run(f"calctutor quiz stats --import {file} --data-dir {tmp_path}")
    assert "0 new results" in again.stderr
    page = run(f"calctutor quiz stats --data-dir {tmp_path}").stdout
    assert "Power rule" in page


def test_stats_before_anything_was_practised(tmp_path):
    done = run(f"calctutor quiz stats --data-dir {tmp_path}")
    assert done.returncode == 0
    assert "Nothing has been practised yet" in done.stdout


def derivative_of_the_first_question():
    """The first question about the power rule, differentiated by sympy."""
    import sympy as sp

    from calctutor.notation.algebra import Algebra, symbol
    from calctutor.notation.reading import read
    from calctutor.quiz.making.fresh import fresh

    question = fresh("power-rule", 1, "practice/0").question
    return str(sp.diff(Algebra().expression(read(question["expression"])), symbol("x")))


def test_practice_in_a_terminal(tmp_path):
    """A right answer, a hint, a wrong one, a skipped question, and Ctrl-C: what was answered is kept, and nothing else."""
    pexpect = pytest.importorskip("pexpect")
    arguments = ["-m", "calctutor", "quiz", "practice", "--topic", "power-rule", "--no-color", "--data-dir", str(tmp_path)]
    plain = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "NO_COLOR")}
    terminal = {**plain, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(sys.executable, arguments, env=terminal, dimensions=(50, 90), encoding="utf-8", timeout=60)
    child.expect("1 · power rule")
    child.expect("answer>")
    child.send("2x +")
    child.expect("stops in the middle")
    child.send("\x15" + derivative_of_the_first_question() + "\r")
    child.expect("Correct")
    child.expect("2 · power rule")
    child.expect("answer>")
    child.send("h\r")
    child.expect("Hint 1")
    child.expect("answer>")
    child.send("7\r")
    child.expect("Try again")
    child.expect("answer>")
    child.send("s\r")
    child.expect("Answer")
    child.expect("3 · power rule")
    child.expect("answer>")
    child.send("\x03")
    child.expect("1 of 2 right")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    rules = json.loads(run(f"calctutor quiz stats --json --data-dir {tmp_path}").stdout)["rules"]
    power = next(rule for rule in rules if rule["rule"] == "power-rule")
    assert (power["answers"], power["right"]) == (2, 1)
