"""What operators ask: is the process alive, is the newsroom ready, when was the worker seen."""

import time
from pathlib import Path

from django.apps import apps
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from news.newsroom.requests import read_only

WORKER_SEEN = "worker-seen"
WORKER_LATE_SECONDS = 60


@never_cache
@read_only
def livez(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process serves at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@read_only
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 where pages can't be served; a late worker is said, but stops no page."""
    try:
        migrations = "behind" if migrations_missing() else "ok"
        database = "ok"
    except DatabaseError:
        migrations, database = "unknown", "away"
    is_ready = database == migrations == "ok"
    facts = {"database": database, "migrations": migrations, "worker": worker_state()}
    return JsonResponse(facts, status=200 if is_ready else 503)


def worker_state() -> str:
    seen = caches["shared"].get(WORKER_SEEN)
    if seen is None:
        return "never seen"
    return "ok" if time.time() - seen < WORKER_LATE_SECONDS else "late"


def migrations_missing() -> bool:
    """Whether a migration lies on disk that the database doesn't know.

    Compares names: Django's own answer imports every migration of Wagtail, a second's work.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    return not on_disk() <= applied


def on_disk() -> set[tuple[str, str]]:
    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[!_]*.py")
    }
