"""Generated quizzes: the same seed gives the same bytes, and every question is what was asked for."""

from concurrent.futures import Executor, Future
from hashlib import sha256
from itertools import count

import pytest
import sympy as sp

from calctutor.checking.answer import judge
from calctutor.checking.tasks import read_answer
from calctutor.errors import NO_METHOD, StudentError
from calctutor.notation.algebra import Algebra
from calctutor.notation.reading import read
from calctutor.quiz.drawing import draw
from calctutor.quiz.judging import judge as outcome_of
from calctutor.quiz.making import accepting, critical, generator, slips
from calctutor.quiz.making.dice import Dice
from calctutor.quiz.making.drafts import Draft, Worked, canonical
from calctutor.quiz.making.generator import Generator, Wish, quiz_of
from calctutor.quiz.making.grammar import ONE, TWO
from calctutor.quiz.making.levels import LEVELS
from calctutor.quiz.making.questions import question
from calctutor.quiz.making.ranges import RANGES, levels_of, nearest, require, said
from calctutor.quiz.making.solving import solved
from calctutor.quiz.making.tidiness import shape, tidy, tidy_question
from calctutor.quiz.making.topics import ALIASES, topic, topics
from calctutor.quiz.writing import quiz_text
from calctutor.rules.integrals import budget
from tests.documents import run


