"""Loading editions with all that items need, in a number of queries that never grows."""

import copy
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from news.articles.coming import Coming
from news.articles.known import Credited, Known
from news.articles.models import (
    ArticlePage,
    EditionCredit,
    Section,
    Story,
    StoryCredit,
    Topic,
)
from news.articles.querysets import EditionQuerySet
from news.photos.models import Photo
from news.syndication.texts import load_texts


class Released(NamedTuple):
    """One released edition of a story, as the others tell of it."""

    story_id: uuid.UUID
    language: str
    urn: str
    url_path: str


def load(editions: EditionQuerySet) -> list[ArticlePage]:
    """Return the editions with story, people, corrections, other languages and texts.

    Each has `known`, `story_credits`, `own_credits`, `story_topics`, `released_editions`
    and `text`; its body is loaded only where the text isn't known.
    """
    known = Known()
    loaded = list(
        editions.defer("made_from", "body")
        .annotate(stored_body=Cast("body", TextField()))
        .select_related("story")
        .prefetch_related("corrections")
    )
    stories = {each.story_id for each in loaded}
    by_story = known.credited(_in_order(StoryCredit.objects.filter(story__in=stories), "story"))
    pages = [each.pk for each in loaded]
    by_page = known.credited(_in_order(EditionCredit.objects.filter(page__in=pages), "page"))
    topics = _topics(stories, known)
    released = _released(stories)
    sections = known.these(Section, [each.story.section_id for each in loaded])
    photos = known.these(Photo, [each.story.lead_photo_id for each in loaded])
    for each in loaded:
        story = each.story
        each.known = known
        each.story_credits, each.own_credits = by_story[story.pk], by_page[each.pk]
        each.story_topics, each.released_editions = topics[story.pk], released[story.pk]
        story.section = sections.get(story.section_id)
        story.lead_photo = photos.get(story.lead_photo_id)
    load_texts(loaded, known)
    return loaded


def load_coming(found: list[Coming]) -> list[Coming]:
    """Return what is coming with the same at hand as `load` gives, from scheduled revisions.

    Facts that are due with the original, too, stand on a story of their own in memory.
    """
    known = Known()
    stories = {each.edition.story_id for each in found}
    by_story = known.credited(_in_order(StoryCredit.objects.filter(story__in=stories), "story"))
    topics, released = _topics(stories, known), _released(stories)
    for each in found:
        edition, story = each.edition, copy.copy(each.edition.story)
        edition.story, edition.known = story, known
        # As stored it would lead to pages that aren't public; `written` loads it as feeds do.
        edition.__dict__.pop("body", None)
        edition.released_editions = released[story.pk]
        edition.own_credits = [] if edition.is_source else _drafted_credits(edition, known)
        if each.facts is None:
            edition.story_credits, edition.story_topics = by_story[story.pk], topics[story.pk]
            holder = story
        else:
            holder = each.facts
            edition.story_credits = _drafted_credits(holder, known)
            keys = [topic.pk for topic in holder.topics.all()]
            edition.story_topics = _by_slug(known.these(Topic, keys).values())
            for name in ("album_url", "first_published_in", "first_published_url"):
                setattr(story, name, getattr(holder, name))
        story.section = known.one(Section, holder.section_id)
        story.lead_photo = known.one(Photo, holder.lead_photo_id)
    load_texts([each.edition for each in found], known)
    return found


def _drafted_credits(edition: ArticlePage, known: Known) -> list[Credited]:
    credits = sorted(edition.credits.all(), key=lambda each: (each.sort_order or 0, each.pk or 0))
    rows = [(None, each.person_id, each.role_id, each.position_id) for each in credits]
    return known.credited(rows)[None]


def _by_slug(topics: Iterable[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: topic.slug)


def _in_order(credits: QuerySet, holder: str) -> QuerySet:
    return credits.order_by("sort_order", "pk").values_list(holder, "person", "role", "position")


def _topics(stories: set[uuid.UUID], known: Known) -> dict[uuid.UUID, list[Topic]]:
    tags = Story.topics.through.objects.filter(story__in=stories).order_by("topic__slug")
    rows = list(tags.values_list("story", "topic"))
    topics = known.these(Topic, [topic for _story, topic in rows])
    found = defaultdict(list)
    for story, topic in rows:
        if topic in topics:
            found[story].append(topics[topic])
    return found


def _released(stories: set[uuid.UUID]) -> dict[uuid.UUID, list[Released]]:
    editions = ArticlePage.objects.released().filter(story__in=stories).order_by("language")
    found = defaultdict(list)
    for row in editions.values_list(*Released._fields):
        found[row[0]].append(Released._make(row))
    return found
