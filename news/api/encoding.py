"""JSON as the API writes it: whole letters, times to the second with their offset."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer

from news.syndication.formats.elements import rfc3339


def encoded(told: Any) -> str:
    """Return the JSON of plain values."""
    return json.dumps(told, default=_written, ensure_ascii=False, separators=(",", ":"))


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return rfc3339(value)
    raise TypeError(f"{type(value).__name__} has no form in the API")


class Renderer(BaseRenderer):
    """Writes what views return."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return encoded(data)
