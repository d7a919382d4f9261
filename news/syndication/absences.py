"""Where a text reads oddly to partners, since photos of it don't go to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage
from news.articles.refusals import used_photos
from news.photos.models import Photo
from news.syndication.audience import public, republishers
from news.syndication.mentions import mentions
from news.syndication.rights import Bar, bar_to

# A photo whose time is over within so many days is as good as gone: partners must take it out.
SOON = timedelta(days=30)
_PHOTOS = frozenset({"photo", "gallery"})
# What is read on from, before a photo and after it.
_WORDS = frozenset({"paragraph", "quote", "facts", "links", "number", "heading"})


class Absent(NamedTuple):
    """A photo that partners don't get, and why, in words."""

    photo: Photo
    why: str


@dataclass(frozen=True, slots=True)
class Absences:
    """What is odd without these photos, each a sentence."""

    sentences: list[str]
    photos: list[Absent]


def absences(edition: ArticlePage, on: datetime) -> Absences | None:
    """Return what partners will miss in an edition as it stands, None where nothing reads oddly."""
    used = {use.photo.pk: use.photo for use in used_photos(edition)}
    absent = {pk: why for pk, photo in used.items() if (why := _why(photo, on))}
    if not absent:
        return None
    sentences = list(_oddities(edition, absent))
    if not sentences:
        return None
    return Absences(sentences, [Absent(used[pk], why) for pk, why in absent.items()])


def _why(photo: Photo, on: datetime) -> str:
    """Return why a photo doesn't stay with everybody who takes the text, empty where it does."""
    bar = bar_to(photo, public(), on) or bar_to(photo, republishers(), on)
    if bar is Bar.RIGHTS:
        return _("It is for our site only.")
    if bar is Bar.CONSENT:
        return _("Somebody who is to be seen on it has not agreed to that.")
    if bar is Bar.EXPIRED:
        return _("It may not be shown any more.")
    if bar is Bar.LICENCE:
        return _("Partners get it; its licence does not let others republish it.")
    if photo.expires_at and photo.expires_at <= on + SOON:
        day = date_format(localtime(photo.expires_at), "DATE_FORMAT")
        return _("It may be shown only until %(day)s; then they must take it out.") % {"day": day}
    return ""


def _oddities(edition: ArticlePage, absent: dict[int, str]) -> Iterator[str]:
    lead = edition.shown_lead_photo()
    if lead and lead.pk in absent:
        yield _("The lead photo is missing.")
    blocks = list(edition.body)
    if any(_stands_between(blocks, place, absent) for place in range(len(blocks))):
        yield _("A photo in the middle of the text is missing.")
    for block in blocks:
        if block.block_type == "gallery":
            photos = [use["image"].pk for use in block.value["photos"] if use["image"]]
            left = [pk for pk in photos if pk not in absent]
            if len(left) * 2 < len(photos):
                yield _("A gallery keeps %(left)d of its %(all)d photos.") % {
                    "all": len(photos),
                    "left": len(left),
                }
    for words in mentions(_words_of(edition, blocks), edition.language):
        yield _("The text refers to a photo: “%(words)s”.") % {"words": words}


def _stands_between(blocks: list[Any], place: int, absent: dict[int, str]) -> bool:
    """Say whether at this place is a photo that is absent, with words before and after it."""
    block = blocks[place]
    if block.block_type != "photo" or not block.value["image"]:
        return False
    if block.value["image"].pk not in absent:
        return False
    before, after = blocks[:place], blocks[place + 1 :]
    return all(any(each.block_type in _WORDS for each in part) for part in (before, after))


def _words_of(edition: ArticlePage, blocks: list[Any]) -> str:
    """Return what readers read beside the photos: captions go where their photos go."""
    words = [edition.title, edition.lead]
    for block in blocks:
        if block.block_type not in _PHOTOS:
            words += block.block.get_searchable_content(block.value)
    return "\n".join(words)
