"""Nothing unreleased is to be had on any route: every address pattern is walked.

A pattern that is new fails `test_every_pattern_is_covered` until it is listed here with the
addresses at which it could leak.
"""

import gzip
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from news.api import cursors
from news.articles import releases, tree, withdrawals
from news.articles.editions import new_urn
from news.articles.models import ArticlePage, EditionCredit, PlainPage
from news.comments.models import Comment
from news.newsroom.languages import codes
from news.newsroom.models import Licence, NewsroomSettings
from news.partners import invitations
from news.partners.models import Partner, Subscription
from news.photos.models import words_columns
from news.syndication.formats import FORMATS
from news.website.listings import Place
from tests.factories import (
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    released_translation,
    role,
    translated,
)
from tests.layered import LayeredClient
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough that no cursor or key, drawn at random, holds it by chance.
MARK = "zqxvjkwq"
COMMON_WORD = "слон"
RUSSIAN_WORD = "zonlyrussian"


@dataclass
class Secrets:
    """What no reader may get, and the public things it hangs on."""

    section: Any
    topic: Any
    person: Any
    hidden: Any
    coming: Any
    public: ArticlePage
    editions: list[ArticlePage] = field(default_factory=list)
    plain_pages: list[PlainPage] = field(default_factory=list)
    photos: list[Any] = field(default_factory=list)
    papers: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    invited: str = ""

    def slugs(self) -> Iterator[tuple[str, str]]:
        """Return language and slug of every edition, asked for in every language."""
        for edition in [self.public, *self.editions]:
            for code in codes():
                yield code, edition.slug


def marked_photo(secrets: Secrets, name: str) -> Any:
    """Return a photo that betrays itself, with a rendition."""
    words = {column: f"{MARK}{name} {column}" for column in words_columns()}
    photo = PhotoFactory(title=f"{MARK}{name} photo", **words)
    photo.get_rendition("max-1440x1440|format-jpeg")
    secrets.photos.append(photo)
    return photo


def redrafted(secrets: Secrets, edition: ArticlePage, name: str) -> ArticlePage:
    """Return a released edition with a secret draft in memory."""
    for field_name, value in marked(secrets, name).items():
        if field_name not in {"topics", "authors"}:
            setattr(edition, field_name, value)
    edition.credits.add(EditionCredit(person=secrets.coming, role=role("editor")))
    return edition


def add_plain_pages(secrets: Secrets) -> None:
    """Add a draft, a public page with a draft, and one that was taken off the site."""

    def page(name: str, photo: Any, **fields: Any) -> PlainPage:
        made = PlainPage(title=f"{name} title", body=plain_body(name, photo), **fields)
        tree.front_page("ru").add_child(instance=made)
        secrets.plain_pages.append(made)
        return made

    page(f"{MARK}plain", marked_photo(secrets, "plain"), live=False).save_revision()
    public = page("Открытая", PhotoFactory(), slug="open")
    public.save_revision().publish()
    public = PlainPage.objects.get(pk=public.pk)
    public.title = f"{MARK}plainredraft title"
    public.body = plain_body(public.title, marked_photo(secrets, "plainredraft"))
    public.save_revision()
    gone = page(f"{MARK}gone", marked_photo(secrets, "gone"))
    gone.save_revision().publish()
    PlainPage.objects.get(pk=gone.pk).unpublish()


def plain_body(words: str, photo: Any) -> Any:
    """Return the body of a plain page with a photo."""
    image = {"image": photo.pk, "decorative": False, "alt_text": f"{words} alt"}
    return PlainPage().body.stream_block.to_python(
        [
            {"type": "paragraph", "value": f"<p>{words}</p>"},
            {"type": "photo", "value": {"image": image, "caption": f"{words} caption"}},
        ]
    )


