"""A WebSub subscriber written from the W3C's Recommendation alone; it knows nothing of our code.

`python subscriber.py PORT FOLDER [URL …]` subscribes to the feeds at these addresses, keeps what
it is sent last for each in FOLDER (`0.body` and, about it, `0.json` for the first), and ends
when it is killed.
"""

import contextlib
import hashlib
import hmac
import json
import re
import secrets
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}link"
LINK = re.compile(r'<([^>]*)>\s*((?:;\s*[\w-]+=(?:"[^"]*"|[^,;"]*)\s*)*)')
RELATION = re.compile(r';\s*rel="?([^";]*)"?')
ALGORITHMS = {"sha1", "sha256", "sha384", "sha512"}


def links_of_head(values: list[str]) -> dict[str, list[str]]:
    """Read Link headers (RFC 8288): addresses by relation."""
    found: dict[str, list[str]] = {}
    for address, parameters in LINK.findall(", ".join(values)):
        for relations in RELATION.findall(parameters):
            for relation in relations.split():
                found.setdefault(relation, []).append(address)
    return found


def links_of_body(body: bytes) -> dict[str, list[str]]:
    """Read the links within a feed: of Atom, of RSS, or the hubs of JSON Feed."""
    if body.lstrip()[:1] == b"{":
        feed = json.loads(body)
        hubs = [each["url"] for each in feed.get("hubs", ()) if each["type"] == "WebSub"]
        return {"hub": hubs, "self": [feed["feed_url"]] if "feed_url" in feed else []}
    root = ET.fromstring(body)  # noqa: S314
    channel = root.find("channel")
    found: dict[str, list[str]] = {}
    for link in (root if channel is None else channel).findall(ATOM):
        found.setdefault(link.get("rel", "alternate"), []).append(link.get("href", ""))
    return found


def discover(url: str, *, by_body: bool = False, method: str = "GET") -> tuple[str, str]:
    """Return hub and topic of a feed (section 4): by its head, else by what is in it."""
    with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:  # noqa: S310
        head = links_of_head(answer.headers.get_all("Link", []))
        body = answer.read()
        base = answer.geturl()
    found = links_of_body(body) if by_body or not {"hub", "self"} <= head.keys() else head
    (topic,) = found.get("self") or [base]
    return urllib.parse.urljoin(base, found["hub"][0]), urllib.parse.urljoin(base, topic)


@dataclass
class Wish:
    """What is wanted at one callback, and what has become of it."""

    topic: str
    hub: str = ""
    secret: str = ""
    mode: str = "subscribe"
    confirmed: list[str] = field(default_factory=list)
    lease_seconds: int = 0
    denied: list[dict[str, str]] = field(default_factory=list)
    received: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    forged: int = 0
    # How it behaves, where it misbehaves.
    answers: list[int] = field(default_factory=list)
    challenge: str = ""
    location: str = ""
    hang: float = 0.0
    asked: int = 0

    @property
    def bodies(self) -> list[bytes]:
        return [body for _headers, body in self.received]


