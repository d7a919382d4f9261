"""The blocks of a written story, as the page keeps them."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from news.demo.furniture import Furniture

_STORY_LINK = re.compile(r'href="https://example\.org/([a-z0-9-]+)"')


class Writer(NamedTuple):
    """Turns written blocks into stored ones; `page_of` finds the page that a text links to."""

    furniture: Furniture
    page_of: Callable[[str], int | None]

    def body(self, blocks: list[dict[str, Any]], edition: uuid.UUID) -> str:
        """Return the JSON of a body; the same block keeps its id through all versions."""
        return json.dumps(
            [
                {
                    "type": block["type"],
                    "value": getattr(self, f"_{block['type']}")(block),
                    "id": str(uuid.uuid5(edition, str(place))),
                }
                for place, block in enumerate(blocks)
            ]
        )

    def _paragraph(self, block: dict[str, Any]) -> str:
        return _STORY_LINK.sub(self._link, block["text"].strip().replace("\n", ""))

    def _link(self, found: re.Match[str]) -> str:
        page = self.page_of(found[1])
        return f'linktype="page" id="{page}"' if page else found[0]

    def _heading(self, block: dict[str, Any]) -> str:
        return block["text"]

    def _quote(self, block: dict[str, Any]) -> dict[str, Any]:
        value = {
            "text": block["text"],
            "speaker": None,
            "position": None,
            "speaker_text": block.get("speaker_text", ""),
        }
        if "speaker" in block:
            position = self.furniture.position(block)
            value["speaker"] = self.furniture.people[block["speaker"]].pk
            value["position"] = position.pk if position else None
        return value

    def _photo(self, block: dict[str, Any]) -> dict[str, Any]:
        image = {
            "image": self.furniture.photos[block["photo"]].pk,
            "alt_text": block["alt"],
            "decorative": False,
        }
        return {"image": image, "caption": block["caption"]}

    def _gallery(self, block: dict[str, Any]) -> dict[str, Any]:
        return {"photos": _items(map(self._photo, block["photos"]))}

    def _embed(self, block: dict[str, Any]) -> dict[str, Any]:
        return {name: block[name] for name in ("url", "title", "provider")}

    def _document(self, block: dict[str, Any]) -> dict[str, Any]:
        paper = self.furniture.papers[block["document"]]
        return {"document": paper.pk, "title": block["title"]}

    def _facts(self, block: dict[str, Any]) -> dict[str, Any]:
        lines = ({"label": label, "value": value} for label, value in block["items"])
        return {"title": block["title"], "lines": _items(lines)}

    def _links(self, block: dict[str, Any]) -> dict[str, Any]:
        lines = ({"title": title, "url": url} for title, url in block["items"])
        return {"title": block["title"], "lines": _items(lines)}

    def _number(self, block: dict[str, Any]) -> dict[str, Any]:
        return {"value": block["value"], "text": block["text"]}


def _items(values: Any) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, str(place)))}
        for place, value in enumerate(values)
    ]
