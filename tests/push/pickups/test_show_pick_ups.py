"""Editors see what is picked up by month, sign, partner, language and text, and take it along."""

import csv
import io
from datetime import UTC, date, datetime

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.articles.models import ArticlePage
from news.desk.numbers.months import last_months
from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner
from news.push.pickups import counting
from news.push.pickups.models import PickUp, Sign, of_host, of_partner
from tests.desk.conftest import edit_url
from tests.factories import UserFactory, released, released_translation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
MARCH, OCTOBER, NOVEMBER = date(2026, 3, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def ask(client):
    """Return a page of the report as somebody sees it, in a language of the admin."""

    def asked(user, name: str = "push-pick-ups", language: str = "en", **query):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client.force_login(user)
        return client.get(reverse(name), query)

    return asked


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.create(name="SooMedia", website="https://soomedia.example")


@pytest.fixture
def counted(partner) -> ArticlePage:
    """A Russian text and its French, of which two months have seen something."""
    edition = released(title="Хор споёт")
    french = released_translation(edition)
    known = {"partner": partner.pk, "source": of_partner(partner.pk)}
    add = PickUp.objects.add
    add(Sign.FETCH, urn=edition.urn, language="ru", month=OCTOBER, count=4, **known)
    add(Sign.FETCH, urn=edition.urn, language="ru", month=NOVEMBER, count=2, **known)
    add(Sign.TOLD, urn=french.urn, language="fr", month=NOVEMBER, **known)
    add(Sign.COPY, urn=edition.urn, language="ru", month=NOVEMBER, count=3)
    add(
        Sign.VISIT,
        urn=edition.urn,
        language="ru",
        month=MARCH,
        count=8,
        source=of_host("soomedia.example"),
        partner=partner.pk,
    )
    return edition


def figures(answer, table: str) -> dict[str, list[str]]:
    """Return what the cells of a table say, by the name of their row."""
    assert answer.status_code == 200
    page = lxml.html.fromstring(answer.content)
    section = page.xpath(f'//section[@aria-labelledby="pick-ups-{table}"]')[0]
    for repeated in section.xpath('.//td/*[@aria-hidden="true"]'):
        repeated.text = ""
    return {
        " ".join(row.xpath("./th")[0].text_content().split()): [
            " ".join(cell.text_content().split()) for cell in row.xpath("./td")
        ]
        for row in section.xpath(".//tbody/tr")
    }


def lines(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))


def test_last_twelve_months_by_sign(ask, editor, counted):
    found = figures(ask(editor), "sign")
    assert found["fetched with a key"] == ["0"] * 10 + ["4", "2", "6"]
    assert found["taken by a webhook"][-2:] == ["1", "1"]
    assert found["copies looked at"][-2:] == ["3", "3"]
    assert found["reader came from a partner’s site"][3] == "8"


def test_by_partner_and_by_language(ask, editor, counted):
    answer = ask(editor)
    by_source = figures(answer, "source")
    assert [*by_source] == ["soomedia.example", "SooMedia", "whoever takes a copy"]
    assert by_source["SooMedia"][-3:] == ["4", "3", "7"]
    by_language = figures(answer, "language")
    assert by_language["Русский"][-1] == "17"
    assert by_language["Français"][-1] == "1"


def test_texts_of_the_chosen_month(ask, editor, counted):
    now = figures(ask(editor), "texts")
    assert now == {
        "Хор споёт": ["2", "0", "3", "0", "0", "5"],
        "Le chœur chantera à Bizerte": ["0", "1", "0", "0", "0", "1"],
    }
    then = figures(ask(editor, month="2026-03"), "texts")
    assert then == {"Хор споёт": ["0", "0", "0", "0", "8", "8"]}


def test_year_before_is_kept(ask, editor, counted, time_machine):
    time_machine.move_to(datetime(2028, 1, 10, tzinfo=UTC))
    assert "Nothing was picked up" in ask(editor).content.decode()
    found = figures(ask(editor, year="2026"), "sign")
    assert found["fetched with a key"] == ["0"] * 9 + ["4", "2", "0", "6"]


