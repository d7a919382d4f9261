"""A passage that was left in the original's language is found; a name that stays is not."""

import subprocess
import sys
import threading

import pytest

from news.desk.checks import tongue
from news.desk.checks.remarks import Doubt, Passage, Remark, remarks

LEFT = {
    "ru": "Детский хор из Туниса споёт в Бизерте на трёх языках, вход свободный.",
    "en": "The children’s choir will sing in three languages, and admission is free.",
    "fr": "Le chœur d’enfants chantera en trois langues et l’entrée sera libre pour tous.",
    "ar": "تغنّي جوقة أطفال من تونس في بنزرت بثلاث لغات والدخول مجاني للجميع.",
    "es": "El coro infantil cantará en tres idiomas y la entrada será libre para todos.",
    "de": "Der Kinderchor singt in drei Sprachen, und der Eintritt ist für alle frei.",
}
PAIRS = [(one, other) for one in LEFT for other in LEFT if one != other]
MAY_BE_SAME = {
    "figures": ("1 234,5", "ru", "fr"),
    "sign": ("***", "ru", "ar"),
    "acronym": ("NASA", "en", "ar"),
    "acronyms": ("UNESCO, OMS", "fr", "es"),
    "Latin name in Russian": ("Coldplay", "ru", "ar"),
    "title of a paper": ("Le Monde Diplomatique", "fr", "de"),
    "address": ("https://example.org", "ru", "ar"),
    "name of five words": ("Orchestre Symphonique de Tunis, Cité de la Culture", "fr", "en"),
}
MUST_BE_TRANSLATED = {
    "one word": ("Москва", "ru", "ar"),
    "headline": ("Хор споёт завтра", "ru", "fr"),
    "Latin to Latin": ("Une grande nouvelle", "fr", "es"),
    "Arabic": ("خبر عاجل", "ar", "de"),
    "Russian acronym": ("Газпром", "ru", "ar"),
}


def said(source: str, target: str, source_language: str, target_language: str) -> list[Remark]:
    return remarks(
        Passage("paragraph", source),
        Passage("paragraph", target),
        source_language=source_language,
        target_language=target_language,
    )


@pytest.mark.parametrize(("source_language", "target_language"), PAIRS)
def test_passage_in_the_language_of_the_original_is_found(source_language, target_language):
    text = LEFT[source_language]
    left = Remark(Doubt.LANGUAGE, note=source_language)
    assert said(text, text, source_language, target_language) == [left]
    assert said(f"{text} 26", f"{text} 26.", source_language, target_language) == [left]


@pytest.mark.parametrize(("source_language", "target_language"), PAIRS)
def test_translated_passage_is_no_doubt(source_language, target_language):
    assert (
        said(LEFT[source_language], LEFT[target_language], source_language, target_language) == []
    )


@pytest.mark.parametrize("case", MAY_BE_SAME.values(), ids=MAY_BE_SAME)
def test_what_may_be_the_same_is_no_doubt(case):
    text, source_language, target_language = case
    assert said(text, text, source_language, target_language) == []


@pytest.mark.parametrize("case", MUST_BE_TRANSLATED.values(), ids=MUST_BE_TRANSLATED)
def test_short_text_left_as_it_is_is_told(case):
    text, source_language, target_language = case
    assert said(text, text, source_language, target_language) == [Remark(Doubt.SAME)]


def test_few_words_of_the_original_in_a_translation_are_no_doubt():
    assert said("Песня «Родина»", "Chanson « Родина »", "ru", "fr") == []


@pytest.mark.parametrize("kind", ["caption", "alt"])
def test_caption_that_is_missing_is_told(kind):
    found = remarks(
        Passage(kind, "Хор"), Passage(kind, " "), source_language="ru", target_language="fr"
    )
    assert found == [Remark(Doubt.CAPTION, note=kind)]


def test_passage_that_is_missing_is_told():
    assert said("Хор споёт 21 ноября", "", "ru", "fr") == [Remark(Doubt.EMPTY)]


def test_passage_that_the_original_has_not_is_no_doubt():
    assert said("", "Chœur, 2018", "ru", "fr") == []


def test_model_is_loaded_by_no_import():
    """Sixty megabytes, for those who never open the workbench."""
    asked = (
        "import sys, news.desk.checks.remarks, news.desk.checks.sentences;"
        "sys.exit('numpy' in sys.modules or 'py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked]).returncode == 0


def test_threads_load_the_model_once(monkeypatch):
    from py3langid.langid import LanguageIdentifier

    loaded = []
    load = LanguageIdentifier.from_model_file
    monkeypatch.setattr(
        LanguageIdentifier, "from_model_file", lambda path: loaded.append(path) or load(path)
    )
    tongue._identifier.cache_clear()
    found = []
    threads = [
        threading.Thread(
            target=lambda code=code: found.append((code, tongue.language_of(LEFT[code])))
        )
        for code in LEFT
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 1
    assert sorted(found) == sorted((code, code) for code in LEFT)
