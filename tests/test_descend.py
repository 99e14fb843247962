"""Walking downhill: the methods against closed forms, the diagnosis, fits of data, and input that is refused."""

import json
import math

import pytest

from calctutor.engines.descent import Asked, descend, fit
from calctutor.engines.descent_floats import FLOATS, Floats
from calctutor.engines.descent_methods import METHODS, Singular, eigenvalues, solved
from calctutor.engines.fitting import LOSSES, fitted
from calctutor.engines.sheets import sheet
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.tree import name
from tests.documents import run

BOWL = read("x^2 + 4*y^2")


def walked(expression, start, method="gd", rate=0.1, steps=20, tolerance=0.0):
    return descend(read(expression), Asked(start, method, rate, steps, tolerance), drawn=False)[0]


def places(solution):
    return solution.about["walk"].places


def test_gradient_descent_on_a_quadratic_is_a_geometric_sequence():
    found = places(walked("x^2 + 4*y^2", {"x": 2.0, "y": 1.0}, rate=0.1, steps=10))
    assert len(found) == 11
    for place in found:
        assert place.point == pytest.approx([2 * 0.8**place.k, 0.2**place.k])
        assert place.gradient == pytest.approx([4 * 0.8**place.k, 8 * 0.2**place.k])
        assert place.norm == pytest.approx(math.hypot(*place.gradient))


def test_momentum_against_its_recurrence():
    found = places(walked("x^2", {"x": 1.0}, "momentum", 0.05, 30))
    x, v = 1.0, 0.0
    for place in found:
        assert place.point[0] == pytest.approx(x, abs=1e-14)
        v = 0.9 * v + 2 * x
        x -= 0.05 * v


def test_nesterov_against_its_recurrence():
    found = places(walked("x^2", {"x": 1.0}, "nesterov", 0.05, 30))
    x, v = 1.0, 0.0
    for place in found:
        assert place.point[0] == pytest.approx(x, abs=1e-14)
        v = 0.9 * v + 2 * (x - 0.05 * 0.9 * v)
        x -= 0.05 * v


def test_adam_against_its_recurrence():
    found = places(walked("x^2", {"x": 1.0}, "adam", 0.1, 30))
    x, m, s = 1.0, 0.0, 0.0
    for place in found:
        assert place.point[0] == pytest.approx(x, abs=1e-14)
        g, k = 2 * x, place.k + 1
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        x -= 0.1 * (m / (1 - 0.9**k)) / (math.sqrt(s / (1 - 0.999**k)) + 1e-8)


def test_newton_arrives_at_the_minimum_of_a_quadratic_in_one_step():
    found = walked("x^2 + x*y + 4*y^2 - x", {"x": 5.0, "y": -3.0}, "newton", 1.0, tolerance=1e-9)
    assert found.about["walk"].stopped == "tolerance"
    assert places(found)[-1].k == 1
    assert places(found)[-1].point == pytest.approx([8 / 15, -1 / 15])


@pytest.mark.parametrize("method", METHODS)
def test_every_method_goes_down(method):
    rate = {"newton": 1.0, "adam": 0.1}.get(method, 0.02)
    found = walked("x^2 + 4*y^2", {"x": 2.0, "y": 1.0}, method, rate, 400, 1e-6)
    assert places(found)[-1].f < 1e-3
    assert METHODS[method].formulas
    assert found.verified.verdict in ("proved", "agrees")


def test_the_diagnosis_knows_the_limit_of_the_rate():
    below = walked("x^2 + 4*y^2", {"x": 2.0, "y": 1.0}, rate=0.2).about["diagnosis"]
    assert (below.lowest, below.highest, below.limit) == pytest.approx((2, 8, 0.25))
    assert below.suggested == pytest.approx(0.2)
    assert below.factor == pytest.approx(0.6)
    assert below.at == "minimum"
    assert below.downhill
    above = walked("x^2 + 4*y^2", {"x": 2.0, "y": 1.0}, rate=0.3)
    assert not above.about["diagnosis"].downhill
    assert above.about["diagnosis"].factor == pytest.approx(1.4)


@pytest.mark.parametrize(
    ("expression", "start", "rate", "stopped"),
    [
        ("x^3", -1.0, 0.1, "far"),
        ("ln(x)", 0.5, 0.1, "no-value"),
        ("-e^(e^x)", 5.0, 0.1, "overflow"),
        ("x^2", 0.0, 0.1, "tolerance"),
    ],
)
def test_a_walk_without_end_stops_with_a_reason(expression, start, rate, stopped):
    found = walked(expression, {"x": start}, rate=rate, steps=500)
    assert found.about["walk"].stopped == stopped
    assert all(math.isfinite(place.f) for place in places(found))


def test_a_singular_hessian_stops_newton():
    assert walked("x + y", {"x": 1.0, "y": 1.0}, "newton", 1.0).about["walk"].stopped == "singular"
    with pytest.raises(Singular):
        solved([[1.0, 2.0], [2.0, 4.0]], [1.0, 1.0])


