"""An answer kept ready: its bytes plain and compressed, with every head they may go out under."""

import gzip
import hashlib
import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], object]

NOT_MODIFIED = "304 Not Modified"
# Only browsers that open the address itself say so; no feed reader does.
_OPENED_BY_A_PERSON = "document"
_ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)", re.I)
# What a 304 repeats of the head (RFC 9110, 15.4.5), and what scripts of other sites and
# subscribers of a feed need.
_SAID_AGAIN = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "age",
        "cache-control",
        "content-location",
        "last-modified",
        "link",
        "vary",
    }
)
_LENGTH = struct.Struct(">I")


@lru_cache(maxsize=1000)
def takes_gzip(accepted: str) -> bool:
    """Say whether an Accept-Encoding (RFC 9110, 12.5.3) takes gzip."""
    match = _GZIP.search(accepted)
    return match is not None and (match[1] is None or match[1].strip("0.") != "")


@dataclass(frozen=True, slots=True)
class _Dress:
    """One encoding of the bytes, with the heads that belong to it."""

    body: bytes
    tag: str
    head: Headers
    opened_head: Headers
    unchanged_head: Headers


@dataclass(slots=True, eq=False)
class Kept:
    """An answer, good while the generation and the time hold.

    `headers` are those that say nothing of length, encoding or validators. `modified_at` is
    when these bytes were first seen, `until` when they end though nothing changes: both in
    seconds since the epoch.
    """

    status: str
    headers: Headers
    body: bytes
    gzipped: bytes
    tag: str
    modified_at: int
    language: str
    generation: int
    until: float | None
    asks: tuple[str, ...]
    opened_as: str
    for_everybody: bool
    was_used: bool = field(init=False, default=False)
    plain: _Dress = field(init=False, repr=False)
    packed: _Dress = field(init=False, repr=False)

    def __post_init__(self) -> None:
        validated = [*self.headers, ("Last-Modified", http_date(self.modified_at))]
        if self.status[:3] != "200":
            validated = self.headers
        self.plain = self._dressed(self.body, f'"{self.tag}"', validated, [])
        packing = [("Content-Encoding", "gzip")]
        self.packed = self._dressed(self.gzipped, f'"{self.tag}-gzip"', validated, packing)

    def _dressed(self, body: bytes, tag: str, headers: Headers, packing: Headers) -> _Dress:
        head = [*headers, *packing, ("Content-Length", str(len(body)))]
        if self.is_conditional:
            head.append(("ETag", tag))
        opened = [
            (name, self.opened_as if name == "Content-Type" and self.opened_as else value)
            for name, value in head
        ]
        unchanged = [row for row in headers if row[0].lower() in _SAID_AGAIN]
        return _Dress(body, tag, head, opened, [*unchanged, ("ETag", tag)])

    @property
    def is_conditional(self) -> bool:
        """Whether a client that has the bytes is told so: of a success alone."""
        return self.status[:3] == "200"

    @property
    def weight(self) -> int:
        """Return how many bytes it takes to keep."""
        return len(self.body) + len(self.gzipped) + 4096

    def answer(
        self, environ: dict[str, Any], start_response: StartResponse, own: Headers
    ) -> list[bytes]:
        """Answer a GET or HEAD: 304 where the client has the bytes, else the bytes.

        `own` is what the head says to this client alone.
        """
        dress = self.packed if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain
        if self._has_them(environ, dress):
            start_response(NOT_MODIFIED, dress.unchanged_head + own)
            return []
        is_opened = self.opened_as and environ.get("HTTP_SEC_FETCH_DEST") == _OPENED_BY_A_PERSON
        start_response(self.status, (dress.opened_head if is_opened else dress.head) + own)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [dress.body]

    def _has_them(self, environ: dict[str, Any], dress: _Dress) -> bool:
        """Compare as RFC 9110 (13.1) says: If-None-Match alone where it is given."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is None:
            since = environ.get("HTTP_IF_MODIFIED_SINCE")
            if since is None or not self.is_conditional:
                return False
            moment = parse_http_date_safe(since)
            return moment is not None and self.modified_at <= moment
        if not self.is_conditional:
            return False
        if tags == dress.tag or tags.strip() == "*":
            return True
        mine = {self.tag, f"{self.tag}-gzip"}
        return not mine.isdisjoint(_ENTITY_TAG.findall(tags))

    def written(self) -> bytes:
        """Return the answer as a store keeps it: a line of JSON between lengths, then the bytes."""
        about = json.dumps(
            {
                "status": self.status,
                "headers": self.headers,
                "tag": self.tag,
                "modified_at": self.modified_at,
                "language": self.language,
                "generation": self.generation,
                "until": self.until,
                "asks": self.asks,
                "opened_as": self.opened_as,
                "for_everybody": self.for_everybody,
            }
        ).encode()
        lengths = (len(part) for part in (about, self.body, self.gzipped))
        return b"".join([*map(_LENGTH.pack, lengths), about, self.body, self.gzipped])


def read(written: bytes) -> Kept | None:
    """Return the answer that a store kept, None where it is torn or another version's."""
    try:
        about_size, body_size, gzipped_size = struct.unpack_from(">III", written)
        start = struct.calcsize(">III")
        if len(written) != start + about_size + body_size + gzipped_size:
            return None
        about = json.loads(written[start : start + about_size])
        body_start = start + about_size
        about["headers"] = [(name, value) for name, value in about["headers"]]
        about["asks"] = tuple(about["asks"])
        return Kept(
            body=written[body_start : body_start + body_size],
            gzipped=written[body_start + body_size :],
            **about,
        )
    except (struct.error, ValueError, KeyError, TypeError):
        return None


def tag_of(body: bytes) -> str:
    """Return the entity tag of these bytes, without its quotation marks."""
    return hashlib.sha256(body).hexdigest()[:32]


def packed(body: bytes) -> bytes:
    """Return the bytes compressed, the same whenever they are."""
    return gzip.compress(body, mtime=0)
