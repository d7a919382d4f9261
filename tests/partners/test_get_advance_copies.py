"""Partners trusted with embargoes get texts before their release; nobody else learns of them."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from lxml import etree

from news.articles import foretelling, releases, timetable
from news.articles.coming import LATE
from news.articles.models import ArticlePage
from news.partners.models import Partner, PartnerState
from news.photos.models import Photo, Rights
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
    role,
    translated,
)
from tests.layered import LayeredClient
from tests.partners.conftest import Taker, take
from tests.syndication.ninjs_schema import faults

pytestmark = pytest.mark.django_db

TRUST = {"takes_advance_copies": True}
FORMATS = ("rss", "atom", "json", "ninjs")
DAY = timedelta(days=1)


@pytest.fixture
def media(settings, tmp_path, newsroom):
    settings.MEDIA_ROOT = tmp_path / "media"


def again(edition) -> ArticlePage:
    return ArticlePage.objects.get(pk=edition.pk)


def scheduled(at=None, **fields) -> ArticlePage:
    releases.schedule(edition := draft(**fields), at or timezone.now() + DAY)
    return again(edition)


def revise(edition, at=None, **fields) -> None:
    fresh = again(edition).scheduled_revision.as_object()
    for name, value in fields.items():
        setattr(fresh, name, value)
    releases.schedule(fresh, at or fresh.go_live_at)


def cancel(edition) -> None:
    revision = again(edition).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def items(client, taker: Taker, language: str = "ru") -> list[dict]:
    return client.get(taker.address(language)).json()["items"]


def embargoed(language: str, moment: str) -> str:
    with translation.override(language):
        return gettext("Embargoed until %(moment)s") % {"moment": moment}


def photo_addresses(answer: str) -> list[str]:
    """Return path and query of every photo in a feed, as a client asks for it."""
    found = re.findall(r"https?://[^/\s\"<>]+(/photos/[^\s\"<>\\&]+)", answer)
    return sorted(set(found))


def test_scheduled_text_is_in_the_feeds_of_a_trusted_partner_in_every_format(client, newsroom):
    edition = scheduled(title="Хор споёт завтра", lead="Вход свободный.")
    taker = take("ru:all", **TRUST)
    for extension in FORMATS:
        answer = client.get(taker.address(extension=extension))
        assert "Хор споёт завтра" in answer.content.decode()
        assert edition.urn in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


def test_copy_says_until_when_in_the_language_of_the_edition(client, newsroom, time_machine):
    time_machine.move_to("2026-11-27T09:00:00Z", tick=False)
    at = timezone.now() + timedelta(days=4)
    scheduled(at, title="Хор")
    source = draft(title="Порт", text="<p>Порт открыт.</p>")
    edition = translated(source, title="Le port", text="<p>Le port est ouvert.</p>")
    releases.schedule(source, at)
    releases.schedule(edition, at)
    taker = take("ru:all", "fr:all", **TRUST)
    russian = {each["title"] for each in items(client, taker)}
    words = embargoed("ru", "1\u00a0декабря 2026, 10:00 (UTC+01:00)")
    assert russian == {f"[{words}] Хор", f"[{words}] Порт"}
    (french,) = items(client, taker, "fr")
    words = embargoed("fr", "1er\u00a0décembre 2026, 10\u00a0h\u00a000 (UTC+01:00)")
    assert french["title"] == f"[{words}] Le port"
    assert words in french["content_html"].splitlines()[0]
    assert french["_vestnik"]["embargo_until"] == "2026-12-01T10:00:00+01:00"
    assert french["date_published"] == "2026-12-01T10:00:00+01:00"


def test_every_object_of_ninjs_is_valid_before_and_after_the_release(client, media):
    edition = scheduled(lead_photo=PhotoFactory(), section=SectionFactory())
    gone = scheduled(title="Отменят")
    cancel(gone)
    taker = take("ru:all", **TRUST)
    before = json.loads(client.get(taker.address(extension="ninjs")).content)
    assert [each["pubStatus"] for each in before] == ["canceled", "withheld"]
    releases.release(edition)
    after = json.loads(client.get(taker.address(extension="ninjs")).content)
    assert faults(*before, *after) == []
    statuses = {each["uri"]: each["pubStatus"] for each in after}
    assert statuses == {edition.urn: "usable", gone.urn: "canceled"}


def test_copy_has_what_the_released_text_will_have_under_the_same_name(client, media):
    section, topic, author = SectionFactory(), TopicFactory(), PersonFactory()
    edition = scheduled(
        section=section,
        topics=[topic],
        authors=[author],
        lead_photo=PhotoFactory(),
        album_url="https://photos.example/album",
        first_published_in="La Presse",
    )
    taker = take("ru:all", **TRUST)
    (before,) = items(client, taker)
    releases.release(edition)
    (after,) = items(client, taker)
    for name in ("id", "url", "language", "tags", "authors"):
        assert before[name] == after[name], name
    for name in ("section", "topics", "credits", "licence", "rights", "first_published"):
        assert before["_vestnik"].get(name) == after["_vestnik"].get(name), name
    assert before["title"].endswith(f"] {after['title']}")
    bare = re.sub(r"\?ticket=[^\"]+", "", before["content_html"])
    assert bare.partition("\n")[2] == after["content_html"]
    assert before["date_modified"] <= after["date_modified"]
    assert "embargo_until" not in after["_vestnik"]


def test_translation_has_the_facts_that_are_due_with_its_original(client, media):
    section, author, translator = SectionFactory(), PersonFactory(), PersonFactory()
    source = draft(section=section, authors=[author], lead_photo=PhotoFactory())
    edition = translated(source)
    credit = type(edition).credits.rel.related_model
    edition.credits.add(credit(person=translator, role=role("translator")))
    releases.schedule(source, timezone.now() + DAY)
    releases.schedule(edition, timezone.now() + 2 * DAY)
    taker = take(f"fr:section:{section.pk}", **TRUST)
    (item,) = items(client, taker, "fr")
    assert item["_vestnik"]["section"]["slug"] == section.slug
    assert [each["kind"] for each in item["_vestnik"]["credits"]] == ["author", "translator"]
    assert len(item["attachments"]) == 1
    assert items(client, take(f"fr:section:{SectionFactory().pk}", **TRUST), "fr") == []


def test_copy_is_the_text_that_was_scheduled_and_no_later_draft(client, newsroom):
    edition = scheduled(title="Назначено")
    fresh = again(edition)
    fresh.title = "Черновик"
    fresh.save_revision()
    fresh.save()
    (item,) = items(client, take("ru:all", **TRUST))
    assert item["title"].endswith("] Назначено")


def test_copy_leads_to_no_page_that_is_not_public(client, media):
    secret = draft(title="Чужой черновик", slug="tajna")
    scheduled(
        text=f'<p><a linktype="page" id="{secret.pk}">Дальше</a></p>', lead_photo=PhotoFactory()
    )
    # Each has addresses of photos of its own, so that the text is written anew for each.
    for _each in range(3):
        (item,) = items(client, take("ru:all", **TRUST))
        assert "Дальше" in item["content_html"]
        assert "tajna" not in item["content_html"]


def test_correction_before_the_release_is_in_the_feed(client, newsroom):
    edition = scheduled(title="Было")
    taker = take("ru:all", **TRUST)
    (before,) = items(client, taker)
    revise(edition, title="Стало")
    (after,) = items(client, taker)
    assert after["title"].endswith("] Стало")
    assert after["date_modified"] >= before["date_modified"]


def test_draft_and_text_in_review_are_no_advance_copies(client, newsroom):
    taker = take("ru:all", **TRUST)
    edition = draft()
    edition.go_live_at = timezone.now() + DAY
    edition.save_revision()
    assert items(client, taker) == []


def test_correction_of_a_public_text_is_no_advance_copy(client, newsroom):
    edition = released(title="Публично")
    fresh = again(edition)
    fresh.title = "Правка"
    releases.schedule(fresh, timezone.now() + DAY)
    (item,) = items(client, take("ru:all", **TRUST))
    assert item["title"] == "Публично"


def test_partner_gets_copies_of_its_own_channels_alone(client, newsroom):
    culture, sport = SectionFactory(), SectionFactory()
    scheduled(title="Спорт", section=sport)
    assert items(client, take(f"ru:section:{culture.pk}", **TRUST)) == []
    leaves = take("ru:all", excludes=(f"ru:section:{sport.pk}",), **TRUST)
    assert items(client, leaves) == []
    assert len(items(client, take(f"ru:section:{sport.pk}", **TRUST))) == 1


@pytest.mark.parametrize("state", [PartnerState.PAUSED, PartnerState.ENDED])
def test_partner_whose_keys_open_nothing_gets_nothing(state, client, newsroom):
    scheduled()
    assert client.get(take("ru:all", state=state, **TRUST).address()).status_code == 404


def test_cancelled_copy_leaves_its_name_and_not_a_word(client, newsroom):
    edition = scheduled(title="Тайна", slug="tajna")
    cancel(edition)
    taker = take("ru:all", **TRUST)
    for extension in FORMATS:
        answer = client.get(taker.address(extension=extension)).content.decode()
        assert edition.urn in answer
        assert "Тайна" not in answer
        assert "tajna" not in answer
    atom = etree.fromstring(client.get(taker.address(extension="atom")).content)
    (tombstone,) = atom.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert tombstone.get("ref") == edition.urn


def test_copy_that_is_scheduled_again_is_a_copy_again(client, newsroom):
    edition = scheduled(title="Снова")
    cancel(edition)
    releases.schedule(again(edition), timezone.now() + DAY)
    (item,) = items(client, take("ru:all", **TRUST))
    assert item["title"].endswith("] Снова")


def test_copy_stands_until_the_worker_has_released_it(client, newsroom, time_machine):
    edition = scheduled(title="Вот-вот")
    taker = take("ru:all", **TRUST)
    time_machine.move_to(timezone.now() + DAY + timedelta(seconds=3))
    (item,) = items(client, taker)
    assert item["_vestnik"]["embargo_until"]
    timetable.publish_due()
    (item,) = items(client, taker)
    assert (item["id"], item["title"]) == (edition.urn, "Вот-вот")


def test_copy_whose_release_was_refused_is_cancelled(client, newsroom, time_machine):
    scheduled(title="Не вышло")
    taker = take("ru:all", **TRUST)
    time_machine.move_to(timezone.now() + DAY + LATE)
    foretelling.sweep()
    (item,) = items(client, taker)
    assert "Не вышло" not in json.dumps(item, ensure_ascii=False)


def test_kept_answer_follows_schedule_change_trust_and_release(newsroom, tmp_path, time_machine):
    client = LayeredClient(tmp_path / "ready")
    taker = take("ru:all", **TRUST)
    assert items(client, taker) == []
    edition = scheduled(title="Один")
    assert items(client, taker)[0]["title"].endswith("] Один")
    built = client.built
    assert items(client, taker)[0]["title"].endswith("] Один")
    assert client.built == built
    revise(edition, title="Два")
    assert items(client, taker)[0]["title"].endswith("] Два")
    partner = taker.subscription.partner
    partner.takes_advance_copies = False
    partner.save()
    assert items(client, taker) == []
    partner.takes_advance_copies = True
    partner.save()
    assert len(items(client, taker)) == 1
    time_machine.move_to(timezone.now() + DAY + timedelta(seconds=1))
    assert client.get(taker.address()).json()["items"][0]["title"].startswith("[")
    timetable.publish_due()
    assert items(client, taker)[0]["title"] == "Два"


def test_kept_answer_ends_with_the_moment_though_nobody_releases(newsroom, tmp_path, time_machine):
    client = LayeredClient(tmp_path / "ready")
    taker = take("ru:all", **TRUST)
    scheduled()
    built = [client.built for _poll in range(2) if items(client, taker)]
    time_machine.move_to(timezone.now() + DAY + timedelta(seconds=1))
    items(client, taker)
    assert client.built == built[-1] + 1
    time_machine.move_to(timezone.now() + LATE)
    assert items(client, taker) == []


def test_trusted_partners_share_no_kept_answer(newsroom, tmp_path, media):
    client = LayeredClient(tmp_path / "ready")
    scheduled(lead_photo=PhotoFactory())
    answers = {client.get(take("ru:all", **TRUST).address()).content for _each in range(2)}
    assert len(answers) == 2


def with_photos(**kinds) -> tuple[ArticlePage, dict[str, Photo]]:
    """Return a scheduled text with a photo of each kind in its body."""
    photos = {
        "free": PhotoFactory(),
        "site only": PhotoFactory(rights=Rights.SITE),
        "expired": PhotoFactory(expires_at=timezone.now() - timedelta(hours=1)),
    }
    raw = [{"type": "paragraph", "value": "<p>Текст.</p>"}]
    for photo in photos.values():
        image = {"image": photo.pk, "decorative": False, "alt_text": "Хор"}
        raw.append({"type": "photo", "value": {"image": image, "caption": ""}})
    body = ArticlePage().body.stream_block.to_python(raw)
    return scheduled(body=body, **kinds), photos


@pytest.mark.parametrize("extension", FORMATS)
def test_photos_open_by_the_addresses_in_the_copy_and_by_no_others(extension, client, media):
    _edition, photos = with_photos(lead_photo=PhotoFactory())
    answer = client.get(take("ru:all", **TRUST).address(extension=extension)).content.decode()
    found = [each for each in photo_addresses(answer) if "ticket=" in each]
    assert len(found) == 2
    assert photos["site only"].key not in answer
    assert photos["expired"].key not in answer
    for address in found:
        opened = client.get(address)
        assert opened.status_code == 200
        assert opened["Cache-Control"] == "private, no-store"
        assert opened["Content-Type"] == "image/jpeg"
        assert client.get(urlsplit(address).path).status_code == 404


@pytest.fixture
def address(client, media) -> str:
    """Return a photo's address in an advance copy."""
    scheduled(lead_photo=PhotoFactory(), title="Хор")
    (found,) = [
        each
        for each in photo_addresses(client.get(take("ru:all", **TRUST).address()).content.decode())
        if "ticket=" in each
    ]
    assert client.get(found).status_code == 200
    return found


