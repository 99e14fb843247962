"""Linting: every complaint is made of a quiz that deserves it, and of no other; and the kinds that only quizzes have."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from calctutor.checking.crew import Crew
from calctutor.cli.app import run
from calctutor.narrate.quiz_questions import asked
from calctutor.notation.writing import text as written
from calctutor.quiz.drawing import draw
from calctutor.quiz.examining import examined
from calctutor.quiz.files import parsed
from calctutor.quiz.findings import CODES
from calctutor.quiz.hinting import ladder
from calctutor.quiz.judging import judge
from calctutor.quiz.linting import lint
from calctutor.quiz.models import Quiz, kinds
from calctutor.quiz.wording import bare

HEAD = 'schema = "calctutor-quiz/1"\ntitle = "t"\n'


@pytest.fixture(scope="module")
def crew():
    crew = Crew(1, 4)
    yield crew
    crew.shutdown(wait=False, cancel_futures=True)


def question(lines, name="q"):
    return f'[[question]]\nid = "{name}"\n{lines}\n'


SQUARE = 'kind = "diff"\nexpression = "x^2"'

TABLE = [
    ("never", question('kind = "diff"\nexpression = "a x^2"\nparameters = {a = {from = 1, to = 3}, where = ["a > 3"]}'), 7),
    ("rarely", question('kind = "diff"\nexpression = "a x^2"\n'
                        'parameters = {a = {from = 1, to = 900}, where = ["a > 890"]}'), 7),
    ("cannot-be-drawn", question('kind = "diff"\nexpression = "a x^("\nparameters = {a = {from = 1, to = 3}}'), 3),
    ("cannot-be-drawn", question('kind = "choice"\ntext = "?"\noptions = ["a", "b x"]\ncorrect = "a"\n'
                                 'parameters = {a = {choice = ["x"]}, b = {from = 1, to = 1}}'), 3),
    ("not-solved", question('kind = "diff"\nexpression = "x y"'), 3),
    ("trivial", question('kind = "diff"\nexpression = "a x^0"\nparameters = {a = {from = 2, to = 2}}'), 3),
    ("undecided", question('kind = "diff"\nexpression = "arccosh(-x^2)"'), 3),  # real nowhere, so that nothing can be compared
    ("too-hard", question('kind = "hessian"\nexpression = "x sin(y z) + y e^(x z) + z ln(x y)"'), 3),
    ("bare-letter", question('kind = "diff"\nexpression = "x^n"\ntext = "of $3 x^n$"\n'
                             'parameters = {n = {from = 2, to = 5}}'), 7),
    ("duplicate", question(SQUARE) + question(SQUARE, "r"), 7),
    ("same-again", question(f"{SQUARE}\nparameters = {{a = {{from = 1, to = 9}}}}"), 7),
    ("test-verdict", question(f'{SQUARE}\n[[question.tests]]\nanswer = "3x"'), 7),
    ("test-slip", question('kind = "diff"\nexpression = "x^2 sin(x)"\n[[question.tests]]\nanswer = "2x cos(x)"\n'
                           'verdict = "wrong"\nslip = "product-rule-with-minus"'), 7),
    ("test-points", question(f'{SQUARE}\n[[question.tests]]\nanswer = "2x"\npoints = 3'), 7),
    ("unknown-mistake", question(f"{SQUARE}\npartial = {{product-of-derivative = 0.5}}"), 7),
    ("hole", question(f'{SQUARE}\ntext = "with {{b}}"'), 7),
    ("formula", question(f'{SQUARE}\ntext = "with $P(X$"'), 7),
    ("escape", question(f'{SQUARE}\ntext = "with $2 \\times x$"'), 7),
    ("label", question('kind = "choice"\ntext = "?"\noptions = ["b", "x"]\ncorrect = "x"'), 7),
    ("unreachable", "pass = 50\n" + question(f"{SQUARE}\npoints = 0"), 3),
]  # fmt: skip


@pytest.mark.parametrize(("code", "source", "line"), TABLE, ids=[f"{code}-{line}" for code, _, line in TABLE])
def test_what_is_complained_of(crew, code, source, line):
    report = lint(HEAD + source, crew, 6, lambda *_: None)
    assert (code, line) in [(finding.code, finding.line) for finding in report.findings], report.findings
    assert report.exit_code == int(CODES[code][0] == "error") or code != report.findings[0].code


@pytest.mark.parametrize(
    ("words", "letters", "found"),
    [
        ("the slope of $x^n$", {"n"}, ["n"]),
        ("the slope of $x^{n}$, n times", {"n"}, []),
        (r"the slope of $\frac{n}{2} \sin(nx)$", {"n"}, ["n"]),
        (r"the slope of $\sin(x)$", {"s", "i", "n"}, []),
        ("the slope of $x^n$ for $n = {n}$", {"n"}, []),
        ("let $f(x) = {f}$; then $f(2)$", {"f"}, []),
        ("the slope of $ax + b_1$", {"a", "b", "b_1"}, ["a", "b_1"]),
        ("the slope of $rate x$", {"rate", "a"}, ["rate"]),
    ],
)
def test_letters_that_stand_bare_in_a_formula(words, letters, found):
    assert bare(words, letters) == found


def test_a_good_quiz_is_not_complained_of(crew):
    source = question(
        'kind = "diff"\nexpression = "x^n f(x)"\ntext = "Differentiate ${expression}$."\n'
        "partial = {product-of-derivatives = 0.5}\n"
        'parameters = {n = {from = 2, to = 4}, f = {choice = ["sin", "exp"]}}\n'
        '[[question.tests]]\nanswer = "7"\nverdict = "wrong"'
    )
    report = lint(HEAD + source, crew, 4, lambda *_: None)
    assert report.findings == ()
    assert report.exit_code == 0
    assert "product-rule" in report.questions[0].rules


def test_what_takes_too_long_is_stopped_and_said(tmp_path, capsys):
    path = tmp_path / "slow.toml"
    path.write_text(HEAD + question('kind = "integrate"\nexpression = "sin(x^3 + ln(x)) e^(x^2)/(1 + x^7)^(1/5)"'))
    code = run(["quiz", "lint", str(path), "--timeout", "0.2", "--workers", "1", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert code == 1
    assert data["findings"][0]["code"] in ("out-of-time", "unreachable")
    assert "out-of-time" in [finding["code"] for finding in data["findings"]]


def test_a_file_that_is_no_quiz_ends_with_2(tmp_path, capsys):
    path = tmp_path / "bad.toml"
    path.write_text('schema = "calctutor-quiz/1"\ntitel = "x"\n')
    assert run(["quiz", "lint", str(path), "--format", "json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert [(finding["line"], finding["remedy"]) for finding in data["findings"]][-1] == (2, "did you mean title?")


# The kinds that only quizzes have.


def drawn(lines):
    quiz, problems = parsed(HEAD + question(lines))
    assert quiz is not None, problems
    return draw(quiz).questions[0]


CHOICE = 'kind = "choice"\ntext = "?"\noptions = ["x^2", "2x", "3"]\ncorrect = '
NUMBER = 'kind = "number"\ntext = "?"\nanswer = '
RULE = 'kind = "rule"\nexpression = '
WORK = 'kind = "work"\nexpression = "d/dx (x^2 sin(x))"\npartial = {lines = true}'
FIRST, LAST = "2x sin(x) + x^2 d/dx(sin(x))", "= 2x sin(x) + x^2 cos(x)"

COSINES = 'kind = "integrate"\nexpression = "cos(n x)"\nwrt = "x"\nfrom = 0\nto = "pi"\n'

JUDGED = [
    (f'{CHOICE}"2x"', "2x", "correct"),
    (f'{CHOICE}"2x"', "2 x", "correct"),
    (f'{CHOICE}"2x"', "x**2", "wrong"),
    (f'{CHOICE}"2x"', "z", "unreadable"),
    (f'{CHOICE}["2x", "3"]', "2x", "wrong"),
    (f'{NUMBER}"pi"\ntolerance = 0.01', "3.14", "correct"),
    (f'{NUMBER}"pi"\ntolerance = 0.01', "22/7", "correct"),
    (f'{NUMBER}"pi"\ntolerance = 0.01', "3.1", "wrong"),
    (f'{NUMBER}"pi"', "3.14", "wrong"),
    (f'{NUMBER}3\ntolerance = 0.1', "3.1", "correct"),
    (f'{NUMBER}3\ntolerance = 0.1', "3.1000001", "wrong"),
    (f'{NUMBER}50\ntolerance = "1%"', "50.5", "correct"),
    (f'{NUMBER}"1/4"', "25%", "correct"),
    (f'{NUMBER}"1/4"', "x", "unreadable"),
    (f'{NUMBER}"1/4"', "1/0", "unreadable"),
    (f'{RULE}"sin(x^2)"', "the chain rule", "correct"),
    (f'{RULE}"sin(x^2)"', "Chain", "correct"),
    (f'{RULE}"3 sin(x^2)"', "chain rule", "correct"),
    (f'{RULE}"sin(x^2)"', "product rule", "wrong"),
    (f'{RULE}"sin(x^2)"', "chian rul", "unreadable"),
    (f'{RULE}"int(x e^x, x)"', "by parts", "correct"),
    (f'{RULE}"sin(x)/x"\nanswer = ["quotient rule", "product rule"]', "product rule", "correct"),
    (WORK, f"{FIRST}\n{LAST}", "correct"),
    (WORK, f"d/dx (x^2 sin(x))\n= {FIRST}\n{LAST}", "correct"),
    (WORK, FIRST, "wrong"),
    (WORK, "d/dx (x^2 sin(x))", "unreadable"),
    (WORK, f"{FIRST}\n= 2x sin(x) - x^2 cos(x)", "wrong"),
    (WORK, "2x sin(", "unreadable"),
    (WORK, "", "unreadable"),
    ('kind = "same"\nexpression = "sqrt(x^2)"\nassume = "x > 0"', "x", "correct"),
    ('kind = "same"\nexpression = "sqrt(x^2)"', "x", "wrong"),
    ('kind = "diff"\nexpression = "abs(x)"\nassume = "x < 0"', "-1", "correct"),
    ('kind = "limit"\nexpression = "e^(-k x)"\nwrt = "x"\nat = "x=oo"\nassume = "k > 0"', "0", "correct"),
    (f'{COSINES}assume = "n integer, n > 0"', "0", "correct"),
    (f'{COSINES}assume = "n integer"', "0", "wrong"),  # n = 0
]  # fmt: skip


@pytest.mark.parametrize(("lines", "answer", "verdict"), JUDGED, ids=[f"{verdict}-{answer}" for _, answer, verdict in JUDGED])
def test_kinds_of_quizzes(lines, answer, verdict):
    assert judge(drawn(lines), answer).verdict == verdict


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ('kind = "integrate"\nexpression = "e^(-k x)"\nwrt = "x"\nfrom = 0\nto = "oo"\nassume = "k > 0"', "1/k"),
        ('kind = "limit"\nexpression = "e^(-k x)"\nwrt = "x"\nat = "x=oo"\nassume = "k > 0"', "0"),
        ('kind = "limit"\nexpression = "sin(pi n)"\nat = "n=oo"\nassume = "n integer"', "0"),
    ],
)
def test_what_is_known_is_used_in_working_too(lines, answer):
    found = examined(drawn(lines))
    assert (found.complaint in ("", "trivial"), found.answer) == (True, answer)


PAGE = (Path(__file__).parents[1] / "examples" / "quizzes.md").read_text()
KINDS = [
    (kind, re.findall("`(.+?)`", needs), right.strip("` "))
    for kind, needs, right in re.findall(
        r"^\| `([a-z-]+)` \| (`.+?`) \| (`.+`) \|$", PAGE.split("The least that each")[1], re.M
    )
]


def test_every_kind_has_its_line():
    assert {kind for kind, *_ in KINDS} == set(kinds())


@pytest.mark.parametrize(("kind", "needs", "right"), KINDS, ids=[f"{kind} {right}" for kind, _, right in KINDS])
def test_the_least_that_a_kind_needs(kind, needs, right):
    assert judge(drawn("\n".join([f'kind = "{kind}"', *needs])), right).verdict == "correct"


def test_every_line_counts():
    """The first of two lines is right, the second is not."""
    outcome = judge(drawn(WORK), f"{FIRST}\n= 2x sin(x) - x^2 cos(x)")
    assert (outcome.right, outcome.lines) == (1, 2)


def test_the_ladder_of_hints_gives_more_and_more_but_not_the_answer():
    hints = [
        "".join(p if isinstance(p, str) else written(p) for p in hint)
        for hint in ladder(drawn(SQUARE.replace("x^2", "3x^2 sin(x)")))
    ]
    assert [hint.split(":")[0].split(" = ")[0] for hint in hints] == [
        "Use this rule",
        "Take u",
        "The first line is d/dx(x² sin(x))",
    ]
    assert all("cos" not in hint for hint in hints)


# Random variables.

CHANCES = tomllib.loads((Path(__file__).parent / "tables" / "quiz_chances.toml").read_text(encoding="utf-8"))["rows"]


def about_chance(row):
    """The question of a row, each of its parameters with one value."""
    given = {key: value for key, value in row.items() if key not in ("answer", "verdict", "slip", "parameters")}
    parameters = {letter: {"choice": [value]} for letter, value in row.get("parameters", {}).items()}
    one = {"id": "q", "kind": "probability", **given, **({"parameters": parameters} if parameters else {})}
    return draw(Quiz.model_validate({"schema": "calctutor-quiz/1", "title": "t", "question": [one]})).questions[0]


@pytest.mark.parametrize("row", CHANCES, ids=lambda row: f"{row['expression']}-{row['answer']}")
def test_questions_about_random_variables(row):
    question = about_chance(row)
    outcome = judge(question, row["answer"])
    assert (outcome.verdict, outcome.mistake) == (row["verdict"], row.get("slip", ""))
    found = examined(question)
    assert found.complaint == ""
    assert judge(question, found.answer).verdict == "correct", "its own answer, as it is printed, is right"
    assert asked(question), "it can be asked without a text of its own"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('kind = "probability"\nexpression = "exponential(2)"', "what is asked of the random variable?"),
        ('kind = "diff"\nexpression = "x^2"\nwhat = "mean"', "belong to a question of kind probability"),
    ],
)
def test_what_is_asked_of_a_random_variable_must_be_said(lines, said):
    quiz, problems = parsed(HEAD + question(lines))
    assert quiz is None
    assert any(said in problem.reason for problem in problems)


def test_a_sample_of_a_question_is_never_a_file(tmp_path):
    """A quiz names no other files: what would be one on the command line is no number here."""
    (tmp_path / "points.csv").write_text("1\n2\n")
    one = about_chance({"expression": "exponential(k)", "data": str(tmp_path / "points.csv"), "answer": "1"})
    assert judge(one, "2/3").verdict == "unreadable"
