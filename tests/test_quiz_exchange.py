"""Quizzes from Moodle and for Moodle: what both can say survives, what is not understood is listed, nothing unsafe is read."""

import re
import tomllib
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from calctutor.errors import StudentError
from calctutor.narrate.quiz_sheet import sheet
from calctutor.notation.reading import read
from calctutor.notation.writing import mathml
from calctutor.quiz.answers import answers
from calctutor.quiz.drawing import draw
from calctutor.quiz.files import read_quiz
from calctutor.quiz.filling import spelled
from calctutor.quiz.importing.gift import read_gift
from calctutor.quiz.importing.maxima import Asked, random, variables
from calctutor.quiz.importing.moodle import read_moodle
from calctutor.quiz.models import Quiz
from calctutor.render import sheet_html, sheet_markdown, sheet_moodle
from tests.documents import run

# GIFT.


def gift(text):
    return read_gift(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it? {T}", {"kind": "choice", "options": ["True", "False"], "correct": ["True"]}),
        ("Is it? {FALSE#no}", {"kind": "choice", "options": ["True", "False"], "correct": ["False"]}),
        ("Which? {=a ~b ~c}", {"kind": "choice", "options": ["a", "b", "c"], "correct": ["a"]}),
        ("Which? {~%50%a ~%50%b ~%-100%c}", {"kind": "choice", "options": ["a", "b", "c"], "correct": ["a", "b"]}),
        ("Slope? {=2x}", {"kind": "same", "expression": "2x", "tests": [{"answer": "2x"}]}),
        ("How much? {#3.14:0.01}", {"kind": "number", "answer": "3.14", "tolerance": "0.01"}),
        ("How much? {#1..5}", {"kind": "number", "answer": "3", "tolerance": "2"}),
        ("How much? {#=7:1 =%50%8:1}", {"kind": "number", "answer": "7", "tolerance": "1"}),
        ("[html]<p>Which?</p> {=<p>\\(2x\\)</p> ~<p>$$x$$</p>}", {"text": "Which?", "options": ["2x", "x"], "correct": ["2x"]}),
        ("Slope? {=\\(2x\\)}", {"kind": "same", "expression": "2x"}),
    ],
)
def test_gift(text, expected):
    (question,) = gift(text).questions
    assert {key: question[key] for key in expected} == expected


def test_gift_keeps_what_is_escaped_and_names_and_sections():
    found = gift("$CATEGORY: top/Week 1\n\n::first::What is 1 \\= 1 \\{so\\}? {=yes it is ~no\\~}")
    (question,) = found.questions
    assert question["text"] == "What is 1 = 1 {so}?"
    assert question["options"] == ["yes it is", "no~"]
    assert question["id"] == "first"
    assert found.sections == {"Week-1": "Week 1"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Discuss. {}", "free text"),
        ("Just a text.", "without a question"),
        ("Match. {=a -> b =c -> d}", "matching"),
        ("Rule? {=chain}", "no expression"),
        ("Open {=a", "not closed"),
        ("Two {=a} and {=b}", "more than one place"),
        ("How? {#many}", "no number"),
        ("None right {~a ~b}", "one that is right"),
    ],
)
def test_what_gift_says_and_we_cannot_is_listed(text, said):
    found = gift("// a comment\n\n" + text)
    assert not found.questions
    assert said in found.notes[-1].what
    assert found.notes[-1].place.startswith("line 3")


def test_control_characters_do_not_get_through():
    found = gift("Which\x1b[2J? {=a\x07 ~b}")
    assert found.questions[0]["text"] == "Which[2J?"
    assert found.questions[0]["options"] == ["a", "b"]


# Moodle XML.

STACK = """<quiz><question type="stack"><name><text>Product rule</text></name>
<questiontext format="html"><text><![CDATA[<p>Differentiate \\( {@p@} \\) for n = {@n@}.</p>
[[input:ans1]] [[validation:ans1]]]]></text></questiontext>
<defaultgrade>2</defaultgrade>
<questionvariables><text>/* why */ n: 2+rand(4); p: x^n*sin(x); ta: diff(p,x); strange(1);</text></questionvariables>
<input><name>ans1</name><type>algebraic</type><tans>ta</tans></input>
<prt><name>prt1</name>
<node><name>0</name><answertest>ANSWERTEST</answertest><sans>ans1</sans><tans>TEACHER</tans><testoptions>x</testoptions></node>
<node><name>1</name><answertest>AlgEquiv</answertest><sans>ans1</sans><tans>n*x</tans></node></prt>
</question></quiz>"""  # fmt: skip


def stacked(test="AlgEquiv", teacher="ta"):
    return read_moodle(STACK.replace("ANSWERTEST", test).replace("TEACHER", teacher))


