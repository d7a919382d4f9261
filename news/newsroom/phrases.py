"""What is said of a language: its own name, and the phrases that need another case in each."""

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from news.newsroom.languages import AUTONYMS

# A phrase per language, not a name put into a phrase: Russian, German and Arabic inflect it.
ORIGINAL_IN: dict[str, Promise] = {
    "ru": gettext_lazy("Original in Russian"),
    "en": gettext_lazy("Original in English"),
    "fr": gettext_lazy("Original in French"),
    "ar": gettext_lazy("Original in Arabic"),
    "es": gettext_lazy("Original in Spanish"),
    "de": gettext_lazy("Original in German"),
}
TRANSLATED_FROM: dict[str, Promise] = {
    "ru": gettext_lazy("translated from Russian"),
    "en": gettext_lazy("translated from English"),
    "fr": gettext_lazy("translated from French"),
    "ar": gettext_lazy("translated from Arabic"),
    "es": gettext_lazy("translated from Spanish"),
    "de": gettext_lazy("translated from German"),
}
TRANSLATION_INTO: dict[str, Promise] = {
    "ru": gettext_lazy("Translation into Russian"),
    "en": gettext_lazy("Translation into English"),
    "fr": gettext_lazy("Translation into French"),
    "ar": gettext_lazy("Translation into Arabic"),
    "es": gettext_lazy("Translation into Spanish"),
    "de": gettext_lazy("Translation into German"),
}
RELEASED_IN: dict[str, Promise] = {
    "ru": gettext_lazy("Published in Russian"),
    "en": gettext_lazy("Published in English"),
    "fr": gettext_lazy("Published in French"),
    "ar": gettext_lazy("Published in Arabic"),
    "es": gettext_lazy("Published in Spanish"),
    "de": gettext_lazy("Published in German"),
}
IN_LANGUAGE: dict[str, Promise] = {
    "ru": pgettext_lazy("which language a text is in", "in Russian"),
    "en": pgettext_lazy("which language a text is in", "in English"),
    "fr": pgettext_lazy("which language a text is in", "in French"),
    "ar": pgettext_lazy("which language a text is in", "in Arabic"),
    "es": pgettext_lazy("which language a text is in", "in Spanish"),
    "de": pgettext_lazy("which language a text is in", "in German"),
}


def autonym(code: str) -> str:
    """Return the language's own name."""
    if code in AUTONYMS:
        return AUTONYMS[code]
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def phrase(phrases: dict[str, Promise], code: str) -> str:
    """Return the phrase for a language; one added by the installation names itself."""
    if code in phrases:
        return str(phrases[code])
    return _("Language: %(language)s") % {"language": autonym(code)}
