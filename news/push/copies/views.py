"""Copies and the report of a withdrawal in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from news.articles.ledger import Notice, NoticeKind
from news.articles.models import ArticlePage
from news.desk.rights import languages_of
from news.newsroom.languages import direction
from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner
from news.push.copies.models import GivenBy, PartnerCopy
from news.push.copies.noting import note, take_out
from news.push.copies.report import last_withdrawal, report_on
from news.push.copies.telling import said
from news.syndication.items import publisher_name


def may_see(user: Any, language: str) -> bool:
    """Say whether somebody sees what partners have of a language: an editor of it."""
    return bool(user.has_perm("news.change_partner")) and language in languages_of(user)


class CopyForm(forms.Form):
    """Whose copy, and where it stands."""

    partner = forms.ModelChoiceField(Partner.objects.all(), label=gettext_lazy("Partner"))
    url = forms.CharField(
        label=gettext_lazy("Address of the copy"),
        max_length=2048,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
        help_text=gettext_lazy("Where the partner’s readers find the text."),
    )


@never_cache
def copies(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where partners have an edition; on POST take another address in."""
    edition = _edition(request, pk)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _noted(request, edition, form):
        return redirect("push-copies", pk)
    known = PartnerCopy.objects.known().filter(urn=edition.urn)
    rows = [
        {"copy": each, "last": each.checks.last()}
        for each in known.select_related("partner", "editor")
    ]
    return render(
        request,
        "news/push/copies/copies.html",
        {
            "edition": edition,
            "form": form,
            "rows": [{**row, "said": said(row["last"]) if row["last"] else ""} for row in rows],
            "withdrawal": last_withdrawal(edition.urn),
            "back": reverse("wagtailadmin_pages:edit", args=[pk]),
        },
    )


def _noted(request: HttpRequest, edition: ArticlePage, form: CopyForm) -> bool:
    given = form.cleaned_data
    try:
        copy = note(given["partner"], edition.urn, given["url"], GivenBy.EDITOR, request.user)
    except ValidationError as error:
        form.add_error("url", error)
        return False
    messages.success(request, _("The address is kept."))
    if not copy.is_on_its_website:
        messages.warning(
            request, _("It is not on the website of this partner, as far as we know. Look again.")
        )
    return True


@require_POST
def remove(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """Take out an address that was given by mistake."""
    edition = _edition(request, pk)
    take_out(get_object_or_404(PartnerCopy, pk=copy, urn=edition.urn))
    messages.success(request, _("The address is taken out."))
    return redirect("push-copies", pk)


@never_cache
@require_GET
def report(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show what became of a withdrawal, as a page made for print."""
    withdrawal = get_object_or_404(Notice, sequence=sequence, kind=NoticeKind.WITHDRAWN)
    if not may_see(request.user, withdrawal.language):
        raise PermissionDenied
    newsroom, language = NewsroomSettings.load(), get_language() or "en"
    return render(
        request,
        "news/push/copies/report.html",
        {
            "report": report_on(withdrawal, languages_of(request.user)),
            "language": language,
            "direction": direction(language),
            "calendar": newsroom.calendar(language),
            "newsroom": publisher_name(newsroom, language),
            "made_at": timezone.now(),
            "made_by": request.user,
            "edition": withdrawal.edition,
        },
    )


def _edition(request: HttpRequest, pk: int) -> ArticlePage:
    edition = get_object_or_404(ArticlePage, pk=pk)
    if not may_see(request.user, edition.language) or not edition.released_at:
        raise PermissionDenied
    return edition


urlpatterns = [
    path("copies/<int:pk>/", copies, name="push-copies"),
    path("copies/<int:pk>/<int:copy>/remove/", remove, name="push-remove-copy"),
    path("withdrawals/<int:sequence>/", report, name="push-withdrawal-report"),
]
