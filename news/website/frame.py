"""What surrounds every page: the newsroom's name, languages, sections, and the page's head."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.articles.known import Known
from news.articles.models import PlainPage, Section
from news.newsroom.dates import Calendar
from news.newsroom.kept import Shelf
from news.newsroom.languages import exact, localized
from news.newsroom.models import NewsroomSettings
from news.ready.terms import holds_until
from news.syndication.formats import FORMATS
from news.website.paths import feed_path, home_path, news_path, page_path, subject_path
from news.website.pictures import LicenceLink, SharedPicture, licence_link
from news.website.tongues import Tongue, tongue
from news.website.typography import typeset

UNNAMED = "Vestnik"
MOST_PAGES = 12


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    text: str | SafeString
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, with an absolute address."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that the page announces."""

    media_type: str
    label: str
    title: str
    url: str


class Feeds(NamedTuple):
    """The feeds of a channel, in every format, and the elements that announce them."""

    links: tuple[FeedLink, ...]
    tags: SafeString


@dataclass(slots=True)
class Head:
    """What a page tells machines about itself."""

    title: str
    headline: str = ""
    description: str = ""
    canonical: str = ""
    kind: str = "website"
    robots: str = ""
    alternates: list[Alternate] = field(default_factory=list)
    feeds: list[Feeds] = field(default_factory=list)
    picture: SharedPicture | None = None
    linked_data: SafeString | None = None


@dataclass(slots=True)
class Frame:
    """The surroundings of one page in one language."""

    known: Known
    newsroom: NewsroomSettings
    tongue: Tongue
    calendar: Calendar
    today_date: date
    name: str | SafeString
    plain_name: str
    tagline: str | SafeString
    today: str
    printed: str
    home_url: str
    search_url: str
    feeds_url: str
    about_url: str
    people_url: str
    archive_url: str
    sections: list[Link]
    pages: list[Link]
    languages: list[Tongue]
    active: list[str]
    contact_email: str
    licence: LicenceLink | None
    has_terms: bool
    is_front: bool
    base_url: str
    parts: dict[tuple[Any, ...], SafeString]

    @property
    def files(self) -> SafeString:
        """The style sheets and the icon."""
        return self._standing_part("files")

    @property
    def nameplate(self) -> SafeString:
        """The newsroom's name and sections, which head every page."""
        section = next((link.url for link in self.sections if link.is_current), "")
        return self._standing_part("nameplate", self.is_front, section)

    @property
    def colophon(self) -> SafeString:
        """The foot of every page."""
        return self._standing_part("colophon")

    def _standing_part(self, name: str, *differs_by: Any) -> SafeString:
        """Return a template's HTML, made once for all pages until anything shared changes.

        But for the language and `differs_by`, it depends on no page and on no moment.
        """
        key = (name, get_language(), *differs_by)
        if key not in self.parts:
            template = f"news/website/parts/{name}.html"
            self.parts[key] = render_to_string(template, {"frame": self})
        return self.parts[key]

    @property
    def locale(self) -> str:
        """Language and country, as link previews want them (Open Graph)."""
        return f"{self.language}_{self.newsroom.region}"

    @property
    def language(self) -> str:
        """The code of the page's language."""
        return self.tongue.code

    def absolute(self, path: str) -> str:
        """Return the path with the site's own origin."""
        return f"{self.base_url}{path}"


def base_url() -> str:
    """Return the site's origin as configured, never as the request's Host claims."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the same around every page of a language until something shared changes."""

    newsroom: NewsroomSettings
    name: str | SafeString
    plain_name: str
    tagline: str | SafeString
    sections: tuple[tuple[int, str | SafeString, str], ...]
    pages: tuple[Link, ...]
    licence: LicenceLink | None
    # What was rendered of it: done for each page, it took a fifth of a page's time.
    parts: dict[tuple[Any, ...], SafeString] = field(default_factory=dict)


_STANDING: Shelf[Standing] = Shelf(50)


def standing(language: str, known: Known) -> Standing:
    """Return the standing parts, asking the database only where they have changed."""
    found = _STANDING.get(known.number, language)
    if found is None:
        found = _gather_standing(language)
        _STANDING.put(known.number, language, found)
    return found


def _gather_standing(language: str) -> Standing:
    newsroom = NewsroomSettings.load()
    name = localized(newsroom, "name", language)
    tagline = localized(newsroom, "tagline", language)
    sections = (
        (
            section.pk,
            section.name_in(language).marked(language) or section.slug,
            subject_path("section", section.slug, language),
        )
        for section in Section.objects.all()
    )
    return Standing(
        newsroom=newsroom,
        name=name.marked(language) or UNNAMED,
        plain_name=name.text or UNNAMED,
        tagline=tagline._replace(text=typeset(tagline.text, tagline.language)).marked(language),
        sections=tuple(sections),
        pages=tuple(_page_links(language)),
        licence=licence_link(newsroom.licence, language),
    )


