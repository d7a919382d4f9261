"""What begins with some text is found by an index, and exactly."""

import pytest
from django.db import connection
from django.db.models import F
from wagtail.models import Page

from news.articles.models import Address
from tests.factories import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    paths = ["/ru/a", "/ru/a%", "/ru/ab", "/ru/A", "/ru/b", "/ru/я", "/ru/\U0010ffff", "/ru/\ud7ff"]
    for path in paths:
        Address.objects.create(path=path, urn=path, language="ru")
    return paths


@pytest.mark.parametrize(
    "begins", ["", "/", "/ru/a", "/ru/a%", "/ru/A", "/ru/я", "/ru/\U0010ffff", "/ru/\ud7ff", "/x"]
)
def test_beginnings_are_those_of_python(addresses, begins):
    found = set(Address.objects.filter(path__startswith=begins).values_list("path", flat=True))
    assert found == {path for path in addresses if path.startswith(begins)}


def test_beginning_may_stand_in_a_column(addresses):
    assert Address.objects.filter(path__startswith=F("urn")).count() == len(addresses)


def test_pages_below_a_page_are_found_by_an_index():
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plans")
    page = draft().get_parent()
    plan = Page.objects.descendant_of(page).explain()
    assert "SCAN" not in plan
    assert "path>? AND path<?" in plan