@pytest.mark.parametrize(("expression", "start", "said"), [
    ("x^2 + 4*y^2", "x=2,y=1 --rate 0.3", "It diverged"),
    ("x^2 + 4*y^2", "x=2,y=1 --rate 0.24", "zigzags"),
    ("x^2 + 4*y^2", "x=2,y=1 --rate 0.25", "exactly at that limit"),
    ("x^2 + 4*y^2", "x=2,y=1 --rate 0.01", "A better rate: η = 2/(λmin + λmax) = 0.2"),
    ("x^2 - y^2", "x=1,y=1 --steps 3", "negative eigenvalue"),
    ("x^4", "x=1", "The minimum is flat"),
    ("e^(-x)", "x=0", "No minimum"),
    ("x^3", "x=-1 --steps 100", "beyond all bounds"),
    ("ln(x)", "x=0.5", "no value"),
])  # fmt: skip
def test_it_says_why(expression, start, said):
    done = run(f"calctutor descend '{expression}' --start {start} --no-plot --width 300")
    assert done.returncode == 0, done.stderr
    assert said in " ".join(line.strip("│ ") for line in done.stdout.splitlines())


def test_the_first_step_is_written_out():
    page = run("calctutor descend 'x^2 + 4*y^2' --start x=2,y=1 --rate 0.1 --steps 10 --no-plot").stdout
    assert "2 - 0.1 · 4 = 1.6" in page
    assert "1 - 0.1 · 8 = 0.2" in page


# Floats, matrices.


@pytest.mark.parametrize(
    "head", [head for head in FLOATS if head.isalpha() and head not in ("mark", "neg", "and", "or", "root", "log")]
)
def test_floats_agree_with_balls(head):
    from calctutor.balls.values import evaluate
    from calctutor.notation.tree import call, number
    from calctutor.notation.vocabulary import FUNCTIONS

    count = max(FUNCTIONS[head].least, 1)
    point = 1.5 if head == "acosh" else 0.375
    tree = call(head, *[name("x")] * count)
    ball = evaluate(tree, {"x": number(0).value + __import__("fractions").Fraction(point)}, 80).ball
    assert Floats([tree], ["x"])([point])[0] == pytest.approx(float(ball.mid()), rel=1e-13)


def test_only_the_piece_that_applies_is_evaluated():
    f = Floats([read("piecewise(ln(x), x > 0, 2, otherwise)")], ["x"])
    assert f([-1.0]) == [2.0]
    assert f([1.0]) == [0.0]


def test_eigenvalues():
    assert eigenvalues([[2.0, 1.0], [1.0, 2.0]]) == pytest.approx([1, 3])
    assert eigenvalues([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]]) == pytest.approx(
        [3 - math.sqrt(3), 3, 3 + math.sqrt(3)]
    )


# Data.

POINTS = "x,y\n0,1.1\n1,2.9\n2,5.2\n3,6.8\n4,9.1\n"


def least_squares(rows):
    """The line through points, by the closed formula."""
    n = len(rows)
    mx, my = sum(x for x, _ in rows) / n, sum(y for _, y in rows) / n
    w = sum((x - mx) * (y - my) for x, y in rows) / sum((x - mx) ** 2 for x, _ in rows)
    return w, my - w * mx


def test_a_line_is_fitted():
    table = sheet(POINTS, "points.csv")
    problem = fitted(table, "w*x + b", {"w": read("0"), "b": read("0")}, "mse", None)
    solution, pictures = fit(problem, Asked({"w": 0.0, "b": 0.0}, "gd", 0.1, 3000, 1e-9))
    assert solution.about["walk"].stopped == "tolerance"
    assert places(solution)[-1].point == pytest.approx(least_squares(table.rows), abs=1e-6)
    report = solution.about["report"]
    errors = [w * x + b - y for x, y in table.rows for w, b in [places(solution)[-1].point]]
    assert report.final_loss == pytest.approx(sum(e * e for e in errors) / 5)
    assert 0.99 < report.r_squared < 1
    assert pictures is not None
    assert len(pictures.data) == 5


@pytest.mark.parametrize("loss", LOSSES)
def test_the_slope_of_every_loss_is_its_derivative(loss):
    row = LOSSES[loss]
    f, slope = Floats([row.formula], ["p", "t"]), Floats([row.slope], ["p", "t"])
    for p, t in ((0.3, 1.0), (0.9, 0.25), (0.6, 0.5)) if loss == "logistic" else ((0.3, 1.0), (3.0, 0.5), (-2.5, 0.0)):
        quotient = (f([p + 1e-6, t])[0] - f([p - 1e-6, t])[0]) / 2e-6
        assert slope([p, t])[0] == pytest.approx(quotient, rel=1e-6)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_can_be_made_small(loss):
    text = "x,y\n-2,0\n-1,0\n0,1\n1,0\n2,1\n" if loss == "logistic" else POINTS
    model = "sigmoid(w*x + b)" if loss == "logistic" else "w*x + b"
    problem = fitted(sheet(text, "data"), model, {"w": read("0"), "b": read("0")}, loss, None)
    solution, _ = fit(problem, Asked({"w": 0.0, "b": 0.0}, "gd", 0.05, 200, 0.0), drawn=False)
    assert places(solution)[-1].f < 0.6 * places(solution)[0].f or loss == "logistic"
    assert places(solution)[-1].f < places(solution)[0].f
    assert solution.verified.verdict in ("proved", "agrees")


