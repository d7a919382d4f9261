"""A partner that polls its feed with feedparser and keeps the texts in a database of its own.

`python poller.py ADDRESS FILE`; knows of Vestnik what its README says, and imports nothing of it.
"""

import sqlite3
import sys
import time

import feedparser

SECONDS = 0.3


def prepare(database: sqlite3.Connection) -> None:
    database.executescript(
        "CREATE TABLE IF NOT EXISTS feed (etag, modified);"
        "CREATE TABLE IF NOT EXISTS polls (status);"
        "CREATE TABLE IF NOT EXISTS stories (id PRIMARY KEY, version, title, is_withdrawn);"
    )


def poll(address: str, database: sqlite3.Connection) -> None:
    """Ask whether the feed has changed, and take what is in it."""
    etag, modified = database.execute("SELECT etag, modified FROM feed").fetchone() or ("", "")
    feed = feedparser.parse(address, etag=etag or None, modified=modified or None)
    if not (status := feed.get("status")):
        return
    with database:
        database.execute("INSERT INTO polls VALUES (?)", [status])
        if status != 200 or feed.bozo:
            return
        for entry in feed.entries:
            take(entry, database)
        database.execute("DELETE FROM feed")
        database.execute("INSERT INTO feed VALUES (?, ?)", [feed.etag, feed.modified])


def take(entry: feedparser.FeedParserDict, database: sqlite3.Connection) -> None:
    """Keep a text, or mark the one we have as withdrawn."""
    if "vestnik_withdrawn" in entry:
        database.execute("UPDATE stories SET is_withdrawn = 1 WHERE id = ?", [entry.id])
        return
    database.execute(
        "INSERT INTO stories VALUES (:id, :version, :title, 0) ON CONFLICT (id) DO "
        "UPDATE SET (version, title, is_withdrawn) = (:version, :title, 0)",
        {"id": entry.id, "version": int(entry.vestnik_version), "title": entry.title},
    )


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[2]) as kept:
        prepare(kept)
    while True:
        poll(sys.argv[1], kept)
        time.sleep(SECONDS)
