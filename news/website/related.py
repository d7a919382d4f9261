"""What to read after a story: how it went on, what the newsroom chose, then the same topics."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, UUIDField
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, Story, StoryLink
from news.articles.querysets import EditionQuerySet
from news.articles.stories import LinkKind
from news.newsroom.prepared import Prepared
from news.website.cards import Card, card
from news.website.reading import listed, listed_rows
from news.website.telling import Telling

SHOWN = 3
Stories = Iterable[Any] | QuerySet


def _links(story: Any) -> QuerySet:
    is_continued = Q(to=story, kind=LinkKind.CONTINUES)
    return StoryLink.objects.filter(is_continued | Q(story=story))


def _linked(story: Any) -> QuerySet:
    links = StoryLink.objects.order_by()
    continuing = links.filter(to=story, kind=LinkKind.CONTINUES)
    return links.filter(story=story).values("to").union(continuing.values("story"))


def _topics(story: Any) -> QuerySet:
    return Story.topics.through.objects.filter(story=story).values("topic")


def _chosen_rows(stories: Stories) -> QuerySet:
    return listed_rows(ArticlePage.objects.released().filter(story__in=stories))


def _tagged(language: Any, topics: Stories) -> EditionQuerySet:
    tagged = Story.topics.through.objects.filter(story=OuterRef("story"), topic__in=topics)
    return ArticlePage.objects.released(language).filter(Exists(tagged))


def _of_section(language: Any, section: Any) -> EditionQuerySet:
    return ArticlePage.objects.released(language).filter(story__section=section)


def _newest_rows(editions: EditionQuerySet, story: Any, chosen: Stories) -> QuerySet:
    others = editions.exclude(story=story).exclude(story__in=chosen)
    return listed_rows(others.newest_first()[:SHOWN])


_links_of = Prepared(
    lambda story: _links(story).values_list("story", "to", "kind"), story=UUIDField()
)
_chosen_with = Prepared(lambda story: _chosen_rows(_linked(story)), story=UUIDField())
_alike_by_topic = Prepared(
    lambda language, story: _newest_rows(_tagged(language, _topics(story)), story, _linked(story)),
    language=CharField(),
    story=UUIDField(),
)
_alike_by_section = Prepared(
    lambda language, story, section: _newest_rows(
        _of_section(language, section), story, _linked(story)
    ),
    language=CharField(),
    story=UUIDField(),
    section=IntegerField(),
)


def related_cards(telling: Telling) -> list[tuple[str, Card]]:
    """Return up to three stories, each with a word for how it belongs, if there is one."""
    page, frame = telling.page, telling.frame
    said = _said(telling)
    rows = _chosen(telling, said) if said else []
    rows = [each for each in listed(rows, frame.known) if each.language in frame.active]
    best = {key: _best(rows, key, page.language) for key in said}
    found = [(said[key], card(row, frame, cut=None)) for key, row in best.items() if row][:SHOWN]
    if len(found) < SHOWN:
        alike = listed(_alike(telling, said)[: SHOWN - len(found)], frame.known)
        found += [("", card(each, frame, cut=None)) for each in alike]
    return found


def _said(telling: Telling) -> dict[Any, str]:
    """Return the stories set beside this one: continuations, what it continues, see also."""
    own = telling.story.pk
    links = _links_of.rows(story=own)
    said = {story: _("Continuation") for story, to, _kind in links if to == own}
    chosen = [(to, kind) for story, to, kind in links if story == own]
    if telling.is_draft:
        chosen = [(link.to_id, link.kind) for link in telling.page.links.all()]
    for to, kind in chosen:
        said.setdefault(to, _("Earlier") if kind == LinkKind.CONTINUES else "")
    return said


def _chosen(telling: Telling, said: dict[Any, str]) -> list[tuple[Any, ...]]:
    if telling.is_draft:
        return list(_chosen_rows(said))
    return _chosen_with.rows(story=telling.story.pk)


def _best(rows: list[ArticlePage], story_id: Any, language: str) -> ArticlePage | None:
    """Return the story in the reader's language, else its original, else any."""
    editions = [row for row in rows if row.story_id == story_id]
    return max(editions, key=lambda row: (row.language == language, row.is_source), default=None)


def _alike(telling: Telling, said: dict[Any, str]) -> list[tuple[Any, ...]]:
    language, story = telling.page.language, telling.story.pk
    topics, section = [topic.pk for topic in telling.topics], telling.facts.section_id
    if telling.is_draft:
        editions = _tagged(language, topics) if topics else _of_section(language, section)
        return list(_newest_rows(editions, story, said)) if topics or section else []
    if topics:
        return _alike_by_topic.rows(language=language, story=story)
    if section:
        return _alike_by_section.rows(language=language, story=story, section=section)
    return []
