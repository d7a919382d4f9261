"""What there is before and after: rows of every table, files of photos and documents."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

# They only ever rise: whoever asks "since 417" must not be told of another 417.
COUNTERS = {"NoticeCounter", "Generation"}


def row_counts() -> dict[str, int]:
    """Return how many rows every table has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model.__name__ not in COUNTERS
    }


def stored_files() -> set[Path]:
    """Return all files and folders of photos and documents."""
    return set(Path(settings.MEDIA_ROOT).rglob("*"))