def test_a_stack_question_becomes_a_derivative_with_parameters():
    found = stacked()
    (question,) = found.questions
    assert (question["kind"], question["expression"], question["wrt"]) == ("diff", "x^n sin(x)", "x")
    assert question["parameters"] == {"n": {"from": 2, "to": 5}}
    assert question["text"] == "Differentiate ${expression}$ for n = ${n}$."
    assert question["points"] == 2
    said = " ".join(note.what for note in found.notes)
    assert "strange(1)" in said
    assert "node 1 of prt1" in said
    drawn = draw(found.quiz("t"), 1).questions[0]
    assert (
        drawn.text == f"Differentiate ${{x^{{{drawn.values['n']}}} \\sin\\left(x\\right)}}$ for n = ${{{drawn.values['n']}}}$."
    )


@pytest.mark.parametrize(
    ("test", "teacher", "expected"),
    [
        ("AlgEquiv", "x^2+1", {"kind": "same", "expression": "x^2 + 1"}),
        ("FacForm", "(x-1)*(x+1)", {"kind": "same", "form": "factored", "strict": True}),
        ("NumAbsolute", "7/2", {"kind": "number", "answer": "7/2"}),
        ("Int", "sin(x)", {"kind": "integrate", "expression": "cos(x)"}),
        ("Int", "int(x*%e^x,x)", {"kind": "integrate", "expression": "x e^x"}),
        ("Int", "int(x*%e^x,x)+c", {"kind": "integrate", "expression": "x e^x"}),
        ("Expanded", "(x+1)^2", {"kind": "same", "form": "expanded", "tests": None}),
        ("AlgEquiv", "limit(sin(x)/x,x,0)", {"kind": "limit", "expression": "sin(x)/x", "at": "x=0"}),
        ("AlgEquiv", "expand(diff(x^3,x,2))", {"kind": "diff", "expression": "x^3", "order": 2}),
    ],
)
def test_answer_tests_of_stack(test, teacher, expected):
    (question,) = stacked(test, teacher).questions
    assert {key: question.get(key) for key in expected} == expected


TWO_FIELDS = """<quiz><question type="stack"><name><text>Two</text></name>
<questiontext format="html"><text>\\({@f@}\\): slope [[input:ans1]], bend [[input:ans2]]</text></questiontext>
<questionvariables><text>f: x^3;</text></questionvariables>
<input><name>ans1</name><type>algebraic</type><tans>diff(f,x)</tans></input>
<input><name>ans2</name><type>algebraic</type><tans>diff(f,x,2)</tans></input>
<prt><name>p</name><node><name>0</name><answertest>AlgEquiv</answertest><sans>ans1</sans><tans>diff(f,x)</tans></node></prt>
<prt><name>q</name><node><name>0</name><answertest>AlgEquiv</answertest><sans>ans2</sans><tans>TEACHER</tans></node></prt>
</question></quiz>"""


def test_two_fields_of_stack_are_two_questions():
    one, two = read_moodle(TWO_FIELDS.replace("TEACHER", "diff(f,x,2)")).questions
    assert (one["text"], one.get("order")) == ("${expression}$: slope _____ , bend ...", None)
    assert (two["text"], two["order"]) == ("${expression}$: slope ... , bend _____", 2)


def test_a_field_is_no_product_of_letters():
    """The second test looks at the first field: its name is one name, and what it stands for is not known beforehand."""
    found = read_moodle(TWO_FIELDS.replace("TEACHER", "diff(ans1,x)"))
    assert found.questions[1]["expression"] == "x^3"
    assert any("the teacher's answer is taken" in note.what for note in found.notes)
    assert variables("a: ans1 + 1; b: foo*2; c: x1 + alpha").strange == ["a: ans1 + 1", "b: foo*2"]


HOSTILE = [
    "\\(" * 30_000, "$$" * 30_000, "\\[ " * 30_000, "<a " * 30_000, "<a/" * 30_000, '<a x="' * 30_000, "<!--" * 30_000,
    "{@" * 30_000, "[[if " * 30_000, "/*" * 30_000, "ev(" * 30_000, "(" * 30_000, "**a " * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:5] for text in HOSTILE])
def test_what_never_ends_is_read_once(text):
    """Signs that open something and are never closed: nothing looks for their end again and again."""
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    whole = TWO_FIELDS.replace("Two", words).replace("slope", words).replace("f: x^3;", words).replace("TEACHER", words)
    found = read_moodle(whole)
    assert found.notes
    gift("::q:: " + text.replace("{", "\\{") + " {=1}")