def marked(secrets: Secrets, name: str) -> dict[str, Any]:
    """Return fields whose every word betrays itself, with files of their own."""
    word = f"{MARK}{name}"
    photo = marked_photo(secrets, name)
    paper = PaperFactory(title=f"{word} paper")
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
    NewsroomSettings.objects.update_or_create(
        defaults={"licence": Licence.objects.get(key="cc-by-4.0")}
    )
    public = released(
        title="Открытый заголовок",
        lead_photo=PhotoFactory(),
        text=f"<p>Открытый текст, {COMMON_WORD}. {RUSSIAN_WORD}</p>",
        section=(section := SectionFactory(slug="culture")),
        topics=[topic := TopicFactory(slug="music")],
        authors=[person := PersonFactory(slug="vera")],
    )
    hidden = PersonFactory(slug="hid", is_hidden=True, name_ru=f"{MARK}hidden")
    coming = PersonFactory(slug="soon", name_ru=f"{MARK}soon", bio_ru=f"{MARK}bio")
    kept = Secrets(section, topic, person, hidden, coming, public)
    coming.portrait = marked_photo(kept, "portrait")
    coming.save()

    kept.editions.append(draft(**{**marked(kept, "draft"), "authors": [coming]}))
    kept.editions.append(
        releases.schedule(draft(**marked(kept, "later")), timezone.now() + timedelta(days=1))
    )
    taken_back = released(slug="taken-back", **marked(kept, "withdrawn"))
    withdrawals.withdraw([taken_back], "Проверяем сведения.")
    taken_back = ArticlePage.objects.get(pk=taken_back.pk)
    taken_back.credits.add(EditionCredit(person=coming, role=role("editor")))
    taken_back.save()
    kept.editions.append(taken_back)
    erased = released(slug="erased", **marked(kept, "deleted"))
    erased.delete()
    kept.editions.append(erased)

    redrafted(kept, released(title="Второй открытый заголовок"), "redraft").save_revision()
    releases.schedule(
        redrafted(kept, released(title="Третий открытый заголовок"), "rerelease"),
        timezone.now() + timedelta(days=1),
    )
    add_plain_pages(kept)
    kept.editions.append(translated(public, "fr", title=f"{MARK}translation"))
    back = released_translation(public, "ar", title="الجوقة", text="<p>نص مفتوح</p>")
    back.title = f"{MARK}redrafted"
    back.save_revision()
    Comment.objects.create(
        story=public.story, language="ru", name=f"{MARK}name", text=f"{MARK}comment"
    )
    kept.keys = [
        take(*(f"{code}:all" for code in codes())).token,
        take(*(f"{code}:section:{section.pk}" for code in codes())).token,
    ]
    kept.invited = invited(section)
    return kept


def invited(section: Any) -> str:
    """Return the key to the page of a partner that takes all but Russian."""
    partner = Partner.objects.create(name="La Goulette Info", language="fr", note=f"{MARK}note")
    partner.contacts.create(name=f"{MARK}contact")
    others = [code for code in codes() if code != "ru"]
    channels = [f"{code}:{each}" for code in others for each in ("all", f"section:{section.pk}")]
    Subscription.objects.create(partner=partner, includes=channels)
    return invitations.invite(partner)


def pages_of_partners(secrets: Secrets) -> Iterator[str]:
    for code in codes():
        yield f"{invitations.page_path(secrets.invited)}?lang={code}"
    yield invitations.page_path("a" * 32)


def terms_of_partners(secrets: Secrets) -> Iterator[str]:
    return (f"/partners/page/{secrets.invited}/terms.txt?lang={code}" for code in codes())


def keyed_feeds(secrets: Secrets) -> Iterator[str]:
    for key in secrets.keys:
        for code in codes():
            for extension in ("rss", "atom", "json", "ninjs"):
                yield f"/partners/{key}/{code}.{extension}"


def keyed_archives(secrets: Secrets) -> Iterator[str]:
    reader = Client()
    for address in keyed_feeds(secrets):
        led = re.search(r'<([^>]+)>; rel="prev-archive"', reader.get(address).get("Link", ""))
        if led:
            yield urljoin(address, led[1])
    yield f"/partners/{secrets.keys[0]}/ru/{timezone.now():%Y-%m}.00000000.atom"


