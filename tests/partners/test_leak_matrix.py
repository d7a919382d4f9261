"""Who is told what of a story in each state, and which of its photos: one table."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urljoin

import pytest
from django.utils import timezone

from news.articles import embargoes, releases, withdrawals
from news.articles.models import ArticlePage
from news.newsroom.models import Licence
from news.partners.models import PartnerState
from news.people.models import Consent
from news.photos.models import Photo, Rights
from tests.factories import PersonFactory, PhotoFactory, draft
from tests.layered import LayeredClient
from tests.partners.conftest import Taker, take

pytestmark = pytest.mark.django_db

MARK = "zqxvjkwq"
FORMATS = ("rss", "atom", "json", "ninjs")

NOTHING, TEXT, TOMBSTONE = "nothing", "text", "tombstone"


@dataclass
class Told:
    """A story of the table, with one photo of each kind."""

    edition: ArticlePage
    photos: dict[str, Photo]


def write(state: str) -> Told:
    """Return a draft whose every word says which state it will be in."""
    photos = {
        "free": PhotoFactory(),
        "site only": PhotoFactory(rights=Rights.SITE),
        "expired": PhotoFactory(),
        "not outside": PhotoFactory(),
        "no photo": PhotoFactory(),
    }
    photos["not outside"].shows.add(PersonFactory(consent=Consent.SITE), PersonFactory())
    PersonFactory(consent=Consent.NO_PHOTO, portrait=photos["no photo"])
    raw = [{"type": "paragraph", "value": f"<p>{MARK}{state} text</p>"}]
    for photo in photos.values():
        image = {"image": photo.pk, "decorative": False, "alt_text": f"{MARK}{state} alt"}
        raw.append({"type": "photo", "value": {"image": image, "caption": ""}})
    body = ArticlePage().body.stream_block.to_python(raw)
    return Told(draft(title=f"{MARK}{state} title", body=body), photos)


def scheduled(told: Told) -> None:
    releases.schedule(told.edition, timezone.now() + timedelta(days=1))


def embargoed(told: Told) -> None:
    embargoes.set_embargo(told.edition.story, timezone.now() + timedelta(days=1))
    releases.schedule(told.edition, timezone.now() + timedelta(days=2))


def moved(told: Told) -> None:
    scheduled(told)
    fresh = ArticlePage.objects.get(pk=told.edition.pk)
    releases.schedule(fresh.scheduled_revision.as_object(), timezone.now() + timedelta(days=2))


def cancelled(told: Told) -> None:
    scheduled(told)
    revision = ArticlePage.objects.get(pk=told.edition.pk).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def corrected(told: Told) -> None:
    releases.release(told.edition)
    fresh = ArticlePage.objects.get(pk=told.edition.pk)
    fresh.lead = f"{MARK}corrected lead"
    releases.release(fresh, kind="correction", note="Начало в 17:00.")


def withdrawn(told: Told) -> None:
    releases.release(told.edition)
    withdrawals.withdraw([ArticlePage.objects.get(pk=told.edition.pk)], "Ошибка.")


def restored(told: Told) -> None:
    withdrawn(told)
    withdrawals.restore(ArticlePage.objects.get(pk=told.edition.pk))


STATES: dict[str, tuple[Callable[[Told], object], str]] = {
    "draft": (lambda _told: None, NOTHING),
    "scheduled": (scheduled, NOTHING),
    "moved": (moved, NOTHING),
    "cancelled": (cancelled, NOTHING),
    "embargoed": (embargoed, NOTHING),
    "released": (lambda told: releases.release(told.edition), TEXT),
    "corrected": (corrected, TEXT),
    "withdrawn": (withdrawn, TOMBSTONE),
    "restored": (restored, TEXT),
}
# What is told of those, instead, to a partner that is trusted with embargoes.
EARLY = {"scheduled": TEXT, "moved": TEXT, "embargoed": TEXT, "cancelled": TOMBSTONE}
TRUSTED = {"trusted partner", "trusted partner without photos"}
# Of photos, which kinds this audience may have; None for whoever has nothing at all.
AUDIENCES: dict[str, frozenset[str] | None] = {
    "public": frozenset({"free"}),
    "partner": frozenset({"free"}),
    "partner without photos": frozenset(),
    "partner of other channels": frozenset(),
    "partner in pause": None,
    "partner of old": None,
    "trusted partner": frozenset({"free"}),
    "trusted partner without photos": frozenset(),
    "trusted partner of other channels": frozenset(),
    "trusted partner in pause": None,
    "trusted partner of old": None,
}
ELSEWHERE = {"partner of other channels", "trusted partner of other channels"}


@pytest.fixture
def stories(newsroom, settings, tmp_path) -> dict[str, Told]:
    settings.MEDIA_ROOT = tmp_path
    made = {state: write(state) for state in STATES}
    for state, (become, _seen) in STATES.items():
        become(made[state])
        expired = Photo.objects.filter(pk=made[state].photos["expired"].pk)
        expired.update(expires_at=timezone.now() - timedelta(hours=1))
    return made


def takers() -> dict[str, Taker]:
    found = {}
    for named, terms in (("partner", {}), ("trusted partner", {"takes_advance_copies": True})):
        found |= {
            named: take("ru:all", **terms),
            f"{named} without photos": take("ru:all", may_print_photos=False, **terms),
            f"{named} of other channels": take("ru:section:99", **terms),
            f"{named} in pause": take("ru:all", state=PartnerState.PAUSED, **terms),
            f"{named} of old": take("ru:all", state=PartnerState.ENDED, **terms),
        }
    return found


def expected_of(audience: str, state: str) -> str:
    """Return what an audience is to be told of a story in a state."""
    if AUDIENCES[audience] is None or audience in ELSEWHERE:
        return NOTHING
    return EARLY.get(state, STATES[state][1]) if audience in TRUSTED else STATES[state][1]


def addresses(client) -> dict[tuple[str, str], str]:
    """Return the address of every audience and format, archives among them."""
    found = {("public", name): f"/ru/feeds/all.{name}" for name in FORMATS}
    for name in FORMATS:
        answer = client.get(f"/ru/feeds/all.{name}")
        latest = f"{answer.headers} {answer.content.decode()}"
        if archive := re.search(rf"/ru/feeds/all/\d{{4}}-\d\d\.[0-9a-f]+\.{name}", latest):
            found["public", f"archive.{name}"] = archive[0]
    for audience, taker in takers().items():
        for name in FORMATS:
            address = found[audience, name] = taker.address(extension=name)
            month = address.replace(f"ru.{name}", "ru/2026-01.00000000." + name)
            if led := re.search(r'<([^>]+)>; rel="prev-archive"', _links(client, address)):
                month = urljoin(address, led[1])
            found[audience, f"archive.{name}"] = month
    return found


def _links(client, address: str) -> str:
    return client.get(address).headers.get("Link", "")


def said_of(told: Told, answer: str) -> str:
    """Return what an answer tells of a story."""
    title = told.edition.title
    if title in answer:
        return TEXT
    return TOMBSTONE if told.edition.urn in answer else NOTHING


def test_every_cell_of_the_table(stories, client, tmp_path):
    through_layer = LayeredClient(tmp_path / "ready")
    wrong, cells = [], 0
    walked = addresses(client)
    for asking in (client, through_layer, through_layer):
        for (audience, route), address in walked.items():
            response = asking.get(address)
            answer = response.content.decode()
            if response.headers["Content-Type"].partition(";")[0].endswith("+json"):
                answer = json.dumps(json.loads(answer), ensure_ascii=False)
            may_have = AUDIENCES[audience]
            for state, (_become, seen) in STATES.items():
                told = stories[state]
                expected = expected_of(audience, state)
                if route.startswith("archive") and seen == NOTHING:
                    # Of what was never out nothing stays, whoever had it early.
                    expected = NOTHING
                cells += 1
                if said_of(told, answer) != expected:
                    wrong.append((audience, route, state, said_of(told, answer)))
                for kind, photo in told.photos.items():
                    expected_photo = expected == TEXT and kind in (may_have or ())
                    cells += 1
                    if (photo.key in answer) != expected_photo:
                        wrong.append((audience, route, state, kind))
    assert not wrong
    assert cells == 3 * len(walked) * len(STATES) * 6
    assert len(walked) == 2 * len(AUDIENCES) * len(FORMATS)


def test_every_copy_of_the_table(stories, client, newsroom, tmp_path):
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()
    through_layer = LayeredClient(tmp_path / "ready")
    wrong, cells = [], 0
    for asking in (client, through_layer):
        for state, told in stories.items():
            url_path = ArticlePage.objects.get(pk=told.edition.pk).url_path
            for form in ("", "?as=html", "?as=txt", "?as=md"):
                answer = asking.get(f"{url_path}republish/{form}")
                is_given = STATES[state][1] == TEXT
                if (answer.status_code == 200) != is_given:
                    wrong.append((state, form, answer.status_code))
                for kind, photo in told.photos.items():
                    cells += 1
                    expected = is_given and kind == "free"
                    if (photo.key in answer.content.decode()) != expected:
                        wrong.append((state, form, kind))
    assert not wrong
    assert cells == 2 * len(STATES) * 4 * 5


def open_routes(stories: dict[str, Told]) -> list[str]:
    """Return the addresses at which anybody could look for what isn't public."""
    found = ["/ru/", "/ru/news/", "/sitemap.xml", "/sitemap-news.xml", "/ru/feeds/"]
    found += [f"/sitemap-{timezone.now():%Y-%m}.xml", f"/ru/search/?q={MARK}"]
    found += ["/api/v1/changes", "/api/v1/stories", "/api/v1/newsroom", "/api/v1/openapi.json"]
    for state in UNRELEASED:
        edition = stories[state].edition
        path = quote(edition.url_path)
        found += [path, f"{path}republish/", f"{path}republish/?as=html"]
        found += [f"{path}republish/?as=markdown", f"{path}republish/?as=text"]
        found += [f"/api/v1/stories/{edition.story_id}", f"/api/v1/editions/{edition.urn}"]
        found += [f"/api/v1/stories/{edition.story_id}.ninjs", f"/api/v1/editions?address={path}"]
    return found


