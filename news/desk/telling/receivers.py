"""What happens to tasks, reviews and releases, as colleagues are told of it.

All but a text sent back for another review is written in the transaction of what it tells of;
that one Wagtail itself writes in several.
"""

from datetime import timedelta
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.signals import task_rejected, task_submitted

from news.articles.ledger import Notice, NoticeKind
from news.articles.models import ArticlePage
from news.desk import assignments
from news.desk.assignments import Assignment, TaskEvent
from news.desk.telling import wagtail_mail
from news.desk.telling.messages import MessageEvent
from news.desk.telling.people import may_be_told, releasers_of, translator_of, writers_of
from news.desk.telling.tell import tell

RENEWED = frozenset({NoticeKind.UPDATED, NoticeKind.CORRECTED})
OUT_AGAIN = frozenset({NoticeKind.RELEASED, NoticeKind.RESTORED})
# What an import dates back is no news to colleagues.
LATE = timedelta(days=1)


def connect() -> None:
    """Connect the receivers; called once, when the application starts."""
    wagtail_mail.replace()
    assignments.happened.connect(task_changed, sender=Assignment, dispatch_uid="tell-task")
    task_submitted.connect(submitted, sender=TaskState, dispatch_uid="tell-submitted")
    task_rejected.connect(returned, sender=TaskState, dispatch_uid="tell-returned")
    post_save.connect(noticed, sender=Notice, dispatch_uid="tell-notice")


def task_changed(
    assignment: Assignment, event: TaskEvent, by: Any, former: Any, **_kwargs: Any
) -> None:
    """A language was asked for, claimed, handed back or lost."""
    about = {"story_id": assignment.story_id, "language": assignment.language, "by": by}
    if event == TaskEvent.ASKED:
        # In hand, it concerns nobody else any more.
        people = (
            [assignment.claimed_by] if assignment.is_claimed else writers_of(assignment.language)
        )
        tell(MessageEvent.ASKED, people, day=assignment.wanted_on, note=assignment.note, **about)
    elif event == TaskEvent.CLAIMED:
        tell(
            MessageEvent.CLAIMED,
            [_asker(assignment)],
            day=assignment.claimed_until,
            **about,
        )
    elif event == TaskEvent.HANDED_BACK:
        tell(MessageEvent.HANDED_BACK, [_asker(assignment), former], **about)
    elif event == TaskEvent.LAPSED:
        still_here = former is not None and may_be_told(former, assignment.language)
        tell(MessageEvent.LAPSED, [_asker(assignment), former if still_here else None], **about)


def _asker(assignment: Assignment) -> Any:
    """Return who waits for a language, if they still may."""
    person = assignment.asked_by
    return person if person and may_be_told(person, assignment.language) else None


def submitted(instance: TaskState, user: Any, **_kwargs: Any) -> None:
    """A text was sent for review, or on to the next one."""
    edition = _edition(instance)
    if edition is None:
        return
    tell(
        MessageEvent.SUBMITTED,
        releasers_of(edition.language),
        story_id=edition.story_id,
        language=edition.language,
        by=user,
    )


def returned(instance: TaskState, user: Any, **_kwargs: Any) -> None:
    """A text was returned to whoever wrote it."""
    edition = _edition(instance)
    if edition is None:
        return
    task = assignments.of(edition.story, edition.language)
    person = translator_of(edition, task if task and task.is_claimed else None)
    if person and may_be_told(person, edition.language):
        tell(
            MessageEvent.RETURNED,
            [person],
            story_id=edition.story_id,
            language=edition.language,
            by=user,
            note=instance.comment,
        )


def _edition(task_state: TaskState) -> ArticlePage | None:
    key = task_state.workflow_state.object_id
    return ArticlePage.objects.select_related("story", "owner").filter(pk=key).first()


def noticed(instance: Notice, created: bool, **_kwargs: Any) -> None:
    """The outside has been told something: what of it concerns colleagues?"""
    if not created or instance.edition_id is None:
        return
    if instance.occurred_at < timezone.now() - LATE:
        return
    edition = ArticlePage.objects.select_related("story", "owner").get(pk=instance.edition_id)
    shows_new_text = instance.kind in RENEWED | OUT_AGAIN and _shows_new_text(instance)
    if instance.kind in OUT_AGAIN or (instance.kind in RENEWED and shows_new_text):
        _tell_released(instance, edition)
    if edition.is_source and (
        instance.kind in RENEWED or (instance.kind == NoticeKind.RESTORED and shows_new_text)
    ):
        _tell_changed(instance, edition)


def _shows_new_text(notice: Notice) -> bool:
    """Say whether another version is public than the last that was: not facts alone."""
    earlier = Notice.objects.filter(urn=notice.urn, sequence__lt=notice.sequence)
    last = earlier.order_by("-sequence").values_list("revision_id", flat=True).first()
    return last is None or last != notice.revision_id


def _tell_released(notice: Notice, edition: ArticlePage) -> None:
    task = assignments.of(edition.story, edition.language)
    # The release itself may have ended the task a moment ago, or is about to.
    is_awaited = task is not None and (task.done_at is None or task.done_at >= notice.occurred_at)
    people = {translator_of(edition, task), task.asked_by if is_awaited else None} - {None}
    tell(
        MessageEvent.RELEASED,
        [person for person in people if may_be_told(person, edition.language)],
        story_id=edition.story_id,
        language=edition.language,
        by=notice.actor,
    )


def _tell_changed(notice: Notice, source: ArticlePage) -> None:
    """Tell whose translations are behind their original now."""
    rows = ArticlePage.objects.filter(story=source.story_id).exclude(pk=source.pk)
    tasks = Assignment.objects.filter(story=source.story_id).select_related("claimed_by")
    by_language = {task.language: task for task in tasks}
    for edition in rows.select_related("owner").only("language", "owner"):
        task = by_language.get(edition.language)
        person = task.claimed_by if task and task.claimed_by else edition.owner
        if person and may_be_told(person, edition.language):
            tell(
                MessageEvent.CHANGED,
                [person],
                story_id=source.story_id,
                language=edition.language,
                by=notice.actor,
                note=notice.note,
            )
