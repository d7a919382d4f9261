"""Where an edition comes from: its languages, its original, its dates and corrections."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.newsroom.phrases import ORIGINAL_IN, RELEASED_IN, TRANSLATION_INTO, phrase
from news.website.frame import Context
from news.website.makers import makers_of
from news.website.paths import edition_path, home_path
from news.website.telling import Telling
from news.website.tongues import Tongue, tongue
from news.website.typography import typeset


@dataclass(frozen=True, slots=True)
class EditionLink:
    """One released edition in the honest language bar."""

    tongue: Tongue
    state: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A correction, said where readers see it."""

    date: str
    datetime: str
    text: str


def edition_links(telling: Telling) -> list[EditionLink]:
    """Return the released editions, the original first, each with its state in words."""
    shown = {each.language: each for each in telling.siblings}
    shown.setdefault(telling.page.language, telling.page)
    order = [telling.story.source_language, *telling.frame.active, *shown]
    links = []
    for code in dict.fromkeys(code for code in order if code in shown):
        edition = shown[code]
        if edition.is_source:
            state = _("original")
        else:
            state = _("translation, behind the original") if edition.is_stale else _("translation")
        is_current = code == telling.page.language
        links.append(
            EditionLink(
                tongue(code, edition_path(edition), is_current=is_current), state, edition.is_stale
            )
        )
    return links


def missing_languages(telling: Telling) -> list[Tongue]:
    """Return the languages the story isn't in, each leading to its front page."""
    present = {each.language for each in telling.siblings} | {telling.page.language}
    return [tongue(code, home_path(code)) for code in telling.frame.active if code not in present]


def origin(telling: Telling) -> Context | None:
    """Say of a translation what it was made from, by whom, and whether it lags behind."""
    page, story, frame = telling.page, telling.story, telling.frame
    if page.is_source:
        return None
    source = telling.source
    facts = telling.facts
    corrections = [each for each in telling.corrections if source and each.edition_id == source.pk]
    return {
        "original": phrase(ORIGINAL_IN, story.source_language),
        "label": phrase(TRANSLATION_INTO, page.language),
        "translators": [maker.name for maker in makers_of(telling.translators(), frame)],
        "revisers": [maker.name for maker in makers_of(telling.revisers(), frame)],
        "newsroom": "" if facts.first_published_in else frame.name,
        "medium": facts.first_published_in,
        "medium_url": facts.first_published_url,
        "is_stale": page.is_stale,
        "changed": frame.calendar.short(source.changed_at, frame.today_date)
        if source and source.changed_at
        else "",
        "changed_datetime": source.changed_at.date().isoformat()
        if source and source.changed_at
        else "",
        "source_url": edition_path(source) if source else "",
        "source_tongue": tongue(story.source_language),
        "was_corrected": bool(corrections),
    }


def dates(telling: Telling) -> Context:
    """Return when the edition appeared, when it changed since, and when the original did."""
    page, calendar, today = telling.page, telling.frame.calendar, telling.frame.today_date
    own = [each for each in telling.corrections if each.edition_id == page.pk]
    released = page.released_at
    changed = page.changed_at
    source = telling.source
    is_updated = bool(released and changed and changed > released and not own)
    return {
        "label": _("Published") if page.is_source else phrase(RELEASED_IN, page.language),
        "released": calendar.moment(released) if released else "",
        "released_datetime": calendar.local(released).isoformat(timespec="minutes")
        if released
        else "",
        "corrected": calendar.short(own[-1].made_at, today) if own else "",
        "updated": calendar.short(changed, today) if is_updated else "",
        "original": calendar.short(source.released_at, today)
        if source and not page.is_source
        else "",
    }


def correction_notes(telling: Telling) -> list[Note]:
    """Return this edition's corrections, oldest first."""
    calendar, today = telling.frame.calendar, telling.frame.today_date
    return [
        Note(
            calendar.short(each.made_at, today),
            calendar.local(each.made_at).date().isoformat(),
            typeset(each.note, telling.page.language),
        )
        for each in telling.corrections
        if each.edition_id == telling.page.pk
    ]