def feeds(secrets: Secrets) -> Iterator[str]:
    people = [f"person-{slug}" for slug in ("vera", "hid", "soon")]
    for code in codes():
        for channel in ("all", "section-culture", "topic-music", *people, "nope"):
            for extension in FORMATS:
                yield f"/{code}/feeds/{channel}.{extension}"


def archives(secrets: Secrets) -> Iterator[str]:
    reader = Client()
    for code in ("ru", "ar"):
        for extension in FORMATS:
            answer = reader.get(f"/{code}/feeds/all.{extension}")
            text = f"{answer['Link']} {body_of(answer)}"
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


def leafed(*paths: str) -> Iterator[str]:
    """Return lists in every language, from the top and from places beyond both ends."""
    beyond = Place(timezone.now() + timedelta(days=400), 2**40).written()
    begin = Place(datetime(2000, 1, 1, tzinfo=UTC), 0).written()
    for code in codes():
        for path in paths:
            yield f"/{code}/{path}"
            yield f"/{code}/{path}?before={beyond}"
            yield f"/{code}/{path}?after={begin}"


def pages(secrets: Secrets) -> Iterator[str]:
    month = f"{timezone.now():%Y-%m}"
    yield from leafed("news/")
    for code in codes():
        yield f"/{code}/"
        yield f"/{code}/news/?month={month}"
        yield f"/{code}/?page=2"
        for page in secrets.plain_pages:
            yield quote(f"/{code}/{page.slug}/")
    for code, slug in secrets.slugs():
        yield quote(f"/{code}/news/{slug}/")


def copies(secrets: Secrets) -> Iterator[str]:
    for code, slug in secrets.slugs():
        for asked in ("", "?as=html", "?as=txt", "?as=md"):
            yield quote(f"/{code}/news/{slug}/republish/") + asked


def searches(secrets: Secrets) -> Iterator[str]:
    for code in codes():
        for page in ("", "0", "1", "2"):
            yield f"/{code}/search/?{urlencode({'q': COMMON_WORD, 'page': page})}"


def stories_over_api(secrets: Secrets) -> Iterator[str]:
    """Return the lists, with every filter and from places beyond the end."""
    beyond = cursors.written("stories", timezone.now() + timedelta(days=400), uuid.UUID(int=0))
    asked = [
        {},
        {"limit": 1},
        {"cursor": beyond},
        {"section": "culture"},
        {"topic": "music"},
        *({"person": slug} for slug in ("vera", "hid", "soon")),
        *({"language": code} for code in codes()),
        *({"language": code, "section": "culture", "topic": "music"} for code in codes()),
    ]
    return (f"/api/v1/stories?{urlencode(each)}" for each in asked)


def editions_over_api(secrets: Secrets) -> Iterator[str]:
    for edition in [secrets.public, *secrets.editions]:
        yield f"/api/v1/editions/{edition.urn}"
        for code in codes():
            yield f"/api/v1/editions/{new_urn(edition.story_id, code)}"


def addresses_over_api(secrets: Secrets) -> Iterator[str]:
    for code, slug in secrets.slugs():
        yield f"/api/v1/editions?{urlencode({'address': f'/{code}/news/{slug}/'})}"


