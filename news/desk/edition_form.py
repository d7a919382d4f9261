"""The form of an edition: its words for everybody, the facts for the source alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.coreutils import find_available_slug

from news.articles import translations
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage
from news.desk.workbench import carrying, names, taking
from news.people.models import RoleKind

FACT_FIELDS = (
    "section",
    "topics",
    "lead_photo",
    "album_url",
    "first_published_in",
    "first_published_url",
)
FACT_FORMSETS = ("links",)
TRANSLATION_ROLES = frozenset({RoleKind.TRANSLATOR, RoleKind.EDITOR})


def owns_facts(edition: ArticlePage) -> bool:
    """Say whether the facts are edited here: on a source, and on a story just begun."""
    return not edition.story_id or edition.is_source


class Ticks(forms.MultipleChoiceField):
    """Any number of boxes, of which a page that was opened earlier may have had others."""

    def valid_value(self, value: str) -> bool:
        return True


class EditionForm(WagtailAdminPageForm):
    """Words, and on the source facts; what is not this edition's to say is not in the form.

    A forged field or formset finds nothing to write to.
    """

    release_kind = forms.ChoiceField(
        label=gettext_lazy("What is this release?"),
        choices=[
            (ReleaseKind.FIX, gettext_lazy("A minor fix: nobody is told")),
            (ReleaseKind.UPDATE, gettext_lazy("An update: partners are told")),
            (
                ReleaseKind.CORRECTION,
                gettext_lazy("A correction: partners and readers are told what was wrong"),
            ),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    release_note = forms.CharField(
        label=gettext_lazy("What was wrong"),
        help_text=gettext_lazy("For a correction: one sentence, which readers will see."),
        widget=AdminAutoHeightTextInput({"rows": 2}),
        max_length=1000,
        required=False,
    )
    is_up_to_date = forms.BooleanField(
        label=gettext_lazy("Now up to date with the original"),
        help_text=gettext_lazy("Tick it when this text says what the original says now."),
        required=False,
    )
    original_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    carried = Ticks(required=False)
    take = forms.CharField(required=False)

    must_say_kind = False
    is_autosaved = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        edition = self.instance
        self.is_source = owns_facts(edition)
        if self.is_source:
            self._drop("is_up_to_date", "original_version", "carried", "take")
        else:
            self._drop(*FACT_FIELDS)
            for name in FACT_FORMSETS:
                self.formsets.pop(name, None)
            if "original_version" in self.fields:
                self.initial["original_version"] = edition.story.source_version
                self.initial["carried"] = carrying.marks(edition)
        if edition.released_at:
            self._drop("slug")
        elif "slug" in self.fields:
            self.fields["slug"].required = False
            if edition.pk and edition.slug == edition.placeholder_slug:
                self.initial["slug"] = ""
        if not edition.live:
            self._drop("release_kind", "release_note")
        if "title" in self.fields:
            self.fields["title"].help_text = ""
        self._say_language()

    def _drop(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def _say_language(self) -> None:
        parent = self.parent_page
        code = self.instance.language or (parent.locale.language_code if parent else "")
        for name in translations.WORDS:
            if name in self.fields:
                attrs = {"lang": code} if code else {}
                self.fields[name].widget.attrs.update(attrs, dir="auto")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if not slug:
            return self.instance.slug if self.instance.pk else ""
        # Two stories may have one headline; their addresses then differ by a number.
        parent = self.parent_page or self.instance.get_parent()
        return find_available_slug(parent, slug, ignore_page_id=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.must_say_kind and "release_kind" in self.fields:
            self._check_kind(cleaned)
        if cleaned.get("is_up_to_date"):
            self._check_original(cleaned)
        if not self.is_source:
            self._check_roles()
        if cleaned.get("first_published_url") and not cleaned.get("first_published_in"):
            self.add_error(
                "first_published_in", _("Say which medium it is, or leave its address out.")
            )
        return cleaned

    def _check_kind(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("release_kind")
        if not kind:
            self.add_error(
                "release_kind",
                _("Say what this release is: a minor fix, an update or a correction."),
            )
        elif kind == ReleaseKind.CORRECTION and not (cleaned.get("release_note") or "").strip():
            self.add_error(
                "release_note", _("Say in a sentence what was wrong: readers will see it.")
            )

    def _check_original(self, cleaned: dict[str, Any]) -> None:
        seen = cleaned.get("original_version")
        if seen is not None and seen != self.instance.story.source_version:
            self.add_error(
                "is_up_to_date",
                _("The original has changed again since you opened this page. Look at it anew."),
            )

    def _check_roles(self) -> None:
        credits = self.formsets.get("credits")
        for form in credits.forms if credits else ():
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            role = form.cleaned_data.get("role")
            if role and role.kind not in TRANSLATION_ROLES:
                form.add_error(
                    "role", _("A translation credits its translators and editors alone.")
                )
                self.add_error(
                    None, _("Authors are credited on the original, here only translators.")
                )

    def save(self, commit: bool = True) -> ArticlePage:
        if not self.is_source:
            self._answer_original()
        return super().save(commit=commit)

    def _answer_original(self) -> None:
        """Do what the workbench was asked: copy a passage, keep what has been carried over.

        When all has been, the translation is up to date; a save without a person's hand leaves
        time to take a mark back.
        """
        if wanted := self.cleaned_data.get("take"):
            taking.take(self.instance, wanted)
        if "carried" in self.changed_data:
            carrying.set_marks(self.instance, self.cleaned_data["carried"])
        if self.is_autosaved:
            return
        self._supply_names()
        is_done = "carried" in self.fields and carrying.is_finished(self.instance)
        if is_done or self.cleaned_data.get("is_up_to_date"):
            carrying.bring_up_to_date(self.instance, by=self.for_user)

    def _supply_names(self) -> None:
        """Write what was typed for names that the newsroom lacks in this language."""
        typed = {key: text for key, text in self.data.items() if key.startswith(names.PREFIX)}
        if typed:
            source = translations.source_of(self.instance.story)
            body = translations.text_to_translate(source)["body"]
            known = names.names_of(self.instance, source, body)
            names.supply(self.instance, known, typed, by=self.for_user)
