"""Archive pages: by month of release, each complete, one that changes at a new address."""

import json
import re
from datetime import UTC, datetime

import pytest

from news.articles import releases, withdrawals
from news.articles.ledger import ReleaseKind
from tests.factories import SectionFactory, released

pytestmark = pytest.mark.django_db


def read(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def walk(client, channel: str = "all") -> list[dict]:
    """Follow `next_url` from the feed to the oldest archive page, as a program would."""
    pages = [read(client, f"/ru/feeds/{channel}.json")]
    while "next_url" in pages[-1]:
        pages.append(read(client, pages[-1]["next_url"]))
    return pages


def titles(page: dict) -> list[str]:
    return [item["title"] for item in page["items"]]


@pytest.fixture
def three_months(db):
    """Editions released in January, March and, in the newsroom's zone, April."""
    return [
        released(title=title, at=at)
        for title, at in (
            ("Январь", datetime(2026, 1, 10, tzinfo=UTC)),
            ("Март", datetime(2026, 3, 10, tzinfo=UTC)),
            # 23:30 UTC is half past midnight in Tunis.
            ("Апрель", datetime(2026, 3, 31, 23, 30, tzinfo=UTC)),
        )
    ]


def test_pages_lead_back_through_every_month_that_has_something(client, three_months):
    _feed, *archive = walk(client)
    assert [titles(page) for page in archive] == [["Апрель"], ["Март"], ["Январь"]]
    assert "/all/2026-04." in archive[0]["feed_url"]
    assert all(page["_vestnik"]["is_archive"] for page in archive)
    assert archive[0]["_vestnik"]["current"] == "http://localhost:8000/ru/feeds/all.json"
    assert archive[1]["_vestnik"]["next_archive"] == archive[0]["feed_url"]


def test_empty_channel_has_no_archive(client):
    section = SectionFactory(slug="culture")
    assert len(walk(client, section.channel_key)) == 1


def test_page_that_changes_gets_a_new_address_and_the_old_one_leads_there(client, three_months):
    before = walk(client)[3]["feed_url"]
    releases.release(three_months[0], kind=ReleaseKind.FIX)
    after = walk(client)[3]["feed_url"]
    assert after != before
    response = client.get(before)
    assert response.status_code == 301
    assert response["Location"] == after


def test_page_keeps_its_address_while_other_months_change(client, three_months):
    before = walk(client)[3]["feed_url"]
    releases.release(three_months[1], kind=ReleaseKind.UPDATE)
    assert walk(client)[3]["feed_url"] == before


def test_withdrawn_edition_leaves_the_archive_at_once(client, three_months):
    address = walk(client)[2]["feed_url"]
    withdrawals.withdraw([three_months[1]], reason="Ошибка.")
    assert client.get(address).status_code == 404
    assert [titles(page) for page in walk(client)[1:]] == [["Апрель"], ["Январь"]]


def test_archive_of_a_renamed_section_leads_to_the_new_address(client):
    section = SectionFactory(slug="culture")
    released(section=section, at=datetime(2026, 1, 10, tzinfo=UTC))
    address = walk(client, "section-culture")[1]["feed_url"]
    section.slug = "arts"
    section.save()
    response = client.get(address)
    assert response.status_code == 301
    assert response["Location"] == address.replace("section-culture", "section-arts")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["rss", "atom", "ninjs"])
def test_archive_is_there_in_every_format(client, three_months, name: str):
    address = walk(client)[1]["feed_url"].removesuffix("json") + name
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["rss", "atom", "json", "ninjs"])
def test_head_of_the_answer_leads_through_the_archive_in_every_format(
    client, three_months, name: str
):
    def links(address: str) -> dict[str, str]:
        rows = re.findall(r'<([^>]+)>; rel="([^"]+)"', client.get(address)["Link"])
        return {relation: url for url, relation in rows}

    feed = f"http://localhost:8000/ru/feeds/all.{name}"
    pages = [links(feed)]
    while "prev-archive" in pages[-1]:
        pages.append(links(pages[-1]["prev-archive"]))
    assert len(pages) == 4
    assert not {"current", "next-archive"} & set(pages[0])
    assert [page["self"].endswith(f".{name}") for page in pages] == [True] * 4
    assert [page["current"] for page in pages[1:]] == [feed] * 3
    assert pages[2]["next-archive"] == pages[1]["self"]
