"""A story is dated by the first of its editions to be released."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from news.articles import withdrawals
from news.articles.models import ArticlePage, Story
from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db

SPRING, SUMMER = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


def date_of(edition: ArticlePage) -> datetime | None:
    return Story.objects.get(pk=edition.story_id).released_at


def test_draft_has_no_date():
    assert date_of(draft()) is None


def test_first_release_dates_the_story_and_later_ones_do_not():
    source = released(at=SPRING)
    released_translation(source, "fr", at=SUMMER)
    assert date_of(source) == SPRING


def test_import_may_bring_an_older_edition():
    source = released(at=SUMMER)
    released_translation(source, "fr", at=SPRING)
    assert date_of(source) == SPRING


def test_withdrawal_and_restoration_keep_the_date():
    source = released(at=SPRING)
    withdrawals.withdraw([source], "Ошибка.")
    withdrawals.restore(ArticlePage.objects.get(pk=source.pk))
    assert date_of(source) == SPRING


def test_stories_from_before_are_dated_by_their_editions():
    source, unreleased = released(at=SUMMER), draft()
    released_translation(source, "fr", at=SPRING)
    migration = import_module("news.migrations.0003_date_stories")

    migration.forget_dates(apps, None)
    assert date_of(source) is None
    migration.date_stories(apps, None)

    assert date_of(source) == SPRING
    assert date_of(unreleased) is None
