"""Where an edition stands, in the words of the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision

from news.articles import translations
from news.articles.models import ArticlePage, Story
from news.desk.assignments import Assignment, day
from news.newsroom.languages import AUTONYMS, codes

_SCHEDULED = pgettext_lazy("state of an edition", "Scheduled for %(date)s")
_RELEASED = pgettext_lazy("state of an edition", "Released %(date)s")
_DRAFT = pgettext_lazy("state of an edition", "Draft, %(date)s")
_WITHDRAWN = pgettext_lazy("state of an edition", "Withdrawn %(date)s")
_ASKED = pgettext_lazy("state of an edition", "Asked for")
_ASKED_BY = pgettext_lazy("state of an edition", "Asked for by %(date)s")
_CLAIMED = pgettext_lazy("state of an edition", "In hand: %(name)s, until %(date)s")

ICONS = {
    "none": "plus",
    "asked": "flag",
    "claimed": "user",
    "draft": "edit",
    "review": "view",
    "scheduled": "calendar-alt",
    "released": "check",
    "changed": "rotate",
    "withdrawn": "cross",
}


@dataclass(frozen=True)
class EditionState:
    """One language of a story as its strip, board or list shows it."""

    language: str
    code: str
    word: str
    icon: str
    url: str = ""
    is_source: bool = False
    may_start: bool = False
    pk: int | None = None

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)


def state_of(
    edition: ArticlePage, due: datetime | None = None, assignment: Assignment | None = None
) -> tuple[str, str, str]:
    """Return code, words and icon of an edition's state; `due` is its schedule.

    The later things win: a released text whose next version is in review is in review,
    and one behind its original says so before anything else.
    """
    in_review = edition.current_workflow_state and edition.workflow_in_progress
    if edition.is_stale and not edition.is_withdrawn:
        return _state("changed", _behind(due, in_review=bool(in_review)))
    if in_review:
        return _state("review", _("In review"))
    if due:
        return _state("scheduled", _dated(_SCHEDULED, due))
    if edition.is_released:
        at = edition.changed_at or edition.released_at
        return _state("released", _dated(_RELEASED, at))
    if edition.is_withdrawn:
        return _state("withdrawn", _dated(_WITHDRAWN, edition.withdrawn_at))
    if assignment and assignment.is_claimed:
        return _state("claimed", _in_hand(assignment))
    return _state("draft", draft_words(edition))


def state_of_nothing(assignment: Assignment | None) -> tuple[str, str, str]:
    """Return code, words and icon of a language in which nothing is written yet."""
    if assignment and assignment.is_claimed:
        return _state("claimed", _in_hand(assignment))
    if assignment and assignment.is_asked:
        return _state("asked", _asked(assignment))
    return _state("none", _("Not started"))


def _state(code: str, words: str) -> tuple[str, str, str]:
    return code, words, ICONS[code]


def _behind(due: datetime | None, *, in_review: bool) -> str:
    """Return that the original has changed, and what becomes of the text all the same."""
    if in_review:
        return _("Original has changed; in review")
    if due:
        return _dated(_("Original has changed; release on %(date)s"), due)
    return _("Original has changed")


def draft_words(edition: ArticlePage) -> str:
    """Return that it is a draft, and of when."""
    return _dated(_DRAFT, edition.latest_revision_created_at)


def _in_hand(assignment: Assignment) -> str:
    return _CLAIMED % {"name": assignment.claimant, "date": day(assignment.claimed_until)}


def _asked(assignment: Assignment) -> str:
    if assignment.wanted_on is None:
        return str(_ASKED)
    return _dated(_ASKED_BY, assignment.wanted_on)


def _dated(words: Any, moment: datetime | date | None) -> str:
    return (words % {"date": day(moment)}).strip()


def schedules(editions: Iterable[ArticlePage]) -> dict[int, datetime]:
    """Return when which of these editions will be released, in one query."""
    due = Revision.page_revisions.filter(
        object_id__in=[str(edition.pk) for edition in editions],
        approved_go_live_at__isnull=False,
    )
    return {int(pk): at for pk, at in due.values_list("object_id", "approved_go_live_at")}


@dataclass(frozen=True)
class Standing:
    """What says where some stories stand, read in a fixed number of queries."""

    editions: dict[Any, dict[str, ArticlePage]]
    assignments: dict[tuple[Any, str], Assignment]
    due: dict[int, datetime]


def standing_of(stories: Iterable[Any]) -> Standing:
    """Read editions without their texts, tasks and schedules of the stories with these keys."""
    keys = list(stories)
    editions: dict[Any, dict[str, ArticlePage]] = {key: {} for key in keys}
    pages = ArticlePage.objects.filter(story__in=keys).select_related("story", "section")
    rows = list(pages.defer("body", "made_from").prefetch_workflow_states())
    for edition in rows:
        editions[edition.story_id][edition.language] = edition
    tasks = Assignment.objects.filter(story__in=keys).select_related("claimed_by")
    assignments = {(task.story_id, task.language): task for task in tasks}
    return Standing(editions, assignments, schedules(rows))


def states_of(story: Story, user: Any) -> list[EditionState]:
    """Return every language of a story, for somebody who sees only what they may edit."""
    rows = ArticlePage.objects.filter(story=story).select_related("story")
    editions = {edition.language: edition for edition in rows.prefetch_workflow_states()}
    tasks = Assignment.objects.filter(story=story).select_related("claimed_by")
    assignments = {task.language: task for task in tasks}
    due = schedules(editions.values())
    return [
        _present(editions[code], due, assignments.get(code), user)
        if code in editions
        else _missing(story, code, assignments.get(code), user)
        for code in codes()
    ]


def _present(
    edition: ArticlePage, due: dict[int, datetime], assignment: Assignment | None, user: Any
) -> EditionState:
    code, word, icon = state_of(edition, due.get(edition.pk), assignment)
    may_edit = edition.permissions_for_user(user).can_edit()
    return EditionState(
        language=edition.language,
        code=code,
        word=word,
        icon=icon,
        url=reverse("wagtailadmin_pages:edit", args=[edition.pk]) if may_edit else "",
        is_source=edition.is_source,
        pk=edition.pk,
    )


def _missing(story: Story, language: str, assignment: Assignment | None, user: Any) -> EditionState:
    code, word, icon = state_of_nothing(assignment)
    may_start = translations.may_translate(user, language)
    return EditionState(
        language=language,
        code=code,
        word=word,
        icon=icon,
        url=assignment_url(story.pk, language) if may_start else "",
        may_start=may_start,
    )


def assignment_url(story_id: Any, language: str) -> str:
    """Return where a language of a story is asked for, claimed and begun."""
    return reverse("desk-assignment", args=[story_id, language])
