"""What a reader types finds what an editor wrote, in every language and only if released."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from news.articles.models import ArticlePage
from news.newsroom.text import fold, searchable
from tests.factories import draft, released, released_translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ёлка", "елка"),
        ("Йод", "йод"),
        ("CHŒUR", "chœur"),
        ("été", "ete"),
        ("مُحَمَّد", "محمد"),
        ("أخبار", "اخبار"),
        ("مدرسة", "مدرسه"),
    ],
)
def test_folding_forgives_what_readers_leave_out(written, typed):
    assert fold(written) == fold(typed)


def test_folding_keeps_the_letter_that_is_no_accent():
    assert fold("й") != fold("и")


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("ru", "самолёты", "самолет"),
        ("fr", "librairies", "librairie"),
        ("de", "Häuser", "hauser"),
        ("es", "canciones", "cancion"),
        ("en", "singers", "singer"),
    ],
)
def test_forms_of_a_word_meet(language, written, typed):
    assert searchable(written, language) == searchable(typed, language)


@pytest.mark.django_db(transaction=True)
def test_released_edition_is_found_by_a_word_of_its_text():
    edition = released(text="<p>Над заливом прошли самолёты.</p>")
    released_translation(edition)

    found = ArticlePage.objects.released("ru").search(searchable("самолет", "ru"))

    assert [page.pk for page in found] == [edition.pk]


@pytest.mark.django_db(transaction=True)
def test_draft_is_not_found():
    draft(text="<p>Над заливом прошли самолёты.</p>")

    assert not list(ArticlePage.objects.released("ru").search(searchable("самолет", "ru")))


def test_threads_do_not_stem_into_each_others_words():
    words = " ".join(f"переводчики{n} национальность освобождение" for n in range(300))
    alone = searchable(words, "ru")

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _n: searchable(words, "ru"), range(8)))

    assert together == [alone] * 8