UNRELEASED = ("draft", "scheduled", "moved", "cancelled", "embargoed")


def test_no_open_route_tells_of_what_only_trusted_partners_have(stories, client, tmp_path):
    made = takers()
    through_layer = LayeredClient(tmp_path / "ready")
    for taker in made.values():
        # What they have is kept ready beside what everybody has.
        through_layer.get(taker.address())
    told = []
    for asking in (client, through_layer, through_layer):
        for address in open_routes(stories):
            response = asking.get(address)
            answer = b"".join(response) if response.streaming else response.content
            for state in UNRELEASED:
                edition = stories[state].edition
                said = f"{response.headers} {answer.decode()}".replace(address, "")
                words = f"{MARK}{state}"
                if words in said.replace(f"?q={MARK}", "") or edition.urn in said:
                    told.append((address, state))
    assert told == []


def test_counters_that_the_api_shows_do_not_tell_of_a_schedule(newsroom, client):
    releases.release(draft(title="Публично"))
    take("ru:all", takes_advance_copies=True)
    before = client.get("/api/v1/changes").json()
    for become in (scheduled, moved, cancelled):
        become(write("scheduled"))
    after = client.get("/api/v1/changes").json()
    assert {name: after[name] for name in ("last", "next", "notices")} == {
        name: before[name] for name in ("last", "next", "notices")
    }


def files_in(answer: str) -> set[str]:
    return set(re.findall(r"/photos/[\w-]+/[^\s\"<>?\\&]+(?:\?ticket=[\w.:-]+)?", answer))


def test_photos_open_to_those_alone_who_have_their_text(stories, client):
    trusted = takers()["trusted partner"]
    by_ticket = set()
    for name in FORMATS:
        by_ticket |= files_in(client.get(trusted.address(extension=name)).content.decode())
    renditions = {
        (state, kind): photo.get_rendition("max-1440x1440|format-jpeg").url
        for state, told in stories.items()
        for kind, photo in told.photos.items()
    }
    public = {"released", "corrected", "restored"}
    opened = {cell for cell, url in renditions.items() if client.get(url).status_code == 200}
    # The site itself shows what may go nowhere else.
    shown = ("free", "site only", "not outside")
    assert opened == {(state, kind) for state in public for kind in shown}
    early = {
        cell
        for cell, url in renditions.items()
        for address in by_ticket
        if address.startswith(f"{url}?") and client.get(address).status_code == 200
    }
    assert early == {(state, "free") for state, seen in EARLY.items() if seen == TEXT}
    for address in by_ticket:
        if "?" in address:
            assert client.get(address)["Cache-Control"] == "private, no-store"
