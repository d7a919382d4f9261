"""Public addresses, computed from stored paths without a query."""

from datetime import date
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import quote, urlencode

# What stands below an edition's path: its copies.
REPUBLISH = "republish/"


class Placed(Protocol):
    """A page, or what stands for one."""

    url_path: Any


class PlacedEdition(Placed, Protocol):
    """An edition, or what stands for one."""

    language: Any


def page_path(page: Placed, language: str) -> str:
    """Return the public path of a page below a language's home page, percent-encoded.

    Wagtail's own `url` reads the page's locale and site for each page.
    """
    return _public_path(page.url_path, language)


@lru_cache(maxsize=4096)
def _public_path(url_path: str, language: str) -> str:
    _root, _home, rest = url_path.split("/", 2)
    return quote(f"/{language}/{rest}")


def edition_path(edition: PlacedEdition) -> str:
    """Return the public path of an edition, percent-encoded."""
    return page_path(edition, edition.language)


def republish_path(edition: Any) -> str:
    """Return the path of the copies of an edition, or of what is known of one."""
    return f"{page_path(edition, edition.language)}{REPUBLISH}"


def home_path(language: str) -> str:
    """Return the path of a language's front page."""
    return f"/{language}/"


def news_path(language: str, month: date | None = None) -> str:
    """Return the path of a language's archive, of one month where given."""
    path = f"/{language}/news/"
    return f"{path}?{urlencode({'month': month.strftime('%Y-%m')})}" if month else path


def subject_path(kind: str, slug: str, language: str) -> str:
    """Return the path of a section's, topic's or person's listing."""
    plural = {"section": "sections", "topic": "topics", "person": "people"}[kind]
    return f"/{language}/{plural}/{slug}/"


def feed_path(channel: str, extension: str, language: str) -> str:
    """Return the path of a channel's feed in a format."""
    return f"/{language}/feeds/{channel}.{extension}"
