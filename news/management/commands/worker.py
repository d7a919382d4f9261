"""Run the background worker as a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand

from news.management.commands.start import listen_for_stop
from news.newsroom.memory import keep_no_spare
from news.newsroom.worker import Worker


class Command(BaseCommand):
    """Work until SIGTERM; any number may run at once."""

    help = "Runs the background worker: deliveries, schedules, search index."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        keep_no_spare()
        worker = Worker()
        stopping = listen_for_stop()
        worker.start()
        self.stdout.write("The worker is at work.")
        self.stdout.flush()
        stopping.wait()
        worker.stop()
