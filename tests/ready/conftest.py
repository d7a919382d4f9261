"""What tests of the layer may ask for."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from cms.bootstrap import ROOT
from news.newsroom.models import NewsroomSettings
from tests.bench.processes import free_port, wait_until_open
from tests.layered import LayeredClient

PROCESSES = 4


@pytest.fixture
def reader(db, settings, tmp_path: Path) -> LayeredClient:
    """A reader: no session; what is kept ready is asked first."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # The first who asks for the settings makes them, which is a change that pages show.
    NewsroomSettings.load()
    return LayeredClient(tmp_path / "ready")


@dataclass(frozen=True)
class Site:
    """Processes that serve the test's database."""

    port: int
    builds: Path

    def built(self, path: str) -> list[str]:
        """Return the processes that made this path's answer, once for each time."""
        rows = (line.split(" ", 1) for line in self.builds.read_text().splitlines())
        return [pid for pid, built in rows if built == path]


@pytest.fixture
def site(tmp_path: Path, settings) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path / "media"
    NewsroomSettings.load()
    builds = tmp_path / "builds"
    builds.touch()
    port = free_port()
    environment = os.environ | {
        "VESTNIK_DATA": str(tmp_path),
        "VESTNIK_TEST_BUILDS": str(builds),
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        **database_of_the_test(tmp_path),
    }
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"],
        env=environment,
        cwd=ROOT,
        check=True,
    )
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--workers", str(PROCESSES), "--blocking-threads", "4", "--backlog", "2048"]
    command += ["--log-level", "error", "--port", str(port), "tests.ready.counted:application"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    )
    wait_until_open(port)
    yield Site(port, builds)
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


def database_of_the_test(folder: Path) -> dict[str, str]:
    """Return the environment by which other processes meet the database of this test."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "vestnik.sqlite3").symlink_to(given["NAME"])
        return {}
    host, port = given["HOST"], given["PORT"]
    return {"VESTNIK_DATABASE_URL": f"postgres://{given['USER']}@{host}:{port}/{given['NAME']}"}
