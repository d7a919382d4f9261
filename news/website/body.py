"""The body of a text as the site shows it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from news.articles import refusals
from news.articles.known import Known
from news.articles.links import paths_of_links
from news.articles.rendering import body_html, words_for
from news.newsroom.kept import Shelf
from news.photos.models import Photo
from news.ready.terms import holds_until
from news.website.pictures import TEXT, Picture, load_renditions, picture
from news.website.typography import typeset_html

# Opening marks hang before the text (CSS); the closing one belongs to its last line. A full
# stop stands after it in Russian, Spanish and Arabic, before it elsewhere.
CLOSING_MARKS = {"en": "”", "fr": "\u00a0»", "de": "“"}
STOP_AFTER_MARK = {"ru", "es", "ar"}
END_OF_QUOTE = re.compile(r"(\.?)(</p>\s*</blockquote>)")


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body, the photos it uses, and until when it may be shown so (UTC)."""

    html: SafeString
    photos: tuple[Photo, ...]
    until: datetime | None = None
    is_whole: bool = True

    def is_good(self, now: datetime) -> bool:
        """Whether no photo in it has expired since."""
        return self.until is None or now < self.until


# Texts of this length are most of what a process remembers: some ten megabytes.
_KEPT: Shelf[Body] = Shelf(400)


def kept_body(page: Any, known: Known) -> Body:
    """Return the body of a released edition, rendered anew only where something in it differs.

    It is found by all that its HTML is made of: the stored text, the languages, where its
    links lead, and the number of the shared things (photos, people, documents) it names.
    """
    text = page.stored_body
    links = paths_of_links(text)
    key = (hashlib.sha256(text.encode()).digest(), page.language, get_language(), links)
    now = timezone.now()
    body = _KEPT.get(known.number, key)
    if body is None or not body.is_good(now):
        page.body = text
        body = rendered_body(page)
        if body.is_whole:
            _KEPT.put(known.number, key, body)
    holds_until(body.until)
    return body


def rendered_body(page: Any) -> Body:
    """Return the body as it is now, whoever wrote it, keeping nothing."""
    now = timezone.now()
    load_speakers(page.body)
    photos = body_photos(page.body)
    load_renditions(photos)
    ends = [each.expires_at for each in photos if each.expires_at and each.expires_at > now]
    unreadable: list[Photo] = []
    html = _html(page, page.language_code, unreadable)
    return Body(html, tuple(photos), min(ends, default=None), is_whole=not unreadable)


def body_photos(body: Any) -> list[Photo]:
    """Return the photos that the body's blocks show."""
    return [use["image"] for use in refusals.body_photos(body) if use["image"]]


def load_speakers(body: Any) -> None:
    """Load where the speakers of quotations work with one query."""
    quotes = [block.value for block in body if block.block_type == "quote"]
    positions = [quote["position"] for quote in quotes if quote["position"]]
    prefetch_related_objects(positions, "organisation")


def _html(page: Any, language: str, unreadable: list[Photo]) -> SafeString:
    """Return the blocks as HTML, bound by the rules of the language.

    Photos that should be shown and could not be read are noted in `unreadable`.
    """

    def figure_for(use: Any) -> Picture | None:
        alt, caption = words_for(use, language)
        photo = use["image"]
        shown = picture(photo, TEXT, language, alt=alt, caption=caption)
        if shown is None and photo and not photo.is_barred():
            unreadable.append(photo)
        return shown

    html = str(body_html(page, "site", figure_for=figure_for))
    return typeset_html(close_quotes(html, language), language)


def close_quotes(html: str, language: str) -> str:
    """Return the HTML with the closing mark of each quotation where its language has it."""
    mark = CLOSING_MARKS.get(language, "»")
    end = rf"{mark}\1\2" if language in STOP_AFTER_MARK else rf"\1{mark}\2"
    return END_OF_QUOTE.sub(end, html)
