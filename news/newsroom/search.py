"""The database's own search, asked for words alone: nobody who types means a query language."""

from functools import cache
from typing import Any

from modelsearch.backends import database
from modelsearch.backends.base import BaseIndex, BaseSearchBackend
from modelsearch.query import MATCH_NONE, And, Not, Or, Phrase, PlainText, SearchQuery

# PostgreSQL refuses a word of more than 2,046 bytes; many hundred words recurse too deeply.
LONGEST_QUERY = 250
# SQLite ends a phrase there, without asking whose quotation mark it is.
_BREAKING = str.maketrans({'"': " ", "\0": " "})


def words_of(typed: str) -> str:
    """Return the words of what was typed; empty where there is none.

    A dash or bracket by itself would be a word that nothing holds, or, to PostgreSQL, a fault.
    """
    words = typed[:LONGEST_QUERY].translate(_BREAKING).split()
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))


def only_words(query: str | SearchQuery) -> str | SearchQuery:
    """Return a query with nothing but words in it; without any it is one that finds nothing."""
    if isinstance(query, str):
        return words_of(query) or MATCH_NONE
    if isinstance(query, PlainText):
        words = words_of(query.query_string)
        return PlainText(words, operator=query.operator) if words else MATCH_NONE
    if isinstance(query, Phrase):
        words = words_of(query.query_string)
        return Phrase(words) if words else MATCH_NONE
    if isinstance(query, And | Or):
        parts = [only_words(part) for part in query.subqueries]
        said = [part for part in parts if part is not MATCH_NONE]
        return type(query)(said) if said else MATCH_NONE
    if isinstance(query, Not) and query is not MATCH_NONE:
        return Not(only_words(query.subquery))
    return query


class OnlyWords:
    """Cleans the query before a backend's compilers write it into their database's language."""

    def search(self, query: str | SearchQuery, *args: Any, **options: Any) -> Any:
        return super().search(only_words(query), *args, **options)

    def autocomplete(self, query: str | SearchQuery, *args: Any, **options: Any) -> Any:
        return super().autocomplete(only_words(query), *args, **options)


class PlainNorms:
    """An index that weighs every title alike.

    The stock one weighs a title by its length against the average of all: it reads the whole
    index, and on SQLite writes the entry twice, each time that anything is indexed.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave every norm at 1, where it begins."""


@cache
def _flat(index: type[BaseIndex]) -> type[BaseIndex]:
    return type(f"PlainNorms{index.__name__}", (PlainNorms, index), {})


@cache
def _ours(backend: type[BaseSearchBackend]) -> type[BaseSearchBackend]:
    parts = {"index_class": _flat(backend.index_class)}
    return type(f"OnlyWords{backend.__name__}", (OnlyWords, backend), parts)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the search of the database in use; Wagtail looks a backend up by this name."""
    return _ours(type(database.SearchBackend(params)))(params)
