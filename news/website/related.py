"""What to read after a story: how it went on, what the newsroom chose, then the same topics."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, Q, QuerySet, UUIDField
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, Section, StoryLink, Topic
from news.articles.stories import LinkKind
from news.newsroom.prepared import Prepared
from news.website.cards import Card, card
from news.website.rows import LISTED, Listed, listed, listed_rows
from news.website.telling import Telling

SHOWN, TOPICS = 3, 3
RELEASED_AT, PK = LISTED.index("released_at"), LISTED.index("pk")
Stories = Iterable[Any] | QuerySet


def _links(story: Any) -> QuerySet:
    is_continued = Q(to=story, kind=LinkKind.CONTINUES)
    return StoryLink.objects.filter(is_continued | Q(story=story))


def _linked(story: Any) -> QuerySet:
    links = StoryLink.objects.order_by()
    continuing = links.filter(to=story, kind=LinkKind.CONTINUES)
    return links.filter(story=story).values("to").union(continuing.values("story"))


def _chosen_rows(stories: Stories) -> QuerySet:
    return listed_rows(ArticlePage.objects.released().filter(story__in=stories))


def _newest_under(kind: str, language: Any, subject: Any, story: Any, chosen: Stories) -> QuerySet:
    editions = ArticlePage.objects.released(language).placed(kind, subject, language)
    others = editions.exclude(story=story).exclude(story__in=chosen)
    return listed_rows(others.placed_newest_first()[:SHOWN])


_links_of = Prepared(
    lambda story: _links(story).values_list("story", "to", "kind"), story=UUIDField()
)
_chosen_with = Prepared(lambda story: _chosen_rows(_linked(story)), story=UUIDField())
_alike = {
    kind: Prepared(
        lambda language, subject, story, kind=kind: _newest_under(
            kind, language, subject, story, _linked(story)
        ),
        language=CharField(),
        subject=BigIntegerField(),
        story=UUIDField(),
    )
    for kind in (Section.kind, Topic.kind)
}


def related_cards(telling: Telling) -> list[tuple[str, Card]]:
    """Return up to three stories, each with a word for how it belongs, if there is one."""
    page, frame = telling.page, telling.frame
    said = _said(telling)
    rows = _chosen(telling, said) if said else []
    rows = [each for each in listed(rows, frame.known) if each.language in frame.active]
    best = {key: _best(rows, key, page.language) for key in said}
    found = [(said[key], card(row, frame, cut=None)) for key, row in best.items() if row][:SHOWN]
    if len(found) < SHOWN:
        alike = _newest(_alike_rows(telling, said))[: SHOWN - len(found)]
        found += [("", card(each, frame, cut=None)) for each in listed(alike, frame.known)]
    return found


def _newest(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return each once, the latest release on top."""
    once = {row[PK]: row for row in rows}.values()
    return sorted(once, key=itemgetter(RELEASED_AT, PK), reverse=True)


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


def _best(rows: list[Listed], story_id: Any, language: str) -> Listed | None:
    """Return the story in the reader's language, else its original, else any."""
    editions = [row for row in rows if row.story_id == story_id]
    return max(editions, key=lambda row: (row.language == language, row.is_source), default=None)


def _alike_rows(telling: Telling, said: dict[Any, str]) -> list[tuple[Any, ...]]:
    """Return the newest under each of the first topics, or else in the section.

    Topic by topic: an index has what is newest under one of them, and none under any.
    """
    language, story = telling.page.language, telling.story.pk
    subjects = [(Topic.kind, topic.pk) for topic in telling.topics[:TOPICS]]
    if not subjects and telling.facts.section_id:
        subjects = [(Section.kind, telling.facts.section_id)]
    rows: list[tuple[Any, ...]] = []
    for kind, subject in subjects:
        if telling.is_draft:
            rows += _newest_under(kind, language, subject, story, said)
        else:
            rows += _alike[kind].rows(language=language, subject=subject, story=story)
    return rows
