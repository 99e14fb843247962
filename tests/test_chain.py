"""Compositions taken apart: the layers, their slopes, their product, and numbers down and up."""

import json
import math

import pytest

from calctutor.engines.layers import unravel
from calctutor.notation.reading import read
from calctutor.notation.writing import text
from tests.documents import run

ROWS = [
    ("sin(exp(x^2))", ["x²", "e^u₁", "sin(u₂)"], "2x e^(x²) cos(e^(x²))"),
    ("(x^2 + 1)^3", ["x² + 1", "u₁³"], "6x(x² + 1)²"),
    ("3*sin(x^2) + 1", ["x²", "sin(u₁)", "3u₂", "u₃ + 1"], "6x cos(x²)"),
    ("ln(cos(5x))", ["5x", "cos(u₁)", "ln(u₂)"], None),
    ("1/(1 + e^(-x))", ["-x", "e^u₁", "u₂ + 1", "1/u₃"], None),
    ("sqrt(tan(x))", ["tan(x)", "√u₁"], None),
    ("2^sin(x)", ["sin(x)", "2^u₁"], None),
    ("x^2", ["x²"], "2x"),
]


@pytest.mark.parametrize(("expression", "layers", "answer"), ROWS, ids=[row[0] for row in ROWS])
def test_layers(expression, layers, answer):
    solution = unravel(read(expression), "x")
    found = [text(layer.function) for layer in solution.about["chains"][0].layers]
    assert [set(f) for f in found] == [set(f) for f in layers], found
    assert answer is None or text(solution.answer) == answer
    assert solution.verified.verdict in ("proved", "agrees")
    assert all(step.holds in ("proved", "agrees") for step in solution.steps)


def test_the_letters_are_numbered_from_the_inside_and_the_whole_is_y():
    layers = unravel(read("sin(exp(x^2))"), "x").about["chains"][0].layers
    assert [(layer.letter, layer.inside) for layer in layers] == [("u1", "x"), ("u2", "u1"), ("y", "u2")]


def test_letters_of_the_problem_are_kept_free():
    layers = unravel(read("sin(e^(u1*y))"), "y").about["chains"][0].layers
    assert [layer.letter for layer in layers] == ["v1", "v2", "z"]


def test_values_go_down_and_sensitivities_up():
    chain = unravel(read("sin(exp(x^2))"), "x", read("1/2")).about["chains"][0]
    u2 = math.exp(0.25)
    assert [layer.value for layer in chain.layers] == pytest.approx([0.25, u2, math.sin(u2)], rel=1e-15)
    assert [layer.slope_value for layer in chain.layers] == pytest.approx([1, u2, math.cos(u2)], rel=1e-15)
    assert [layer.sensitivity for layer in chain.layers] == pytest.approx([u2 * math.cos(u2), math.cos(u2), 1], rel=1e-15)
    assert chain.sensitivity == pytest.approx(u2 * math.cos(u2), rel=1e-15)


@pytest.mark.parametrize(
    ("expression", "joined", "letters"),
    [("x^2*sin(3x)", "product", ["u"]), ("sin(x^2) + e^(3x)", "sum", ["u", "v"]), ("sin(x^2)/cos(2x)", "product", ["u", "v"])],
)
def test_sums_and_products_give_the_layers_of_their_parts(expression, joined, letters):
    solution = unravel(read(expression), "x")
    assert solution.about["joined_by"] == joined
    assert [chain.letter for chain in solution.about["chains"]] == letters
    assert solution.about["top"] is not None
    assert solution.verified.verdict in ("proved", "agrees")


def test_pages():
    done = run('calctutor chain "sin(exp(x^2))" --at x=0.5')
    assert done.returncode == 0
    for said in ("value ↓", "sensitivity ↑", "u₁ = x²", "du₂/du₁", "0.36319", "Multiply, outside in"):
        assert said in done.stdout
    ascii_page = run('calctutor chain "sin(exp(x^2))" --at x=0.5 --width 60', encoding="ascii").stdout
    assert ascii_page.isascii()
    assert max(map(len, ascii_page.splitlines()[:-1])) <= 60
    plain = run('calctutor chain "sin(exp(x^2))" --format plain').stdout
    assert "u₁ = x². du₁/dx = 2x" in plain


def test_json():
    data = json.loads(run('calctutor chain "sin(x^2)" --at x=0.5 --format json').stdout)
    layers = data["chains"][0]["layers"]
    assert [layer["letter"] for layer in layers] == ["u1", "y"]
    assert layers[1]["value"] == pytest.approx(math.sin(0.25), rel=1e-15)
    assert data["answer"] == "2*x*cos(x**2)"


@pytest.mark.parametrize(
    ("arguments", "code"), [("'ln(x^2 - 5)' --at 1", 4), ("'sin(x*y)'", 2), ("'sin(x'", 2), ("'e^(e^(e^x))' --at 5", 4)]
)
def test_errors(arguments, code):
    done = run(f"calctutor chain {arguments}")
    assert done.returncode == code
    assert "error[" in done.stderr
