"""Where does a sample stand: on the command line, or in a column of a file?"""

from __future__ import annotations

from fractions import Fraction

from calctutor.engines.probability.samples import is_file, sample_numbers

MOST = 1_000_000


def sample_of(data: str | None, column: str | None) -> tuple[Fraction, ...] | None:
    """The numbers of `1,2,3` or of a column of a CSV file; of letters, as `x1..xn`, none; None where nothing is given."""
    if data is None:
        return None
    return _column(data, column) if is_file(data) else sample_numbers(data)


def _column(path: str, column: str | None) -> tuple[Fraction, ...]:
    from calctutor.cli.files import read_text
    from calctutor.engines.sheets import column_of

    return tuple(Fraction(repr(value)) for value in column_of(read_text(path, MOST), path, column))
