"""Puts the layer together from the settings: what is kept where, and who is asked."""

import hashlib
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http.request import split_domain_port, validate_host

from news.newsroom.generation import ADVANCES, PARTNERS, generations
from news.newsroom.languages import codes
from news.ready.layer import Application, Door, ReadyLayer, Witness
from news.ready.memory import Memory
from news.ready.numbers import Numbers
from news.ready.stores import FileStore, RedisStore, Store

# Who has a key is known in a layer above, which sets this when the application starts.
DOOR: Door | None = None
# What is asked before the generations, by the name that the door finds it under.
BEFORE: dict[str, Callable[[], int]] = {}
# Whoever counts what is asked for, set likewise.
WITNESS: Witness | None = None

# Where answers are made that may be kept; what readers write and look for never is.
_ROOTS = r"/(?:{languages})/(?!comments/|search/)|/api/|/robots\.txt$|/sitemap"
_CODE = ("*.py", "*.html", "*.xml", "*.css", "*.mo")


def in_front_of(application: Application, **options: object) -> ReadyLayer:
    """Return the layer in front of an application; `options` replace parts of it."""
    return ReadyLayer(
        application,
        **{
            "numbers": Numbers(ask),
            "memory": Memory(settings.READY_MEMORY_BYTES),
            "store": store(),
            "may_be_kept": re.compile(_ROOTS.format(languages="|".join(codes()))),
            "is_ours": is_ours,
            "door": DOOR,
            "witness": WITNESS,
            "session_cookies": (
                settings.SESSION_COOKIE_NAME,
                settings.CSRF_COOKIE_NAME,
                "messages",
            ),
            "scheme_header": (
                settings.SECURE_PROXY_SSL_HEADER[0]
                if settings.SECURE_PROXY_SSL_HEADER
                else "wsgi.url_scheme"
            ),
            **options,
        },
    )


def ask() -> dict[str, int]:
    """Return the generations of languages and of what partners have, with a sound connection.

    What is good under them holds all that `BEFORE` counted.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    before = {name: count() for name, count in BEFORE.items()}
    return before | generations(PARTNERS, ADVANCES)


@lru_cache(maxsize=1000)
def is_ours(host: str) -> bool:
    """Say whether this site answers for a Host header, as Django does."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@cache
def store() -> Store:
    """Return what this installation's processes share."""
    if settings.REDIS_URL:
        return RedisStore(settings.REDIS_URL, mark())
    return FileStore(settings.READY_FOLDER, mark())


@cache
def mark() -> str:
    """Return what stands for the code and the settings that make answers.

    After an upgrade, or under another address, nothing that was kept before is given.
    """
    told = hashlib.sha256(f"{settings.WAGTAILADMIN_BASE_URL} {settings.LANGUAGES}".encode())
    for folder in ("cms", "news", "locales"):
        for pattern in _CODE:
            for path in sorted(Path(settings.BASE_DIR, folder).rglob(pattern)):
                told.update(path.read_bytes())
    return told.hexdigest()[:16]


def trim() -> None:
    """Keep what is kept on this machine within its bounds."""
    kept = store()
    if isinstance(kept, FileStore):
        kept.trim()
