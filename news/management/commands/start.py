"""Start the newsroom: site, admin, feeds and background worker, with nothing else to install."""

import locale
import os
import signal
import sys
import threading
from argparse import ArgumentParser
from functools import partial
from types import FrameType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from news.newsroom.apart import done_apart
from news.newsroom.memory import keep_no_spare
from news.newsroom.operations import migrations_missing
from news.newsroom.serving import WebServer, is_free
from news.newsroom.welcome import admin_link, has_administrator
from news.newsroom.worker import Worker
from news.ready import wiring


class Command(BaseCommand):
    """Prepare, serve and work until Ctrl-C or SIGTERM."""

    help = "Starts the newsroom: site, admin, feeds and worker on one address."
    # The checks of Wagtail cost a second; `manage.py test` and `check` run them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        port = os.environ.get("VESTNIK_PORT") or 8000
        parser.add_argument("--port", type=int, default=port, help="port to listen on")
        parser.add_argument("--data", help="folder for database, photos and secret (var/)")
        filling = parser.add_mutually_exclusive_group()
        filling.add_argument("--demo", action="store_true", help="fill with the demo newsroom")
        filling.add_argument("--empty", action="store_true", help="start empty, ask nothing")

    def handle(self, **options: Any) -> None:
        keep_no_spare()
        with override(terminal_language()):
            self.run(**options)

    def run(self, *, host: str, port: int, demo: bool, empty: bool, **_others: Any) -> None:
        if not is_free(host, port):
            raise CommandError(
                _("Port %(port)d is taken by another program. Choose one: --port %(other)d")
                % {"port": port, "other": port + 1}
            )
        self.prepare()
        if demo or (not empty and self.wants_demo()):
            self.call_apart("demo")
        # Forked before the first thread exists: a fork copies locks, not who would release them.
        web = WebServer(host, port)
        stopping = listen_for_stop()
        web.start()
        worker = Worker()
        worker.start()
        web.wait_until_open()
        self.tell_addresses()
        while not stopping.wait(0.5) and not web.has_ended():
            pass
        has_failed = web.has_ended()
        self.stdout.write(_("Stopping …"))
        web.stop()
        worker.stop()
        if has_failed:
            raise CommandError(_("The web server ended by itself; its words are above."))

    def prepare(self) -> None:
        """Bring database and static files up to what the code expects."""
        if migrations_missing():
            self.stdout.write(_("Preparing the database …"))
            self.call_apart("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        # The database may be an older one put back: its generations would be taken for these.
        wiring.store().clear()

    def call_apart(self, name: str, **options: Any) -> None:
        """Give a command's memory back when it has ended: this process may live for months."""
        if not done_apart(partial(call_command, name, **options)):
            raise CommandError(
                _("“manage.py %(command)s” has failed; its words are above.") % {"command": name}
            )

    def wants_demo(self) -> bool:
        if not sys.stdin.isatty() or apps.get_model("news.Story").objects.exists():
            return False
        self.stdout.write(_("The newsroom is empty. Fill it with an invented one to look around?"))
        self.stdout.write(_("“manage.py demo --remove” takes just that away again."))
        try:
            answer = input("[Y/n] ").strip().casefold()
        except EOFError:
            return False
        return answer in {"", "y", "yes", "o", "oui", "j", "ja", "s", "si", "sí", "д", "да", "نعم"}

    def tell_addresses(self) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        self.stdout.write("")
        self.stdout.write(_("The newsroom is open. Ctrl-C ends it."))
        self.stdout.write("  " + _("Site:  %(address)s") % {"address": f"{base}/"})
        self.stdout.write("  " + _("Admin: %(address)s") % {"address": f"{base}/admin/"})
        self.stdout.write("  " + _("Data:  %(folder)s") % {"folder": settings.DATA_DIR})
        if not has_administrator():
            self.stdout.write("")
            self.stdout.write(_("Become its first administrator (works once, for a day):"))
            self.stdout.write(f"  {admin_link(base, first_only=True)}")
        self.stdout.flush()


def listen_for_stop() -> threading.Event:
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stopping


def terminal_language() -> str:
    """The language that the person's terminal is set to, else English."""
    code = (locale.getlocale()[0] or "en")[:2].lower()
    return code if code in dict(settings.LANGUAGES) else "en"
