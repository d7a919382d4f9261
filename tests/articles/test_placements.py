"""Where released editions are listed follows every way in which that changes."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from news.articles import releases, withdrawals
from news.articles.channels import released_channels
from news.articles.models import ArticlePage, EditionCredit, Placement
from news.people.merging import merge
from tests.articles.ways import WAYS, again
from tests.factories import (
    PersonFactory,
    SectionFactory,
    TopicFactory,
    released,
    released_translation,
    role,
)

pytestmark = pytest.mark.django_db


def told() -> set[tuple]:
    """Return where the editions' own facts say that they are listed."""
    return {
        (edition.pk, key, edition.language, edition.released_at, edition.changed_at)
        for edition in ArticlePage.objects.released().select_related("story")
        for key in released_channels(edition)
        if ":" in key
    }


def listed() -> set[tuple]:
    """Return where the rows say so."""
    return {
        (
            row.edition_id,
            f"{row.kind}:{row.subject_id}",
            row.language,
            row.released_at,
            row.changed_at,
        )
        for row in Placement.objects.all()
    }


@pytest.fixture
def story(db) -> ArticlePage:
    """A source with a section, two topics and two people."""
    return released(
        section=SectionFactory(),
        topics=[TopicFactory(), TopicFactory()],
        authors=[PersonFactory(), PersonFactory()],
    )


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_path_lists_what_is_public_and_nothing_else(way, story, client):
    edition = way.begin()
    ArticlePage.objects.filter(pk=edition.pk).update(section=story.section)
    edition.section = story.section
    if edition.live:
        again(edition).save()
    way.act(edition, client)
    assert listed() == told()
    assert len(listed()) >= 5


def test_changed_facts_of_a_source_list_its_translations_anew(story):
    french = released_translation(story, "fr")
    fresh = again(story)
    fresh.section = other = SectionFactory()
    fresh.topics = []
    releases.release(fresh)
    assert listed() == told()
    assert french.placements.get(kind="section").subject_id == other.pk
    assert not french.placements.filter(kind="topic").exists()


def test_translator_is_listed_with_the_translation_alone(story):
    translator = PersonFactory()
    french = released_translation(story, "fr")
    fresh = again(french)
    fresh.credits.add(EditionCredit(person=translator, role=role("translator")))
    releases.release(fresh)
    found = Placement.objects.filter(kind="person", subject_id=translator.pk)
    assert [row.edition_id for row in found] == [french.pk]
    assert listed() == told()


def test_restoration_lists_what_the_withdrawal_took_away(story):
    withdrawals.withdraw([story], "Проверяем сведения.")
    assert listed() == set()
    withdrawals.restore(again(story))
    assert listed() == told() != set()


def test_merged_people_are_listed_as_one(story):
    first, second = (credit.person for credit in story.story.credits.order_by("sort_order"))
    other = released(authors=[first])
    merge(first, second)
    assert listed() == told()
    assert {row.edition_id for row in second_of(second)} == {story.pk, other.pk}


def second_of(person):
    return Placement.objects.filter(kind="person", subject_id=person.pk)


def test_older_newsrooms_are_listed_by_the_migration(story):
    released_translation(story, "fr")
    Placement.objects.all().delete()
    import_module("news.migrations.0006_place_editions").place_editions(apps, None)
    assert listed() == told() != set()


@pytest.mark.parametrize("date", ["released_at", "changed_at"])
def test_index_has_what_is_listed_in_order(story, date):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole")
    placed = ArticlePage.objects.released("ru").placed("section", story.section_id, "ru")
    plan = placed.order_by(f"-placed__{date}", "-placed__edition")[:20].explain()
    assert "USE TEMP B-TREE" not in plan
    assert "placement_by_" in plan
