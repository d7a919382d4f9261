"""The original beside its translation: what it says now, and what has changed."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString

from news.articles import translations
from news.articles.models import ArticlePage
from news.articles.rendering import rich_text_html
from news.desk.alignment import Block, Edit, What, changes, words
from news.newsroom.languages import AUTONYMS, direction

_MARKS = {Edit.SAME: "{}", Edit.ADDED: "<ins>{}</ins>", Edit.DROPPED: "<del>{}</del>"}


@dataclass(frozen=True)
class Passage:
    """One passage of the original, and how it differs from what the translation was made from.

    `html` shows a changed one word by word, old against new; `what` is empty for an unchanged.
    """

    label: str
    html: SafeString
    what: str = ""


@dataclass(frozen=True)
class Original:
    """The original's words, as released; as they were on the first day before that."""

    language: str
    version: int
    title: Passage
    lead: Passage
    place: Passage
    passages: list[Passage]

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def has_changed(self) -> bool:
        """Whether anything differs from what the translation was made from."""
        return any(each.what for each in (self.title, self.lead, self.place, *self.passages))


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
    stored = {block.get("id"): block for block in (*kept.get("body", []), *shown.get("body", []))}
    told = changes(_blocks(edition, kept), _blocks(edition, shown))
    return Original(
        language=source.language,
        version=shown.get("version", 1),
        title=_line(kept, shown, "title"),
        lead=_line(kept, shown, "lead"),
        place=_line(kept, shown, "dateline_place"),
        passages=[
            _passage(
                edition, each.what, each.now, each.before, stored[(each.now or each.before).id]
            )
            for each in told
        ],
    )


def _line(kept: dict[str, Any], shown: dict[str, Any], name: str) -> Passage:
    before, now = kept.get(name, ""), shown.get(name, "")
    return Passage("", compared(before, now), What.CHANGED if before != now else "")


def compared(before: str, now: str) -> SafeString:
    """Return a passage word by word: what was taken out, what was put in."""
    return SafeString("").join(
        format_html_join("", _MARKS[edit], [(run,)]) for edit, run in words(before, now)
    )


def _blocks(edition: ArticlePage, text: dict[str, Any]) -> list[Block]:
    return [
        Block(block.get("id") or "", block["type"], "\n".join(_lines(edition, block)))
        for block in text.get("body", [])
    ]


def _lines(edition: ArticlePage, block: dict[str, Any]) -> list[str]:
    """Return the words of a stored block, a line for each part of it."""
    definition = edition.body.stream_block.child_blocks.get(block["type"])
    if definition is None:
        return []
    if block["type"] == "paragraph":
        return [strip_tags(block["value"].replace("</p>", "</p>\n")).strip()]
    return definition.get_searchable_content(definition.to_python(block["value"]))


def _passage(
    edition: ArticlePage,
    what: What,
    now: Block | None,
    before: Block | None,
    stored: dict[str, Any],
) -> Passage:
    definition = edition.body.stream_block.child_blocks.get(stored["type"])
    label = str(definition.label) if definition else stored["type"]
    if what is What.CHANGED and now and before:
        return Passage(label, compared(before.text, now.text), what)
    if stored["type"] == "paragraph":
        html = rich_text_html(stored["value"])
    else:
        lines = (now or before).text.split("\n")
        html = format_html_join("", "<p>{}</p>", ((line,) for line in lines))
    return Passage(label, html, "" if what is What.SAME else what)
