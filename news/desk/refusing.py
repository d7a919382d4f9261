"""A refusal that no form foresaw becomes a sentence on the screen, never an error page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request


class RefusalMiddleware:
    """Turns a refusal raised inside an admin view into a message, whatever the path."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        home = reverse("wagtailadmin_home")
        if not isinstance(fault, ValidationError) or not request.path.startswith(home):
            return None
        if request.path.startswith(f"{home}api/") or wants_json(request):
            return JsonResponse({"message": " ".join(fault.messages)}, status=400)
        for sentence in fault.messages:
            messages.error(request, sentence)
        return redirect(get_valid_next_url_from_request(request) or _where_from(request, home))


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, not a person's form."""
    return "application/json" in request.headers.get("Accept", "")


def _where_from(request: HttpRequest, home: str) -> str:
    referer = request.headers.get("Referer", "")
    origin = f"{request.scheme}://{request.get_host()}"
    return referer if referer.startswith(f"{origin}{home}") else home
