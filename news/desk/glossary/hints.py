"""Hints for translators: the terms of the glossary that the original uses.

Each process keeps the terms of a language ready for comparing until the glossary changes, which
one small query tells it, whoever changed it.
"""

from collections.abc import Sequence

from news.desk.glossary.matching import Entry, Hint, TermIndex
from news.desk.glossary.models import Term
from news.newsroom.generation import GLOSSARY
from news.newsroom.kept import Shelf, number_of
from news.newsroom.languages import codes
from news.newsroom.panels import columns

__all__ = ["Hint", "hints", "hints_for"]

_shelf: Shelf[TermIndex] = Shelf(size=len(codes()))


def hints(text: str, source: str, target: str) -> list[Hint]:
    """Return the terms that a text in one language uses, with their wording in another."""
    return hints_for([text], source, target)[0]


def hints_for(
    texts: Sequence[str], source: str, target: str, *, with_missing: bool = False
) -> list[list[Hint]]:
    """Return the same for many texts, in one query; a second one after the glossary has changed.

    Texts are plain words without markup. `with_missing` tells of terms, too, that the glossary
    doesn't have in the target language.
    """
    return index_of(source).find(texts, target, with_missing=with_missing)


def index_of(language: str) -> TermIndex:
    """Return the terms of a language, ready to be compared."""
    number = number_of(GLOSSARY)
    index = _shelf.get(number, language)
    if index is None:
        index = TermIndex(_entries(language), language)
        _shelf.put(number, language, index)
    return index


def _entries(language: str) -> list[Entry]:
    rows = Term.objects.order_by("pk").values_list("note", *columns("wording"))
    worded = ((note, dict(zip(codes(), row, strict=True))) for note, *row in rows)
    return [
        Entry(wordings[language], wordings, note)
        for note, wordings in worded
        if wordings.get(language)
    ]
