"""Atom (RFC 4287), with threading (4685), archives (5005) and tombstones (6721)."""

from typing import Any

from feedgen.feed import FeedGenerator

from news.syndication.documents import Credit, Document, Item
from news.syndication.formats import elements


class FeedExtension:
    """Writes what feedgen's feed lacks."""

    document: Document

    def extend_ns(self) -> dict[str, str]:
        """Name the prefixes that the root declares."""
        return {
            "at": elements.TOMBSTONE,
            "dc": elements.DC,
            "fh": elements.HISTORY,
            "media": elements.MEDIA,
            "thr": elements.THREAD,
            "vestnik": elements.VESTNIK,
        }

    def extend_atom(self, feed: Any) -> Any:
        """Add archive links, notice and tombstones, which must stand before all entries."""
        document = self.document
        for relation, address in elements.page_links(document, "atom"):
            elements.add(feed, "link", rel=relation, href=address)
        if document.licence and document.licence.url:
            licence = document.licence
            elements.add(feed, "link", rel="license", href=licence.url, title=licence.name)
        if document.is_archive:
            elements.add(feed, f"{{{elements.HISTORY}}}archive")
        elements.add_notice(feed, document)
        for item in document.withdrawn:
            add_tombstone(feed, item)
        return feed


class EntryExtension:
    """Writes what feedgen's entry lacks or writes wrongly."""

    item: Item

    def extend_ns(self) -> dict[str, str]:
        """Name nothing: the feed has."""
        return {}

    def extend_atom(self, entry: Any) -> Any:
        """Add links, people, photos, comments and our own elements."""
        item = self.item
        entry.set(elements.XML_LANG, item.language)
        for author in item.authors:
            add_person(entry, "author", author)
        for person in item.contributors:
            add_person(entry, "contributor", person)
        add_links(entry, item)
        if item.dateline:
            elements.add(entry, f"{{{elements.DC}}}coverage", item.dateline)
        elements.add(entry, f"{{{elements.THREAD}}}total", str(item.comment_count))
        elements.add_photos(entry, item.photos)
        elements.add_extension(entry, item)
        return entry


def add_person(entry: Any, name: str, credit: Credit) -> None:
    """Append a person construct; role and position stand in our own elements."""
    person = elements.add(entry, name, lang=credit.language)
    elements.add(person, "name", credit.name)
    if credit.url:
        elements.add(person, "uri", credit.url)


def add_links(entry: Any, item: Item) -> None:
    """Append all links of an entry: feedgen drops rel, type, hreflang and length of each."""
    for link in elements.item_links(item):
        elements.add(entry, "link", **link)
    if item.comments_url:
        replies = elements.add(
            entry, "link", rel="replies", type=elements.PAGE_TYPE, href=item.comments_url
        )
        replies.set(f"{{{elements.THREAD}}}count", str(item.comment_count))
    for photo in item.photos:
        elements.add(
            entry,
            "link",
            rel="enclosure",
            type=photo.mime_type,
            length=str(photo.size),
            href=photo.url,
            title=photo.caption or photo.alt,
        )


def add_tombstone(feed: Any, item: Item) -> None:
    """Append what RFC 6721 leaves of a withdrawn entry.

    Without a link: feedparser would take it for the feed's own.
    """
    if item.withdrawal is None:
        return
    tombstone = elements.add(
        feed,
        f"{{{elements.TOMBSTONE}}}deleted-entry",
        ref=item.urn,
        when=elements.rfc3339(item.withdrawal.at),
    )
    comment = item.withdrawal.reason or item.withdrawal.title
    elements.add(tombstone, f"{{{elements.TOMBSTONE}}}comment", comment, lang=item.language)


def write(document: Document) -> bytes:
    """Write the document as Atom."""
    feed = FeedGenerator()
    feed.register_extension("vestnik", FeedExtension, EntryExtension, rss=False)
    feed.vestnik.document = document
    feed.id(document.urn)
    feed.title(document.title)
    feed.subtitle(document.subtitle)
    feed.updated(document.updated.replace(microsecond=0))
    feed.author(name=document.publisher, uri=document.publisher_url)
    if "atom" in document.urls:
        feed.link(href=document.urls["atom"], rel="self", type="application/atom+xml")
    feed.link(href=document.home_url, rel="alternate", type=elements.PAGE_TYPE)
    feed.language(document.language)
    feed.generator("Vestnik")
    if document.rights:
        feed.rights(document.rights)
    for item in document.released:
        add_entry(feed, item)
    return elements.with_head(feed.atom_str(pretty=True, xml_declaration=False), document)


def add_entry(feed: Any, item: Item) -> None:
    """Append one released item."""
    entry = feed.add_entry(order="append")
    entry.vestnik.item = item
    entry.id(item.urn)
    entry.title(item.marked_headline)
    entry.published(item.released_at.replace(microsecond=0))
    entry.updated(item.changed_at.replace(microsecond=0))
    if item.summary:
        entry.summary(item.marked_summary)
    entry.content(item.marked_html, type="html")
    entry.category(
        [{"term": term.name, "scheme": term.scheme, "label": term.name} for term in item.terms]
    )
    if item.rights:
        entry.rights(item.rights)
