"""The pages of the board: the board itself, and one language of one story as a task."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.articles import translations
from news.articles.models import ArticlePage, Story
from news.desk import assignments
from news.desk.assignments import AlreadyClaimedError, Assignment
from news.desk.board.finding import Board
from news.desk.rights import headline, known_to, languages_of
from news.desk.states import assignment_url, state_of_nothing
from news.newsroom.languages import AUTONYMS, codes


def board(request: HttpRequest) -> HttpResponse:
    """The board under the filters of its address."""
    shown = Board(request.user, request.GET)
    return render(request, "news/desk/board.html", {"board": shown, "media": shown.form.media})


AT_HOME = 10


class WishForm(forms.ModelForm):
    """By when an editor wants a language, and what the translator should know."""

    class Meta:
        model = Assignment
        fields = ["wanted_on", "note"]
        widgets = {"wanted_on": AdminDateInput()}


class Task:
    """A language of a story that nobody has begun, as somebody may act on it."""

    def __init__(self, request: HttpRequest, story: UUID, language: str):
        if language not in codes():
            raise Http404
        self.user: Any = request.user
        self.story = get_object_or_404(Story, pk=story)
        self.language = language
        self.may_ask = assignments.may_ask(self.user, language)
        self.languages = languages_of(self.user)
        self.may_claim = language in self.languages
        if self.story.pk not in known_to(self.user, [self.story]):
            raise PermissionDenied
        self.source = translations.source_of(self.story)
        self.assignment = assignments.of(self.story, language)

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)

    @property
    def headline(self) -> str:
        """The story's, as whoever looks may read it."""
        own = ArticlePage.objects.filter(story=self.story, language__in=self.languages)
        return headline(self.source, {each.language: each for each in own}, self.languages)

    @property
    def may_read_note(self) -> bool:
        """Whether what the editor wrote to the translators is theirs to read."""
        return self.may_ask or self.may_claim

    @property
    def is_mine(self) -> bool:
        """Whether whoever looks has the language in hand."""
        return self.is_in_hand and self.assignment.claimed_by == self.user

    @property
    def is_in_hand(self) -> bool:
        """Whether somebody has it in hand."""
        return self.assignment is not None and self.assignment.is_claimed

    @property
    def state(self) -> tuple[str, str, str]:
        """Code, words and icon of where it stands."""
        return state_of_nothing(self.assignment)

    @property
    def edition(self) -> ArticlePage | None:
        """The text, where somebody has begun one."""
        return ArticlePage.objects.filter(story=self.story, language=self.language).first()

    @property
    def url(self) -> str:
        return assignment_url(self.story.pk, self.language)


def assignment(request: HttpRequest, story: UUID, language: str) -> HttpResponse:
    """Show a language that is not begun: who asks for it, who has it, and what one may do."""
    task = Task(request, story, language)
    begun = task.edition
    if begun is not None and task.may_claim:
        return redirect("wagtailadmin_pages:edit", begun.pk)
    form = WishForm(request.POST or None, instance=task.assignment)
    if request.method == "POST" and form.is_valid():
        assignments.ask(task.story, language, by=request.user, **form.cleaned_data)
        messages.success(request, _("The request is on the board."))
        return redirect("desk-board")
    asked_by = task.assignment.asked_by if task.assignment else None
    return render(
        request,
        "news/desk/assignment.html",
        {
            "task": task,
            "headline": task.headline,
            "asked_by": assignments.name_of(asked_by),
            "form": form,
            "media": form.media,
        },
    )


def _confirm(request: HttpRequest, task: Task, verb: str, explanation: str) -> HttpResponse:
    """Ask before something is done to a language whose text somebody has open."""
    form = forms.Form()
    return render(
        request,
        "news/desk/ask.html",
        {
            "title": verb,
            "subtitle": f"{task.autonym}: {task.headline}",
            "icon": "user",
            "verb": verb,
            "form": form,
            "media": form.media,
            "explanation": explanation,
            "back": task.url,
        },
    )


def claim(request: HttpRequest, story: UUID, language: str) -> HttpResponse:
    """Take a language in hand; whoever comes second is told who has it."""
    task = Task(request, story, language)
    if request.method != "POST":
        explanation = _("The board then shows your name, and until when you have it in hand.")
        return _confirm(request, task, _("Take in hand"), explanation)
    try:
        taken = assignments.claim(task.story, language, by=request.user)
    except AlreadyClaimedError as late:
        messages.warning(request, late.messages[0])
    else:
        messages.success(
            request,
            _("You have %(language)s in hand until %(date)s.")
            % {"language": task.autonym, "date": assignments.day(taken.claimed_until)},
        )
    return redirect(task.url)


@require_POST
def begin(request: HttpRequest, story: UUID, language: str) -> HttpResponse:
    """Take a language in hand and open its text, which begins as the original's."""
    task = Task(request, story, language)
    try:
        assignments.claim(task.story, language, by=request.user)
    except AlreadyClaimedError as late:
        messages.warning(request, late.messages[0])
        return redirect(task.url)
    edition = translations.start(task.source, language, by=request.user)
    return redirect("wagtailadmin_pages:edit", edition.pk)


def hand_back(request: HttpRequest, story: UUID, language: str) -> HttpResponse:
    """Free a language for whoever wants it."""
    task = Task(request, story, language)
    if request.method != "POST":
        explanation = _("Whatever has been written stays; somebody else can go on from there.")
        return _confirm(request, task, _("Hand back"), explanation)
    if task.assignment is not None:
        assignments.hand_back(task.assignment, by=request.user)
        messages.success(request, _("The language is free again."))
    return redirect("desk-board")


@require_POST
def stop_asking(request: HttpRequest, story: UUID, language: str) -> HttpResponse:
    """Take a request off the board."""
    task = Task(request, story, language)
    if task.assignment is not None:
        assignments.stop_asking(task.assignment, by=request.user)
        messages.success(request, _("Nobody is asked for this language any more."))
    return redirect("desk-board")


class BoardPanel(Component):
    """The newest of the board, on the first screen of the admin."""

    name = "board"
    order = 15
    template_name = "news/desk/board_panel.html"

    def render_html(self, parent_context: Any = None) -> str:
        return super().render_html(parent_context) if writes(parent_context["request"]) else ""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"board": Board(parent_context["request"].user, QueryDict(), size=AT_HOME)}


def put_first(request: HttpRequest, panels: list[Component]) -> None:
    """Put the board among the panels of the first screen."""
    panels.append(BoardPanel())


def writes(request: HttpRequest) -> bool:
    """Say whether somebody writes in any language at all."""
    return policy_registry.get_by_type(Page).user_has_permission(request.user, "add")


class BoardMenuItem(MenuItem):
    """Shown to whoever writes."""

    def is_shown(self, request: HttpRequest) -> bool:
        return writes(request)


def board_menu_item() -> BoardMenuItem:
    """Return the board's line in the menu, above all others."""
    return BoardMenuItem(gettext_lazy("Board"), reverse("desk-board"), icon_name="table", order=1)


_TASK = "board/<uuid:story>/<str:language>/"
urlpatterns = [
    path("board/", board, name="desk-board"),
    path(_TASK, assignment, name="desk-assignment"),
    path(f"{_TASK}claim/", claim, name="desk-claim"),
    path(f"{_TASK}begin/", begin, name="desk-begin"),
    path(f"{_TASK}hand-back/", hand_back, name="desk-hand-back"),
    path(f"{_TASK}stop-asking/", stop_asking, name="desk-stop-asking"),
]
