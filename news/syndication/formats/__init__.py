"""The formats of a feed: pure functions from a document to bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from news.syndication.documents import Document
from news.syndication.formats import atom, jsonfeed, ninjs, rss


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is called, written and announced."""

    name: str
    label: str
    media_type: str
    write: Callable[[Document], bytes]
    # Browsers show a feed's own media types as plain text, and style this one.
    browser_media_type: str = "application/xml"


FORMATS = {
    each.name: each
    for each in (
        Format("rss", "RSS", "application/rss+xml", rss.write),
        Format("atom", "Atom", "application/atom+xml", atom.write),
        Format("json", "JSON Feed", "application/feed+json", jsonfeed.write, "application/json"),
        # Registered with nobody; news agencies call it so.
        Format("ninjs", "ninjs", ninjs.MEDIA_TYPE, ninjs.write, "application/json"),
    )
}
