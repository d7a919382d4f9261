"""Reads a database address as operators write it into Django's settings."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# All that is asked is short. The server would compile for a tenth of a second, or start helpers,
# for what then reads sixty rows: it reckons with all that a query might find, and with disks that
# turn. A pooler that refuses the parameter is asked with `?options=`.
SHORT_QUERIES = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"


def postgresql_from(address: str) -> dict[str, Any]:
    """Read `postgres://name:password@host:5432/database`; what follows `?` goes to libpq."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "VESTNIK_DATABASE_URL must look like postgres://name:password@host:5432/database."
        )
    options = {"options": SHORT_QUERIES} | dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
