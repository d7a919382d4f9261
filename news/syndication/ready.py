"""Bytes kept ready: made once per change, plain and compressed, with their validators."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from news.newsroom.generation import generation

_A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Ready:
    """What a feed answers, good while the generation and the time hold.

    `modified_at` is when these bytes were first seen, to the second.
    """

    body: bytes
    gzipped: bytes
    tag: str
    modified_at: datetime
    generation: int
    holds_until: datetime | None

    def is_good(self, present: int, now: datetime) -> bool:
        """Say whether nothing has made these bytes stale."""
        return self.generation == present and (self.holds_until is None or now < self.holds_until)


def ready(language: str, name: str, make: Callable[[], tuple[bytes, datetime | None]]) -> Ready:
    """Return the bytes of this name, made anew if something has changed since.

    `make` returns the bytes and until when they hold, or raises. The generation is read
    before making: a change in between makes the bytes stale, never falsely fresh.
    """
    key = f"ready:{hashlib.sha256(f'{language} {name}'.encode()).hexdigest()}"
    present, now = generation(language), timezone.now()
    kept: Ready | None = cache.get(key)
    if kept and kept.is_good(present, now):
        return kept
    body, holds_until = make()
    tag = hashlib.sha256(body).hexdigest()[:32]
    if kept and kept.tag == tag:
        made = replace(kept, generation=present, holds_until=holds_until)
    else:
        made = Ready(
            body=body,
            gzipped=gzip.compress(body, mtime=0),
            tag=tag,
            modified_at=now.replace(microsecond=0),
            generation=present,
            holds_until=holds_until,
        )
    cache.set(key, made, _A_MONTH)
    return made
