"""What a figure is to the checks: as it is written, and what it says.

What it says is a set of keys, for it may be read in more ways than one: 1.234 is one thousand
or a little more than one. Two figures agree where one says what the other does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# A number; an hour as minutes, or as words say it; a day; a month; the digits of a telephone.
Key = tuple[str, Decimal | int | str | tuple[int | None, int, int | None]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, and the keys it says; `is_loose` where nobody has to repeat it."""

    written: str
    says: frozenset[Key]
    # What the other text may say instead: words for an hour.
    heard_as: frozenset[Key] = frozenset()
    # What its parts say, for the other text may tell them one by one: the days of a stretch.
    implies: frozenset[Key] = frozenset()
    is_date: bool = False
    is_loose: bool = False


# Where a figure begins and ends, and what it is.
Found = Iterator[tuple[int, int, Figure]]
