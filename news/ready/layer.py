"""The layer in front of Django: answers from bytes kept ready, and makes them once for all."""

import re
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from news.ready.kept import Headers, Kept, StartResponse, packed, tag_of
from news.ready.memory import Key, Memory
from news.ready.numbers import Numbers
from news.ready.stores import Store
from news.ready.terms import KEY, Terms, noting_moments

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
# Sees a request before it is answered; asks for the present generations only where it must.
Witness = Callable[[Environ, Callable[[], dict[str, int] | None]], None]

# Below this a path begins with a partner's key.
KEYED = "/partners/"
KEPT_STATUSES = frozenset({"200", "410"})
GIVEN_STATUSES = frozenset({"200", "304"})
# A shared cache in front may do as this layer does: ask again after a second, at no cost.
SHARED_SECONDS = 1
PRIVATE = "private, no-store"
# How often an answer is made while others keep changing what it shows; the last one is given.
MOST_TRIES = 4
# What the bytes may depend on besides address and time; anything else stays with Django.
_MAY_VARY_BY = frozenset({"accept-encoding", "sec-fetch-dest"})
_OURS_TO_SAY = frozenset(
    {"content-length", "etag", "last-modified", "vary", "cache-control", "age"}
)


class Opened(NamedTuple):
    """What a key opens: the path under which all keep it who have the same by their keys.

    `own` is what the head says to this key alone. `given` is to be called when it has been
    given, or found unchanged.
    """

    path: str
    own: Headers
    given: Callable[[], None]


Door = Callable[[str, dict[str, int]], Opened | None]


class ReadyLayer:
    """A WSGI application that asks the one behind it only for what it doesn't have ready.

    `may_be_kept` says of a path whether its answer can be one that is kept: others pass
    untouched. `is_ours` says of a Host header whether this site answers for it. An answer made
    for one who has a session is given to nobody else; `session_cookies` are the names by which
    a session is known. `door`, given a path below `/partners/` and the present generations,
    returns what its key opens, None where that is nothing. `witness` sees every GET without a
    key: what is given from what is kept reaches nobody else.
    """

    def __init__(
        self,
        application: Application,
        *,
        numbers: Numbers,
        memory: Memory,
        store: Store,
        may_be_kept: re.Pattern[str],
        is_ours: Callable[[str], bool],
        session_cookies: Iterable[str],
        scheme_header: str = "wsgi.url_scheme",
        door: Door | None = None,
        witness: Witness | None = None,
    ):
        self._application = application
        self._numbers = numbers
        self._memory = memory
        self._store = store
        self._may_be_kept = may_be_kept.match
        self._is_ours = is_ours
        self._session = re.compile("|".join(rf"\b{re.escape(name)}=" for name in session_cookies))
        self._scheme_header = scheme_header
        self._door = door
        self._witness = witness

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method != "GET" and method != "HEAD":
            return self._application(environ, start_response)
        path = environ["PATH_INFO"]
        own: Headers = []
        given: Callable[[], None] | None = None
        is_keyed = path.startswith(KEYED)
        if is_keyed:
            opened = self._opened(path)
            if opened is None:
                return self._application(environ, start_response)
            path, own, given = opened
        elif self._witness is not None and method == "GET":
            self._witness(environ, self._numbers.newest)
        if environ.get(self._scheme_header) == "https":
            path = f"https:{path}"
        kept = self._find(path, environ["QUERY_STRING"], self._in_memory)
        may_have = self._may_have_kept(environ, kept)
        if kept is not None and may_have:
            if given is not None and method == "GET" and kept.is_conditional:
                given()
            return kept.answer(environ, start_response, own)
        if given is not None and method == "GET":
            start_response = telling(given, start_response)
        if not may_have or not (is_keyed or self._may_be_kept(environ["PATH_INFO"])):
            return self._application(environ, start_response)
        return self._look_further(path, environ, start_response, own)

    def _opened(self, path: str) -> Opened | None:
        """Return what the key in a path opens, None where that is nothing."""
        numbers = self._numbers.newest()
        if self._door is None or numbers is None:
            return None
        return self._door(path, numbers)

    def _find(self, path: str, query: str, get: Callable[[Key], Kept | None]) -> Kept | None:
        """Return what is good for this address, whatever else its query holds."""
        if not query:
            return get(path)
        kept = get((path, query))
        if kept is not None:
            return kept
        base = get(path)
        if base is None:
            return None
        asked = relevant(query, base.asks)
        return get((path, asked)) if asked else base

    def _in_memory(self, key: Key) -> Kept | None:
        kept = self._memory.get(key)
        if kept is None:
            return None
        numbers = self._numbers.newest()
        return kept if numbers is not None and is_good(kept, numbers) else None

    def _may_have_kept(self, environ: Environ, kept: Kept | None) -> bool:
        if "HTTP_AUTHORIZATION" in environ or not self._is_ours(environ.get("HTTP_HOST", "")):
            return False
        cookies = environ.get("HTTP_COOKIE")
        if cookies is None or (kept is not None and kept.for_everybody):
            return True
        return self._session.search(cookies) is None

    def _look_further(
        self, path: str, environ: Environ, start_response: StartResponse, own: Headers
    ) -> Iterable[bytes]:
        """Ask the other processes, and make the answer where none of them has it."""
        kept = self._find_anywhere(path, environ, self._numbers.now())
        if kept is not None:
            return kept.answer(environ, start_response, own)
        with self._store.making(path):
            # Before making: a change in between makes the bytes stale, never falsely fresh.
            numbers = self._numbers.now()
            kept = self._find_anywhere(path, environ, numbers)
            if kept is not None:
                return kept.answer(environ, start_response, own)
            return self._make(path, environ, start_response, own, numbers)

    def _find_anywhere(
        self, path: str, environ: Environ, numbers: dict[str, int] | None
    ) -> Kept | None:
        if numbers is None:
            return None

        def get(key: Key) -> Kept | None:
            kept = self._memory.get(key)
            if kept is not None and is_good(kept, numbers):
                return kept
            kept = self._store.get(key)
            if kept is None or not is_good(kept, numbers):
                return None
            self._memory.put(key, kept)
            return kept

        return self._find(path, environ["QUERY_STRING"], get)

    def _make(
        self,
        path: str,
        environ: Environ,
        start_response: StartResponse,
        own: Headers,
        numbers: dict[str, int] | None,
    ) -> Iterable[bytes]:
        for left in reversed(range(MOST_TRIES)):
            whole = environ | {"REQUEST_METHOD": "GET"}
            with noting_moments() as moments:
                status, headers, body = call(self._application, whole)
            terms: Terms | None = whole.get(KEY)
            language = terms.language if terms else ""
            # Its queries see one moment each: what changed in between may show by halves.
            after = self._numbers.now()
            if not left or numbers is None or after is None:
                break
            if numbers.get(language) == after.get(language):
                break
            numbers = after
        if numbers is None or terms is None or not is_keepable(status, headers, terms):
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        asked = relevant(environ["QUERY_STRING"], terms.asks)
        key = (path, asked) if asked else path
        kept = make_kept(
            status,
            headers,
            body,
            terms,
            generation=numbers.get(language, 0),
            until=min(moments, default=None),
            before=self._memory.get(key) or self._store.get(key),
        )
        self._memory.put(key, kept)
        self._store.put(key, kept)
        return kept.answer(environ, start_response, own)


