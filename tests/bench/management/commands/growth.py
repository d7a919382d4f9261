"""Measure what everything costs in the archive at hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from tests.bench import growth


class Command(BaseCommand):
    """Print a line of JSON: milliseconds of CPU by line."""

    help = "Measures every list, page, feed, form and verb against the present archive."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        self.stdout.write(json.dumps(growth.lines(), ensure_ascii=False))