def test_forged_ticket_opens_nothing(address, client):
    path, _mark, ticket = address.partition("?ticket=")
    partner, edition, rest = ticket.split(".")
    until, _colon, signature = rest.partition(":")
    for forged in (
        f"{int(partner) + 1}.{edition}.{rest}",
        f"{partner}.{int(edition) + 1}.{rest}",
        f"{partner}.{edition}.{int(until) + 1}:{signature}",
        f"{partner}.{edition}.{until}:",
        f"{partner}.{edition}.{until}",
        ticket[:-1],
        "",
        ":",
        "\x00",
    ):
        assert client.get(path, {"ticket": forged}).status_code == 404


def test_ticket_to_one_photo_opens_no_other(address, client):
    other = PhotoFactory()
    rendition = other.get_rendition("max-1440x1440|format-jpeg")
    ticket = address.partition("?ticket=")[2]
    assert client.get(rendition.url, {"ticket": ticket}).status_code == 404


def test_ticket_opens_no_original(address, client):
    photo = Photo.objects.get()
    ticket = address.partition("?ticket=")[2]
    assert client.get(f"/{photo.file.name}", {"ticket": ticket}).status_code == 404


def untrust():
    Partner.objects.update(takes_advance_copies=False)


def pause():
    Partner.objects.update(state=PartnerState.PAUSED)


