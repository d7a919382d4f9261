"""Stories in lists: everything a template needs to show one, gathered in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.articles.editions import ArticlePage
from news.articles.querysets import EditionQuerySet
from news.newsroom.phrases import TRANSLATED_FROM, phrase
from news.website.frame import Frame, Link
from news.website.paths import edition_path, subject_path
from news.website.pictures import CARD, Cut, Picture, picture
from news.website.rows import LISTED, Listed, settle_facts, with_story
from news.website.tongues import Tongue, tongue
from news.website.typography import typeset

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Card:
    """One story in a list, in one language."""

    url: str
    title: str
    lead: str
    section: Link | None
    date: str
    datetime: str
    remarks: tuple[str, ...]
    tongue: Tongue
    is_foreign: bool
    provenance: str
    picture: Picture | None = None
    byline: str = ""


def listed(editions: EditionQuerySet) -> EditionQuerySet:
    """Return the editions with what cards need of themselves and their stories."""
    columns = with_story(name for name in LISTED if name != "pk")
    return editions.select_related("story").only("path", "depth", *columns)


def count_of_comments(count: int) -> str:
    """Return the count in the reader's grammar."""
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}


def languages_of(count: int) -> str:
    """Say in how many languages a story is to be read."""
    return ngettext("in %(count)d language", "in %(count)d languages", count) % {"count": count}


def card(
    edition: ArticlePage | Listed,
    frame: Frame,
    *,
    cut: Cut | None = CARD,
    says_language: bool = False,
) -> Card:
    """Return one edition as a list shows it, for readers of the frame's language."""
    story, language = edition.story, edition.language
    is_foreign = language != frame.language
    comments = count_of_comments(story.comment_count).replace(" ", NBSP)
    remarks = [comments] if story.comments_open or story.comment_count else []
    if says_language and not is_foreign and story.source_language != language:
        remarks.append(phrase(TRANSLATED_FROM, story.source_language))
    date = frame.calendar.short(edition.released_at, frame.today_date)
    return Card(
        url=edition_path(edition),
        title=typeset(edition.title, language),
        lead=typeset(edition.lead, language),
        section=section_link(story.section, frame.language),
        date=date,
        datetime=frame.calendar.local(edition.released_at).isoformat(timespec="minutes"),
        remarks=tuple(remarks),
        tongue=tongue(language),
        is_foreign=is_foreign,
        provenance=provenance(edition, date),
        picture=picture(story.lead_photo, cut, language, alt="") if cut else None,
    )


def cards(editions: Iterable[ArticlePage | Listed], frame: Frame, **options: Any) -> list[Card]:
    """Return the editions as cards."""
    editions = list(editions)
    settle_facts([each.story for each in editions], frame.known)
    return [card(edition, frame, **options) for edition in editions]


def section_link(section, language: str) -> Link | None:
    """Return the section as the rubric above a title."""
    if section is None:
        return None
    name = section.name_in(language)
    return Link(
        name.marked(language) or section.slug, subject_path("section", section.slug, language)
    )


def provenance(edition: ArticlePage | Listed, date: str) -> str:
    """Say in words whether this is the original, a translation, and whether it lags behind."""
    if edition.is_source:
        return _("original, %(date)s") % {"date": date}
    origin = phrase(TRANSLATED_FROM, edition.story.source_language)
    if edition.is_stale:
        return _("%(origin)s, %(date)s; the original has changed since") % {
            "origin": origin,
            "date": date,
        }
    return _("%(origin)s, %(date)s") % {"origin": origin, "date": date}
