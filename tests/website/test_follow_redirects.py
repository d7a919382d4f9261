"""Redirects that editors write by hand lead on, and never in place of what a story answers."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from news.articles import releases, withdrawals
from tests.factories import released

pytestmark = pytest.mark.django_db


def lead(path: str, link: str, **fields) -> None:
    Redirect.add_redirect(path, redirect_to=link, **fields)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/subscribe", "/subscribe/"),
        ("/ru/choir", "/ru/choir/"),
        ("/ru/о-нас/", "/ru/о-нас/"),
        ("/ru/feeds/old.rss", "/ru/feeds/old.rss?from=reader"),
    ],
)
def test_a_redirect_by_hand_leads_on(reader, written: str, asked: str) -> None:
    lead(written, "/ru/about/")
    response = reader.get(asked)
    assert (response.status_code, response["Location"]) == (301, "/ru/about/")
    assert not response.cookies


def test_a_redirect_for_a_while_says_so(reader) -> None:
    lead("/subscribe", "https://example.org/form", is_permanent=False)
    response = reader.get("/subscribe")
    assert (response.status_code, response["Location"]) == (302, "https://example.org/form")


def test_a_withdrawn_story_stays_withdrawn(reader) -> None:
    edition = released()
    lead(edition.url_path, "/ru/about/")
    withdrawals.withdraw([edition], "Ошибка.")
    assert reader.get(edition.url_path).status_code == 410


def test_a_moved_story_leads_to_itself(reader) -> None:
    edition = released()
    old = edition.url_path
    lead(old, "/ru/about/")
    moved = releases.change_address(edition, "новый-адрес")
    assert unquote(reader.get(old)["Location"]) == moved.url_path


def test_what_is_there_is_served_without_looking_for_redirects(reader) -> None:
    edition = released()
    lead(edition.url_path, "/ru/about/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(edition.url_path).status_code == 200
    assert not [each for each in queries if "redirect" in each["sql"]]


def test_what_is_nowhere_stays_404(reader) -> None:
    lead("/subscribe", "/ru/about/")
    assert reader.get("/ru/nothing/").status_code == 404
