"""Make the demo newsroom to look around in, or take it away again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from news.demo import building, removal
from news.management.commands.start import terminal_language
from news.newsroom.operations import migrations_missing


class Command(BaseCommand):
    """Make or remove; where there is nothing to do, say so."""

    help = "Makes an invented newsroom with thirty stories; with --remove, takes it away again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take just the demo away")

    def handle(self, *, remove: bool, **_options: Any) -> None:
        with override(terminal_language()):
            if migrations_missing():
                self.stdout.write(_("Preparing the database …"))
                call_command("migrate", interactive=False, verbosity=0)
            if remove:
                self.remove()
            else:
                self.make()

    def make(self) -> None:
        try:
            building.make(self.tell)
        except building.NotEmpty as refusal:
            self.stdout.write(str(refusal))
        else:
            self.stdout.write(
                _("The demo newsroom is ready. “manage.py demo --remove” takes it away again.")
            )

    def remove(self) -> None:
        if not building.is_here():
            self.stdout.write(_("There is no demo newsroom here."))
            return
        done = removal.remove()
        self.stdout.write(_("The demo newsroom has been taken away."))
        if done.added_editions:
            self.stdout.write(
                ngettext(
                    "With its stories went %(count)d translation that was added to them.",
                    "With its stories went %(count)d translations that were added to them.",
                    done.added_editions,
                )
                % {"count": done.added_editions}
            )
        for row in done.kept:
            self.stdout.write(
                _("“%(name)s” stays (%(kind)s): it has come into real use.")
                % {"name": row, "kind": row._meta.verbose_name}
            )

    def tell(self, progress: str) -> None:
        self.stdout.write(progress)
        self.stdout.flush()
