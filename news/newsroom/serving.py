"""The web server: granian in a process group of its own, ended as a whole."""

import ctypes
import gc
import os
import signal
import socket
import sys
import time

from django.conf import settings
from django.db import connections
from django.urls import URLResolver, get_resolver
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

STOP_SECONDS = 8
# Each thread holds a database connection; more would only queue for Python's lock.
THREADS = 4
PR_SET_PDEATHSIG = 1


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve in children of this process until it is told to stop."""
    load_for_children()
    Granian(
        "cms.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


def load_for_children() -> None:
    """Load before the fork what every server process needs, so that all share its memory."""
    import_string(settings.WSGI_APPLICATION)
    _load_addresses(get_resolver())
    gc.collect()
    # Collecting garbage would write into every shared page.
    gc.freeze()


def _load_addresses(resolver: URLResolver) -> None:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            _load_addresses(entry)


class WebServer:
    """A child that serves; made by forking, so that Django is loaded once for both."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.pid = 0

    def start(self) -> None:
        load_for_children()
        connections.close_all()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid:
            return
        # Ctrl-C reaches the terminal's whole group: ours is told by the parent alone.
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        stop_with_parent()
        try:
            serve(self.host, self.port)
        finally:
            os._exit(0)

    def wait_until_open(self) -> None:
        """Return once connections are taken, or the server has ended without."""
        while not answers(self.host, self.port) and not self.has_ended():
            time.sleep(0.05)

    def has_ended(self) -> bool:
        if self.pid and os.waitpid(self.pid, os.WNOHANG) != (0, 0):
            self.pid = 0
        return not self.pid

    def stop(self) -> None:
        """End the group: granian's parent alone would leave its worker on the port."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS + 1
        while not self.has_ended() and time.monotonic() < deadline:
            time.sleep(0.05)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.pid:
            os.killpg(self.pid, number)


def stop_with_parent() -> None:
    """Have Linux end this process when its parent is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def answers(host: str, port: int) -> bool:
    """Whether somebody takes connections at the address."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        return probe.connect_ex((host, port)) == 0


def is_free(host: str, port: int) -> bool:
    """Whether the address can be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
