"""placeholder"""
from __future__ import annotations
from calctutor.blocks import Plot
from calctutor.notation.writing import Row
from calctutor.render.paper import Paper
from calctutor.render.sentences import wrapped


def plot(block: Plot, paper: Paper, width: int) -> list[Row]:
    """x"""
    return wrapped(block.said, paper, width)
