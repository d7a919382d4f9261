"""The language is the one the address says; the root asks the browser; nothing is remembered."""

import pytest

from tests.factories import released

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("", "/ru/"),
        ("fr-TN,fr;q=0.9,ar;q=0.8", "/fr/"),
        ("ar-TN", "/ar/"),
        ("ja,de;q=0.5", "/de/"),
        ("*", "/ru/"),
        (";;;q=,,", "/ru/"),
        ("x" * 10_000, "/ru/"),
    ],
)
def test_the_root_sends_readers_to_their_language(reader, header: str, place: str) -> None:
    response = reader.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response["Location"]) == (302, place)
    assert "Accept-Language" in response["Vary"]


def test_an_inactive_language_is_not_offered_but_stays_readable(reader, newsroom) -> None:
    newsroom.active_languages = ["ru", "ar"]
    newsroom.save()
    assert reader.get("/", headers={"Accept-Language": "fr"})["Location"] == "/ru/"
    assert 'lang="fr"' not in reader.get("/ru/").content.decode()
    assert reader.get("/fr/").status_code == 200


def test_the_root_never_leads_to_an_inactive_default(reader, newsroom) -> None:
    newsroom.active_languages = ["ar", "fr"]
    newsroom.save()
    assert reader.get("/", headers={"Accept-Language": "ja"})["Location"] == "/fr/"


def test_a_404_outside_the_prefixes_stays_one_in_the_readers_language(reader) -> None:
    response = reader.get("/nothing/", headers={"Accept-Language": "ar"})
    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_what_has_no_language_does_not_vary_with_it(reader) -> None:
    headers = reader.get("/robots.txt", headers={"Accept-Language": "ar"}).headers
    assert "Vary" not in headers
    assert "Content-Language" not in headers


def test_a_cookie_changes_nothing(reader) -> None:
    reader.cookies["django_language"] = "fr"
    assert '<html lang="ru"' in reader.get("/ru/").content.decode()


@pytest.mark.parametrize("code", ["ru", "en", "fr", "ar", "es", "de"])
def test_an_empty_language_says_so_and_where_to_read(reader, code: str) -> None:
    released()
    page = reader.get(f"/{code}/").content.decode()
    assert ('class="blank' in page) == (code != "ru")


def test_the_front_page_offers_what_only_other_languages_have(reader) -> None:
    edition = released(title="Только по-русски")
    page = reader.get("/fr/").content.decode()
    assert f'href="{edition.url}" lang="ru" dir="ltr" hreflang="ru"' in page
