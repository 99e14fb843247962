"""Grading: files of answers in every form, what is refused, points, reports, and text that must not be trusted."""

import csv
import json
from xml.etree import ElementTree

import pytest

from calctutor.checking.crew import Crew
from calctutor.cli.app import run
from calctutor.errors import StudentError
from calctutor.narrate.quiz_grades import markdown
from calctutor.quiz.files import parsed
from calctutor.quiz.grading import grade
from calctutor.quiz.reports import as_csv, as_json, as_junit, cell
from calctutor.quiz.submissions import Given, submissions

QUIZ = """schema = "calctutor-quiz/1"
title = "Slopes"
pass = 60

[defaults]
points = 2
penalty = 0.5

[[question]]
id = "product"
kind = "diff"
expression = "x^2 sin(x)"
tags = ["products"]
partial = {product-of-derivatives = 0.25}

[[question]]
id = "power"
kind = "diff"
expression = "a x^3"
tags = ["powers"]
parameters = {a = {from = 2, to = 9}}

[[question]]
id = "pick"
kind = "choice"
text = "Which is $x$ times $x$?"
options = ["x^2", "2x"]
correct = "x^2"
"""

GOOD = {"product": "2x sin(x) + x^2 cos(x)", "pick": "x^2"}


def coefficient(seed):
    """The a of the quiz with this seed, from the drawing, whose own tests are elsewhere."""
    from calctutor.quiz.drawing import draw

    return int(draw(parsed(QUIZ)[0], seed).questions[1].values["a"])


@pytest.fixture
def place(tmp_path):
    (tmp_path / "quiz.toml").write_text(QUIZ)
    return tmp_path


def graded(place, *files, seed="0"):
    quiz = parsed(QUIZ)[0]
    handed, _ = submissions([str(place / name) for name in files], [question.id for question in quiz.questions])
    crew = Crew(1, 20)
    try:
        return grade(quiz, handed, seed, crew, 20, lambda *_: None)
    finally:
        crew.shutdown(wait=False, cancel_futures=True)


def test_one_student_with_tries_hints_and_a_seed(place):
    a = coefficient(7)
    (place / "ada.toml").write_text(
        f'student = "Ada"\nseed = 7\n[answers]\nproduct = {{tries = ["x", "2x sin x + x^2 cos x"]}}\n'
        f'power = {{answer = "{3 * a}x^2", hints = 1}}\npick = "2x"\n'
    )
    (ada,) = graded(place, "ada.toml").students
    assert [(mark.question, mark.points, mark.verdict) for mark in ada.marks] == [
        ("product", 1, "correct"), ("power", 1.8, "correct"), ("pick", 0, "wrong"),
    ]  # fmt: skip
    assert (ada.points, ada.most, ada.percent, ada.passed) == (2.8, 6, 46.67, False)


def test_a_slip_that_the_file_forgives(place):
    (place / "a.json").write_text(json.dumps({"answers": {**GOOD, "product": "2x cos(x)"}}))
    (mark, missing, pick) = graded(place, "a.json").students[0].marks
    assert (mark.points, mark.outcome.mistake) == (0.5, "product-of-derivatives")
    assert (missing.verdict, pick.verdict) == ("unanswered", "correct")


RIGHT, SLIPPED = "2x sin(x) + x^2 cos(x)", "2x cos(x)"
ADA, EMMY = GOOD, {"product": SLIPPED, "pick": "2x"}

FORMS = {
    "wide.csv": f"student,product,pick\nAda,{RIGHT},x^2\nEmmy,{SLIPPED},2x\n",
    "long.csv": f"student,question,answer\nAda,product,{RIGHT}\nEmmy,product,{SLIPPED}\nAda,pick,x^2\nEmmy,pick,2x\n",
    "list.json": json.dumps([{"student": "Ada", "answers": ADA}, {"student": "Emmy", **EMMY}]),
    "students.json": json.dumps({"students": [{"name": "Ada", "answers": ADA}, {"name": "Emmy", "answers": EMMY}]}),
    "students.toml": f"""[[students]]
name = "Ada"
product = "{RIGHT}"
pick = "x^2"
[[students]]
name = "Emmy"
product = "{SLIPPED}"
pick = "2x"
""",
}


@pytest.mark.parametrize(("name", "text"), FORMS.items(), ids=FORMS)
def test_a_class_in_every_form(place, name, text):
    (place / name).write_text(text)
    quiz = parsed(QUIZ)[0]
    handed, _ = submissions([str(place / name)], [question.id for question in quiz.questions])
    assert [(one.student, dict(one.answers)) for one in handed] == [
        ("Ada", {key: Given((value,)) for key, value in GOOD.items()}),
        ("Emmy", {"product": Given(("2x cos(x)",)), "pick": Given(("2x",))}),
    ]  # fmt: skip


