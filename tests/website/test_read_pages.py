"""Plain pages and what the newsroom says of itself."""

import pytest

from news.articles import tree
from news.articles.models import PlainPage
from tests.factories import released

pytestmark = pytest.mark.django_db


def plain(language: str, title: str, text: str) -> PlainPage:
    page = PlainPage(title=title, body=[("paragraph", text)])
    tree.front_page(language).add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_plain_page_is_read_and_linked_from_every_page(reader) -> None:
    page = plain("ru", "Как помочь", "<p>Приносите книги.</p>")
    response = reader.get(page.url)
    assert response.status_code == 200
    assert "Приносите книги." in response.content.decode()
    released()
    assert f'href="{page.url}"' in reader.get("/ru/").content.decode()
    assert f'href="{page.url}"' not in reader.get("/fr/").content.decode()


def test_a_plain_page_that_is_a_draft_is_neither_read_nor_linked(reader) -> None:
    page = PlainPage(title="Тайное", live=False)
    tree.front_page("ru").add_child(instance=page)
    assert reader.get(page.url_path).status_code == 404
    assert "Тайное" not in reader.get("/ru/").content.decode()


def test_about_shows_the_text_in_the_language_or_says_which_it_fell_back_to(
    reader, newsroom
) -> None:
    newsroom.about_ru = "<p>Пятеро добровольцев.</p><script>alert(1)</script>"
    newsroom.terms_ru = "Свободно."
    newsroom.contact_email = "desk@example.org"
    newsroom.save()
    own, other = (reader.get(f"/{code}/about/").content.decode() for code in ("ru", "ar"))
    assert "<p>Пятеро добровольцев.</p>" in own
    assert "<script>alert" not in own
    assert "mailto:desk@example.org" in own
    assert '<div class="prose narrow" lang="ru" dir="ltr">' in other
