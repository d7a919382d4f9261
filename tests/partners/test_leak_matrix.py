"""Who is told what of a story in each state, and which of its photos: one table."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin

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
    "embargoed": (embargoed, NOTHING),
    "released": (lambda told: releases.release(told.edition), TEXT),
    "corrected": (corrected, TEXT),
    "withdrawn": (withdrawn, TOMBSTONE),
    "restored": (restored, TEXT),
}
# Of photos, which kinds this audience may have; None for whoever has nothing at all.
AUDIENCES: dict[str, frozenset[str] | None] = {
    "public": frozenset({"free"}),
    "partner": frozenset({"free"}),
    "partner without photos": frozenset(),
    "partner in pause": None,
    "partner of old": None,
}


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
    return {
        "partner": take("ru:all"),
        "partner without photos": take("ru:all", may_print_photos=False),
        "partner in pause": take("ru:all", state=PartnerState.PAUSED),
        "partner of old": take("ru:all", state=PartnerState.ENDED),
    }


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
                expected = NOTHING if may_have is None else seen
                if route.startswith("archive") and seen == TOMBSTONE:
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
