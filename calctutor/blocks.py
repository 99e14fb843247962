"""What is a page, before anyone has decided what it is printed on?

Blocks hold trees and plain sentences, never markup, widths or colours. A renderer turns a `Page` into panels, plain
lines, and later Markdown, LaTeX or HTML. A sentence is a tuple of pieces: strings, and trees where there is maths in
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from calctutor.notation.tree import Tree

Piece: TypeAlias = str | Tree
Sentence: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The line that opens an answer: what was read, and what will be done with it."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence. `tone` is `why` (the reason of a step), `note` (a remark, set apart) or `warning`."""

    sentence: Sentence
    tone: str = "why"


@dataclass(frozen=True, slots=True)
class Let:
    """`let u = x², v = sin(3x)`: letters, in order, with what they stand for. A letter is also a role (its colour).
    `so` are those that follow from them (`so du = 2x dx`).
    """

    letters: tuple[tuple[str, Tree], ...]
    so: tuple[tuple[str, Tree], ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right₁ = right₂ ...`, one `=` a row, aligned on it. `relation` stands in the place of `=` where it is another."""

    left: Tree
    rights: tuple[Tree, ...]
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with headings; a cell is a sentence. Numbers are right-aligned by the renderer when `numeric` says so."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of a drawn tree: what is said of it, and what hangs below it."""

    sentence: Sentence
    parts: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees drawn with lines: computational graphs, whose shared nodes are drawn once and named again."""

    roots: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One layer of a composition: its name, what it is of the layer before, and how fast it changes with that (`rule`
    says by which rule). `value` comes from above, `back` (how fast the end changes with this layer) from below;
    empty where there are no numbers.
    """

    letter: Tree
    meaning: Tree | None = None
    slope: tuple[Tree, Tree] | None = None
    rule: str = ""
    value: str = ""
    slope_value: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Layers from the inside out, one under the other."""

    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Triangle:
    """A right triangle: one of its angles, the sides opposite and beside that, and the hypotenuse."""

    angle: Tree
    opposite: Tree
    beside: Tree
    hypotenuse: Tree


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in order. `style` is `line`, `points`, `path` (points that are joined), `level` (a contour line) or
    `area` (filled down to the axis).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    label: str = ""
    style: str = "line"


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over one pair of axes; `said` tells in words what can be seen. `logarithmic` is the upright axis."""

    title: str
    curves: tuple[Curve, ...]
    labels: tuple[str, str]
    said: Sentence
    logarithmic: bool = False


Body: TypeAlias = Prose | Let | Equation | Table | Forest | Ladder | Triangle | Plot


@dataclass(frozen=True, slots=True)
class Panel:
    """One step: its number (None: not a step), the rule's name, what happens, and the rule in general.

    `formula` is the general equation; `parameters` what its other letters are here (`n = 2`).
    """

    title: str
    body: tuple[Body, ...]
    number: int | None = None
    formula: Tree | None = None
    parameters: tuple[tuple[str, Tree], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The result in its heavy frame. `verdict` says what was computed to check it; `sure` is False when that failed or
    was not possible.
    """

    body: tuple[Body, ...]
    verdict: str
    sure: bool = True
    title: str = "Answer"


@dataclass(frozen=True, slots=True)
class Next:
    """Commands that the reader may want to type next, ready to paste."""

    commands: tuple[str, ...]


Block: TypeAlias = Heading | Panel | Answer | Next | Body


@dataclass(frozen=True, slots=True)
class Page:
    blocks: tuple[Block, ...]
