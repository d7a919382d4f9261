"""What every answer has in common: how long it may be kept, and what it is asked with."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query

from news.api import cursors
from news.api.problems import faulty
from news.ready.terms import Terms, keep
from news.syndication.answers import MAX_AGE

Cursor = Annotated[
    str,
    Query(
        description="`next` of the page before; opaque. Leave it out for the first page.",
        max_length=cursors.LONGEST,
    ),
]


def keep_for_everybody(request: HttpRequest, *asks: str) -> None:
    """Let the answer be kept ready: it depends on the address and on these parameters alone.

    Raises `Refused` where one is given twice, since nobody could say which of them counts.
    """
    if twice := [name for name in asks if len(request.GET.getlist(name)) > 1]:
        raise faulty(dict.fromkeys(twice, "give it once"))
    keep(request, Terms(asks=asks, for_everybody=True, max_age=MAX_AGE))
