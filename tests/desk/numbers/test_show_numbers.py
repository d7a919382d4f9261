"""The page of numbers, and its spreadsheet, tell everyone what they may know of."""

import csv
import io
from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.articles import withdrawals
from news.desk import assignments
from news.desk.assignments import Assignment
from news.desk.numbers import counting
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from tests.factories import UserFactory, draft, released, released_translation, translated

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
PAGE, CSV = "desk-numbers", "desk-numbers-csv"


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def ask(client):
    """Return the page as somebody sees it, in a language of the admin."""

    def asked(user, name: str = PAGE, language: str = "en", **query):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client.force_login(user)
        return client.get(reverse(name), query)

    return asked


def page(answer):
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content)


def figures(answer, table: str = "released") -> dict[str, list[str]]:
    """Return what the cells of a table say, by language."""
    section = page(answer).xpath(f'//section[@aria-labelledby="numbers-{table}"]')[0]
    for repeated in section.xpath('.//td/*[@aria-hidden="true"]'):
        repeated.text = ""
    return {
        row.xpath("./th/bdi/@lang")[0]: [
            " ".join(cell.text_content().split()) for cell in row.xpath("./td")
        ]
        for row in section.xpath(".//tbody/tr")
    }


def lines(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def value(answer, measure: str, language: str, period: str) -> str:
    (line,) = (
        line
        for line in lines(answer)
        if (line["measure"], line["language"], line["period"]) == (measure, language, period)
    )
    return line["value"]


@pytest.fixture
def pair():
    """A story of February whose French took five days and six hours, into March."""
    source = released(at=NOW - timedelta(days=19))
    return source, released_translation(source, "fr", at=NOW - timedelta(days=13, hours=18))


def test_table_has_languages_down_and_months_across(ask, editor, pair):
    answer = ask(editor)
    found = figures(answer)
    assert [*found] == codes()
    assert found["ru"] == ["0"] * 10 + ["1", "0", "1"]
    assert found["fr"] == ["0"] * 10 + ["0", "1", "1"]
    headings = page(answer).xpath('(//table[@class="figures"])[1]/thead//th/text()')
    assert headings[1] == "April 2025"
    assert headings[-2:] == ["March 2026", "All these months"]


def test_times_are_told_in_words(ask, editor, pair):
    answer = ask(editor)
    assert figures(answer, "median_hours_to_translation")["fr"][-2:] == ["5 days", "5 days"]
    in_russian = ask(editor, language="ru")
    assert figures(in_russian, "median_hours_to_translation")["fr"][-1] == "5 дней"
    in_arabic = ask(editor, language="ar")
    assert figures(in_arabic, "median_hours_to_translation")["fr"][-1] == "5 أيام"


def test_requests_stand_by_age_with_those_that_are_late(ask, editor):
    task = assignments.ask(released().story, "fr", by=editor, wanted_on=NOW.date())
    Assignment.objects.filter(pk=task.pk).update(
        asked_at=NOW - timedelta(days=3), wanted_on=NOW.date() - timedelta(days=1)
    )
    assert figures(ask(editor), "open_requests")["fr"] == ["0", "1", "0", "0", "1", "1"]


def test_months_are_named_as_the_newsrooms_region_names_them(ask, editor, pair):
    assert "جانفي 2026" in ask(editor, language="ar").content.decode()
    newsroom = NewsroomSettings.load()
    newsroom.region = "LB"
    newsroom.save()
    answer = ask(editor, language="ar").content.decode()
    assert "كانون الثاني 2026" in answer
    assert "جانفي" not in answer


def test_bars_say_their_figures_and_are_named_as_a_picture(ask, editor):
    released(at=NOW)
    released(at=NOW)
    released("fr", at=NOW, title="Le chœur")
    chart = page(ask(editor)).xpath('//*[@role="img" and contains(@class, "bars")]')[0]
    assert "as in the table below" in chart.get("aria-label")
    heights = {
        row.xpath(".//bdi/@lang")[0]: (
            row.xpath(".//small/text()"),
            row.xpath(".//svg/@height"),
        )
        for row in chart.xpath('./div[@class="bars__row"]')
    }
    assert heights["ru"] == (["2"], ["100%"])
    assert heights["fr"] == (["1"], ["50%"])
    assert heights["ar"] == ([], [])


def test_little_beside_much_is_still_seen(ask, editor, monkeypatch):
    counted = {"ru": [0] * 11 + [5000], "fr": [0] * 11 + [1]}
    monkeypatch.setattr(counting, "releases_in", lambda months, languages: counted)
    heights = page(ask(editor)).xpath('//*[@class="bars__bar"]/svg/@height')
    assert heights == ["100%", "1%"]


def test_page_needs_no_script(ask, editor, pair):
    shown = page(ask(editor)).xpath('//main//section[@class="numbers"]')
    assert len(shown) == 3
    assert not page(ask(editor)).xpath('//section[@class="numbers"]//script')


def test_year_is_part_of_the_address(ask, editor):
    released(at=datetime(2024, 12, 31, 22, 59, tzinfo=UTC))
    released(at=datetime(2024, 12, 31, 23, 0, tzinfo=UTC))
    answer = ask(editor, year="2024")
    assert figures(answer)["ru"] == ["0"] * 11 + ["1", "1"]
    options = page(answer).xpath('//select[@name="year"]/option')
    assert [option.get("value") for option in options] == ["", "2026", "2025", "2024"]
    assert [option.get("value") for option in options if option.get("selected")] == ["2024"]
    (link,) = page(answer).xpath(f'//a[starts-with(@href, "{reverse(CSV)}")]/@href')
    assert link.endswith("?year=2024")
    assert figures(ask(editor, year="2025"))["ru"][0] == "1"


@pytest.mark.parametrize("year", ["2031", "1066", "every", "-1", "٢٠٢٦"])
def test_year_without_numbers_shows_the_last_months(ask, editor, pair, year):
    assert figures(ask(editor, year=year)) == figures(ask(editor))


def test_withdrawn_text_goes_on_counting(ask, editor, pair):
    withdrawals.withdraw([pair[1]], "Erreur.")
    assert figures(ask(editor))["fr"][-1] == "1"


def test_empty_newsroom_reads_a_sentence(ask, editor):
    draft()
    answer = ask(editor)
    assert "Nothing was released in these months" in answer.content.decode()
    assert not page(answer).xpath('//main//table | //*[contains(@class, "bars")]')


def test_measure_without_figures_is_a_sentence(ask, editor):
    released()
    answer = ask(editor)
    assert "No translation was released in these months." in answer.content.decode()
    assert "Nobody waits for a translation." in answer.content.decode()
    assert len(page(answer).xpath('//table[@class="figures"]')) == 1


def test_spreadsheet_holds_every_figure_of_the_page(ask, editor, pair):
    assignments.ask(pair[0].story, "ar", by=editor)
    answer = ask(editor, CSV)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="numbers-2025-04-2026-03.csv"'
    assert value(answer, "released", "fr", "2026-03") == "1"
    assert value(answer, "released", "fr", "all") == "1"
    assert value(answer, "median_hours_to_translation", "fr", "2026-03") == "126.00"
    assert value(answer, "median_hours_to_translation", "fr", "2026-02") == ""
    assert value(answer, "open_requests", "ar", "up_to_a_day") == "1"
    assert value(answer, "open_requests", "ar", "past_wish_date") == "0"
    cells = page(ask(editor)).xpath('//table[@class="figures"]//td')
    assert len(lines(answer)) == len(cells)


def test_spreadsheet_speaks_to_machines_alike_and_to_people_in_their_language(ask, editor, pair):
    english, russian = (lines(ask(editor, CSV, language=code)) for code in ("en", "ru"))
    for each, other in zip(english, russian, strict=True):
        assert [*each.values()][:4] == [*other.values()][:4]
    assert russian[0]["period_in_words"] == "Апрель 2025"


def test_spreadsheet_is_of_the_year_in_its_address(ask, editor):
    released(at=datetime(2024, 6, 1, tzinfo=UTC))
    answer = ask(editor, CSV, year="2024")
    assert answer["Content-Disposition"] == 'attachment; filename="numbers-2024-01-2024-12.csv"'
    assert value(answer, "released", "ru", "2024-06") == "1"


def test_translator_sees_only_the_languages_he_writes_in(ask, editor, translator_fr, pair):
    assignments.ask(pair[0].story, "ar", by=editor)
    answer = ask(translator_fr)
    assert [*figures(answer)] == ["fr"]
    assert figures(answer)["fr"][-1] == "1"
    assert {line["language"] for line in lines(ask(translator_fr, CSV))} == {"fr"}


def test_numbers_hold_nothing_that_is_not_released(ask, editor, translator_fr):
    """A text under embargo, a schedule and a draft, in French and in the original."""
    source = draft(go_live_at=NOW + timedelta(days=1))
    source.save_revision(approved_go_live_at=source.go_live_at)
    source.story.embargo_until = NOW + timedelta(days=1)
    source.story.save()
    translated(source, "fr")
    for user in (editor, translator_fr):
        assert "Nothing was released" in ask(user).content.decode()


@pytest.mark.parametrize("name", [PAGE, CSV])
def test_who_writes_nothing_is_refused(ask, pair, name):
    reader = UserFactory()
    admin = Permission.objects.get(codename="access_admin")
    reader.user_permissions.add(admin)
    answer = ask(reader, name)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("name", [PAGE, CSV])
def test_stranger_is_sent_to_sign_in(client, pair, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_menu_of_reports_leads_there(ask, editor, client):
    client.force_login(editor)
    assert reverse(PAGE) in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("name", [PAGE, CSV])
def test_queries_are_as_many_whatever_there_is_to_count(ask, editor, count_queries, name):
    waited_for = released(at=NOW - timedelta(days=20))
    released_translation(waited_for, "fr", at=NOW - timedelta(days=14))
    assignments.ask(waited_for.story, "ar", by=editor)
    few = count_queries(lambda: ask(editor, name))
    for number in range(4):
        source = released(title=f"Хор {number}", at=NOW - timedelta(days=40 * number + 1))
        released_translation(source, "fr", at=NOW - timedelta(days=40 * number))
        released_translation(source, "de", at=NOW - timedelta(days=40 * number))
        assignments.ask(source.story, "es", by=editor)
    assert count_queries(lambda: ask(editor, name)) == few
