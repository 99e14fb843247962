"""Every rule of the table answers its own example, says why, and holds."""

from itertools import pairwise

import pytest
import sympy

from calctutor.balls.equality import compare
from calctutor.engines.asking import free_names
from calctutor.engines.limit import LimitSolver
from calctutor.notation.algebra import Algebra, symbol
from calctutor.notation.reading import read
from calctutor.notation.tree import Tree, add, name, names, replace, unmarked, walk
from calctutor.notation.writing import text
from calctutor.rulebook import every_rule, template
from calctutor.solver import Solver
from calctutor.steps import Question, every_step
from calctutor.verify import slope, variable_of, verify

RULES = every_rule()


def _asked(rule):
    """The question of the rule's own example, and a solver for it."""
    tree = read(rule.example)
    algebra = Algebra()
    if rule.kind == "L":
        f, x, a = tree.args
        side = {"+": 1, "-": -1}.get(tree.value, 0)
        question = Question("L", (*map(algebra.expression, (f, x, a)), sympy.Integer(side)))
        return question, LimitSolver(algebra, names(tree))
    expr = algebra.expression(tree)
    x = "x" if "x" in names(tree) or not free_names(tree) else free_names(tree)[0]
    if rule.id == "dependent-variable":
        expr, x = sympy.Function("y", real=True)(symbol("x")), "x"
    return Question(rule.kind, (expr, symbol(x))), Solver(algebra, names(tree))


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_rule_works_its_own_example(rule):
    question, solver = _asked(rule)
    solved = solver.solve_by(rule, question)
    assert solved is not None, f"{rule.id} does not apply to {rule.example}"
    for step in every_step(verify([solved.step])):
        assert step.holds in ("proved", "agrees"), (step.title, text(step.before), text(step.after))


def equations(step):
    """The neighbours a = b of the lines of working, sums with their terms joined; J is the integral of the step."""
    for line in step.lines:
        sides = [[]]
        for piece in line:
            if isinstance(piece, Tree):
                sides[-1].append(replace(unmarked(piece), {name("J"): step.before}))
            elif piece == " = ":
                sides.append([])
            elif piece != " + ":
                sides += [[], []]  # other words: what follows is no side of what stands before
        yield from ((add(*left), add(*right)) for left, right in pairwise(sides) if left and right)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.kind == "I"], ids=lambda rule: rule.id)
def test_lines_of_working_hold(rule):
    """What is said on the way is checked like the steps themselves, where it is about letters that the step knows."""
    question, solver = _asked(rule)
    for step in every_step((solver.solve_by(rule, question).step,)):
        x, let = variable_of(step.before), {letter: unmarked(part) for letter, part in step.let}
        known = {*names(step.before), *let}
        for left, right in equations(step):
            put_in = left == x and not names(right)  # "put in x = 2" is no claim
            if known >= {*names(left), *names(right)} and not put_in:
                open_ = any(node.head == "I" for side in (left, right) for node in walk(side))
                told = (slope(left, x), slope(right, x)) if open_ else (left, right)
                assert compare(*told, let=let).kind != "different", (text(left), text(right))


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.kind == "I"], ids=lambda rule: rule.id)
def test_the_line_before_simplifying_holds(rule):
    """A line that cannot be seen to hold is not told; on the example of its own rule it is."""
    question, solver = _asked(rule)
    step = solver.solve_by(rule, question).step
    if step.unsimplified is not None:
        assert verify([step])[0].unsimplified is not None, text(step.unsimplified)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if not rule.alternative], ids=lambda rule: rule.id)
def test_rule_is_the_one_that_is_used_on_its_example(rule):
    """No rule is hidden behind another: on its own example the solver chooses it."""
    question, solver = _asked(rule)
    assert solver.solve(question).step.rule == rule.id


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_rule_explains_itself(rule):
    question, solver = _asked(rule)
    step = solver.solve_by(rule, question).step
    why = "".join(piece if isinstance(piece, str) else text(piece) for piece in step.why)
    assert why[0] == why[0].upper() or not why[0].isalpha() or why.split()[0] not in ("the", "a")
    assert why.endswith((".", ")")), why
    assert "{" not in why
    assert "}" not in why
    assert text(template(rule.formula or rule.equation))


def test_ids_are_stable_looking():
    for id_ in RULES:
        assert id_ == id_.lower()
        assert all(c.isalnum() or c == "-" for c in id_), id_
        assert id_.isascii(), id_
