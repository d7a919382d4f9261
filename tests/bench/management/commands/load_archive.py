"""Grow the demo newsroom into an archive of any size."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from news.newsroom import indexing
from tests.bench.archive import Archive


class Command(BaseCommand):
    """Copy the demo's stories into the past."""

    help = "Grows the demo newsroom into an archive of so many editions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("editions", type=int)

    def handle(self, *, editions: int, **_options: Any) -> None:
        # No worker runs here; what is not indexed isn't in the copies either.
        indexing.index_all()
        count = Archive().grow(editions, self.stdout.write)
        self.stdout.write(f"The archive holds {count} editions.")
