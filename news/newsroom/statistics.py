"""Statistics by which SQLite plans its queries; PostgreSQL gathers its own.

Without them SQLite guesses, and in an archive of years it guesses wrong: it walks all pages
for the newest few.
"""

import time

from django.db import connection

EVERY_SECONDS = 6 * 3600
# Rows looked at in each index: enough to tell what is selective, in some milliseconds.
ROWS_SAMPLED = 1000

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
    statements = ["ANALYZE"]
    if connection.vendor == "sqlite":
        limit = f"PRAGMA analysis_limit={ROWS_SAMPLED}"
        # The last lets this connection, too, read what was written by hand.
        statements = [limit, *statements, _AN_EMPTY_TABLE_IS_SMALL, "ANALYZE sqlite_schema"]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
