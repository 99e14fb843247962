"""Backpropagation: graphs, both passes, and gradients against an independent reverse mode."""

import json
import math

import autograd.numpy as np
import pytest
from autograd import grad

from calctutor.balls import compare
from calctutor.engines.assignments import Line, lines_of, network, point, wanted
from calctutor.engines.backprop import work
from calctutor.engines.graph import graph_of
from calctutor.errors import StudentError
from calctutor.notation.reading import read
from calctutor.notation.writing import text
from calctutor.render import graph as drawing
from tests.documents import run


def passes(expression, at=None, let=(), wrt=None):
    found = network(expression, [Line(line, "--let") for line in let])
    return work(found.graph, point(found, at), wanted(found, wrt))


def slopes(solution):
    return {slope.parameter: slope.value for slope in solution.about["gradient"]}


def sigmoid(u):
    return 1 / (1 + np.exp(-u))


CASES = [
    ("(sigmoid(w*x + b) - y)^2", lambda w, x, b, y: (sigmoid(w * x + b) - y) ** 2, {"w": 0.5, "x": 1.0, "b": 0.0, "y": 1.0}),
    ("tanh(a*b)*exp(b*a) + a/b", lambda a, b: np.tanh(a * b) * np.exp(b * a) + a / b, {"a": 0.7, "b": -1.25}),
    ("ln(1 + e^(-y*m))", lambda y, m: np.log(1 + np.exp(-y * m)), {"y": -1.0, "m": 2.0}),
    ("sqrt(x^2 + y^2)*atan(x*y)", lambda x, y: np.sqrt(x**2 + y**2) * np.arctan(x * y), {"x": 1.5, "y": 0.5}),
    ("x^y + 2^x - x*x*x", lambda x, y: x**y + 2**x - x * x * x, {"x": 1.5, "y": 2.5}),
    ("max(a, b)*relu(a - b) + abs(b)", lambda a, b: np.maximum(a, b) * np.maximum(a - b, 0) + np.abs(b), {"a": 2.0, "b": -0.5}),
    ("softplus(p*q) - p*q*r*p", lambda p, q, r: np.log(1 + np.exp(p * q)) - p * q * r * p, {"p": 0.3, "q": 1.1, "r": -2.0}),
]


@pytest.mark.parametrize(("expression", "function", "values"), CASES, ids=[case[0] for case in CASES])
def test_gradients_agree_with_autograd(expression, function, values):
    solution = passes(expression, ",".join(f"{letter}={value}" for letter, value in values.items()))
    expected = grad(lambda args: function(*args))(tuple(values.values()))
    for letter, slope in zip(values, expected, strict=True):
        assert slopes(solution)[letter] == pytest.approx(float(slope), rel=1e-12, abs=1e-14)
    assert solution.verified.verdict == "agrees"
    assert all(step.holds in ("proved", "agrees") for step in solution.steps)
    assert all(slope.check.agrees and slope.check.error < 1e-5 for slope in solution.about["gradient"])


def tanh_network(hidden):
    """A 2-hidden-1 network as assignments, its parameters, and the same in autograd."""
    lines = [f"h{i} = tanh(a{i}*p + b{i}*q + c{i})" for i in range(1, hidden + 1)]
    output = "(" + " + ".join(f"w{i}*h{i}" for i in range(1, hidden + 1)) + " + d - t)^2"
    values = {f"{k}{i}": round(math.sin(7 * i + j), 3) for i in range(1, hidden + 1) for j, k in enumerate("abcw")}
    return lines, output, values | {"d": 0.1, "p": 0.5, "q": -0.3, "t": 1.0}


def test_a_network_of_two_layers_agrees_with_autograd():
    lines, output, values = tanh_network(16)
    solution = passes(output, ",".join(f"{k}={v}" for k, v in values.items()), lines)

    def loss(v):
        out = sum(v[f"w{i}"] * np.tanh(v[f"a{i}"] * v["p"] + v[f"b{i}"] * v["q"] + v[f"c{i}"]) for i in range(1, 17))
        return (out + v["d"] - v["t"]) ** 2

    expected = grad(loss)(values)
    assert len(slopes(solution)) == 68
    for letter, slope in slopes(solution).items():
        assert slope == pytest.approx(float(expected[letter]), rel=1e-11, abs=1e-13)


def test_shared_nodes_are_one_node_in_any_order():
    graph = graph_of(read("sin(x*y)*exp(y*x) + (a + b)*(b + a)"), {})
    assert [text(node.operation) for node in graph.nodes if node.operation].count("x y") == 1
    assert sum(node.operation is not None for node in graph.nodes) == 7
    assert graph.used_by()["v1"] != []


def test_contributions_of_a_node_that_is_used_twice_are_shown_and_summed():
    row = next(row for row in passes("sin(u*w)*e^(u*w)", "u=1,w=1/2").about["backward"] if row.node == "v1")
    assert len(row.contributions) == 2
    assert row.adjoint == pytest.approx(sum(sent.product for sent in row.contributions))
    for sent in row.contributions:
        assert sent.product == pytest.approx(sent.incoming * sent.local_value)


def test_symbolic_passes_give_the_formula():
    solution = passes("(w*x - y)^2", wrt="w,y")
    assert [slope.value for slope in solution.about["gradient"]] == [None, None]
    assert compare(solution.about["gradient"][0].formula, read("2x(w*x - y)")).equal
    assert compare(solution.about["gradient"][1].formula, read("-2(w*x - y)")).equal
    assert solution.verified.verdict in ("agrees", "proved")


def test_letters_of_the_problem_are_not_taken_for_nodes():
    graph = graph_of(read("v1*h1 + L"), {"h1": read("tanh(v1)")})
    assert graph.output == "J"
    assert {node.name for node in graph.nodes} == {"v1", "h1", "z1", "L", "J"}


