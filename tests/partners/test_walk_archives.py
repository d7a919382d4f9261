"""A partner goes back through the months of its own feed; what leads on tells no key."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from lxml import etree

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage, Section, Topic
from news.partners.models import PartnerState
from tests.factories import SectionFactory, TopicFactory, released
from tests.layered import LayeredClient
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db

ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


@pytest.fixture
def months(newsroom) -> None:
    culture, choir = SectionFactory(slug="culture"), TopicFactory(slug="choir")
    for month, words in ((5, {"section": culture}), (7, {"topics": [choir]}), (8, {})):
        moment = datetime(2026, month, 15, 12, tzinfo=UTC)
        released(title=f"Месяц {month}", at=moment, **words)


def relations(answer) -> dict[str, str]:
    """Return what the head leads to, by relation."""
    return {
        name: address
        for address, name in re.findall(r'<([^>]+)>; rel="([^"]+)"', answer.headers.get("Link", ""))
    }


def follow(client, start: str, relation: str = "prev-archive") -> list[tuple[str, str]]:
    """Return address and text of every page from here on, by the heads of the answers."""
    pages, address = [], start
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        pages.append((address, answer.content.decode()))
        onwards = relations(answer).get(relation)
        address = urljoin(address, onwards) if onwards else ""
    return pages


def titles(pages: list[tuple[str, str]]) -> list[list[str]]:
    return [sorted(set(re.findall(r"Месяц \d", text))) for _address, text in pages]


@pytest.mark.parametrize("extension", ["rss", "atom", "json", "ninjs"])
@pytest.mark.parametrize("through", ["Django", "the layer"])
def test_every_month_is_reached_in_every_format(client, months, tmp_path, extension, through):
    asking = client if through == "Django" else LayeredClient(tmp_path / "ready")
    taker = take("ru:all")
    for _round in range(2):
        pages = follow(asking, taker.address(extension=extension))
        assert titles(pages)[1:] == [["Месяц 8"], ["Месяц 7"], ["Месяц 5"]]
        last = pages[-1][0]
        assert titles(follow(asking, last, "next-archive")) == [
            ["Месяц 5"],
            ["Месяц 7"],
            ["Месяц 8"],
        ]
        current = relations(asking.get(last))["current"]
        assert urljoin(last, current) == taker.address(extension=extension)


def test_bodies_lead_on_too_and_as_their_standards_resolve_it(client, months):
    taker = take("ru:all")
    for extension in ("atom", "rss"):
        address = taker.address(extension=extension)
        onwards = [
            urljoin(address, link.get("href"))
            for link in etree.fromstring(client.get(address).content).iter(ATOM_LINK)
            if link.get("rel") == "prev-archive"
        ]
        assert len(onwards) == 1
        assert "Месяц 8" in client.get(onwards[0]).content.decode()
    address = taker.address()
    onwards = json.loads(client.get(address).content)["next_url"]
    assert "Месяц 8" in client.get(urljoin(address, onwards)).content.decode()


def test_months_hold_what_is_taken_and_nothing_else(client, months):
    culture, choir = Section.objects.get(), Topic.objects.get()
    both = take(f"ru:section:{culture.pk}", f"ru:topic:{choir.pk}")
    assert titles(follow(client, both.address()))[1:] == [["Месяц 7"], ["Месяц 5"]]
    less = take("ru:all", excludes=(f"ru:topic:{choir.pk}",))
    assert titles(follow(client, less.address()))[1:] == [["Месяц 8"], ["Месяц 5"]]
    nothing = take(f"fr:section:{culture.pk}")
    assert len(follow(client, nothing.address("fr"))) == 1


def told(client, taker) -> list[list[tuple[str, str]]]:
    """Return id and title of every item of the archive, month by month."""
    pages = [json.loads(text) for _address, text in follow(client, taker.address())[1:]]
    return [[(each["id"], each["title"]) for each in page["items"]] for page in pages]


def test_withdrawn_texts_stay_as_tombstones_for_those_alone_who_took_them(client, months):
    culture, choir = Section.objects.get(), Topic.objects.get()
    # Of both channels, and so found twice.
    both = released(
        section=culture, topics=[choir], title="Месяц 6", at=datetime(2026, 6, 15, 12, tzinfo=UTC)
    )
    sung, plain = (ArticlePage.objects.get(title=f"Месяц {month}") for month in (7, 8))
    withdrawals.withdraw([both, sung, plain], "Ошибка.")
    with_both = take(f"ru:section:{culture.pk}", f"ru:topic:{choir.pk}")
    tombs = {each.urn: [(each.urn, "Отозвано")] for each in (both, sung, plain)}
    _may, *later = reversed(told(client, with_both))
    assert later == [tombs[both.urn], tombs[sung.urn]]
    less = told(client, take("ru:all", excludes=(f"ru:topic:{choir.pk}",)))
    assert less[0] == tombs[plain.urn]
    assert len(less) == 2
    everything = told(client, take("ru:all"))
    assert everything[:3] == [tombs[plain.urn], tombs[sung.urn], tombs[both.urn]]
    withdrawals.restore(ArticlePage.objects.get(pk=both.pk))
    assert told(client, with_both)[1] == [(both.urn, "Месяц 6")]


@pytest.mark.parametrize("extension", ["rss", "atom", "json", "ninjs"])
def test_no_page_tells_a_key(client, months, extension):
    taker = take("ru:all")
    for address, text in follow(client, taker.address(extension=extension)):
        assert taker.token not in text
        assert taker.token not in str(client.get(address).headers)


def test_those_who_have_the_same_share_each_month(months, tmp_path):
    through_layer = LayeredClient(tmp_path / "ready")
    first, second = take("ru:all"), take("ru:all")
    pages = follow(through_layer, first.address())
    built = through_layer.built
    theirs = follow(through_layer, second.address())
    assert through_layer.built == built
    assert [text for _address, text in theirs] == [text for _address, text in pages]


def test_older_version_leads_to_the_present_one(client, months):
    taker = take("ru:all")
    old = follow(client, taker.address())[1][0]
    edition = ArticlePage.objects.get(title="Месяц 8")
    edition.lead = "Иначе."
    releases.release(edition, kind="update")
    moved = client.get(old)
    assert moved.status_code == 301
    assert taker.token not in moved["Location"]
    assert "Иначе." in client.get(urljoin(old, moved["Location"])).content.decode()


def test_month_opens_to_good_keys_alone(client, months, tmp_path):
    through_layer = LayeredClient(tmp_path / "ready")
    taker = take("ru:all")
    month = follow(through_layer, taker.address())[1][0]
    rest = month.partition(taker.token)[2]
    other = take("fr:all")
    ended = take("ru:all", state=PartnerState.ENDED)
    for asking in (client, through_layer):
        alike = {
            (answer.status_code, answer.content, str(sorted(answer.headers.items())))
            for answer in (
                asking.get(f"/partners/{key}{rest}") for key in ("x" * 32, other.token, ended.token)
            )
        }
        assert len(alike) == 1
        assert alike.pop()[0] == 404
    empty = re.sub(r"\d{4}-\d\d", "2020-01", month)
    assert client.get(empty).status_code == 404
    taker.subscription.partner.state = PartnerState.PAUSED
    taker.subscription.partner.save()
    assert through_layer.get(month).status_code == 404
