"""Loading the bodies of many texts at once.

A body asks for its photos, people and links by itself, edition by edition. Here all bodies
are asked together, through the same bulk methods of their blocks.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects
from django.utils.html import escape
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from news.articles.links import linked_numbers
from news.people.models import Person, Position
from news.photos.models import Photo
from news.syndication.addresses import absolute

_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def load_bodies(bodies: list[StreamValue], paths: dict[str, str]) -> None:
    """Turn the stored blocks of all bodies into values, each type of block at once.

    This is what `StreamValue` does by itself for one body, done for many. `paths` are those
    of the pages that the bodies link to.
    """
    waiting: dict[str, list[tuple[StreamValue, int]]] = defaultdict(list)
    for body in bodies:
        for index, raw in enumerate(body._raw_data):
            if body._bound_blocks[index] is None:
                waiting[raw["type"]].append((body, index))
    for name, places in waiting.items():
        block = places[0][0].stream_block.child_blocks[name]
        values = block.bulk_to_python([body._raw_data[index]["value"] for body, index in places])
        for (body, index), value in zip(places, values, strict=True):
            body._bound_blocks[index] = StreamValue.StreamChild(
                block, value, id=body._raw_data[index].get("id")
            )
    _resolve_links([value for body in bodies for value in _values(body) if _is_rich(value)], paths)
    _load_files(bodies)


def _is_rich(value: Any) -> bool:
    return isinstance(value, RichText)


def _values(value: Any) -> Iterator[Any]:
    """Yield whatever stands in a body, at any depth."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from _values(child.value)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from _values(child)
    elif isinstance(value, ListValue):
        for child in value:
            yield from _values(child)
    else:
        yield value


def linked_paths(texts: Iterable[str]) -> dict[str, str]:
    """Return the paths of all public pages that stored texts link to, with one query."""
    ids = {number for text in texts for number in linked_numbers(text)}
    pages = Page.objects.live().filter(pk__in=ids).values_list("pk", "url_path") if ids else ()
    return {str(pk): path for pk, path in pages}


def _resolve_links(texts: list[RichText], paths: dict[str, str]) -> None:
    """Write the addresses of linked pages into rich text.

    A link to a page that is not public loses its address, and its text stays.
    """

    def resolved(match: re.Match[str]) -> str:
        found = _ID.search(match[0])
        path = paths.get(found[1]) if found else None
        return f'<a href="{escape(absolute(path))}">' if path else "<a>"

    for text in texts:
        text.source = _PAGE_LINK.sub(resolved, text.source)


def _load_files(bodies: Iterable[StreamValue]) -> None:
    found: dict[type[Model], list[Any]] = defaultdict(list)
    for body in bodies:
        for value in _values(body):
            if isinstance(value, Model):
                found[type(value)].append(value)
    prefetch_related_objects(
        found[Photo], "licence", Prefetch("renditions", to_attr="prefetched_renditions")
    )
    prefetch_related_objects(found[Position], "organisation")
    prefetch_related_objects(found[Person], "merged_into")