@pytest.mark.parametrize(
    ("test", "teacher"), [("Units", "ta"), ("AlgEquiv", "system(1)"), ("AlgEquiv", "__import__('os')"), ("Diff", "[x,")]
)
def test_what_stack_says_and_we_cannot_is_listed(test, teacher):
    found = stacked(test, teacher)
    assert not found.questions
    assert any("left out" in note.what for note in found.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rand(5)", {"from": 0, "to": 4}),
        ("3+rand(4)", {"from": 3, "to": 6}),
        ("rand(4)+3", {"from": 3, "to": 6}),
        ("rand([2,3,5])", {"choice": ["2", "3", "5"]}),
        ("rand_with_step(2,8,2)", {"from": 2, "to": 8, "step": 2}),
        ("rand_with_prohib(-3,3,[0])", {"from": -3, "to": 3, "except": [0]}),
        ("rand(n)", None),
        ("x^2", None),
    ],
)
def test_random_numbers_of_stack(text, expected):
    assert random(text) == expected


def test_variables_are_put_in_and_nothing_is_run():
    known = variables('a: 3; f: a*x^2; g: diff(f, x); h: eval_string("1"); k: g + 1')
    assert spelled(known.values["f"]) == "3x^2"
    assert isinstance(known.values["g"], Asked)
    assert len(known.strange) == 2


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aa">]><quiz>&a;</quiz>',
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>',
        '<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>',
        '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "<quiz><question></quiz>",
        "<other/>",
    ],
)
def test_unsafe_and_other_xml_is_refused(text):
    with pytest.raises(StudentError):
        read_moodle(text)


# There and back.

WHOLE = {
    "schema": "calctutor-quiz/1", "title": "There & <back>", "section": [{"id": "one", "title": "Part/one"}],
    "question": [
        {"id": "c", "section": "one", "kind": "choice", "text": "Which is $x^2 < 3$ & more?", "options": ["2x", "x", "x & <y>"],
         "correct": "2x", "points": 2, "tags": ["power-rule"], "hints": ["Think of $x^n$."]},
        {"id": "m", "section": "one", "kind": "choice", "text": "Which?", "options": ["1", "2", "3"], "correct": ["1", "2"]},
        {"id": "n", "section": "one", "kind": "number", "text": "How much?", "answer": "5/2", "tolerance": "0.1"},
        {"id": "l", "section": "one", "kind": "limit", "expression": "sin(3x)/x", "at": "x=0", "text": "Where does it go?"},
        {"id": "d", "section": "one", "kind": "diff", "expression": "x^2 sin(x)", "text": "Differentiate ${expression}$."},
        {"id": "r", "section": "one", "kind": "rule", "expression": "x sin(x)", "answer": "product rule"},
    ],
}  # fmt: skip


def printed(data=WHOLE):
    quiz = draw(Quiz.model_validate(data), 3)
    return sheet(quiz, answers(quiz.questions))


def test_what_moodle_and_we_can_say_survives():
    found = read_moodle(sheet_moodle.moodle(printed()))
    back = {question["id"]: question for question in found.questions}
    assert back["c"]["text"] == "Which is $x^{2} < 3$ & more?"
    assert sorted(back["c"]["options"]) == ["2 x", "x", "x & <y>"]
    assert back["c"]["correct"] == ["2 x"]
    assert back["c"]["points"] == 2
    assert back["c"]["tags"] == ["power-rule"]
    assert sorted(back["m"]["correct"]) == ["1", "2"]
    assert (back["n"]["answer"], back["n"]["tolerance"]) == ("2.5", "0.1")
    assert (back["l"]["kind"], back["l"]["answer"]) == ("number", "3")
    assert found.sections == {"Part-one": "Part/one"}
    assert any("(d)" in note.place and "free text" in note.what for note in found.notes)


def test_moodle_xml_has_what_moodle_needs():
    root = ElementTree.fromstring(sheet_moodle.moodle(printed()))
    kinds = [question.get("type") for question in root]
    assert kinds == ["category", "multichoice", "multichoice", "numerical", "numerical", "essay", "shortanswer"]
    for question in root[1:]:
        assert question.findtext("name/text")
        assert question.find("questiontext").get("format") == "html"
        assert float(question.findtext("defaultgrade")) > 0
    shares = [float(answer.get("fraction")) for answer in root[2].iter("answer")]
    assert sum(share for share in shares if share > 0) == pytest.approx(100)
    assert "2 x \\sin" in root[5].findtext("graderinfo/text")
    assert root[1].findtext("hint/text") == r"<p>Think of \(x^{n}\).</p>"


def test_parts_of_a_mark_are_those_that_moodle_knows():
    """Three right ones of fifteen: 100/3 each, and for each of twelve wrong ones what a tenth is."""
    options = [f"x^{k}" for k in range(2, 17)]
    choice = {"id": "c", "kind": "choice", "text": "Which?", "options": options, "correct": options[:3]}
    root = ElementTree.fromstring(sheet_moodle.moodle(printed({**WHOLE, "section": [], "question": [choice]})))
    assert {answer.get("fraction") for answer in root.iter("answer")} == {"33.33333", "-10"}


