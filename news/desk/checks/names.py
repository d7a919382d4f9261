"""Whether a name stands in a text, in whatever case its language put it."""

from functools import lru_cache

from news.desk.checks.reading import WORD, Reading, base

# Articles and prepositions inside names.
_SHORT = 2
# Those of persons: van, bin, der; and how many words a person's name may have.
_PARTICLE = 3
_PERSON = 4
_ENDINGS = {
    # No fault of spelling ends so: what genitives, plurals and adjectives add.
    "de": ("s", "es", "n", "en", "er", "e", "em"),
    "en": ("s", "es"),
    "fr": ("s", "e", "es"),
    "es": ("s", "es"),
}
_RUSSIAN_ENDING = 3
_ARABIC_BEGINNINGS = tuple(
    f"{before}{article}"
    for before in ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
    for article in ("ال", "")
) + ("لل", "ولل")


def stands(name: str, reading: Reading) -> bool:
    """Tell whether a name stands in the text, its words in their order."""
    parts = _parts(name, reading.language)
    if not parts or not all(_word_stands(part, reading) for part in parts):
        return False
    # Articles and prepositions may come between, as others do in other cases.
    words = [word for word in reading.words if len(word) > _SHORT or word in parts]
    return any(
        all(
            _is_form(part, word, reading.language)
            for part, word in zip(parts, words[begin:], strict=False)
        )
        for begin in range(len(words) - len(parts) + 1)
    )


def stands_shortened(name: str, reading: Reading, *, is_person: bool) -> bool:
    """Tell whether the words of a name stand in the text, or the surname of a person alone."""
    parts = _parts(name, reading.language)
    needed = parts[-1:] if is_person else parts
    return all(_word_stands(part, reading) for part in needed)


def is_of_person(*forms: str) -> bool:
    """Guess by the letters: a person's words are all capitals, an organisation's seldom.

    Arabic has no capitals; so all forms of the name are asked.
    """
    words = [word for form in forms for word in WORD.findall(form) if len(word) > _PARTICLE]
    return not any(word[0].islower() for word in words) and all(
        len(WORD.findall(form)) <= _PERSON for form in forms
    )


def is_hinted(name: str, reading: Reading) -> bool:
    """Tell whether any word of a name stands in the text."""
    return any(_word_stands(part, reading) for part in _parts(name, reading.language))


@lru_cache(maxsize=1024)
def _parts(name: str, language: str) -> tuple[str, ...]:
    words = Reading(name, language).words
    return tuple(word for word in words if len(word) > _SHORT) or tuple(words)


def _word_stands(part: str, reading: Reading) -> bool:
    # Looking for the letters that every form has is quick, and most names aren't there.
    if _core(part, base(reading.language)) not in reading.plain:
        return False
    return any(_is_form(part, word, reading.language) for word in reading.words)


@lru_cache(maxsize=4096)
def _core(part: str, language: str) -> str:
    """Return what every form of a word has in common."""
    if language == "ru":
        return part[: max(3, len(part) - 2)]
    if language == "ar":
        return part.removeprefix("ال")
    return _german_stem(part) or part if language == "de" else part


def _german_stem(part: str) -> str:
    """Return an adjective without its ending; empty for another word."""
    return next((part.removesuffix(end) for end in ("er", "es", "e") if part.endswith(end)), "")


def _is_form(part: str, word: str, language: str) -> bool:
    """Tell whether a word of a text is this word of a name, in any case."""
    if part == word:
        return True
    language = base(language)
    # A name in Latin letters is written so in any text, without endings of its language.
    if part.isascii() and language in {"ru", "ar"}:
        return False
    if language == "ru":
        return _is_inflected(part, word)
    if language == "ar":
        bare = _core(part, language)
        return word.endswith(bare) and word.removesuffix(bare) in _ARABIC_BEGINNINGS
    if word.startswith(part) and word.removeprefix(part) in _ENDINGS.get(language, ()):
        return True
    return language == "de" and _is_german_adjective(part, word)


def _is_inflected(part: str, word: str) -> bool:
    """Tell whether two Russian words differ by their ending alone."""
    common = 0
    for one, other in zip(part, word, strict=False):
        if one != other:
            break
        common += 1
    return common >= max(3, len(part) - 2) and len(word) - common <= _RUSSIAN_ENDING


def _is_german_adjective(part: str, word: str) -> bool:
    stem = _german_stem(part)
    endings = {"e", "er", "en", "es", "em"}
    return bool(stem) and word.startswith(stem) and word.removeprefix(stem) in endings
