"""What surrounds the catalogue of feeds, whose own words come from below."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from news.website.frame import build_frame, everywhere, page_head


def surroundings(request: HttpRequest, language: str, title: str) -> dict[str, Any]:
    """Return frame and head of the catalogue page."""

    def in_language(code: str) -> str:
        return f"/{code}/feeds/"

    frame = build_frame(language, in_language=in_language)
    head = page_head(
        frame,
        title,
        in_language(language),
        description=_("RSS, Atom and JSON feeds by section, topic, person and language."),
        alternates=everywhere(frame, in_language),
    )
    return {"frame": frame, "head": head}
