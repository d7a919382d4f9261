"""A text uses a term in whatever form its language gives the words."""

import pytest

from news.desk.glossary.matching import Entry, Hint, TermIndex


def found(language: str, wordings: list[str], text: str) -> list[tuple[str, str]]:
    """Return the terms a text uses, each with the words as they stand."""
    entries = [Entry(each, {language: each, "target": each}) for each in wordings]
    (hints,) = TermIndex(entries, language).find([text], "target")
    assert all(text[hint.start :].startswith(hint.found) for hint in hints)
    return [(hint.term, hint.found) for hint in hints]


@pytest.mark.parametrize(
    ("language", "term", "text", "words"),
    [
        ("ru", "Министерство культуры", "Письмо Министерству культуры", "Министерству культуры"),
        ("ru", "Королёв", "О Королеве говорили долго", "Королеве"),
        ("ru", "Иванов", "с Ивановым", "Ивановым"),
        ("ru", "Союз журналистов", "в Союзе журналистов", "Союзе журналистов"),
        ("ru", "рынок", "возле рынка", "рынка"),
        ("ru", "МИД", "В МИДе сообщили", "МИДе"),
        ("ru", "г. Тунис", "В г. Тунисе открыли сад", "г. Тунисе"),
        ("ru", "Дом культуры «Причал»", "в Доме культуры „Причал“ поют", "Доме культуры „Причал“"),
        ("ru", "городской совет", "решение город\u00adского совета", "город\u00adского совета"),
        ("fr", "ministère", "deux ministères l’ont dit", "ministères"),
        ("fr", "ambassade", "à l’ambassade de Russie", "ambassade"),
        ("fr", "journal", "trois journaux", "journaux"),
        ("fr", "eau", "les eaux", "eaux"),
        ("ru", "ИТ", "отдел ИТ", "ИТ"),
        ("en", "study", "two studies", "studies"),
        ("en", "city council", "The City Councils met", "City Councils"),
        ("es", "embajada", "dos embajadas", "embajadas"),
        ("de", "Haus", "die Häuser am Hafen", "Häuser"),
        ("ar", "وزارة الثقافة", "وقالت وزارة الثقافة", "وزارة الثقافة"),
        ("ar", "وزارة", "ووزارة أخرى", "ووزارة"),
        ("ar", "وزارة", "في الوزارة", "الوزارة"),
        ("ar", "وزارة", "قال للوزارة", "للوزارة"),
        ("ar", "سفارة", "وبالسفارة موعد", "وبالسفارة"),
        ("ar", "السفارة", "سفارات أخرى", "سفارات"),
        ("ar", "لجنة", "تقرير للجنة", "للجنة"),
        ("ar", "مدرسة", "من المَدْرَسَة", "المَدْرَسَة"),
    ],
)
def test_term_is_found_in_an_inflected_form(language, term, text, words):
    assert found(language, [term], text) == [(term, words)]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("en", "WHO", "the man who came"),
        ("en", "US", "it told us so"),
        ("ru", "Министерство культуры", "Это министерство. Культуры разные."),
        ("ru", "Министерство культуры", "Министерство спорта"),
        ("ru", "Министерство культуры", "Министерство"),
        ("ru", "Иванов", "Иван пришёл"),
        ("fr", "ministère", "le ministre"),
        ("ar", "وزارة", "زار المدينة"),
    ],
)
def test_other_words_are_not_the_term(language, term, text):
    assert found(language, [term], text) == []


def test_longest_term_counts_and_no_word_twice():
    terms = ["культура", "Министерство культуры", "Министерство культуры и спорта", "спорт"]
    assert found("ru", terms, "Министерство культуры и спорта: культура и спорт") == [
        ("Министерство культуры и спорта", "Министерство культуры и спорта"),
        ("культура", "культура"),
        ("спорт", "спорт"),
    ]


def test_terms_stand_in_reading_order_each_where_it_stands_first():
    assert found("ru", ["консул", "посол"], "Послы, консулы и снова посол") == [
        ("посол", "Послы"),
        ("консул", "консулы"),
    ]


def test_of_terms_with_the_same_stems_the_literal_one_counts():
    assert found("fr", ["porte", "porté"], "elle a porté") == [("porte", "porté")]
    assert found("ru", ["русские дома", "Русский дом"], "в Русском доме") == [
        ("русские дома", "Русском доме")
    ]
    assert found("ru", ["русские дома", "Русский дом"], "новый русский дом") == [
        ("Русский дом", "русский дом")
    ]


def test_hint_tells_how_the_newsroom_writes_it():
    entry = Entry("посольство", {"ru": "посольство", "fr": "ambassade"}, "не «полпредство»")
    index = TermIndex([entry], "ru")
    first, second, third = index.find(["О посольстве.", "", "Посольство"], "fr")
    assert first == [Hint("посольство", "посольстве", "ambassade", "не «полпредство»", 2)]
    assert second == []
    assert third[0].start == 0


def test_missing_wording_is_told_to_whoever_asks_and_hides_no_shorter_term():
    entries = [
        Entry("посольство России", {"ru": "посольство России"}),
        Entry("посольство", {"ru": "посольство", "fr": "ambassade"}),
    ]
    index = TermIndex(entries, "ru")
    ((plain,),) = index.find(["в посольстве России"], "fr")
    ((missing,),) = index.find(["в посольстве России"], "fr", with_missing=True)
    assert (plain.found, plain.is_missing) == ("посольстве", False)
    assert (missing.found, missing.is_missing) == ("посольстве России", True)
