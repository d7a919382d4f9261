"""The front page: one lead, what stands beside it, a strip for each section, other languages."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, HomePage
from news.newsroom.dates import comma
from news.newsroom.prepared import Prepared
from news.people.models import RoleKind
from news.website.cards import Card, card, cards, languages_of
from news.website.frame import Context, Frame, Link, build_frame, everywhere, page_head
from news.website.makers import byline
from news.website.paths import home_path
from news.website.pictures import LEAD
from news.website.reading import credits
from news.website.rows import Listed, listed, listed_rows, siblings

# One query brings all that the front page can show; sections silent for longer have no strip.
READ, READ_ELSEWHERE = 60, 20
BESIDE, ALSO, IN_STRIP, STRIPS, ELSEWHERE = 3, 4, 3, 6, 4


class Foreign(NamedTuple):
    """A story in another language, before anything is known of what it says."""

    pk: int
    story_id: uuid.UUID
    language: str
    source_language: str
    released_at: datetime


_newest = Prepared(
    lambda language: listed_rows(ArticlePage.objects.released(language).newest_first()[:READ]),
    language=CharField(),
)
_newest_elsewhere = Prepared(
    lambda language: (
        ArticlePage.objects.released(language)
        .newest_first()
        .values_list("pk", "story", "language", "story__source_language", "released_at")[
            :READ_ELSEWHERE
        ]
    ),
    language=CharField(),
)


@dataclass(frozen=True, slots=True)
class Strip:
    """A section on the front page."""

    section: Link
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Row:
    """Stories side by side, in as many columns as there are; two have room for a picture."""

    cards: list[Card]

    @property
    def columns(self) -> int:
        """How many columns the row has on a wide screen."""
        return max(2, len(self.cards))

    @property
    def size(self) -> str:
        """The class of each story in it."""
        return "story--first" if self.columns == 2 else ""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left for the strips, and the stories too lonely for one."""

    strips: list[Strip]
    lonely: Row


def front_context(page: HomePage, request: HttpRequest) -> Context:
    """Return what the front page of a language shows."""
    language = page.language_code
    frame = build_frame(language, is_front=True)
    editions = listed(_newest.rows(language=language), frame.known)
    lead = next((each for each in editions[: BESIDE + 1] if each.story.lead_photo), None)
    lead = lead or (editions[0] if editions else None)
    rest = [each for each in editions if each is not lead]
    side, also, left = rest[:BESIDE], rest[BESIDE : BESIDE + ALSO], rest[BESIDE + ALSO :]
    return {
        "frame": frame,
        "head": page_head(
            frame,
            frame.plain_name,
            home_path(language),
            description=_tagline(frame),
            alternates=everywhere(frame, home_path),
        ),
        "lead": lead_card(lead, frame) if lead else None,
        "side": cards(side, frame, cut=None),
        "also": Row(cards(also, frame)),
        "rest": strips(left, frame),
        "elsewhere": elsewhere(frame),
        "why_blank": "" if lead else why_blank(frame),
    }


def _tagline(frame: Frame) -> str:
    return str(frame.tagline) if not hasattr(frame.tagline, "__html__") else ""


def lead_card(edition: Listed, frame: Frame) -> Card:
    """Return the first story, with its authors and in how many languages it is."""
    shown = card(edition, frame, cut=LEAD, says_language=True)
    languages = {each.language for each in siblings(edition.story)}
    count = len(languages.intersection(frame.active))
    remarks = (*shown.remarks, languages_of(count)) if count > 1 else shown.remarks
    authors = [
        each for each in credits(edition.story, frame.known) if each.role.kind == RoleKind.AUTHOR
    ]
    return replace(shown, remarks=remarks, byline=byline(authors, frame.language))


def strips(editions: list[Listed], frame: Frame) -> Rest:
    """Group what is left by section, in the newspaper's own order of sections.

    A section with a single story has no strip of its own: those stand in one row.
    """
    by_slug: dict[str, list[Listed]] = {}
    for edition in editions:
        if edition.story.section:
            by_slug.setdefault(edition.story.section.slug, []).append(edition)
    found, lonely = [], []
    for link in frame.sections:
        slug = link.url.rstrip("/").rsplit("/", 1)[-1]
        rows = by_slug.get(slug, [])[:IN_STRIP]
        if len(rows) == 1:
            lonely += cards(rows, frame, cut=None, says_language=True)
        elif rows:
            shown = [
                *cards(rows[:1], frame, says_language=True),
                *cards(rows[1:], frame, cut=None, says_language=True),
            ]
            found.append(Strip(link, shown))
    return Rest(found[:STRIPS], Row(lonely[:ALSO]))


def elsewhere(frame: Frame) -> list[Card]:
    """Return the newest stories that the page's language does not have.

    Each language is asked by itself: the index that knows the newest begins with it.
    """
    newest = [
        Foreign._make(row)
        for code in frame.active
        if code != frame.language
        for row in _newest_elsewhere.rows(language=code)
    ]
    released = ArticlePage.objects.released(frame.language)
    # Asked of these few: PostgreSQL would first gather what all stories have in this language.
    here = set(
        released.filter(story__in={each.story_id for each in newest})
        .order_by()
        .values_list("story", flat=True)
    )
    newest.sort(key=lambda each: (each.released_at, each.pk), reverse=True)
    chosen: dict[Any, Foreign] = {}
    for each in newest:
        known = chosen.get(each.story_id)
        if each.story_id not in here and (known is None or each.language == each.source_language):
            chosen[each.story_id] = each
    keys = [each.pk for each in _varied(list(chosen.values()))]
    rows = listed_rows(ArticlePage.objects.released().filter(pk__in=keys)) if keys else []
    editions = {each.pk: each for each in listed(rows, frame.known)}
    return cards([editions[key] for key in keys if key in editions], frame, cut=None)


def _varied(editions: list[Foreign]) -> list[Foreign]:
    """Take the newest of each language before a second of any."""
    seen: dict[str, int] = {}
    ranked = []
    for order, edition in enumerate(editions):
        seen[edition.language] = seen.get(edition.language, 0) + 1
        ranked.append((seen[edition.language], order, edition))
    ranked.sort(key=lambda row: row[:2])
    return [edition for _rank, _order, edition in ranked[:ELSEWHERE]]


def why_blank(frame: Frame) -> str:
    """Say that a language has just been opened, and where there is something to read."""
    links = format_html_join(
        comma(frame.language),
        '<a href="{}" lang="{}" dir="{}" hreflang="{}">{}</a>',
        (
            (each.url, each.code, each.direction, each.code, each.name)
            for each in frame.languages
            if not each.is_current
        ),
    )
    words = _("The newsroom has just opened this language. Meanwhile:")
    return format_html("{} {}.", words, links) if links else ""
