"""A figure is found again in whatever way the other language writes it."""

import pytest

from news.desk.checks.comparing import differing
from news.desk.checks.reading import Reading

AGREEING = {
    "thousands and decimals, russian and english": (
        ("ru", "1 234,5 тонны"), ("en", "1,234.5 tonnes")
    ),
    "thousands and decimals, english and german": (
        ("en", "1,234.5 tonnes"), ("de", "1.234,5 Tonnen")
    ),
    "thousands with no-break spaces": (("ru", "12\u00a0500 книг"), ("fr", "12\u202f500 livres")),
    "thousands with an apostrophe": (("fr", "1’234’567 francs"), ("ru", "1 234 567 франков")),
    "one group of thousands": (("de", "1.234 Bücher"), ("en", "1,234 books")),
    "thousands left together": (("ru", "2500 книг"), ("es", "2.500 libros")),
    "eastern digits": (("ru", "1 234,5 и 2018"), ("ar", "١٬٢٣٤٫٥ و٢٠١٨")),
    "per cent": (("ru", "12,5 % жителей"), ("en", "12.5% of residents")),
    "per cent in words": (("ru", "5 процентов"), ("ar", "5 في المئة")),
    "per cent, arabic sign": (("fr", "5 % des voix"), ("ar", "٥٪ من الأصوات")),
    "ordinals": (("ru", "21-й фестиваль"), ("en", "the 21st festival")),
    "ordinal, french": (("ru", "1-е место"), ("fr", "la 1re place")),
    "ordinal, spanish": (("en", "2nd prize"), ("es", "2.º premio")),
    "ordinal, german": (("ru", "в 3-й раз"), ("de", "zum 3. Mal")),
    "ordinal, arabic article": (("ru", "21-й фестиваль"), ("ar", "المهرجان الـ21")),
    "hour, colon and h": (("ru", "в 18:00"), ("fr", "à 18h00")),
    "hour, h alone": (("ru", "в 18:00"), ("fr", "à 18 h")),
    "hour, minutes": (("ru", "в 18:30"), ("fr", "à 18 h 30")),
    "hour, p.m.": (("ru", "в 18:00"), ("en", "at 6 p.m.")),
    "hour, pm and minutes": (("es", "a las 18.30 horas"), ("en", "at 6:30 pm")),
    "hour, Uhr": (("en", "at 6 pm"), ("de", "um 18.00 Uhr")),
    "hour, Uhr alone": (("ru", "в 18:00"), ("de", "um 18 Uhr")),
    "hour, Russian hours": (("ru", "в 18 часов"), ("es", "a las 18:00")),
    "hour, evening": (("ru", "в 6 часов вечера"), ("en", "at 6 p.m.")),
    "hour, Arabic evening": (("ru", "в 18:00"), ("ar", "الساعة 6 مساءً")),
    "hour, Arabic words": (("ru", "в 18:00"), ("ar", "في الساعة السادسة مساءً")),
    "hour, Arabic digits": (("ru", "в 17:00."), ("ar", "على الساعة ١٧:٠٠")),
    "hour, tarde": (("ru", "в 17:00"), ("es", "a las 5 de la tarde")),
    "hour, noon": (("ru", "в 12:00"), ("fr", "à midi")),
    "hour, midnight": (("ru", "в 00:00"), ("es", "a medianoche")),
    "hour, midnight in Arabic": (("ru", "в 00:00"), ("ar", "عند منتصف الليل")),
    "hour, half a day": (("de", "um 12 Uhr"), ("ru", "в полдень")),
    "hour, midnight in figures": (("ru", "в 00:00"), ("en", "at 12 a.m.")),
    "hour, dot as in Russian print": (("ru", "начало в 18.30"), ("fr", "début à 18h30")),
    "hours as a stretch": (("ru", "ехали 8 часов"), ("en", "an 8-hour journey")),
    "years": (("ru", "в 2018 году"), ("ar", "سنة 2018")),
    "range of years": (("ru", "2017–2018 годы"), ("de", "von 2017 bis 2018")),
    "range of years, short": (("fr", "la saison 2025-2026"), ("en", "the 2025/26 season")),
    "range of numbers": (("ru", "10–12 человек"), ("ar", "من 10 إلى 12 شخصًا")),
    "decade": (("ru", "в 90-е годы"), ("en", "in the 1990s")),
    "decade, german": (("ru", "1980-е"), ("de", "die 80er Jahre")),
    "century, roman and english": (("ru", "в XIX веке"), ("en", "in the 19th century")),
    "century, roman both": (("ru", "XIX век"), ("fr", "le XIXe siècle")),
    "century, small e in capitals": (("fr", "au XXIᵉ siècle"), ("ru", "в XXI веке")),
    "century, spanish": (("es", "el siglo XIX"), ("de", "im 19. Jahrhundert")),
    "century, arabic words": (("ru", "в XIX веке"), ("ar", "في القرن التاسع عشر")),
    "century, english words": (("fr", "au XVIIIe siècle"), ("en", "in the eighteenth century")),
    "century, Cyrillic letters": (("ru", "в ХIХ веке"), ("en", "the 19th century")),
    "centuries": (("ru", "в XIX–XX веках"), ("en", "the 19th and 20th centuries")),
    "king": (("fr", "Mohammed VI"), ("ar", "محمد السادس")),
    "congress": (("ru", "XXI съезд"), ("de", "der 21. Kongress")),
    "million, Russian and English": (("ru", "2,5 млн динаров"), ("en", "2.5 million dinars")),
    "million, French": (("ru", "2,5 миллиона"), ("fr", "2,5 millions")),
    "million, Arabic": (("ru", "2,5 млн"), ("ar", "2.5 مليون")),
    "million, written out": (("ru", "2,5 млн"), ("en", "2,500,000")),
    "million, Spanish": (("de", "3 Mio. Euro"), ("es", "3 millones de euros")),
    "milliard and billion": (("ru", "1,2 млрд"), ("en", "1.2 billion")),
    "milliard, Spanish": (("fr", "2 milliards"), ("es", "2.000 millones")),
    "mil millones": (("es", "2 mil millones"), ("de", "2 Milliarden")),
    "thousand": (("ru", "5 тыс. книг"), ("en", "5,000 books")),
    "thousand, Arabic": (("ru", "5 000 книг"), ("ar", "5 آلاف كتاب")),
    "thousand, French": (("en", "40,000 books"), ("fr", "40 mille livres")),
    "millions and thousands": (("ru", "1 млн 200 тыс. жителей"), ("en", "1.2 million people")),
    "thousands and units": (("ru", "5 тысяч 300 книг"), ("de", "5.300 Bücher")),
    "thousands and units on two lines": (("ru", "5 тыс.\n300"), ("en", "5,000\n300")),
    "doubled": (("ru", "в 2 раза больше"), ("en", "doubled")),
    "Arabic dual of a million": (("ru", "2 млн"), ("ar", "مليونا شخص")),
    "decade in words": (("en", "the 1950s"), ("ru", "пятидесятые годы")),
    "decimals like minutes": (("en", "1.25 million, 2.50 euros"), ("ru", "1,25 млн, 2,5 евро")),
    "metres like millions": (("en", "5.40 m long"), ("fr", "long de 5,40 m")),
    "millions like metres": (("en", "a £5m grant"), ("ru", "5 млн фунтов")),
    "days like hours": (("ru", "через 2 дня"), ("fr", "dans 2 jours")),
    "hour with a dot, Arabic words": (("ru", "в 19.00"), ("ar", "الساعة السابعة مساء")),
    "half a million": (("ru", "500 000 жителей"), ("en", "half a million people")),
    "half a million, Arabic": (("ru", "500 000 жителей"), ("ar", "نصف مليون نسمة")),
    "half a million, Russian": (("en", "500,000 people"), ("ru", "полмиллиона жителей")),
    "words, Russian": (("en", "5 children"), ("ru", "пятеро детей")),
    "words, Russian case": (("en", "12 songs"), ("ru", "о двенадцати песнях")),
    "words, three-year-old": (("en", "a 3-year plan"), ("ru", "трёхлетний план")),
    "words, French": (("ru", "12 песен"), ("fr", "douze chansons")),
    "words, French compound": (("ru", "26 детей"), ("fr", "vingt-six enfants")),
    "words, French eighty": (("ru", "96 детей"), ("fr", "quatre-vingt-seize enfants")),
    "words, French seventy": (("ru", "72 года"), ("fr", "soixante-douze ans")),
    "words, French four": (("ru", "4 песни"), ("fr", "quatre chansons")),
    "words, Arabic": (("ru", "7 песен"), ("ar", "سبع أغانٍ")),
    "words, Arabic compound": (("ru", "26 детей"), ("ar", "ستة وعشرون طفلًا")),
    "words, Arabic dual": (("ru", "2 ребёнка"), ("ar", "طفلان")),
    "words, Arabic hundreds": (("ru", "300 книг"), ("ar", "ثلاثمئة كتاب")),
    "words, Arabic two thousand": (("ru", "2000 книг"), ("ar", "ألفا كتاب، أي ألفين")),
    "words, Spanish": (("ru", "26 детей"), ("es", "veintiséis niños")),
    "words, Spanish compound": (("ru", "42 ребёнка"), ("es", "cuarenta y dos niños")),
    "words, German": (("ru", "3 песни"), ("de", "drei Lieder")),
    "words, German compound": (("ru", "26 детей"), ("de", "sechsundzwanzig Kinder")),
    "words, German hundreds": (("ru", "250 детей"), ("de", "zweihundertfünfzig Kinder")),
    "words, English hundreds": (("ru", "250 детей"), ("en", "two hundred and fifty children")),
    "words, English thousands": (("ru", "2000 книг"), ("en", "two thousand books")),
    "words on the other side": (("ru", "двадцать шесть детей"), ("fr", "26 enfants")),
    "telephones": (("ru", "+7 (495) 123-45-67"), ("en", "+7 495 123 45 67")),
    "telephones, French": (("fr", "01 70 18 99 00"), ("en", "01.70.18.99.00")),
    "telephones, two zeros": (("ru", "+216 71 234 567"), ("fr", "00216 71 234 567")),
    "scores": (("ru", "со счётом 3:1"), ("fr", "3-1")),
    "chemistry and summits": (("ru", "CO2 и G20"), ("ar", "ثاني أكسيد الكربون ومجموعة العشرين")),
    "G20, glued in one": (("en", "the G20 summit"), ("ar", "قمة مجموعة الـ20")),
    "figures of addresses": (("ru", "см. https://example.org/2018/17"), ("en", "see our page")),
    "marks of direction": (("ru", "2018"), ("ar", "\u200f2018\u200e")),
    "minus and degrees": (("ru", "−5 °C"), ("en", "minus 5 degrees")),
    "the English pronoun": (("en", "I see"), ("ru", "Вижу")),
    "nothing to compare": (("ru", "Вход свободный"), ("en", "Admission is free")),
}  # fmt: skip
DIFFERING = {
    "year and hour": (
        ("ru", "основан в 2018 году, начало в 17:00"),
        ("ar", "تأسست سنة 2017 والبداية على الساعة 18:00"),
        ("2018", "17:00"),
        ("2017", "18:00"),
    ),
    "a figure dropped": (("ru", "26 детей"), ("fr", "des enfants"), ("26",), ()),
    "a figure added": (("ru", "дети"), ("de", "26 Kinder"), (), ("26",)),
    "eastern digits as written": (("ru", "2018"), ("ar", "٢٠١٧"), ("2018",), ("٢٠١٧",)),
    "digits turned": (("ru", "1 234,5"), ("en", "1,243.5"), ("1 234,5",), ("1,243.5",)),
    "thousand for million": (("ru", "5 млн"), ("en", "5 thousand"), ("5 млн",), ("5 thousand",)),
    "milliard taken for billion": (
        ("fr", "2 milliards"), ("es", "2 billones"), ("2 milliards",), ("2 billones",)
    ),
    "morning for evening": (("ru", "в 18:00"), ("en", "at 6 a.m."), ("18:00",), ("6 a.m.",)),
    "another half hour": (("fr", "18h30"), ("ru", "18:00"), ("18h30",), ("18:00",)),
    "another century": (("ru", "XIX век"), ("fr", "XVIIIe siècle"), ("XIX",), ("XVIII",)),
    "another century in words": (("ru", "XIX век"), ("ar", "القرن الثامن عشر"), ("XIX",), ()),
    "another word": (("ru", "7 песен"), ("fr", "huit chansons"), ("7",), ()),
    "another per cent": (("ru", "12,5 %"), ("de", "12,8 %"), ("12,5",), ("12,8",)),
    "telephone with a wrong digit": (
        ("ru", "+7 495 123-45-67"), ("fr", "+7 495 123 45 68"), ("+7 495 123-45-67",),
        ("+7 495 123 45 68",),
    ),
    "once though it stands twice": (("ru", "26 и ещё раз 26"), ("fr", "enfants"), ("26",), ()),
}  # fmt: skip


@pytest.mark.parametrize("case", AGREEING.values(), ids=AGREEING)
def test_same_figure_is_no_difference(case):
    (language, text), (other_language, other_text) = case
    ours, theirs = differing(Reading(text, language), Reading(other_text, other_language))
    assert (ours.figures, ours.dates, theirs.figures, theirs.dates) == ((), (), (), ())


@pytest.mark.parametrize("case", AGREEING.values(), ids=AGREEING)
def test_comparison_goes_both_ways(case):
    (language, text), (other_language, other_text) = case
    ours, theirs = differing(Reading(other_text, other_language), Reading(text, language))
    assert (ours.figures, theirs.figures) == ((), ())


@pytest.mark.parametrize("case", DIFFERING.values(), ids=DIFFERING)
def test_other_figure_is_told_as_it_is_written(case):
    (language, text), (other_language, other_text), only_source, only_target = case
    ours, theirs = differing(Reading(text, language), Reading(other_text, other_language))
    assert (ours.figures, theirs.figures) == (only_source, only_target)
