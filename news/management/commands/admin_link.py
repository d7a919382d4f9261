"""Print a one-time link that makes one more administrator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from news.newsroom.welcome import admin_link


class Command(BaseCommand):
    """For whoever has lost the way in; being able to run this is the permission."""

    help = "Prints a one-time link, good for a day, that makes one administrator."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(admin_link(settings.WAGTAILADMIN_BASE_URL, first_only=False))
