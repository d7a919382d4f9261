"""Short words, numbers, dashes and French spaces stay with what they belong to."""

import pytest

from news.website.typography import typeset, typeset_html


@pytest.mark.parametrize(
    ("language", "typed", "bound"),
    [
        ("ru", "Хор споёт в Бизерте", "Хор споёт в\u00a0Бизерте"),
        ("ru", "не в своей тарелке", "не\u00a0в\u00a0своей тарелке"),
        ("ru", "кто-то из-за угла", "кто\u2011то из\u2011за угла"),
        ("ru", "сказать по-французски", "сказать по\u2011французски"),
        ("ru", "сказал бы он", "сказал\u00a0бы он"),
        ("ru", "Главное — говорить", "Главное\u00a0— говорить"),
        ("ru", "23 ноября, 3 000 имён", "23\u00a0ноября, 3\u00a0000\u00a0имён"),
        ("ru", "читательница Т. М., т. е. она", "читательница Т.\u00a0М., т.\u00a0е. она"),
        ("fr", "Entrée libre ; venez !", "Entrée libre\u202f; venez\u202f!"),
        (
            "fr",
            "Au programme: « La Voile »",
            "Au\u00a0programme\u00a0: «\u00a0La\u00a0Voile\u00a0»",
        ),
        ("fr", "à 17:00, voir https://example.org/", "à\u00a017:00, voir https://example.org/"),
        ("en", "a map of the sea", "a\u00a0map of\u00a0the\u00a0sea"),
        ("ar", "يوم 12 نوفمبر — هنا", "يوم 12\u00a0نوفمبر\u00a0— هنا"),
    ],
)
def test_binds_as_the_language_does(language: str, typed: str, bound: str) -> None:
    assert typeset(typed, language) == bound


@pytest.mark.parametrize("language", ["ru", "en", "fr", "ar", "es", "de", "tr"])
def test_doing_it_twice_changes_nothing(language: str) -> None:
    text = "В 1934 г. кто-то сказал : « Et la mer ! » — № 5, 10 %, а как же я ?"
    once = typeset(text, language)
    assert typeset(once, language) == once


def test_tags_attributes_references_and_code_are_left_alone() -> None:
    html = (
        '<p title="а в с">Tom &amp; Jerry ! '
        '<a href="/x?a=1&amp;b=2">et la mer</a></p><code>a ; b</code>'
    )
    assert typeset_html(html, "fr") == (
        '<p title="а в с">Tom &amp; Jerry\u202f! '
        '<a href="/x?a=1&amp;b=2">et\u00a0la\u00a0mer</a></p><code>a ; b</code>'
    )
