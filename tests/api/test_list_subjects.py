"""Sections, topics, people and the newsroom over the API: names in all languages, honestly."""

import pytest

from news.articles import withdrawals
from news.newsroom.models import Licence, NewsroomSettings
from news.people import merging
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    draft,
    released,
)

pytestmark = pytest.mark.django_db


def test_names_are_told_in_the_languages_in_which_they_are_written(ask):
    section = SectionFactory(slug="culture", name_ru="Культура", name_fr="Culture")
    told = ask("sections/culture")
    assert told["names"] == {"ru": "Культура", "fr": "Culture"}
    assert told["descriptions"] == {}
    assert told["channel"] == f"section:{section.pk}"
    listing = next(each for each in told["listings"] if each["language"] == "fr")
    assert listing["url"] == "http://localhost:8000/fr/sections/culture/"
    assert listing["feeds"]["atom"] == "http://localhost:8000/fr/feeds/section-culture.atom"


def test_sections_come_in_the_newsrooms_order(ask):
    for order, slug in enumerate(("zoo", "art", "law")):
        SectionFactory(slug=slug, sort_order=order // 2)
    told = ask("sections", limit=2)
    assert [each["slug"] for each in told["subjects"]] == ["zoo", "art"]
    rest = ask("sections", limit=2, cursor=told["next"])
    assert [each["slug"] for each in rest["subjects"]] == ["law"]
    assert rest["next"] is None


def test_topics_are_walked_by_slug(ask):
    for slug in ("c", "a", "b"):
        TopicFactory(slug=slug)
    first = ask("topics", limit=2)
    TopicFactory(slug="a1")
    second = ask("topics", limit=2, cursor=first["next"])
    assert [each["slug"] for each in first["subjects"]] == ["a", "b"]
    assert [each["slug"] for each in second["subjects"]] == ["c"]


def test_people_are_those_whom_released_stories_credit(ask):
    vera, hidden, coming = (PersonFactory(slug=slug) for slug in ("vera", "hid", "soon"))
    gone = PersonFactory(slug="gone")
    released(authors=[vera, hidden])
    withdrawals.withdraw([released(authors=[gone])], "Ошибка.")
    draft(authors=[coming])
    merging.set_hidden(hidden, True)

    assert [person["slug"] for person in ask("people")["people"]] == ["vera"]
    for person in (hidden, coming, gone):
        assert ask(f"people/{person.slug}", 404)["status"] == 404


def test_person_tells_positions_in_all_languages(ask):
    vera = PersonFactory(slug="vera", name_ru="Вера", name_fr="Vera", bio_fr="Elle écrit.")
    choir = OrganisationFactory(name_ru="Хор", name_fr="Chœur", url="https://example.org/")
    PositionFactory(person=vera, organisation=choir, title_ru="хормейстер")
    released(authors=[vera])

    told = ask("people/vera")

    assert told["names"] == {"ru": "Вера", "fr": "Vera"}
    assert told["bios"] == {"fr": "Elle écrit."}
    assert told["positions"] == [
        {
            "titles": {"ru": "хормейстер"},
            "organisation": {
                "names": {"ru": "Хор", "fr": "Chœur"},
                "url": "https://example.org/",
            },
        }
    ]


def test_former_slug_of_a_merged_person_leads_to_the_other(ask):
    one, other = PersonFactory(slug="one"), PersonFactory(slug="other")
    released(authors=[one])
    merging.merge(one, into=other)
    assert ask("people/one")["slug"] == "other"


def test_newsroom_says_who_it_is_and_in_which_languages(ask):
    newsroom = NewsroomSettings.load()
    newsroom.name_ru, newsroom.name_fr = "Парус", "La Voile"
    newsroom.about_ru = "<p>Кто <b>мы</b>.</p><script>x</script>"
    newsroom.terms_fr = "Citez-nous."
    newsroom.contact_email = "news@example.org"
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.active_languages = ["ru", "fr", "ar"]
    newsroom.save()
    released()

    told = ask("newsroom")

    assert told["names"] == {"ru": "Парус", "fr": "La Voile"}
    assert told["about"] == {"ru": "<p>Кто <b>мы</b>.</p>"}
    assert told["terms"] == {"fr": "Citez-nous."}
    assert told["licence"]["key"] == "cc-by-4.0"
    assert told["contact_email"] == "news@example.org"
    assert told["time_zone"] == "Africa/Tunis"
    languages = {each["code"]: each for each in told["languages"]}
    assert [code for code, each in languages.items() if each["is_active"]] == ["ru", "fr", "ar"]
    assert languages["ar"]["direction"] == "rtl"
    assert languages["ar"]["url"] == "http://localhost:8000/ar/"
    assert languages["ar"]["feeds"]["rss"] == "http://localhost:8000/ar/feeds/all.rss"
    assert told["generations"]["ru"] > 0
