"""What was saved is indexed: once, by the worker, and whatever becomes of a task."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from news.articles.models import ArticlePage, Section
from news.newsroom import indexing
from news.newsroom.models import Unindexed
from news.newsroom.text import searchable
from tests.factories import SectionFactory, draft, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def looks(monkeypatch) -> list[str]:
    """Every call for the worker to look, which then doesn't."""
    called = []

    class Look:
        def enqueue(self) -> None:
            transaction.on_commit(lambda: called.append("look"))

    monkeypatch.setattr(indexing, "index_remembered", Look())
    return called


def save_in_vain(section: Section) -> None:
    """Save it in a transaction, or a part of one, that is undone."""
    with suppress(ZeroDivisionError), transaction.atomic():
        section.save()
        raise ZeroDivisionError


def entries_of(key: int) -> int:
    return IndexEntry.objects.filter(object_id=str(key)).count()


@pytest.mark.django_db(transaction=True)
def test_many_saves_in_a_transaction_are_one_thing_to_do(looks):
    edition = draft()
    indexing.index_all()
    looks.clear()

    with transaction.atomic():
        edition.save()
        edition.save()
        Page.objects.get(pk=edition.pk).save()

    assert Unindexed.objects.count() == 1
    assert looks == ["look"]


@pytest.mark.django_db(transaction=True)
def test_release_is_one_thing_to_do(looks):
    edition = draft()
    revision = edition.save_revision()
    indexing.index_all()

    revision.publish()

    assert Unindexed.objects.filter(key=str(edition.pk)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_every_transaction_is_remembered(looks):
    section = SectionFactory()
    indexing.index_all()
    looks.clear()

    for _time in range(2):
        section.save()
        with transaction.atomic():
            section.save()

    assert Unindexed.objects.count() == 4
    assert looks == ["look"] * 4


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_after_an_undone_part_is_remembered(looks):
    section = SectionFactory()
    indexing.index_all()
    looks.clear()

    with transaction.atomic():
        save_in_vain(section)
        section.save()

    assert Unindexed.objects.count() == 1
    assert looks == ["look"]


@pytest.mark.django_db(transaction=True)
def test_undone_save_leaves_nothing_to_do(looks):
    section = SectionFactory()
    indexing.index_all()

    save_in_vain(section)

    assert not Unindexed.objects.exists()


def test_saving_indexes_nothing_itself(looks):
    edition = draft()
    assert entries_of(edition.pk) == 0


def test_sweep_indexes_what_no_task_came_for(looks):
    edition = released(text="<p>Над заливом прошли самолёты.</p>")

    indexing.sweep()

    assert list(ArticlePage.objects.released("ru").search(searchable("самолет", "ru"))) == [edition]
    assert not Unindexed.objects.exists()


def test_row_written_down_twice_is_indexed_once(looks):
    section = SectionFactory()
    Unindexed.objects.create(label="news.section", key=str(section.pk))
    indexed = []

    indexing.index_all(index=indexed.append)

    assert indexed.count(section) == 1


def test_row_deleted_meanwhile_is_passed_over(looks):
    Unindexed.objects.create(label="news.section", key="987654")
    indexing.index_all()
    assert not Unindexed.objects.exists()


def test_row_saved_while_it_is_indexed_is_indexed_again(looks):
    Unindexed.objects.all().delete()
    section = SectionFactory()
    mark = Unindexed.objects.get(label="news.section", key=str(section.pk))

    indexing.index_row(
        mark.label,
        mark.key,
        lambda row: Unindexed.objects.create(label=mark.label, key=mark.key),
    )

    assert Unindexed.objects.get(label=mark.label, key=mark.key).pk > mark.pk


def test_fault_of_one_row_keeps_no_other_from_its_index(looks):
    bad, good = SectionFactory(), SectionFactory()
    indexed = []

    def index(row):
        if row == bad:
            raise ValueError
        indexed.append(row)

    with pytest.raises(ValueError):  # noqa: PT011
        indexing.index_all(index=index)

    assert good in indexed
    assert list(Unindexed.objects.values_list("key", flat=True)) == [str(bad.pk)]


def test_indexing_an_edition_asks_nothing_about_all_others(looks):
    edition = released()
    indexing.index_all()
    edition.save()

    with CaptureQueriesContext(connection) as asked:
        indexing.index_all()

    said = [query["sql"] for query in asked]
    assert [sql for sql in said if "AVG(" in sql or sql.endswith('"title_norm" = 1.0')] == []
    assert len([sql for sql in said if "title_norm" in sql or "autocomplete" in sql]) == 1
    assert len(said) <= 10
