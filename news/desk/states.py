"""Where an edition stands, in the words of the board."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from news.articles import translations
from news.articles.models import ArticlePage, Story
from news.newsroom.languages import AUTONYMS, codes, direction


@dataclass(frozen=True)
class EditionState:
    """One language of a story as its strip, board or list shows it."""

    language: str
    code: str
    word: str
    icon: str
    moment: datetime | None = None
    url: str = ""
    is_source: bool = False
    may_start: bool = False
    pk: int | None = None

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)


def state_of(edition: ArticlePage) -> tuple[str, str, str, datetime | None]:
    """Return code, word, icon and moment of an edition's state.

    The later things win: a released text whose next version is in review is in review,
    and one behind its original says so before anything else.
    """
    if edition.is_released and edition.is_stale:
        return "changed", _("Original has changed"), "rotate", None
    if edition.current_workflow_state and edition.workflow_in_progress:
        return "review", _("In review"), "view", None
    if due := scheduled_for(edition):
        return "scheduled", _("Scheduled"), "calendar-alt", due
    if edition.is_released:
        return "released", _("Released"), "check", edition.changed_at or edition.released_at
    if edition.is_withdrawn:
        return "withdrawn", _("Withdrawn"), "cross", edition.withdrawn_at
    if edition.is_stale:
        return "changed", _("Original has changed"), "rotate", None
    return "draft", _("Draft"), "edit", edition.latest_revision_created_at


def scheduled_for(edition: ArticlePage) -> datetime | None:
    """Return when a revision of this edition will be released."""
    due = Revision.page_revisions.filter(
        object_id=str(edition.pk), approved_go_live_at__isnull=False
    )
    return due.values_list("approved_go_live_at", flat=True).first()


def states_of(story: Story, user: Any) -> list[EditionState]:
    """Return every language of a story, for somebody who sees only what they may edit."""
    editions = {edition.language: edition for edition in story.editions.select_related("story")}
    return [
        _present(editions[code], user) if code in editions else _missing(code, user)
        for code in codes()
    ]


def _present(edition: ArticlePage, user: Any) -> EditionState:
    code, word, icon, moment = state_of(edition)
    may_edit = edition.permissions_for_user(user).can_edit()
    return EditionState(
        language=edition.language,
        code=code,
        word=word,
        icon=icon,
        moment=moment,
        url=reverse("wagtailadmin_pages:edit", args=[edition.pk]) if may_edit else "",
        is_source=edition.is_source,
        pk=edition.pk,
    )


def _missing(language: str, user: Any) -> EditionState:
    return EditionState(
        language=language,
        code="none",
        word=_("Not started"),
        icon="plus",
        may_start=translations.may_translate(user, language),
    )
