"""Searches in the admin find what is there, and sort it."""

import pytest
from django.urls import reverse
from wagtail.search import index

from news.articles.models import Section, Topic
from news.newsroom.models import Licence
from news.people import merging
from news.people.models import Organisation, Person, Role
from tests.factories import (
    OrganisationFactory,
    PaperFactory,
    PersonFactory,
    PhotoFactory,
    PositionFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    draft,
)

VOCABULARY = [Person, Organisation, Role, Section, Topic, Licence]
# What is made below is in each of these.
LISTS = [
    *(Model.snippet_viewset.get_url_name("list") for Model in VOCABULARY),
    *(Model.snippet_viewset.chooser_viewset.get_url_name("choose") for Model in VOCABULARY),
    "position_chooser:choose",
    "story_chooser:choose",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_pages:search",
    "wagtaildocs:index",
    "wagtaildocs_chooser:choose",
    "wagtailimages:index",
    "wagtailimages_chooser:choose",
]
ODD = [
    '"',
    "'",
    "(",
    "*",
    "-",
    "\\",
    "AND",
    "NEAR(",
    "\0",
    "a" * 10_000,
    "a " * 5_000,
    '"a',
    "a:b",
]  # Lists that Wagtail or another table makes.
OTHER_LISTS = ["comments_admin:index", "wagtailredirects:index", "wagtailusers_users:index"]

WORD = "Лунина"


@pytest.fixture
def administrator(client, db):
    """Somebody whom every list of the admin is open to."""
    client.force_login(UserFactory(is_superuser=True))
    return client


def named_with(word: str) -> None:
    """Make one of everything that lists hold, named with the word, and index it."""
    person = PersonFactory(name_ru=word)
    position = PositionFactory(person=person, organisation=OrganisationFactory(name_ru=word))
    Role.objects.create(key="other-role", kind="other", title_ru=word)
    Licence.objects.create(key="other-licence", name_ru=word)
    things = [
        person,
        position.organisation,
        SectionFactory(name_ru=word),
        TopicFactory(name_ru=word),
        PhotoFactory(title=word),
        PaperFactory(title=word),
        draft(title=word),
    ]
    for thing in things:
        index.insert_or_update_object(thing)


@pytest.mark.parametrize("list_name", LISTS)
def test_list_finds_by_the_beginning_of_a_word(administrator, list_name):
    named_with(WORD)
    page = administrator.get(reverse(list_name), {"q": WORD[:4]})
    found = page.json()["html"] if "json" in page["Content-Type"] else page.text
    assert WORD in found


@pytest.mark.parametrize("Model", VOCABULARY)
def test_found_entries_can_be_put_in_another_order(administrator, Model):
    url = reverse(Model.snippet_viewset.get_url_name("list"))
    page = administrator.get(url)
    orders = [column.sort_key for column in page.context["table"].columns.values()]
    for order in filter(None, orders):
        assert administrator.get(url, {"q": WORD, "ordering": order}).status_code == 200


def test_search_does_not_find_who_was_merged_away(administrator):
    once, stays = PersonFactory(name_ru="Вера Лунина"), PersonFactory(name_ru="Лунина В.")
    merging.merge(once, stays)
    for person in (once, stays):
        index.insert_or_update_object(person)
    url = reverse(Person.snippet_viewset.get_url_name("list"))
    found = administrator.get(url, {"q": WORD}).context["object_list"]
    assert list(found) == [stays]


@pytest.mark.parametrize("list_name", [*LISTS, *OTHER_LISTS])
def test_nothing_typed_breaks_a_list(administrator, list_name):
    url = reverse(list_name)
    assert {
        typed: administrator.get(url, {"q": typed}).status_code for typed in ODD
    } == dict.fromkeys(ODD, 200)


@pytest.mark.parametrize("typed", ['"Вера', "Вера (", "- Вера -", "Вера\0"])
def test_signs_around_a_word_do_not_hide_what_it_finds(administrator, typed):
    person = PersonFactory(name_ru="Вера Лунина")
    index.insert_or_update_object(person)
    url = reverse(Person.snippet_viewset.get_url_name("list"))
    assert list(administrator.get(url, {"q": typed}).context["object_list"]) == [person]