def people_over_api(secrets: Secrets) -> Iterator[str]:
    return (
        f"/api/v1/people/{each.slug}" for each in (secrets.person, secrets.hidden, secrets.coming)
    )


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
    "api/v1/": lambda _s: iter(["/api/v1/"]),
    "api/v1/openapi.json": lambda _s: iter(["/api/v1/openapi.json"]),
    "api/v1/newsroom": lambda _s: iter(["/api/v1/newsroom"]),
    "api/v1/stories": stories_over_api,
    "api/v1/stories/<id>": lambda s: (
        f"/api/v1/stories/{each.story_id}" for each in [s.public, *s.editions]
    ),
    "api/v1/stories/<id>.ninjs": lambda s: (
        f"/api/v1/stories/{each.story_id}.ninjs" for each in [s.public, *s.editions]
    ),
    "api/v1/editions": addresses_over_api,
    "api/v1/editions/<path:urn>": editions_over_api,
    "api/v1/sections": lambda _s: iter(["/api/v1/sections"]),
    "api/v1/sections/<slug>": lambda _s: iter(["/api/v1/sections/culture"]),
    "api/v1/topics": lambda _s: iter(["/api/v1/topics"]),
    "api/v1/topics/<slug>": lambda _s: iter(["/api/v1/topics/music"]),
    "api/v1/people": lambda _s: iter(["/api/v1/people", "/api/v1/people?limit=1"]),
    "api/v1/people/<slug>": people_over_api,
    "api/v1/changes": lambda _s: (f"/api/v1/changes?since={n}&limit=2" for n in range(12)),
    "api-unknown": lambda _s: iter(["/api/", "/api/v2/images/", "/api/v1/stories/a/b"]),
    "websub/": lambda _s: iter(["/websub/"]),
    "<slug:language>/feeds/": every_language("feeds/"),
    "<slug:language>/feeds/index.opml": every_language("feeds/index.opml"),
    "partners-feed": keyed_feeds,
    "partners-archive": keyed_archives,
    "partners-nothing": lambda s: iter([f"/partners/{s.keys[0]}/", "/partners/a/b/c"]),
    "push-seen": lambda s: (f"/partners/{key}/seen" for key in [*s.keys, "unknown"]),
    "partners-page": pages_of_partners,
    "partners-terms": terms_of_partners,
    "syndication-feed": feeds,
    "syndication-archive": archives,
    "syndication-unknown": every_language("feeds/a/b.c"),
    "": lambda _s: iter(["/"]),
    "robots.txt": lambda _s: iter(["/robots.txt"]),
    "sitemap.xml": lambda _s: iter(["/sitemap.xml"]),
    "sitemap-news.xml": lambda _s: iter(["/sitemap-news.xml"]),
    "sitemap-<month:month>.xml": lambda _s: iter([f"/sitemap-{timezone.now():%Y-%m}.xml"]),
    "LANGUAGE/": every_language(""),
    "LANGUAGE/news/": lambda _s: leafed("news/"),
    "LANGUAGE/about/": every_language("about/"),
    "LANGUAGE/comments/": every_language("comments/"),
    "LANGUAGE/news/<str:slug>/": pages,
    "LANGUAGE/news/<str:slug>/republish/": copies,
    "LANGUAGE/people/": every_language("people/"),
    "LANGUAGE/people/<slug:slug>/": lambda s: leafed(
        *(f"people/{each.slug}/" for each in (s.person, s.hidden, s.coming))
    ),
    "LANGUAGE/search/": searches,
    "LANGUAGE/sections/<slug:slug>/": lambda _s: leafed("sections/culture/"),
    "LANGUAGE/topics/<slug:slug>/": lambda _s: leafed("topics/music/"),
    "wagtail_serve": pages,
}


# Where the walk meets what is public, so that it would see what should not be.
WHERE_PUBLIC = [
    "wagtail_serve",
    "api/v1/changes",
    "api/v1/editions",
    "api/v1/stories",
    "api/v1/stories/<id>.ninjs",
    "syndication-feed",
    "partners-feed",
    "partners-archive",
    "LANGUAGE/",
    "LANGUAGE/news/",
    "LANGUAGE/news/<str:slug>/republish/",
    "LANGUAGE/search/",
    "LANGUAGE/sections/<slug:slug>/",
    "LANGUAGE/topics/<slug:slug>/",
    "LANGUAGE/people/<slug:slug>/",
]


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


# Only the layer packs what it gives.
PLAIN, PACKED = {}, {"Accept-Encoding": "gzip"}


