"""The database's own search, asked for words alone: nobody who types means a query language."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import (
    MATCH_NONE,
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

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

    def autocomplete(
        self,
        query: str | SearchQuery,
        rows: type[Model] | QuerySet,
        *args: Any,
        order_by_relevance: bool = True,
        **options: Any,
    ) -> Any:
        """Find what begins so, in the order of the rows, or the newest first.

        Beginnings are hardly more or less relevant, and SQLite's rank reads all that is found
        again for each that is found.
        """
        if order_by_relevance:
            rows = rows.order_by() if isinstance(rows, QuerySet) else rows.objects.order_by()
        options["order_by_relevance"] = False
        return super().autocomplete(only_words(query), rows, *args, **options)


class PlainNorms:
    """An index that weighs every title alike.

    The stock one weighs a title by its length against the average of all: it reads the whole
    index, and on SQLite writes the entry twice, each time that anything is indexed.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave every norm at 1, where it begins."""


class FromEntryToRow:
    """Finds beginnings on PostgreSQL from the index to the rows.

    The stock compiler joins on the key of each row as text, and so reads all rows.
    """

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field=None, backend=None
    ) -> QuerySet:
        if isinstance(self.query, MatchAll | Not | Fuzzy) or self.fields is not None:
            return super().search(config, start, stop, score_field=score_field, backend=backend)
        key = self.queryset.model._meta.pk
        while key.remote_field:
            key = key.target_field
        entries = IndexEntry.objects.filter(
            content_type__in=get_descendants_content_types_pks(self.queryset.model),
            autocomplete=self.build_tsquery(self.query, config=config),
        )
        keys = entries.annotate(key=Cast("object_id", key)).values("key")
        rows = self.queryset.filter(pk__in=keys)
        return (rows if rows.query.order_by else rows.order_by("-pk"))[start:stop]


@cache
def _mixed(mixin: type, stock: type) -> type:
    return type(f"{mixin.__name__}{stock.__name__}", (mixin, stock), {})


@cache
def _ours(stock: type[BaseSearchBackend]) -> type[BaseSearchBackend]:
    backend = _mixed(OnlyWords, stock)
    backend.index_class = _mixed(PlainNorms, stock.index_class)
    if connection.vendor == "postgresql":
        compiler = stock.autocomplete_query_compiler_class
        backend.autocomplete_query_compiler_class = _mixed(FromEntryToRow, compiler)
    return backend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the search of the database in use; Wagtail looks a backend up by this name."""
    return _ours(type(database.SearchBackend(params)))(params)
