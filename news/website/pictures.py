"""Photos as pages show them: sizes to choose from, words, credit and licence."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from news.newsroom.languages import localized
from news.photos.models import Photo
from news.website.typography import typeset

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one place on a page needs: WebP in several widths, and a JPEG for the rest."""

    webp: tuple[str, ...]
    jpeg: str
    sizes: str


WIDE = Cut(
    webp=("width-480|format-webp", "width-960|format-webp", "width-1440|format-webp"),
    jpeg="width-960|format-jpeg",
    sizes="(min-width: 62em) 60rem, 100vw",
)
TEXT = Cut(webp=WIDE.webp, jpeg=WIDE.jpeg, sizes="(min-width: 62em) 42rem, 100vw")
LEAD = Cut(webp=WIDE.webp, jpeg=WIDE.jpeg, sizes="(min-width: 62em) 32rem, 100vw")
CARD = Cut(
    webp=("fill-240x160|format-webp", "fill-480x320|format-webp"),
    jpeg="fill-480x320|format-jpeg",
    sizes="(min-width: 40em) 18rem, 6.5rem",
)
CUTS = (WIDE, TEXT, LEAD, CARD)
SHARED = "fill-1200x630|format-jpeg"


@dataclass(frozen=True, slots=True)
class LicenceLink:
    """The licence of a photo or text, by name."""

    text: str | SafeString
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One photo in one place; widths and heights are those of the JPEG, in pixels."""

    url: str
    webp: str
    width: int
    height: int
    sizes: str
    alt: str = ""
    caption: str = ""
    credit: str | SafeString = ""
    licence: LicenceLink | None = None


def load_renditions(photos: Iterable[Photo | None]) -> None:
    """Load renditions and licences of all these photos with a query each."""
    present = [photo for photo in photos if photo is not None]
    renditions = Prefetch("renditions", to_attr="prefetched_renditions")
    prefetch_related_objects(present, renditions, "licence")


@dataclass(frozen=True, slots=True)
class File:
    """A photo at one size; width and height in pixels."""

    url: str
    width: int
    height: int


def _file(photo: Photo, spec: str) -> File | None:
    """Return a photo at a size, None where it cannot be read.

    It is asked for once a photo object: Wagtail works out each time what the size says.
    """
    found: dict[str, File] = photo.__dict__.setdefault("files_found", {})
    if spec not in found:
        try:
            made = photo.get_rendition(spec)
        except (SourceImageIOError, InvalidFilterSpecError, OSError):
            logger.warning("Photo %s cannot be read; shown without it", photo.pk, exc_info=True)
            return None
        found[spec] = File(made.url, made.width, made.height)
    return found[spec]


def picture(
    photo: Photo | None, cut: Cut, language: str, *, alt: str | None = None, caption: str = ""
) -> Picture | None:
    """Return the photo cut for a place, or None where it may not be shown or cannot be read.

    An alternative text given here, even an empty one, overrides the photo's own, which
    never falls back to another language.
    """
    if photo is None or photo.is_barred():
        return None
    jpeg, *webps = (_file(photo, spec) for spec in (cut.jpeg, *cut.webp))
    if jpeg is None or None in webps:
        return None
    widths = {each.width: each.url for each in webps}
    return Picture(
        url=jpeg.url,
        webp=", ".join(f"{url} {width}w" for width, url in widths.items()),
        width=jpeg.width,
        height=jpeg.height,
        sizes=cut.sizes,
        alt=photo.alt_in(language) if alt is None else alt,
        caption=typeset(caption or photo.caption_in(language), language),
        credit=photo.credit_in(language).isolated(language),
        licence=licence_link(photo.licence, language),
    )


def licence_link(licence, language: str) -> LicenceLink | None:
    """Return the licence by its name in the language, marked where that is another."""
    if licence is None:
        return None
    name = localized(licence, "name", language)
    return LicenceLink(name.marked(language) or licence.key, licence.url)


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The photo that other sites show beside a link to the page."""

    url: str
    width: int
    height: int
    alt: str


def shared_picture(photo: Photo | None, language: str, base_url: str) -> SharedPicture | None:
    """Return the photo as link previews want it, with an absolute address."""
    if photo is None or photo.is_barred():
        return None
    file = _file(photo, SHARED)
    if file is None:
        return None
    return SharedPicture(f"{base_url}{file.url}", file.width, file.height, photo.alt_in(language))
