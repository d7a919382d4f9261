"""What is coming: editions that somebody with the right to release has scheduled.

An advance copy is the text of the scheduled revision, never a later draft. Only what was never
released in its language is one: of all else the public version stands until its moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from wagtail.models import Revision

from news.articles.channels import coming_channels, keys_of
from news.articles.editions import ArticlePage

# So long a text that is due and not released yet still counts as coming: the worker is at it.
LATE = timedelta(minutes=1)


@dataclass(frozen=True)
class Coming:
    """An edition as it will be released.

    `facts` is the original's edition as it will be released before, None where the story has
    facts already; `facts_id` is the original's revision that they are from.
    """

    edition: ArticlePage
    revision_id: int
    release_at: datetime
    facts: ArticlePage | None
    facts_id: int | None

    @property
    def channels(self) -> list[str]:
        """The channels that it will be in, as notices name them."""
        if self.facts is None or self.edition.is_source:
            return coming_channels(self.edition)
        facts, own = self.facts, self.edition.credits.all()
        return keys_of(
            facts.section_id,
            [topic.pk for topic in facts.topics.all()],
            [credit.person_id for credit in (*facts.credits.all(), *own)],
        )


def coming(now: datetime, *, story: Any = None, language: str = "") -> list[Coming]:
    """Return what is coming, of all stories or one, in all languages or one."""
    approved = _approved(now, story)
    editions = ArticlePage.objects.filter(
        pk__in=approved, live=False, released_at=None, withdrawn_at=None
    )
    rows = {each.pk: each for each in editions.select_related("story")}
    sources = {each.story_id: each for each in rows.values() if each.is_source}
    wanted = [each for each in rows.values() if language in {"", each.language}]
    released = _live_revisions(each.story_id for each in wanted)
    found = []
    for row in sorted(wanted, key=lambda each: each.pk):
        release_at = _moment(row, approved[row.pk])
        facts, facts_id = None, released.get(row.story_id)
        if row.is_source:
            facts_id = approved[row.pk].pk
        elif not row.story.has_released_facts:
            source = sources.get(row.story_id)
            if source is None or _moment(source, approved[source.pk]) > release_at:
                # It would be refused.
                continue
            facts, facts_id = _written(source, approved), approved[source.pk].pk
        edition = _written(row, approved)
        found.append(
            Coming(
                edition=edition,
                revision_id=approved[row.pk].pk,
                release_at=release_at,
                facts=edition if row.is_source else facts,
                facts_id=facts_id,
            )
        )
    return found


def coming_edition(pk: int, now: datetime) -> Coming | None:
    """Return what is coming of the edition with this key, None where nothing is."""
    story = ArticlePage.objects.filter(pk=pk).values_list("story", flat=True).first()
    if story is None:
        return None
    return next((each for each in coming(now, story=story) if each.edition.pk == pk), None)


def _approved(now: datetime, story: Any) -> dict[int, Revision]:
    """Return the revision that is scheduled last of each page, by the page's key."""
    rows = Revision.page_revisions.filter(approved_go_live_at__gt=now - LATE)
    if story is not None:
        pages = ArticlePage.objects.filter(story=story).values_list("pk", flat=True)
        rows = rows.filter(object_id__in=[str(pk) for pk in pages])
    return {int(row.object_id): row for row in rows.order_by("pk")}


def _live_revisions(stories: Iterable[Any]) -> dict[Any, int | None]:
    sources = ArticlePage.objects.filter(
        story__in=set(stories), language=F("story__source_language")
    )
    return dict(sources.values_list("story", "live_revision"))


def _moment(row: ArticlePage, revision: Revision) -> datetime:
    """Return when it is released: an embargo holds it back."""
    until = row.story.embargo_until
    at = revision.approved_go_live_at
    return max(at, until) if until else at


def _written(row: ArticlePage, approved: dict[int, Revision]) -> ArticlePage:
    edition = row.with_content_json(approved[row.pk].content)
    edition.story = row.story
    edition.stored_body = approved[row.pk].content["body"]
    return edition
