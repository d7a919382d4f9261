"""ninjs 3.1, the International Press Telecommunications Council's news in JSON.

The standard describes one news object and no envelope for many. A feed is a bare array, as in
the IPTC's own example of a collection: a program takes each object as it is and validates it
by the official schema, with nothing of ours to unwrap. What an envelope would say stands in
`Link` headers (RFC 8288) and in every object. A package is a news object of type "composite".

The schema closes every object, so that what it has no word for is left out: positions and
organisations of those who are credited, and the number of comments. A picture's credit is
its `by`, since there is no line for it. Address of the page: the rendition "web".
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from news.syndication.documents import Document, Edition, Item, Licence, Photo
from news.syndication.formats.elements import PAGE_TYPE, rfc3339
from news.syndication.formats.plain import plain_text
from news.syndication.formats.values import Json, as_uri, filled

MEDIA_TYPE = "application/ninjs+json"
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
PLAIN_TYPE = "text/plain"
_LIST_SEPARATORS = {"ar": "، "}


def write(document: Document) -> bytes:
    """Write the items of the document as an array of news objects."""
    return _written([news_object(item) for item in document.items])


def write_package(items: Sequence[Item], source_language: str) -> bytes:
    """Write the editions of one story, one at least of them released, as one news object."""
    return _written(package(items, source_language))


def _written(value: Json | list[Json]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def package(items: Sequence[Item], source_language: str) -> Json:
    """Return the editions of one story whole; its name is the original's headline, if public."""
    released = [item for item in items if not item.withdrawal]
    first = next((item for item in released if item.language == source_language), released[0])
    return {
        "uri": first.story,
        "standard": STANDARD,
        "type": "composite",
        "representationType": "full",
        "title": first.headline,
        "firstCreated": rfc3339(min(item.released_at for item in released)),
        "versionCreated": rfc3339(max(item.changed_at for item in items)),
        "pubStatus": "usable",
        "associations": [
            {"name": item.language, "rel": "edition", **news_object(item)} for item in items
        ],
    }


def news_object(item: Item) -> Json:
    """Return one edition as a news object."""
    if item.withdrawal:
        return _canceled(item)
    return filled(
        {
            "uri": item.urn,
            "standard": STANDARD,
            "type": "text",
            "representationType": "full",
            "version": str(item.version),
            # An advance copy is there before the moment of its release.
            "firstCreated": rfc3339(min(item.released_at, item.changed_at)),
            "versionCreated": rfc3339(item.changed_at),
            "embargoedUntil": _moment(item.embargo_until),
            "pubStatus": "withheld" if item.embargo_until else "usable",
            "language": item.language,
            "headlines": [{"role": "main", "contentType": PLAIN_TYPE, "value": item.headline}],
            "descriptions": _descriptions(item),
            "bodies": _bodies(item.html),
            "by": _LIST_SEPARATORS.get(item.language, ", ").join(
                author.name for author in item.authors
            ),
            "infoSources": _info_sources(item),
            "located": item.dateline,
            "subjects": _subjects(item),
            "edNote": "\n".join(_notes(item)),
            "copyrightHolder": item.publisher.name if item.publisher and item.rights else "",
            "copyrightNotice": item.rights,
            **_terms(item.licence),
            "renditions": [_page(item.url)],
            "associations": [
                *(_picture(photo, n, item) for n, photo in enumerate(item.photos, start=1)),
                *_editions(item),
                *_membership(item),
            ],
        }
    )


def _canceled(item: Item) -> Json:
    """Return what is left of a withdrawn edition.

    Without a number of version: the status is that of all versions.
    """
    if item.withdrawal is None:
        return {}
    return {
        "uri": item.urn,
        "standard": STANDARD,
        "type": "text",
        "versionCreated": rfc3339(item.withdrawal.at),
        "pubStatus": "canceled",
        "language": item.language,
        "title": item.withdrawal.title,
        "edNote": item.withdrawal.reason or item.withdrawal.title,
    }


def _moment(moment: datetime | None) -> str:
    return rfc3339(moment) if moment else ""


