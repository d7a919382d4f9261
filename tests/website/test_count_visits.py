"""Visits that are signs of a pick-up are counted; of readers nothing is kept."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.newsroom.models import Licence
from news.partners.models import Partner
from news.push.pickups import tally
from news.push.pickups.hosts import host_of
from news.push.pickups.models import ANYBODY, PickUp
from tests.factories import draft, released
from tests.layered import LayeredClient

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
MONTH = date(2026, 11, 1)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PARTNER = "https://www.soomedia.example/culture/42"


@pytest.fixture(autouse=True)
def _in_november(time_machine, newsroom):
    time_machine.move_to(NOW, tick=False)
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()
    tally.TALLY.write()
    yield
    tally.TALLY.write()


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="SooMedia", website="https://soomedia.example/news")


@pytest.fixture
def reader(tmp_path) -> LayeredClient:
    return LayeredClient(tmp_path / "ready", headers={"user-agent": FIREFOX})


def counted() -> dict[tuple[str, str, str], int]:
    """Return what this month has seen, by sign, source and text."""
    tally.TALLY.write()
    rows = PickUp.objects.filter(month=MONTH)
    return {(each.sign, each.source, each.urn): each.count for each in rows}


def come(reader, edition: ArticlePage, before: str = PARTNER, below: str = "", **headers: str):
    return reader.get(f"{edition.url_path}{below}", headers={"referer": before, **headers})


def test_reader_from_a_partners_site_is_counted_by_site_and_text(reader, partner):
    edition, other = released(slug="слон"), released(title="Другой")
    come(reader, edition)
    come(reader, edition, "https://soomedia.example/")
    come(reader, other, "http://SooMedia.example:8080/x?y=z")
    source = "host:soomedia.example"
    assert counted() == {("visit", source, edition.urn): 2, ("visit", source, other.urn): 1}
    assert {row.partner for row in PickUp.objects.all()} == {partner}


def test_answer_that_is_kept_ready_is_counted_too(reader, partner):
    edition = released()
    come(reader, edition)
    built = reader.built
    come(reader, edition)
    assert reader.built == built
    assert [*counted().values()] == [2]


def test_visits_of_another_minute_are_added(reader, partner):
    edition = released()
    for _minute in range(3):
        come(reader, edition)
        total = [*counted().values()]
    assert total == [3]


@pytest.mark.parametrize(
    "before",
    [
        "https://elsewhere.example/",
        "https://soomedia.example.evil.example/",
        "https://evil.example/?https://soomedia.example/",
        "http://testserver/ru/",
        "soomedia.example",
        "http://[::1/",
        "",
    ],
)
def test_other_sites_are_not_counted(reader, partner, before):
    come(reader, released(), before)
    assert counted() == {}


def test_what_is_no_public_text_is_not_counted(reader, partner):
    unreleased, gone = draft(), released(title="Отозванный")
    withdrawals.withdraw([gone], "Ошибка.")
    come(reader, unreleased)
    come(reader, gone)
    for path in ("/ru/", "/ru/news/", "/ru/feeds/all.rss", "/robots.txt", "/ru/news/нет/"):
        reader.get(path, headers={"referer": PARTNER})
    assert counted() == {}


def test_copies_looked_at_and_taken_are_counted(reader):
    edition = released()
    reader.get(f"{edition.url_path}republish/")
    reader.get(f"{edition.url_path}republish/?as=md")
    reader.get(f"{edition.url_path}republish/?as=txt", headers={"sec-fetch-dest": "empty"})
    reader.get(f"{edition.url_path}republish/?as=exe")
    assert counted() == {
        ("copy", ANYBODY, edition.urn): 2,
        ("file", ANYBODY, edition.urn): 2,
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": "Feedly/1.0"},
        {"user-agent": ""},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-dest": "image"},
    ],
)
def test_programs_and_guesses_of_browsers_are_not_counted(reader, partner, headers):
    edition = released()
    come(reader, edition, **headers)
    come(reader, edition, below="republish/", **headers)
    assert counted() == {}


def test_telephone_whose_maker_is_called_so_is_no_program(reader, partner):
    agent = "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Mobile Safari/537.36"
    come(reader, released(), **{"user-agent": agent})
    assert [*counted().values()] == [1]


def test_colleague_is_no_reader(reader, partner, editor):
    reader.force_login(editor)
    come(reader, released(slug="choir"))
    assert counted() == {}


def test_only_opening_is_counted(reader, partner):
    edition = released(slug="choir")
    reader.head(edition.url_path, headers={"referer": PARTNER})
    reader.post(edition.url_path, headers={"referer": PARTNER})
    assert counted() == {}


def test_counting_asks_the_database_nothing_while_somebody_waits(reader, partner):
    edition = released()
    come(reader, edition)
    with CaptureQueriesContext(connection) as asked:
        come(reader, edition)
        come(reader, edition, "https://elsewhere.example/")
    # The numbers that any answer from what is kept asks for; this test trusts none.
    numbers = {"news_generation", "news_noticecounter"}
    assert {each["sql"].split('"')[1] for each in asked} == numbers


def test_partner_with_a_new_site_is_known_at_once(reader, partner):
    edition = released()
    come(reader, edition, "https://new.example/")
    partner.website = "https://new.example"
    partner.save()
    come(reader, edition, "https://new.example/")
    assert counted() == {("visit", "host:new.example", edition.urn): 1}


def test_counts_stay_once_the_partner_is_deleted(reader, partner):
    edition = released()
    come(reader, edition)
    tally.TALLY.write()
    partner.delete()
    assert counted() == {("visit", "host:soomedia.example", edition.urn): 1}


def test_nothing_of_a_reader_is_kept(reader, partner):
    fields = {field.name for field in PickUp._meta.get_fields()}
    assert fields == {"id", "sign", "urn", "language", "source", "partner", "month", "count"}
    response = come(reader, released(), "https://soomedia.example/private?name=Анна")
    assert not response.cookies
    counted()
    assert "Анна" not in str(PickUp.objects.values())


def test_made_up_addresses_fill_no_memory(reader, partner, monkeypatch):
    monkeypatch.setattr(tally, "MOST", 5)
    for number in range(20):
        reader.get(f"/ru/news/{number}/republish/")
    assert len(tally.TALLY._seen) == 5


def test_new_address_goes_on_counting(reader, partner):
    edition = released(slug="old")
    come(reader, edition)
    tally.TALLY.write()
    come(reader, releases.change_address(edition, "new"))
    assert [*counted().values()] == [2]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org/x", "example.org"),
        ("https://example.org.:443/", "example.org"),
        ("https://пример.рф/", "xn--e1afmkfd.xn--p1ai"),
        ("https://xn--e1afmkfd.xn--p1ai/", "xn--e1afmkfd.xn--p1ai"),
        ("https://user@example.org/", "example.org"),
        ("about:blank", ""),
        ("https://ъ" + "ъ" * 80 + ".example/", ""),
    ],
)
def test_sites_are_compared_by_host(address, host):
    assert host_of(address) == host
