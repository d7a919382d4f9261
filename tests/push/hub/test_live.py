"""Server, worker and a subscriber written from the standard alone, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.utils import timezone

from cms.bootstrap import ROOT
from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner, PartnerState
from tests.bench.processes import free_port, wait_until_open
from tests.factories import draft, released
from tests.partners.conftest import take
from tests.ready.conftest import database_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60


@dataclass(frozen=True)
class Site:
    """Where the server answers."""

    url: str

    def fetch(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:  # noqa: S310
            return answer.read()


@dataclass(frozen=True)
class Reader:
    """What the subscriber has by now, feed by feed."""

    folder: Path

    def about(self, number: int) -> dict[str, Any]:
        file = self.folder / f"{number}.json"
        return json.loads(file.read_text()) if file.exists() else {"confirmed": []}

    def body(self, number: int) -> bytes:
        return (self.folder / f"{number}.body").read_bytes()


def wait_until(holds: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() < begun + PATIENCE
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path, settings) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path / "media"
    NewsroomSettings.load()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "VESTNIK_DATA": str(tmp_path),
        "VESTNIK_OWN_NETWORKS": "127.0.0.0/8",
        "VESTNIK_BASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        **database_of_the_test(tmp_path),
    }
    python = {"cwd": ROOT, "env": environment, "stderr": subprocess.DEVNULL}
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "collectstatic", "--noinput", "-v0"], check=True, **python)
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    granian += ["--log-level", "error", "--port", str(port), "cms.wsgi:application"]
    server = subprocess.Popen(granian, start_new_session=True, **python)
    worker = subprocess.Popen([*django, "worker"], stdout=subprocess.PIPE, **python)
    assert b"at work" in worker.stdout.readline()
    wait_until_open(port)
    yield Site(url)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=20)


@pytest.fixture
def subscribe(tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    processes = []

    def begin(*urls: str) -> Reader:
        folder = tmp_path / "reader"
        folder.mkdir()
        program = str(Path(__file__).with_name("subscriber.py"))
        command = [sys.executable, program, str(free_port()), str(folder), *urls]
        processes.append(subprocess.Popen(command, cwd=folder))
        return Reader(folder)

    yield begin
    for process in processes:
        process.kill()
        process.wait()


def test_subscriber_has_what_we_have_from_release_to_withdrawal_and_end(site, subscribe):
    taker = take("ru:all")
    paths = ["/ru/feeds/all.atom", taker.address(extension="rss"), "/ru/feeds/all.ninjs"]
    reader = subscribe(*(f"{site.url}{path}" for path in paths))
    feeds = range(len(paths))
    wait_until(lambda: all(reader.about(number)["confirmed"] for number in feeds))

    def has_all() -> bool:
        return all(reader.body(number) == site.fetch(paths[number]) for number in feeds)

    edition = released(title="Хор")
    wait_until(has_all)
    edition = ArticlePage.objects.get(pk=edition.pk)
    edition.title = "Хор споёт"
    releases.release(edition, kind="correction", note="Начало в 17:00.")
    # For a second the site may still give what was.
    wait_until(lambda: "Хор споёт".encode() in reader.body(1) and has_all())
    assert feedparser.parse(reader.body(1)).entries[0].title == "Хор споёт"
    withdrawals.withdraw([ArticlePage.objects.get(pk=edition.pk)], "Ошибка.")
    wait_until(lambda: feedparser.parse(reader.body(0)).entries == [] and has_all())
    assert edition.urn.encode() in reader.body(0)

    partner = Partner.objects.get()
    partner.state = PartnerState.ENDED
    partner.save()
    wait_until(lambda: bool(reader.about(1)["denied"]))
    before = reader.about(1)["received"]
    released(title="После конца")
    wait_until(lambda: "После конца".encode() in reader.body(0))
    assert reader.about(1)["received"] == before
    assert [reader.about(number)["forged"] for number in feeds] == [0, 0, 0]
    assert "/partners/" in reader.about(1)["topic"]
    assert taker.token not in reader.about(1)["topic"]


def test_trusted_subscriber_has_a_copy_within_seconds_and_nobody_else_hears_of_it(site, subscribe):
    trusted = take("ru:all", takes_advance_copies=True).address(extension="atom")
    paths = [trusted, take("ru:all").address(extension="atom"), "/ru/feeds/all.atom"]
    reader = subscribe(*(f"{site.url}{path}" for path in paths))
    feeds = range(len(paths))
    wait_until(lambda: all(reader.about(number)["confirmed"] for number in feeds))
    begun = time.monotonic()
    edition = draft(title="Хор")
    releases.schedule(edition, timezone.now() + timedelta(days=1))
    wait_until(lambda: "Хор".encode() in reader.body(0))
    assert time.monotonic() - begun < 10
    assert reader.body(0) == site.fetch(paths[0])
    assert [reader.about(number)["received"] for number in feeds] == [1, 0, 0]
    releases.release(ArticlePage.objects.get(pk=edition.pk).scheduled_revision.as_object())
    wait_until(lambda: all(reader.body(each) == site.fetch(paths[each]) for each in feeds))
    assert [reader.about(number)["received"] for number in feeds] == [2, 1, 1]
