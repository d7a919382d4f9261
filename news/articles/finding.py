"""Finding editions by their words, at a cost that does not grow with the archive.

Each word of the index says whose it is: a mark of its language, and in a headline once more a
mark of headlines. So a word is looked up in one language alone, and no list of a common word is
read further than is asked for: editions with all words in the headline first, newest first,
then the others, newest first. A rank by frequency would read every match of every word.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection, connections
from wagtail.search.models import IndexEntry

from news.newsroom.text import HEADLINE, TEXT, marked

if TYPE_CHECKING:
    from news.articles.querysets import EditionQuerySet

# PostgreSQL's index has no order: there words carry a number that rises with the editions' keys.
SHELF = 2000
_ENTRIES = IndexEntry._meta.db_table
_SQLITE = f"""
    SELECT CAST(entry.object_id AS INTEGER) FROM {_ENTRIES}_fts AS words
    JOIN {_ENTRIES} AS entry ON entry.id = words.rowid
    WHERE words.body MATCH %s ORDER BY words.rowid DESC LIMIT %s
"""  # noqa: S608
_POSTGRESQL = f"""
    SELECT found.key FROM unnest(%s::text[]) AS shelf(words), LATERAL (
        SELECT object_id::bigint AS key FROM {_ENTRIES}
        WHERE body @@ to_tsquery('simple', shelf.words) ORDER BY 1 DESC
    ) AS found LIMIT %s
"""  # noqa: S608


def indexed(words: str, key: int) -> str:
    """Return an edition's searchable words as the index of this database wants them."""
    if connection.vendor != "postgresql":
        return words
    return " ".join(f"{key // SHELF}{word}" for word in words.split())


class Found:
    """The editions of a queryset that say all of some words; to be sliced or gone through."""

    def __init__(self, editions: "EditionQuerySet", words: str) -> None:
        self.editions = editions.order_by()
        self.words = list(dict.fromkeys(words.split()))

    def __getitem__(self, asked: slice) -> list[Any]:
        keys = self._first(asked.stop)[asked.start or 0 :]
        found = self.editions.in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def _first(self, count: int | None) -> list[int]:
        """Return the keys of the first so many, or of all.

        What the index has and the queryset has not is passed over, be it of another section
        or withdrawn a moment ago.
        """
        limit = count
        while True:
            keys = list(dict.fromkeys([*self._keys(HEADLINE, limit), *self._keys(TEXT, limit)]))
            ours = set(self.editions.filter(pk__in=keys).values_list("pk", flat=True))
            first = [key for key in keys if key in ours][:count]
            if limit is None or len(keys) < limit or len(first) == count:
                return first
            limit *= 4

    def _keys(self, mark: str, limit: int | None) -> list[int]:
        """Return the newest keys, so many or all, that have all words with such a mark."""
        if not self.words:
            return []
        words = [marked(word, mark) for word in self.words]
        database = connections[self.editions.db]
        with database.cursor() as cursor:
            if database.vendor == "postgresql":
                cursor.execute(_POSTGRESQL, [self._shelves(words), limit])
            else:
                match = " AND ".join(f'"{word}"' for word in words)
                cursor.execute(_SQLITE, [match, -1 if limit is None else limit])
            return [key for (key,) in cursor.fetchall()]

    def _shelves(self, words: list[str]) -> list[str]:
        """Return the question for each shelf, the newest first."""
        newest = self.editions.model.objects.order_by("-pk").values_list("pk", flat=True).first()
        shelves = range((newest or 0) // SHELF, -1, -1)
        return [" & ".join(f"'{shelf}{word}'" for word in words) for shelf in shelves]
