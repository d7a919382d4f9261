"""Sitemaps list what is public with its other languages; robots.txt says where they are."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(reader, path: str) -> ElementTree.Element:
    response = reader.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314  our own bytes


def test_the_index_has_a_map_for_each_year_and_language_with_releases(reader) -> None:
    released(at=datetime(2025, 5, 1, tzinfo=UTC))
    places = [each.text for each in read(reader, "/sitemap.xml").iter(f"{MAP}loc")]
    assert any(place.endswith("/sitemap-ru-2025.xml") for place in places)
    assert not any("-fr-" in place for place in places)


def test_a_map_lists_editions_with_their_languages(reader) -> None:
    source = released(title="Один & два", at=datetime(2025, 5, 1, tzinfo=UTC))
    released_translation(source, "fr")
    draft(title="Тайное")
    (entry,) = read(reader, "/sitemap-ru-2025.xml").iter(f"{MAP}url")
    codes = [each.get("hreflang") for each in entry if each.tag.endswith("link")]
    assert codes == ["ru", "fr", "x-default"]


def test_the_news_map_holds_two_days(reader) -> None:
    released(title="Старое", at=datetime(2025, 5, 1, tzinfo=UTC))
    released(title="Новое & важное")
    titles = [each.text for each in read(reader, "/sitemap-news.xml").iter(f"{NEWS}title")]
    assert titles == ["Новое & важное"]


@pytest.mark.parametrize("path", ["/sitemap-xx-2025.xml", "/sitemap-ru-0000.xml"])
def test_maps_of_nothing_are_404(reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_maps_ask_the_same_number_of_questions(reader, django_assert_num_queries) -> None:
    for more in (1, 3):
        for number in range(more):
            released_translation(released(title=f"Новость {more} {number}"), "fr")
        with django_assert_num_queries(2):
            reader.get(f"/sitemap-ru-{datetime.now(UTC).year}.xml")


def test_robots_are_told_where_the_maps_are(reader) -> None:
    text = reader.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "/sitemap.xml" in text
