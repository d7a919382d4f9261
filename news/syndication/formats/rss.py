"""RSS 2.0, with content, Dublin Core, Media RSS, slash, thread and history modules."""

from email.utils import format_datetime
from typing import Any

from feedgen.feed import FeedGenerator

from news.syndication.documents import Document, Item
from news.syndication.formats import elements


class ChannelExtension:
    """Writes what feedgen's channel lacks."""

    document: Document

    def extend_ns(self) -> dict[str, str]:
        """Name the prefixes that the root declares."""
        return {
            "dc": elements.DC,
            "fh": elements.HISTORY,
            "media": elements.MEDIA,
            "slash": elements.SLASH,
            "thr": elements.THREAD,
            "vestnik": elements.VESTNIK,
        }

    def extend_rss(self, rss: Any) -> Any:
        """Add notice, hub, archive links and publisher to the channel."""
        channel = rss[0]
        channel.set(elements.XML_LANG, self.document.language)
        for relation, address in elements.page_links(self.document, "rss"):
            elements.add(channel, f"{{{elements.ATOM}}}link", rel=relation, href=address)
        if self.document.is_archive:
            elements.add(channel, f"{{{elements.HISTORY}}}archive")
        if self.document.licence and self.document.licence.url:
            elements.add(
                channel,
                f"{{{elements.ATOM}}}link",
                rel="license",
                href=self.document.licence.url,
                title=self.document.licence.name,
            )
        elements.add(channel, f"{{{elements.DC}}}publisher", self.document.publisher)
        elements.add_notice(channel, self.document)
        return rss


class ItemExtension:
    """Writes what feedgen's item lacks."""

    item: Item

    def extend_ns(self) -> dict[str, str]:
        """Name nothing: the channel has."""
        return {}

    def extend_rss(self, element: Any) -> Any:
        """Add dates, people, rights, languages, comments, photos and our own elements."""
        item = self.item
        # feedgen's own pubDate sets the process's locale, which no other thread expects.
        elements.add(element, "pubDate", format_datetime(item.released_at))
        elements.add(element, f"{{{elements.ATOM}}}updated", elements.rfc3339(item.changed_at))
        elements.add(element, f"{{{elements.DC}}}language", item.language)
        if item.withdrawal:
            at = elements.rfc3339(item.withdrawal.at)
            elements.add(element, f"{{{elements.VESTNIK}}}withdrawn", item.withdrawal.reason, at=at)
            return element
        for author in item.authors:
            elements.add(element, f"{{{elements.DC}}}creator", author.name, lang=author.language)
        for person in item.contributors:
            elements.add(
                element, f"{{{elements.DC}}}contributor", person.name, lang=person.language
            )
        for source in item.sources:
            elements.add(element, f"{{{elements.DC}}}source", source)
        if item.dateline:
            elements.add(element, f"{{{elements.DC}}}coverage", item.dateline)
        if item.rights:
            elements.add(element, f"{{{elements.DC}}}rights", item.rights)
        for link in elements.item_links(item):
            elements.add(element, f"{{{elements.ATOM}}}link", **link)
        elements.add(element, f"{{{elements.SLASH}}}comments", str(item.comment_count))
        elements.add(element, f"{{{elements.THREAD}}}total", str(item.comment_count))
        elements.add_photos(element, item.photos)
        elements.add_extension(element, item)
        return element


def write(document: Document) -> bytes:
    """Write the document as RSS 2.0."""
    feed = FeedGenerator()
    feed.register_extension("vestnik", ChannelExtension, ItemExtension, atom=False)
    feed.vestnik.document = document
    feed.title(document.title)
    feed.description(document.subtitle or document.title)
    # feedgen takes the last link for the channel's own.
    if "rss" in document.urls:
        feed.link(href=document.urls["rss"], rel="self", type="application/rss+xml")
    feed.link(href=document.home_url, rel="alternate")
    feed.language(document.language)
    feed.generator("Vestnik")
    if document.rights:
        feed.rights(document.rights)
    feed.lastBuildDate(document.updated.replace(microsecond=0))
    for item in document.items:
        add_item(feed, item)
    return elements.with_head(feed.rss_str(pretty=True, xml_declaration=False), document)


def add_item(feed: Any, item: Item) -> None:
    """Append one item; a withdrawn one keeps its id and says that it was withdrawn."""
    entry = feed.add_entry(order="append")
    entry.vestnik.item = item
    entry.guid(item.urn, permalink=False)
    entry.link(href=item.url, rel="alternate")
    if item.withdrawal:
        entry.title(item.withdrawal.title)
        entry.description(item.withdrawal.reason)
        return
    entry.title(item.marked_headline)
    # Without a description feedgen would put the whole text into it.
    entry.description(item.marked_summary or item.marked_headline)
    entry.content(item.marked_html)
    entry.category([{"term": term.name, "scheme": term.scheme} for term in item.terms])
    if item.comments_url:
        entry.comments(item.comments_url)
    if photo := item.lead_photo:
        entry.enclosure(photo.url, photo.size, photo.mime_type)
