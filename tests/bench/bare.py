"""The limit: a WSGI application that does nothing but return bytes; and Django with one view.

`VESTNIK_BENCH_BYTES` names the folder in which `bytes` (a body) and `headers` (JSON) lie.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_folder = Path(os.environ["VESTNIK_BENCH_BYTES"])
BODY = (_folder / "bytes").read_bytes()
HEADERS = [(name, value) for name, value in json.loads((_folder / "headers").read_text())]
TAG = dict(HEADERS)["etag"]
UNCHANGED = [row for row in HEADERS if row[0] in {"etag", "vary", "cache-control", "last-modified"}]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Return the bytes, or say that they are unchanged."""
    if environ.get("HTTP_IF_NONE_MATCH") == TAG:
        start_response("304 Not Modified", UNCHANGED)
        return []
    start_response("200 OK", HEADERS)
    return [BODY]


def one_view() -> Callable[..., Any]:
    """Return Django as small as it gets: one view, no middleware but the conditional one."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import re_path

    def view(_request: Any) -> HttpResponse:
        response = HttpResponse(BODY)
        for name, value in HEADERS:
            response[name] = value
        return response

    settings.configure(
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=type("Urls", (), {"urlpatterns": [re_path("", view)]}),
        MIDDLEWARE=["django.middleware.http.ConditionalGetMiddleware"],
        SECRET_KEY="bench",
    )
    return get_wsgi_application()
