"""The language of a page is the one its address says; nothing else is remembered."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

LONGEST_HEADER = 500


def language_of_path(path: str) -> str | None:
    """Return the language that a path begins with, None where it begins with none."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) else None


def preferred_language(request: HttpRequest, among: list[str] | None = None) -> str:
    """Return the first language of `Accept-Language` that is on offer, else the default."""
    offered = among if among is not None else [code for code, _name in settings.LANGUAGES]
    header = request.headers.get("Accept-Language", "")
    if len(header) <= LONGEST_HEADER:
        for wanted, _weight in parse_accept_lang_header(header.lower()):
            try:
                code = get_supported_language_variant(wanted)
            except LookupError:
                continue
            if code in offered:
                return code
    default = settings.LANGUAGE_CODE
    return default if default in offered or not offered else offered[0]


class LanguageMiddleware:
    """Activates the language of the path.

    Django's own middleware reads a cookie and turns unknown paths into redirects; here a
    404 outside the language prefixes stays a 404, in the language that the reader prefers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info)
        with translation.override(language or preferred_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        is_for_people = response.headers.get("Content-Type", "").startswith("text/html")
        if language is None and is_for_people:
            # Photos, maps and the like are the same for everybody.
            patch_vary_headers(response, ["Accept-Language"])
        if language or is_for_people:
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
