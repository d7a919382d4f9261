"""The original beside its translation: passage by passage, and what has changed since."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import PageLogEntry

from news.articles import translations
from news.articles.models import ArticlePage
from news.articles.rendering import rich_text_html
from news.desk.checks.remarks import Doubt, Name, Passage, Remark, remarks
from news.desk.checks.sentences import sentence
from news.desk.glossary.hints import Hint, hints_for
from news.desk.workbench import carrying, stored
from news.desk.workbench.alignment import (
    Change,
    Edit,
    What,
    pairs,
    word_count,
    words,
)
from news.desk.workbench.names import KnownName, names_of
from news.desk.workbench.stored import Part
from news.newsroom.languages import AUTONYMS, direction
from news.people.models import Position
from news.photos.models import Photo

_MARKS = {Edit.SAME: "{}", Edit.ADDED: "<ins>{}</ins>", Edit.DROPPED: "<del>{}</del>"}


# What says that a passage has not been translated yet.
UNTRANSLATED = frozenset({Doubt.LANGUAGE, Doubt.SAME, Doubt.EMPTY, Doubt.CAPTION})


@dataclass(frozen=True)
class Offer:
    """Words that the photo itself has in the translation's language, used where a use has none."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """A passage of the original and the one that translates it.

    `beside` is the block or field of the form that it stands beside, empty where the translation
    has none; `take` is what copies it; `mark` says that a change of it has been carried over.
    """

    key: str
    kind: str
    text: str
    original: SafeString
    words: int
    own_words: int
    beside: str = ""
    take: str = ""
    what: str = ""
    mark: str = ""
    is_carried: bool = False
    offers: list[Offer] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)

    @property
    def label(self) -> str:
        return stored.label_of(self.kind)

    @property
    def sentences(self) -> list[SafeString]:
        """What is doubtful about the translation, in words."""
        return [sentence(remark) for remark in self.remarks]

    @property
    def is_missing(self) -> bool:
        """Whether the translation has nothing in its place."""
        return not self.beside

    @property
    def is_translated(self) -> bool:
        """Whether the translation has it in words of its own."""
        return not self.is_missing and UNTRANSLATED.isdisjoint(
            remark.doubt for remark in self.remarks
        )

    @property
    def is_open(self) -> bool:
        """Whether a change of it waits to be carried over."""
        return bool(self.what) and not self.is_carried


@dataclass(frozen=True)
class Bench:
    """A translation's passages in the original's order, with what stands to be done."""

    language: str
    rows: list[Row]
    names: list[KnownName]
    is_stale: bool
    brought: PageLogEntry | None

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def open(self) -> int:
        """How many changed passages wait to be carried over."""
        return sum(row.is_open for row in self.rows)

    @property
    def is_behind(self) -> bool:
        """Whether the original says something that this translation was not made from."""
        return self.is_stale or bool(self.open)

    @property
    def missing(self) -> int:
        """How many passages the translation lacks."""
        return sum(row.is_missing for row in self.rows)

    @property
    def translated(self) -> int:
        """How many passages the translation has in words of its own."""
        return sum(row.is_translated for row in self.rows)

    @property
    def unnamed(self) -> int:
        """How many names the newsroom has not written in the translation's language."""
        return sum(not name.target for name in self.names)

    @property
    def words(self) -> int:
        return sum(row.words for row in self.rows)

    @property
    def own_words(self) -> int:
        return sum(row.own_words for row in self.rows)


@dataclass(frozen=True)
class _Making:
    """What the rows of a bench are made from."""

    edition: ArticlePage
    source: ArticlePage
    kept: dict[str, Any]
    shown: dict[str, Any]
    marks: set[str]
    names: list[Name]

    def remarks(self, kind: str, source: list[Part], target: list[Part]) -> list[Remark]:
        """Return what is doubtful about the parts of one block, those of photos each apart."""
        found = []
        for original, translation in zip(
            _together(kind, source), _together(kind, target), strict=False
        ):
            found += remarks(
                original,
                translation,
                source_language=self.source.language,
                target_language=self.edition.language,
                names=self.names,
            )
        return found


def _together(kind: str, parts: list[Part]) -> list[Passage]:
    """Return parts as they are compared: what describes photos apart, all else as one."""
    apart = [Passage(part.kind, part.text, part.links) for part in parts if part.photo]
    others = [part for part in parts if not part.photo]
    if not others:
        return apart
    text = "\n".join(part.text for part in others if part.text)
    links = tuple(link for part in others for link in part.links)
    return [Passage(kind, text, links), *apart]


def bench_of(edition: ArticlePage) -> Bench:
    """Return a translation beside its original.

    Drafts of the source stay with those who write it: until it is released the translator
    sees what the translation was begun from.
    """
    kept = edition.made_from or {}
    source = translations.source_of(edition.story)
    shown = translations.text_to_translate(source) if source.live else kept
    names = names_of(edition, source, shown.get("body", []))
    making = _Making(
        edition,
        source,
        kept,
        shown,
        set(carrying.marks(edition)),
        [Name(each.source, each.target) for each in names if not isinstance(each.of, Position)],
    )
    rows = [
        *_lines(making, stored.LINES),
        *_passages(making),
        *_lines(making, stored.PHOTO_LINES),
    ]
    return Bench(
        language=source.language,
        rows=_hinted(rows, source.language, edition.language),
        names=names,
        is_stale=edition.is_stale,
        brought=_last_brought(edition),
    )


