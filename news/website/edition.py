"""The page of an edition: its words, its facts, who made it, and how it relates to others."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.articles.models import (
    ArticlePage,
    Correction,
    EditionCredit,
    Story,
    StoryCredit,
    Topic,
)
from news.newsroom.dates import comma
from news.newsroom.languages import localized
from news.people.models import Credit, Person, Position, RoleKind
from news.photos.models import Photo, Rights
from news.website.body import body_photos, load_speakers, render_body
from news.website.cards import count_of_comments, section_link
from news.website.discussion import discussion
from news.website.frame import Context, Frame, Head, Link, build_frame, feed_links
from news.website.frame import language_alternates as alternates_of
from news.website.linked_data import news_article
from news.website.paths import edition_path, home_path, subject_path
from news.website.pictures import WIDE, Picture, load_renditions, picture, shared_picture
from news.website.related import related_cards
from news.website.tongues import (
    ORIGINAL_IN,
    RELEASED_IN,
    TRANSLATED_FROM,
    TRANSLATION_INTO,
    Tongue,
    phrase,
    tongue,
)
from news.website.typography import typeset

FIRST_PARAGRAPH = re.compile(r"\s*<p[^>]*>")


@dataclass(frozen=True, slots=True)
class Maker:
    """Somebody in the passport: name, address of their page, and lines below the name."""

    name: str | SafeString
    url: str
    lines: tuple[str | SafeString, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One label of the passport and who stands under it."""

    label: str | SafeString
    makers: list[Maker]


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


@dataclass(slots=True)
class Telling:
    """What was gathered about one edition, before it is put into words."""

    page: ArticlePage
    story: Story
    facts: Any
    frame: Frame
    topics: list[Topic]
    siblings: list[ArticlePage]
    credits: list[Credit]
    translators: dict[int, list[EditionCredit]]
    corrections: list[Correction]
    photos: list[Photo]

    @property
    def source(self) -> ArticlePage | None:
        """The source edition, where the public sees it."""
        wanted = self.story.source_language
        return next((each for each in self.siblings if each.language == wanted), None)


def edition_context(page: ArticlePage, request: HttpRequest) -> Context:
    """Return everything that the template of an edition shows."""
    telling = gather(page, request)
    frame, language = telling.frame, page.language
    lead_photo = lead_picture(telling)
    return {
        "frame": frame,
        "head": edition_head(telling),
        "title": typeset(page.title, language),
        "lead": typeset(page.lead, language),
        "section": section_link(telling.facts.section, language),
        "topics": topic_links(telling),
        "editions": edition_links(telling),
        "missing": missing_languages(telling),
        "origin": origin(telling),
        "dates": dates(telling),
        "passport": passport(telling),
        "picture": lead_photo,
        "body": with_dateline(render_body(page, page.language), telling),
        "corrections": correction_notes(telling),
        "album_url": telling.facts.album_url,
        "related": related_cards(telling),
        "reuse": reuse(telling),
        "story": telling.story,
        "thread": discussion(telling.story, frame),
        "comment_words": count_of_comments(telling.story.comment_count),
        "own_address": unquote(frame.absolute(edition_path(page))),
    }


def gather(page: ArticlePage, request: HttpRequest) -> Telling:
    """Read what the page needs in a fixed number of queries.

    Facts come from the story, as released; a preview of the source shows its own draft.
    """
    story = page.story
    is_draft = getattr(request, "is_preview", False) and page.is_source
    facts = page if is_draft else story
    editions = ArticlePage.objects.released().filter(story=story)
    siblings = list(
        editions.only(
            "language",
            "url_path",
            "path",
            "depth",
            "title",
            "released_at",
            "changed_at",
            "made_from_version",
            "story_id",
        )
    )
    for sibling in siblings:
        sibling.story = story
    paths = {sibling.language: edition_path(sibling) for sibling in siblings}
    load_speakers(page.body)
    photos = [photo for photo in (facts.lead_photo, *body_photos(page.body)) if photo]
    load_renditions(photos)
    return Telling(
        page=page,
        story=story,
        facts=facts,
        frame=build_frame(
            page.language,
            section=facts.section,
            in_language=lambda code: paths.get(code, home_path(code)),
        ),
        topics=list(facts.topics.all()),
        siblings=siblings,
        credits=_with_people(page.credits if is_draft else story.credits),
        translators=_translators(page, siblings, is_preview=getattr(request, "is_preview", False)),
        corrections=list(Correction.objects.filter(edition__story=story)),
        photos=photos,
    )


