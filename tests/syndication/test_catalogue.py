"""The catalogue of feeds, for people and as OPML."""

import pytest
from django.core.cache import cache
from lxml import etree

from news.newsroom.generation import raise_generation
from news.newsroom.models import NewsroomSettings
from news.syndication import catalogue
from news.syndication.formats import FORMATS
from tests.factories import (
    PersonFactory,
    SectionFactory,
    TopicFactory,
    released,
    released_translation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(db):
    """A newsroom with one story of everything in Russian, its translation in French."""
    settings = NewsroomSettings.load()
    settings.name_ru, settings.name_fr = "Мост", "Pont"
    settings.save()
    source = released(
        section=SectionFactory(slug="culture", name_ru="Культура"),
        topics=[TopicFactory(slug="choir", name_ru="Хор")],
        authors=[PersonFactory(slug="vera", name_ru="Вера Лунина")],
    )
    released_translation(source, "fr")
    TopicFactory(slug="empty", name_ru="Пустая тема")
    PersonFactory(slug="hidden", name_ru="Скрытый", is_hidden=True)
    return settings


def test_page_names_every_channel_that_has_something(client, newsroom):
    html = client.get("/ru/feeds/").content.decode()
    for channel in ("all", "section-culture", "topic-choir", "person-vera"):
        for name in FORMATS:
            assert f"/ru/feeds/{channel}.{name}" in html
    assert "Культура" in html
    assert "Вера Лунина" in html
    assert "Пустая тема" not in html
    assert "Скрытый" not in html


def test_page_says_what_has_come_out_in_other_languages(client, newsroom):
    html = client.get("/ru/feeds/").content.decode()
    assert "/fr/feeds/all.rss" in html
    assert 'lang="ar" dir="rtl"' in html


def french_row():
    shown = catalogue.build("ru").languages
    return next(row for row in shown if row.code == "fr")


def test_few_stories_of_a_year_are_counted_each_time(newsroom):
    assert (french_row().stories, french_row().originals) == (1, 0)
    released("fr")
    assert (french_row().stories, french_row().originals) == (2, 1)


def test_many_stories_of_a_year_are_counted_once_an_hour(newsroom, monkeypatch):
    monkeypatch.setattr(catalogue, "MANY", 1)
    assert french_row().stories == 1
    released("fr")
    assert french_row().stories == 1
    cache.clear()
    assert french_row().stories == 2


def test_page_explains_the_extension_that_json_feeds_point_to(client, newsroom):
    about = client.get("/ru/feeds/all.json").json()["_vestnik"]["about"]
    path, anchor = about.removeprefix("http://localhost:8000").split("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


def test_every_feed_of_the_catalogue_is_there(client, newsroom):
    root = etree.fromstring(client.get("/ru/feeds/index.opml").content)
    outlines = root.findall("body/outline")
    assert root.findtext("head/title")
    assert [outline.get("text") for outline in outlines] == [
        "Мост",
        "Мост — Культура",
        "Мост — Хор",
        "Мост — Вера Лунина",
    ]
    for outline in outlines:
        assert outline.get("language") == "ru"
        assert client.get(outline.get("xmlUrl")).status_code == 200


def test_name_that_fell_back_is_marked_in_its_own_language(client, newsroom):
    html = client.get("/fr/feeds/").content.decode()
    assert '<a href="http://localhost:8000/fr/sections/culture/" lang="ru" dir="ltr">' in html


def test_unknown_language_has_no_catalogue(client):
    assert client.get("/xx/feeds/").status_code == 404


def test_number_of_queries_does_not_grow(client, newsroom, django_assert_max_num_queries):
    def ask() -> int:
        client.get("/ru/feeds/")
        raise_generation()
        with django_assert_max_num_queries(25) as counted:
            assert client.get("/ru/feeds/").status_code == 200
        return len(counted)

    few = ask()
    for _index in range(4):
        released(section=SectionFactory(), topics=[TopicFactory()], authors=[PersonFactory()])
    assert ask() == few
