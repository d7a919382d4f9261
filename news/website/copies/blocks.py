"""Clean HTML taken apart: the blocks of a text, and the words and marks in each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from lxml import html as markup

STRONG, EMPHASIS, LINK = "strong", "em", "a"
# A break is a line feed in the words; all other white space has become single spaces.
BREAK = "\n"

_MARKS = {"b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "a": LINK}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {"article", "aside", "div", "section", "table", "tbody", "td", "th", "thead", "tr"}
_BLOCKS = {*_HEADINGS, *_CONTAINERS, "blockquote", "dl", "figure", "img", "ol", "p", "ul"}
# HTML's own white space: no-break spaces are words.
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a marked passage begins or ends; `href` is a link's, at both of its ends."""

    tag: str
    is_open: bool
    href: str = ""


Words: TypeAlias = tuple[str | Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: Words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the text's own."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is made of blocks."""

    is_ordered: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo at its address with what stands below it."""

    url: str
    alt: str
    caption: Words


Block: TypeAlias = Paragraph | Heading | Listing | Quotation | Picture


def blocks_of(html: str) -> tuple[Block, ...]:
    """Return the blocks of HTML that `standalone` has cleaned, in their order."""
    return tuple(_blocks(markup.fragment_fromstring(html, create_parent="div")))


def _blocks(element: Any) -> Iterator[Block]:
    """Yield the blocks in an element; words that stand between them are paragraphs, too."""
    loose: list[str | Mark] = [_collapsed(element.text)]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraph(loose)
            yield from _block(child)
            loose = []
        else:
            loose += _inline(child, frozenset())
        loose.append(_collapsed(child.tail))
    yield from _paragraph(loose)


def _paragraph(tokens: Iterable[str | Mark]) -> Iterator[Block]:
    if words := tidied(tokens):
        yield Paragraph(words)


def _block(element: Any) -> Iterator[Block]:
    tag = element.tag
    if tag == "p":
        yield from _paragraph(_contents(element))
    elif tag in _HEADINGS:
        if words := tidied(_contents(element)):
            yield Heading(_HEADINGS[tag], words)
    elif tag in {"ul", "ol"}:
        items = (tuple(_blocks(item)) for item in element.iterchildren("li"))
        yield from _listing(tag == "ol", items)
    elif tag == "dl":
        yield from _listing(False, _terms(element))
    elif tag == "blockquote":
        if blocks := tuple(_blocks(element)):
            yield Quotation(blocks)
    elif tag == "img":
        yield _picture(element, None)
    elif tag == "figure" and (image := element.find(".//img")) is not None:
        yield _picture(image, element.find(".//figcaption"))
    else:
        yield from _blocks(element)


def _listing(is_ordered: bool, items: Iterable[tuple[Block, ...]]) -> Iterator[Block]:
    if filled := tuple(item for item in items if item):
        yield Listing(is_ordered, filled)


def _picture(image: Any, caption: Any) -> Picture:
    alt = _collapsed(image.get("alt")).strip(" ")
    words = () if caption is None else tidied(_contents(caption))
    return Picture(image.get("src", ""), alt, words)


def _terms(element: Any) -> Iterator[tuple[Block, ...]]:
    """Yield the lines of a definition list, which neither text nor Markdown has."""
    term: list[str | Mark] = []
    for child in element:
        if child.tag == "dt":
            term = [Mark(STRONG, True), *_contents(child, {STRONG}), Mark(STRONG, False), " — "]
        elif child.tag == "dd":
            yield tuple(_paragraph([*term, *_contents(child)]))


def _contents(element: Any, inside: Iterable[str] = ()) -> Iterator[str | Mark]:
    """Yield the words and marks of an element; a mark inside its like is none."""
    yield _collapsed(element.text)
    for child in element:
        yield from _inline(child, frozenset(inside))
        yield _collapsed(child.tail)


def _inline(element: Any, inside: frozenset[str]) -> Iterator[str | Mark]:
    if not isinstance(element.tag, str):
        return
    tag, href = _MARKS.get(element.tag, ""), ""
    if element.tag == "br":
        yield BREAK
    if tag == LINK:
        href = element.get("href", "")
        tag = tag if href else ""
    if tag and tag not in inside:
        yield Mark(tag, True, href)
        yield from _contents(element, inside | {tag})
        yield Mark(tag, False, href)
    else:
        yield from _contents(element, inside)


def _collapsed(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def tidied(tokens: Iterable[str | Mark]) -> Words:
    """Return the words without needless white space, none of it inside the ends of a mark.

    Marks around nothing are left out, and of several breaks one stays.
    """
    tidy: list[str | Mark] = []
    waiting: list[Mark] = []
    between = ""
    for token in tokens:
        if isinstance(token, Mark):
            if token.is_open:
                waiting.append(token)
            elif waiting:
                waiting.pop()
            else:
                tidy.append(token)
        elif token == BREAK:
            between = BREAK
        else:
            if token.startswith(" "):
                between = between or " "
            if core := token.strip(" "):
                tidy += [between, *waiting, core] if between and tidy else [*waiting, core]
                waiting, between = [], " " if token.endswith(" ") else ""
    return tuple(_joined(tidy))


def _joined(tokens: list[str | Mark]) -> Iterator[str | Mark]:
    for is_text, group in groupby(tokens, lambda token: isinstance(token, str)):
        if is_text:
            yield "".join(token for token in group if isinstance(token, str))
        else:
            yield from group
