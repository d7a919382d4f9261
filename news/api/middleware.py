"""What holds for every address below /api/, whoever answers it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from news.api import problems
from news.syndication.answers import METHODS, open_to_all, options

ROOT = "/api/"


class ApiMiddleware:
    """Lets scripts of any site read, and has every refusal be a problem of RFC 9457.

    Outermost, since a request may be refused before any view has seen it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return options()
        if request.method not in METHODS:
            return open_to_all(problems.answer(problems.problem(405)))
        is_head = request.method == "HEAD"
        request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and not _is_problem(response):
            response = problems.answer(problems.problem(response.status_code))
        if is_head:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return open_to_all(response)


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type") == problems.MEDIA_TYPE
