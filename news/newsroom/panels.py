"""Panels for what is written in every language: a tab each, every column by its own name."""

from collections.abc import Iterable
from typing import Any

from anyascii import anyascii
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface

from news.newsroom.languages import AUTONYMS, codes, direction, exact


def columns(field: str) -> list[str]:
    """Return the columns of a translated field, in the order of the languages."""
    return [build_localized_fieldname(field, code) for code in codes()]


def language_panels(fields: Iterable[str], code: str) -> list[Panel]:
    """Return panels of just this language's columns.

    A bare `name` would show and write the column of the editor's own interface language.
    """
    return [FieldPanel(build_localized_fieldname(field, code)) for field in fields]


def language_tabs(own: Iterable[Panel], fields: Iterable[str], **options: Any) -> TabbedInterface:
    """Return a tab for what has no language, then one a language, under its own name."""
    fields = list(fields)
    tabs = [
        ObjectList(language_panels(fields, code), heading=AUTONYMS.get(code, code))
        for code in codes()
    ]
    general = ObjectList(list(own), heading=gettext_lazy("General"))
    return TabbedInterface([*tabs, general], **options)


class TranslatedForm(WagtailAdminModelForm):
    """A form that wants one language at least, and tells browsers which one a field is in."""

    written_field = "name"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            for code in codes():
                if name.endswith(f"_{code.replace('-', '_')}"):
                    field.widget.attrs.update(lang=code, dir=direction(code))
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        written = [cleaned.get(column) for column in columns(self.written_field)]
        if not any(written):
            raise forms.ValidationError(_("Write the name in one language at least."))
        if "slug" in self.fields and not cleaned.get("slug"):
            self._suggest_slug(cleaned)
        return cleaned

    def _suggest_slug(self, cleaned: dict[str, Any]) -> None:
        if "slug" in self.errors:
            return
        names = [cleaned.get(column) or "" for column in columns(self.written_field)]
        slug = slugify(anyascii(next(filter(None, names))))[:90]
        if not slug:
            self.add_error("slug", _("Write a word in Latin letters."))
            return
        cleaned["slug"] = self._free(slug)

    def _free(self, slug: str) -> str:
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
        return next(word for word in (slug, *numbered) if word not in taken)


def written_in(instance: Any, field: str = "name") -> str:
    """Return the languages in which a field is written, for listings."""
    return ", ".join(code for code in codes() if exact(instance, field, code))