class Subscriber:
    """A server with a callback for each wish, at an address that nobody can guess."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self.wishes: dict[str, Wish] = {}
        outer = self

        class Callback(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.meet_question(self)

            def do_POST(self) -> None:
                outer.meet_news(self)

            def log_message(self, *_line: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((host, port), Callback)
        self.url = f"http://{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def want(self, topic: str, **more: object) -> tuple[str, Wish]:
        """Return a new callback for a topic, with its wish."""
        path = f"/callback/{secrets.token_urlsafe(16)}"
        self.wishes[path] = wish = Wish(topic, **more)
        return f"{self.url}{path}", wish

    def subscribe(
        self, url: str, *, secret: str = "", by_body: bool = False, **more: object
    ) -> str:
        """Discover the hub of a feed and ask it for a subscription; return the callback."""
        hub, topic = discover(url, by_body=by_body)
        callback, wish = self.want(topic, hub=hub, secret=secret)
        self.ask(callback, **more)
        return callback

    def wish(self, callback: str) -> Wish:
        return self.wishes[urllib.parse.urlsplit(callback).path]

    def ask(self, callback: str, mode: str = "subscribe", **more: object) -> int:
        """Send the hub a request (section 5.1) for a callback; return its status."""
        wish = self.wish(callback)
        wish.mode = mode
        form = {"hub.callback": callback, "hub.mode": mode, "hub.topic": wish.topic}
        if wish.secret and mode == "subscribe":
            form["hub.secret"] = wish.secret
        form |= {f"hub.{name}": str(value) for name, value in more.items()}
        sent = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(wish.hub, sent, method="POST")  # noqa: S310
        request.add_header("Content-Type", "application/x-www-form-urlencoded")
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def meet_question(self, request: BaseHTTPRequestHandler) -> None:
        """Confirm what was asked for (section 5.3.1), take note of denials."""
        parts = urllib.parse.urlsplit(request.path)
        asked = dict(urllib.parse.parse_qsl(parts.query))
        wish = self.wishes.get(parts.path)
        if wish is None or asked.get("hub.topic") != wish.topic:
            self.answer(request, 404)
            return
        wish.asked += 1
        time.sleep(wish.hang)
        mode = asked.get("hub.mode")
        if mode == "denied":
            wish.denied.append(asked)
            self.answer(request, 200)
        elif mode != wish.mode or "hub.challenge" not in asked:
            self.answer(request, 404)
        else:
            wish.confirmed.append(mode)
            wish.lease_seconds = int(asked.get("hub.lease_seconds", 0))
            challenge = wish.challenge or asked["hub.challenge"]
            self.answer(request, wish.answers.pop(0) if wish.answers else 200, challenge.encode())

    def meet_news(self, request: BaseHTTPRequestHandler) -> None:
        """Take a distribution (section 7), unless it isn't signed as it should be."""
        body = request.rfile.read(int(request.headers["Content-Length"]))
        wish = self.wishes.get(urllib.parse.urlsplit(request.path).path)
        if wish is None:
            self.answer(request, 404)
            return
        wish.asked += 1
        time.sleep(wish.hang)
        if not is_genuine(wish.secret, request.headers.get("X-Hub-Signature", ""), body):
            wish.forged += 1
            self.answer(request, 202)
            return
        status = wish.answers.pop(0) if wish.answers else 204
        if 200 <= status < 300:
            wish.received.append((dict(request.headers), body))
        self.answer(request, status, location=wish.location)

    @staticmethod
    def answer(
        request: BaseHTTPRequestHandler, status: int, body: bytes = b"", location: str = ""
    ) -> None:
        with contextlib.suppress(ConnectionError):
            request.send_response(status)
            request.send_header("Content-Type", "application/octet-stream")
            if status != 204:
                request.send_header("Content-Length", str(len(body)))
            if location:
                request.send_header("Location", location)
            request.end_headers()
            request.wfile.write(body)


def is_genuine(secret: str, signature: str, body: bytes) -> bool:
    """Check X-Hub-Signature (section 7.1); without a secret there is nothing to check."""
    if not secret:
        return True
    method, _equals, given = signature.partition("=")
    if method not in ALGORITHMS:
        return False
    own = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(own, given)


def main(port: int, folder: Path, urls: list[str]) -> None:
    subscriber = Subscriber(port)
    callbacks = [subscriber.subscribe(url, secret=secrets.token_hex(20)) for url in urls]
    while True:
        for number, callback in enumerate(callbacks):
            wish = subscriber.wish(callback)
            body = wish.bodies[-1] if wish.received else b""
            about = {
                "topic": wish.topic,
                "confirmed": wish.confirmed,
                "lease_seconds": wish.lease_seconds,
                "denied": wish.denied,
                "received": len(wish.received),
                "forged": wish.forged,
            }
            for name, written in (("body", body), ("json", json.dumps(about).encode())):
                beside = folder / f"{number}.{name}.new"
                beside.write_bytes(written)
                beside.rename(folder / f"{number}.{name}")
        time.sleep(0.05)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
