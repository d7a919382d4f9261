"""A test client whose requests pass the layer of kept answers, as those of readers do."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from news.ready.layer import Application, ReadyLayer
from news.ready.memory import Memory
from news.ready.numbers import Numbers
from news.ready.stores import FileStore
from news.ready.wiring import ask, in_front_of


class Built:
    """Django behind the layer; counts what reaches it."""

    def __init__(self, handler: ClientHandler):
        self._handler = handler
        self.count = 0

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        self.count += 1
        response = self._handler(environ)
        headers = [*response.items()]
        headers += [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [b"".join(response)] if response.streaming else [response.content]


def layered(application: Application, folder: Path) -> ReadyLayer:
    """Put the layer, with nothing in it, in front of an application."""
    return in_front_of(
        application,
        # A test waits for nothing: the generation is asked each time.
        numbers=Numbers(ask, asked_every=0),
        memory=Memory(8 * 2**20),
        store=FileStore(folder, "tests"),
    )


class LayeredHandler:
    """What Django's client calls, with the layer between."""

    def __init__(self, folder: Path, handler: ClientHandler):
        self.built = Built(handler)
        self.layer = layered(self.built, folder)

    def __call__(self, environ: dict[str, Any]) -> HttpResponse:
        response = HttpResponse()
        del response["Content-Type"]

        def start_response(status: str, headers: list[tuple[str, str]], *_info: Any) -> None:
            response.status_code = int(status[:3])
            for name, value in headers:
                if name == "Set-Cookie":
                    response.cookies.load(value)
                else:
                    # Lines of one name are one list (RFC 9110, 5.3).
                    response[name] = ", ".join(filter(None, [response.get(name), value]))

        environ.setdefault("HTTP_HOST", "testserver")
        response.content = b"".join(self.layer(environ, start_response))
        response.wsgi_request = WSGIRequest(environ)
        return response


class LayeredClient(Client):
    """Django's client, through the layer."""

    def __init__(self, folder: Path, enforce_csrf_checks: bool = False, **defaults: Any):
        super().__init__(enforce_csrf_checks, **defaults)
        self.handler = LayeredHandler(folder, self.handler)

    @property
    def built(self) -> int:
        """Return how many requests have reached Django."""
        return self.handler.built.count