REFUSED = [
    ("x,y\n1,2\n3,abc\n", "not-a-number", "line 3, column y", "abc"),
    ("x,y\n1,\n", "not-a-number", "line 2, column y", ""),
    ("x,y\n1,nan\n", "not-a-number", "line 2, column y", "nan"),
    ("x,y\n1,2,3\n", "not-a-row", "line 2", "1,2,3"),
    ("x,y\n", "no-rows", "no rows", "x,y"),
    ("", "no-rows", "empty", ""),
    ("1,2\n3,4\n", "no-header", "first line", "1,2"),
    ("x,x\n3,4\n", "twice", "same name", "x,x"),
    ('x,y\n1,"2\n', "not-a-table", "line 2", ""),
    ("x,#\n1,2\n", "not-a-name", "column 2", "#"),
]


@pytest.mark.parametrize(("text", "code", "said", "blamed"), REFUSED, ids=[repr(row[0]) for row in REFUSED])
def test_a_bad_table_is_refused_with_its_line(text, code, said, blamed):
    with pytest.raises(StudentError) as refused:
        sheet(text, "points.csv")
    assert refused.value.code == code
    assert said in refused.value.reason
    assert refused.value.text[slice(*refused.value.place)].strip() == blamed


def test_separators_and_remarks_of_spreadsheets():
    assert sheet("x;y\n1;2\n\n3;4\n", "data").rows == ((1.0, 2.0), (3.0, 4.0))
    assert sheet("height\tweight\n1e3\t-2\n", "data").names == ("height", "weight")


COMMANDS = [
    ("'x^2'", "missing-value"), ("'x^2' --start y=1", "unknown-node"), ("'x^2*y' --start y=1", "missing-value"),
    ("'x^2' --start x=1 --rate -1", "rate"), ("'3' --start x=1", "no-input"), ("'x^2' --start x=a", "not-a-point"),
    ("--model 'w*x' --start w=0", "missing"), ("--data nowhere.csv --model 'w*x' --start w=0", "no-file"),
    ("--data examples/points.csv --model 'w*x + b' --start w=0", "missing-value"),
    ("--data examples/points.csv --model 'w*x' --start w=0,q=1", "unknown-node"),
    ("--data examples/points.csv --model 'w*x' --start w=0 --target q", "unknown-node"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "code"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_bad_commands_are_refused_and_nothing_is_printed(arguments, code):
    done = run(f"calctutor descend {arguments} --format json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert json.loads(done.stderr)["error"] == code


def test_data_from_standard_input():
    done = run(
        "calctutor descend --data - --model 'w*x + b' --start w=0,b=0 --rate 0.1 --steps 500 --format json", stdin=POINTS
    )
    data = json.loads(done.stdout)
    assert data["schema"] == "calctutor/1"
    assert data["report"]["rows"] == 5
    assert data["walk"]["places"][-1]["point"] == pytest.approx(least_squares(sheet(POINTS, "").rows), abs=1e-3)


# Pictures.


@pytest.mark.parametrize("command", ["'x^4 - 3x^2' --start x=2 --rate 0.02", "'x^2 + 4y^2' --start x=2,y=1",
                                     "--data examples/points.csv --model 'w*x + b' --start w=0,b=0 --rate 0.05"])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_pictures_fit_and_can_be_left_out(command, encoding):
    pytest.importorskip("plotext")
    drawn = run(f"calctutor descend {command} --width 70", encoding=encoding)
    assert drawn.returncode == 0, drawn.stderr
    assert max(map(len, drawn.stdout.splitlines()[:-1])) <= 70
    assert encoding == "utf-8" or drawn.stdout.isascii()
    assert "on a logarithmic scale" in drawn.stdout or "against the step" in drawn.stdout
    assert "against the step" not in run(f"calctutor descend {command} --no-plot").stdout


def test_without_plotext_the_page_says_so(monkeypatch):
    from calctutor.blocks import Curve, Plot
    from calctutor.render import plot
    from calctutor.render.paper import Paper

    monkeypatch.setattr(plot, "_plotext", lambda: None)
    rows = plot.plot(Plot("t", (Curve((0.0,), (1.0,)),), ("x", "y"), ("What is seen.",)), Paper(80), 76)
    said = " ".join(text for row in rows for text, _ in row)
    assert "What is seen." in said
    assert "calctutor[plot]" in said
