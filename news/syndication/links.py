"""Links of a feed in the head of the answer (RFC 8288), for formats with no room for them too."""

from collections.abc import Iterator

from news.syndication.addresses import hub_url
from news.syndication.documents import Document
from news.syndication.formats.elements import page_links
from news.syndication.formats.values import as_uri


def link_header(document: Document, format_name: str) -> str:
    """Return the value of `Link`: the feed itself, its hubs, the pages around it, its licence."""
    return ", ".join(
        f'<{as_uri(address)}>; rel="{relation}"'
        for relation, address in _links(document, format_name)
    )


def self_link(address: str) -> str:
    """Return what `Link` says of the address by which a feed is known."""
    return f'<{address}>; rel="self"'


def topic_links(address: str) -> str:
    """Return the value of `Link` for a WebSub topic: by which address it is known, and its hub."""
    return f'{self_link(address)}, <{hub_url()}>; rel="hub"'


def _links(document: Document, format_name: str) -> Iterator[tuple[str, str]]:
    if format_name in document.urls:
        yield "self", document.urls[format_name]
    yield from page_links(document, format_name)
    if document.licence and document.licence.url:
        yield "license", document.licence.url