def _hinted(rows: list[Row], source: str, target: str) -> list[Row]:
    """Return rows with the glossary's terms that the original uses in them."""
    found = hints_for([row.text for row in rows], source, target)
    return [replace(row, hints=hints) for row, hints in zip(rows, found, strict=True)]


def _last_brought(edition: ArticlePage) -> PageLogEntry | None:
    entries = PageLogEntry.objects.filter(page=edition.pk, action=carrying.UP_TO_DATE)
    return entries.select_related("user").order_by("-timestamp").first()


def _lines(making: _Making, names: tuple[str, ...]) -> list[Row]:
    rows = []
    for name in names:
        before, now = making.kept.get(name, ""), making.shown.get(name, "")
        if not (before or now):
            continue
        own = getattr(making.edition, name)
        mark = carrying.mark(name, now)
        rows.append(
            Row(
                key=name,
                kind=name,
                text=now,
                original=compared(before, now),
                words=word_count(now),
                own_words=word_count(own),
                beside=name,
                take=name if now else "",
                what=What.CHANGED if before != now else "",
                mark=mark if before != now else "",
                is_carried=mark in making.marks,
                remarks=making.remarks(name, [Part(name, now)], [Part(name, own)]),
            )
        )
    return rows


def _passages(making: _Making) -> list[Row]:
    before, now = making.kept.get("body", []), making.shown.get("body", [])
    own = list(making.edition.body.get_prep_value())
    source_of = dict(zip(stored.blocks(now), now, strict=True))
    former_of = dict(zip(stored.blocks(before), before, strict=True))
    target_of = dict(zip(stored.blocks(own), own, strict=True))
    told = carrying.changes_of(making.kept, making.shown)
    change_of = {change.now: change for change in told if change.now}
    dropped = {change.before.id: change for change in told if change.now is None}
    photos = _photos(now, own)
    rows = []
    for pair in pairs(list(source_of), list(target_of)):
        if pair.source:
            change, block = change_of[pair.source], source_of[pair.source]
        elif pair.target.id in dropped:
            change = dropped[pair.target.id]
            block = former_of[change.before]
        else:
            continue
        translation = target_of[pair.target] if pair.target else None
        mark = carrying.mark_of(change)
        row = Row(
            key=block.get("id") or "",
            kind=block["type"],
            text=pair.source.text if pair.source else "",
            original=_html(block, change),
            words=word_count(pair.source.text) if pair.source else 0,
            own_words=word_count(pair.target.text) if pair.target else 0,
            beside=pair.target.id if pair.target else "",
            take=block.get("id") or "" if pair.source else "",
            what=change.what if change.is_news else "",
            mark=mark if change.is_news else "",
            is_carried=mark in making.marks,
        )
        if pair.source and translation:
            row = replace(
                row,
                offers=_offers(translation, making.edition.language, photos),
                remarks=making.remarks(
                    block["type"],
                    _complete(block, making.source.language, photos),
                    _complete(translation, making.edition.language, photos),
                ),
            )
        rows.append(row)
    return rows


def _photos(*bodies: list[dict[str, Any]]) -> dict[int, Photo]:
    used = {part.photo for body in bodies for block in body for part in stored.parts(block)}
    return Photo.objects.in_bulk(used - {None})


def _own(part: Part, language: str, photos: dict[int, Photo]) -> str:
    """Return what a photo says of itself where a use of it says nothing."""
    photo = photos.get(part.photo) if part.photo else None
    if photo is None:
        return ""
    return photo.alt_in(language) if part.kind == stored.ALT else photo.caption_in(language)


def _complete(block: dict[str, Any], language: str, photos: dict[int, Photo]) -> list[Part]:
    """Return the parts of a block as readers get them: with a photo's own words."""
    return [
        replace(part, text=part.text or _own(part, language, photos))
        for part in stored.parts(block)
    ]


def _offers(block: dict[str, Any], language: str, photos: dict[int, Photo]) -> list[Offer]:
    """Return what the photos of a block say of themselves in the translation's language."""
    said = ((part.kind, _own(part, language, photos)) for part in stored.parts(block))
    return [Offer(kind, text) for kind, text in said if text]


def compared(before: str, now: str) -> SafeString:
    """Return a passage word by word: what was taken out, what was put in."""
    runs = (format_html(_MARKS[edit], run) for edit, run in words(before, now))
    return format_html_join("", "{}", ((run,) for run in runs))


def _html(block: dict[str, Any], change: Change) -> SafeString:
    if change.what is What.CHANGED and change.now and change.before:
        return compared(change.before.text, change.now.text)
    html = _unchanged(block)
    return format_html("<del>{}</del>", html) if change.now is None else html


def _unchanged(block: dict[str, Any]) -> SafeString:
    if block["type"] == "paragraph":
        return rich_text_html(block["value"])
    lines = [part.text for part in stored.parts(block) if part.text]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
