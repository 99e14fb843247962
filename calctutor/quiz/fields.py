"""Which texts, numbers and lists may stand in a quiz file? And what may be said of a parameter?

Pydantic types of values, for `models`; they bound the size of everything.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MOST_PARAMETERS, MOST_OPTIONS = 20, 20
MOST_VALUES = 100_000
LONGEST_TEXT, LONGEST_LINE = 20_000, 2000


def written(value: Any) -> Any:
    """A number where an expression is expected is the expression."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def printable(text: str) -> str:
    if bad := [c for c in text if not c.isprintable() and c not in "\n\t\r"]:
        remedy = r"""leave it out; if LaTeX was meant, as \frac, write '\frac' in single quotes, or "\\frac" """
        raise ValueError(f"it contains a control character (U+{ord(bad[0]):04X}): {remedy.strip()}")
    return text


def many(value: Any) -> Any:
    return [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value


def listed(value: Any) -> Any:
    return ",".join(map(str, value)) if isinstance(value, list) else value


Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(printable)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(printable)]
Expression = Annotated[Line, BeforeValidator(written)]
Expressions = Annotated[list[Expression], BeforeValidator(many), Field(max_length=MOST_OPTIONS)]
Sample = Annotated[Line, BeforeValidator(listed)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Part = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=1000)]
Letters = Annotated[
    list[Line], BeforeValidator(lambda value: value.replace(",", " ").split() if isinstance(value, str) else value)
]
Hints = Literal["auto"] | Annotated[list[Text], Field(max_length=MOST_OPTIONS)]


class Table(BaseModel):
    """A table of the file; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Parameter(Table):
    """A letter that is drawn: a number `from`..`to` in steps of `step` but not one of `except`, or one of `choice`."""

    lowest: int | float | None = Field(None, alias="from", ge=-(10**9), le=10**9)
    highest: int | float | None = Field(None, alias="to", ge=-(10**9), le=10**9)
    step: int | float = Field(1, gt=0)
    excluded: list[int | float] = Field(default_factory=list, alias="except", max_length=1000)
    choice: Expressions | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Parameter:
        if self.choice is not None:
            if self.lowest is not None or self.highest is not None:
                raise ValueError("a parameter has either from and to, or a choice")
            if not self.choice:
                raise ValueError("there is nothing to choose from: give at least one")
            return self
        if self.lowest is None or self.highest is None:
            raise ValueError('say from and to, as {from = 2, to = 9}, or a choice, as {choice = ["sin", "cos"]}')
        if self.lowest > self.highest:
            raise ValueError("from must not be larger than to")
        if not self.values:
            raise ValueError("every value is excluded")
        return self

    @cached_property
    def values(self) -> list[Fraction]:
        """The numbers that it may be, exactly as they are written."""
        low, high, step = (Fraction(str(value)) for value in (self.lowest, self.highest, self.step))
        count = int((high - low) / step) + 1
        if count > MOST_VALUES:
            raise ValueError(f"there are more than {MOST_VALUES:,} values: make the step larger")
        out = {Fraction(str(value)) for value in self.excluded}
        return [value for value in (low + k * step for k in range(count)) if value not in out]


class Parameters(Table):
    """`[question.parameters]`: letters, and `where`, conditions that must hold for them."""

    model_config = ConfigDict(extra="allow", frozen=True)
    where: Expressions = Field(default_factory=list)
    __pydantic_extra__: dict[str, Parameter]

    @property
    def letters(self) -> dict[str, Parameter]:
        return self.__pydantic_extra__

    @model_validator(mode="after")
    def _names(self) -> Parameters:
        if len(self.letters) > MOST_PARAMETERS:
            raise ValueError(f"a question has at most {MOST_PARAMETERS} parameters")
        for letter in self.letters:
            if not (letter.isascii() and letter.isidentifier()) or letter in ("expression", "e", "pi", "oo"):
                raise ValueError(f"{letter[:40]} cannot name a parameter: use a letter, as a or n")
        return self
