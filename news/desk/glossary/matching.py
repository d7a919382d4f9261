"""Which terms a text uses: its words compared by their stems with those of the glossary."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import local
from typing import NamedTuple

from news.newsroom.text import fold, stemmer

# Accents and vowel signs written after their letter, and hyphens that only a line's end shows,
# belong to the word.
_WORD = re.compile(
    "[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d])*"
)
_INVISIBLE = str.maketrans("", "", "\u00ad\u200c\u200d")
_END_OF_SENTENCE = re.compile(r"[.!?;:…؟؛]\s|\n")
_CLOSING = frozenset('»“”")')
# All capitals and no longer than this, it is an abbreviation: WHO is not who.
_LONGEST_ABBREVIATION = 5
# A stemmer takes a word's end away and changes two letters of what it leaves at most: no need to
# ask it of a word that begins otherwise. Arabic is stemmed here, from both ends.
_BEGINNING = 3
# Words of which a process remembers what they come to: those of some dozen long stories.
_REMEMBERED = 10_000
# рынок, but рынка; посол, but послы.
_FLEETING = re.compile("[бвгджзклмнпрстфхцчшщ][ое][клнрц]$")
_ARABIC_ENDINGS = ("هما", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ا", "ه", "ي")


@dataclass(frozen=True)
class Entry:
    """A term: its wording in the language of the text, in all languages, and the note on it."""

    wording: str
    wordings: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True)
class Hint:
    """A term that a text uses, and how the newsroom writes it in another language.

    `found` is the words as they stand in the text, from the letter `start` on; `target` is
    empty where the glossary says nothing in that language.
    """

    term: str
    found: str
    target: str
    note: str
    start: int

    @property
    def is_missing(self) -> bool:
        """Whether somebody has still to say how it is written."""
        return not self.target


_own = local()


@lru_cache(maxsize=_REMEMBERED)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Return the stems that a folded word of a text may have."""
    if language == "ar":
        return tuple(dict.fromkeys(map(_without_ending, _without_prefixes(word))))
    stem = _stem(word, language)
    return (stem, word) if language == "ru" else (stem,)


@lru_cache(maxsize=_REMEMBERED)
def stems_of_term(word: str, language: str) -> tuple[str, ...]:
    """Return the stems of a word of the glossary, which stands there by itself."""
    if language == "ar":
        return (_without_ending(_without(word, "ال")),)
    if language == "ru" and word.endswith(("ов", "ев")):
        # The stemmer makes Иванов an Иван, but Иванова an Иванов.
        return (word,)
    stem = _stem(word, language)
    if language == "ru" and _FLEETING.search(word):
        return stem, f"{stem[:-2]}{stem[-1]}"
    return (stem,)


def _stem(word: str, language: str) -> str:
    stemmers = _own.__dict__
    if language not in stemmers:
        stemmers[language] = stemmer(language)
    return stemmers[language].stemWord(word)


@lru_cache(maxsize=_REMEMBERED)
def folded(word: str) -> str:
    """Return a word as it is compared, without what a line's end may show."""
    return word.lower() if word.isascii() else fold(word.translate(_INVISIBLE))


def _without_prefixes(word: str) -> Iterator[str]:
    """Yield an Arabic word as it is, without its conjunction, preposition and article.

    Any of their letters may be the word's own, too: وزارة begins with one.
    """
    yield word
    for letter in "وف":
        word = _without(word, letter)
    yield word
    if word.startswith("لل"):
        yield _without(word, "لل")
        # The article loses its letter there, and another where the word begins with ل.
        yield _without(word, "ل")
        return
    yield _without(word, "ال")
    for letter in "بكل":
        if word != (bare := _without(word, letter)):
            yield bare
            yield _without(bare, "ال")


def _without(word: str, prefix: str) -> str:
    if word.startswith(prefix) and len(word) - len(prefix) >= 3:
        return word[len(prefix) :]
    return word


def _without_ending(word: str) -> str:
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class _Known(NamedTuple):
    """An entry with its words as they are compared."""

    entry: Entry
    words: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    beginnings: tuple[tuple[str, ...], ...]
    abbreviations: tuple[str, ...]
    ends_sentence: bool


class _Word(NamedTuple):
    """A word of a text and where it stands."""

    written: str
    folded: str
    start: int
    end: int


