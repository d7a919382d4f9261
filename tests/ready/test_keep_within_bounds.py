"""What is kept is bounded, and what fails while keeping costs speed alone."""

import time
from pathlib import Path
from threading import Thread

import pytest

from news.ready.kept import Kept, packed, read, tag_of
from news.ready.memory import Memory
from news.ready.numbers import Numbers
from news.ready.stores import FileStore, RedisStore


def kept(body: bytes = b"words", **fields) -> Kept:
    return Kept(
        **{
            "status": "200 OK",
            "headers": [("Content-Type", "text/html")],
            "body": body,
            "gzipped": packed(body),
            "tag": tag_of(body),
            "modified_at": 1_790_000_000,
            "language": "ru",
            "generation": 7,
            "until": None,
            "asks": ("month",),
            "opened_as": "",
            "for_everybody": False,
            **fields,
        }
    )


def test_memory_stays_within_its_bounds_and_the_least_used_leave():
    memory = Memory(100_000)
    memory.put("used", kept(b"u" * 5000))
    for number in range(100):
        memory.put(f"/{number}", kept(b"x" * 5000))
        assert memory.get("used") is not None
        assert memory.weight <= 100_000
    assert memory.get("/0") is None
    assert memory.get("/99") is not None


def test_memory_keeps_nothing_that_would_leave_no_room_for_others():
    memory = Memory(100_000)
    memory.put("/huge", kept(b"x" * 50_000))
    assert memory.get("/huge") is None
    assert memory.weight == 0


def test_answer_kept_anew_takes_the_place_of_the_old_one():
    memory = Memory(100_000)
    for _each in range(50):
        memory.put("/", kept(b"x" * 5000))
    assert memory.weight == kept(b"x" * 5000).weight


def test_file_store_gives_back_what_was_put(tmp_path: Path):
    store = FileStore(tmp_path, "mark")
    given = kept(until=1_800_000_000.5)
    store.put(("/ru/news/", "month=2026-11"), given)
    found = store.get(("/ru/news/", "month=2026-11"))
    assert found is not None
    for name in ("status", "headers", "body", "gzipped", "tag", "generation", "until", "asks"):
        assert getattr(found, name) == getattr(given, name)
    assert store.get("/ru/news/") is None
    assert FileStore(tmp_path, "another version").get(("/ru/news/", "month=2026-11")) is None
    store.clear()
    assert store.get(("/ru/news/", "month=2026-11")) is None


@pytest.mark.parametrize("torn", [b"", b"\0" * 12, b"junk", kept().written()[:-1]])
def test_torn_answer_is_none(torn: bytes):
    assert read(torn) is None


def test_store_that_cannot_be_written_to_stops_no_answer(tmp_path: Path, caplog):
    (tmp_path / "file").write_text("")
    store = FileStore(tmp_path / "file", "mark")
    store.put("/", kept())
    assert store.get("/") is None
    with store.making("/"):
        pass
    assert "could not be kept" in caplog.text


def test_folder_is_trimmed_from_its_oldest(tmp_path: Path):
    store = FileStore(tmp_path, "mark", limit=30_000)
    for number in range(10):
        store.put(f"/{number}", kept(bytes([65 + number]) * 9000))
    store.trim()
    files = [path for path in tmp_path.glob("??/*") if path.is_file()]
    assert 1 <= len(files) <= 4


def test_redis_that_is_away_stops_no_answer():
    store = RedisStore("redis://127.0.0.1:1/0", "mark")
    store.put("/", kept())
    assert store.get("/") is None
    with store.making("/"):
        pass
    store.clear()


def test_numbers_are_asked_seldom_and_never_trusted_long():
    now, asked = [100.0], []

    def ask() -> dict[str, int]:
        asked.append(now[0])
        return {"ru": len(asked), "fr": 1}

    numbers = Numbers(ask, asked_every=0.4, clock=lambda: now[0])
    assert numbers.newest() == {"ru": 1, "fr": 1, "": 2}
    now[0] += 0.39
    assert numbers.newest()["ru"] == 1
    now[0] += 0.02
    assert numbers.newest()["ru"] == 2
    assert len(asked) == 2
    assert numbers.now()["ru"] == 3


def test_nobody_knows_the_numbers_while_the_database_is_away():
    now, faults = [100.0], [True]

    def ask() -> dict[str, int]:
        if faults:
            raise OSError("away")
        return {"ru": 1}

    numbers = Numbers(ask, clock=lambda: now[0])
    assert numbers.newest() is None
    faults.clear()
    assert numbers.newest() is None
    now[0] += 0.21
    assert numbers.newest() == {"ru": 1, "": 1}


def test_making_is_for_one_at_a_time(tmp_path: Path):
    store, order = FileStore(tmp_path, "mark"), []

    def make(name: str) -> None:
        with store.making("/"):
            order.append(name)
            time.sleep(0.05)
            order.append(name)

    makers = [Thread(target=make, args=(name,)) for name in "abc"]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [order[index] == order[index + 1] for index in (0, 2, 4)] == [True] * 3
