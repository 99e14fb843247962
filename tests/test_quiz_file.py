"""Quiz files: what may stand in them, errors that can be found, drawing, and writing."""

import hashlib
import json
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.writing import text
from calctutor.quiz.chance import Chance
from calctutor.quiz.drawing import data, draw
from calctutor.quiz.files import parsed, read_quiz
from calctutor.quiz.filling import filled, numeral
from calctutor.quiz.holes import with_holes
from calctutor.quiz.models import MOST_QUESTIONS, SCHEMA, Quiz
from calctutor.quiz.parameters import holds
from calctutor.quiz.places import line_of
from calctutor.quiz.writing import quiz_text

SAMPLE = r"""schema = "calctutor-quiz/1"
title = "Slopes"
pass = 50

[defaults]
points = 2

[[section]]
id = "first"
title = "Warm up"

# the first question
[[question]]
id = "product"
section = "first"
kind = "diff"
text = 'Differentiate ${expression}$, with {a} and $\frac{a}{n}$.'
expression = "a x^n f(b x)"
partial = {product-of-derivatives = 0.25}
parameters = {a = {from = -3, to = 9, except = [0]}, n = {from = 1, to = 4}, b = {from = 0.5, to = 2, step = 0.5}, f = {choice = ["sin", "cos", "exp"]}, where = ["a != b", "n < 3"]}

[[question]]
id = "pick"
kind = "choice"
text = '''
Which one is
the derivative of $x^2$?
'''
options = ["2x", "x^2", "2", "x"]
correct = "2x"
[[question.tests]]
answer = "2x"
"""  # noqa: E501


def sample(**changes):
    """The sample with texts in it replaced."""
    changed = SAMPLE
    for old, new in changes.values():
        assert old in changed
        changed = changed.replace(old, new)
    return changed


def quiz(source=SAMPLE):
    found, problems = parsed(source)
    assert found is not None, problems
    return found


def one(**question):
    return Quiz.model_validate({"schema": SCHEMA, "title": "t", "question": [{"id": "q", **question}]})


# Errors name the line, the key and a remedy.


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "says"),
    [
        ("pass = 50", "pass = 500", 3, "pass", "100"),
        ("pass = 50", "pas = 50", 3, "pas", "did you mean pass?"),
        ("calctutor-quiz/1", "calctutor-quiz/9", 1, "schema", "calctutor-quiz/1"),
        ("points = 2", "points = -2", 6, "defaults, points", "0"),
        ('kind = "diff"', 'kind = "dif"', 13, "question 1 (product)", "dif is no kind of question"),
        ("from = 0.5, to = 2", "from = 3, to = 2", 20, "question 1 (product), parameters, b", "from must not be larger"),
        ("step = 0.5", "stepp = 0.5", 20, "question 1 (product), parameters, b, stepp", "did you mean step?"),
        ('id = "pick"', 'id = "product"', 23, "question 2 (product), id", "as well"),
        ('section = "first"', 'section = "last"', 15, "question 1 (product), section", "no section last"),
        ('correct = "2x"', 'correct = "3x"', 22, "question 2 (pick)", "among the options"),
        ('answer = "2x"', 'anwser = "2x"', 32, "question 2 (pick), tests 1, anwser", "did you mean answer?"),
        ('title = "Slopes"', 'title = "Slopes', 2, "", "not TOML"),
        (r"text = 'Differentiate", r"""text = "\frac" # \'""", 17, "question 1 (product), text", "single quotes"),
        ('title = "Slopes"', 'title = "Slo\\u001bpes"', 2, "title", "U+001B"),
    ],
)
def test_problems_are_found_where_they_are(old, new, line, key, says):
    found, problems = parsed(sample(change=(old, new)))
    assert found is None
    assert (problems[0].line, problems[0].key) == (line, key), problems
    assert says in problems[0].reason + problems[0].remedy, problems


def test_every_problem_is_reported():
    _, problems = parsed(sample(a=("pass = 50", "pas = 50"), b=('id = "pick"', 'identity = "pick"')))
    assert [problem.line for problem in problems] == [3, 22, 23]


def test_an_error_shows_file_line_and_remedy(tmp_path):
    path = tmp_path / "week1.toml"
    path.write_text(sample(a=("pass = 50", "pas = 50")))
    with pytest.raises(StudentError) as caught:
        read_quiz(path)
    assert "week1.toml, line 3: pas" in caught.value.reason
    assert caught.value.text == "pas = 50"
    assert caught.value.remedy == "did you mean pass?"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 2_000_000, b"a = " + b"[" * 100_000])
def test_what_is_no_quiz_is_refused(tmp_path, content):
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(StudentError):
        read_quiz(path)


def test_sizes_are_bounded():
    many = SAMPLE + "".join(f'[[question]]\nid = "n{i}"\nkind = "diff"\nexpression = "x"\n' for i in range(MOST_QUESTIONS))
    assert parsed(many)[0] is None
    assert parsed(sample(a=('"2x", "x^2"', ", ".join(f'"{i}"' for i in range(99)))))[0] is None
    with pytest.raises(StudentError):
        draw(one(kind="diff", expression="9^9^9", parameters={"a": {"from": 1, "to": 2}}))


def test_lines_are_those_of_the_statement():
    source = 'a = 1\n\n[t]\nb = [\n 1,\n 2,\n]\n# more\nc = """\n[x]\nd = 1\n"""\nd = 2\n'
    assert [line_of(source, key) for key in (["a"], ["t"], ["t", "b"], ["t", "c"], ["t", "d"], ["t", "e"])] == [
        1, 3, 4, 9, 13, 3,
    ]  # fmt: skip


# Drawing.


