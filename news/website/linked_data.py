"""An edition as search engines read it: schema.org NewsArticle."""

import json
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from news.newsroom.languages import localized
from news.people.models import RoleKind
from news.website.frame import Frame, as_script
from news.website.paths import edition_path, subject_path
from news.website.pictures import SharedPicture
from news.website.rows import Sibling
from news.website.telling import Telling


def news_article(telling: Telling, shared: SharedPicture | None) -> SafeString:
    """Return the edition as JSON-LD that is safe inside a script element."""
    page, frame, story = telling.page, telling.frame, telling.story
    address = frame.absolute(edition_path(page))
    newsroom = {
        "@type": "NewsMediaOrganization",
        "name": frame.plain_name,
        "url": frame.absolute(frame.home_url),
    }
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": page.urn,
        "url": address,
        "mainEntityOfPage": address,
        "headline": page.title,
        "description": page.lead,
        "inLanguage": page.language,
        "datePublished": _moment(telling, page.released_at),
        "dateModified": _moment(telling, page.changed_at or page.released_at),
        "articleSection": telling.facts.section.name_in(page.language).text
        if telling.facts.section
        else None,
        "keywords": [topic.name_in(page.language).text for topic in telling.topics],
        "author": _people(telling, RoleKind.AUTHOR) or newsroom,
        "editor": [
            *_people(telling, RoleKind.EDITOR),
            *(_person(credit.person, telling) for credit in telling.revisers()),
        ],
        "translator": [_person(credit.person, telling) for credit in telling.translators()],
        "publisher": newsroom,
        "license": frame.licence.url if frame.licence else None,
        "image": [shared.url] if shared else None,
        "commentCount": story.comment_count,
        "isAccessibleForFree": True,
        **_provenance(telling, newsroom),
    }
    kept = {key: value for key, value in said.items() if value not in (None, "", [])}
    return as_script(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def _moment(telling: Telling, moment: Any) -> str | None:
    return telling.frame.calendar.local(moment).isoformat(timespec="seconds") if moment else None


def _people(telling: Telling, kind: str) -> list[dict[str, Any]]:
    return [
        _person(credit.person, telling) for credit in telling.credits if credit.role.kind == kind
    ]


def _person(person: Any, telling: Telling) -> dict[str, Any]:
    language = telling.page.language
    said = {"@type": "Person", "name": strip_tags(localized(person, "name", language).text)}
    if not person.is_hidden and not person.merged_into_id:
        said["url"] = telling.frame.absolute(subject_path("person", person.slug, language))
    return said


def _provenance(telling: Telling, newsroom: dict[str, str]) -> dict[str, Any]:
    """Say of an original its translations, of a translation its original, and the medium.

    An original that isn't public has a language and a publisher, but no name or address.
    """
    page, frame, source = telling.page, telling.frame, telling.source
    elsewhere = {"isBasedOn": basis} if (basis := _first_publication(telling)) else {}
    if page.is_source:
        others = [each for each in telling.siblings if each.pk != page.pk]
        return {"workTranslation": [_work(each, frame) for each in others], **elsewhere}
    original = (
        _work(source, frame)
        if source
        else {"@type": "NewsArticle", "inLanguage": telling.story.source_language}
    )
    return {"translationOfWork": {**original, "publisher": newsroom, **elsewhere}}


def _work(edition: Sibling, frame: Frame) -> dict[str, str]:
    return {
        "@type": "NewsArticle",
        "@id": edition.urn,
        "url": frame.absolute(edition_path(edition)),
        "headline": edition.title,
        "inLanguage": edition.language,
    }


def _first_publication(telling: Telling) -> dict[str, Any] | None:
    facts = telling.facts
    if not facts.first_published_in:
        return None
    publisher = {"@type": "Organization", "name": facts.first_published_in}
    address = {"url": facts.first_published_url} if facts.first_published_url else {}
    return {"@type": "NewsArticle", **address, "publisher": publisher}