def faults(reader: LayeredClient, address: str) -> Iterator[str]:
    """Say what an address gives away."""
    for headers in (PLAIN, PACKED):
        response = reader.get(address, headers=headers)
        text = body_of(response).casefold()
        told = f"{response.headers} {text}".casefold()
        if response.status_code >= 500:
            yield f"{address} answers {response.status_code}"
        if MARK in told:
            at = told.index(MARK)
            yield f"{address} says {told[max(at - 60, 0) : at + 60]!r}"
        if RUSSIAN_WORD in text and not re.match(r"/ru/|/api/|/partners/[^/]+/ru[./]", address):
            yield f"{address} speaks Russian"
        if response.status_code == 404:
            # Kept by nobody, so packed by nobody.
            break
    if reader.head(address).status_code >= 500:
        yield f"{address} fails to answer HEAD"


def assert_nothing_is_given_away(secrets, reader, subtests):
    for name, addresses in COVERED.items():
        with subtests.test(msg=name):
            listed = list(addresses(secrets))
            assert listed
            assert [fault for address in listed for fault in faults(reader, address)] == []


def test_no_route_gives_away_a_secret_made_or_kept(secrets, tmp_path, subtests):
    reader = LayeredClient(tmp_path / "ready")
    assert_nothing_is_given_away(secrets, reader, subtests)
    cold = reader.built
    assert_nothing_is_given_away(secrets, reader, subtests)
    # Refusals are made each time; a hundred answers at least were kept from the first walk.
    assert reader.built - cold < cold - 100


def test_layer_gives_away_no_page_that_was_asked_for_while_it_was_public(secrets, tmp_path):
    reader = LayeredClient(tmp_path / "ready")
    edition = released(slug="was-public", **marked(secrets, "waspublic"))
    walked = [address for name in WHERE_PUBLIC for address in COVERED[name](secrets)]
    walked += ["/ru/news/was-public/", "/ru/", "/sitemap-news.xml"]
    seen = [address for address in walked if MARK in body_of(reader.get(address)).casefold()]
    assert len(seen) >= 8

    withdrawals.withdraw([edition], "Проверяем сведения.")

    assert [fault for address in seen for fault in faults(reader, address)] == []


def test_comment_form_gives_away_no_story(secrets, client):
    for edition in [secrets.public, *secrets.editions]:
        for code in codes():
            sent = {"story": str(edition.story_id), "name": "Вера", "text": "Спасибо"}
            text = body_of(client.post(f"/{code}/comments/", sent)).casefold()
            assert MARK not in text
            assert RUSSIAN_WORD not in text


def test_secret_files_are_not_to_be_had(secrets, client):
    paths = [*files_of(secrets, "original"), *files_of(secrets, "rendition")]
    paths += [urlsplit(paper.url).path for paper in secrets.papers]

    assert len(paths) >= 25
    assert {client.get(path).status_code for path in paths} == {404}


def test_text_of_one_language_is_not_at_another_languages_address(secrets, client):
    for code in ("en", "fr", "es", "de"):
        assert client.get(quote(f"/{code}/news/{secrets.public.slug}/")).status_code == 404


def test_preview_and_admin_ask_for_a_login(secrets, client):
    wrong = []
    for whole, _name in patterns():
        if is_admin(whole):
            response = client.get(concrete(whole, secrets.editions[0]))
            if response.status_code >= 500 or MARK in body_of(response).casefold():
                wrong.append(whole)
    assert wrong == []


def concrete(whole: str, edition: ArticlePage) -> str:
    """Return an address of an admin pattern, numbers standing for the edition."""
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", str(edition.pk), whole)
    filled = re.sub(r"<int:\w+>", str(edition.pk), filled)
    filled = re.sub(r"<uuid:\w+>", str(edition.story_id), filled)
    filled = re.sub(r"<[\w:]+>", str(edition.pk), filled)
    return "/" + re.sub(r"[\^$\\]|\(\?:|\)\?|[()]", "", filled)


def test_walk_would_see_what_is_public(secrets, client):
    blind = [
        name
        for name in WHERE_PUBLIC
        if not any(
            "Открытый заголовок" in body_of(client.get(address))
            for address in COVERED[name](secrets)
        )
    ]
    assert blind == []
