"""Making the parts of answers: editions as feeds tell them, names in all languages."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from news.api import schemas
from news.articles.models import ArticlePage, Section, Topic
from news.articles.querysets import EditionQuerySet
from news.newsroom.languages import codes, exact
from news.newsroom.models import NewsroomSettings
from news.people.models import Person
from news.syndication import addresses
from news.syndication.audience import public
from news.syndication.documents import clean
from news.syndication.items import item
from news.syndication.loading import load


def editions(chosen: EditionQuerySet, newsroom: NewsroomSettings) -> list[schemas.Edition]:
    """Return released editions, by language, in a number of queries that never grows."""
    now = timezone.now()
    return [edition(each, newsroom, now) for each in load(chosen.order_by("language", "pk"))]


def edition(loaded: ArticlePage, newsroom: NewsroomSettings, now: datetime) -> schemas.Edition:
    """Return a loaded edition as the public may have it."""
    said = item(loaded, newsroom, public(), now)
    fields = {name: getattr(said, name) for name in schemas.Edition.model_fields if name != "story"}
    return schemas.Edition.model_validate({**fields, "story": str(loaded.story_id)})


def texts(instance: Model, field: str) -> schemas.Texts:
    """Return a translated field in the languages in which it is written, and in no other."""
    written = {code: clean(exact(instance, field, code)) for code in codes()}
    return {code: text for code, text in written.items() if text}


def feeds(language: str, channel: str) -> schemas.Feeds:
    """Return the addresses of a feed."""
    urls = addresses.feed_urls(language, channel)
    return schemas.Feeds(
        rss=urls["rss"], atom=urls["atom"], json_feed=urls["json"], ninjs=urls["ninjs"]
    )


def listings(thing: Section | Topic | Person, languages: Iterable[str]) -> list[schemas.Listing]:
    """Return where a section, topic or person is to be read in each language."""
    return [
        schemas.Listing(
            language=code,
            url=addresses.listing_url(thing.kind, thing.slug, code),
            feeds=feeds(code, thing.channel_key),
        )
        for code in languages
    ]


def channel(thing: Section | Topic | Person) -> str:
    """Return what notices call a section, topic or person."""
    return f"{thing.kind}:{thing.pk}"
