"""What RSS and Atom have in common: namespaces, and the elements that feedgen lacks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from news.syndication.documents import Document, Item, Photo

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
SLASH = "http://purl.org/rss/1.0/modules/slash/"
THREAD = "http://purl.org/syndication/thread/1.0"
TOMBSTONE = "http://purl.org/atompub/tombstones/1.0"
VESTNIK = "tag:example.org,2026:vestnik:feed"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

PAGE_TYPE = "text/html"


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """Append an element, without the attributes that are empty; `lang` is `xml:lang`."""
    element = etree.SubElement(parent, name)
    if language := attributes.pop("lang", ""):
        element.set(XML_LANG, language)
    for attribute, value in attributes.items():
        if value:
            element.set(attribute, value)
    if text:
        element.text = text
    return element


def rfc3339(moment: datetime) -> str:
    """Write a moment with its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def page_links(document: Document, format_name: str) -> Iterator[tuple[str, str]]:
    """Yield relation and address of the hub and of the pages around this one."""
    for hub in document.hubs:
        yield "hub", hub
    # RFC 5005, section 4: the feed itself points to its newest archive page alone.
    for relation, addresses in (
        ("current", document.current),
        ("prev-archive", document.previous),
        ("next-archive", document.next),
    ):
        if format_name in addresses:
            yield relation, addresses[format_name]


def item_links(item: Item) -> Iterator[dict[str, str]]:
    """Yield the links of an item to itself, its other languages, its source and licence.

    Some readers take the first alternate link for the item's own (fastfeedparser, in RSS
    too), others the last (feedparser, newsboat). So the item's own stands at both ends;
    without `hreflang` the second is no duplicate (RFC 4287, section 4.1.2).
    """
    own = {"rel": "alternate", "type": PAGE_TYPE, "href": item.url}
    others = [edition for edition in item.editions if edition.language != item.language]
    yield {**own, "hreflang": item.language}
    for edition in others:
        yield {**own, "hreflang": edition.language, "href": edition.url}
    if others:
        yield own
    if item.translation_of and item.translation_of.url:
        origin = item.translation_of
        yield {"rel": "via", "type": PAGE_TYPE, "hreflang": origin.language, "href": origin.url}
    if item.first_published and item.first_published.url:
        yield {"rel": "via", "href": item.first_published.url, "title": item.first_published.name}
    if item.licence and item.licence.url:
        yield {"rel": "license", "href": item.licence.url, "title": item.licence.name}


def add_notice(parent: Any, document: Document) -> None:
    """Say to whoever opens the feed in a browser what it is, with a link that works there."""
    notice = add(parent, f"{{{VESTNIK}}}notice", lang=document.language, dir=document.direction)
    for tag, text, attributes in (
        ("p", document.notice.text, {}),
        ("a", document.notice.link_text, {"href": document.notice.link_url}),
    ):
        element = etree.SubElement(notice, f"{{{XHTML}}}{tag}", nsmap={None: XHTML})
        element.text = text
        element.attrib.update(attributes)


def add_photos(parent: Any, photos: tuple[Photo, ...]) -> None:
    """Append each photo as Media RSS: caption as title, alternative text as description.

    Never in a `media:group`, which is for renditions of one thing; never one credit for
    all. The W3C's validator refuses `media:license`, so the licence is the copyright's.
    """
    for photo in photos:
        content = add(
            parent,
            f"{{{MEDIA}}}content",
            url=photo.url,
            fileSize=str(photo.size),
            type=photo.mime_type,
            medium="image",
            isDefault="true" if photo.is_lead else "",
            width=str(photo.width),
            height=str(photo.height),
        )
        if photo.caption:
            add(content, f"{{{MEDIA}}}title", photo.caption, type="plain")
        if photo.alt:
            add(content, f"{{{MEDIA}}}description", photo.alt, type="plain")
        if photo.credit:
            add(content, f"{{{MEDIA}}}credit", photo.credit, role="photographer")
        terms = [photo.copyright_notice, photo.licence.name if photo.licence else ""]
        if any(terms):
            url = photo.licence.url if photo.licence else ""
            add(content, f"{{{MEDIA}}}copyright", ". ".join(filter(None, terms)), url=url)


def add_extension(parent: Any, item: Item) -> None:
    """Append what only our own namespace can say: roles, media, corrections, version."""
    for credit in item.credits:
        add(
            parent,
            f"{{{VESTNIK}}}credit",
            credit.name,
            lang=credit.language,
            kind=credit.kind,
            role=credit.role,
            position=credit.position,
            organisation=credit.organisation,
            href=credit.url,
        )
    for correction in item.corrections:
        add(
            parent,
            f"{{{VESTNIK}}}correction",
            correction.note,
            at=rfc3339(correction.at),
        )
    if origin := item.translation_of:
        add(
            parent,
            f"{{{VESTNIK}}}translation",
            of=origin.language,
            href=origin.url,
            medium=origin.medium.name,
        )
    if first := item.first_published:
        add(parent, f"{{{VESTNIK}}}first-published", first.name, href=first.url)
    add(parent, f"{{{VESTNIK}}}version", str(item.version))
    if item.embargo_until:
        add(parent, f"{{{VESTNIK}}}embargo", until=rfc3339(item.embargo_until))


def with_head(body: bytes, document: Document) -> bytes:
    """Put the XML declaration and the style sheet for browsers before a feed."""
    stylesheet = quoteattr(document.stylesheet_url)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-stylesheet type="text/css" href={stylesheet}?>\n'
    )
    return head.encode() + body
