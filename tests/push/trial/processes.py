"""Workers and a web server as they really run, made anew whenever they were killed."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.bootstrap import ROOT
from tests.bench.processes import free_port, tree, wait_until_open

WORKERS = 2
# granian takes two deaths of a child within this time for a fault of the application, and ends.
CRASH_LOOP = 6.0
RECEIVER = str(Path(__file__).parents[1] / "flaky.py")


class Processes:
    """A web server and some workers, of which any may be killed."""

    def __init__(self, nursery: subprocess.Popen[str], port: int) -> None:
        self._nursery = nursery
        self._replaced_at = time.monotonic()
        self.port = port
        self.workers = [self._born("worker") for _ in range(WORKERS)]
        self.web = self._born(f"web {self.port}")

    def _born(self, what: str) -> int:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(f"{what}\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())

    def kill_worker(self) -> None:
        """Kill the worker that has lived longest; another takes its place."""
        _kill(self.workers.pop(0))
        self.workers.append(self._born("worker"))

    def kill_web(self, chance: random.Random) -> None:
        """Kill the process that answers, which its parent replaces; or both."""
        # One that has just begun may have no child yet.
        answering = [each for each in _below(self.web) if each != self.web]
        is_replaced = time.monotonic() > self._replaced_at + CRASH_LOOP
        if answering and is_replaced and chance.random() < 0.5:
            self._replaced_at = time.monotonic()
            _kill_one(answering[0])
            return
        _kill(self.web)
        self.web = self._born(f"web {self.port}")

    def kill_all(self) -> None:
        """Kill everything at the same moment; all come back."""
        self.end()
        self.workers = [self._born("worker") for _ in range(WORKERS)]
        self.web = self._born(f"web {self.port}")

    def end(self) -> None:
        """Kill everything."""
        for each in (self.web, *self.workers):
            _kill(each)


def _below(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return list(tree(pid))
    return []


def _kill(pid: int) -> None:
    """Kill a process with all that it has begun."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _kill_one(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@contextmanager
def processes(
    environment: Mapping[str, str], folder: Path, *, lease: float, seconds: float, cookie: str
) -> Iterator[Processes]:
    """Run workers and a web server until the end, whatever becomes of them meanwhile.

    What they say is in the file `said` of the folder.
    """
    port = free_port()
    command = [sys.executable, "-m", "tests.push.trial.nursery", str(lease), str(seconds), cookie]
    with (folder / "said").open("w") as said:
        nursery = subprocess.Popen(
            command,
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "cms.settings",
                "VESTNIK_OWN_NETWORKS": "127.0.0.0/8",
                "VESTNIK_BASE_URL": f"http://127.0.0.1:{port}",
                # Sessions of the editor are made by this process and believed by those.
                "VESTNIK_SECRET_KEY": settings.SECRET_KEY,
                **environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        assert nursery.stdout
        if nursery.stdout.readline() != "ready\n":
            raise RuntimeError((folder / "said").read_text())
        running = Processes(nursery, port)
        try:
            wait_until_open(running.port)
            yield running
        finally:
            running.end()
            nursery.kill()
            nursery.wait()


class Receiver:
    """Partners' receivers that fail a third of the time, each at a path of its own."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], taken: Path) -> None:
        self.port, self.taken = port, taken
        self._process = process

    def url(self, number: int) -> str:
        """Return the address of a partner's receiver."""
        return f"http://127.0.0.1:{self.port}/{number}"

    def rows(self) -> list[list[Any]]:
        """Return what they have taken: path, URN, sequence, message id, type and title."""
        # Its last line may be half written yet.
        *lines, _rest = self.taken.read_text().split("\n")
        return [json.loads(line) for line in lines]

    def fall_silent(self) -> None:
        """Let it take what comes and answer nobody."""
        self._process.send_signal(signal.SIGUSR2)

    def heal(self) -> None:
        """Let it fail no more."""
        self._process.send_signal(signal.SIGUSR1)


@contextmanager
def failing_receiver(folder: Path) -> Iterator[Receiver]:
    """Run receivers that fail; what they take is in a file of the folder."""
    port, taken = free_port(), folder / "taken"
    taken.touch()
    process = subprocess.Popen(
        [sys.executable, RECEIVER, str(port), str(taken)], stderr=subprocess.DEVNULL
    )
    try:
        wait_until_open(port)
        yield Receiver(port, process, taken)
    finally:
        process.kill()
        process.wait()
