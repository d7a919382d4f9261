"""What of the articles and their reviews the desk hears, so that the board finds it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Revision, WorkflowState

from news.articles.ledger import Notice, NoticeKind
from news.articles.models import ArticlePage, Story
from news.desk import assignments, cells
from news.desk.assignments import Assignment

FINISHES = frozenset(
    {NoticeKind.RELEASED, NoticeKind.UPDATED, NoticeKind.CORRECTED, NoticeKind.RESTORED}
)


def connect() -> None:
    """Connect the receivers; called once, when the application starts."""
    for model, receiver in (
        (ArticlePage, edition_changed),
        (Story, story_changed),
        (Assignment, assignment_changed),
        (Notice, noticed),
        (Page, page_changed),
        (Revision, revision_changed),
        (WorkflowState, review_changed),
    ):
        post_save.connect(receiver, sender=model, dispatch_uid=f"board-{model.__name__}")
    post_delete.connect(edition_changed, sender=ArticlePage, dispatch_uid="board-edition-gone")


def edition_changed(instance: ArticlePage, **_kwargs: Any) -> None:
    """A text was saved, or is gone."""
    cells.note(instance.story_id)


def story_changed(instance: Story, **_kwargs: Any) -> None:
    """What all languages share has changed."""
    cells.note(instance.pk)


def assignment_changed(instance: Assignment, **_kwargs: Any) -> None:
    """A language was asked for, claimed, handed back or finished."""
    cells.note(instance.story_id)


def noticed(instance: Notice, **_kwargs: Any) -> None:
    """The outside has been told something; a release ends what was asked for."""
    if instance.kind in FINISHES:
        assignments.finish(instance.story_key, instance.language)
    cells.note(instance.story_key)


def page_changed(instance: Page, **_kwargs: Any) -> None:
    """A text was saved as a bare page, by Wagtail's own hand."""
    _note_page(instance.pk)


def revision_changed(instance: Revision, **_kwargs: Any) -> None:
    """A draft was kept, scheduled or taken off the schedule."""
    _note_page(instance.object_id)


def review_changed(instance: WorkflowState, **_kwargs: Any) -> None:
    """A text was submitted, approved or returned."""
    _note_page(instance.object_id)


def _note_page(pk: Any) -> None:
    story = ArticlePage.objects.filter(pk=pk).values_list("story_id", flat=True).first()
    if story is not None:
        cells.note(story)
