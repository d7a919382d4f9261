"""Cursors: the last row of a page, so that the next one begins behind it."""

import binascii
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Q

from news.api.problems import Refused, faulty

LONGEST = 300
# Beyond these, a time zone can carry a moment out of what databases hold.
YEARS = range(1900, 9000)
_MOST = 2**63

Part = Callable[[str], Any]


def written(order: str, *parts: Any) -> str:
    """Return the cursor of a row; `order` names the list that it belongs to."""
    text = " ".join([order, *(_text(part) for part in parts)])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str, order: str, *parts: Part) -> tuple[Any, ...]:
    """Return the parts of a cursor of this list; raise `Refused` for anything else."""
    if len(cursor) > LONGEST:
        raise _unreadable()
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        name, *told = text.split(" ")
        if name != order:
            raise ValueError(name)
        return tuple(part(value) for part, value in zip(parts, told, strict=True))
    except (binascii.Error, ValueError, UnicodeError, ValidationError):
        raise _unreadable() from None


def moment(text: str) -> datetime:
    """Read a moment that databases can hold."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None or read.year not in YEARS:
        raise ValueError(text)
    return read


def number(text: str) -> int:
    """Read a number that databases can hold."""
    read = int(text)
    if not 0 <= read < _MOST:
        raise ValueError(text)
    return read


def key(text: str) -> uuid.UUID:
    """Read a story's id."""
    return uuid.UUID(text)


def slug(text: str) -> str:
    """Read a slug."""
    validate_slug(text)
    return text


def released_before(moment: datetime, pk: Any) -> Q:
    """Return the rows behind this one, newest first."""
    # The first condition lets the index find the place; the second breaks ties.
    return Q(released_at__lte=moment) & (Q(released_at__lt=moment) | Q(pk__lt=pk))


def _text(part: Any) -> str:
    return part.astimezone(UTC).isoformat() if isinstance(part, datetime) else str(part)


def _unreadable() -> Refused:
    told = "this cursor is not one of this list's; begin without a cursor"
    return faulty({"cursor": told})
