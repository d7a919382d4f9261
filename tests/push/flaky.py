"""A receiver that is slow at times and fails a third of the time, before or after taking it in.

`python flaky.py PORT FILE` writes what it takes into the file, a line of JSON each. After SIGUSR2
it takes all and answers nobody, after SIGUSR1 it fails no more.
"""

import json
import random
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

FAILS = 0.3
SLOW, SECONDS = 0.3, 0.3
# Longer than anybody waits.
SILENT_SECONDS = 60


class Flaky(BaseHTTPRequestHandler):
    """Each path is a partner."""

    chance = random.Random(7)
    lock = Lock()
    fails = FAILS
    is_silent = False
    taken: Path

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        fault = ""
        if self.chance.random() < self.fails:
            fault = self.chance.choice(["refuses", "hangs up"])
        if fault == "refuses":
            self.answer(500)
            return
        if self.chance.random() < SLOW:
            time.sleep(self.chance.random() * SECONDS)
        row = [self.path, said["data"]["urn"], said["data"]["sequence"], self.headers["webhook-id"]]
        with self.lock, self.taken.open("a") as out:
            out.write(json.dumps([*row, said["type"], said["data"]["item"].get("title")]) + "\n")
        if self.is_silent:
            time.sleep(SILENT_SECONDS)
        elif not fault:
            self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    @classmethod
    def heal(cls, *_signal: object) -> None:
        cls.fails, cls.is_silent = 0.0, False

    @classmethod
    def fall_silent(cls, *_signal: object) -> None:
        cls.fails, cls.is_silent = 0.0, True

    def log_message(self, *_line: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    Flaky.taken = Path(sys.argv[2])
    signal.signal(signal.SIGUSR1, Flaky.heal)
    signal.signal(signal.SIGUSR2, Flaky.fall_silent)
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Flaky).serve_forever()
