"""Links inside a text lead to public pages in the language that is read."""

import pytest
from django.utils.translation import override

from news.articles import withdrawals
from news.articles.rendering import rich_text_html
from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db


def link_to(page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">там</a></p>'


def test_link_leads_to_a_released_edition():
    page = released(slug="khor")

    assert rich_text_html(link_to(page)) == '<p><a href="/ru/news/khor/">там</a></p>'


def test_link_prefers_the_language_that_is_read():
    page = released(slug="khor")
    released_translation(page, "fr", title="Le chœur")

    with override("fr"):
        assert 'href="/fr/news/le-ch' in rich_text_html(link_to(page))


def test_link_to_an_unreleased_or_withdrawn_edition_has_no_address():
    page = released()
    withdrawals.withdraw([page], "Проверяем.")

    assert rich_text_html(link_to(page) + link_to(draft())) == "<p><a>там</a></p>" * 2


def test_many_links_cost_two_queries(django_assert_num_queries):
    text = "".join(link_to(released(title=f"Материал {n}")) for n in range(3))

    with django_assert_num_queries(2):
        rich_text_html(text)
