"""Where each chooses what to be told of, and by which way: in the account's settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from news.desk.board.views import writes
from news.desk.telling.messages import MessageChoice, MessageEvent

WAYS = ("by_mail", "in_admin")


@dataclass(frozen=True)
class Row:
    """An event with a tick for each way."""

    label: str
    ticks: list[forms.BoundField]


class ChoiceForm(forms.Form):
    """Two ticks for each event; all are set until somebody takes one away."""

    def __init__(self, *args: Any, instance: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = instance
        chosen = {choice.event: choice for choice in instance.message_choices.all()}
        words = {"by_mail": _("%(event)s: by mail"), "in_admin": _("%(event)s: here")}
        for event in MessageEvent:
            choice = chosen.get(event) or MessageChoice(event=event)
            for way in WAYS:
                self.fields[f"{event}-{way}"] = forms.BooleanField(
                    label=words[way] % {"event": event.label},
                    required=False,
                    initial=getattr(choice, way),
                )

    def rows(self) -> Iterator[Row]:
        """Yield the events with their ticks."""
        for event in MessageEvent:
            yield Row(str(event.label), [self[f"{event}-{way}"] for way in WAYS])

    def save(self) -> None:
        """Keep what was chosen."""
        MessageChoice.objects.bulk_create(
            [
                MessageChoice(
                    person=self.person,
                    event=event,
                    **{way: self.cleaned_data[f"{event}-{way}"] for way in WAYS},
                )
                for event in MessageEvent
            ],
            update_conflicts=True,
            unique_fields=["person", "event"],
            update_fields=WAYS,
        )


class ChoicePanel(BaseSettingsPanel):
    """What somebody wants to be told of."""

    name = "telling"
    title = gettext_lazy("Stories and translations")
    tab = notifications_tab
    order = 50
    template_name = "news/desk/telling/choices.html"
    form_class = ChoiceForm

    def is_active(self) -> bool:
        return writes(self.request)


def choice_panel(request: HttpRequest, user: Any, profile: Any) -> ChoicePanel:
    """Return the panel for the account's settings."""
    return ChoicePanel(request, user, profile)