class Balanced(HTMLParser):
    """Tags that are opened and closed in order."""

    VOID = ("meta", "br")

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, _):
        self.seen.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_whole_and_escaped():
    for page in (sheet_html.html(printed()), sheet_html.html_key(printed())):
        parser = Balanced()
        parser.feed(page)
        assert parser.open == []
        assert "There &amp; &lt;back&gt;" in page
        assert "<y>" not in page
    assert "script" not in parser.seen


def test_the_sheet_does_not_give_the_key_away():
    assert "cos" not in sheet_html.html(printed()).partition("</style>")[2]
    assert "cos" in sheet_html.html_key(printed())
    assert "cos" not in sheet_markdown.markdown(printed())
    assert "\\cos" in sheet_markdown.markdown_key(printed())


def test_an_answer_that_is_the_expression_is_not_shown():
    data = {
        "schema": "calctutor-quiz/1",
        "title": "t",
        "question": [{"id": "s", "kind": "same", "expression": "7x^6", "text": "Slope?"}],
    }
    assert "7" not in sheet_markdown.markdown(printed(data))
    assert "7 x^{6}" in sheet_markdown.markdown_key(printed(data))


ASKED = [
    ({"kind": "same", "expression": "x", "text": "Put it on $[0, 1]$ [here](x)."}, "Put it on [0, 1] [here\\](x)."),
    ({"kind": "same", "expression": "x", "text": "Where $0 <= y <= x$."}, r"Where $0 \le y \le x$."),
    ({"kind": "diff", "expression": "abs(x)", "assume": "x > 0"}, "with respect to $x$, where $x > 0$."),
    ({"kind": "diff", "expression": "abs(x)", "assume": "x > 0", "text": "Differentiate ${expression}$."}, "Here $x > 0$."),
    ({"kind": "probability", "expression": "exponential(2) || exponential(3)", "what": "kl"},
     r"$p\left(x\right)$ = $2 e^{-2 x}$  and  $q\left(x\right)$ = $3 e^{-3 x}$"),
    ({"kind": "probability", "expression": "exponential(k)", "what": "mean", "assume": "k > 0"}, r"to $\infty$  with $k > 0$."),
    ({"kind": "rule", "expression": "x sin(x)", "text": "Name a rule."}, r"in $\frac{d}{dx}"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), ASKED, ids=[said[:30] for _, said in ASKED])
def test_what_is_asked_is_said(question, said):
    data = {"schema": "calctutor-quiz/1", "title": "t", "question": [{"id": "q", **question}]}
    assert said in sheet_markdown.markdown(sheet(draw(Quiz.model_validate(data)), [None]))


@pytest.mark.parametrize(
    "text",
    ["x^2/3", "sqrt(x + 1)", "[[1, x], [2, 3]]", "int(x^2, x, 0, 1)", "lim_{x->0+} (1/x)", "d/dx (x^2)", "abs(x)", "-x/2",
     "w_1 + theta",
     "sin(x)^2 ln(x)", "piecewise(x, x < 0, x^2, otherwise)", "x <= 3", "e^(x y)", "f'(x)", "log_2(x)", "cbrt(x)", "oo", "5!",
     "0 <= y <= x"],
)  # fmt: skip
def test_mathml_is_well_formed(text):
    root = ElementTree.fromstring(mathml(read(text)))
    assert root.tag == "math"
    for node in root.iter():
        if node.tag in ("mfrac", "msup", "msub", "mroot", "munder"):
            assert len(node) == 2, node.tag
        assert node.tag in ("mi", "mn", "mo", "mtext") or not (node.text or "").strip()


@pytest.mark.parametrize("to", ["html", "markdown", "moodle-xml"])
def test_the_same_seed_gives_the_same_sheet(to):
    one, two = (run(f"calctutor quiz export examples/week1.toml --to {to} --seed 4") for _ in range(2))
    assert one.returncode == 0, one.stderr
    assert one.stdout == two.stdout


def test_the_example_is_taken_over(tmp_path):
    done = run("calctutor quiz import examples/moodle.gift")
    assert done.returncode == 0
    assert "an essay" in done.stderr
    file = tmp_path / "moodle.toml"
    file.write_text(done.stdout)
    assert len(read_quiz(file).questions) == 4
    assert tomllib.loads(done.stdout)["question"][0]["id"] == "slope-of-a-square"


def test_a_file_of_which_nothing_is_understood(tmp_path):
    file = tmp_path / "odd.gift"
    file.write_text("only words")
    done = run(f"calctutor quiz import {file}")
    assert done.returncode == 2
    assert not done.stdout
    assert re.search(r"line 1: left out", done.stderr)
