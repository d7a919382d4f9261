"""Photos as feeds give them: one size, with its weight in bytes."""

import logging
from dataclasses import dataclass
from datetime import tzinfo

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from news.newsroom.languages import localized
from news.photos.models import Photo
from news.syndication import documents
from news.syndication.addresses import origin

logger = logging.getLogger(__name__)

# Big enough to print across a column, small enough for a phone's feed reader.
SPEC = "max-1440x1440|format-jpeg"
MIME_TYPE = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Use:
    """A photo as one edition uses it; empty words mean the photo's own in the language."""

    photo: Photo
    alt: str = ""
    caption: str = ""
    is_decorative: bool = False
    is_lead: bool = False


def photo_document(use: Use, language: str, zone: tzinfo) -> documents.Photo | None:
    """Return the photo for a document, None where its file cannot be read."""
    try:
        rendition = use.photo.get_rendition(SPEC)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("Photo %s cannot be read; feeds go without it", use.photo.pk, exc_info=True)
        return None
    return documents.Photo(
        url=f"{origin()}{rendition.url}" if rendition.url.startswith("/") else rendition.url,
        width=rendition.width,
        height=rendition.height,
        size=rendition.weight,
        mime_type=MIME_TYPE,
        alt="" if use.is_decorative else use.alt or use.photo.alt_in(language),
        caption=use.caption or use.photo.caption_in(language),
        credit=use.photo.credit_in(language).text,
        copyright_notice=use.photo.copyright_notice,
        licence=licence_document(use.photo.licence, language),
        is_lead=use.is_lead,
        expires_at=use.photo.expires_at and use.photo.expires_at.astimezone(zone),
    )


def licence_document(licence, language: str) -> documents.Licence | None:
    """Return a licence for a document."""
    if licence is None:
        return None
    name = localized(licence, "name", language).text or licence.key
    return documents.Licence(name=name, url=licence.url)
