"""A story over the API as news agencies exchange it: one ninjs package of all its editions."""

import uuid
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from news.api import schemas
from news.api.editions import refusal_of
from news.api.problems import answers
from news.api.reading import keep_for_everybody
from news.articles.models import ArticlePage, Notice, Story
from news.newsroom.models import NewsroomSettings
from news.syndication.audience import public
from news.syndication.documents import Item
from news.syndication.formats import ninjs
from news.syndication.items import item
from news.syndication.loading import load

router = Router(tags=["stories"])


@router.get(
    "/stories/{id}.ninjs",
    response=answers(schemas.Package, 404, 410, 422),
    summary="A story as a ninjs package",
)
def read_package(
    request: HttpRequest, id: Annotated[uuid.UUID, Path(description="The story's id.")]
) -> HttpResponse:
    """Tell one story with all its editions by the IPTC's standard, those withdrawn canceled."""
    keep_for_everybody(request)
    items = _editions(id)
    if not any(each.withdrawal is None for each in items):
        raise refusal_of(Notice.objects.filter(story_key=id), "story")
    source_language = Story.objects.values_list("source_language", flat=True).get(pk=id)
    return HttpResponse(
        ninjs.write_package(items, source_language),
        content_type=f"{ninjs.MEDIA_TYPE}; charset=utf-8",
    )


def _editions(story: uuid.UUID) -> list[Item]:
    """Return the public editions of a story and those withdrawn, by language."""
    now, newsroom = timezone.now(), NewsroomSettings.load()
    editions = ArticlePage.objects.filter(story=story)
    public_now = load(editions.released())
    taken_back = editions.withdrawn()
    items = (item(each, newsroom, public(), now) for each in [*public_now, *taken_back])
    return sorted(items, key=lambda each: each.language)