def test_deleted_text_and_partner_keep_their_counts(ask, editor, counted, partner):
    PickUp.objects.add(Sign.TOLD, urn="urn:gone", language="ru", month=NOVEMBER, source="partner:0")
    partner.delete()
    answer = ask(editor)
    assert figures(answer, "texts")["urn:gone"] == ["0", "1", "0", "0", "0", "1"]
    assert "a partner that was deleted" in figures(answer, "source")


def test_many_sources_end_in_one_row(ask, editor, counted):
    for number in range(30):
        PickUp.objects.add(
            Sign.VISIT,
            urn=counted.urn,
            language="ru",
            month=NOVEMBER,
            source=of_host(f"site{number}.example"),
        )
    found = figures(ask(editor), "source")
    assert len(found) == 21
    assert found["All others"][-1] == "13"


def test_spreadsheet_says_every_count(ask, editor, counted):
    found = lines(ask(editor, "push-pick-ups-csv"))
    assert len(found) == 5
    assert found[0] == {
        "month": "2026-03",
        "text": "Хор споёт",
        "urn": counted.urn,
        "language": "ru",
        "sign": "visit",
        "sign_in_words": "reader came from a partner’s site",
        "source": "soomedia.example",
        "count": "8",
    }
    in_russian = lines(ask(editor, "push-pick-ups-csv", language="ru", year="2026"))
    assert [each["count"] for each in in_russian] == [each["count"] for each in found]


def test_no_cell_of_the_spreadsheet_is_a_formula(ask, editor):
    Partner.objects.create(pk=7, name="=cmd|x")
    edition = released(title="=1+1")
    PickUp.objects.add(
        Sign.TOLD, urn=edition.urn, language="ru", month=NOVEMBER, source=of_partner(7)
    )
    (line,) = lines(ask(editor, "push-pick-ups-csv"))
    assert (line["text"], line["source"]) == ("'=1+1", "'=cmd|x")


@pytest.mark.parametrize("name", ["push-pick-ups", "push-pick-ups-csv"])
def test_who_knows_no_partners_is_shown_none(ask, translator_fr, counted, name):
    assert ask(translator_fr, name).status_code == 302
    assert ask(UserFactory(groups=["Comment moderators"]), name).status_code == 302


def test_menu_leads_there(ask, client, editor):
    ask(editor)
    assert reverse("push-pick-ups") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_form_of_a_text_says_how_often_it_was_picked_up(ask, client, editor, counted):
    ask(editor)
    assert "This month: 5. In all: 17." in client.get(edit_url(counted)).content.decode()


def test_translator_is_not_told_so(ask, client, translator_fr, counted):
    ask(translator_fr)
    french = ArticlePage.objects.get(story=counted.story, language="fr")
    assert "This month:" not in client.get(edit_url(french)).content.decode()


def test_queries_stay_the_same_and_read_the_months_alone(ask, editor, counted):
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            ask(editor)
        return [each["sql"] for each in queries]

    asked()
    few = asked()
    for number in range(60):
        month = date(2010 + number // 12, number % 12 + 1, 1)
        for urn in range(3):
            PickUp.objects.add(Sign.COPY, urn=f"urn:{urn}", language="ru", month=month)
            PickUp.objects.add(Sign.COPY, urn=f"urn:{urn}", language="ru", month=NOVEMBER)
    assert len(asked()) == len(few)


def test_indexes_bear_the_sums():
    months = last_months(NOW.date(), NewsroomSettings.load().zone)
    totals = counting._of(months).order_by().values_list("month", "sign", "language", "source")
    texts = PickUp.objects.filter(month=NOVEMBER).order_by().values_list("urn")
    if connection.vendor == "sqlite":
        assert "COVERING INDEX pick_up_by_month (month>" in totals.explain()
        assert "COVERING INDEX sqlite_autoindex_news_pickup_1 (month=" in texts.explain()
