"""What a translator may have overlooked in a passage: doubts, which forbid nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from news.desk.checks import comparing, links, names, tongue
from news.desk.checks.reading import Reading, base

_CAPTIONS = frozenset({"caption", "alt"})
_SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


class Doubt(StrEnum):
    """What is doubtful about a translated passage."""

    LANGUAGE = "language"
    FIGURES = "figures"
    DATES = "dates"
    LINKS = "links"
    NAMES = "names"
    CAPTION = "caption"
    EMPTY = "empty"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt, with what stands in one text alone, as written there.

    `note` is the language found (LANGUAGE), the kind of block (CAPTION), or how the newsroom
    writes the name in the translation's language (NAMES; empty where it has not yet).
    """

    doubt: Doubt
    only_source: tuple[str, ...] = ()
    only_target: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text: its kind, its words without markup, the addresses that it links to."""

    kind: str
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person or organisation, as the newsroom writes it in both languages.

    `target` is empty where it has not written it in the translation's language.
    """

    source: str
    target: str


def remarks(
    source: Passage,
    target: Passage,
    *,
    source_language: str,
    target_language: str,
    names: Sequence[Name] = (),
) -> list[Remark]:
    """Return what to look at again in the translation of one passage."""
    original = Reading(source.text, source_language)
    translation = Reading(target.text, target_language)
    if not original.shown.strip():
        return []
    if not translation.shown.strip():
        if source.kind in _CAPTIONS:
            return [Remark(Doubt.CAPTION, note=source.kind)]
        return [Remark(Doubt.EMPTY)]
    if untranslated := _untranslated(original, translation, names):
        # The rest would say of every name and figure what this says of all.
        return [untranslated]
    found = [*_figures(original, translation)]
    lost, added = links.differing(source.links, target.links, source_language, target_language)
    if lost or added:
        found.append(Remark(Doubt.LINKS, lost, added))
    return [*found, *_names(original, translation, names)]


def _untranslated(original: Reading, translation: Reading, known: Sequence[Name]) -> Remark | None:
    """Return a doubt where the passage was left in the language of the original."""
    languages = base(original.language), base(translation.language)
    if languages[0] == languages[1]:
        return None
    is_same = " ".join(original.shown.split()) == " ".join(translation.shown.split())
    if is_same and _may_be_same(original, translation, known):
        return None
    can_tell = len(translation.words) >= tongue.ENOUGH_WORDS and tongue.KNOWN.issuperset(languages)
    if can_tell and not _is_all_names(translation):
        found = tongue.language_of(translation.shown)
        if found == languages[0]:
            return Remark(Doubt.LANGUAGE, note=found)
    return Remark(Doubt.SAME) if is_same else None


def _may_be_same(original: Reading, translation: Reading, known: Sequence[Name]) -> bool:
    text = original.shown.strip()
    if not original.words or not any(letter.isalpha() for letter in original.without_addresses):
        return True
    if text in {name.target for name in known}:
        return True
    # NASA and UNESCO; GPS 2.0.
    if _LATIN.search(text) and text.upper() == text and len(original.words) <= 3:
        return True
    if _is_written_in(translation.language, text):
        return _is_all_names(original)
    # Latin letters in a Russian text stay Latin in an Arabic one.
    return not _is_written_in(original.language, text)


def _is_written_in(language: str, text: str) -> bool:
    return bool(_SCRIPTS.get(base(language), _LATIN).search(text))


def _is_all_names(reading: Reading) -> bool:
    """Tell whether every long word begins with a capital, as in a name or a title of rank."""
    words = re.findall(r"[^\W\d_]{4,}", reading.shown)
    return bool(words) and all(word[0].isupper() for word in words) and len(words) <= 8


def _figures(original: Reading, translation: Reading) -> list[Remark]:
    ours, theirs = comparing.differing(original, translation)
    found = []
    if ours.figures or theirs.figures:
        found.append(Remark(Doubt.FIGURES, ours.figures, theirs.figures))
    if ours.dates or theirs.dates:
        found.append(Remark(Doubt.DATES, ours.dates, theirs.dates))
    return found


def _names(original: Reading, translation: Reading, known: Sequence[Name]) -> list[Remark]:
    found = []
    for name in known:
        if names.stands(name.source, original):
            if not name.target:
                found.append(Remark(Doubt.NAMES, only_source=(name.source,)))
            elif not _is_named(name, translation):
                found.append(Remark(Doubt.NAMES, only_source=(name.source,), note=name.target))
        elif (
            name.source
            and name.target
            and names.stands(name.target, translation)
            and not names.is_hinted(name.source, original)
        ):
            found.append(Remark(Doubt.NAMES, only_target=(name.target,)))
    return found


def _is_named(name: Name, translation: Reading) -> bool:
    is_person = names.is_of_person(name.source, name.target)
    return names.stands_shortened(name.target, translation, is_person=is_person)
