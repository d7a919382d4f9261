"""Writing down what becomes of texts before their release, whatever path the change took.

What was told last is compared with what is scheduled now. Receivers call it where a schedule
changes; a sweep finds what passed them by.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, Revision

from news.articles.advances import Advance, AdvanceKind, AdvanceQuerySet
from news.articles.coming import Coming, coming
from news.articles.editions import ArticlePage
from news.articles.ledger import NoticeCounter
from news.newsroom.generation import ADVANCES, mark


def connect() -> None:
    """Listen to revisions that are scheduled or no longer are, and to deletions."""
    post_save.connect(_note_schedule, sender=Revision, dispatch_uid="advance-schedule")
    post_delete.connect(_note_deletion, sender=Revision, dispatch_uid="advance-revision-gone")
    pre_delete.connect(_cancel, sender=ArticlePage, dispatch_uid="advance-cancelled")


def sweep(now: datetime | None = None) -> None:
    """Write what no receiver has seen: a moment that passed, a bulk update."""
    moment = now or timezone.now()
    stories = set(Advance.objects.open().values_list("story_key", flat=True))
    scheduled = Revision.page_revisions.filter(approved_go_live_at__gt=moment)
    pages = [int(pk) for pk in scheduled.values_list("object_id", flat=True)]
    coming_now = ArticlePage.objects.filter(pk__in=pages, live=False, released_at=None)
    for story in stories.union(coming_now.values_list("story", flat=True)):
        account(story, moment)


def account(story: Any, now: datetime | None = None) -> None:
    """Write what differs between what was told of a story and what is scheduled."""
    moment = now or timezone.now()
    if not _is_settled(story, moment):
        with transaction.atomic():
            after = _last_notice()
            # Read again, now that nobody else can write.
            _open(story).released().update(is_open=False)
            for line in _differing(story, moment):
                _write(line, after, moment)
            mark(ADVANCES)


def _is_settled(story: Any, now: datetime) -> bool:
    has_come_out = _open(story).released().exists()
    return not has_come_out and next(_differing(story, now), None) is None


def _last_notice() -> int:
    """Return the number of the last notice; nobody takes another until this has committed."""
    if not NoticeCounter.objects.filter(pk=1).exists():
        NoticeCounter.objects.get_or_create(pk=1, defaults={"last": 0})
    return NoticeCounter.objects.select_for_update().get(pk=1).last


def _open(story: Any) -> AdvanceQuerySet:
    return Advance.objects.open().filter(story_key=story)


def _differing(story: Any, now: datetime) -> Iterator[Advance]:
    """Yield the lines that are missing, unsaved."""
    told = {line.urn: line for line in _open(story).unreleased().order_by("pk")}
    for each in coming(now, story=story):
        last = told.pop(each.edition.urn, None)
        if kind := _kind(each, last, now):
            yield Advance(
                kind=kind,
                urn=each.edition.urn,
                edition_id=each.edition.pk,
                story_key=each.edition.story_id,
                language=each.edition.language,
                channels=each.channels,
                revision_id=each.revision_id,
                facts_id=each.facts_id,
                release_at=each.release_at,
            )
    yield from (_cancelled(line) for line in told.values())


def _kind(each: Coming, last: Advance | None, now: datetime) -> AdvanceKind | None:
    if last is None:
        return AdvanceKind.SCHEDULED if each.release_at > now else None
    if _to_the_second(last.release_at) != _to_the_second(each.release_at):
        return AdvanceKind.RESCHEDULED
    if (last.revision_id, last.facts_id) != (each.revision_id, each.facts_id):
        return AdvanceKind.REVISED
    return None


def _to_the_second(moment: datetime) -> datetime:
    """Revisions lose microseconds."""
    return moment.replace(microsecond=0)


def _cancelled(last: Advance) -> Advance:
    return Advance(
        kind=AdvanceKind.UNSCHEDULED,
        urn=last.urn,
        edition_id=last.edition_id,
        story_key=last.story_key,
        language=last.language,
        channels=last.channels,
        release_at=last.release_at,
        is_open=False,
    )


def _write(line: Advance, after: int, now: datetime) -> None:
    Advance.objects.open().filter(urn=line.urn).update(is_open=False)
    line.after, line.occurred_at = after, now
    line.save()


def _note_schedule(
    sender: type[Revision],
    instance: Revision,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **_others: Any,
) -> None:
    is_draft = created and instance.approved_go_live_at is None
    if raw or is_draft or (update_fields and "approved_go_live_at" not in update_fields):
        return
    _account_for_page(instance)


def _note_deletion(sender: type[Revision], instance: Revision, **_others: Any) -> None:
    if instance.approved_go_live_at is not None:
        _account_for_page(instance)


def _account_for_page(revision: Revision) -> None:
    if revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return
    page = ArticlePage.objects.filter(pk=revision.object_id)
    for story in page.values_list("story", flat=True):
        account(story)


def _cancel(sender: type[Page], instance: ArticlePage, **_others: Any) -> None:
    """Before a deletion: what was told of it is coming no more."""
    lines = Advance.objects.open().filter(urn=instance.urn)
    if not lines.exists():
        return
    with transaction.atomic():
        after = _last_notice()
        for line in lines.unreleased():
            cancelled = _cancelled(line)
            cancelled.edition_id = None
            _write(cancelled, after, timezone.now())
        mark(ADVANCES)
