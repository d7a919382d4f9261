"""The body of a text as the site shows it."""

from typing import Any

from django.utils.safestring import SafeString

from news.articles import refusals
from news.articles.rendering import body_html, words_for
from news.photos.models import Photo
from news.website.pictures import TEXT, Picture, picture
from news.website.typography import typeset_html


def body_photos(body: Any) -> list[Photo]:
    """Return the photos that the body's blocks show."""
    return [use["image"] for use in refusals.body_photos(body) if use["image"]]


def render_body(page: Any, language: str) -> SafeString:
    """Return the blocks as HTML, bound by the rules of the language."""

    def figure_for(use: Any) -> Picture | None:
        alt, caption = words_for(use, language)
        return picture(use["image"], TEXT, language, alt=alt, caption=caption)

    return typeset_html(str(body_html(page, "site", figure_for=figure_for)), language)
