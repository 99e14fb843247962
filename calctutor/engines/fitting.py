"""Which loss measures a model on a table of numbers, and what is its sum?"""

from __future__ import annotations

from dataclasses import dataclass

from calctutor.engines.sheets import Sheet
from calctutor.errors import StudentError
from calctutor.notation.reading import read, read_name
from calctutor.notation.tree import Tree, names


@dataclass(frozen=True, slots=True)
class Loss:
    """What one row costs, over the prediction p and the target t, and its slope by p. `says` is the idea behind it."""

    id: str
    title: str
    formula: Tree
    slope: Tree
    says: str


def _loss(id: str, title: str, formula: str, slope: str, says: str) -> Loss:
    return Loss(id, title, read(formula), read(slope), says)


LOSSES = {
    loss.id: loss
    for loss in (
        _loss(
            "mse",
            "mean squared error",
            "(p - t)^2",
            "2(p - t)",
            "The square makes a large error cost much more than a small one.",
        ),
        _loss(
            "mae",
            "mean absolute error",
            "abs(p - t)",
            "sign(p - t)",
            "Every error pulls with the same force, however large, so outliers matter less. At an error of "
            "exactly 0 the slope is taken as 0.",
        ),
        _loss(
            "huber",
            "Huber loss",
            "piecewise((p - t)^2/2, abs(p - t) <= 1, abs(p - t) - 1/2, abs(p - t) > 1)",
            "max(-1, min(1, p - t))",
            "A parabola for errors up to 1 and straight beyond: smooth at 0, and calm about outliers.",
        ),
        _loss(
            "logcosh",
            "log-cosh loss",
            "ln(cosh(p - t))",
            "tanh(p - t)",
            "Nearly a parabola for small errors and nearly straight for large ones.",
        ),
        _loss(
            "logistic",
            "cross-entropy",
            "-t*ln(p) - (1 - t)*ln(1 - p)",
            "(p - t)/(p*(1 - p))",
            "For a model that gives a probability p and targets that are 0 or 1: being sure of what is wrong costs most.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A model, its parameters, and the rows of the columns that it and its loss use."""

    model: Tree
    parameters: tuple[str, ...]
    target: str
    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    loss: Loss


def fitted(table: Sheet, model_text: str, start: dict[str, Tree], loss: str, target: str | None) -> Fit:
    """The model read with the names of the columns and of the parameters. Raises `StudentError` for names that are neither."""
    model = read(model_text, [*table.names, *start])
    used = [title for title in table.names if title in names(model)]
    wanted = _target(table, used, target, model_text)
    missing = [letter for letter in dict.fromkeys(names(model)) if letter not in start and letter not in table.names]
    if missing:
        raise StudentError(
            "missing-value",
            f"{missing[0]} is neither a column nor has it a start",
            model_text,
            (0, len(model_text)),
            "--start " + ",".join(f"{letter}=0" for letter in [*start, *missing]),
        )
    for letter in start:
        if letter in table.names or letter not in names(model):
            reason = f"{letter} is a column of the data" if letter in table.names else f"there is no {letter} in the model"
            raise StudentError(
                "unknown-node", reason, model_text, (0, len(model_text)), "--start gives the parameters of the model"
            )
    columns = (*(title for title in used if title != wanted), wanted)
    places = [table.names.index(title) for title in columns]
    rows = tuple(tuple(row[i] for i in places) for row in table.rows)
    chosen = LOSSES[loss]
    if loss == "logistic" and any(not 0 <= row[-1] <= 1 for row in rows):
        raise StudentError(
            "target", f"for the logistic loss the column {wanted} must hold numbers from 0 to 1", remedy="--loss mse"
        )
    return Fit(model, tuple(start), wanted, columns, rows, chosen)


def _target(table: Sheet, used: list[str], target: str | None, text: str) -> str:
    if target is not None:
        wanted = read_name(target)
        if wanted in table.names:
            return wanted
        raise StudentError(
            "unknown-node",
            f"there is no column {wanted}",
            target,
            (0, len(target)),
            "the columns are " + ", ".join(table.names),
        )
    others = [title for title in table.names if title not in used]
    if "y" in others or len(others) == 1:
        return "y" if "y" in others else others[0]
    raise StudentError(
        "which-target",
        "it is not clear which column the model should predict",
        text,
        (0, len(text)),
        f"--target {(others or list(table.names))[-1]}",
    )