def _described(**texts: str) -> list[Json]:
    """Return plain texts by their role, those that say something."""
    return [
        {"role": role, "contentType": PLAIN_TYPE, "value": text}
        for role, text in texts.items()
        if text
    ]


def _notes(item: Item) -> Iterable[str]:
    """Yield what the editors there must know: the embargo, then what was put right."""
    if item.embargo_words:
        yield item.embargo_words
    for each in item.corrections:
        yield f"{each.title} ({rfc3339(each.at)}): {each.note}"


def _descriptions(item: Item) -> list[Json]:
    corrections = [each for row in item.corrections for each in _described(correction=row.note)]
    return [*_described(summary=item.summary), *corrections]


def _bodies(html: str) -> list[Json]:
    if not html:
        return []
    text = plain_text(html)
    return [
        {"role": "html", "contentType": PAGE_TYPE, "value": html},
        {
            "role": "text",
            "contentType": PLAIN_TYPE,
            "charCount": len(text),
            "wordCount": len(text.split()),
            "value": text,
        },
    ]


def _info_sources(item: Item) -> list[Json]:
    """Return who made it, by kind of role, then the medium that had it first, then us."""
    sources = [(credit.name, credit.kind, credit.url) for credit in item.credits]
    if first := item.first_published:
        sources.append((first.name, "firstPublisher", as_uri(first.url)))
    if item.publisher:
        sources.append((item.publisher.name, "publisher", item.publisher.url))
    return [filled({"name": name, "role": role, "uri": uri}) for name, role, uri in sources]


def _subjects(item: Item) -> list[Json]:
    """Return the section, then the topics; `literal` is the same in all languages."""
    terms = [("section", item.section)] if item.section else []
    terms += [("about", topic) for topic in item.topics]
    return [
        {"name": term.name, "rel": rel, "uri": term.url, "literal": term.slug}
        for rel, term in terms
    ]


def _terms(licence: Licence | None) -> Json:
    if licence is None:
        return {}
    linked = {"rightsInfo": {"linkedRights": as_uri(licence.url)}} if licence.url else {}
    return {"usageTerms": licence.name, **linked}


def _page(url: str) -> Json:
    return {"name": "web", "href": url, "contentType": PAGE_TYPE}


def _picture(photo: Photo, number: int, item: Item) -> Json:
    """Return a photo as an associated news object; its address is its name, too."""
    return filled(
        {
            "name": f"photo-{number}",
            "rel": "leadPhoto" if photo.is_lead else "photo",
            "uri": photo.name,
            "type": "picture",
            "language": item.language,
            "expires": _moment(photo.expires_at),
            "descriptions": _described(caption=photo.caption, altText=photo.alt),
            "by": photo.credit,
            "copyrightNotice": photo.copyright_notice,
            **_terms(photo.licence),
            "renditions": [
                {
                    "name": "web",
                    "href": photo.url,
                    "contentType": photo.mime_type,
                    "width": photo.width,
                    "height": photo.height,
                    "sizeInBytes": photo.size,
                }
            ],
        }
    )


def _editions(item: Item) -> Iterable[Json]:
    """Yield the other languages of the story, and what this one was translated from."""
    origin = item.translation_of
    others: dict[str, Edition] = {each.language: each for each in item.editions}
    if origin:
        others.setdefault(origin.language, origin)
    for language, edition in others.items():
        name = edition.urn or edition.url
        if language == item.language or not name:
            continue
        is_origin = origin is not None and origin.language == language
        yield {
            "name": language,
            "rel": "translatedFrom" if is_origin else "translation",
            "uri": name,
            "type": "text",
            "representationType": "partial",
            "language": language,
            "renditions": [_page(edition.url)],
        }


def _membership(item: Item) -> Iterable[Json]:
    """Yield the package of all editions that this one is part of."""
    if item.story and item.package_url:
        yield {
            "name": "package",
            "rel": "partOf",
            "uri": item.story,
            "type": "composite",
            "representationType": "partial",
            "renditions": [{"name": "ninjs", "href": item.package_url, "contentType": MEDIA_TYPE}],
        }
