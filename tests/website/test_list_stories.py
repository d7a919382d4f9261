"""Lists are paged by their last row, whole in number of queries, deaf to odd addresses."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from news.articles import releases, withdrawals
from news.articles.models import EditionCredit
from news.website.listings import PAGE_SIZE, read_month, read_place
from tests.factories import (
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

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def titles(response) -> list[str]:
    page = response.content.decode().replace("\u00a0", " ")
    return re.findall(r'story__title"><a href="[^"]+">([^<]+)</a>', page)


def link(response, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def test_the_archive_goes_on_and_back_without_gap_or_repeat(reader) -> None:
    same = BEGIN + timedelta(days=2)
    for number in range(PAGE_SIZE + 3):
        released(title=f"Новость {number:02}", at=same if number > 3 else BEGIN)
    first = reader.get("/ru/news/")
    second = reader.get("/ru/news/" + link(first, "next"))
    assert len(titles(first)) == PAGE_SIZE
    assert len(titles(second)) == 3
    assert not set(titles(first)) & set(titles(second))
    assert link(second, "next") == ""
    back = reader.get("/ru/news/" + link(second, "prev"))
    assert titles(back) == titles(first)
    assert 'content="noindex, follow"' in second.content.decode()


def test_a_month_holds_what_the_newsrooms_calendar_puts_there(reader) -> None:
    released(title="Ночью первого", at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
    released(title="Последнего", at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC))
    assert titles(reader.get("/ru/news/?month=2026-10")) == ["Ночью первого"]
    assert titles(reader.get("/ru/news/?month=2026-09")) == ["Последнего"]


@pytest.mark.parametrize(
    "query",
    [
        "?month=2026-13",
        "?month=0000-01",
        "?month=9999-12",
        "?month=٢٠٢٦-١١",
        "?before=%00",
        "?before=AAAA&after=AAAA",
        "?after=MDAwMS0wMS0wMVQwMDowMDowMCsyMzowMCAx",
        "?month[]=1&q=%FF%FE",
        "?before=" + "A" * 5000,
    ],
)
def test_odd_addresses_are_answered_with_a_page(reader, query: str) -> None:
    released()
    for path in ("/ru/news/", "/ar/search/", "/ru/people/"):
        assert reader.get(path + query).status_code == 200


def test_archive_opens_one_year_and_leads_to_the_others(reader, time_machine) -> None:
    time_machine.move_to(datetime(2026, 11, 12, tzinfo=UTC))
    released(at=datetime(2023, 5, 1, tzinfo=UTC))
    newest, older, _older, oldest = reader.get("/ru/news/").context["years"]
    assert [(year.number, len(year.months)) for year in (newest, older, oldest)] == [
        (2026, 11),
        (2025, 0),
        (2023, 0),
    ]
    assert oldest.url == "/ru/news/?month=2023-12"
    years = reader.get(oldest.url).context["years"]
    assert [len(year.months) for year in years] == [0, 0, 0, 8]
    assert years[0].url == "/ru/news/?month=2026-11"


def test_places_and_months_that_no_database_holds_are_none() -> None:
    assert read_place("MDAwMS0wMS0wMVQwMDowMDowMCsyMzowMCAx") is None
    assert read_month("9999-12") is None


def test_sections_topics_and_people_list_their_own_in_the_language_read(reader) -> None:
    section, topic, person = SectionFactory(), TopicFactory(), PersonFactory()
    source = released(title="Своё", section=section, topics=[topic], authors=[person])
    released_translation(source, "fr", title="Le sien")
    released(title="Чужое", section=SectionFactory())
    for path in (
        f"sections/{section.slug}/",
        f"topics/{topic.slug}/",
        f"people/{person.slug}/",
    ):
        assert titles(reader.get(f"/ru/{path}")) == ["Своё"]
        assert titles(reader.get(f"/fr/{path}")) == ["Le sien"]
        assert titles(reader.get(f"/de/{path}")) == []


def test_a_renamed_slug_leads_to_the_new_one(reader) -> None:
    section = SectionFactory(slug="old")
    section.slug = "new"
    section.save()
    response = reader.get("/fr/sections/old/")
    assert (response.status_code, response["Location"]) == (301, "/fr/sections/new/")


def test_hidden_people_have_no_page_and_merged_ones_lead_on(reader) -> None:
    kept = PersonFactory(slug="kept")
    PersonFactory(slug="hidden", is_hidden=True)
    PersonFactory(slug="merged", merged_into=kept)
    released(authors=[kept])
    assert reader.get("/ru/people/hidden/").status_code == 404
    assert reader.get("/ru/people/merged/")["Location"] == "/ru/people/kept/"
    assert "Имя kept" in reader.get("/ru/people/").content.decode()


def test_lists_ask_the_same_number_of_questions_however_long(
    reader, newsroom, django_assert_num_queries
) -> None:
    facts = {
        "section": SectionFactory(slug="culture"),
        "topics": [TopicFactory(slug="music")],
        "authors": [PersonFactory(slug="vera")],
        "lead_photo": PhotoFactory(),
    }
    questions = {
        "/ru/": 11,
        "/ru/news/": 4,
        "/ru/sections/culture/": 3,
        "/ru/topics/music/": 3,
        "/ru/people/vera/": 4,
        "/ru/people/": 3,
        "/ru/about/": 1,
    }
    for more in (1, 4):
        for number in range(more):
            released_translation(released(title=f"Новость {more} {number}", **facts), "fr")
        for path, queries in questions.items():
            reader.get(path)
            with django_assert_num_queries(queries):
                reader.get(path)


def test_a_translator_is_listed_with_their_own_language_only(reader) -> None:
    translator = PersonFactory(slug="amira")
    source = released(title="Своё")
    translation = released_translation(source, "fr", title="Le sien")
    translation.credits.add(EditionCredit(person=translator, role=role("translator")))
    releases.release(translation)
    assert titles(reader.get("/fr/people/amira/")) == ["Le sien"]
    assert titles(reader.get("/ru/people/amira/")) == []


def test_somebody_credited_only_in_a_draft_is_not_listed(reader) -> None:
    edition = released(title="Своё")
    edition.credits.add(EditionCredit(person=PersonFactory(slug="soon"), role=role("author")))
    edition.save_revision()
    assert reader.get("/ru/people/soon/").status_code == 404
    assert "/people/soon/" not in reader.get("/ru/people/").content.decode()


def test_somebody_has_a_page_once_they_are_credited_in_public_and_no_sooner(reader) -> None:
    author = PersonFactory(slug="vera", bio_ru="Пишет о музыке.")
    edition = draft(authors=[author])
    for code in ("ru", "fr"):
        assert reader.get(f"/{code}/people/vera/").status_code == 404
    edition = releases.release(edition)
    for code in ("ru", "fr"):
        assert reader.get(f"/{code}/people/vera/").status_code == 200
    withdrawals.withdraw([edition], "Ошибка.")
    assert reader.get("/ru/people/vera/").status_code == 404
    assert "vera" not in reader.get("/ru/people/").content.decode()


def test_a_translator_has_a_page_while_their_translation_is_public(reader) -> None:
    edition = translated(released())
    edition.credits.add(EditionCredit(person=PersonFactory(slug="amira"), role=role("translator")))
    edition.save_revision()
    assert reader.get("/fr/people/amira/").status_code == 404
    edition = releases.release(edition)
    assert reader.get("/fr/people/amira/").status_code == 200
    withdrawals.withdraw([edition], "Erreur.")
    assert reader.get("/fr/people/amira/").status_code == 404


def test_a_former_address_gives_nobody_away_who_is_not_credited(reader) -> None:
    person = PersonFactory(slug="guessed")
    person.slug = "secret"
    person.save()
    PersonFactory(slug="swallowed", merged_into=person)
    for slug in ("guessed", "swallowed"):
        assert reader.get(f"/ru/people/{slug}/").status_code == 404
    released(authors=[person])
    for slug in ("guessed", "swallowed"):
        assert reader.get(f"/ru/people/{slug}/")["Location"] == "/ru/people/secret/"
