"""What happened since, over the API: all that a mirror needs to stay exact."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from news.api import schemas, shapes
from news.api.problems import answers
from news.api.reading import keep_for_everybody
from news.articles.ledger import NoticeCounter, NoticeKind
from news.articles.models import ArticlePage, Notice
from news.newsroom.generation import generations
from news.newsroom.models import NewsroomSettings
from news.syndication import addresses
from news.syndication.documents import clean

router = Router(tags=["changes"])

GREATEST = 2**63 - 1


@router.get("/changes", response=answers(schemas.Changes, 422), summary="What happened since")
def list_changes(
    request: HttpRequest,
    since: Annotated[
        int, Query(ge=0, le=GREATEST, description="The last number you know; 0 for all.")
    ] = 0,
    limit: Annotated[int, Query(ge=1, le=200, description="How many notices at most.")] = 50,
) -> schemas.Changes:
    """Tell what happened after a notice, and the editions as they are now.

    To mirror all released editions, begin at 0. Of each answer, keep every `edition` and all
    `siblings` under their `urn`; where `edition` is null, drop the one of that `urn`. Then ask
    with `since` = `next`, at once while there is `more`, later otherwise. An edition may be
    newer than its notice; a later notice then tells it again.

    No notice is written where something that editions share is changed (the name of a person,
    a photo, a licence), a comment is approved or a photo's time runs out. A language's number
    in `generations` rises then: where it has and there is no notice, read again what shows
    what you share. A `last` below your `since` says that the newsroom stands on an older copy
    of its database: begin anew at 0.
    """
    keep_for_everybody(request, "since", "limit")
    newsroom = NewsroomSettings.load()
    # Before the editions: these may be newer than the notices, and never older.
    last = NoticeCounter.objects.values_list("last", flat=True).first() or 0
    numbers = generations()
    rows = list(Notice.objects.filter(sequence__gt=since).order_by("sequence")[: limit + 1])
    shown = rows[:limit]
    stories = {notice.story_key for notice in shown}
    released = ArticlePage.objects.released().filter(story__in=stories)
    editions = {each.urn: each for each in shapes.editions(released, newsroom)}
    named = {notice.urn for notice in shown}
    return schemas.Changes(
        notices=[_notice(each, editions.get(each.urn), newsroom) for each in shown],
        siblings=[each for urn, each in editions.items() if urn not in named],
        next=shown[-1].sequence if shown else min(since, last),
        last=last,
        more=len(rows) > limit,
        generations=numbers,
    )


def _notice(
    notice: Notice, edition: schemas.Edition | None, newsroom: NewsroomSettings
) -> schemas.Notice:
    return schemas.Notice(
        sequence=notice.sequence,
        kind=NoticeKind(notice.kind),
        urn=notice.urn,
        story=str(notice.story_key),
        language=notice.language,
        occurred_at=notice.occurred_at.astimezone(newsroom.zone),
        note=_public_note(notice, edition),
        address_before=_address(notice.address_before),
        address_after=_address(notice.address_after),
        channels_before=notice.channels_before,
        channels_after=notice.channels_after,
        edition=edition,
    )


def _public_note(notice: Notice, edition: schemas.Edition | None) -> str:
    """Return what a notice says in public; of a text that was taken back, no word is told."""
    is_told = notice.kind == NoticeKind.WITHDRAWN or (
        notice.kind == NoticeKind.CORRECTED and edition is not None
    )
    return clean(notice.note) if is_told else ""


def _address(path: str) -> str:
    return addresses.absolute(path) if path else ""
