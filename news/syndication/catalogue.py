"""The catalogue: all channels of a language, for people and for programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.models import ArticlePage, Section, Topic
from news.articles.placements import credited_people, is_listed
from news.newsroom.generation import generation
from news.newsroom.languages import AUTONYMS, direction, exact
from news.newsroom.models import NewsroomSettings
from news.people.models import Person
from news.syndication import addresses
from news.syndication.channels import ALL, Channel
from news.syndication.formats import FORMATS, elements, opml
from news.syndication.items import publisher_name

AN_HOUR = 3600
# From here on nobody misses one more.
MANY = 200
# What surrounds a page is the site's, which stands above this package: given the request,
# a language and a title, the context that the site's base template needs.
SURROUNDINGS: dict[str, Callable[[HttpRequest, str, str], dict[str, Any]]] = {}


# The documentation that `_vestnik.about` leads to.
EXTENSION = (
    ("credits, credit", gettext_lazy("who made the story: kind and title of the role, position")),
    (
        "section, topics",
        gettext_lazy("what the story is about; the slug is the same in all languages"),
    ),
    ("corrections, correction", gettext_lazy("what was wrong, and when it was put right")),
    ("withdrawn", gettext_lazy("the story was taken back; please take it down, too")),
    ("editions", gettext_lazy("the languages in which the story is public")),
    (
        "translation_of, translation",
        gettext_lazy("the original of a translation: its language and medium"),
    ),
    (
        "first_published, first-published",
        gettext_lazy("another medium in which the text was published first"),
    ),
    ("version", gettext_lazy("rises with every change, minor ones too")),
    ("embargo_until, embargo", gettext_lazy("an advance copy: do not publish before this moment")),
    ("attachments", gettext_lazy("each photo with size, description, caption, credit and licence")),
    ("comment_count", gettext_lazy("approved comments in all languages of the story")),
)


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """One format of a feed."""

    label: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One channel in the catalogue; `language` is its name's where that is foreign."""

    name: str
    language: str
    direction: str
    description: str
    page_url: str
    formats: tuple[FeedAddress, ...]


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """What has come out in another language during a year."""

    code: str
    name: str
    direction: str
    stories: int
    originals: int
    formats: tuple[FeedAddress, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the page of feeds shows."""

    publisher: str
    main_url: str
    opml_url: str
    sections: tuple[Row, ...]
    subjects: tuple[Row, ...]
    languages: tuple[LanguageRow, ...]
    terms: str
    namespace: str = elements.VESTNIK
    extension: tuple[tuple[str, Promise], ...] = EXTENSION


def catalogue(language: str) -> Catalogue:
    """Return the catalogue of one language, gathered anew when something has changed.

    Which topics and people have something to show is asked of the whole archive.
    """
    key = f"catalogue:{language}:{generation(language)}"
    return cache.get_or_set(key, lambda: build(language), AN_HOUR)


def build(language: str) -> Catalogue:
    """Gather the catalogue of one language."""
    newsroom = NewsroomSettings.load()
    with translation.override(language):
        everything = Channel(language)
        sections = [everything, *(Channel(language, each) for each in Section.objects.all())]
        return Catalogue(
            publisher=publisher_name(newsroom, language),
            main_url=addresses.feed_url(language, ALL, "rss"),
            opml_url=addresses.opml_url(language),
            sections=tuple(_row(channel) for channel in sections),
            subjects=tuple(_row(channel) for channel in _topics_and_people(language)),
            languages=tuple(_other_languages(newsroom, language)),
            terms=exact(newsroom, "terms", language),
        )


def channels(language: str) -> list[Channel]:
    """Return every channel of a language that the catalogue offers."""
    sections = (Channel(language, each) for each in Section.objects.all())
    return [Channel(language), *sections, *_topics_and_people(language)]


def outlines(language: str) -> bytes:
    """Return the list of a language's feeds as OPML."""
    newsroom = NewsroomSettings.load()
    with translation.override(language):
        publisher = publisher_name(newsroom, language)
        return opml.write(
            _("Feeds of %(newsroom)s") % {"newsroom": publisher},
            [
                opml.Outline(
                    title=f"{publisher} — {channel.name.text}" if channel.subject else publisher,
                    feed_url=addresses.feed_url(language, channel.key, "rss"),
                    page_url=_page_url(channel),
                    language=language,
                    description=channel.description,
                )
                for channel in channels(language)
            ],
        )


def _topics_and_people(language: str) -> list[Channel]:
    """Return the channels of topics and people about whom something is public."""
    topics = Topic.objects.filter(is_listed(Topic.kind, language))
    return [Channel(language, each) for each in [*topics, *credited_people(language)]]


def _row(channel: Channel) -> Row:
    name = channel.name
    return Row(
        name=name.text,
        language="" if name.language == channel.language else name.language,
        direction=direction(name.language),
        description=channel.description or _what_is_in(channel),
        page_url=_page_url(channel),
        formats=_formats(channel.language, channel.key),
    )


def _what_is_in(channel: Channel) -> str:
    """Say what a channel holds, where the newsroom hasn't."""
    if isinstance(channel.subject, Section):
        return _("All stories of this section")
    if isinstance(channel.subject, Topic):
        return _("All stories on this topic")
    if isinstance(channel.subject, Person):
        return _("All stories that bear this name")
    return _("All that is released in this language")


def _page_url(channel: Channel) -> str:
    subject, language = channel.subject, channel.language
    if subject is None:
        return addresses.front_url(language)
    return addresses.listing_url(subject.kind, subject.slug, language)


def _formats(language: str, key: str) -> tuple[FeedAddress, ...]:
    return tuple(
        FeedAddress(each.label, each.media_type, addresses.feed_url(language, key, each.name))
        for each in FORMATS.values()
    )


def _other_languages(newsroom: NewsroomSettings, language: str) -> list[LanguageRow]:
    others = [code for code in newsroom.languages() if code != language]
    counts = _of_a_year(others)
    return [
        LanguageRow(
            code=code,
            name=AUTONYMS.get(code, code),
            direction=direction(code),
            stories=counts[code][0],
            originals=counts[code][1],
            formats=_formats(code, ALL),
        )
        for code in others
    ]


def _of_a_year(languages: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how many stories came out in each language during a year, and originals of them.

    Few are counted each time; many, which grow with the archive, once an hour.
    """
    kept = cache.get_many([_year_key(code) for code in languages])
    known = {code: kept[_year_key(code)] for code in languages if _year_key(code) in kept}
    unknown = [code for code in languages if code not in known]
    if not unknown:
        return known
    counted = dict.fromkeys(unknown, (0, 0))
    rows = (
        ArticlePage.objects.released()
        .filter(language__in=unknown, released_at__gte=timezone.now() - timedelta(days=365))
        .order_by()
        .values("language")
        .annotate(
            stories=Count("pk"),
            originals=Count("pk", filter=Q(story__source_language=F("language"))),
        )
    )
    counted |= {row["language"]: (row["stories"], row["originals"]) for row in rows}
    many = {_year_key(code): each for code, each in counted.items() if each[0] >= MANY}
    cache.set_many(many, AN_HOUR)
    return known | counted


def _year_key(language: str) -> str:
    return f"catalogue-year:{language}"
