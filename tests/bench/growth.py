"""What each list, page, feed, form and verb costs in an archive: CPU time, nothing kept ready.

The archive was made by `load_archive`; the same lines at another size give the growth.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.articles import releases, translations, withdrawals
from news.articles.models import ArticlePage, NewsIndexPage, Notice, Story
from news.articles.timetable import publish_due
from news.newsroom.generation import raise_generation
from news.people.models import Person
from news.photos.models import Photo
from tests.bench.archive import RARE_TOPIC, RARE_WORD, Archive

ROUNDS, VERB_ROUNDS = 7, 9


def lines() -> dict[str, float]:
    """Return milliseconds of CPU for each line, the median of several rounds."""
    found = {}
    for name, ask in (*pages(), *admin()):
        found[name] = _median_ms(ask, ROUNDS, before=raise_generation)
    return found | verbs()


def _median_ms(
    act: Callable[[], object], rounds: int, *, before: Callable[[], object] = lambda: None
) -> float:
    act()
    taken = []
    for _round in range(rounds):
        before()
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    return 1000 * median(taken)


def _asking(reader: Client, path: str, status: int = 200) -> Callable[[], object]:
    def ask() -> None:
        response = reader.get(path)
        if response.status_code != status:
            raise RuntimeError(f"{path} answers {response.status_code}")
        if response.streaming:
            b"".join(response)

    return ask


def pages() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what readers, partners and machines ask for."""
    reader = Client()
    released = ArticlePage.objects.released("ru").newest_first()
    # What the bench itself has released names nobody.
    newest = released.filter(story__credits__isnull=False, story__section__isnull=False)[5]
    withdrawn = ArticlePage.objects.withdrawn().filter(language="ru").order_by("-changed_at")[0]
    deep = list(released.values_list("released_at", "pk")[300:301])[0]
    month = f"{newest.released_at:%Y-%m}"
    section = newest.story.section
    person = Person.objects.get(pk=Archive().busiest)
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
        yield name, _asking(reader, path, status)


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
    from news.website.listings import Place

    return Place(moment, pk).written()


def _frequent_topic() -> str:
    through = Story.topics.through.objects
    found = through.values_list("topic__slug", flat=True).order_by("-story__created_at")
    return next(slug for slug in found[:50] if slug != RARE_TOPIC)


def _sitemap(reader: Client) -> str:
    """Return a map that is full at any size: of the month before the present one."""
    index = reader.get("/sitemap.xml").content.decode()
    maps = [part.split("</loc>")[0] for part in index.split("<loc>")[1:]]
    russian = [address for address in maps if "-ru-" in address]
    return "/" + russian[-2 if len(russian) > 1 else -1].split("/", 3)[3]


def admin() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the listings and forms of the admin, as an administrator sees them."""
    user, _is_new = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_superuser": True, "is_staff": True}
    )
    editor = Client()
    editor.force_login(user)
    index = NewsIndexPage.objects.get(locale__language_code="ru")
    edition = ArticlePage.objects.released("ru").newest_first()[5]
    explorer = reverse("wagtailadmin_explore", args=[index.pk])
    for name, path in (
        ("admin, home", reverse("wagtailadmin_home")),
        ("admin, explorer of the news", explorer),
        ("admin, explorer, second page", f"{explorer}?p=2"),
        ("admin, explorer by title", f"{explorer}?ordering=title"),
        ("admin, explorer, search", f"{explorer}?q={RARE_WORD}"),
        ("admin, edit form", reverse("wagtailadmin_pages:edit", args=[edition.pk])),
        (
            "admin, new story",
            reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk]),
        ),
        ("admin, history of a text", reverse("wagtailadmin_pages:history", args=[edition.pk])),
        ("admin, choosing a page", reverse("wagtailadmin_choose_page_child", args=[index.pk])),
        ("admin, photos", reverse("wagtailimages:index")),
        ("admin, choosing a photo", reverse("wagtailimages_chooser:choose")),
        ("admin, choosing a story", reverse("story_chooser:choose")),
        ("admin, people", reverse(Person.snippet_viewset.get_url_name("list"))),
        ("admin, notices", reverse("desk-notices")),
        ("admin, comments", reverse("comments_admin:index")),
    ):
        yield name, _asking(editor, path)


def verbs() -> dict[str, float]:
    """Return what writing costs: each verb on a text of its own, in its own transaction."""
    editions = list(ArticlePage.objects.released("ru").newest_first()[10 : 11 + VERB_ROUNDS * 7])
    sources = [each for each in editions if each.is_source]
    user = get_user_model().objects.get(username="bench")
    taken: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = act()
        taken.setdefault(name, []).append(time.process_time() - begun)
        return result

    for number, edition in enumerate(sources[: VERB_ROUNDS + 1]):
        if number == 1:
            taken.clear()
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh.lead = f"{fresh.lead[:300]} {number} {os.getpid()}"
        timed("saving a draft", fresh.save_revision)
        timed("releasing anew", lambda page=fresh: releases.release(page, by=user))
        fresh = ArticlePage.objects.get(pk=edition.pk)
        timed("withdrawing", lambda page=fresh: withdrawals.withdraw([page], "Проверяем.", by=user))
        fresh = ArticlePage.objects.get(pk=edition.pk)
        fresh = timed("restoring", lambda page=fresh: withdrawals.restore(page, by=user))
        story = _new_story(fresh, f"Новость {number} {os.getpid()}")
        timed("releasing", lambda page=story: releases.release(page, by=user))
        later = _new_story(fresh, f"Позже {number} {os.getpid()}")
        at = timezone.now() + timedelta(hours=1)
        timed("scheduling", lambda page=later, at=at: releases.schedule(page, at, by=user))
        timed("releasing what is due", lambda at=at: publish_due(at + timedelta(seconds=1)))
        timed("beginning a translation", lambda page=story: translations.start(page, "de", by=user))
        timed("indexing for search", lambda page=fresh: _index(page))
    return {name: 1000 * median(times) for name, times in taken.items()}


def _index(edition: ArticlePage) -> None:
    from wagtail.search import index

    index.insert_or_update_object(ArticlePage.objects.get(pk=edition.pk))


def _new_story(like: ArticlePage, title: str) -> ArticlePage:
    """Return a draft with the words and facts of another text."""
    story = ArticlePage(
        title=title,
        lead=like.lead,
        body=like.body,
        section=like.story.section,
        lead_photo=like.story.lead_photo,
    )
    NewsIndexPage.objects.get(locale__language_code="ru").add_child(instance=story)
    return ArticlePage.objects.get(pk=story.pk)


def photos() -> int:
    """Return how many photos the archive holds."""
    return Photo.objects.count()


def database() -> str:
    """Return which database is measured."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
