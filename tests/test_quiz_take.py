"""Taking a quiz: through pipes, through a terminal, interrupted, killed after every answer, and taken up again."""

import json
import os
import re
import subprocess
import sys

import pytest

from calctutor.errors import StudentError
from calctutor.quiz.drawing import draw
from calctutor.quiz.files import parsed
from calctutor.quiz.keeping import alone, folder, kept, session_file, write_safely
from calctutor.quiz.outcomes import Outcome, points
from calctutor.quiz.sessions import Session
from calctutor.quiz.words import sentence, sentences

QUIZ = """schema = "calctutor-quiz/1"
title = "Three questions"
pass = 50

[[question]]
id = "square"
kind = "diff"
expression = "x^2"
hints = ["Bring the exponent down."]

[[question]]
id = "letter"
kind = "diff"
text = "Differentiate ${expression}$ with respect to $x$."
expression = "h x"
wrt = "x"

[[question]]
id = "pick"
kind = "choice"
text = "Which is the *larger* one for $x > 1$?"
options = ["x^2", "x"]
correct = "x^2"
attempts = 1
"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "quiz.toml").write_text(QUIZ)
    return tmp_path


def command(place, *more):
    return [sys.executable, "-m", "calctutor", "quiz", "take", str(place / "quiz.toml"), "--no-color", "--width", "90", *more]


def environment(place):
    plain = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "NO_COLOR", "TERM")}
    return {
        **plain,
        "CALCTUTOR_DATA": str(place / "data"),
        "PYTHONIOENCODING": "utf-8",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def take(place, answers, *more):
    return subprocess.run(command(place, *more), input=answers, capture_output=True, text=True, timeout=120, encoding="utf-8",
                          env=environment(place))  # fmt: skip


def session_data(place):
    (path,) = (place / "data" / "sessions").glob("*.json")
    return json.loads(path.read_text())


def test_through_a_pipe(place):
    letter = "ab"[draw(parsed(QUIZ)[0], 0).questions[2].correct[0]]
    done = take(place, f"3x\n2x\nh\n{letter}\n", "--answers-out", str(place / "ada.json"), "--student", "Ada")
    assert done.returncode == 0, done.stderr
    assert "read as  2x" in done.stdout
    assert "Try again: 2 more tries." in done.stdout
    assert "Passed" in done.stdout
    assert "2.75 of 3 points" in done.stdout
    handed = json.loads((place / "ada.json").read_text())
    assert handed["student"] == "Ada"
    assert handed["answers"]["square"] == {"tries": ["3x", "2x"], "hints": 0}
    assert handed["answers"]["letter"] == "h"


def test_the_slip_is_named_and_the_solution_waits_for_the_end(place):
    (place / "quiz.toml").write_text(QUIZ.replace('"x^2"\nhints', '"x^2 sin(x)"\nhints'))
    done = take(place, "2x cos(x)\nf\n")
    assert done.returncode == 1
    before, after = done.stdout.split("Your result")
    assert "the two derivatives multiplied" in before
    assert "2x sin(x) + x² cos(x)" not in before
    assert "Product rule" in after
    assert "2x sin(x) + x² cos(x)" in after


def test_keys(place):
    done = take(place, ":h\nhint\ns\n?\nfoo(\ns\ns\n:s\nq\n")
    assert done.returncode == 0
    assert "Bring the exponent down." in done.stdout
    assert "There are no more hints" in done.stdout
    assert "LaTeX" in done.stdout
    assert "cannot be read" in done.stdout
    assert "Everything is kept" in done.stderr
    data = session_data(place)
    assert data["questions"]["square"]["hints"] == 1
    assert data["order"] == ["letter", "pick", "square"]


def test_where_a_key_may_be_an_answer_it_is_one(place):
    """The derivative of h x by x is h."""
    take(place, "2x\nh\n")
    assert session_data(place)["questions"]["letter"]["tries"][0]["outcome"]["verdict"] == "correct"
    assert session_data(place)["questions"]["letter"]["hints"] == 0


def test_killed_after_every_answer_nothing_is_lost(place):
    """The program is killed as soon as it says what came of an answer; in the end everything is as if it had not been."""
    answers = ["3x", "2x", "5", "h", "b"]
    for count, answer in enumerate(answers, 1):
        with subprocess.Popen(command(place), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=environment(place), encoding="utf-8") as process:  # fmt: skip
            process.stdin.write(answer + "\n")
            process.stdin.flush()
            for line in process.stdout:
                if re.search("Try again|points?\\.$|No tries", line) and "pass" not in line:
                    break
            process.kill()
        given = [one["answer"] for state in session_data(place)["questions"].values() for one in state["tries"]]
        assert given == answers[:count]
    whole = take(place, "\n".join(answers) + "\n", "--data-dir", str(place / "other"))
    resumed = take(place, "")
    assert resumed.stdout.split("Your result")[1] == whole.stdout.split("Your result")[1]
    assert resumed.returncode == whole.returncode


def test_in_a_terminal(place):
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(command(place)[0], command(place)[1:], env=environment(place), dimensions=(50, 100), encoding="utf-8",
                          timeout=30)  # fmt: skip
    child.expect("answer>")
    child.send("x^2/3 + sin(x)/2")
    child.expect("read as")
    child.expect("──")
    child.send("\x15")
    child.send("sin(")
    child.expect("stops in the middle")
    child.send("\x15")
    child.send("2x\r")
    child.expect("Correct")
    child.expect("Question 2")
    child.expect("answer>")
    child.send("\x03")
    child.expect("Everything is kept")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    again = pexpect.spawn(command(place)[0], command(place)[1:], env=environment(place), dimensions=(50, 100), encoding="utf-8",
                          timeout=30)  # fmt: skip
    again.expect("Welcome back: 1 of 3")
    again.expect("answer>")
    again.send("\x04")
    again.expect("To go on")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0


def test_a_key_that_is_an_answer_is_asked_about_once_where_somebody_sits(place):
    pexpect = pytest.importorskip("pexpect")
    (place / "quiz.toml").write_text(QUIZ.partition('[[question]]\nid = "pick"')[0])
    child = pexpect.spawn(command(place)[0], command(place)[1:], env=environment(place), dimensions=(50, 100), encoding="utf-8",
                          timeout=30)  # fmt: skip
    child.expect("answer>")
    child.send("2x\r")
    child.expect("Question 2")
    child.expect("answer>")
    child.send("h\r")
    child.expect("Here h is an answer, and the key is :h")
    child.expect("answer>")
    child.send("h\r")
    child.expect("Passed")
    child.close(force=True)


def test_what_stops_the_reading_comes_with_a_remedy(place):
    done = take(place, "2 xsinx\nq\n")
    assert "That cannot be read" in done.stdout
    assert "help: write x*sin(x) with the function sin" in done.stdout


def test_going_on_needs_the_same_options(place):
    more = ("--seed", "4", "--student", "Ada Lovelace", "--answers-out", str(place / "ada.toml"))
    done = take(place, "q\n", *more)
    assert "--seed 4 --student 'Ada Lovelace' --answers-out" in done.stderr.replace("\n", " ")


def test_another_seed_is_offered_only_where_it_gives_another_quiz(place):
    assert "--restart" in take(place, "f\n").stdout
    parameter = 'wrt = "x"\n[question.parameters]\na = {from = 2, to = 9}'
    (place / "quiz.toml").write_text(QUIZ.replace('"h x"\nwrt = "x"', f'"a x^2"\n{parameter}'))
    assert "another --seed" in take(place, "f\n", "--seed", "1").stdout


def test_a_letter_that_the_problem_does_not_have_is_asked_about_once(place):
    done = take(place, "b\n2x\ng\ng\n")
    assert "b does not occur in this problem" in done.stdout
    tries = [[one["answer"] for one in state["tries"]] for state in session_data(place)["questions"].values()]
    assert tries == [["2x"], ["g"], []]


def test_a_changed_question_is_asked_again_and_the_others_are_not(place):
    take(place, "2x\nh\n")
    (place / "quiz.toml").write_text(QUIZ.replace('"x^2"\nhints', '"x^3"\nhints'))
    done = take(place, "")
    assert "square has changed" in done.stdout
    assert "Question 1 of 3" in done.stdout
    assert session_data(place)["questions"]["letter"]["tries"]


def test_restart_puts_the_old_session_aside(place):
    take(place, "2x\n")
    assert "Question 1 of 3" in take(place, "", "--restart").stdout
    assert len(list((place / "data" / "sessions").glob("*.before1.json"))) == 1


def test_a_damaged_session_is_put_aside(place):
    take(place, "2x\n")
    (path,) = (place / "data" / "sessions").glob("*.json")
    path.write_text(path.read_text()[:40])
    done = take(place, "")
    assert "damaged" in done.stderr
    assert "Question 1 of 3" in done.stdout


def test_a_session_of_another_version_is_left_alone(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"schema": "calctutor-quiz-session/9"}')
    with pytest.raises(StudentError, match="another version"):
        kept(path)
    assert path.exists()


def test_what_cannot_be_written_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    write_safely(path, "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StudentError, match="No space left"):
        write_safely(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_one_window_at_a_time(tmp_path):
    path = session_file(folder(str(tmp_path)), tmp_path / "quiz.toml", "0")
    with alone(path), pytest.raises(StudentError, match="another window"), alone(path):
        pass
    with alone(path):
        pass


def test_time_limits():
    quiz = parsed(QUIZ.replace('kind = "choice"', 'kind = "choice"\ntime = 5'))[0]
    session = Session(draw(quiz))
    assert session.answered("pick", "a", Outcome("correct"), 6).late
    assert not session.open("pick")
    assert session.points("pick") == 0


@pytest.mark.parametrize(
    ("verdicts", "hints", "expected"),
    [
        (["correct"], 0, 4),
        (["wrong", "correct"], 0, 3),
        (["wrong", "wrong", "correct"], 0, 2),
        (["wrong", "wrong", "wrong", "correct"], 0, 0),
        (["unreadable", "correct"], 0, 4),
        (["correct"], 2, 3.2),
        (["undecided"], 0, 0),
        (["slip", "correct"], 0, 3),
        (["slip", "wrong"], 0, 2),
    ],
)
def test_points(verdicts, hints, expected):
    """Four points; a quarter less for every wrong try, a tenth for a hint, half for a slip that the file forgives."""
    source = QUIZ.replace("hints = [", "points = 4\npartial = {product-of-derivatives = 0.5}\nhints = [")
    question = draw(parsed(source)[0]).questions[0]
    outcomes = [Outcome("wrong", "product-of-derivatives") if v == "slip" else Outcome(v) for v in verdicts]
    assert points(question, outcomes, hints) == pytest.approx(expected)


def test_texts_of_questions():
    assert sentences("One\ntwo.\n\n- a **b**\n- `c`") == [("One two.",), ("• a b",), ("• c",)]
    said = sentence(r"Let $\frac{x}{2}$ and $P(X$.")
    assert said[0] == "Let "
    assert said[1].head == "/"
    assert said[2] == " and "
    assert said[3] == "P(X"
    assert sentence(r"as $x \to \infty$ or $h\rightarrow 0^{-}$ on $[0, 1]$") == (
        "as ", "x → ∞", " or ", "h → 0⁻", " on ", "[0, 1]")  # fmt: skip


def test_answering_is_quick_enough_to_be_kind(place):
    """Nothing heavy happens before the first question is on the screen."""
    program = "import sys\nfrom calctutor.cli.app import run\nrun(sys.argv[1:])\nprint('sympy' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program, *command(place)[3:]], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, env=environment(place))  # fmt: skip
    assert done.stderr.strip().splitlines()[-1] == "False"
