"""Serve the site, the admin and the feeds, without the worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connections

from news.newsroom.memory import keep_no_spare
from news.newsroom.operations import migrations_missing
from news.newsroom.serving import is_free, serve
from news.ready import wiring


class Command(BaseCommand):
    """Serve until SIGTERM; the database must have been migrated."""

    help = "Serves site, admin and feeds; `worker` runs beside it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--processes", type=int, default=1, help="how many serve at once")

    def handle(self, *, host: str, port: int, processes: int, **options: Any) -> None:
        keep_no_spare()
        if migrations_missing():
            raise CommandError("The database is older than the code: run “manage.py migrate”.")
        if not is_free(host, port):
            raise CommandError(f"Port {port} is taken by another program; choose another --port.")
        call_command("collectstatic", interactive=False, verbosity=0)
        wiring.store().clear()
        connections.close_all()
        serve(host, port, processes)
