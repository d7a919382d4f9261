"""The six languages, and times."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("ru", _("Russian")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
    ("es", _("Spanish")),
    ("de", _("German")),
]
LANGUAGE_CODE = "ru"
USE_I18N = True
FORMAT_MODULE_PATH = "cms.formats"
USE_TZ = True
# Readers' and editors' times are shown in the newsroom's zone; storage is UTC.
TIME_ZONE = "UTC"

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

MODELTRANSLATION_DEFAULT_LANGUAGE = "ru"
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ru", "en", "fr", "ar", "es", "de")
