"""Missing, withdrawn, closed and broken: said in the reader's language, with the right status."""

import pytest
from django.db import DatabaseError
from django.test import Client

from news.articles import withdrawals
from news.website import errors
from tests.factories import released, released_translation

pytestmark = pytest.mark.django_db
CODES = ["ru", "en", "fr", "ar", "es", "de"]


@pytest.mark.parametrize("code", CODES)
def test_a_missing_page_is_404_in_the_language_of_its_address(reader, code: str) -> None:
    response = reader.get(f"/{code}/news/нет-такого/")
    assert response.status_code == 404
    assert f'<html lang="{code}"' in response.content.decode()
    assert "noindex" in response.content.decode()
    assert not response.cookies


def test_a_withdrawn_edition_is_410_with_the_reason_and_without_its_words(reader) -> None:
    edition = released(title="Сбор лекарств")
    translation = released_translation(edition, "ar", title="جمع أدوية", text="<p>نص</p>")
    withdrawals.withdraw([translation], "العنوان غير صحيح.")
    response = reader.get(translation.url)
    page = response.content.decode()
    assert response.status_code == 410
    assert '<html lang="ar" dir="rtl">' in page
    assert "العنوان غير صحيح." in page
    assert "جمع أدوية" not in page
    assert reader.get(edition.url).status_code == 200


@pytest.mark.parametrize("code", CODES)
def test_a_broken_site_answers_without_asking_the_database(
    rf, code: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get(f"/{code}/news/"))
    assert response.status_code == 500
    assert f'<html lang="{code}"' in response.content.decode()


def test_a_failing_page_shows_the_500_of_its_language(reader, monkeypatch) -> None:
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr("news.website.views.build_frame", fail)
    reader.raise_request_exception = False
    response = reader.get("/ar/about/")
    assert response.status_code == 500
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "news/", "news/нет/", "about/", "people/", "search/", "sections/culture/"]
)
def test_a_post_to_a_page_is_refused_in_its_language(path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/ar/{path}")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert '<html lang="ar" dir="rtl">' in response.text
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-news.xml",
        "/sitemap-2026-11.xml",
        "/livez",
        "/readyz",
        "/ru/feeds/",
        "/photos/key/original/a.jpg",
        "/photos/key/a.jpg",
        "/documents/key/a.pdf",
        "/avatar_images/a.jpg",
    ],
)
def test_what_only_answers_asks_for_no_token(path: str) -> None:
    response = Client(enforce_csrf_checks=True).delete(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_form_without_its_token_is_refused_in_the_readers_language() -> None:
    stranger = Client(enforce_csrf_checks=True, headers={"Accept-Language": "ar"})
    response = stranger.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert '<html lang="ar" dir="rtl">' in response.text
    assert "CSRF" not in response.text
