"""HTTP answers of feeds: validators, compression, and refusals in a line of plain text."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_http_date_safe

from news.syndication.ready import Ready

METHODS = ("GET", "HEAD", "OPTIONS")
MAX_AGE = 60
_ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)", re.I)
# Only browsers that open the address itself say so; no feed reader does.
_OPENED_BY_A_PERSON = "document"


def answer(
    request: HttpRequest, made: Ready, media_type: str, browser_media_type: str
) -> HttpResponse:
    """Answer with ready bytes, or 304 where the client has them."""
    is_gzipped = _takes_gzip(request)
    if _has_them(request, made):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        body = made.gzipped if is_gzipped else made.body
        is_opened = request.headers.get("Sec-Fetch-Dest") == _OPENED_BY_A_PERSON
        chosen = browser_media_type if is_opened else media_type
        response = HttpResponse(
            b"" if request.method == "HEAD" else body, content_type=f"{chosen}; charset=utf-8"
        )
        response["Content-Length"] = str(len(body))
        if is_gzipped:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = f'"{made.tag}-gzip"' if is_gzipped else f'"{made.tag}"'
    response["Last-Modified"] = http_date(made.modified_at.timestamp())
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Vary"] = "Accept-Encoding, Sec-Fetch-Dest"
    return open_to_all(response)


def _has_them(request: HttpRequest, made: Ready) -> bool:
    """Compare as RFC 9110 says: If-None-Match alone where it is given."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        mine = {made.tag, f"{made.tag}-gzip"}
        return tags.strip() == "*" or not mine.isdisjoint(_ENTITY_TAG.findall(tags))
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and made.modified_at.timestamp() <= since


def _takes_gzip(request: HttpRequest) -> bool:
    match = _GZIP.search(request.headers.get("Accept-Encoding", ""))
    if match is None:
        return False
    return match[1] is None or match[1].strip("0.") != ""


def refuse(message: str, status: int = 404) -> HttpResponse:
    """Answer with a short line of plain text, as a program's log will show it."""
    response = HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return open_to_all(response)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read a public feed."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    return response


def options() -> HttpResponse:
    """Answer what a script's browser asks before a conditional request."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = ", ".join(METHODS)
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return open_to_all(response)
