"""Search finds by folded words in the language read, and nothing that isn't public."""

import pytest
from wagtail.search import index

from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db


def found(reader, language: str, words: str) -> str:
    response = reader.get(f"/{language}/search/", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("words", ["споет", "СПОЁТ", "  споёт  "])
def test_yo_and_case_make_no_difference(reader, words: str) -> None:
    index.insert_or_update_object(released(title="Хор споёт"))
    assert "listing__row" in found(reader, "ru", words)


@pytest.mark.parametrize("words", ["مكتبة", "مَكْتَبَة", "مكتبه"])
def test_arabic_marks_make_no_difference(reader, words: str) -> None:
    source = released(title="Хор")
    edition = released_translation(source, "ar", title="مكتبة بنزرت", text="<p>نص</p>")
    index.insert_or_update_object(edition)
    assert "listing__row" in found(reader, "ar", words)
    assert "listing__row" not in found(reader, "ru", words)


def test_drafts_are_not_found(reader) -> None:
    index.insert_or_update_object(draft(title="Тайный хор"))
    assert "listing__row" not in found(reader, "ru", "тайный")


@pytest.mark.parametrize("words", ["", "   ", "\x00", "%%%", '"', "'; --", "a" * 10_000, "*:&|!()"])
def test_odd_words_are_answered_politely(reader, words: str) -> None:
    page = found(reader, "fr", words)
    assert 'role="search"' in page


def test_what_was_asked_is_shown_back_escaped(reader) -> None:
    assert "<script>x" not in found(reader, "ru", "<script>x")


def test_as_many_words_as_fit_are_answered(reader) -> None:
    assert 'role="search"' in found(reader, "ru", " ".join(f"{n}" for n in range(200)))
