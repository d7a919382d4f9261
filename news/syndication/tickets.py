"""Tickets: what an address needs to open a photo that isn't public yet, for one partner alone.

A ticket is signed for one photo, partner and edition, and ends with the advance copy. It is the
same while these are, so that bytes that hold it stay the same.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from news.photos.gate import TICKET
from news.photos.models import Photo

_SALT = "news.syndication.tickets"


class Ticket(NamedTuple):
    """Who may fetch a photo, as part of which edition, and until when."""

    partner: int
    edition: int
    until: datetime


def with_ticket(url: str, photo: Photo, ticket: Ticket) -> str:
    """Return a photo's address with a ticket that opens it."""
    return f"{url}?{TICKET}={_signer(photo).sign(_text(ticket))}"


def read(photo: Photo, text: str) -> Ticket | None:
    """Return what a ticket to this photo says, None for one that we haven't signed."""
    try:
        partner, edition, until = _signer(photo).unsign(text).split(".")
    except (BadSignature, ValueError):
        return None
    return Ticket(int(partner), int(edition), datetime.fromtimestamp(int(until), UTC))


def _signer(photo: Photo) -> Signer:
    return Signer(salt=f"{_SALT}.{photo.key}")


def _text(ticket: Ticket) -> str:
    return f"{ticket.partner}.{ticket.edition}.{int(ticket.until.timestamp())}"