def telling(given: Callable[[], None], start_response: StartResponse) -> StartResponse:
    """Return what starts an answer and tells where the client has the bytes by it."""

    def start(status: str, headers: Headers, *exc_info: Any) -> object:
        if status[:3] in GIVEN_STATUSES:
            given()
        return start_response(status, headers, *exc_info)

    return start


def is_good(kept: Kept, numbers: dict[str, int]) -> bool:
    """Say whether nothing has made the answer stale: neither a change nor time."""
    return kept.generation == numbers.get(kept.language, 0) and (
        kept.until is None or time.time() < kept.until
    )


def relevant(query: str, names: tuple[str, ...]) -> str:
    """Return the parameters of a query that an answer depends on, in an order of their own."""
    if not names or not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if name in names))


def is_keepable(status: str, headers: Headers, terms: Terms) -> bool:
    """Say whether nothing in the head speaks against giving the answer to others.

    What is private is given to those alone who have the same by their keys.
    """
    if status[:3] not in KEPT_STATUSES:
        return False
    for name, value in headers:
        name, value = name.lower(), value.lower()
        if name in {"set-cookie", "content-encoding"}:
            return False
        if name == "vary" and not _MAY_VARY_BY.issuperset(
            part.strip() for part in value.split(",")
        ):
            return False
        is_theirs = name == "cache-control" and re.search(r"private|no-store", value)
        if is_theirs and not terms.is_private:
            return False
    return True


def make_kept(
    status: str,
    headers: Headers,
    body: bytes,
    terms: Terms,
    *,
    generation: int,
    until: datetime | None,
    before: Kept | None,
) -> Kept:
    """Return the answer as it is kept; bytes that were there `before` keep their date."""
    tag = tag_of(body)
    same = before if before is not None and before.tag == tag else None
    vary = "Accept-Encoding, Sec-Fetch-Dest" if terms.opened_as else "Accept-Encoding"
    ours = _OURS_TO_SAY | {"link"} if terms.is_private else _OURS_TO_SAY
    said = [row for row in headers if row[0].lower() not in ours]
    said += [("Link", terms.links)] if terms.links else []
    said += [
        ("Vary", vary),
        ("Cache-Control", PRIVATE if terms.is_private else _shared(terms.max_age)),
        # No older than the last look at the generations.
        ("Age", "0"),
    ]
    return Kept(
        status=status,
        headers=said,
        body=body,
        gzipped=same.gzipped if same else packed(body),
        tag=tag,
        modified_at=same.modified_at if same else int(time.time()),
        language=terms.language,
        generation=generation,
        until=until.timestamp() if until else None,
        asks=terms.asks,
        opened_as=terms.opened_as,
        for_everybody=terms.for_everybody,
    )


def _shared(max_age: int) -> str:
    return f"public, max-age={max_age}, s-maxage={SHARED_SECONDS}"


def call(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """Return status, headers and whole body of what an application answers."""
    begun: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        begun.append((status, headers))

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    status, headers = begun[-1]
    return status, headers, body
