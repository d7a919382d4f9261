"""The original beside its translation: what it says now, and what has changed."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from news.articles import translations
from news.articles.models import ArticlePage
from news.articles.rendering import rich_text_html
from news.newsroom.languages import AUTONYMS, direction


@dataclass(frozen=True)
class Passage:
    """One block of the original, and how it differs from what the translation was made from."""

    label: str
    html: SafeString
    change: str = ""


@dataclass(frozen=True)
class Original:
    """The original's words, as released; as they were on the first day before that."""

    language: str
    version: int
    title: str
    lead: str
    place: str
    passages: list[Passage]
    removed: list[Passage]
    title_changed: bool
    lead_changed: bool

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def has_changed(self) -> bool:
        """Whether anything differs from what the translation was made from."""
        return (
            self.title_changed
            or self.lead_changed
            or bool(self.removed)
            or any(passage.change for passage in self.passages)
        )


def original_of(edition: ArticlePage) -> Original | None:
    """Return the original beside a translation; None for a source.

    Drafts of the source stay with those who write it: until it is released the
    translator sees what the translation was begun from.
    """
    if edition.is_source:
        return None
    kept = edition.made_from or {}
    source = translations.source_of(edition.story)
    shown = translations.text_to_translate(source) if source.live else kept
    before = {block.get("id"): block for block in kept.get("body", [])}
    now = shown.get("body", [])
    ids = {block.get("id") for block in now}
    return Original(
        language=source.language,
        version=shown.get("version", 1),
        title=shown.get("title", ""),
        lead=shown.get("lead", ""),
        place=shown.get("dateline_place", ""),
        passages=[_passage(edition, block, _change(block, before)) for block in now],
        removed=[
            _passage(edition, block, "removed") for key, block in before.items() if key not in ids
        ],
        title_changed=shown.get("title") != kept.get("title"),
        lead_changed=shown.get("lead") != kept.get("lead"),
    )


def _change(block: dict[str, Any], before: dict[Any, dict[str, Any]]) -> str:
    former = before.get(block.get("id"))
    if former is None:
        return "added"
    return "" if former["value"] == block["value"] else "changed"


def _passage(edition: ArticlePage, block: dict[str, Any], change: str) -> Passage:
    definition = edition.body.stream_block.child_blocks.get(block["type"])
    if definition is None:
        return Passage(block["type"], SafeString(""), change)
    if block["type"] == "paragraph":
        return Passage(str(definition.label), rich_text_html(block["value"]), change)
    lines = definition.get_searchable_content(definition.to_python(block["value"]))
    html = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
    return Passage(str(definition.label), html, change)