def _with_people(credits: Any) -> list[Credit]:
    return list(
        credits.select_related("person", "role", "position__organisation").prefetch_related(
            Prefetch("person__positions", Position.objects.select_related("organisation"))
        )
        if hasattr(credits, "select_related")
        else credits.all()
    )


def _translators(
    page: ArticlePage, siblings: list[ArticlePage], *, is_preview: bool
) -> dict[int, list[EditionCredit]]:
    translations = [each.pk for each in siblings if not each.is_source]
    by_page: dict[int, list[EditionCredit]] = defaultdict(list)
    rows = EditionCredit.objects.filter(page__in=translations).select_related(
        "person", "role", "position__organisation"
    )
    for credit in rows:
        by_page[credit.page_id].append(credit)
    if is_preview and not page.is_source:
        by_page[page.pk] = list(page.credits.all())
    return by_page


def edition_head(telling: Telling) -> Head:
    """Return the head: canonical, languages, feeds, previews, and data for machines."""
    page, frame, facts = telling.page, telling.frame, telling.facts
    shared = shared_picture(facts.lead_photo, page.language, frame.base_url)
    section = facts.section
    feeds = feed_links(frame, "all", frame.plain_name)
    if section:
        feeds += feed_links(
            frame, section.channel_key, f"{frame.plain_name}: {section.name_in(page.language).text}"
        )
    return Head(
        title=f"{page.title} — {frame.plain_name}",
        headline=page.title,
        description=page.lead,
        canonical=frame.absolute(edition_path(page)),
        kind="article",
        alternates=alternates_of(
            frame, {each.language: edition_path(each) for each in telling.siblings}
        ),
        feeds=feeds,
        picture=shared,
        linked_data=news_article(telling, shared),
    )


def lead_picture(telling: Telling) -> Picture | None:
    """Return the lead photo with what this edition says about it."""
    page = telling.page
    return picture(
        telling.facts.lead_photo,
        WIDE,
        page.language,
        alt=page.lead_alt or None,
        caption=page.lead_caption,
    )


