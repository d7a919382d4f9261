"""What of the board somebody wants to see, as an address says it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.models import Section
from news.desk.assignments import name_of
from news.desk.cells import CellState
from news.newsroom.languages import AUTONYMS

MINE, NOBODYS = "mine", "nobody"
_AGES = {"7": gettext_lazy("untouched for a week"), "30": gettext_lazy("untouched for a month")}


class BoardForm(forms.Form):
    """What of the board somebody wants to see; all of it optional, and part of the address."""

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, widget=forms.TextInput({"type": "search"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("all"),
        to_field_name="slug",
    )
    whose = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Age"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(code, AUTONYMS.get(code, code)) for code in languages]
        self.fields["language"].choices = [("", _("any")), *named]
        self.fields["state"].choices = [("", _("any")), *CellState.choices]
        self.fields["age"].choices = [("", _("any")), *_AGES.items()]
        colleagues = get_user_model().objects.filter(is_active=True).order_by("username")
        self.fields["whose"].choices = [
            ("", _("all")),
            (MINE, _("mine")),
            (NOBODYS, _("nobody’s")),
            *((str(user.pk), name_of(user)) for user in colleagues),
        ]


def place(written: str) -> tuple[datetime, UUID] | None:
    """Read the place in the order that an address names; None where it names none."""
    moment, _bar, key = written.partition("|")
    try:
        parsed, story = parse_datetime(moment), UUID(key)
    except ValueError:
        return None
    return (parsed, story) if parsed and timezone.is_aware(parsed) else None
