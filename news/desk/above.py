"""What layers above the desk say of an edition on its form; each is set when it starts."""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from news.articles.models import ArticlePage


def _nothing(_edition: ArticlePage, _user: Any) -> SafeString:
    return SafeString("")


# How often the outside has picked it up, for somebody who may know.
PICKED_UP: Callable[[ArticlePage, Any], SafeString] = _nothing
