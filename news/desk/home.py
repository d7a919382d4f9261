"""The admin's home screen: first steps, what waits for me, what was released."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from news.articles import tree
from news.articles.ledger import Notice, NoticeKind
from news.articles.models import ArticlePage, HomePage, NewsIndexPage, Section
from news.articles.translations import may_translate
from news.desk.states import EditionState, draft_words, schedules, state_of
from news.newsroom.languages import AUTONYMS, codes, exact
from news.newsroom.models import NewsroomSettings, Trouble
from news.people.models import Person

SHOWN = 8
LOOKED_BACK = timedelta(days=60)
LOOKED_THROUGH = 200
NOTICES_LOOKED_THROUGH = 1000
TOLD_AT_HOME = (
    NoticeKind.RELEASED,
    NoticeKind.UPDATED,
    NoticeKind.CORRECTED,
    NoticeKind.WITHDRAWN,
    NoticeKind.RESTORED,
)


@dataclass(frozen=True)
class Step:
    """One line of the checklist."""

    text: str
    is_done: bool
    url: str


def first_steps() -> list[Step]:
    """Return what a newsroom does before its first day, in order."""
    newsroom = NewsroomSettings.load()
    named = any(exact(newsroom, "name", code) for code in codes())
    first = codes()[0]
    source = ArticlePage.objects.order_by("pk").first()
    add_story = begin_url(first)
    return [
        Step(
            _("Say who you are: name, contact, licence, time zone"),
            named,
            reverse("wagtailsettings:edit", args=["news", "newsroomsettings", newsroom.pk]),
        ),
        Step(_("Make the first section"), Section.objects.exists(), _add(Section)),
        Step(_("Enter the first person"), Person.objects.exists(), _add(Person)),
        Step(_("Write the first story"), source is not None, add_story),
        Step(
            _("Have it translated"),
            ArticlePage.objects.filter(made_from__isnull=False).exists(),
            reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else add_story,
        ),
        Step(
            _("Release it"),
            ArticlePage.objects.exclude(released_at=None).exists(),
            reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else add_story,
        ),
    ]


def _add(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


class FirstStepsPanel(Component):
    """The checklist of the first day; it goes when all is done."""

    name = "first_steps"
    order = 10
    template_name = "news/desk/first_steps.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        steps = first_steps()
        base = settings.WAGTAILADMIN_BASE_URL
        return {
            "steps": steps,
            "done": sum(step.is_done for step in steps),
            "feeds_url": f"{base}/{codes()[0]}/feeds/",
        }

    def render_html(self, parent_context: Any = None) -> str:
        user = parent_context["request"].user
        if not user.has_perm("news.change_newsroomsettings"):
            return ""
        if all(step.is_done for step in first_steps()):
            return ""
        return super().render_html(parent_context)


def begin_url(language: str) -> str:
    """Return where a story is begun in a language."""
    return reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", tree.news_index(language).pk]
    )


class NewStoryPanel(Component):
    """The way to an empty page, in each language somebody may write in."""

    name = "new_story"
    order = 5
    template_name = "news/desk/new_story.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "languages": [
                {"code": code, "autonym": AUTONYMS.get(code, code), "url": begin_url(code)}
                for code in languages_of(parent_context["request"].user)
            ]
        }


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


def languages_of(user: Any) -> list[str]:
    """Return the languages in which somebody may write."""
    return [code for code in codes() if may_translate(user, code)]


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
            EditionState(language, "none", _("Not started"), "plus"),
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
        "edit",
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


def sees_comments(user: Any) -> bool:
    """Say whether somebody moderates comments."""
    return user.has_perm("news.change_comment")


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


def sees_troubles(user: Any) -> bool:
    """Say whether somebody is told of failures: whoever may release somewhere."""
    return any(home.permissions_for_user(user).can_publish() for home in HomePage.objects.all())


class ReleasedPanel(Component):
    """What readers got lately."""

    name = "released"
    order = 240
    template_name = "news/desk/released.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        languages = languages_of(parent_context["request"].user)
        last = Notice.objects.aggregate(last=Max("sequence"))["last"] or 0
        notices = (
            Notice.objects.filter(sequence__gt=last - NOTICES_LOOKED_THROUGH)
            .filter(kind__in=TOLD_AT_HOME, language__in=languages)
            .exclude(edition=None)
            .select_related("edition", "actor")
            .order_by("-sequence")
        )
        return {
            "notices": [
                {
                    "edition": notice.edition,
                    "autonym": AUTONYMS.get(notice.language, notice.language),
                    "kind": notice.get_kind_display(),
                    "at": notice.occurred_at,
                    "actor": notice.actor,
                }
                for notice in notices[:SHOWN]
            ]
        }


def arrange_home(request: Any, panels: list[Component]) -> None:
    """Put ours between Wagtail's: a new story, first steps and duties on top, releases below."""
    panels.extend([NewStoryPanel(), FirstStepsPanel(), WaitingPanel(), ReleasedPanel()])


class PagesSummary(PagesSummaryItem):
    """How many pages there are, from the numbers that the tree keeps."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        details = get_site_for_user(self.request.user)
        root = details["root_page"]
        if root is None:
            return {"root_page": None, "total_pages": 0, "site_name": details["site_name"]}
        parents = [*HomePage.objects.all(), *NewsIndexPage.objects.all()]
        below = [page for page in parents if page.is_descendant_of(root)]
        total = root.numchild + sum(page.numchild for page in below)
        # As Wagtail: of one site the front page is linked, not what stands above it.
        shown = Site.objects.get().root_page if root.is_root() else root
        return {
            "root_page": shown,
            "total_pages": total + (0 if root.is_root() else 1),
            "site_name": details["site_name"],
        }


def summarise(request: Any, items: list[Component]) -> None:
    """Put our number of pages in the place of Wagtail's, which counts them all."""
    for place, item in enumerate(items):
        if type(item) is PagesSummaryItem:
            items[place] = PagesSummary(request)
