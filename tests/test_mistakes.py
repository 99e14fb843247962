"""The mistakes: each is false, and is recognised by the wrong answer that it leads to."""

import tomllib
from pathlib import Path

import pytest

import calctutor.mistakes  # noqa: F401  (fills the book)
from calctutor.checking.answer import judge
from calctutor.checking.diagnosis import MOST_SLIPS, diagnose
from calctutor.checking.tasks import Options, read_answer, read_task
from calctutor.checking.working.explaining import explained
from calctutor.checking.working.judging import judged_lines
from calctutor.mistakes.book import MISTAKES
from calctutor.rulebook import RULES
from tests.catalogue import page

MOST = MOST_SLIPS
TABLE = tomllib.loads((Path(__file__).parent / "tables" / "slips.toml").read_text())["slip"]


def examined(kind, question, answer, **options):
    task = read_task(kind, question, Options(**options))
    tree = read_answer(task, answer)
    found = judge(task, tree)
    return found, diagnose(task, tree, found.suspicion, found.entries, 20)


def worked(mistake):
    """The slip of a working whose last line alone is wrong."""
    lines = judged_lines("\n".join((*mistake.question.split("; "), mistake.wrong)))
    assert [line.number for line in lines if line.verdict == "wrong"] == [lines[-1].number], lines
    return explained(lines, 20).slip


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_false_and_is_recognised(mistake):
    if mistake.kind == "work":
        found = worked(mistake)
        assert found is not None
        assert found.mistake == mistake.id
        return
    found, diagnosis = examined(mistake.kind, mistake.question, mistake.wrong, **mistake.options)
    assert found.verdict == "wrong" or diagnosis.refuted
    assert mistake.id in [slip.mistake for slip in diagnosis.slips]


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_explains_itself(mistake):
    assert len(mistake.text) > 20
    assert mistake.text[-1] in ".?"
    assert mistake.title
    assert set(mistake.rules) <= set(RULES)


def test_the_catalogue_is_the_book():
    """`python -m tests.catalogue > examples/mistakes.md` writes it."""
    assert (Path(__file__).parents[1] / "examples" / "mistakes.md").read_text(encoding="utf-8") == page()


def test_there_are_enough_of_them():
    kinds = {mistake.kind for mistake in MISTAKES.values()}
    assert len(MISTAKES) >= 80
    assert {"diff", "partial", "chain", "integrate", "limit", "gradient", "hessian", "descend-step", "work"} <= kinds


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['question']} | {row['answer']}" for row in TABLE])
def test_a_slip_on_another_problem(row):
    """Named first, on a problem that is nobody's example."""
    options = {key: value for key, value in row.items() if key not in ("kind", "question", "answer", "mistake", "also", "note")}
    _, diagnosis = examined(row["kind"], row["question"], row["answer"], **options)
    assert diagnosis.slips, "nothing was recognised"
    assert diagnosis.slips[0].mistake in (row["mistake"], *row.get("also", ()))
