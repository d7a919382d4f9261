"""Numbers written as words, in the six languages: what a figure may have become."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from news.desk.checks.reading import base

_THOUSAND, _MILLION, _MILLIARD, _BILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
# The words that multiply, as `Reading.plain` has them.
SCALES: dict[str, dict[str, Decimal]] = {
    "ru": {
        r"тыс\.?|тысяч\w*": _THOUSAND,
        r"млн\.?|миллион\w*": _MILLION,
        r"млрд\.?|миллиард\w*": _MILLIARD,
        r"трлн\.?|триллион\w*": _BILLION,
    },
    "en": {
        r"thousands?|k": _THOUSAND,
        r"millions?|mln\.?|mn|m": _MILLION,
        r"billions?|bln\.?|bn": _MILLIARD,
        r"trillions?|trn": _BILLION,
    },
    "fr": {
        r"mille|milliers?": _THOUSAND,
        r"millions?|mio": _MILLION,
        r"milliards?|mds?|mrd": _MILLIARD,
        r"billions?": _BILLION,
    },
    "ar": {
        r"الف|الفا|الاف|الالف": _THOUSAND,
        r"مليون|مليونا|ملايين": _MILLION,
        r"مليار|مليارا|مليارات|بليون": _MILLIARD,
        r"تريليون|تريليونا|تريليونات": _BILLION,
    },
    "es": {
        r"mil|miles": _THOUSAND,
        r"millon|millones": _MILLION,
        r"millardos?": _MILLIARD,
        r"billon|billones": _BILLION,
    },
    "de": {
        r"tausend|tsd\.?": _THOUSAND,
        r"millionen|million|mio\.?": _MILLION,
        r"milliarden|milliarde|mrd\.?": _MILLIARD,
        r"billionen|billion": _BILLION,
    },
}
_RU_FIVE = r"(?:ь|и\w*|ью|ер[оы]\w?|ый|ая|ое|ого|ой|ом|ому|ую|ые|ых|ым|ыми)"
# Patterns of whole words; the first that fits is taken.
_WORDS: dict[str, dict[str, str]] = {
    "ru": {
        "0.5": r"половин\w+|пол",
        "1.5": r"полтор\w+",
        "0": r"нол[ьяюе]\w?|нул\w{1,3}",
        "11": r"одиннадцат\w+",
        "12": r"двенадцат\w+|дюжин\w|пол(?:у?дн[яюе]м?|день|у?ноч\w+)",
        "13": r"тринадцат\w+",
        "14": r"четырнадцат\w+",
        "15": r"пятнадцат\w+",
        "16": r"шестнадцат\w+",
        "17": r"семнадцат\w+",
        "18": r"восемнадцат\w+",
        "19": r"девятнадцат\w+",
        "20": r"двадцат\w+",
        "30": r"тридцат\w+",
        "40": r"сорок\w{0,4}",
        "50": r"пят(?:ь|и)десят\w*",
        "60": r"шест(?:ь|и)десят\w*",
        "70": r"сем(?:ь|и)десят\w*",
        "80": r"вос(?:е|ь)м(?:ь|и)десят\w*",
        "90": r"девяност\w*",
        "2000": r"двухтысячн\w+",
        "200": r"двест\w+|двухсот\w*",
        "300": r"трист\w+|трехсот\w*",
        "400": r"четырест\w+|четырехсот\w*",
        "500": r"пят(?:ь|и)сот\w*",
        "600": r"шест(?:ь|и)сот\w*",
        "700": r"сем(?:ь|и)сот\w*",
        "800": r"вос(?:е|ь)м(?:ь|и)сот\w*",
        "900": r"девят(?:ь|и)сот\w*",
        "100": r"сто|ста|стам|сотн\w+|сот(?:ый|ая|ое|ого|ой|ом|ую)|столет\w+",
        "1": r"один|одн(?:а|о|и|у|ой|ого|ому|им|ом|их|ими)|перв\w{2,3}|впервые",
        "2": r"дв(?:а|е|ое|ум|умя|оих|оим)|дву(?:х\w*|ст\w+)|дважды|вдвое\w?|втор\w{2,3}"
        r"|об(?:а|е|оих|еих|оим|еим)|пар[аыуе]|удв[ао]\w+",
        "3": r"три|трех\w*|трем|тремя|тро(?:е|их|им|ими)|втрое\w?|трет(?:ь\w{1,3}|ий)|трижды",
        "4": r"четыр(?:е|ех\w*|ем|ьмя)|четвер(?:о|ых|ым)|четверт\w{2,3}|вчетвер\w+",
        "5": rf"пят{_RU_FIVE}",
        "6": rf"шест{_RU_FIVE}",
        "7": r"сем(?:ь|и|ью|ер[оы]\w?|илетн?\w*|идневн\w*|икратн\w*)|седьм\w{2,3}",
        "8": r"вос(?:е|ь)м(?:ь|и\w*|ью|ер[оы]\w?)|восьм(?:ой|ая|ое|ого|ом|ому|ую|ые|ых|ым)",
        "9": rf"девят{_RU_FIVE}",
        "10": rf"десят{_RU_FIVE}",
    },
    "en": {
        "0.5": r"half",
        "0": r"zero|nil",
        "1": r"one|first|once|single|an?",
        "2": r"two|seconds?|twice|both|doubl\w+|pair|couple",
        "3": r"three|thirds?|triple",
        "4": r"four|fourths?|quarters?",
        "5": r"five|fifths?",
        "6": r"six|sixth",
        "7": r"seven|seventh",
        "8": r"eight|eighth",
        "9": r"nine|ninth",
        "10": r"ten|tenth",
        "11": r"eleven|eleventh",
        "12": r"twelve|twelfth|dozen|noon|midday|midnight",
        "13": r"thirteen(?:th)?",
        "14": r"fourteen(?:th)?",
        "15": r"fifteen(?:th)?",
        "16": r"sixteen(?:th)?",
        "17": r"seventeen(?:th)?",
        "18": r"eighteen(?:th)?",
        "19": r"nineteen(?:th)?",
        "20": r"twent(?:y|ies|ieth)",
        "30": r"thirt(?:y|ies|ieth)",
        "40": r"fort(?:y|ies|ieth)",
        "50": r"fift(?:y|ies|ieth)",
        "60": r"sixt(?:y|ies|ieth)",
        "70": r"sevent(?:y|ies|ieth)",
        "80": r"eight(?:y|ies|ieth)",
        "90": r"ninet(?:y|ies|ieth)",
        "100": r"hundred|hundreds|hundredth|centenary|centennial",
    },
    "fr": {
        "0.5": r"demie?|moitie",
        "0": r"zero",
        "1": r"une?|premiers?|premieres?|uniemes?",
        "2": r"deux|deuxiemes?|seconde?s?|doubl\w+",
        "3": r"trois|troisiemes?|tiers|triple",
        "4": r"quatre|quatriemes?|quarts?",
        "5": r"cinq|cinquiemes?",
        "6": r"six|sixiemes?",
        "7": r"sept|septiemes?",
        "8": r"huit|huitiemes?|huitaine",
        "9": r"neuf|neuviemes?",
        "10": r"dix|dixiemes?|dizaine",
        "11": r"onze|onziemes?",
        "12": r"douze|douziemes?|douzaine|midi|minuit",
        "13": r"treize|treiziemes?",
        "14": r"quatorze|quatorziemes?",
        "15": r"quinze|quinziemes?|quinzaine",
        "16": r"seize|seiziemes?",
        "20": r"vingt|vingtiemes?|vingtaine",
        "30": r"trente|trentiemes?|trentaine",
        "40": r"quarante|quarantiemes?|quarantaine",
        "50": r"cinquante|cinquantiemes?|cinquantaine",
        "60": r"soixante|soixantiemes?|soixantaine",
        "70": r"septante",
        "80": r"quatrevingts?|huitante|octante",
        "90": r"nonante",
        "100": r"cents?|centiemes?|centaine|centenaires?",
    },
    "ar": {
        "0.5": r"نصف",
        "0": r"صفر",
        "1": r"واحده?|احد|احدي|اول|اولي|حادي|حاديه|مره",
        "2": r"اثن(?:ان|ين|ا|ي)|اثنت(?:ان|ين|ا|ي)|ثاني|ثانيه"
        r"|كلا|كلتا|مرت(?:ان|ين)|ضعف|ضعفين|تضاعف\w*",
        "3": r"ثلاثه?|ثالثه?|ثلث",
        "4": r"اربعه?|رابعه?|ربع",
        "5": r"خمسه?|خامسه?",
        "6": r"سته?|سادسه?",
        "7": r"سبعه?|سابعه?",
        "8": r"ثمان|ثماني|ثمانيه|ثامنه?",
        "9": r"تسعه?|تاسعه?",
        "10": r"عشره?|عاشره?",
        "12": r"منتصف|ظهر|ظهرا",
        "20": r"عشر(?:ون|ين)",
        "30": r"ثلاث(?:ون|ين)",
        "40": r"اربع(?:ون|ين)",
        "50": r"خمس(?:ون|ين)",
        "60": r"ست(?:ون|ين)",
        "70": r"سبع(?:ون|ين)",
        "80": r"ثمان(?:ون|ين)",
        "90": r"تسع(?:ون|ين)",
        "100": r"ميه|مايه|ميويه|ميات",
        "200": r"(?:ميت|مايت)(?:ان|ين|ا|ي)",
        "300": r"ثلاثم(?:ي|اي)ه",
        "400": r"اربعم(?:ي|اي)ه",
        "500": r"خمسم(?:ي|اي)ه",
        "600": r"ستم(?:ي|اي)ه",
        "700": r"سبعم(?:ي|اي)ه",
        "800": r"ثماني?م(?:ي|اي)ه",
        "900": r"تسعم(?:ي|اي)ه",
        "2000": r"الف(?:ان|ين|ي)",
        "2000000": r"مليون(?:ان|ين|ي)",
        "2000000000": r"مليار(?:ان|ين|ي)",
    },
    "es": {
        "0.5": r"medi[oa]|mitad",
        "0": r"cero",
        "1": r"un[oa]?|primer[oa]?s?",
        "2": r"dos|segund[oa]s?|ambos|ambas|doble|par|duplic\w+",
        "3": r"tres|tercer[oa]?s?|tercios?|triple",
        "4": r"cuatro|cuart[oa]s?",
        "5": r"cinco|quint[oa]s?",
        "6": r"seis|sext[oa]s?",
        "7": r"siete|septim[oa]s?",
        "8": r"ocho|octav[oa]s?",
        "9": r"nueve|noven[oa]s?",
        "10": r"diez|decim[oa]s?|decena",
        "11": r"once|undecim[oa]",
        "12": r"doce|duodecim[oa]|docena|mediodia|medianoche",
        "13": r"trece",
        "14": r"catorce",
        "15": r"quince|quincena",
        "16": r"dieciseis",
        "17": r"diecisiete",
        "18": r"dieciocho",
        "19": r"diecinueve",
        "20": r"veinte|vigesim[oa]|veintena",
        "21": r"veinti?un[oa]?",
        "22": r"veintidos",
        "23": r"veintitres",
        "24": r"veinticuatro",
        "25": r"veinticinco",
        "26": r"veintiseis",
        "27": r"veintisiete",
        "28": r"veintiocho",
        "29": r"veintinueve",
        "30": r"treinta|trigesim[oa]|treintena",
        "40": r"cuarenta",
        "50": r"cincuenta",
        "60": r"sesenta",
        "70": r"setenta",
        "80": r"ochenta",
        "90": r"noventa",
        "100": r"cien|ciento|cientos|centenar\w*|centesim[oa]",
        "200": r"doscient[oa]s",
        "300": r"trescient[oa]s",
        "400": r"cuatrocient[oa]s",
        "500": r"quinient[oa]s",
        "600": r"seiscient[oa]s",
        "700": r"setecient[oa]s",
        "800": r"ochocient[oa]s",
        "900": r"novecient[oa]s",
    },
    "de": {
        "0.5": r"halbe?[nrs]?|halfte",
        "1.5": r"anderthalb|eineinhalb",
        "0": r"null",
        "11": r"elf(?:te[nrsm]?)?",
        "12": r"zwolf(?:te[nrsm]?)?|dutzend|mittags?|mitternachts?",
        "13": r"dreizehn\w*",
        "14": r"vierzehn\w*",
        "15": r"funfzehn\w*",
        "16": r"sechzehn\w*",
        "17": r"siebzehn\w*",
        "18": r"achtzehn\w*",
        "19": r"neunzehn\w*",
        "20": r"zwanzig\w*",
        "30": r"dreißig\w*|dreissig\w*",
        "40": r"vierzig\w*",
        "50": r"funfzig\w*",
        "60": r"sechzig\w*",
        "70": r"siebzig\w*",
        "80": r"achtzig\w*",
        "90": r"neunzig\w*",
        "100": r"hundert\w*",
        "1": r"eine?[nrsm]?|eins|erste[nrsm]?|einmal\w*",
        "2": r"zwei\w*|zweite\w*|beide\w?|doppel\w*|verdoppel\w*|paar",
        "3": r"drei\w*|dritte\w*|drittel",
        "4": r"vier\w*|viertel",
        "5": r"funf\w*",
        "6": r"sechs\w*",
        "7": r"sieben\w*|siebt\w+",
        "8": r"acht|achte[nrsm]?|achtmal\w*|achtj\w+|achtt\w+|achtel",
        "9": r"neun\w*",
        "10": r"zehn\w*",
    },
}
_PATTERNS = {
    code: [(re.compile(pattern), Decimal(value)) for value, pattern in words.items()]
    + [(re.compile(pattern), value) for pattern, value in SCALES[code].items()]
    for code, words in _WORDS.items()
}
_GERMAN = re.compile(r"(\w+?)(und|hundert|tausend)(\w*)")
_ARABIC_BEGINNING = re.compile(r"^[وفبك]?(?:ال|ل)?")
_HALF = Decimal("0.5")
_MULTIPLIERS = frozenset({_THOUSAND, _MILLION, _MILLIARD, _BILLION})
_BETWEEN = frozenset({"и", "and", "et", "y", "und", "de"})


def spoken(words: list[str], language: str) -> set[Decimal]:
    """Return every number that words say, alone and together: 20, 6 and 26 of twenty-six."""
    found: set[Decimal] = set()
    total = group = Decimal(0)
    for word in _joined(words, base(language)):
        if word in _BETWEEN:
            continue
        values = _values(word, base(language))
        if not values:
            total = group = Decimal(0)
        for value in values:
            if value in _MULTIPLIERS:
                part = (group or 1) * value
                total, group = total + part, Decimal(0)
                found.add(part)
                # «ألفا كتاب» are two thousand, «عشرون ألفًا» twenty.
                if word.endswith("ا"):
                    found.add(2 * value)
            elif value == 100 and 0 < group < 10:
                group *= value
            elif {value, group} == {_HALF, 1}:
                # Half a million; un demi-million.
                group = _HALF
            else:
                group += value
            found |= {value, group or value, total + group}
    return found


def _joined(words: list[str], language: str) -> Iterator[str]:
    """Yield words, quatre-vingt(s) as one."""
    if language != "fr":
        yield from words
        return
    before = ""
    for word in words:
        if before == "quatre" and word in {"vingt", "vingts"}:
            yield "quatrevingt"
        elif before == "quatre":
            yield before
            if word != "quatre":
                yield word
        elif word != "quatre":
            yield word
        before = word
    if before == "quatre":
        yield before


@lru_cache(maxsize=8192)
def _values(word: str, language: str) -> tuple[Decimal, ...]:
    """Return the numbers in one word: two of sechsundzwanzig."""
    if language == "de" and (parts := _GERMAN.fullmatch(word)):
        first, last = _values(parts[1], language), _values(parts[3], language)
        middle = () if parts[2] == "und" else _values(parts[2], language)
        if first and (last or not parts[3]):
            return (*first, *middle, *last)
    for pattern, value in _PATTERNS.get(language, []):
        if pattern.fullmatch(word):
            return (value,)
    if language == "ru" and word.startswith("полмилли"):
        return (_HALF, *_values(word[3:], language))
    if language == "ar" and (bare := _ARABIC_BEGINNING.sub("", word, count=1)) not in {"", word}:
        return _values(bare, language)
    return ()
