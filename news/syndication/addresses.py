"""Addresses that feeds tell the outside: absolute, percent-encoded, under the site's origin."""

import uuid
from urllib.parse import quote

from django.conf import settings

from news.articles.editions import ArticlePage
from news.syndication.formats import FORMATS

_LISTINGS = {"section": "sections", "topic": "topics", "person": "people"}


def origin() -> str:
    """Return the site's origin as configured, never as a request's Host claims."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def absolute(path: str) -> str:
    """Return a path that may hold any script as an absolute address."""
    return f"{origin()}{quote(path)}"


def edition_url(edition: ArticlePage) -> str:
    """Return the address of an edition, without asking the page tree."""
    return absolute(edition.url_path)


def front_url(language: str) -> str:
    """Return the address of a language's front page."""
    return absolute(f"/{language}/")


def listings_url(kind: str, language: str) -> str:
    """Return the address below which all sections, topics or people of a language are."""
    return absolute(f"/{language}/{_LISTINGS[kind]}/")


def listing_url(kind: str, slug: str, language: str) -> str:
    """Return the address of one section, topic or person."""
    return absolute(f"/{language}/{_LISTINGS[kind]}/{slug}/")


def catalogue_url(language: str) -> str:
    """Return the address of the catalogue of feeds for people."""
    return absolute(f"/{language}/feeds/")


def opml_url(language: str) -> str:
    """Return the address of the list of all feeds for programs."""
    return absolute(f"/{language}/feeds/index.opml")


def hub_url() -> str:
    """Return the address of the WebSub hub, which tells subscribers of each feed what is new."""
    return absolute("/websub/")


def package_url(story: uuid.UUID) -> str:
    """Return the address of all editions of a story as one ninjs package."""
    return absolute(f"/api/v1/stories/{story}.ninjs")


def feed_url(language: str, page: str, extension: str) -> str:
    """Return the address of a feed or of one archive page of it in one format."""
    return absolute(f"/{language}/feeds/{page}.{extension}")


def feed_urls(language: str, page: str) -> dict[str, str]:
    """Return the addresses of a feed or archive page in all formats."""
    return {name: feed_url(language, page, name) for name in FORMATS}
