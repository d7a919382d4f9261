"""Connections to given addresses that end with their deadline and take so many bytes."""

import functools
import socket
import ssl
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from typing import Any, cast

import certifi

from news.push.deadlines import Deadline
from news.push.faults import NotSentError

# A name may have dozens; behind a few that don't answer, more will not.
MOST_TRIED = 4


class _Bounded:
    """What both kinds of sockets do before each step: look at the clock and count.

    A time limit of the socket's own begins anew with each byte, which a server that sends one a
    second never reaches.
    """

    deadline: Deadline
    room: int

    def recv_into(self, *arguments: Any) -> int:
        self.settimeout(self.deadline.left())  # type: ignore[attr-defined]
        count: int = super().recv_into(*arguments)  # type: ignore[misc]
        self.room -= count
        if self.room < 0:
            raise NotSentError("answer", "more bytes than were to be read")
        return count

    def send(self, *arguments: Any) -> int:
        self.settimeout(self.deadline.left())  # type: ignore[attr-defined]
        count: int = super().send(*arguments)  # type: ignore[misc]
        return count

    def sendall(self, *arguments: Any) -> None:
        self.settimeout(self.deadline.left())  # type: ignore[attr-defined]
        super().sendall(*arguments)  # type: ignore[misc]


class BoundedSocket(_Bounded, socket.socket):
    """A plain connection; `room` is how many more bytes it takes."""


class BoundedTlsSocket(_Bounded, ssl.SSLSocket):
    """The same over TLS; `room` counts what was decrypted."""


def connect(
    addresses: Sequence[IPv4Address | IPv6Address], port: int, deadline: Deadline, room: int
) -> BoundedSocket:
    """Connect to the first address that answers; raise NotSentError where none does.

    Nothing is looked up here: where the connection leads is settled.
    """
    tried = addresses[:MOST_TRIED]
    fault = NotSentError("no-name")
    for number, address in enumerate(tried):
        # Each of those still waiting has its share, so that one that hangs leaves them theirs.
        share = deadline.left() / (len(tried) - number)
        try:
            return _connected(address, port, share, deadline, room)
        except TimeoutError as error:
            fault = NotSentError("timeout", f"{address}: {error}")
        except OSError as error:
            fault = NotSentError("refused", f"{address}: {error}")
    raise fault


def _connected(
    address: IPv4Address | IPv6Address, port: int, seconds: float, deadline: Deadline, room: int
) -> BoundedSocket:
    sock = BoundedSocket(socket.AF_INET if address.version == 4 else socket.AF_INET6)
    sock.deadline, sock.room = deadline, room
    sock.settimeout(seconds)
    try:
        sock.connect((str(address), port))
    except OSError:
        sock.close()
        raise
    return sock


def secure(sock: BoundedSocket, host: str, context: ssl.SSLContext) -> BoundedTlsSocket:
    """Shake hands as TLS's client, and see that the certificate is the host's."""
    deadline, room = sock.deadline, sock.room
    try:
        sock.settimeout(deadline.left())
        wrapped = cast(BoundedTlsSocket, context.wrap_socket(sock, server_hostname=host))
    except ssl.SSLCertVerificationError as error:
        raise NotSentError("certificate", error.verify_message) from error
    finally:
        # Emptied where it was wrapped.
        sock.close()
    wrapped.deadline, wrapped.room = deadline, room
    return wrapped


def trusting(authorities: str | None = None) -> ssl.SSLContext:
    """Return what TLS needs to know: whom to believe (a file of certificates), and how to read."""
    context = ssl.create_default_context(cafile=authorities)
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = BoundedTlsSocket
    return context


@functools.cache
def usual_trust() -> ssl.SSLContext:
    """Return the system's authorities and certifi's; reading them takes some 20 ms, so once."""
    context = trusting()
    # Small images have no authorities of their own.
    context.load_verify_locations(certifi.where())
    return context
