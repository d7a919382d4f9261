"""Receivers on this machine, each in a thread of its own, that behave as they are told."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

CERTIFICATES = Path(__file__).parent / "certificates"
GIGABYTE = 2**30


class Receiver:
    """Listens at a port of 127.0.0.1 and plays its part to each who connects, one by one.

    `certificate` names a file of `certificates/`, with its key; without one, no TLS is spoken.
    """

    def __init__(self, play: Callable[["Receiver", socket.socket], None], certificate: str = ""):
        self.play = play
        self.connections = 0
        self.requests: list[bytes] = []
        self.asked_names: list[str | None] = []
        self.sent = 0
        self.over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self._context = self._tls(certificate) if certificate else None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.over.set()
        # Closing alone would not wake who waits in `accept`.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _tls(self, certificate: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / certificate)

        def note_name(_socket: Any, name: str | None, _context: Any) -> None:
            self.asked_names.append(name)

        context.sni_callback = note_name
        return context

    def _serve(self) -> None:
        while not self.over.is_set():
            with contextlib.suppress(OSError):
                connection, _address = self._listener.accept()
                self.connections += 1
                with connection:
                    self._meet(connection)

    def _meet(self, connection: socket.socket) -> None:
        if not self._context:
            self.play(self, connection)
            return
        with self._context.wrap_socket(connection, server_side=True) as secured:
            self.play(self, secured)


def hear(receiver: Receiver, connection: socket.socket) -> None:
    """Read one request, head and body."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += _some(connection)
    head, _end, body = request.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        body += _some(connection)
    receiver.requests.append(head + b"\r\n\r\n" + body)


def _some(connection: socket.socket) -> bytes:
    read = connection.recv(65536)
    if not read:
        raise ConnectionError("the other side has closed")
    return read


def say(*answers: bytes) -> Callable[[Receiver, socket.socket], None]:
    """Answer the first request with the first of these, and so on; the last stands."""

    def play(receiver: Receiver, connection: socket.socket) -> None:
        hear(receiver, connection)
        connection.sendall(answers[min(len(receiver.requests), len(answers)) - 1])

    return play


def hang(beginning: bytes = b"") -> Callable[[Receiver, socket.socket], None]:
    """Say this much, and then nothing."""

    def play(receiver: Receiver, connection: socket.socket) -> None:
        hear(receiver, connection)
        connection.sendall(beginning)
        receiver.over.wait()

    return play


def drip(beginning: bytes = b"") -> Callable[[Receiver, socket.socket], None]:
    """Say this much, and then a byte now and then, for ever."""

    def play(receiver: Receiver, connection: socket.socket) -> None:
        hear(receiver, connection)
        connection.sendall(beginning)
        while not receiver.over.wait(0.02):
            connection.sendall(b"a")

    return play


def flood(beginning: bytes, piece: bytes) -> Callable[[Receiver, socket.socket], None]:
    """Say this much, and then a gigabyte of the piece."""

    def play(receiver: Receiver, connection: socket.socket) -> None:
        hear(receiver, connection)
        connection.sendall(beginning)
        block = piece * (65536 // len(piece))
        while receiver.sent < GIGABYTE and not receiver.over.is_set():
            connection.sendall(block)
            receiver.sent += len(block)

    return play


def hang_up(_receiver: Receiver, _connection: socket.socket) -> None:
    """Close at once."""


def wait_unheard(receiver: Receiver, _connection: socket.socket) -> None:
    """Take the connection and read nothing."""
    receiver.over.wait()
