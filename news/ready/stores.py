"""What all processes share: answers in files or in Redis, and the right to make one."""

import contextlib
import fcntl
import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import redis

from news.ready.kept import Kept, read
from news.ready.memory import Key

logger = logging.getLogger(__name__)

# A maker that takes longer is not waited for: two make the same, which is no harm.
LONGEST_WAIT = 5.0
LOOK_EVERY = 0.002
STRIPES = 512
LARGEST_FOLDER = 256 * 2**20
TRIM_EVERY = 60.0
REDIS_KEEPS_FOR = 3600
REDIS_PREFIX = "vestnik:ready:"


class Store(Protocol):
    """Answers that any process may have made."""

    def get(self, key: Key) -> Kept | None:
        """Return the answer of this key, however old."""

    def put(self, key: Key, kept: Kept) -> None:
        """Keep the answer for all."""

    def making(self, key: Key) -> contextlib.AbstractContextManager[None]:
        """Let one at a time make the answer of this key, over all processes."""

    def clear(self) -> None:
        """Forget all answers."""


def _name(mark: str, key: Key) -> str:
    return hashlib.sha256(f"{mark} {key!r}".encode()).hexdigest()


class FileStore:
    """Answers in a folder on this machine, one file each.

    `mark` stands for the code and settings that made them: others' answers are not found.
    """

    def __init__(self, folder: Path, mark: str, *, limit: int = LARGEST_FOLDER):
        self._folder = folder
        self._mark = mark
        self._limit = limit
        self._trimmed_at = float("-inf")

    def get(self, key: Key) -> Kept | None:
        try:
            return read(self._path(key).read_bytes())
        except OSError:
            return None

    def put(self, key: Key, kept: Kept) -> None:
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(kept.written())
            os.replace(file.name, path)
        except OSError:
            # A full disk costs speed, not an answer.
            logger.warning("An answer could not be kept for other processes", exc_info=True)

    @contextlib.contextmanager
    def making(self, key: Key) -> Iterator[None]:
        # A few files for all keys: two keys that share one only wait for each other.
        stripe = int(_name(self._mark, key)[:4], 16) % STRIPES
        try:
            (self._folder / "locks").mkdir(parents=True, exist_ok=True)
            latch = (self._folder / "locks" / str(stripe)).open("w")
        except OSError:
            yield
            return
        with latch:
            deadline = time.monotonic() + LONGEST_WAIT
            while not _is_mine(latch) and time.monotonic() < deadline:
                time.sleep(LOOK_EVERY)
            yield

    def clear(self) -> None:
        for path in self._files():
            with contextlib.suppress(OSError):
                path.unlink()

    def trim(self) -> None:
        """Drop the oldest files once they are too many; looks no more than once a minute."""
        if time.monotonic() - self._trimmed_at < TRIM_EVERY:
            return
        self._trimmed_at = time.monotonic()
        found = []
        for path in self._files():
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        weight = sum(size for _at, size, _path in found)
        for _at, size, path in sorted(found):
            if weight <= self._limit:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            weight -= size

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("[0-9a-f][0-9a-f]/*")

    def _path(self, key: Key) -> Path:
        name = _name(self._mark, key)
        return self._folder / name[:2] / name[2:]


def _is_mine(latch: Any) -> bool:
    try:
        fcntl.flock(latch, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class RedisStore:
    """Answers in Redis, for any number of machines; where it is away each makes its own."""

    def __init__(self, url: str, mark: str):
        self._redis = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=1)
        self._mark = mark

    def get(self, key: Key) -> Kept | None:
        try:
            written: Any = self._redis.getex(self._name(key), ex=REDIS_KEEPS_FOR)
        except redis.RedisError:
            return None
        return read(written) if written else None

    def put(self, key: Key, kept: Kept) -> None:
        try:
            self._redis.set(self._name(key), kept.written(), ex=REDIS_KEEPS_FOR)
        except redis.RedisError:
            logger.warning("An answer could not be kept for other processes", exc_info=True)

    @contextlib.contextmanager
    def making(self, key: Key) -> Iterator[None]:
        lock = self._redis.lock(
            f"{self._name(key)}:making", timeout=LONGEST_WAIT, sleep=LOOK_EVERY, thread_local=False
        )
        try:
            is_mine = lock.acquire(blocking_timeout=LONGEST_WAIT)
        except redis.RedisError:
            is_mine = False
        try:
            yield
        finally:
            if is_mine:
                with contextlib.suppress(redis.RedisError):
                    lock.release()

    def clear(self) -> None:
        with contextlib.suppress(redis.RedisError):
            for name in self._redis.scan_iter(f"{REDIS_PREFIX}*", count=1000):
                self._redis.delete(name)

    def _name(self, key: Key) -> str:
        return f"{REDIS_PREFIX}{_name(self._mark, key)}"