def take_photos_away():
    Partner.objects.update(may_print_photos=False)


def keep_for_the_site():
    Photo.objects.update(rights=Rights.SITE)


def expire():
    Photo.objects.update(expires_at=timezone.now())


def cancel_all():
    cancel(ArticlePage.objects.get())


def take_photo_out():
    revise(ArticlePage.objects.get(), lead_photo=None)


def delete_all():
    ArticlePage.objects.get().delete()


@pytest.mark.parametrize(
    "change",
    [
        untrust,
        pause,
        take_photos_away,
        keep_for_the_site,
        expire,
        cancel_all,
        take_photo_out,
        delete_all,
    ],
    ids=lambda act: act.__name__,
)
def test_ticket_ends_with_what_it_was_given_for(change, address, client):
    change()
    assert client.get(address).status_code == 404


def test_ticket_ends_with_its_moment(address, client, time_machine):
    edition = ArticlePage.objects.get()
    until = edition.scheduled_revision.approved_go_live_at + LATE
    revise(edition, until + DAY)
    assert client.get(address).status_code == 200
    time_machine.move_to(until)
    assert client.get(address).status_code == 404


def test_address_with_a_ticket_stays_good_after_the_release(address, client):
    releases.release(ArticlePage.objects.get())
    opened = client.get(address)
    assert opened.status_code == 200
    assert opened["Cache-Control"].startswith("public")
