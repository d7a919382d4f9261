"""The one door for requests to addresses that somebody else has given.

The standard library's client is enough: no redirects, no proxies, no cookies, no passwords from
files, no connection kept. What remains is given to it ready: a socket that leads where it may.
"""

import contextlib
import http.client
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from django.conf import settings
from django.utils.datastructures import CaseInsensitiveMapping

from news import VERSION
from news.push import destinations, sockets
from news.push.addresses import is_allowed, is_public
from news.push.deadlines import Deadline
from news.push.destinations import Destination
from news.push.faults import NotSentError
from news.push.names import Resolve, look_up, resolve_in_time

SECONDS = 10.0
LIMIT = 64 * 1024
# Status line and headers together.
HEAD_LIMIT = 32 * 1024

_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FIELD_VALUE = re.compile(r"[\t\x20-\x7e]*")
_OURS = {
    *("accept-encoding", "connection", "content-length", "host", "transfer-encoding"),
    "user-agent",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has answered, a redirect too: nothing is followed.

    `headers` can be asked in small or capital letters, those repeated are joined by commas.
    `body` is as it came, cut where `is_cut`; `seconds` is the time that all of it took.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    is_cut: bool = False


def send(
    url: str,
    *,
    method: str = "POST",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    limit: int = LIMIT,
    resolve: Resolve = look_up,
    allowed: Callable[[IPv4Address | IPv6Address, int], bool] = is_allowed,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request and return its answer, or raise NotSentError within `seconds`.

    The name is looked up once, all its addresses must be allowed, and the connection goes to one
    of those: a name that leads elsewhere at the second look is not looked at again. A body longer
    than `limit` bytes is cut and the connection closed. Signatures are the caller's `headers`.
    `context` comes from `sockets.trusting`; without it, the usual authorities are believed.
    """
    deadline = Deadline(seconds)
    destination = destinations.read(url)
    fields = _fields(destination, headers or {})
    found = (
        [destination.literal]
        if destination.literal
        else resolve_in_time(destination.host, resolve, deadline)
    )
    for address in found:
        if not allowed(address, destination.port):
            raise NotSentError("port" if is_public(address) else "address", str(address))
    sock: sockets.BoundedSocket | sockets.BoundedTlsSocket
    sock = sockets.connect(found, destination.port, deadline, HEAD_LIMIT)
    try:
        if destination.scheme == "https":
            sock = sockets.secure(sock, destination.host, context or sockets.usual_trust())
        with sock:
            return _ask(sock, destination, method, body, fields, limit)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotSentError(_code(error), repr(error)) from error


def _fields(destination: Destination, given: Mapping[str, str]) -> dict[str, str]:
    for name, value in given.items():
        if (
            name.lower() in _OURS
            or not _FIELD_NAME.fullmatch(name)
            or not _FIELD_VALUE.fullmatch(value)
        ):
            raise NotSentError("header", repr(name))
    return {
        "Host": destination.authority,
        "User-Agent": f"Vestnik/{VERSION} (+{settings.WAGTAILADMIN_BASE_URL})",
        # What is packed small may be large.
        "Accept-Encoding": "identity",
        "Connection": "close",
        **given,
    }


def _ask(
    sock: sockets.BoundedSocket | sockets.BoundedTlsSocket,
    destination: Destination,
    method: str,
    body: bytes,
    fields: dict[str, str],
    limit: int,
) -> Answer:
    connection = http.client.HTTPConnection(destination.host, destination.port)
    connection.sock = sock
    # Else a lost connection would be opened anew, by name.
    connection.auto_open = False
    # Who refuses a long body may answer and hang up before having read it.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request(method, destination.target, body or None, fields)
    with contextlib.closing(connection.getresponse()) as response:
        # A chunk may hold one byte and take six.
        sock.room = 8 * limit + HEAD_LIMIT
        read = response.read(limit + 1)
        # `read` with a length tells of a missing end in chunked answers alone.
        if response.length and len(read) <= limit:
            raise http.client.IncompleteRead(read, response.length)
        return Answer(
            status=response.status,
            headers=CaseInsensitiveMapping(
                {name: response.getheader(name, "") for name in response.headers}
            ),
            body=read[:limit],
            seconds=sock.deadline.spent(),
            is_cut=len(read) > limit,
        )


def _code(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return "tls"
    if isinstance(error, OSError | http.client.IncompleteRead):
        return "closed"
    return "answer"