def test_a_file_may_give_values_and_ends_with_the_output():
    found = network(None, lines_of("# a remark\nh = tanh(w*x)\nL = (h - y)^2\nw = 2  # a weight\nx = 1\ny = 0\n", "net.txt"))
    assert text(found.output) == "L"
    assert point(found, "w=3")["w"] == read("3")
    assert found.inputs == ("w", "x", "y")


REFUSED = [
    (["a*x", "--let", "a=b+1", "--let", "b=2a"], "cycle", "a → b → a"),
    (["a*x", "--let", "a=a+1"], "cycle", "defined by itself"),
    (["a*x", "--at", "a=1"], "missing-value", "no value for x"),
    (["a*x", "--at", "a=1,x=2,z=3"], "unknown-node", "z"),
    (["a*x", "--wrt", "q"], "unknown-node", "q"),
    (["h*x", "--let", "h=x^2", "--at", "h=1,x=1"], "unknown-node", "is computed"),
    (["a", "--let", "a=x", "--let", "a=y"], "twice", "second time"),
    (["a", "--let", "just words"], "not-an-assignment", "no assignment"),
    (["a", "--let", "h = tanh(x"], "unclosed", "never closed"),
    (["x = 3"], "not-a-node", "equation"),
    (["int(x, x)"], "not-a-node", "integral"),
    (["3"], "no-input", "no variable"),
    (["x", "--file", "no/such/file"], "no-file", "cannot be read"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_bad_input_is_named_and_nothing_is_printed(arguments, code, said):
    done = run("calctutor backprop " + " ".join(f"'{argument}'" for argument in [*arguments, "--format", "json"]))
    assert done.returncode == 2
    assert done.stdout == ""
    problem = json.loads(done.stderr)
    assert problem["error"] == code
    assert said in problem["reason"]


@pytest.mark.parametrize(("expression", "at"), [("ln(x)", "x=-1"), ("relu(x)", "x=0"), ("e^(e^(e^x))", "x=5")])
def test_where_there_is_no_number_nothing_is_printed(expression, at):
    done = run(f"calctutor backprop '{expression}' --at {at}")
    assert done.returncode == 4
    assert done.stdout == ""
    assert "error[" in done.stderr


def test_a_bad_line_of_a_file_is_named(tmp_path):
    file = tmp_path / "net.txt"
    file.write_text("h = tanh(w*x)\ny = 1 +\n")
    done = run(f"calctutor backprop --file {file}")
    assert done.returncode == 2
    assert "line 2 of" in done.stderr


def test_a_huge_file_is_refused(tmp_path):
    file = tmp_path / "net.txt"
    file.write_text("x = 1\n" * 100_000)
    done = run(f"calctutor backprop --file {file}")
    assert done.returncode == 2
    assert "too long" in done.stderr


def test_the_graph_can_be_exported():
    at = ["--at", "w=2,x=3"]
    mermaid = run("calctutor backprop 'w*x + 1' --format mermaid " + " ".join(at)).stdout
    assert mermaid.startswith("flowchart TD\n")
    assert '["v1 = w x = 6"]' in mermaid.replace("₁", "1")
    assert mermaid.count("-->") == 3
    dot = run("calctutor backprop 'w*x + 1' --format dot").stdout
    assert dot.startswith("digraph {")
    assert dot.count("->") == 3
    assert dot.rstrip().endswith("}")


def test_labels_cannot_break_out_of_an_export():
    labels = [("a", 'x"]; evil["\\', ())]
    assert drawing.mermaid(labels).count('"') == 2
    assert '\\"]; evil[\\"\\\\' in drawing.dot(labels)


def test_json_keeps_full_precision():
    data = json.loads(run("calctutor backprop '(sigmoid(w*x + b) - y)^2' --at w=0.5,x=1,b=0,y=1 --format json").stdout)
    assert data["schema"] == "calctutor/1"
    s = 1 / (1 + math.exp(-0.5))
    found = {slope["parameter"]: slope["value"] for slope in data["gradient"]}
    assert found["w"] == pytest.approx(2 * (s - 1) * s * (1 - s), rel=1e-15)
    assert {row["node"] for row in data["forward"]} >= {"w", "x", "b", "y", "L"}
    assert data["verified"]["verdict"] == "agrees"


@pytest.mark.parametrize("width", [60, 80, 110])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_pages_fit_their_width(width, encoding, monkeypatch):
    monkeypatch.setenv("PYTHONUTF8", "0")
    for command in ("backprop 'sin(x*y)*exp(y*x)' --at x=1,y=2", "backprop '(sigmoid(w*x + b) - y)^2'"):
        done = run(f"calctutor {command} --width {width}", encoding=encoding)
        assert done.returncode == 0, done.stderr
        assert max(map(len, done.stdout.splitlines()[:-2])) <= width
        assert encoding == "utf-8" or done.stdout.isascii()


def test_deep_chains_are_linear():
    lines = ["h0 = x"] + [f"h{i} = sin(h{i - 1})" for i in range(1, 201)]
    solution = passes("h200", "x=0.5", lines)
    value, slope = 0.5, 1.0
    for _ in range(200):
        value, slope = math.sin(value), slope * math.cos(value)
    assert slopes(solution)["x"] == pytest.approx(slope, rel=1e-12)


def test_one_name_may_be_spelled_in_several_ways():
    found = network("h1*w_2", [Line("h_1 = w2*x", "")])
    assert set(found.inputs) == {"w_2", "x"}


def test_unknown_words_are_refused():
    with pytest.raises(StudentError):
        network("softmax(x)", [])
