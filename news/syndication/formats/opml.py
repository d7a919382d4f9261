"""OPML 2.0: many feeds in one file, which feed readers take in at once."""

from dataclasses import dataclass

from lxml import etree

from news.syndication.documents import CleanText


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline(CleanText):
    """One feed of the list."""

    title: str
    feed_url: str
    page_url: str
    language: str
    description: str = ""


def write(title: str, outlines: list[Outline]) -> bytes:
    """Write the list; without a date, so that it stays the same while nothing changes."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for outline in outlines:
        attributes = {
            "type": "rss",
            "text": outline.title,
            "title": outline.title,
            "xmlUrl": outline.feed_url,
            "htmlUrl": outline.page_url,
            "language": outline.language,
            "description": outline.description,
        }
        etree.SubElement(body, "outline", {key: text for key, text in attributes.items() if text})
    return bytes(etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8"))
