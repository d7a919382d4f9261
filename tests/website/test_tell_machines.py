"""Sitemaps list what is public with its other languages; robots.txt says where they are."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from news.newsroom.models import NewsroomSettings
from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(reader, path: str) -> ElementTree.Element:
    response = reader.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314  our own bytes


def test_the_index_has_a_map_for_each_month_since_the_first_release(reader) -> None:
    released(at=datetime(2025, 5, 1, tzinfo=UTC))
    places = [each.text for each in read(reader, "/sitemap.xml").iter(f"{MAP}loc")]
    maps = [place.rpartition("/")[2] for place in places]
    assert maps[:2] == ["sitemap-2025-05.xml", "sitemap-2025-06.xml"]
    assert maps[-1] == f"sitemap-{datetime.now(UTC):%Y-%m}.xml"


def test_the_index_of_a_newsroom_without_news_is_empty(reader) -> None:
    assert not list(read(reader, "/sitemap.xml").iter(f"{MAP}loc"))


def test_the_maps_leave_out_a_language_that_is_not_active(reader) -> None:
    released_translation(released(title="Новость", at=datetime(2025, 5, 1, tzinfo=UTC)), "fr")
    newsroom = NewsroomSettings.load()
    newsroom.active_languages = ["ru", "en"]
    newsroom.save()
    month = f"{datetime.now(UTC):%Y-%m}"
    assert not list(read(reader, f"/sitemap-{month}.xml").iter(f"{MAP}url"))
    assert len(list(read(reader, "/sitemap-2025-05.xml").iter(f"{MAP}url"))) == 1


def test_a_map_lists_editions_with_their_languages(reader) -> None:
    source = released(title="Один & два", at=datetime(2025, 5, 1, tzinfo=UTC))
    released_translation(source, "fr")
    draft(title="Тайное")
    (entry,) = read(reader, "/sitemap-2025-05.xml").iter(f"{MAP}url")
    codes = [each.get("hreflang") for each in entry if each.tag.endswith("link")]
    assert codes == ["ru", "fr", "x-default"]


def test_the_news_map_holds_two_days(reader) -> None:
    released(title="Старое", at=datetime(2025, 5, 1, tzinfo=UTC))
    released(title="Новое & важное")
    titles = [each.text for each in read(reader, "/sitemap-news.xml").iter(f"{NEWS}title")]
    assert titles == ["Новое & важное"]


def test_a_map_holds_its_month_alone(reader) -> None:
    released(title="Майское", at=datetime(2025, 5, 31, 23, 59, tzinfo=UTC))
    released(title="Июньское", at=datetime(2025, 6, 1, tzinfo=UTC))
    assert len(list(read(reader, "/sitemap-2025-05.xml").iter(f"{MAP}url"))) == 1


@pytest.mark.parametrize(
    "path", ["/sitemap-ru-2025-05.xml", "/sitemap-0000-01.xml", "/sitemap-2025-13.xml"]
)
def test_maps_of_nothing_are_404(reader, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_maps_ask_the_same_number_of_questions(reader, django_assert_num_queries) -> None:
    path = f"/sitemap-{datetime.now(UTC):%Y-%m}.xml"
    for more in (1, 3):
        for number in range(more):
            released_translation(released(title=f"Новость {more} {number}"), "fr")
        reader.get(path)
        with django_assert_num_queries(3):
            reader.get(path)


def test_robots_are_told_where_the_maps_are(reader) -> None:
    text = reader.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "/sitemap.xml" in text
