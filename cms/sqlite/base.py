"""What Django imports as the backend."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that leaves nothing for another thread to clear away."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction; one that can't begin closes its cursor.

        Left open as Django leaves it, the cursor is kept by its exception until Python's collector
        finds both, in whichever thread that runs. Should that thread be writing, and this one have
        begun to wait again, each waits for the other: the collector for this connection, which is
        held by whoever waits, and this one for the database.
        """
        with self.cursor() as cursor:
            cursor.execute(f"BEGIN {self.transaction_mode or ''}")