def build_frame(
    language: str,
    *,
    section: Section | None = None,
    is_front: bool = False,
    in_language: Callable[[str], str] = home_path,
    known: Known | None = None,
) -> Frame:
    """Gather a page's surroundings.

    `in_language` gives the address of the same page in another language.
    """
    known = known or Known()
    kept = standing(language, known)
    newsroom = kept.newsroom
    calendar = newsroom.calendar(language)
    active = newsroom.languages()
    now = timezone.now()
    today = calendar.local(now).date()
    # The masthead says which day it is.
    holds_until(calendar.day_after(today))
    current = section.pk if section else None
    return Frame(
        known=known,
        newsroom=newsroom,
        tongue=tongue(language),
        calendar=calendar,
        today_date=today,
        name=kept.name,
        plain_name=kept.plain_name,
        tagline=kept.tagline,
        today=calendar.weekday(now),
        printed=calendar.day(now),
        home_url=home_path(language),
        search_url=f"/{language}/search/",
        feeds_url=f"/{language}/feeds/",
        about_url=f"/{language}/about/",
        people_url=f"/{language}/people/",
        archive_url=news_path(language),
        sections=[Link(text, url, pk == current) for pk, text, url in kept.sections],
        pages=list(kept.pages),
        languages=[tongue(code, in_language(code), is_current=code == language) for code in active],
        active=active,
        contact_email=newsroom.contact_email,
        licence=kept.licence,
        has_terms=bool(exact(newsroom, "terms", language)),
        is_front=is_front,
        base_url=base_url(),
        parts=kept.parts,
    )


def _page_links(language: str) -> list[Link]:
    pages = (
        PlainPage.objects.live()
        .filter(locale__language_code=language)
        .only("title", "url_path", "path", "depth")
        .order_by("path")[:MOST_PAGES]
    )
    return [Link(typeset(page.title, language), page_path(page, language)) for page in pages]


def page_head(
    frame: Frame,
    title: str,
    path: str,
    *,
    description: str = "",
    alternates: dict[str, str] | None = None,
    channel: str = "all",
    channel_name: str = "",
    robots: str = "",
) -> Head:
    """Return the head of a listing or plain page: canonical, languages, feeds."""
    is_named = title and title != frame.plain_name
    return Head(
        title=f"{title} — {frame.plain_name}" if is_named else frame.plain_name,
        headline=title,
        description=description,
        canonical=frame.absolute(path),
        robots=robots,
        alternates=language_alternates(frame, alternates or {}),
        feeds=[feed_links(frame, channel, channel_name or frame.plain_name)],
    )


def everywhere(frame: Frame, in_language: Callable[[str], str]) -> dict[str, str]:
    """Return the path of the same page in every active language."""
    return {code: in_language(code) for code in frame.active}


def language_alternates(frame: Frame, paths: dict[str, str]) -> list[Alternate]:
    """Return the reciprocal set: each language, and x-default for all the others."""
    order = [code for code, _name in settings.LANGUAGES if code in paths]
    alternates = [Alternate(code, frame.absolute(paths[code])) for code in order]
    return [*alternates, Alternate("x-default", alternates[0].url)] if alternates else []


def feed_links(frame: Frame, channel: str, name: str) -> Feeds:
    """Return the feeds of a channel, in every format."""
    return _feed_links(frame.language, get_language(), channel, name)


@lru_cache(maxsize=512)
def _feed_links(language: str, _spoken: str, channel: str, name: str) -> Feeds:
    links = tuple(
        FeedLink(
            each.media_type,
            each.label,
            _("%(name)s in %(format)s") % {"name": name, "format": each.label},
            feed_path(channel, each.name, language),
        )
        for each in FORMATS.values()
    )
    tags = format_html_join(
        "\n  ",
        '<link rel="alternate" type="{}" title="{}" href="{}">',
        ((link.media_type, link.title, link.url) for link in links),
    )
    return Feeds(links, tags)


# What HTML reads in a script element, and JavaScript once did not in a string.
_ESCAPES = {
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def as_script(text: str) -> SafeString:
    """Return JSON that cannot end its own script element (HTML 4.12.1.3)."""
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return mark_safe(text)  # noqa: S308  nothing that HTML reads is left


Context = dict[str, Any]
