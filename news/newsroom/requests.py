"""What is put right in a request before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


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
