"""Which pictures belong to a walk downhill? The data, the landscape, and the value at every step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from calctutor.blocks import Block, Curve, Panel, Plot
from calctutor.narrate.decimals import shown
from calctutor.narrate.descent_walk import falling
from calctutor.notation.tree import name
from calctutor.notation.writing import text
from calctutor.steps import Solution

if TYPE_CHECKING:
    from calctutor.engines.descent_pictures import Pair, Pictures


def plots(solution: Solution, pictures: Pictures | None) -> list[Block]:
    if pictures is None:
        return []
    f = falling(solution)
    plots = [_data(pictures), _landscape(pictures, f), _losses(pictures, f)]
    return [Panel(plot.title, (plot,)) for plot in plots if plot is not None]


def _curve(pairs: Sequence[Pair], label: str, style: str) -> Curve:
    return Curve(tuple(x for x, _ in pairs), tuple(y for _, y in pairs), label, style)


def _data(pictures: Pictures) -> Plot | None:
    if not pictures.data:
        return None
    said = f"Points are the data; the line is the model with the parameters that were reached ({len(pictures.data)} rows)."
    return Plot(
        "Data and model",
        (_curve(pictures.model, "model", "line"), _curve(pictures.data, "data", "points")),
        pictures.axes,
        (said,),
    )


def _landscape(pictures: Pictures, f: str) -> Plot | None:
    first, *others = (text(name(letter)) for letter in pictures.letters)
    if pictures.curve:
        said = f"The line is {f}; the dots are the walk, from {_pair(pictures.path[0])} to {_pair(pictures.path[-1])}."
        return Plot(
            "The walk on the curve",
            (_curve(pictures.curve, f, "line"), _curve(pictures.path, "walk", "points")),
            (first, f),
            (said,),
        )
    if not pictures.levels:
        return None
    said = (
        f"Along a dotted line {f} has one value; the walk crosses them from {_pair(pictures.path[0])} to "
        f"{_pair(pictures.path[-1])}."
    )
    levels = tuple(_curve(level, "", "level") for level in pictures.levels)
    return Plot("The walk across contour lines", (*levels, _curve(pictures.path, "walk", "path")), (first, others[0]), (said,))


def _pair(pair: Pair) -> str:
    return f"({shown(pair[0], 3)}, {shown(pair[1], 3)})"


def _losses(pictures: Pictures, f: str) -> Plot | None:
    losses = pictures.losses
    if len(losses) < 3:
        return None
    logarithmic = min(losses) > 0 and max(losses) / min(losses) > 50
    said = f"{f} against the step: from {shown(losses[0], 4)} to {shown(losses[-1], 4)}" + (
        ", on a logarithmic scale." if logarithmic else "."
    )
    pairs = [(float(k), value) for k, value in enumerate(losses)]
    return Plot(f"{f} at every step", (_curve(pairs, f, "line"),), ("step", f), (said,), logarithmic)
