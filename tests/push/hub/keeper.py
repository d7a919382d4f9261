"""A partner that hears of news by WebSub alone and keeps the texts in a database of its own.

`python keeper.py PORT FILE URL` subscribes to the ninjs feed at the address by what the W3C's
Recommendation says, and never asks for the feed again.
"""

import json
import secrets
import sqlite3
import sys
import time
from typing import Any

from subscriber import Subscriber, Wish

SECONDS = 0.1


def prepare(database: sqlite3.Connection) -> None:
    database.executescript(
        "CREATE TABLE IF NOT EXISTS stories (id PRIMARY KEY, version, title, is_withdrawn);"
        "CREATE TABLE IF NOT EXISTS subscription (confirmed, received, forged);"
    )


def take(item: dict[str, Any], database: sqlite3.Connection) -> None:
    """Keep a text, or mark the one we have as withdrawn."""
    if item["pubStatus"] == "canceled":
        database.execute("UPDATE stories SET is_withdrawn = 1 WHERE id = ?", [item["uri"]])
        return
    (title,) = (each["value"] for each in item["headlines"])
    database.execute(
        "INSERT INTO stories VALUES (:id, :version, :title, 0) ON CONFLICT (id) DO "
        "UPDATE SET (version, title, is_withdrawn) = (:version, :title, 0)",
        {"id": item["uri"], "version": int(item["version"]), "title": title},
    )


def keep(wish: Wish, seen: int, database: sqlite3.Connection) -> int:
    """Take what has come since the first `seen` messages; return how many there are now."""
    bodies = wish.bodies
    with database:
        for body in bodies[seen:]:
            for item in json.loads(body):
                take(item, database)
        database.execute("DELETE FROM subscription")
        database.execute(
            "INSERT INTO subscription VALUES (?, ?, ?)",
            [len(wish.confirmed), len(bodies), wish.forged],
        )
    return len(bodies)


def main(port: int, file: str, url: str) -> None:
    subscriber = Subscriber(port)
    wish = subscriber.wish(subscriber.subscribe(url, secret=secrets.token_hex(20)))
    seen = 0
    with sqlite3.connect(file) as database:
        prepare(database)
    while True:
        seen = keep(wish, seen, database)
        time.sleep(SECONDS)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
