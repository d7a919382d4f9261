"""HTTP answers of feeds: open to scripts of any site, refusals in a line of plain text."""

from django.http import HttpResponse

METHODS = ("GET", "HEAD", "OPTIONS")
MAX_AGE = 60


def refuse(message: str, status: int = 404) -> HttpResponse:
    """Answer with a short line of plain text, as a program's log will show it."""
    response = HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return open_to_all(response)


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read a public feed."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
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