class TermIndex:
    """The terms of one language by the first letters of their stems; read by many threads."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self._language = language
        self._terms: dict[str, list[_Known]] = {}
        for entry in entries:
            known = _known(entry, language)
            if known:
                for beginning in dict.fromkeys(stem[:_BEGINNING] for stem in known.stems[0]):
                    self._terms.setdefault(beginning, []).append(known)

    def find(
        self, texts: Sequence[str], target: str, *, with_missing: bool = False
    ) -> list[list[Hint]]:
        """Return for each text the terms it uses, in reading order, each where it stands first.

        Of terms that overlap the one that begins first counts, and of those the longest. Terms
        that have no wording in the target language are told only `with_missing`.
        """
        return [list(self._in_text(text, target, with_missing)) for text in texts]

    def _in_text(self, text: str, target: str, with_missing: bool) -> Iterator[Hint]:
        words = [
            _Word(found[0], folded(found[0]), found.start(), found.end())
            for found in _WORD.finditer(text)
        ]
        told: set[str] = set()
        place = 0
        while place < len(words):
            known = self._longest(text, words, place, target, with_missing)
            if known is None:
                place += 1
                continue
            first, last = words[place], words[place + len(known.stems) - 1]
            place += len(known.stems)
            entry = known.entry
            if entry.wording not in told:
                told.add(entry.wording)
                yield Hint(
                    term=entry.wording,
                    found=text[first.start : _end(text, last.end, entry.wording)],
                    target=entry.wordings.get(target, ""),
                    note=entry.note,
                    start=first.start,
                )

    def _longest(
        self,
        text: str,
        words: list[_Word],
        place: int,
        target: str,
        with_missing: bool,
    ) -> _Known | None:
        """Return the longest term that begins with this word; of equals the most literal."""
        best, best_rank = None, (0, 0)
        for beginning in self._beginnings(words[place].folded):
            for known in self._terms.get(beginning, ()):
                if not (with_missing or known.entry.wordings.get(target)):
                    continue
                run = words[place : place + len(known.stems)]
                if not _says(run, known, self._language, text):
                    continue
                same = sum(word.folded == own for word, own in zip(run, known.words, strict=True))
                if (rank := (len(run), same)) > best_rank:
                    best, best_rank = known, rank
        return best

    def _beginnings(self, word: str) -> Iterable[str]:
        """Return how the stem of a word may begin, without asking for it."""
        if self._language == "ar":
            return dict.fromkeys(stem[:_BEGINNING] for stem in stems(word, self._language))
        return dict.fromkeys(word[:length] for length in range(_BEGINNING, 0, -1))


def _known(entry: Entry, language: str) -> _Known | None:
    written = _WORD.findall(entry.wording)
    if not written:
        return None
    words = tuple(map(folded, written))
    each = tuple(stems_of_term(word, language) for word in words)
    return _Known(
        entry,
        words,
        each,
        tuple(tuple(_beginning(stem, language) for stem in own) for own in each),
        tuple(
            word if word.isupper() and 2 <= len(word) <= _LONGEST_ABBREVIATION else ""
            for word in written
        ),
        bool(_END_OF_SENTENCE.search(entry.wording)),
    )


def _end(text: str, end: int, wording: str) -> int:
    """Return where a term ends in a text, with the mark that closes it in both."""
    closes = text[end : end + 1] in _CLOSING and wording[-1] in _CLOSING
    return end + closes


def _beginning(stem: str, language: str) -> str:
    """Return what every word of this stem begins with."""
    return "" if language == "ar" else stem[: max(_BEGINNING, len(stem) - 2)]


def _says(run: list[_Word], known: _Known, language: str, text: str) -> bool:
    """Say whether these words are the term in one of its forms."""
    if len(run) < len(known.stems):
        return False
    # Asked first, since it costs far less than a stem.
    if not all(map(str.startswith, (word.folded for word in run), known.beginnings)):
        return False
    compared = zip(run, known.stems, known.abbreviations, strict=True)
    for word, own, abbreviation in compared:
        if not word.written.startswith(abbreviation):
            return False
        if not any(stem in own for stem in stems(word.folded, language)):
            return False
    return known.ends_sentence or not _END_OF_SENTENCE.search(text, run[0].end, run[-1].start)
