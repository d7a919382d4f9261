"""Beginnings of text found by an index of SQLite, as PostgreSQL finds them.

Django asks SQLite by LIKE with ESCAPE, for which it uses no index: every question for the pages
below a page would read all pages. A range says the same, and tells capitals from small letters.
"""

from typing import Any

from django.db.models import CharField
from django.db.models.lookups import StartsWith

# Before the surrogates, which no text holds; what follows a later one is found by LIKE.
_LAST_WITH_NEXT = 0xD7FE


class BeginsWith(StartsWith):
    """`startswith`: on SQLite a range, where what is looked for is plain text."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Write the lookup for SQLite."""
        begins = self.rhs
        is_plain = (
            self.rhs_is_direct_value() and isinstance(begins, str) and not self.bilateral_transforms
        )
        if not is_plain or not begins or ord(begins[-1]) > _LAST_WITH_NEXT:
            return super().as_sql(compiler, connection)
        column, parameters = compiler.compile(self.lhs)
        before = begins[:-1] + chr(ord(begins[-1]) + 1)
        sql = f"({column} >= %s AND {column} < %s)"
        return sql, [*parameters, begins, *parameters, before]


def find_by_index() -> None:
    """Let every field of characters be asked so."""
    CharField.register_lookup(BeginsWith)
