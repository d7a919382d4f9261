"""Searches of the admin by the beginning of a word read what they find once, and rank nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search import index

from tests.factories import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> list[Page]:
    """Two pages whose titles begin alike, the newer first."""
    pages = [draft(title=title) for title in ("Чайка А", "Чайка Б")]
    for page in pages:
        index.insert_or_update_object(page)
    return [Page.objects.get(pk=page.pk) for page in reversed(pages)]


def test_newest_come_first(pair):
    assert list(Page.objects.autocomplete("чай")) == pair


def test_order_asked_for_is_kept(pair):
    ordered = Page.objects.order_by("title").autocomplete("чай", order_by_relevance=False)
    assert list(ordered) == pair[::-1]


def test_narrower_question_is_answered(pair):
    assert list(Page.objects.filter(pk=pair[1].pk).autocomplete("чай")) == [pair[1]]


def test_nothing_is_ranked(pair):
    with CaptureQueriesContext(connection) as asked:
        list(Page.objects.autocomplete("чай")[:1])
    assert not any("bm25" in query["sql"] or "ts_rank" in query["sql"] for query in asked)


def test_index_leads_to_rows_and_not_rows_to_index(pair):
    with CaptureQueriesContext(connection) as asked:
        list(Page.objects.autocomplete("чай")[:1])
    # A key cast to text has no index, so all rows would be read to find those that match.
    page_key = f'{Page._meta.db_table}"."id")::varchar'
    assert not any(page_key in query["sql"] for query in asked)
