"""What to read after a story: how it went on, what the newsroom chose, then the same topics."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, Story, StoryLink
from news.articles.querysets import EditionQuerySet
from news.articles.stories import LinkKind
from news.website.cards import Card, card, listed
from news.website.frame import Frame

SHOWN = 3


def related_cards(page: ArticlePage, facts: Any, frame: Frame) -> list[tuple[str, Card]]:
    """Return up to three stories, each with a word for how it belongs, if there is one."""
    said = _chosen(page, facts)
    rows = list(
        listed(ArticlePage.objects.released()).filter(story__in=said, language__in=frame.active)
    )
    best = {key: _best(rows, key, page.language) for key in said}
    found = [(said[key], card(row, frame, cut=None)) for key, row in best.items() if row][:SHOWN]
    if len(found) < SHOWN:
        alike = _alike(page, facts).exclude(story__in=[page.story_id, *said])
        rows = list(listed(alike).newest_first()[: SHOWN - len(found)])
        found += [("", card(row, frame, cut=None)) for row in rows]
    return found


def _chosen(page: ArticlePage, facts: Any) -> dict[Any, str]:
    """Return the stories set beside this one: continuations, what it continues, see also."""
    links = StoryLink.objects.filter(to=page.story_id, kind=LinkKind.CONTINUES)
    said = {link.story_id: _("Continuation") for link in links}
    for link in facts.links.all():
        said.setdefault(link.to_id, _("Earlier") if link.kind == LinkKind.CONTINUES else "")
    return said


def _best(rows: list[ArticlePage], story_id: Any, language: str) -> ArticlePage | None:
    """Return the story in the reader's language, else its original, else any."""
    editions = [row for row in rows if row.story_id == story_id]
    return max(editions, key=lambda row: (row.language == language, row.is_source), default=None)


def _alike(page: ArticlePage, facts: Any) -> EditionQuerySet:
    editions = ArticlePage.objects.released(page.language)
    if topics := [topic.pk for topic in facts.topics.all()]:
        tagged = Story.topics.through.objects.filter(story=OuterRef("story"), topic__in=topics)
        return editions.filter(Exists(tagged))
    return editions.filter(story__section=facts.section) if facts.section else editions.none()
