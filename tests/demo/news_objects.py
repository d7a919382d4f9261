"""What the demo's feeds say in ninjs, checked by the standard's schema."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from news.newsroom.languages import codes
from news.syndication import build
from news.syndication.audience import public
from news.syndication.channels import Channel
from news.syndication.documents import Item
from news.syndication.formats import ninjs
from tests.syndication.ninjs_schema import faults

Object = dict[str, Any]


def items() -> Iterator[Item]:
    """Yield the items of every language's feed."""
    for code in codes():
        yield from build.feed(Channel(code), public()).items


def valid(told: Iterable[Item]) -> dict[str, Object]:
    """Return the news objects by their names, all valid."""
    values = [json.loads(json.dumps(ninjs.news_object(item))) for item in told]
    assert faults(*values) == []
    return {value["uri"]: value for value in values}
