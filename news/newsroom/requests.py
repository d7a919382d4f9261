"""What is put right in a request, or refused, before anything reads it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
READING = ("GET", "HEAD")

View = Callable[..., HttpResponseBase]


def replace_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: PostgreSQL refuses a NUL in any comparison, where every view would answer 500.

    With U+FFFD in its place the request finds nothing, and is answered as such.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            request.path_info = request.path_info.replace("\0", UNKNOWN)
            request.path = request.path.replace("\0", UNKNOWN)
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query:
            known = query.replace("%00", "%EF%BF%BD").replace("\0", "%EF%BF%BD")
            request.META["QUERY_STRING"] = known
        return get_response(request)

    return middleware


def in_a_line(request: HttpRequest) -> HttpResponse:
    """Say in a line of plain text that an address can only be read."""
    words = _("This address can only be read.")
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8")


def read_only(view: View, refuse: Callable[[HttpRequest], HttpResponse] = in_a_line) -> View:
    """Answer 405 to whoever does anything but read.

    No token against forged requests is asked: readers have no cookie, so a page about a
    missing token would say nothing true.
    """

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in READING:
            return view(request, *args, **kwargs)
        response = refuse(request)
        response.status_code = 405
        response["Allow"] = ", ".join(READING)
        return response

    return reading
