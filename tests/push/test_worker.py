"""The worker, as it is really run, sends what is released and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.bootstrap import ROOT
from tests.factories import released
from tests.push.post import states, subscribe
from tests.push.receivers import Receiver, say
from tests.ready.conftest import database_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

DONE = b"HTTP/1.1 204 Done\r\n\r\n"


def test_worker_sends_what_is_released_and_ends_when_told(tmp_path: Path):
    environment = os.environ | {
        "VESTNIK_DATA": str(tmp_path),
        "VESTNIK_OWN_NETWORKS": "127.0.0.0/8",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        **database_of_the_test(tmp_path),
    }
    with Receiver(say(DONE)) as receiver:
        subscribe(endpoint=receiver.url)
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "worker"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert b"at work" in worker.stdout.readline()
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
