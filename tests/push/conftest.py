"""A network that is watched, and receivers on this machine."""

import functools
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

_watches: list["Network"] = []


class Network:
    """Every connection and look-up that is begun, by whatever means; none leaves the machine."""

    def __init__(self) -> None:
        self.connections: list[tuple[str, int]] = []
        self.lookups: list[str] = []

    def note(self, event: str, arguments: tuple) -> None:
        if event == "socket.getaddrinfo":
            self.lookups.append(arguments[0])
            raise socket.gaierror(socket.EAI_NONAME, "tests ask nobody for names")
        self.connections.append(arguments[1][:2])
        if not arguments[1][0].startswith("127."):
            raise ConnectionRefusedError("tests stay at home")


def _hear(event: str, arguments: tuple) -> None:
    if _watches and event in {"socket.connect", "socket.getaddrinfo"}:
        _watches[-1].note(event, arguments)


@functools.cache
def _listen() -> None:
    # Python calls it before it asks the system, whoever asks; it can't be taken away again.
    sys.addaudithook(_hear)


@pytest.fixture
def network() -> Iterator[Network]:
    """Watch what the test connects to and looks up."""
    _listen()
    _watches.append(Network())
    yield _watches[-1]
    _watches.pop()


@pytest.fixture
def own_network(settings) -> None:
    """The newsroom calls this machine's own addresses its own."""
    settings.OWN_NETWORKS = (ip_network("127.0.0.0/8"),)