BAD = {
    "a.json": [
        "{",
        "3",
        '{"answers": 3}',
        '{"answers": {"produkt": "x"}}',
        '{"answers": {"pick": {"tri": 1}}}',
        "[" * 100_000,
        '{"student": [1], "answers": {}}',
        '{"answers": {"pick": {"tries": ["x"], "hints": -1}}}',
        '{"answers": {"pick": null}}',
    ],
    "a.csv": [
        "student,produkt\nA,x\n",
        "student,pick\nA\n",
        "student,pick\nA,b,c\n",
        'student,pick\nA,"b\n',
        "student,pick,pick\n1,2,3\n",
        "pick\n",
    ],
    "a.toml": ["answers = ", "[answers]\npick = true\n"],
    "a.txt": ["x"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_what_is_not_understood_is_refused(place, name, text):
    (place / name).write_text(text)
    with pytest.raises(StudentError):
        submissions([str(place / name)], ["product", "power", "pick"])


def test_nothing_is_graded_by_halves(place, capsys):
    (place / "good.json").write_text(json.dumps({"answers": GOOD}))
    (place / "bad.json").write_text("{")
    out = place / "out.csv"
    code = run(
        ["quiz", "grade", str(place / "quiz.toml"), str(place / "good.json"), str(place / "bad.json"), "--report", f"csv={out}"]
    )
    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert "bad.json" in captured.err
    assert not out.exists()


def test_a_class_hears_why_answers_could_not_be_read(place, capsys):
    (place / "class.csv").write_text("student,product,pick\nAda,2x sin(,a\nEmmy,2x,z\n")
    run(["quiz", "grade", str(place / "quiz.toml"), str(place / "class.csv"), "--workers", "1", "--format", "plain"])
    page = capsys.readouterr().out
    assert "2x sin(" in page.split("could not be read")[1]
    assert "stops in the middle" in page
    assert "none of the options" in page
    found = {(one[0], one[1]): one[3] for one in graded(place, "class.csv").unreadable}
    assert set(found) == {("Ada", "product"), ("Emmy", "pick")}
    assert all(found.values())


def test_the_same_student_twice_is_refused(place):
    (place / "a.csv").write_text("student,pick\nAda,a\nAda,b\n")
    with pytest.raises(StudentError, match="Ada is also in"):
        submissions([str(place / "a.csv")], ["pick"])


def test_exit_codes_and_reports(place, capsys):
    (place / "class.csv").write_text(
        f'student,seed,product,power,pick\nAda,3,2x sin(x) + x^2 cos(x),{3 * coefficient(3)}x^2,x^2\n'
        '"=cmd|\' /C calc\'!A0",0,2x cos(x),x,"2x"\n"<b>\x1b[31m|Eve",0,((,1,x^2\n'
    )  # fmt: skip
    kinds = ("text", "markdown", "json", "csv", "junit")
    wanted = [word for kind in kinds for word in ("--report", f"{kind}={place / kind}")]
    code = run(
        ["quiz", "grade", str(place / "quiz.toml"), str(place / "class.csv"), "--workers", "1", "--format", "json", *wanted]
    )
    data = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [one["passed"] for one in data["students"]] == [True, False, False]
    assert data["students"][2]["marks"][0]["verdict"] == "unreadable"
    assert data["slips"][0][0] == "product-of-derivatives"
    assert {tag["name"]: tag["share"] for tag in data["tags"]} == {
        "powers": pytest.approx(1 / 3, abs=1e-3),
        "products": pytest.approx(2.5 / 6, abs=1e-3),
    }
    assert "product-rule" in {rule["name"] for rule in data["rules"]}
    for kind in kinds:
        assert "\x1b" not in (place / kind).read_text()
    root = ElementTree.parse(place / "junit").getroot()
    assert [len(suite.findall("testcase")) for suite in root] == [3, 3, 3]
    assert root[2].get("name").startswith("<b>")
    rows = list(csv.reader((place / "csv").open(newline="")))
    assert rows[2][0].startswith("'=")
    assert rows[0][6:] == ["product", "power", "pick"]
    assert "<b>" not in (place / "markdown").read_text().replace("\\<b\\>", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|x", "%0a"])
def test_no_cell_is_a_formula(text):
    assert cell(text).startswith("'")
    assert cell("Ada") == "Ada"


def test_reports_are_the_same_every_time(place):
    (place / "a.json").write_text(json.dumps({"answers": GOOD}))
    one, other = (graded(place, "a.json") for _ in range(2))
    for writer in (as_json, as_csv, as_junit, markdown):
        assert writer(one) == writer(other)


def test_a_seed_for_everybody_must_be_theirs(place, capsys):
    (place / "a.json").write_text(json.dumps({"seed": 4, "answers": GOOD}))
    assert run(["quiz", "grade", str(place / "quiz.toml"), str(place / "a.json"), "--seed", "5"]) == 2
    assert "seed 4, not 5" in capsys.readouterr().err


def test_what_take_writes_grade_reads(place):
    from calctutor.quiz.drawing import draw
    from calctutor.quiz.handing_in import handed_in
    from calctutor.quiz.outcomes import Outcome
    from calctutor.quiz.sessions import Session

    session = Session(draw(parsed(QUIZ)[0], "ada"))
    session.answered("product", "2x cos(x)", Outcome("wrong", "product-of-derivatives"), 3)
    session.answered("product", GOOD["product"], Outcome("correct"), 3)
    session.states["product"].hints = 1
    session.answered("pick", "x^2", Outcome("correct"), 2)
    for name in ("a.toml", "a.json"):
        (place / name).write_text(handed_in(session, "Ada", name.endswith("toml")))
        (ada,) = graded(place, name).students
        assert (ada.student, ada.seed) == ("Ada", "ada")
        assert [mark.points for mark in ada.marks] == [session.points(name) for name in session.questions]
