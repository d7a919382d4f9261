"""What waits for whoever looks: drafts, translations, comments, troubles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from news.articles.models import ArticlePage
from news.desk.rights import languages_of, sees_comments, sees_troubles
from news.desk.states import (
    ICONS,
    EditionState,
    draft_words,
    schedules,
    state_of,
    state_of_nothing,
)
from news.newsroom.languages import codes
from news.newsroom.models import Trouble

SHOWN = 8
LOOKED_BACK = timedelta(days=60)
LOOKED_THROUGH = 200


@dataclass(frozen=True)
class Waiting:
    """A list of things that wait for somebody."""

    heading: str
    lines: list["Line"]


@dataclass(frozen=True)
class Line:
    """An edition that waits: where it stands, and where to go."""

    title: str
    language: str
    state: EditionState
    may_start: bool = False
    source_pk: int | None = None


def drafts_of(user: Any, languages: list[str]) -> Waiting:
    """Return what this person began or last touched and nobody has released."""
    mine = Q(owner=user) | Q(latest_revision__user=user)
    # Wagtail's table alone, whose drafts stand in an index; the editions follow by key.
    drafts = Page.objects.filter(mine, has_unpublished_changes=True).order_by(
        F("latest_revision_created_at").desc(nulls_last=True)
    )
    newest = list(drafts.values_list("pk", flat=True)[: SHOWN * 4])
    editions = (
        ArticlePage.objects.filter(pk__in=newest, language__in=languages)
        .select_related("story", "latest_revision")
        .order_by("-latest_revision_created_at")
        .prefetch_workflow_states()
    )
    waiting = [edition for edition in editions if not edition.workflow_in_progress]
    return Waiting(_("My drafts"), [_draft_line(edition) for edition in waiting[:SHOWN]])


def behind_their_original(languages: list[str]) -> Waiting:
    """Return released translations whose original has changed since, of late.

    Only what was announced in the last weeks is looked through: older ones are found in
    their stories, and the whole archive would be read each time somebody opens the screen.
    """
    since = timezone.now() - LOOKED_BACK
    changed = ArticlePage.objects.filter(
        language=F("story__source_language"),
        language__in=codes(),
        changed_at__gte=since,
        announced_version__gt=1,
    ).order_by("-changed_at")
    stories = list(changed.values_list("story_id", flat=True)[:LOOKED_THROUGH])
    stale = (
        ArticlePage.objects.released()
        .select_related("story")
        .filter(
            story__in=stories,
            language__in=languages,
            made_from_version__lt=F("story__source_version"),
        )
        .exclude(language=F("story__source_language"))
        .order_by("-changed_at")
        .prefetch_workflow_states()
    )
    return Waiting(_("The original has changed"), _lines(list(stale[:SHOWN])))


def to_translate(languages: list[str]) -> Waiting:
    """Return the stories released of late that a translator's language has not begun."""
    if len(languages) != 1:
        return Waiting("", [])
    language = languages[0]
    begun = ArticlePage.objects.filter(language=language, story=OuterRef("story"))
    sources = (
        ArticlePage.objects.released()
        .select_related("story")
        .filter(
            ~Exists(begun),
            language=F("story__source_language"),
            language__in=codes(),
            released_at__gte=timezone.now() - LOOKED_BACK,
        )
        .newest_first()
    )
    lines = [
        Line(
            source.title,
            source.language,
            EditionState(language, *state_of_nothing(None)),
            may_start=True,
            source_pk=source.pk,
        )
        for source in sources[:SHOWN]
    ]
    return Waiting(_("Waiting for a translator"), lines)


def _lines(editions: list[ArticlePage]) -> list[Line]:
    due = schedules(editions)
    return [_line(edition, due.get(edition.pk)) for edition in editions]


def _draft_line(edition: ArticlePage) -> Line:
    state = EditionState(
        edition.language,
        "draft",
        draft_words(edition),
        ICONS["draft"],
        reverse("wagtailadmin_pages:edit", args=[edition.pk]),
    )
    return Line(edition.draft_title or edition.title, edition.language, state)


def _line(edition: ArticlePage, due: datetime | None) -> Line:
    code, word, icon = state_of(edition, due)
    url = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    return Line(
        edition.draft_title or edition.title,
        edition.language,
        EditionState(edition.language, code, word, icon, url),
    )


class WaitingPanel(Component):
    """What waits for whoever looks: theirs alone, in their languages alone."""

    name = "waiting"
    order = 20
    template_name = "news/desk/waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        languages = languages_of(user)
        lists = [
            drafts_of(user, languages),
            behind_their_original(languages),
            to_translate(languages),
        ]
        return {
            "lists": [waiting for waiting in lists if waiting.lines],
            "comments": pending_comments(user),
            "comments_url": reverse("comments_admin:index") if sees_comments(user) else "",
            "troubles": Trouble.objects.all()[:SHOWN] if sees_troubles(user) else [],
            "request": parent_context["request"],
        }


def pending_comments(user: Any) -> str:
    """Return in a sentence how many comments nobody has seen, empty where none is."""
    if not sees_comments(user):
        return ""
    count = apps.get_model("news.Comment").objects.waiting().count()
    if not count:
        return ""
    return ngettext(
        "%(count)d comment waits for moderation", "%(count)d comments wait for moderation", count
    ) % {"count": count}
