"""What is done to an edition or its story as a whole, each with its own small form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from news.articles import embargoes, releases, sources, translations, withdrawals
from news.articles.models import ArticlePage
from news.desk import assignments
from news.desk.assignments import AlreadyClaimedError
from news.desk.rights import sees_troubles
from news.desk.states import assignment_url
from news.newsroom import troubles
from news.newsroom.generation import raise_generation
from news.newsroom.languages import AUTONYMS, codes
from news.newsroom.models import NewsroomSettings, Trouble


def _edition(pk: int) -> ArticlePage:
    return get_object_or_404(ArticlePage.objects.select_related("story"), pk=pk)


def _edit(edition: ArticlePage) -> HttpResponse:
    return redirect("wagtailadmin_pages:edit", edition.pk)


def _releasable(request: HttpRequest, pk: int) -> ArticlePage:
    edition = _edition(pk)
    if not edition.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return edition


@require_POST
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Begin the story's edition in a language, or lead to the one that is there."""
    edition = _edition(pk)
    if language not in codes():
        raise PermissionDenied
    source = translations.source_of(edition.story)
    begun = edition.story.editions.filter(language=language)
    if not begun.exists():
        try:
            assignments.claim(edition.story, language, by=request.user)
        except AlreadyClaimedError as late:
            messages.warning(request, late.messages[0])
            return redirect(assignment_url(edition.story_id, language))
    return _edit(translations.start(source, language, by=request.user))


def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make a withdrawn edition public again as it last was."""
    edition = _releasable(request, pk)
    if request.method == "POST" and edition.is_withdrawn:
        try:
            withdrawals.restore(edition, by=request.user)
        except ValidationError as refused:
            for reason in refused.messages:
                messages.error(request, reason)
        else:
            messages.success(request, _("Readers see this text again, at its old address."))
        return _edit(edition)
    return _ask(
        request,
        edition,
        forms.Form(),
        title=_("Restore"),
        icon="rotate",
        verb=_("Restore"),
        explanation=_("The text becomes public again as it was when it was withdrawn."),
    )


class AddressForm(forms.Form):
    """The word at the end of an edition's address."""

    slug = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("The old address leads to the new one for ever."),
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
    )


def change_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the new address of an edition that was once public."""
    edition = _releasable(request, pk)
    form = AddressForm(request.POST or None, initial={"slug": edition.slug})
    if form.is_valid():
        try:
            changed = releases.change_address(edition, form.cleaned_data["slug"], by=request.user)
        except ValidationError as refused:
            form.add_error("slug", refused.messages)
        else:
            messages.success(
                request, _("The address is now %(path)s.") % {"path": changed.url_path}
            )
            return _edit(edition)
    return _ask(
        request, edition, form, title=_("Change address"), icon="link", verb=_("Change address")
    )


class EmbargoForm(forms.Form):
    """Until when nothing public shows a story."""

    until = forms.DateTimeField(
        label=gettext_lazy("Embargo until"),
        required=False,
        widget=AdminDateTimeInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _(
            "Time in %(zone)s. Empty: no embargo. Partners trusted with advance copies see "
            "the scheduled text before."
        ) % {"zone": NewsroomSettings.load().time_zone}


def embargo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the moment before which nobody may see the story."""
    edition = _releasable(request, pk)
    if not edition.is_source:
        raise PermissionDenied
    form = EmbargoForm(request.POST or None, initial={"until": edition.story.embargo_until})
    if form.is_valid():
        try:
            embargoes.set_embargo(edition.story, form.cleaned_data["until"])
        except ValidationError as refused:
            form.add_error("until", refused.messages)
        else:
            is_set = edition.story.embargo_until is not None
            said = _("The story is under embargo.") if is_set else _("There is no embargo.")
            messages.success(request, said)
            return _edit(edition)
    return _ask(request, edition, form, title=_("Embargo"), icon="time", verb=_("Save"))


@require_POST
def toggle_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Open or close the discussion of a story; what was written stays."""
    edition = _releasable(request, pk)
    story = edition.story
    story.comments_open = not story.comments_open
    with transaction.atomic():
        story.save(update_fields=["comments_open"])
        raise_generation()
    said = _("Readers may comment.") if story.comments_open else _("Comments are closed.")
    messages.success(request, said)
    return _edit(edition)


def make_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then hand the facts of the story to this edition."""
    edition = _releasable(request, pk)
    former = translations.source_of(edition.story)
    if not former.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            sources.make_source(edition)
        except ValidationError as refused:
            for reason in refused.messages:
                messages.error(request, reason)
        else:
            messages.success(
                request,
                _("%(language)s is now the original of this story.")
                % {"language": AUTONYMS.get(edition.language, edition.language)},
            )
        return _edit(edition)
    return _ask(
        request,
        edition,
        form,
        title=_("Make this the original"),
        icon="resubmit",
        verb=_("Make this the original"),
        explanation=_(
            "Section, topics, photos and authors will be edited here; the former original "
            "becomes a translation. Readers see no difference."
        ),
    )


@require_POST
def trouble_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a trouble off the home screen; it comes back if the work fails again."""
    if not sees_troubles(request.user):
        raise PermissionDenied
    troubles.resolve(get_object_or_404(Trouble, pk=pk).key)
    return redirect("wagtailadmin_home")


def _ask(
    request: HttpRequest,
    edition: ArticlePage,
    form: forms.Form,
    *,
    title: str,
    icon: str,
    verb: str,
    explanation: str = "",
) -> HttpResponse:
    return render(
        request,
        "news/desk/ask.html",
        {
            "title": title,
            "subtitle": edition.draft_title,
            "icon": icon,
            "verb": verb,
            "form": form,
            "media": form.media,
            "explanation": explanation,
            "back": reverse("wagtailadmin_pages:edit", args=[edition.pk]),
        },
    )


_VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "restore": restore,
    "address": change_address,
    "embargo": embargo,
    "make-source": make_source,
    "comments": toggle_comments,
}
urlpatterns = [
    path("troubles/<int:pk>/seen/", trouble_seen, name="desk-trouble-seen"),
    path("editions/<int:pk>/translate/<str:language>/", translate, name="desk-translate"),
    *(
        path(f"editions/<int:pk>/{word}/", view, name=f"desk-{word}")
        for word, view in _VIEWS.items()
    ),
]
