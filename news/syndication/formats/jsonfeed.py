"""JSON Feed 1.1, with `_vestnik` objects for what it has no words for."""

import json

from news.syndication.documents import (
    Credit,
    Document,
    Edition,
    Item,
    Licence,
    Medium,
    Original,
    Photo,
    Term,
)
from news.syndication.formats.elements import rfc3339
from news.syndication.formats.values import Json, filled

VERSION = "https://jsonfeed.org/version/1.1"


def licence_json(licence: Licence | None) -> Json:
    """Name a licence."""
    return filled({"name": licence.name, "url": licence.url}) if licence else {}


def term_json(term: Term | None) -> Json:
    """Name a section or topic."""
    if term is None:
        return {}
    return filled(
        {"slug": term.slug, "name": term.name, "url": term.url, "language": term.language}
    )


def edition_json(edition: Edition) -> Json:
    """Name another language of the story."""
    return filled({"language": edition.language, "url": edition.url, "id": edition.urn})


def medium_json(medium: Medium | None) -> Json:
    """Name who published the text first."""
    return filled({"name": medium.name, "url": medium.url}) if medium else {}


def original_json(original: Original | None) -> Json:
    """Name what a translation was made from."""
    if original is None:
        return {}
    return {**edition_json(original), "medium": medium_json(original.medium)}


def credit_json(credit: Credit) -> Json:
    """Name a person with role, position and organisation."""
    return filled(
        {
            "name": credit.name,
            "kind": credit.kind,
            "role": credit.role,
            "position": credit.position,
            "organisation": credit.organisation,
            "url": credit.url,
            "language": credit.language,
        }
    )


def attachment_json(photo: Photo) -> Json:
    """Attach a photo. It has no `title`: equal ones would mean one photo in two formats."""
    return {
        "url": photo.url,
        "mime_type": photo.mime_type,
        "size_in_bytes": photo.size,
        "_vestnik": filled(
            {
                "width": photo.width,
                "height": photo.height,
                "alt": photo.alt,
                "caption": photo.caption,
                "credit": photo.credit,
                "copyright": photo.copyright_notice,
                "licence": licence_json(photo.licence),
                "is_lead": photo.is_lead,
            }
        ),
    }


def extension_json(item: Item) -> Json:
    """Say of an item what the standard has no words for."""
    return filled(
        {
            "section": term_json(item.section),
            "topics": [term_json(topic) for topic in item.topics],
            "credits": [credit_json(credit) for credit in item.credits],
            "dateline": item.dateline,
            "corrections": [
                {"at": rfc3339(correction.at), "note": correction.note}
                for correction in item.corrections
            ],
            "licence": licence_json(item.licence),
            "rights": item.rights,
            "comment_count": item.comment_count,
            "comments_url": item.comments_url,
            "direction": item.direction,
            "editions": [edition_json(edition) for edition in item.editions],
            "translation_of": original_json(item.translation_of),
            "first_published": medium_json(item.first_published),
            "version": item.version,
            "embargo_until": rfc3339(item.embargo_until) if item.embargo_until else "",
        }
    )


def withdrawn_json(item: Item) -> Json:
    """Write what is left of a withdrawn item: its id, and why it is gone."""
    if item.withdrawal is None:
        return {}
    withdrawal = item.withdrawal
    return {
        "id": item.urn,
        "url": item.url,
        "title": withdrawal.title,
        "content_text": withdrawal.reason,
        "language": item.language,
        "date_published": rfc3339(item.released_at),
        "date_modified": rfc3339(item.changed_at),
        "_vestnik": {"withdrawn": {"at": rfc3339(withdrawal.at), "reason": withdrawal.reason}},
    }


def item_json(item: Item) -> Json:
    """Write one item."""
    if item.withdrawal:
        return withdrawn_json(item)
    photo = item.lead_photo
    known = {"id": item.urn, "url": item.url, "title": item.marked_headline}
    rest = filled(
        {
            "summary": item.marked_summary,
            "language": item.language,
            "date_published": rfc3339(item.released_at),
            "date_modified": rfc3339(item.changed_at),
            "authors": [
                filled({"name": author.name, "url": author.url}) for author in item.authors
            ],
            "tags": [term.name for term in item.terms],
            "image": photo.url if photo else "",
            "attachments": [attachment_json(each) for each in item.photos],
            "_vestnik": extension_json(item),
        }
    )
    # The standard asks for content_html even where there is nothing in it.
    return {**known, "content_html": item.marked_html, **rest}


def document_json(document: Document) -> Json:
    """Write the channel with its items."""
    links = {
        "current": document.current.get("json", ""),
        "prev_archive": document.previous.get("json", ""),
        "next_archive": document.next.get("json", ""),
    }
    head = filled(
        {
            "version": VERSION,
            "title": document.title,
            "home_page_url": document.home_url,
            "feed_url": document.urls.get("json", ""),
            "description": document.subtitle,
            "user_comment": f"{document.notice.text} {document.notice.link_url}",
            "next_url": document.previous.get("json", ""),
            "language": document.language,
            "authors": [{"name": document.publisher, "url": document.publisher_url}],
            "hubs": [{"type": "WebSub", "url": hub} for hub in document.hubs],
            "_vestnik": filled(
                {
                    "about": document.about_url,
                    "channel": document.key,
                    "direction": document.direction,
                    "updated": rfc3339(document.updated),
                    "rights": document.rights,
                    "licence": licence_json(document.licence),
                    "is_archive": document.is_archive,
                    **links,
                }
            ),
        }
    )
    return {**head, "items": [item_json(item) for item in document.items]}


def write(document: Document) -> bytes:
    """Write the document as JSON Feed 1.1."""
    text = json.dumps(document_json(document), ensure_ascii=False, indent=1)
    return text.encode() + b"\n"
