"""The photo form: refuses what would hurt, and asks only for what the file doesn't say itself."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html, html_safe
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from news.newsroom.languages import AUTONYMS, codes, direction
from news.people.models import Person
from news.photos import credits, safety
from news.photos.metadata import read
from news.photos.models import Photo, words_columns

# What may be written in any script, whatever the language of the admin.
ANY_DIRECTION = ("title", "copyright_notice", "source")
# Capitalised here: the desk's "Credit" is somebody who made a story.
WORDS = {
    "alt": _("Alternative text"),
    "caption": _("Caption"),
    "credit": capfirst(_("credit")),
}
END_OF_FOLD = mark_safe("</details>")


class PhotoFileField(WagtailImageField):
    """A file field that looks at the header before Wagtail decodes the photo."""

    def to_python(self, data: Any) -> Any:
        """Refuse with a sentence, or go on as Wagtail does."""
        if data not in self.empty_values:
            safety.check(data)
        return super().to_python(data)


@html_safe
class Fold:
    """The beginning or end of a part of the form that folds away.

    Wagtail's templates go through a form field by field and print hidden ones as they are.
    """

    is_hidden = True
    name = ""

    def __init__(self, html: str) -> None:
        self._html = html

    def __str__(self) -> str:
        return self._html


class PhotoForm(BaseImageForm):
    """Used wherever Wagtail uploads or edits a photo: alone, several at once, in the chooser."""

    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            **{name: AdminAutoHeightTextInput() for name in words_columns()},
            "expires_at": AdminDateTimeInput(),
            "shows": forms.CheckboxSelectMultiple(attrs={"class": "photo-people"}),
        }

    class Media:
        css = {"all": ["news/css/photo-form.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self._examine_file()
        self._name_languages()
        if "rights" in self.fields:
            # An upload of several sends file and title alone.
            self.fields["rights"].required = False
        for name in ANY_DIRECTION:
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = "auto"
        if "photographer" in self.fields:
            self.fields["photographer"].queryset = Person.objects.visible()
        if "shows" in self.fields:
            # Hidden ones too: they may be who wants no photo.
            self.fields["shows"].queryset = Person.objects.filter(merged_into=None)
        if "expires_at" in self.fields:
            self.fields["expires_at"].help_text = _(
                "After this moment the photo is shown nowhere. Time zone: %(zone)s."
            ) % {"zone": timezone.get_current_timezone_name()}

    def __iter__(self) -> Iterator[Any]:
        """Return the fields, those of each language in a fold of their own."""
        languages = {column: code for code in codes() for column in words_columns(code)}
        opened = ""
        for field in super().__iter__():
            code = languages.get(field.name, "")
            if code != opened:
                if opened:
                    yield Fold(END_OF_FOLD)
                if code:
                    yield Fold(self._beginning_of_fold(code))
                opened = code
            yield field
        if opened:
            yield Fold(END_OF_FOLD)

    def hidden_fields(self) -> list[Any]:
        """Return the hidden fields alone, for templates that print them elsewhere."""
        return [field for field in super().hidden_fields() if not isinstance(field, Fold)]

    def clean_rights(self) -> str:
        """Take the usual rights where the form did not ask."""
        return self.cleaned_data["rights"] or Photo._meta.get_field("rights").get_default()

    def save(self, commit: bool = True) -> Any:
        """Save, with credits from the file in blank fields and in renditions made before."""
        has_new_file = "file" in self.changed_data or self.instance.pk is None
        if has_new_file:
            with self.instance.open_file() as file:
                credits.fill_blanks(self.instance, read(file))
        photo = super().save(commit=commit)
        if (
            commit
            and not has_new_file
            and not credits.EMBEDDED_FIELDS.isdisjoint(self.changed_data)
        ):
            credits.write_renditions_anew(photo)
        return photo

    def _examine_file(self) -> None:
        wagtails = self.fields["file"]
        self.fields["file"] = PhotoFileField(
            label=wagtails.label, required=wagtails.required, widget=wagtails.widget
        )

    def _beginning_of_fold(self, code: str) -> SafeString:
        columns = words_columns(code)
        is_open = code in (get_language(), codes()[0]) or any(
            self[column].value() or column in self.errors for column in columns
        )
        return format_html(
            '<details class="photo-words"{}><summary lang="{}"><bdi>{}</bdi></summary>',
            mark_safe(" open") if is_open else "",
            code,
            AUTONYMS.get(code, code),
        )

    def _name_languages(self) -> None:
        for code in codes():
            for field, label in WORDS.items():
                column = self.fields.get(build_localized_fieldname(field, code))
                if column is None:
                    continue
                column.label = format_lazy("{} · {}", label, AUTONYMS.get(code, code))
                column.widget.attrs |= {"lang": code, "dir": direction(code)}
