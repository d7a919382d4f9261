"""Released editions as lists and language bars tell of them, without the weight of pages."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, UUIDField

from news.articles.known import Known
from news.articles.models import ArticlePage, Section, Story
from news.articles.origin import Origin
from news.newsroom.prepared import Prepared
from news.photos.models import Photo


@dataclass(slots=True)
class ListedStory:
    """A story in a list."""

    pk: uuid.UUID
    source_language: str
    source_version: int
    comments_open: bool
    comment_count: int
    section_id: int | None
    lead_photo_id: int | None
    section: Section | None = None
    lead_photo: Photo | None = None


@dataclass(slots=True)
class Listed(Origin):
    """An edition in a list: never its text, nor what Wagtail keeps beside."""

    pk: int
    story_id: uuid.UUID
    language: str
    url_path: str
    title: str
    lead: str
    released_at: datetime
    made_from_version: int
    story: ListedStory


@dataclass(slots=True)
class Sibling(Origin):
    """An edition beside the others of its story."""

    pk: int
    urn: str
    language: str
    url_path: str
    title: str
    released_at: datetime
    changed_at: datetime | None
    made_from_version: int
    story: Any


# The columns of which they are made, in this order.
LISTED = tuple(each.name for each in fields(Listed) if each.name != "story")
LISTED_STORY = tuple(
    each.name for each in fields(ListedStory) if each.name not in {"pk", "section", "lead_photo"}
)
SIBLING = tuple(each.name for each in fields(Sibling) if each.name != "story")

_siblings = Prepared(
    lambda story: ArticlePage.objects.released().filter(story=story).values_list(*SIBLING),
    story=UUIDField(),
)


def with_story(names: Iterable[str]) -> list[str]:
    """Return the columns of editions and of their stories, as a query names them."""
    return [*names, *(f"story__{name}" for name in LISTED_STORY)]


def listed_rows(editions: QuerySet) -> QuerySet:
    """Return the editions as rows from which `listed` makes what cards need."""
    return editions.values_list(*with_story(LISTED))


def listed(rows: Iterable[tuple[Any, ...]], known: Known) -> list[Listed]:
    """Return the editions of these rows with story, section and lead photo."""
    end = len(LISTED)
    story_id = LISTED.index("story_id")
    editions = [Listed(*row[:end], ListedStory(row[story_id], *row[end:])) for row in rows]
    settle_facts([each.story for each in editions], known)
    return editions


def siblings(story: Story | ListedStory) -> list[Sibling]:
    """Return the released editions of a story."""
    return [Sibling(*row, story) for row in _siblings.rows(story=story.pk)]


def settle_facts(stories: list[Any], known: Known) -> None:
    """Give the stories their sections and lead photos."""
    sections = known.these(Section, [each.section_id for each in stories])
    photos = known.these(Photo, [each.lead_photo_id for each in stories])
    for each in stories:
        each.section = sections.get(each.section_id)
        each.lead_photo = photos.get(each.lead_photo_id)
