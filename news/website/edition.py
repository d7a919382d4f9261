"""The page of an edition: what was gathered about it, put into words."""

import re
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from news.articles.models import ArticlePage
from news.newsroom.dates import comma
from news.newsroom.languages import Localized
from news.syndication.audience import republishers
from news.syndication.rights import may_give
from news.website.cards import count_of_comments, section_link
from news.website.discussion import discussion
from news.website.frame import Context, Head, Link, feed_links
from news.website.frame import language_alternates as alternates_of
from news.website.linked_data import news_article
from news.website.makers import passport
from news.website.paths import edition_path, republish_path, subject_path
from news.website.pictures import WIDE, Picture, picture, shared_picture
from news.website.provenance import (
    correction_notes,
    dates,
    edition_links,
    missing_languages,
    origin,
)
from news.website.related import related_cards
from news.website.telling import Telling, gather
from news.website.typography import typeset

FIRST_PARAGRAPH = re.compile(r"\s*<p[^>]*>")


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
        "body": with_dateline(telling.body.html, telling),
        "corrections": correction_notes(telling),
        "album_url": telling.facts.album_url,
        "related": related_cards(telling),
        "reuse": reuse(telling),
        "story": telling.story,
        "thread": discussion(telling.story, frame),
        "comment_words": count_of_comments(telling.story.comment_count),
        "own_address": unquote(frame.absolute(edition_path(page))),
    }


def edition_head(telling: Telling) -> Head:
    """Return the head: canonical, languages, feeds, previews, and data for machines."""
    page, frame, facts = telling.page, telling.frame, telling.facts
    shared = shared_picture(facts.lead_photo, page.language, frame.base_url)
    section = facts.section
    feeds = [feed_links(frame, "all", frame.plain_name)]
    if section:
        name = f"{frame.plain_name}: {section.name_in(page.language).text}"
        feeds.append(feed_links(frame, section.channel_key, name))
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
    page, photo = telling.page, telling.facts.lead_photo
    if photo is None:
        return None
    alt, caption = page.lead_words(photo)
    return picture(photo, WIDE, page.language, alt=alt or None, caption=caption)


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


def reuse(telling: Telling) -> Context:
    """Say of each photo whether others may print it, grouped by what may be said."""
    language = telling.page.language
    now = timezone.now()
    may_be_taken = telling.frame.newsroom.may_be_republished
    shown = {photo.pk: photo for photo in telling.photos if not photo.is_barred()}
    free, kept = [], []
    for photo in shown.values():
        is_free = may_give(photo, republishers(), now)
        credit = photo.credit_in(language)
        named = credit if credit.text else Localized(photo.source, language)
        (free if is_free else kept).append(named.isolated(language))
    return {
        "licence": telling.frame.licence if may_be_taken else None,
        "url": republish_path(telling.page) if may_be_taken else "",
        "newsroom": telling.frame.name,
        "free": list(dict.fromkeys(filter(None, free))),
        "kept": list(dict.fromkeys(filter(None, kept))),
        "kept_count": len(kept),
    }
