"""The glossary as a file: saved from the admin, and read into it."""

import base64
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from news.desk.glossary.importing import Taken, take
from news.desk.glossary.models import Term
from news.desk.glossary.spreadsheets import MOST_BYTES, UnreadableError, read, written
from news.desk.glossary.wordings import NOTE
from news.newsroom.languages import codes
from news.newsroom.panels import columns

# Sentences on the screen; the file to mend has all.
MOST_SHOWN = 100


def may_import(user: Any) -> bool:
    """Say whether somebody may take a whole spreadsheet into the glossary."""
    return user.has_perms(["news.add_term", "news.change_term"])


def may_export(user: Any) -> bool:
    """Say whether somebody may read the glossary."""
    return user.has_perm("news.view_term") or user.has_perm("news.change_term")


class SpreadsheetForm(forms.Form):
    """The file that somebody's spreadsheet has saved."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "In Excel: “Save as”, then “CSV UTF-8”. Comma, semicolon or tab, all are understood."
        ),
        error_messages={"empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def clean_file(self) -> Any:
        try:
            # One byte more tells a file that is too large.
            return read(self.cleaned_data["file"].read(MOST_BYTES + 1))
        except UnreadableError as unreadable:
            raise forms.ValidationError(str(unreadable)) from None


def import_terms(request: HttpRequest) -> HttpResponse:
    """Ask for a file, take what is good of it, and say of each other line what to do."""
    if not may_import(request.user):
        raise PermissionDenied
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    taken = (
        take(form.cleaned_data["file"]) if request.method == "POST" and form.is_valid() else None
    )
    context = {
        "form": form,
        "columns": [*codes(), NOTE],
        "back": reverse(Term.snippet_viewset.get_url_name("list")),
    }
    return render(request, "news/desk/glossary/import.html", context | _told(taken))


def _told(taken: Taken | None) -> dict[str, Any]:
    if taken is None:
        return {}
    return {
        "taken": taken,
        "sentences": list(_sentences(taken)),
        "shown": taken.broken[:MOST_SHOWN],
        "not_shown": max(0, len(taken.broken) - MOST_SHOWN),
        "to_mend": base64.b64encode(taken.to_mend()).decode() if taken.broken else "",
        "unknown": ", ".join(taken.sheet.unknown),
    }


def _sentences(taken: Taken) -> list[str]:
    added, changed = len(taken.added), len(taken.changed)
    told = [
        (
            added,
            ngettext("%(count)d term was added.", "%(count)d terms were added.", added),
        ),
        (
            changed,
            ngettext("%(count)d term was changed.", "%(count)d terms were changed.", changed),
        ),
        (
            taken.unchanged,
            ngettext(
                "%(count)d term stands in the glossary so already.",
                "%(count)d terms stand in the glossary so already.",
                taken.unchanged,
            ),
        ),
    ]
    return [sentence % {"count": count} for count, sentence in told if count] or [
        _("Nothing was taken.")
    ]


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the whole glossary as a file that can be changed and read in again."""
    if not may_export(request.user):
        raise PermissionDenied
    rows = Term.objects.values_list(*columns("wording"), NOTE)
    content = written([*codes(), NOTE], ([text or "" for text in row] for row in rows))
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="glossary.csv"'},
    )


urlpatterns = [
    path("glossary/import/", import_terms, name="desk-glossary-import"),
    path("glossary/export/", export, name="desk-glossary-export"),
]
