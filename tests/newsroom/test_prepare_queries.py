"""A prepared query answers as the queryset that it was made of does, each time it is asked."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, UUIDField
from django.test.utils import CaptureQueriesContext

from news.articles import withdrawals
from news.articles.models import ArticlePage, Correction
from news.newsroom.prepared import Prepared
from tests.factories import released, released_translation

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "story", "title", "released_at", "live", "story__comments_open")


def of_story(story) -> object:
    """Return the released editions of a story, as rows of many types."""
    return ArticlePage.objects.released().filter(story=story).values_list(*COLUMNS)


@pytest.fixture
def editions_of() -> Prepared:
    """The same, prepared."""
    return Prepared(of_story, story=UUIDField())


def test_rows_are_those_of_the_queryset_in_values_and_types(editions_of) -> None:
    at = datetime(2026, 11, 9, 8, 30, 15, 123456, tzinfo=UTC)
    source = released(title="Слон", at=at)
    released_translation(source, title="L’éléphant")
    rows = editions_of.rows(story=source.story_id)
    assert rows == list(of_story(source.story_id))
    assert rows[0][1:4] == (source.story_id, "Слон", at)
    assert rows[0][4:] == (True, True)


def test_each_asking_has_values_of_its_own_and_sees_what_changed(editions_of) -> None:
    first, second = released(title="Первая"), released(title="Вторая")
    assert [row[2] for row in editions_of.rows(story=first.story_id)] == ["Первая"]
    assert [row[2] for row in editions_of.rows(story=second.story_id)] == ["Вторая"]
    withdrawals.withdraw([first], "Ошибка.")
    assert editions_of.rows(story=first.story_id) == []
    assert editions_of.rows(story=uuid.uuid4()) == []


def test_places_may_stand_in_subqueries_and_more_than_once() -> None:
    edition = released("ru", title="Слон")
    Correction.objects.create(edition=edition, note="Исправлено.")

    def corrected(language, title):
        noted = Correction.objects.filter(edition=OuterRef("pk"), edition__title=title)
        editions = ArticlePage.objects.released(language).filter(Exists(noted), title=title)
        return editions.order_by("-released_at").values_list("pk")[:3]

    asked = Prepared(corrected, language=CharField(), title=CharField())
    assert asked.rows(language="ru", title="Слон") == [(edition.pk,)]
    assert asked.rows(language="fr", title="Слон") == []
    assert asked.rows(language="ru", title="Кит") == []


def test_what_is_asked_is_seen_in_the_log_of_queries(editions_of) -> None:
    with CaptureQueriesContext(connection) as asked:
        editions_of.rows(story=uuid.uuid4())
        editions_of.rows(story=uuid.uuid4())
    assert len(asked) == 2
