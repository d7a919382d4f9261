"""Release what is due; stands in for Wagtail's command, which stops at the first failure."""

from typing import Any

from django.core.management.base import BaseCommand

from news.articles import timetable


class Command(BaseCommand):
    """Release every scheduled revision whose moment has come."""

    help = "Release every scheduled revision whose moment has come."

    def handle(self, *args: Any, **options: Any) -> None:
        count = timetable.publish_due()
        self.stdout.write(f"{count} released")
