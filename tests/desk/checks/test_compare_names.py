"""Names are found in the cases of their language, and said where they are missing."""

import pytest

from news.desk.checks.names import stands
from news.desk.checks.reading import Reading
from news.desk.checks.remarks import Doubt, Name, Passage, Remark, remarks

STANDING = {
    "as it is": ("Николай Арсеньев", "ru", "Николай Арсеньев поёт"),
    "genitive": ("Николай Арсеньев", "ru", "хор Николая Арсеньева"),
    "instrumental": ("Николай Арсеньев", "ru", "беседа с Николаем Арсеньевым"),
    "feminine": ("Мария Белова", "ru", "письмо Марии Беловой"),
    "fleeting vowel": ("Павел Котов", "ru", "сказано Павлом Котовым"),
    "adjective": ("Лев Толстой", "ru", "Лев Толстой"),
    "organisation": ("Городская библиотека Бизерты", "ru", "в Городской библиотеке Бизерты"),
    "without ё": ("Пётр Ёлкин", "ru", "Петра Елкина"),
    "French": ("Salma Dridi", "fr", "d’après Salma Dridi"),
    "French accents": ("Bibliothèque de Bizerte", "fr", "la bibliothèque de Bizerte"),
    "German genitive": ("Nikolai Arsenjew", "de", "Nikolai Arsenjews Chor"),
    "German adjective": ("Städtische Bibliothek", "de", "in der Städtischen Bibliothek"),
    "English genitive": ("Salma Dridi", "en", "Salma Dridi’s choir"),
    "Arabic": ("سلمى الدريدي", "ar", "قالت سلمى الدريدي"),
    "Arabic conjunction": ("نيكولاي أرسينييف", "ar", "ونيكولاي أرسينييف"),
    "Arabic preposition": ("جوقة الشراع", "ar", "لجوقة الشراع وللشراع"),
    "Arabic marks": ("سلمى الدريدي", "ar", "سَلْمى الدّريدي"),
    "Latin letters in Arabic": ("UNESCO", "ar", "منظمة UNESCO"),
}
MISSING = {
    "another name": ("Николай Арсеньев", "ru", "Николай Арсенов"),
    "half of it": ("Николай Арсеньев", "ru", "Николай поёт"),
    "misspelt": ("Nikolai Arsenjew", "de", "Nikolai Arsenjev"),
    "misspelt in Arabic": ("نيكولاي أرسينييف", "ar", "نيكولاي أرسنييف"),
    "longer word": ("Anna Mar", "fr", "Anna Marchand"),
}
CHOIR = Name("Николай Арсеньев", "نيكولاي أرسينييف")


def said(source: str, target: str, *names: Name) -> list[Remark]:
    return remarks(
        Passage("paragraph", source),
        Passage("paragraph", target),
        source_language="ru",
        target_language="ar",
        names=names,
    )


@pytest.mark.parametrize("case", STANDING.values(), ids=STANDING)
def test_name_is_found_in_any_case(case):
    name, language, text = case
    assert stands(name, Reading(text, language))


@pytest.mark.parametrize("case", MISSING.values(), ids=MISSING)
def test_other_name_is_not_taken_for_it(case):
    name, language, text = case
    assert not stands(name, Reading(text, language))


def test_name_written_otherwise_is_told_with_the_spelling_of_the_newsroom():
    assert said("Сказал Николай Арсеньев.", "قال نيكولا أرسانيف.", CHOIR) == [
        Remark(Doubt.NAMES, ("Николай Арсеньев",), note="نيكولاي أرسينييف")
    ]


def test_name_written_as_the_newsroom_does_is_no_doubt():
    assert said("Хором Николая Арсеньева", "جوقة نيكولاي أرسينييف", CHOIR) == []


def test_surname_alone_stands_for_a_person():
    assert said("Хором Николая Арсеньева", "جوقة أرسينييف", CHOIR) == []


def test_last_word_alone_does_not_stand_for_an_organisation():
    library = Name("Городская библиотека", "bibliothèque municipale de Bizerte")
    found = remarks(
        Passage("paragraph", "В Городской библиотеке Бизерты"),
        Passage("paragraph", "À la médiathèque de Bizerte"),
        source_language="ru",
        target_language="fr",
        names=[library],
    )
    assert [each.doubt for each in found] == [Doubt.NAMES]


def test_town_alone_does_not_stand_for_its_library_in_arabic():
    library = Name("Городская библиотека Бизерты", "المكتبة البلدية ببنزرت")
    found = said("В Городской библиотеке Бизерты", "في مكتبة بنزرت", library)
    assert [each.doubt for each in found] == [Doubt.NAMES]
    assert said("В Городской библиотеке Бизерты", "في المكتبة البلدية ببنزرت", library) == []


def test_surname_with_a_particle_stands_for_a_person():
    composer = Name("Людвиг ван Бетховен", "بيتهوفن")
    assert said("Музыка Людвига ван Бетховена", "موسيقى بيتهوفن", composer) == []


def test_name_that_the_newsroom_has_not_written_is_told():
    assert said("Сказал Николай Арсеньев.", "قال.", Name("Николай Арсеньев", "")) == [
        Remark(Doubt.NAMES, ("Николай Арсеньев",))
    ]


def test_name_that_the_original_does_not_mention_is_told():
    assert said("Сказал дирижёр.", "قال نيكولاي أرسينييف.", CHOIR) == [
        Remark(Doubt.NAMES, only_target=("نيكولاي أرسينييف",))
    ]


def test_full_name_for_a_surname_is_no_doubt():
    assert said("Сказал Арсеньев.", "قال نيكولاي أرسينييف.", CHOIR) == []


def test_latin_names_and_acronyms_need_not_stand_in_arabic():
    assert said("Сообщили NASA и UNESCO.", "أعلنت ناسا واليونسكو.") == []
