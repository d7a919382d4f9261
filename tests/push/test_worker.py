"""The worker, as it is really run, sends what is released and ends when it is told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cms.bootstrap import ROOT
from news.articles import releases
from tests.factories import draft, released
from tests.push.post import states, subscribe
from tests.push.receivers import Receiver, say
from tests.ready.conftest import database_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

DONE = b"HTTP/1.1 204 Done\r\n\r\n"


def at_work(folder: Path) -> subprocess.Popen:
    """Return a worker that has begun, on the database of this test."""
    environment = os.environ | {
        "VESTNIK_DATA": str(folder),
        "VESTNIK_OWN_NETWORKS": "127.0.0.0/8",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        **database_of_the_test(folder),
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "django", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert b"at work" in worker.stdout.readline()
    return worker


def test_worker_sends_what_is_released_and_ends_when_told(tmp_path: Path):
    with Receiver(say(DONE)) as receiver:
        subscribe(endpoint=receiver.url)
        worker = at_work(tmp_path)
        begun = time.monotonic()
        # In tests nobody hears tasks, so this one waits for the sweep.
        released()
        while states() != ["delivered"]:
            assert time.monotonic() < begun + 20
            time.sleep(0.05)
        took = time.monotonic() - begun
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
    assert len(receiver.requests) == 1
    assert took < 10


def test_trusted_partner_is_told_of_the_release_within_ten_seconds_of_its_moment(tmp_path: Path):
    heard: list[float] = []

    def hear_when(receiver: Receiver, connection: socket.socket) -> None:
        say(DONE)(receiver, connection)
        heard.append(time.time())

    with Receiver(hear_when) as receiver:
        subscribe(endpoint=receiver.url, takes_advance_copies=True)
        worker = at_work(tmp_path)
        moment = timezone.now() + timedelta(seconds=15)
        releases.schedule(draft(), moment)
        begun = time.monotonic()
        while states() != ["delivered", "delivered"]:
            assert time.monotonic() < begun + 60
            time.sleep(0.05)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
    types = [json.loads(said.partition(b"\r\n\r\n")[2])["type"] for said in receiver.requests]
    assert types == ["story.scheduled", "story.released"]
    told, released_now = heard
    assert told < moment.timestamp() <= released_now
    assert released_now - moment.timestamp() < 10
