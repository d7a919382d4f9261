"""Addresses of the API; whatever else is asked for below its root is refused in its own way."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from news.api import problems, reference
from news.api.application import api


def unknown(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here, and where to look."""
    return problems.answer(problems.problem(404))


urlpatterns = [
    path("v1/", reference.page, name="api-reference"),
    path("v1/", api.urls),
    re_path(r"^", unknown, name="api-unknown"),
]
