"""What readers, partners and machines ask of an archive."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.test import Client

from news.articles.models import ArticlePage, Notice, Story
from news.people.models import Person
from news.website.listings import Place
from tests.bench.archive import RARE_TOPIC, RARE_WORD, busiest
from tests.bench.measuring import Line, asking


def pages() -> Iterator[Line]:
    """Yield what readers, partners and machines ask for."""
    reader = Client()
    released = ArticlePage.objects.released("ru").newest_first()
    # What the bench itself has released names nobody.
    newest = released.filter(story__credits__isnull=False, story__section__isnull=False)[5]
    withdrawn = ArticlePage.objects.withdrawn().filter(language="ru").order_by("-changed_at")[0]
    deep = list(released.values_list("released_at", "pk")[300:301])[0]
    month = f"{newest.released_at:%Y-%m}"
    section = newest.story.section
    person = Person.objects.get(pk=busiest())
    for name, path, status in (
        ("front page", "/ru/", 200),
        ("archive", "/ru/news/", 200),
        ("archive, a month", f"/ru/news/?month={month}", 200),
        ("archive, deep page", f"/ru/news/?before={_place(*deep)}", 200),
        ("article page", quote(newest.url_path), 200),
        ("withdrawn page", quote(withdrawn.url_path), 410),
        ("missing page", "/ru/news/nowhere/", 404),
        ("section", f"/ru/sections/{section.slug}/", 200),
        ("topic, frequent", f"/ru/topics/{_frequent_topic()}/", 200),
        ("topic, rare", f"/ru/topics/{RARE_TOPIC}/", 200),
        ("person", f"/ru/people/{person.slug}/", 200),
        ("people", "/ru/people/", 200),
        ("catalogue of feeds", "/ru/feeds/", 200),
        ("OPML", "/ru/feeds/index.opml", 200),
        ("feed, RSS", "/ru/feeds/all.rss", 200),
        ("feed, Atom", "/ru/feeds/all.atom", 200),
        ("feed, JSON", "/ru/feeds/all.json", 200),
        ("feed, ninjs", "/ru/feeds/all.ninjs", 200),
        ("feed of a section", f"/ru/feeds/section-{section.slug}.rss", 200),
        ("feed of a frequent topic", f"/ru/feeds/topic-{_frequent_topic()}.rss", 200),
        ("feed of a rare topic", f"/ru/feeds/topic-{RARE_TOPIC}.rss", 200),
        ("feed of a person", f"/ru/feeds/person-{person.slug}.rss", 200),
        ("sitemap index", "/sitemap.xml", 200),
        ("sitemap, one", _sitemap(reader), 200),
        ("sitemap, news", "/sitemap-news.xml", 200),
        ("search, rare word", f"/ru/search/?q={RARE_WORD}", 200),
        ("search, common word", f"/ru/search/?q={quote('Тунис')}", 200),
        ("search, no such word", "/ru/search/?q=qqqqq", 200),
        *api_lines(newest, section.slug, person.slug),
    ):
        yield name, asking(reader, path, status)


def api_lines(edition: ArticlePage, section: str, person: str) -> list[tuple[str, str, int]]:
    """Return the addresses of the API that are measured."""
    last = Notice.objects.order_by("-sequence").values_list("sequence", flat=True)[0]
    return [
        ("API, stories", "/api/v1/stories", 200),
        ("API, stories in a language", "/api/v1/stories?language=ru", 200),
        ("API, stories of a section", f"/api/v1/stories?section={section}", 200),
        ("API, stories of a rare topic", f"/api/v1/stories?topic={RARE_TOPIC}", 200),
        ("API, stories of a person", f"/api/v1/stories?person={person}", 200),
        ("API, an edition", f"/api/v1/editions/{edition.urn}", 200),
        ("API, changes", f"/api/v1/changes?since={last - 50}&limit=50", 200),
        ("API, people", "/api/v1/people", 200),
    ]


def _place(moment: Any, pk: int) -> str:
    return Place(moment, pk).written()


def _frequent_topic() -> str:
    through = Story.topics.through.objects
    found = through.values_list("topic__slug", flat=True).order_by("-story__created_at")
    return next(slug for slug in found[:50] if slug != RARE_TOPIC)


def _sitemap(reader: Client) -> str:
    """Return a map that holds as much at any size: of the present month."""
    index = reader.get("/sitemap.xml").content.decode()
    maps = [part.split("</loc>")[0] for part in index.split("<loc>")[1:]]
    return "/" + maps[-1].split("/", 3)[3]