class Here(Executor):
    """Work done at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def quiz(monkeypatch, **wish):
    monkeypatch.setattr(generator, "AHEAD", 1)
    monkeypatch.setattr(generator.os, "cpu_count", lambda: 1)
    made = Generator(
        Wish(**{"topics": ("product-rule",), "levels": (1, 2), "count": 3, "seed": 1, **wish}), Here(), lambda *_: None
    )
    return quiz_of(made.questions(), "A quiz")


def test_the_same_seed_gives_the_same_bytes_whatever_is_worked_ahead(monkeypatch):
    one = quiz_text(quiz(monkeypatch))
    monkeypatch.setattr(generator, "MOST_ATTEMPTS", 77)
    assert quiz_text(quiz(monkeypatch)) == one
    assert quiz_text(quiz(monkeypatch, seed=2)) != one


def test_dice_are_the_same_everywhere():
    # worked out with the numbers that Python promises never to change: random.Random(text).random()
    from random import Random

    expected = [int(Random("calctutor-quiz/1|7|a/b").random() * 10)]
    assert [Dice(7, "a", "b").below(10)] == expected
    assert sum(Dice(1, "x").split(9, 3)) == 9


def test_every_line_of_the_grammar_can_be_read():
    dice = Dice(0, "lines")
    for grammar in (ONE, TWO):
        for line in (*(line for lines in grammar.sizes.values() for line in lines), *grammar.larger):
            read(grammar.filled(line, dice, 3, 9))


@pytest.mark.parametrize(
    "name", ["product-rule", "derivative-of-arcsin", "partials", "parts", "factor-and-cancel", "gradients", "variances"]
)
def test_what_is_accepted_is_about_its_topic_and_of_its_level(name):
    found = [accepting.attempt(name, 2, 5, k) for k in range(12)]
    level = LEVELS[topics()[name].family][2]
    taken = [one for one in found if one is not None]
    assert taken, f"nothing in {len(found)} drafts"
    for one in taken:
        assert not topics()[name].wanted or one.rules & topics()[name].wanted
        assert level.steps[0] <= one.steps <= level.steps[1]
        assert judge(one.draft.task, one.answer).verdict == "correct"
        assert tidy(one.answer, level)
        assert tidy_question(one.draft.task.f, level)


@pytest.mark.parametrize(
    ("draft", "some"),
    [
        (Draft("diff", "x^2 sin(x)"), {"product-of-derivatives"}),
        (Draft("integrate", "x cos(x)"), {"product-of-integrals", "parts-with-plus"}),
        (Draft("limit", "sin(3x)/x", {"wrt": "x", "at": "x=0"}), {"limit-zero-over-zero", "limit-upside-down"}),
        (Draft("gradient", "x^2 y^3"), {"gradient-swapped"}),
        (Draft("descend-step", "x^2 + 3y^2", {"vars": "x,y", "at": "x=1,y=1", "rate": "1/10"}), {"ascent-instead-of-descent"}),
        (Draft("probability", "exponential(4)", {"what": "mean"}), {"rate-for-scale"}),
        (Draft("implicit", "x^2 + y^2 = 25", {"wrt": "x", "of": "y"}), {"implicit-sign"}),
    ],
    ids=lambda value: value.kind if isinstance(value, Draft) else "",
)
def test_wrong_answers_are_wrong_different_and_named(draft, some):
    found = solved(draft)
    wrong = slips.wrong_answers(found, LEVELS["several"][5], 6)
    assert some <= {one.mistake for one in wrong}
    for i, one in enumerate(wrong):
        assert judge(draft.task, one.answer).verdict == "wrong"
        assert all(slips.differ(draft.task, one.answer, other.answer) for other in wrong[:i])


def test_choices_hold_the_right_answer_and_wrong_ones(monkeypatch):
    one = quiz(monkeypatch, count=1, choice=True, levels=(1,)).questions[0]
    task = Draft("diff", read_expression(one.text)).task
    verdicts = {option: judge(task, read_answer(task, option)).verdict for option in one.options}
    assert [option for option, verdict in verdicts.items() if verdict == "correct"] == one.correct
    assert len(verdicts) == 4


@pytest.mark.parametrize(
    ("draft", "topic"),
    [
        (Draft("probability", "uniform(0, 4)", {"what": "variance"}, text="With density ${expression}$?"), "variances"),
        (Draft("limit", "e^x - e^x/(1 + x)", {"wrt": "x", "at": "x=0"}), "limits"),
        (Draft("limit", "x^2*sin(1/x) + 3", {"wrt": "x", "at": "x=0"}), "squeeze-theorem"),
        (Draft("limit", "e^(e^x)/e^(e^(x + 1))", {"wrt": "x", "at": "x=oo"}), "limits"),
    ],
)
def test_options_can_be_looked_for_whatever_is_asked(draft, topic):
    """Densities that are laws by name, limits whose misreading has no value, or a larger one than a fraction can be made of."""
    found = solved(draft) or Worked(draft, read("7"), frozenset(), 1, 1)
    made = question(found, topic, 3, True, False)
    assert made is None or len(set(made["options"])) == 4


def test_a_wrong_option_is_told_by_its_mistake(monkeypatch):
    made = quiz(monkeypatch, topics=("chain-rule",), count=1, choice=True, levels=(2,))
    one = draw(made, 3).questions[0]
    named = {one.choices[i]: mistake for i, mistake in enumerate(one.mistakes)}
    outcomes = {option: outcome_of(one, option) for option in one.choices}
    assert {option: outcome.mistake for option, outcome in outcomes.items()} == named
    assert all(named[option] and outcome.title for option, outcome in outcomes.items() if outcome.verdict == "wrong")
    assert [option for option in one.choices if not named[option]] == [one.choices[i] for i in one.correct]


def test_laws_that_are_typed_by_name_make_a_quiz(monkeypatch):
    found = quiz(monkeypatch, topics=("expected-values",), levels=(2,), count=3).questions
    assert {one.kind for one in found} == {"probability"}
    assert len({(one.expression, one.what, one.expect) for one in found}) == 3


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("exponential(2)", {"what": "mean"}), ("exponential(7)", {"what": "mean"}), True),
        (("exponential(2)", {"what": "mean"}), ("exponential(2)", {"what": "variance"}), False),
        (("uniform(0, 2)", {"expect": "x^2"}), ("uniform(1, 5)", {"expect": "x^3"}), True),
        (("uniform(0, 2)", {"what": "mean"}), ("exponential(2)", {"what": "mean"}), False),
    ],
)
def test_questions_about_laws_are_alike_when_their_numbers_alone_differ(one, other, alike):
    first, second = (Draft("probability", law, asked).likeness for law, asked in (one, other))
    assert (first == second) is alike


@pytest.mark.parametrize(("topic", "level"), [("partial-fractions", 1), ("eulers-third-substitution", 3)])
def test_what_there_is_no_question_about_is_refused_before_anything_is_drawn(topic, level):
    done = run(f"calctutor quiz new --topic {topic} --level {level} --count 2")
    assert done.returncode == NO_METHOD
    assert not done.stdout
    assert topic in done.stderr


def test_the_levels_of_a_topic_are_said():
    with pytest.raises(StudentError, match="only of 3 to 5") as problem:
        require("partial-fractions", (1, 2))
    assert problem.value.remedy == "--level 3-5"
    assert (said((2,)), said((1, 2)), said((1, 3, 4)), said((2, 3, 4))) == ("2", "1 and 2", "1, 3 and 4", "2 to 4")
    assert nearest("partial-fractions", 1) == [3, 4, 5]


def test_every_range_is_of_a_topic_that_is_known():
    assert {name for name, levels in RANGES.items() if levels} <= set(topics())
    assert not {name for name, levels in RANGES.items() if not levels} & set(topics())
    assert all(levels == "".join(sorted(set(levels) & set("12345"))) for levels in RANGES.values())


def test_an_absolute_value_that_nobody_has_drawn_is_not_asked_about():
    with pytest.raises(StudentError):
        canonical("e^(sqrt((6x + 3)^2))")
    assert canonical("abs(2x)")


@pytest.mark.parametrize(("answer", "does"), [("x^2/2 + C", True), ("x^2/2 + 3 + C", False), ("x + pi + C", False)])
def test_a_number_beside_the_constant_of_integration_is_not_tidy(answer, does):
    assert tidy(read(answer, ("C",)), LEVELS["integrals"][3]) is does


def read_expression(text):
    """The expression that stands between the first dollars of a question."""
    return text.split("$")[1]


def test_no_two_questions_differ_by_their_numbers_alone(monkeypatch):
    found = quiz(monkeypatch, topics=("power-rule",), levels=(1,), count=3)
    shapes = [shape(read(one.expression)) for one in found.questions]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3x^2 + 5", "7 + 4x^3"),
        ("sin(2x)/x", "sin(9x)/x"),
        ("-x*e^x", "e^x*x"),
        ("-3x^3", "x^5"),
        ("2sin(x) + x", "x - 5sin(x)"),
    ],
)
def test_shapes_forget_numbers_signs_and_order(one, other):
    assert shape(read(canonical(one))) == shape(read(canonical(other)))


@pytest.mark.parametrize(("one", "other"), [("x^2", "x"), ("sin(x)", "cos(x)"), ("sin(x)^2", "sin(x^2)")])
def test_shapes_keep_what_is_to_be_done(one, other):
    assert shape(read(one)) != shape(read(other))


def test_when_there_are_too_few_it_says_so(monkeypatch):
    monkeypatch.setattr(generator, "MOST_ATTEMPTS", 6)
    with pytest.raises(StudentError, match="differ by more than their numbers"):
        quiz(monkeypatch, topics=("derivative-of-sin",), levels=(1,), count=40)


def test_what_takes_too_long_ends_the_run_and_is_not_left_out():
    future = Future()
    future.set_exception(TimeoutError())
    with pytest.raises(StudentError, match="too long") as problem:
        Generator(Wish(["power-rule"], [1], 1, 0), None, print)._outcome(future, "power-rule")
    assert problem.value.exit_code == 3


@pytest.mark.parametrize("topic", ["definite-integrals", "parts", "substitution"])
def test_drafts_look_at_no_clock(monkeypatch, topic):
    """What is found on a machine on which no second ever passes is found on one on which a year passes at every look."""
    found = []
    for tick in (0, 3e7):
        passed = count(0, tick)
        monkeypatch.setattr(budget.time, "process_time", lambda passed=passed: next(passed))
        found.append([accepting.attempt(topic, 2, 1, number) for number in range(12)])
        monkeypatch.undo()
    assert any(found[0]), "no draft was taken, so that this says nothing"
    assert found[0] == found[1]


def test_critical_points_are_found_before_they_are_asked_about():
    # f = (x - 1)^2 - (y + 2)^2 has the gradient (2(x - 1), -2(y + 2)): a saddle at (1, -2), and nothing else
    draft = Draft("critical", "x^2 - 2x - y^2 - 4y - 3")
    found = [critical.asked(draft, Dice(k, "critical")).draft for k in range(6)]
    assert {one.correct for one in found if one.kind == "choice"} == {"saddle point"}
    assert {one.kind for one in found} == {"choice", "number"}


def test_unknown_topics_are_corrected():
    with pytest.raises(StudentError) as problem:
        topic("chian-rule")
    assert "did you mean chain-rule?" in problem.value.remedy
    assert all(topic(alias).id in topics() for alias in ALIASES)


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("calctutor quiz new", 2, "about which topic?"),
        ("calctutor quiz new --topic chain-rule --level 9", 2, "levels go from 1 to 5"),
        ("calctutor quiz new --topic chian", 2, "there is no topic of this name"),
    ],
)
def test_errors(command, code, said):
    done = run(command)
    assert done.returncode == code
    assert said in done.stderr


def test_the_command_writes_a_file_that_lint_accepts(tmp_path):
    command = "calctutor quiz new --topic product-rule,power-rule --level 1-2 --count 3 --seed 7 --tests"
    done = run(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"# {command.replace('product-rule,power-rule', 'product-rule,power-rule')}\n")
    file = tmp_path / "week.toml"
    file.write_text(done.stdout)
    assert run(f"calctutor quiz lint {file} --workers 1").returncode == 0
    assert run(command + " --workers 1").stdout == done.stdout


def test_neither_hashes_nor_the_run_change_a_byte(monkeypatch):
    command = "calctutor quiz new --topic partials,conjugate,variances --level 1-2 --count 3 --seed 5 --choice --workers 1"
    written = set()
    for seed in ("0", "1", "4242"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = run(command)
        assert done.returncode == 0, done.stderr
        written.add(sha256(done.stdout.encode()).hexdigest())
    assert len(written) == 1


@pytest.mark.parametrize("topic", ["product-rule", "chain", "quotient-rule", "substitution", "parts", "definite-integrals"])
def test_answers_agree_with_sympy(topic):
    """By sympy's own derivatives and by its numerical integration, which share nothing with the rules or with the balls."""
    x, some = sp.Symbol("x", real=True), sp.Rational(13, 10)
    found = [one for level in (1, 2, 3) for k in range(8) if (one := accepting.attempt(topic, level, 11, k))]
    assert found
    for one in found:
        f, answer = (Algebra().expression(tree) for tree in (one.draft.task.f, one.answer))
        if "from" in one.draft.asked:
            low, high = (Algebra().expression(end) for end in one.draft.task.about["bounds"])
            right, given = sp.Integral(f, (x, low, high)).evalf(12), answer.evalf(12)
        elif one.draft.kind == "integrate":
            right, given = f.subs(x, some).evalf(20), answer.diff(x).subs(x, some).evalf(20)
        else:
            right, given = f.diff(x).subs(x, some).evalf(20), answer.subs(x, some).evalf(20)
        assert abs(right - given) < 1e-9 * (1 + abs(right)), one.draft


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(topics()))
def test_every_topic_has_questions(name):
    assert any(accepting.attempt(name, level, 1, k) for k in range(60) for level in levels_of(name))


def test_a_draft_on_which_the_program_fails_is_put_away_and_said():
    from concurrent.futures import Future

    from calctutor.quiz.making.generator import Generator, Wish

    generator = Generator(Wish(["power-rule"], [1], 1, 0), None, print)
    for problem in (RuntimeError("Invalid comparison"), EOFError("the process ended without an answer")):
        future = Future()
        future.set_exception(problem)
        assert generator._outcome(future, "power-rule") is None
    assert len(generator.notes) == 2
    assert "itself failed" in generator.notes[0]
