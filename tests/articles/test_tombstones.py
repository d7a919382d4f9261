"""What archives hold of the withdrawn follows every way in which editions are taken back."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage, Notice, Tombstone
from news.people.merging import merge
from news.syndication.channels import Channel
from tests.articles.ways import WAYS, again
from tests.factories import PersonFactory, SectionFactory, TopicFactory, draft, released

pytestmark = pytest.mark.django_db

JANUARY = datetime(2026, 1, 10, tzinfo=UTC)


def standing() -> set[tuple]:
    rows = Tombstone.objects.values_list("notice__urn", "channel", "language", "released_at")
    return set(rows)


def dates() -> dict[str, datetime | None]:
    return dict(ArticlePage.objects.values_list("urn", "released_at"))


def told(before: dict[str, datetime | None] | None = None) -> set[tuple]:
    """Return what the last withdrawal of each edition that isn't public now says.

    `before` knows the dates of those that are deleted by now.
    """
    last = {}
    for notice in Notice.objects.order_by("sequence"):
        last[notice.urn] = notice
    known = (before or {}) | dates()
    return {
        (urn, channel, notice.language, known[urn])
        for urn, notice in last.items()
        if notice.kind == "withdrawn"
        for channel in notice.channels_before
    }


@pytest.fixture
def edition(db) -> ArticlePage:
    return released(
        at=JANUARY,
        section=SectionFactory(),
        topics=[TopicFactory()],
        authors=[PersonFactory()],
    )


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_path_leaves_a_tombstone_of_what_was_public_and_of_nothing_else(way, client, db):
    edition = way.begin()
    before = dates()
    way.act(edition, client)
    assert standing() == told(before)


def test_withdrawn_edition_stands_in_each_of_its_channels(edition):
    withdrawals.withdraw([edition], "Ошибка.")
    assert standing() == told()
    assert {row[1].partition(":")[0] for row in standing()} == {"all", "section", "topic", "person"}
    assert {row[3] for row in standing()} == {JANUARY}


def test_deleted_edition_stays_by_the_date_of_its_first_release(edition):
    edition.delete()
    assert len(standing()) == 4
    assert {row[3] for row in standing()} == {JANUARY}


def test_deletion_of_a_withdrawn_edition_changes_nothing(edition):
    withdrawals.withdraw([edition], "Ошибка.")
    before = standing()
    again(edition).delete()
    assert standing() == before != set()


def test_restored_edition_has_none(edition):
    withdrawals.withdraw([edition], "Ошибка.")
    withdrawals.restore(again(edition))
    assert standing() == set()


def test_second_withdrawal_stands_where_the_first_did_too(edition):
    first = edition.section
    withdrawals.withdraw([edition], "Ошибка.")
    withdrawals.restore(again(edition))
    fresh = again(edition)
    fresh.section = second = SectionFactory()
    releases.release(fresh)
    withdrawals.withdraw([again(edition)], "Снова.")
    for section in (first, second):
        assert Channel("ru", section).tombstones().count() == 1


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_merged_people_have_theirs_under_one(edition, is_merged_first):
    person, other = edition.story.credits.get().person, PersonFactory()
    withdrawals.withdraw([edition], "Ошибка.")
    if is_merged_first:
        merge(person, other)
        withdrawals.restore(again(edition))
        withdrawals.withdraw([again(edition)], "Снова.")
    else:
        merge(person, other)
    keys = {row[1] for row in standing() if row[1].startswith("person:")}
    assert keys == {f"person:{other.pk}"}


def test_older_newsrooms_have_theirs_by_the_migration(edition):
    withdrawals.withdraw([edition], "Ошибка.")
    released(at=JANUARY).delete()
    back = released(at=JANUARY)
    withdrawals.withdraw([back], "Ошибка.")
    withdrawals.restore(again(back))
    draft()
    before = standing()
    assert len({row[0] for row in before}) == 2
    Tombstone.objects.all().delete()
    import_module("news.migrations.0026_set_up_tombstones").set_up(apps, None)
    assert standing() == before


def test_index_has_them_in_order(edition):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole")
    for channel in (Channel("ru"), Channel("ru", edition.section)):
        found = channel.tombstones()
        for asked in (found.between(JANUARY), found.between(end=JANUARY).reverse()[:1]):
            plan = asked.explain()
            assert "tombstone_by_release" in plan
            assert "USE TEMP B-TREE" not in plan
