"""What is known of texts that feeds hold: their photos, their beginning, their HTML.

Kept by each process while nothing shared changes, and found by all that they depend on.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from wagtail.blocks import StreamValue

from news.articles import refusals
from news.articles.known import Known
from news.articles.links import linked_numbers
from news.articles.models import ArticlePage
from news.newsroom.cleaning import clean_shown_html
from news.newsroom.kept import Shelf
from news.photos.models import Photo
from news.syndication.bodies import linked_paths, load_bodies
from news.syndication.pictures import Use

SUMMARY_LENGTH = 280
_END_OF_LINE = re.compile("</(?:p|li|h2)>|<br>")


@dataclass(slots=True)
class Text:
    """What is known of a stored text, and how it was last written out.

    `written` is the HTML with all that it was made of beside the text itself.
    """

    uses: tuple[Use, ...]
    opening: str
    made_at: datetime
    paths: dict[str, str]
    written: tuple[tuple[Any, ...], str] | None = None

    def is_good(self, lead: Photo | None, now: datetime) -> bool:
        """Whether no photo has expired since."""
        photos = [use.photo for use in self.uses] + ([lead] if lead else [])
        return not any(each.expires_at and self.made_at < each.expires_at <= now for each in photos)


_TEXTS: Shelf[Text] = Shelf(600)


def load_texts(editions: list[ArticlePage], known: Known) -> None:
    """Give each edition its text; bodies whose texts aren't known are loaded all at once."""
    now = timezone.now()
    paths = linked_paths(each.stored_body for each in editions)
    unknown = []
    for each in editions:
        text = _TEXTS.get(known.number, _key(each, paths))
        each.text = text if text and text.is_good(each.story.lead_photo, now) else None
        if each.text is None:
            each.body = each.stored_body
            unknown.append(each)
    load_bodies([each.body for each in unknown], paths)
    for each in unknown:
        begins = "" if each.lead else opening(each.body)
        each.text = Text(tuple(_uses(each.body)), begins, now, paths)
        _TEXTS.put(known.number, _key(each, paths), each.text)


def _key(edition: ArticlePage, paths: dict[str, str]) -> tuple[Any, ...]:
    text = edition.stored_body
    links = tuple((number, paths.get(number)) for number in linked_numbers(text))
    digest = hashlib.sha256(text.encode()).digest()
    return edition.pk, edition.language, digest, links, bool(edition.lead)


def _uses(body: StreamValue) -> Iterator[Use]:
    for block in refusals.body_photos(body):
        if photo := block["image"]:
            yield Use(
                photo,
                photo.contextual_alt_text or "",
                block["caption"] or "",
                is_decorative=bool(photo.decorative),
            )


def opening(body: StreamValue) -> str:
    """Return how the first paragraphs begin."""
    paragraphs = (
        strip_tags(_END_OF_LINE.sub(" ", clean_shown_html(block.value.source)))
        for block in body
        if block.block_type == "paragraph"
    )
    return Truncator(" ".join(unescape(" ".join(paragraphs)).split())).chars(SUMMARY_LENGTH)


def written(edition: ArticlePage, made_of: tuple[Any, ...], write: Callable[[], str]) -> str:
    """Return the HTML that `write` makes of the edition's body and of `made_of`."""
    text: Text = edition.text
    if text.written and text.written[0] == made_of:
        return text.written[1]
    if "body" not in edition.__dict__:
        edition.body = edition.stored_body
        load_bodies([edition.body], text.paths)
    html = write()
    text.written = (made_of, html)
    return html
