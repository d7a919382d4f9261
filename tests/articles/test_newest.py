"""The newest are asked for in a way that no draft and no long archive makes slower."""

import pytest

from news.articles.models import ArticlePage, Section, Topic
from news.articles.placements import credited_people, is_listed
from news.syndication.channels import Channel
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return SectionFactory()


def test_rows_without_a_date_are_left_out_of_what_is_ordered_by_it(section):
    # PostgreSQL begins a descending index with them: all drafts.
    for newest in (
        ArticlePage.objects.released("ru").newest_first(),
        Channel("ru").latest(),
        Channel("ru", section).latest(),
        Channel("ru").released_between(),
    ):
        order = newest.query.order_by[0].lstrip("-").split("__")[-1]
        assert f'"{order}" IS NOT NULL' in str(newest.query)


def test_one_row_of_each_subject_is_looked_up():
    # Of EXISTS PostgreSQL makes a join with all rows.
    asked = [credited_people("ru"), Topic.objects.filter(is_listed(Topic.kind))]
    asked.append(Section.objects.filter(is_listed(Section.kind, "fr")))
    for subjects in asked:
        assert "EXISTS" not in str(subjects.query)
        assert "LIMIT 1" in str(subjects.query)
