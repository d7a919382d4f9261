"""The languages of the newsroom, their directions, and names that fall back honestly."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from modeltranslation.utils import build_localized_fieldname

AUTONYMS = {
    "ru": "Русский",
    "en": "English",
    "fr": "Français",
    "ar": "العربية",
    "es": "Español",
    "de": "Deutsch",
}
RIGHT_TO_LEFT = frozenset({"ar"})


class Localized(NamedTuple):
    """A text and the language it is really in, which may not be the one asked for."""

    text: str
    language: str

    def marked(self, page_language: str) -> str | SafeString:
        """Return the text, with `lang` and `dir` where it is foreign to the page."""
        if self.language == page_language:
            return self.text
        return self.isolated(page_language)

    def isolated(self, page_language: str) -> str | SafeString:
        """Return the text apart from words of another direction, marked as above.

        For what may be in any script whatever its language, as AFP in an Arabic credit.
        """
        if not self.text:
            return ""
        if self.language == page_language:
            return format_html("<bdi>{}</bdi>", self.text)
        return format_html(
            '<bdi lang="{}" dir="{}">{}</bdi>',
            self.language,
            direction(self.language),
            self.text,
        )


def codes() -> list[str]:
    """Return the codes of all languages, the default first."""
    return [code for code, _name in settings.LANGUAGES]


def direction(language: str) -> str:
    """Return `rtl` or `ltr`, as the HTML attribute `dir` wants it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def exact(instance: Model, field: str, language: str) -> str:
    """Return the column of just this language, empty where nothing is written."""
    value: Any = getattr(instance, build_localized_fieldname(field, language))
    return value or ""


def localized(instance: Model, field: str, language: str) -> Localized:
    """Return a translated field in the language, or in the first one that has it.

    The fallback order is `MODELTRANSLATION_FALLBACK_LANGUAGES`; the answer says which
    language it is, so that the markup can (`lang="ru"`).
    """
    for code in (language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        if text := exact(instance, field, code):
            return Localized(text, code)
    return Localized("", language)
