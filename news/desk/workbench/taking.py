"""Taking passages over from the original, one or all that are missing, where they belong."""

from typing import Any
from uuid import uuid4

from wagtail.blocks import StreamValue

from news.articles import translations
from news.articles.models import ArticlePage
from news.desk.workbench import stored
from news.desk.workbench.alignment import Block, Pair, pairs

STRUCTURE = "structure"


def take(edition: ArticlePage, what: str) -> None:
    """Copy into a draft what the original says: a line, a passage by its id, or `STRUCTURE`.

    A passage takes the place of the one that translates it, or a place of its own in the
    original's order. The structure puts passages in that order, adds those that are missing,
    and changes no other. The caller saves the draft; an id that the original doesn't have
    copies nothing.
    """
    text = translations.text_to_translate(translations.source_of(edition.story))
    if what in (*stored.LINES, *stored.PHOTO_LINES):
        setattr(edition, what, text[what])
        return
    own = list(edition.body.get_prep_value())
    found = pairs(stored.blocks(text["body"]), stored.blocks(own))
    of_source = dict(zip(stored.blocks(text["body"]), text["body"], strict=True))
    of_target = dict(zip(stored.blocks(own), own, strict=True))
    if what == STRUCTURE:
        body = [_kept(pair, of_source, of_target) for pair in found]
    else:
        body = list(own)
        for place, pair in enumerate(found):
            if pair.source and pair.source.id == what:
                _put(body, found[:place], pair, of_source, of_target)
    edition.body = StreamValue(edition.body.stream_block, body, is_lazy=True)


def _kept(pair: Pair, of_source: dict[Block, Any], of_target: dict[Block, Any]) -> Any:
    return of_target[pair.target] if pair.target else of_source[pair.source]


def _put(
    body: list[Any],
    above: list[Pair],
    pair: Pair,
    of_source: dict[Block, Any],
    of_target: dict[Block, Any],
) -> None:
    """Put the original's passage over its translation, or behind what stands above it."""
    copied = of_source[pair.source]
    if pair.target:
        old = of_target[pair.target]
        body[body.index(old)] = {**copied, "id": old.get("id")}
        return
    if any(each.get("id") == copied.get("id") for each in body):
        copied = {**copied, "id": str(uuid4())}
    for before in reversed(above):
        if before.target:
            body.insert(body.index(of_target[before.target]) + 1, copied)
            return
    body.insert(0, copied)
