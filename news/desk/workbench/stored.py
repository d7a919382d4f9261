"""What the stored blocks of a text say: their words, part by part, and the links in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy

from news.articles.blocks import BodyBlock
from news.articles.translations import WORDS
from news.desk.workbench.alignment import Block

# What stands before the body of a text, in reading order.
LINES = WORDS[:3]
# What is said of the lead photo, which stands on another tab.
PHOTO_LINES = WORDS[3:]
CAPTION, ALT = "caption", "alt"

_LABELS = {
    "title": gettext_lazy("Headline"),
    "lead": gettext_lazy("Lead"),
    "dateline_place": gettext_lazy("Place"),
    "lead_alt": gettext_lazy("Alternative text of the lead photo"),
    "lead_caption": gettext_lazy("Caption of the lead photo"),
}
_ADDRESS = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_PARAGRAPH_END = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
_BODY = BodyBlock()


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a block that are written in one field; `photo` is what they describe."""

    kind: str
    text: str
    links: tuple[str, ...] = ()
    photo: int | None = None


def label_of(kind: str) -> str:
    """Return what editors call a kind of block, or a line of a text."""
    if kind in _LABELS:
        return str(_LABELS[kind])
    definition = _BODY.child_blocks.get(kind)
    return str(definition.label) if definition else kind


def blocks(body: list[dict[str, Any]]) -> list[Block]:
    """Return stored blocks as comparison wants them."""
    return [Block(block.get("id") or "", block["type"], words(block)) for block in body]


def words(block: dict[str, Any]) -> str:
    """Return all words of a stored block, a line for each part."""
    return "\n".join(part.text for part in parts(block) if part.text)


def parts(block: dict[str, Any]) -> list[Part]:
    """Return the words of a stored block, each part apart; a photo's even where it has none."""
    kind, value = block["type"], block["value"]
    if kind == "paragraph":
        return [Part(kind, _plain(value), tuple(_ADDRESS.findall(value)))]
    if kind == "photo":
        return list(_photo_parts(value))
    if kind == "gallery":
        return [part for each in value["photos"] for part in _photo_parts(_item(each))]
    if kind == "heading":
        return [Part(kind, value)]
    return list(_texts(kind, value))


def speakers(body: list[dict[str, Any]]) -> tuple[set[int], set[int]]:
    """Return the keys of the persons whom a text quotes, and of the positions they speak in."""
    quotes = [block["value"] for block in body if block["type"] == "quote"]
    persons = {quote["speaker"] for quote in quotes if quote.get("speaker")}
    positions = {quote["position"] for quote in quotes if quote.get("position")}
    return persons, positions


def _plain(html: str) -> str:
    return strip_tags(_PARAGRAPH_END.sub("\n", html)).strip()


def _photo_parts(value: dict[str, Any]) -> Iterator[Part]:
    image = value.get("image") or {}
    photo = image.get("image")
    yield Part(CAPTION, value.get("caption") or "", photo=photo)
    if not image.get("decorative"):
        yield Part(ALT, image.get("alt_text") or "", photo=photo)


def _item(each: dict[str, Any]) -> dict[str, Any]:
    """Return the value of a list's item, as Wagtail stores it with its id or without."""
    return each["value"] if each.get("type") == "item" else each


def _texts(kind: str, value: Any) -> Iterator[Part]:
    """Yield what is written in the fields of a block, however deep they are."""
    if isinstance(value, str) and value:
        is_link = value.lower().startswith(("http://", "https://"))
        yield Part(kind, "" if is_link else value, (value,) if is_link else ())
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in {"id", "type"}:
                yield from _texts(kind, each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(kind, each)
