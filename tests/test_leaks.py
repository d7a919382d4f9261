"""Nothing unreleased is to be had on any route: every address pattern is walked.

A pattern that is new fails `test_every_pattern_is_covered` until it is listed here with the
addresses at which it could leak.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.comments.models import Comment
from news.newsroom.languages import codes
from news.photos.models import words_columns
from tests.factories import (
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    translated,
)

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "zqx"
COMMON_WORD = "слон"


@dataclass
class Secrets:
    """What no reader may get, and the public things it hangs on."""

    section: Any
    topic: Any
    person: Any
    hidden: Any
    public: ArticlePage
    editions: list[ArticlePage] = field(default_factory=list)
    photos: list[Any] = field(default_factory=list)
    papers: list[Any] = field(default_factory=list)

    def slugs(self) -> Iterator[tuple[str, str]]:
        """Return language and slug of every edition, asked for in every language."""
        for edition in [self.public, *self.editions]:
            for code in codes():
                yield code, edition.slug


def marked(secrets: Secrets, name: str) -> dict[str, Any]:
    """Return fields whose every word betrays itself, with files of their own."""
    word = f"{MARK}{name}"
    words = {column: f"{word} {column}" for column in words_columns()}
    photo = PhotoFactory(title=f"{word} photo", **words)
    paper = PaperFactory(title=f"{word} paper")
    photo.get_rendition("max-1440x1440|format-jpeg")
    secrets.photos.append(photo)
    secrets.papers.append(paper)
    return {
        "title": f"{word} title",
        "lead": f"{word} lead",
        "dateline_place": f"{word} place",
        "section": secrets.section,
        "topics": [secrets.topic],
        "authors": [secrets.person],
        "lead_photo": photo,
        "body": [
            ("paragraph", f"<p>{word} {COMMON_WORD}</p>"),
            ("document", {"document": paper, "title": f"{word} file"}),
        ],
    }


@pytest.fixture
def secrets(settings, tmp_path) -> Secrets:
    settings.MEDIA_ROOT = tmp_path
    public = released(
        title="Открытый заголовок",
        lead_photo=PhotoFactory(),
        text=f"<p>Открытый текст, {COMMON_WORD}. zonlyrussian</p>",
        section=(section := SectionFactory(slug="culture")),
        topics=[topic := TopicFactory(slug="music")],
        authors=[person := PersonFactory(slug="vera")],
    )
    kept = Secrets(section, topic, person, PersonFactory(slug="hid", is_hidden=True), public)
    kept.hidden.name_ru = f"{MARK}hidden"
    kept.hidden.save()

    kept.editions.append(draft(**marked(kept, "draft")))
    kept.editions.append(
        releases.schedule(draft(**marked(kept, "later")), timezone.now() + timedelta(days=1))
    )
    taken_back = released(slug="taken-back", **marked(kept, "withdrawn"))
    withdrawals.withdraw([taken_back], "Проверяем сведения.")
    kept.editions.append(ArticlePage.objects.get(pk=taken_back.pk))
    erased = released(slug="erased", **marked(kept, "deleted"))
    erased.delete()
    kept.editions.append(erased)

    with_draft = released(title="Второй открытый заголовок")
    for name, value in marked(kept, "redraft").items():
        if name not in {"topics", "authors"}:
            setattr(with_draft, name, value)
    with_draft.save_revision()
    kept.editions.append(translated(public, "fr", title=f"{MARK}translation"))
    back = released_translation(public, "ar", title="الجوقة", text="<p>نص مفتوح</p>")
    back.title = f"{MARK}redrafted"
    back.save_revision()
    Comment.objects.create(
        story=public.story, language="ru", name=f"{MARK}name", text=f"{MARK}comment"
    )
    return kept


def feeds(secrets: Secrets) -> Iterator[str]:
    channels = ["all", "section-culture", "topic-music", "person-vera", "person-hid", "nope"]
    for code in codes():
        for channel in channels:
            for extension in ("rss", "atom", "json"):
                yield f"/{code}/feeds/{channel}.{extension}"


def archives(secrets: Secrets) -> Iterator[str]:
    reader = Client()
    for code in ("ru", "ar"):
        for extension in ("rss", "atom", "json"):
            text = body_of(reader.get(f"/{code}/feeds/all.{extension}"))
            yield from re.findall(rf"/{code}/feeds/all/\d{{4}}-\d\d\.[0-9a-f]+\.{extension}", text)
    yield f"/ru/feeds/all/{timezone.now():%Y-%m}.00000000.atom"


def every_language(path: str) -> Callable[[Secrets], Iterator[str]]:
    return lambda _secrets: (f"/{code}/{path}" for code in codes())


def files_of(secrets: Secrets, kind: str) -> Iterator[str]:
    for photo in secrets.photos:
        if kind == "original":
            yield urlsplit(photo.file.url).path
        else:
            yield from (urlsplit(row.url).path for row in photo.renditions.all())


def pages(secrets: Secrets) -> Iterator[str]:
    month = f"{timezone.now():%Y-%m}"
    for code in codes():
        yield f"/{code}/"
        yield f"/{code}/news/"
        yield f"/{code}/news/?month={month}"
    for code, slug in secrets.slugs():
        yield quote(f"/{code}/news/{slug}/")


COVERED: dict[str, Callable[[Secrets], Iterator[str]]] = {
    "livez": lambda _s: iter(["/livez"]),
    "readyz": lambda _s: iter(["/readyz"]),
    "welcome/<str:token>/": lambda _s: iter(["/welcome/none/"]),
    "photos/<slug:key>/original/<filename:filename>": lambda s: files_of(s, "original"),
    "photos/<slug:key>/<filename:filename>": lambda s: files_of(s, "rendition"),
    "avatar_images/<filename:filename>": lambda _s: iter(["/avatar_images/face.jpg"]),
    "documents/<slug:key>/<filename:filename>": lambda s: (
        urlsplit(paper.url).path for paper in s.papers
    ),
    "<slug:language>/feeds/": every_language("feeds/"),
    "<slug:language>/feeds/index.opml": every_language("feeds/index.opml"),
    "syndication-feed": feeds,
    "syndication-archive": archives,
    "syndication-unknown": every_language("feeds/a/b.c"),
    "": lambda _s: iter(["/"]),
    "robots.txt": lambda _s: iter(["/robots.txt"]),
    "sitemap.xml": lambda _s: iter(["/sitemap.xml"]),
    "sitemap-news.xml": lambda _s: iter(["/sitemap-news.xml"]),
    "sitemap-<slug:language>-<year:year>.xml": lambda _s: (
        f"/sitemap-{code}-{timezone.now().year}.xml" for code in codes()
    ),
    "LANGUAGE/about/": every_language("about/"),
    "LANGUAGE/comments/": every_language("comments/"),
    "LANGUAGE/news/<str:slug>/": pages,
    "LANGUAGE/people/": every_language("people/"),
    "LANGUAGE/people/<slug:slug>/": lambda s: (
        f"/{code}/people/{slug}/" for code in codes() for slug in ("vera", s.hidden.slug)
    ),
    "LANGUAGE/search/": lambda _s: (f"/{code}/search/?q={quote(COMMON_WORD)}" for code in codes()),
    "LANGUAGE/sections/<slug:slug>/": every_language("sections/culture/"),
    "LANGUAGE/topics/<slug:slug>/": every_language("topics/music/"),
    "wagtail_serve": pages,
}


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Return every pattern of the project, with the name its addresses are listed under."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, whole)
        elif isinstance(entry, URLPattern):
            route = re.sub(r"^(ru|en|fr|ar|es|de)/", "LANGUAGE/", whole)
            yield whole, entry.name if "^" in route else route


def body_of(response) -> str:
    """Return what a reader gets, unpacked."""
    content = b"".join(response) if response.streaming else response.content
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode("utf-8", "replace")


def is_admin(whole: str) -> bool:
    return whole.startswith("admin/")


def test_every_pattern_is_covered():
    names = {name for whole, name in patterns() if not is_admin(whole)}

    assert names - set(COVERED) == set()
    assert set(COVERED) - names == set()


def test_no_route_gives_away_a_secret(secrets, client):
    for name, addresses in COVERED.items():
        listed = list(addresses(secrets))
        assert listed, name
        for address in listed:
            for headers in ({}, {"Accept-Encoding": "gzip"}):
                response = client.get(address, headers=headers)
                text = body_of(response)
                assert response.status_code < 500, address
                assert MARK not in text.casefold(), address
                if not address.startswith("/ru/") and "feeds" in address:
                    assert "zonlyrussian" not in text, address
            assert client.head(address).status_code < 500, address


def test_secret_files_are_not_to_be_had(secrets, client):
    paths = [*files_of(secrets, "original"), *files_of(secrets, "rendition")]
    paths += [urlsplit(paper.url).path for paper in secrets.papers]

    assert len(paths) >= 15
    assert {client.get(path).status_code for path in paths} == {404}


def test_text_of_one_language_is_not_at_another_languages_address(secrets, client):
    for code in ("en", "fr", "es", "de"):
        assert client.get(quote(f"/{code}/news/{secrets.public.slug}/")).status_code == 404


def test_preview_and_admin_ask_for_a_login(secrets, client):
    for whole, _name in patterns():
        if not is_admin(whole):
            continue
        for edition in secrets.editions[:1]:
            response = client.get(concrete(whole, edition))
            assert response.status_code < 500, whole
            assert MARK not in body_of(response).casefold(), whole


def concrete(whole: str, edition: ArticlePage) -> str:
    """Return an address of an admin pattern, numbers standing for the edition."""
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", str(edition.pk), whole)
    filled = re.sub(r"<int:\w+>", str(edition.pk), filled)
    filled = re.sub(r"<uuid:\w+>", str(edition.story_id), filled)
    filled = re.sub(r"<[\w:]+>", str(edition.pk), filled)
    return "/" + re.sub(r"[\^$\\]|\(\?:|\)\?|[()]", "", filled)


@pytest.mark.parametrize(
    "name",
    [
        "wagtail_serve",
        "syndication-feed",
        "LANGUAGE/search/",
        "LANGUAGE/sections/<slug:slug>/",
        "LANGUAGE/topics/<slug:slug>/",
        "LANGUAGE/people/<slug:slug>/",
    ],
)
def test_walk_would_see_what_is_public(name, secrets, client):
    texts = [body_of(client.get(address)) for address in COVERED[name](secrets)]

    assert any("Открытый заголовок" in text for text in texts)
