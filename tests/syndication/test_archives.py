"""Archive pages: by month of release, each complete, one that changes at a new address."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.circumstances import under
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage
from news.newsroom.generation import raise_generation
from tests.factories import PersonFactory, PhotoFactory, SectionFactory, released

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


def test_withdrawn_edition_stays_in_the_archive_as_a_tombstone_for_good(
    client, three_months, time_machine
):
    before = walk(client)[2]["feed_url"]
    withdrawals.withdraw([three_months[1]], reason="Ошибка.")
    time_machine.move_to(timezone.now() + timedelta(days=4000), tick=False)
    raise_generation()
    feed, *archive = walk(client)
    assert titles(feed) == ["Апрель", "Январь"]
    assert [titles(page) for page in archive] == [["Апрель"], ["Отозвано"], ["Январь"]]
    assert archive[1]["_vestnik"]["next_archive"] == archive[0]["feed_url"]
    (item,) = archive[1]["items"]
    assert item["id"] == three_months[1].urn
    assert item["content_text"] == "Ошибка."
    assert item["date_published"].startswith("2026-03-10")
    assert client.get(before)["Location"] == archive[1]["feed_url"]


def test_first_and_last_months_are_found_where_all_in_them_is_withdrawn(client, three_months):
    withdrawals.withdraw([three_months[0], three_months[2]], reason="Ошибка.")
    pages = walk(client)[1:]
    assert [titles(page) for page in pages] == [["Отозвано"], ["Март"], ["Отозвано"]]
    assert pages[2]["_vestnik"]["next_archive"] == pages[1]["feed_url"]
    assert pages[1]["_vestnik"]["next_archive"] == pages[0]["feed_url"]


def test_restored_edition_is_whole_again_at_another_address(client, three_months):
    withdrawals.withdraw([three_months[1]], reason="Ошибка.")
    withdrawn = walk(client)[2]["feed_url"]
    withdrawals.restore(ArticlePage.objects.get(pk=three_months[1].pk))
    page = walk(client)[2]
    assert titles(page) == ["Март"]
    assert client.get(withdrawn)["Location"] == page["feed_url"]


def test_deleted_edition_stays_in_the_month_of_its_release(client, three_months):
    urn = three_months[1].urn
    three_months[1].delete()
    (item,) = walk(client)[2]["items"]
    assert (item["id"], item["title"]) == (urn, "Отозвано")
    assert item["date_published"].startswith("2026-03-10")


def test_tombstone_stands_among_the_others_of_its_month_by_release(client):
    early, middle, late = (
        released(title=f"Материал {day}", at=datetime(2026, 1, day, tzinfo=UTC))
        for day in (5, 10, 15)
    )
    withdrawals.withdraw([middle], reason="Ошибка.")
    page = walk(client)[1]
    assert [item["id"] for item in page["items"]] == [late.urn, middle.urn, early.urn]


def test_tombstone_stands_in_the_channels_alone_where_the_text_was(client):
    culture, law = SectionFactory(slug="culture"), SectionFactory(slug="law")
    person = PersonFactory(slug="vera")
    edition = released(section=culture, authors=[person], at=datetime(2026, 1, 10, tzinfo=UTC))
    released(section=law, at=datetime(2026, 1, 11, tzinfo=UTC))
    withdrawals.withdraw([edition], reason="Ошибка.")
    for channel in ("section-culture", "person-vera"):
        assert titles(walk(client, channel)[1]) == ["Отозвано"]
    assert "Отозвано" not in titles(walk(client, "section-law")[1])


def test_archive_of_somebody_whose_only_text_is_withdrawn_stays(client, time_machine):
    person = PersonFactory(slug="vera")
    edition = released(authors=[person], at=datetime(2026, 1, 10, tzinfo=UTC))
    withdrawals.withdraw([edition], reason="Ошибка.")
    time_machine.move_to(timezone.now() + timedelta(days=100), tick=False)
    raise_generation()
    feed, archive = walk(client, "person-vera")
    assert titles(feed) == []
    assert titles(archive) == ["Отозвано"]
    person.is_hidden = True
    person.save()
    assert client.get(archive["feed_url"]).status_code == 404


@pytest.mark.parametrize("name", ["rss", "atom", "json", "ninjs"])
@pytest.mark.parametrize("is_deleted", [True, False])
def test_archive_says_of_the_withdrawn_nothing_but_the_reason(client, name: str, is_deleted: bool):
    photo = PhotoFactory()
    edition = released(
        title="Тайна",
        lead="Тайный лид.",
        text="<p>Тайный текст.</p>",
        authors=[PersonFactory(name_ru="Тайный автор")],
        lead_photo=photo,
        at=datetime(2026, 1, 10, tzinfo=UTC),
    )
    urn = edition.urn
    if is_deleted:
        with under(reason="Ошибка."):
            edition.delete()
    else:
        withdrawals.withdraw([edition], reason="Ошибка.")
    address = walk(client)[1]["feed_url"].removesuffix("json") + name
    response = client.get(address)
    assert response.status_code == 200
    body = (
        json.dumps(json.loads(response.content), ensure_ascii=False)
        if name
        in {
            "json",
            "ninjs",
        }
        else response.content.decode()
    )
    assert urn in body
    assert "Ошибка." in body
    assert "Тайн" not in body
    assert photo.key not in body
    marks = {"atom": "deleted-entry", "ninjs": '"canceled"'}
    assert marks.get(name, "Отозвано") in body


def test_number_of_queries_does_not_grow_with_tombstones(client, count_queries):
    def ask(number: int) -> int:
        made = [released(at=datetime(2026, 1, 10, tzinfo=UTC)) for _each in range(number)]
        withdrawals.withdraw(made[1:], reason="Ошибка.")
        made[0].delete()
        address = walk(client)[1]["feed_url"]
        raise_generation()
        return count_queries(lambda: client.get(address))

    assert ask(2) == ask(9)


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
