"""The command line, as a person or a script meets it."""

import json

import pytest
import sympy
from sympy.parsing.sympy_parser import parse_expr

from tests.documents import run


def test_a_bare_call_shows_one_example_a_task():
    done = run("calctutor")
    assert done.returncode == 0
    assert 'calctutor diff "x^2 sin(3x)"' in done.stdout


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option):
    assert run(f"calctutor {option}").stdout.startswith("calctutor 0.")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(option):
    assert "diff" in run(f"calctutor {option}").stdout
    assert "--first-principles" in run(f"calctutor diff {option}").stdout


@pytest.mark.parametrize(
    ("command", "read_as"),
    [
        ("calctutor diff -x**2", "-x**2"),
        ("calctutor diff -x**2 --wrt x", "-x**2"),
        ("calctutor diff --order 2 -x^3", "-x**3"),
        ("calctutor diff -h*x --wrt x", "-h*x"),
        ("calctutor diff -- -x", "-x"),
        ("calctutor diff --wrt=x -5x", "-5*x"),
    ],
)
def test_an_expression_may_start_with_a_minus(command, read_as):
    done = run(f"{command} --format json" if " -- " not in command else command.replace("diff", "diff --format json"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["read_as"] == read_as


def test_a_point_may_be_negative():
    data = json.loads(run("calctutor diff x^2 --at -3 --format json").stdout)
    assert data["at"]["slope"] == "-6"
    assert data["at"]["tangent"] == "-6*x - 9"


def test_standard_input_is_read():
    assert json.loads(run("calctutor diff - --format json", stdin="x^2\n").stdout)["answer"] == "2*x"
    assert json.loads(run("calctutor diff --format json", stdin="x^3").stdout)["answer"] == "3*x**2"
    assert run("calctutor diff").returncode == 2


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("diff sinx", 2, "ambiguous"),
        ('diff "x^2*y"', 2, "--wrt x"),
        ('diff "x^2" --wtr x', 2, "--wrt"),
        ('diff "x^2" --order 0', 2, "order"),
        ('diff "x = 2"', 2, "equation"),
        ('diff "1/0"', 2, "divided by zero"),
        ('diff "[x, 2]"', 2, "vector"),
        ('diff "x^2" --at y=1', 2, "which-point"),
        ('diff "x^2" --at x', 2, "not-a-point"),
        ('diff "sqrt(-1-x^2)"', 3, ""),
        ('diff "x^2" --timeout 0.1 --first-principles', 3, "out-of-time"),
        ('diff "cos(x)" --another-way', 4, "no second derivation"),
        ('diff "gamma(x)^2" --first-principles', 4, "no textbook route"),
        ('implicit "x^2 = 4"', 2, "two letters"),
        ('implicit "x^2 + y^2 = 25" --at x=1,y=1', 2, "not on the curve"),
        ("nonsense", 2, "nonsense"),
        ('diff "9**9**9**9"', 2, "exponent"),
    ],
)
def test_errors_say_what_to_do_and_end_with_their_code(command, code, says):
    done = run(f"calctutor {command}")
    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_are_data_when_data_was_asked_for():
    problem = json.loads(run("calctutor diff sinx --format json").stderr)
    assert problem["error"] == "ambiguous"
    assert problem["place"] == [0, 4]
    assert problem["exit_code"] == 2


def test_untrusted_text_never_reaches_the_terminal_raw():
    for text in ("'x\x1b[31m'", "'[red]x[/red]'", "'x\x07'", "'\u202ex'"):
        done = run(f"calctutor diff {text}")
        assert done.returncode == 2
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr
        assert "\u202e" not in done.stdout + done.stderr


def test_the_json_reads_back_in_sympy():
    data = json.loads(run('calctutor diff "x^2 sigmoid(3x) + |x| ln(x)" --format json').stdout)
    x = sympy.Symbol("x", real=True)
    f, answer = (parse_expr(data[key], local_dict={"x": x}) for key in ("read_as", "answer"))
    at = {x: sympy.Rational(7, 5)}
    assert abs(sympy.N((f.diff(x) - answer).subs(at).doit(), 20)) < 1e-12


def test_the_shape_of_the_json():
    data = json.loads(run('calctutor diff "x^2*sin(3x)" --format json').stdout)
    assert data["schema"] == "calctutor/1"
    assert data["question"] == "D(x**2*sin(3*x), x)"
    assert data["answer"] == "2*x*sin(3*x) + 3*x**2*cos(3*x)"
    assert data["complete"] is True
    assert data["verified"]["verdict"] == "agrees"
    (step,) = data["steps"]
    assert step["rule"] == "product-rule"
    assert step["let"] == {"u": "x**2", "v": "sin(3*x)"}
    assert step["after"] == "D(x**2, x)*sin(3*x) + x**2*D(sin(3*x), x)"
    assert [part["rule"] for part in step["substeps"]] == ["power-rule", "chain-rule"]
    assert {part["holds"] for part in step["substeps"]} <= {"proved", "agrees"}


def test_the_same_input_gives_the_same_output():
    one, other = (run('calctutor diff "x e^x sin(x)/(x^2+1)" --format json').stdout for _ in range(2))
    assert one == other


@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
def test_details(detail):
    done = run(f'calctutor diff "3x^2 + sin(2x)" --steps {detail} --format plain')
    assert done.returncode == 0
    lines = [line for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert len(lines) == {"brief": 4, "normal": 4, "full": 11}[detail] or lines
    assert "Answer" in done.stdout


def test_json_is_nothing_but_json():
    done = run('calctutor diff "x^2" --format json')
    json.loads(done.stdout)
    assert done.stderr == ""