def topic_links(telling: Telling) -> list[Link]:
    """Return the topics as links to their listings."""
    language = telling.page.language
    return [
        Link(
            topic.name_in(language).marked(language) or topic.slug,
            subject_path("topic", topic.slug, language),
        )
        for topic in telling.topics
    ]


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
    names = [maker.name for maker in _makers(telling.translators.get(page.pk, []), frame)]
    source = telling.source
    corrections = [each for each in telling.corrections if source and each.edition_id == source.pk]
    return {
        "original": phrase(ORIGINAL_IN, story.source_language),
        "label": phrase(TRANSLATION_INTO, page.language),
        "translators": names,
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


def passport(telling: Telling) -> list[Entry]:
    """Return who made this edition: texts and photos first, then its translators.

    On the original, the translators of all languages; on a translation, its own.
    """
    page, frame = telling.page, telling.frame
    entries = [
        Entry(label, _makers(credits, frame)) for label, credits in _by_role(telling.credits, frame)
    ]
    if not page.is_source:
        own = _makers(telling.translators.get(page.pk, []), frame)
        label = phrase(TRANSLATED_FROM, telling.story.source_language)
        return [*entries, Entry(label[:1].upper() + label[1:], own)] if own else entries
    makers = [
        Maker(maker.name, maker.url, (tongue(each.language).name,))
        for each in telling.siblings
        for maker in _makers(telling.translators.get(each.pk, []), frame)
    ]
    return [*entries, Entry(_("Translations"), makers)] if makers else entries


def _by_role(credits: list[Credit], frame: Frame) -> Iterable[tuple[Any, list[Credit]]]:
    groups: dict[str, list[Credit]] = defaultdict(list)
    for credit in credits:
        if credit.role.kind != RoleKind.TRANSLATOR:
            key = credit.role.key if credit.role.kind == RoleKind.OTHER else credit.role.kind
            groups[key].append(credit)
    labels = {
        RoleKind.AUTHOR: _("Text"),
        RoleKind.PHOTOGRAPHER: _("Photos"),
        RoleKind.EDITOR: _("Editing"),
        RoleKind.SPOKESPERSON: _("Spokesperson"),
    }
    for key, members in groups.items():
        first = members[0]
        label = labels.get(key) or first.role.title_for(first.person, frame.language).marked(
            frame.language
        )
        yield label, members


def _makers(credits: Iterable[Credit], frame: Frame) -> list[Maker]:
    language = frame.language
    return [
        Maker(
            credit.person.name_in(language).marked(language) or credit.person.slug,
            person_path(credit.person, language),
            _positions(credit, language),
        )
        for credit in credits
    ]


def person_path(person: Person, language: str) -> str:
    """Return the address of somebody's page, empty where nobody may see one."""
    if person.is_hidden or person.merged_into_id:
        return ""
    return subject_path("person", person.slug, language)


def _positions(credit: Credit, language: str) -> tuple[str | SafeString, ...]:
    """Return the position named in this story, or else all that the person holds."""
    if credit.position:
        return (position_words(credit.position, language),)
    if credit.role.kind == RoleKind.TRANSLATOR:
        return ()
    return tuple(position_words(position, language) for position in credit.person.positions.all())


def position_words(position: Any, language: str) -> SafeString:
    """Return position and organisation on one line."""
    parts = [part.marked(language) for part in position.in_language(language)]
    return format_html_join(comma(language), "{}", ((part,) for part in parts))


def with_dateline(body: SafeString, telling: Telling) -> SafeString:
    """Return the body with place and date run into its first paragraph."""
    page, frame = telling.page, telling.frame
    if not page.dateline_place:
        return body
    when = frame.calendar.short(page.released_at) if page.released_at else ""
    words = comma(page.language).join(filter(None, (page.dateline_place, when)))
    dateline = format_html('<span class="dateline">{}.</span> ', typeset(words, page.language))
    found = FIRST_PARAGRAPH.match(body)
    if not found:
        return format_html("<p>{}</p>{}", dateline, body)
    return mark_safe(body[: found.end()] + dateline + body[found.end() :])  # noqa: S308  both safe


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


def reuse(telling: Telling) -> Context:
    """Say of each photo whether others may print it, grouped by what may be said."""
    shown = {photo.pk: photo for photo in telling.photos if not photo.is_expired()}
    free, kept = [], []
    for photo in shown.values():
        licence = photo.licence
        is_free = photo.rights == Rights.SYNDICATE and (licence is None or licence.may_republish)
        (free if is_free else kept).append(photo.credit or photo.source)
    return {
        "licence": telling.frame.licence,
        "newsroom": telling.frame.name,
        "free": list(dict.fromkeys(filter(None, free))),
        "kept": list(dict.fromkeys(filter(None, kept))),
        "kept_count": len(kept),
    }


def languages_of(count: int) -> str:
    """Say in how many languages a story is to be read."""
    return ngettext("in %(count)d language", "in %(count)d languages", count) % {"count": count}


def byline(credits: Iterable[Credit], language: str) -> SafeString:
    """Return the authors on one line, each with the position that applies."""
    lines = []
    for credit in credits:
        name = localized(credit.person, "name", language).marked(language)
        words = credit.position and position_words(credit.position, language)
        parts = [name, words] if words else [name]
        lines.append(format_html_join(comma(language), "{}", ((part,) for part in parts)))
    return format_html_join("; ", "{}", ((line,) for line in lines))


def authors_of(editions: list[ArticlePage]) -> dict[Any, list[StoryCredit]]:
    """Return the authors of these editions' stories, by story, with one query."""
    found: dict[Any, list[StoryCredit]] = defaultdict(list)
    credits = StoryCredit.objects.filter(
        story__in=[each.story_id for each in editions], role__kind=RoleKind.AUTHOR
    ).select_related("person", "position__organisation")
    for credit in credits:
        found[credit.story_id].append(credit)
    return found