def test_the_same_seed_gives_the_same_bytes_in_every_process():
    program = (
        "import json, sys\nfrom calctutor.quiz.drawing import data, draw\nfrom calctutor.quiz.files import parsed\n"
        "quiz = parsed(sys.stdin.read())[0]\n"
        "sys.stdout.write(''.join(json.dumps(data(draw(quiz, seed))) for seed in range(20)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], input=SAMPLE, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("0", "1", "4294967295", "random")
    }  # fmt: skip
    assert found == {"".join(json.dumps(data(draw(quiz(), seed))) for seed in range(20))}


def test_chance_is_what_it_has_always_been():
    """The numbers of SHA-512 and the Mersenne twister, worked out from their definitions."""
    name = b"calctutor-quiz/1|7|slope"
    import random

    twister = random.Random()
    twister.seed(int.from_bytes(name + hashlib.sha512(name).digest(), "big"))
    chance = Chance(7, "slope")
    assert [chance.below(1000) for _ in range(5)] == [int(twister.random() * 1000) for _ in range(5)]


def test_a_question_does_not_depend_on_the_others():
    alone = SAMPLE.replace(SAMPLE[SAMPLE.index("# the first question") : SAMPLE.index('[[question]]\nid = "pick"')], "")
    for seed in range(10):
        assert draw(quiz(), seed).questions[1] == draw(quiz(alone), seed).questions[0]


def test_conditions_and_ranges_are_kept():
    values = [draw(quiz(), seed).questions[0].values for seed in range(200)]
    numbers = [(int(v["a"]), int(v["n"]), Fraction(v["b"])) for v in values]
    assert all(a in range(-3, 10) and a != 0 and a != b and n < 3 and b * 2 in (1, 2, 3, 4) for a, n, b in numbers)
    assert {v["f"] for v in values} == {"sin", "cos", "exp"}
    assert len({a for a, _, _ in numbers}) == 12


def test_options_are_shuffled_and_the_right_one_goes_along():
    drawn = [draw(quiz(), seed).questions[1] for seed in range(60)]
    assert all([question.choices[i] for i in question.correct] == ["2x"] for question in drawn)
    assert {question.correct[0] for question in drawn} == {0, 1, 2, 3}


def test_conditions_that_cannot_hold_are_an_error():
    impossible = one(kind="diff", expression="a x", parameters={"a": {"from": 1, "to": 3}, "where": ["a > 5"]})
    with pytest.raises(StudentError, match="question q: no values of a"):
        draw(impossible)


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        ("a != b", {"a": 2, "b": 3}, True),
        ("a < 2b and b < 4", {"a": 5, "b": 3}, True),
        ("a^2 >= 9", {"a": -3}, True),
        ("a/b = 1/2", {"a": 2, "b": 4}, True),
        ("f != g", {"f": "sin", "g": "sin"}, False),
        ("abs(a) > 2 or a = 0", {"a": 0}, True),
    ],
)
def test_conditions(condition, values, expected):
    trees = {letter: value if isinstance(value, str) else numeral(Fraction(value)) for letter, value in values.items()}
    assert holds(read(condition), trees) is expected


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("x^a", {"a": -3}, "x⁻³"),
        ("a^2", {"a": -3}, "9"),
        ("(a x)^2", {"a": -3}, "(-3x)²"),
        ("2a x^(n-1)", {"a": 3, "n": 3}, "6x²"),
        ("x a + y a z", {"a": 2}, "2x + 2y z"),
        ("2*3*x + a", {"a": 1}, "2·3x + 1"),
        ("x - a", {"a": -3}, "x + 3"),
        ("a x", {"a": 1}, "x"),
        ("a x", {"a": -1}, "-x"),
        ("x^n + c", {"n": 1, "c": 0}, "x"),
        ("1*x^n", {"n": 2}, "1·x²"),
        ("f(a x)", {"f": "sin", "a": 2}, "sin(2x)"),
        ("f(x)", {"f": "exp"}, "eˣ"),
        ("x^a/a", {"a": 2}, "x²/2"),
    ],
)
def test_parameters_are_put_into_the_tree(expression, values, expected):
    trees = {letter: value if isinstance(value, str) else numeral(Fraction(value)) for letter, value in values.items()}
    assert text(filled(read(expression), trees)) == expected


def test_a_percentage_and_what_is_known_take_parameters_too():
    lines = (
        'schema = "calctutor-quiz/1"\ntitle = "t"\n[[question]]\nid = "n"\nkind = "number"\ntext = "?"\nanswer = "100a"\n'
        'tolerance = "a%"\n[question.parameters]\na = {from = 2, to = 2}\n'
        '[[question]]\nid = "s"\nkind = "same"\nexpression = "a cos(n pi)"\nassume = ["n integer, n > a"]\n'
        "[question.parameters]\na = {from = 2, to = 2}\n"
    )
    number, same = draw(parsed(lines)[0]).questions
    assert (number.answer, number.tolerance) == (("200",), "2%")
    assert same.options["assume"] == ["n integer, n > 2"]


def test_holes():
    values = {"a": read("2"), "expression": read("x^2/3")}
    assert with_holes(r"{a}{b} $\frac{a}{b}$ {expression} ${expression}$", values) == (
        r"2{b} $\frac{2}{b}$ x²/3 ${\frac{x^{2}}{3}}$"
    )


# Writing.


def test_what_is_written_reads_back():
    assert quiz(quiz_text(quiz(), "made by hand")) == quiz()
    assert quiz_text(quiz(quiz_text(quiz()))) == quiz_text(quiz())


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab\n\r\t\\'\" é{}$[]=#")))
def test_any_text_reads_back(words):
    written = Quiz.model_validate(
        {"schema": SCHEMA, "title": "t", "description": words, "question": [{"id": "q", "kind": "diff", "expression": "x"}]}
    )
    assert parsed(quiz_text(written)) == (written, [])
