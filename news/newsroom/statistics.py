"""Statistics by which SQLite plans its queries; PostgreSQL gathers its own.

Without them SQLite guesses, and in an archive of years it guesses wrong: it walks all pages
for the newest few.
"""

import time

from django.db import connection

EVERY_SECONDS = 6 * 3600

# Whole, not by a sample: one of an index with few values says that all of them are rare. The
# search's own tables are never planned for.
_TABLES = """
    SELECT name FROM sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'
    AND name NOT GLOB '*_fts_*'
"""
# Of an empty table ANALYZE says nothing, and SQLite takes it for a large one.
_AN_EMPTY_TABLE_IS_SMALL = """
    INSERT INTO sqlite_stat1 (tbl, idx, stat)
    SELECT name, NULL, '1' FROM sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'
    AND name NOT IN (SELECT tbl FROM sqlite_stat1)
"""

_gathered_at: float | None = None


def gather_when_due() -> None:
    """Gather statistics when the worker starts and a few times a day."""
    global _gathered_at
    now = time.monotonic()
    if connection.vendor == "sqlite" and (
        _gathered_at is None or now - _gathered_at >= EVERY_SECONDS
    ):
        gather()
        _gathered_at = now


def gather() -> None:
    """Gather statistics now; connections opened from then on plan by them."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
            return
        cursor.execute(_TABLES)
        # One by one: whoever releases meanwhile waits for one table, not for all.
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        cursor.execute(_AN_EMPTY_TABLE_IS_SMALL)
        # Lets this connection, too, read what was written by hand.
        cursor.execute("ANALYZE sqlite_schema")
