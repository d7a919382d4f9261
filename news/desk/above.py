"""What layers above the desk say of an edition on its form; each is set when it starts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from news.articles.models import ArticlePage


def _nothing(_edition: ArticlePage, _user: Any) -> SafeString:
    return SafeString("")


def _no_absences(_edition: ArticlePage, _on: datetime) -> Any:
    return None


# Where its text will read oddly to partners; None where it will not.
ABSENCES: Callable[[ArticlePage, datetime], Any] = _no_absences

# How often the outside has picked it up, for somebody who may know.
PICKED_UP: Callable[[ArticlePage, Any], SafeString] = _nothing
