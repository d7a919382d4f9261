"""Plain text: paragraphs as they are, not wrapped, with the addresses of links and photos."""

import re
from collections.abc import Iterable

from news.website.copies.blocks import (
    LINK,
    Block,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Picture,
    Quotation,
    Words,
    blocks_of,
)

_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")


def plain_text(html: str) -> str:
    """Return clean HTML as plain text; lines end with a line feed."""
    return f"{_written(blocks_of(html))}\n"


def _written(blocks: Iterable[Block]) -> str:
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(words) | Heading(words=words):
            return _line(words)
        case Listing(is_ordered, items):
            signs = (f"{number}. " if is_ordered else "- " for number in range(1, len(items) + 1))
            lines = zip(signs, map(_written, items), strict=True)
            return "\n".join(f"{sign}{_inset(text, len(sign))}" for sign, text in lines)
        case Quotation(blocks):
            return "\n".join(f"> {line}".rstrip(" ") for line in _written(blocks).split("\n"))
        case Picture(url, alt, caption):
            said = _line(caption) or alt
            return f"[{said}: {url}]" if said else f"[{url}]"


def _inset(text: str, width: int) -> str:
    """Return the lines after the first that far from the edge; empty ones stay empty."""
    return re.sub(r"\n(?=[^\n])", f"\n{' ' * width}", text)


def _line(words: Words) -> str:
    parts: list[str] = []
    begin = 0
    for each in words:
        if not isinstance(each, Mark):
            parts.append(each)
        elif each.tag == LINK and each.is_open:
            begin = len(parts)
        elif each.tag == LINK and _bare("".join(parts[begin:])) != _bare(each.href):
            parts.append(f" ({each.href})")
    return "".join(parts)


def _bare(address: str) -> str:
    """Return an address as people write it, to tell a link that shows its own."""
    return _SCHEME.sub("", address).rstrip("/")
