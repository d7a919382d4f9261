"""Look a host name up, once and in time."""

import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, ip_address

from news.push.deadlines import Deadline
from news.push.faults import NotSentError

Resolve = Callable[[str], Sequence[str]]


def look_up(host: str) -> list[str]:
    """Return the addresses of a host as the system knows them; raise OSError for none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_kind, place in found]


def resolve_in_time(
    host: str, resolve: Resolve, deadline: Deadline
) -> list[IPv4Address | IPv6Address]:
    """Return the addresses of a host; raise NotSentError for none, or none in time.

    The system can't be told when to stop looking, so a thread of its own is left waiting.
    """
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve(host))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    try:
        found = answer.result(deadline.left())
    # The future's own error; from Python 3.11 on, the same class as a socket's.
    except TimeoutError as error:
        raise NotSentError("timeout", f"looking up {host}") from error
    except (OSError, UnicodeError) as error:
        raise NotSentError("no-name", str(error)) from error
    if not found:
        raise NotSentError("no-name", f"{host} has no address")
    return [ip_address(address) for address in found]
