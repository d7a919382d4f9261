"""Loading editions with all that items need, in a number of queries that never grows.

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

from news.articles.models import ArticlePage, EditionCredit, StoryCredit
from news.articles.querysets import EditionQuerySet
from news.people.models import Person, Position
from news.photos.models import Photo
from news.syndication.addresses import absolute

_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def load(editions: EditionQuerySet) -> list[ArticlePage]:
    """Return the editions with story, people, corrections, other languages and bodies."""
    loaded = list(
        editions.defer("made_from")
        .select_related("locale", "story__section", "story__lead_photo__licence")
        .prefetch_related(
            "story__topics",
            "corrections",
            Prefetch("story__credits", queryset=_in_order(StoryCredit)),
            Prefetch(
                "story__editions",
                queryset=ArticlePage.objects.released().only(
                    "story", "language", "urn", "url_path", "path", "depth"
                ),
                to_attr="released_editions",
            ),
        )
    )
    own = defaultdict(list)
    for credit in _in_order(EditionCredit).filter(page__in=[each.pk for each in loaded]):
        own[credit.page_id].append(credit)
    for edition in loaded:
        edition.own_credits = own[edition.pk]
    load_bodies([edition.body for edition in loaded])
    leads = [edition.story.lead_photo for edition in loaded if edition.story.lead_photo]
    _load_files(leads, [edition.body for edition in loaded])
    return loaded


def _in_order(credits: type[StoryCredit] | type[EditionCredit]):
    return credits.objects.select_related("person", "role", "position__organisation").order_by(
        "sort_order", "pk"
    )


def load_bodies(bodies: list[StreamValue]) -> None:
    """Turn the stored blocks of all bodies into values, each type of block at once.

    This is what `StreamValue` does by itself for one body, done for many.
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
    _resolve_links([value for body in bodies for value in _values(body) if _is_rich(value)])


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


def _resolve_links(texts: list[RichText]) -> None:
    """Write the addresses of linked pages into rich text, all pages with one query.

    A link to a page that is not public loses its address, and its text stays.
    """
    ids = {
        found[1]
        for text in texts
        for tag in _PAGE_LINK.findall(text.source)
        if (found := _ID.search(tag))
    }
    if not ids:
        return
    paths = dict(Page.objects.live().filter(pk__in=ids).values_list("pk", "url_path"))

    def resolved(match: re.Match[str]) -> str:
        found = _ID.search(match[0])
        path = paths.get(int(found[1])) if found else None
        return f'<a href="{escape(absolute(path))}">' if path else "<a>"

    for text in texts:
        text.source = _PAGE_LINK.sub(resolved, text.source)


def _load_files(leads: list[Photo], bodies: Iterable[StreamValue]) -> None:
    found: dict[type[Model], list[Any]] = defaultdict(list)
    for body in bodies:
        for value in _values(body):
            if isinstance(value, Model):
                found[type(value)].append(value)
    photos = [*leads, *found[Photo]]
    prefetch_related_objects(
        photos, "licence", Prefetch("renditions", to_attr="prefetched_renditions")
    )
    prefetch_related_objects(found[Position], "organisation")
    prefetch_related_objects(found[Person], "merged_into")
