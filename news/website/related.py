"""What to read after a story: how it went on, what the newsroom chose, then the same topics."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, Story, StoryLink
from news.articles.querysets import EditionQuerySet
from news.articles.stories import LinkKind
from news.website.cards import Card, card, listed
from news.website.telling import Telling

SHOWN = 3


def related_cards(telling: Telling) -> list[tuple[str, Card]]:
    """Return up to three stories, each with a word for how it belongs, if there is one."""
    page, frame = telling.page, telling.frame
    said = _chosen(page, telling.facts)
    rows = list(
        listed(ArticlePage.objects.released(), pictured=False).filter(
            story__in=said, language__in=frame.active
        )
    )
    best = {key: _best(rows, key, page.language) for key in said}
    found = [(said[key], card(row, frame, cut=None)) for key, row in best.items() if row][:SHOWN]
    if len(found) < SHOWN:
        alike = _alike(telling).exclude(story__in=[page.story_id, *said])
        rows = list(listed(alike, pictured=False).newest_first()[: SHOWN - len(found)])
        found += [("", card(row, frame, cut=None)) for row in rows]
    return found


def _chosen(page: ArticlePage, facts: Any) -> dict[Any, str]:
    """Return the stories set beside this one: continuations, what it continues, see also."""
    is_continued = Q(to=page.story_id, kind=LinkKind.CONTINUES)
    is_released = facts is not page
    links = list(
        StoryLink.objects.filter(is_continued | Q(story=page.story_id))
        if is_released
        else StoryLink.objects.filter(is_continued)
    )
    said = {link.story_id: _("Continuation") for link in links if link.to_id == page.story_id}
    own = [link for link in links if link.story_id == page.story_id]
    for link in own if is_released else page.links.all():
        said.setdefault(link.to_id, _("Earlier") if link.kind == LinkKind.CONTINUES else "")
    return said


def _best(rows: list[ArticlePage], story_id: Any, language: str) -> ArticlePage | None:
    """Return the story in the reader's language, else its original, else any."""
    editions = [row for row in rows if row.story_id == story_id]
    return max(editions, key=lambda row: (row.language == language, row.is_source), default=None)


def _alike(telling: Telling) -> EditionQuerySet:
    editions = ArticlePage.objects.released(telling.page.language)
    if topics := [topic.pk for topic in telling.topics]:
        tagged = Story.topics.through.objects.filter(story=OuterRef("story"), topic__in=topics)
        return editions.filter(Exists(tagged))
    section = telling.facts.section
    return editions.filter(story__section=section) if section else editions.none()
