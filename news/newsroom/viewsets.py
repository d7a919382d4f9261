"""Licences and the newsroom's settings in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet

from news.newsroom.languages import AUTONYMS, codes
from news.newsroom.models import Licence, NewsroomSettings
from news.newsroom.panels import TranslatedForm, columns, language_panels, language_tabs


class LicenceViewSet(SnippetViewSet):
    """Terms under which texts and photos may be used."""

    model = Licence
    icon = "lock-open"
    list_display = ["__str__", "key", "may_republish"]
    search_backend_name = None
    search_fields = ["key", *columns("name")]
    edit_handler = language_tabs(
        [FieldPanel("key"), FieldPanel("url"), FieldPanel("may_republish")],
        ["name", "summary"],
        base_form_class=TranslatedForm,
    )


class SettingsForm(TranslatedForm):
    """The newsroom's settings; a language put out of use keeps its texts and addresses."""

    active_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Active languages"),
        choices=lambda: [(code, AUTONYMS.get(code, code)) for code in codes()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "One that is not active leaves the language bars; its addresses stay."
        ),
    )

    def clean_region(self) -> str:
        region = self.cleaned_data["region"].upper()
        if not (len(region) == 2 and region.isascii() and region.isalpha()):
            raise forms.ValidationError(_("Write the two letters of the country, such as TN."))
        return region

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("about") is not None and not cleaned.get("active_languages"):
            self.add_error("active_languages", _("Leave one language active at least."))
        return cleaned


_GENERAL = [
    MultiFieldPanel(
        [FieldPanel("contact_email"), FieldPanel("licence", widget=forms.Select)],
        heading=gettext_lazy("Contact and rights"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("active_languages"),
            FieldPanel("region"),
            FieldPanel("time_zone"),
            FieldPanel("eastern_digits"),
        ],
        heading=gettext_lazy("Languages and times"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("translators_may_release"),
            FieldPanel("claim_days"),
            FieldPanel("comments_open"),
        ],
        heading=gettext_lazy("How we work"),
    ),
]


def connect() -> None:
    """Give the settings their form: a tab for the newsroom, then one a language."""
    NewsroomSettings.edit_handler = TabbedInterface(
        [
            ObjectList(_GENERAL, heading=gettext_lazy("General")),
            *(
                ObjectList(
                    language_panels(["name", "tagline", "about", "terms"], code),
                    heading=AUTONYMS.get(code, code),
                )
                for code in codes()
            ),
        ],
        base_form_class=SettingsForm,
    )
