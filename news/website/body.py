"""The body of a text as the site shows it."""

import re
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from news.articles import refusals
from news.articles.rendering import body_html, words_for
from news.photos.models import Photo
from news.website.pictures import TEXT, Picture, picture
from news.website.typography import typeset_html

# Opening marks hang before the text (CSS); the closing one belongs to its last line. A full
# stop stands after it in Russian, Spanish and Arabic, before it elsewhere.
CLOSING_MARKS = {"en": "”", "fr": "\u00a0»", "de": "“"}
STOP_AFTER_MARK = {"ru", "es", "ar"}
END_OF_QUOTE = re.compile(r"(\.?)(</p>\s*</blockquote>)")


def body_photos(body: Any) -> list[Photo]:
    """Return the photos that the body's blocks show."""
    return [use["image"] for use in refusals.body_photos(body) if use["image"]]


def load_speakers(body: Any) -> None:
    """Load where the speakers of quotations work with one query."""
    quotes = [block.value for block in body if block.block_type == "quote"]
    positions = [quote["position"] for quote in quotes if quote["position"]]
    prefetch_related_objects(positions, "organisation")


def render_body(page: Any, language: str) -> SafeString:
    """Return the blocks as HTML, bound by the rules of the language."""

    def figure_for(use: Any) -> Picture | None:
        alt, caption = words_for(use, language)
        return picture(use["image"], TEXT, language, alt=alt, caption=caption)

    html = str(body_html(page, "site", figure_for=figure_for))
    return typeset_html(close_quotes(html, language), language)


def close_quotes(html: str, language: str) -> str:
    """Return the HTML with the closing mark of each quotation where its language has it."""
    mark = CLOSING_MARKS.get(language, "»")
    end = rf"{mark}\1\2" if language in STOP_AFTER_MARK else rf"\1{mark}\2"
    return END_OF_QUOTE.sub(end, html)
