"""CommonMark 0.31: what a text says is escaped, so that only what it is made of has meaning."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from string import punctuation
from urllib.parse import quote

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

_SIGNS = {"strong": "**", "em": "*"}
# What means something anywhere in a line; a tilde does in many dialects (strikethrough).
_MEANINGFUL = re.compile(r"[\\`*_\[\]<~]|&(?=#?\w+;)")
# What means something where a line begins: headings, bullets, rules, quotations; numbers.
_AT_BEGIN = re.compile(r"^(?=(?:#{1,6}|[-+])(?:\s|$)|[-=][-=\s]*$|>)")
_NUMBER_AT_BEGIN = re.compile(r"^(\d{1,9})(?=[.)](?:\s|$))")
_IN_ADDRESS = re.compile(r"[\\()]|&(?=#?\w+;)")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\x00-\x1f]")


def markdown(html: str) -> str:
    """Return clean HTML as CommonMark; lines end with a line feed."""
    return f"{_written(blocks_of(html))}\n"


def _written(blocks: Iterable[Block]) -> str:
    texts: list[str] = []
    is_other = False
    for before, block in pairwise([None, *blocks]):
        # Two lists of the same sign, one after the other, would be one list.
        is_other = isinstance(block, Listing) and isinstance(before, Listing) and not is_other
        texts.append(_block(block, is_other))
    return "\n\n".join(filter(None, texts))


def _block(block: Block | None, is_other: bool) -> str:
    match block:
        case Paragraph(words):
            return "\\\n".join(map(_safe_begin, _inline(words).split("\n")))
        case Heading(level, words):
            # A row of number signs at the end would be taken for the heading's own.
            text = re.sub(r"#(?=#*$)", r"\\#", _inline(words).replace("\n", " "))
            return f"{'#' * level} {text}"
        case Listing(is_ordered, items):
            return "\n".join(
                _item(item, _sign(number, is_ordered, is_other))
                for number, item in enumerate(items, start=1)
            )
        case Quotation(blocks):
            lines = _written(blocks).split("\n")
            return "\n".join(f"> {line}" if line else ">" for line in lines)
        case Picture(url, alt, caption):
            image = f"![{_escaped(alt)}]({_address(url)})"
            return f"{image}\n\n{_block(Paragraph(caption), False)}" if caption else image
    return ""


def _sign(number: int, is_ordered: bool, is_other: bool) -> str:
    if is_ordered:
        return f"{number}{')' if is_other else '.'} "
    return "* " if is_other else "- "


def _item(item: tuple[Block, ...], sign: str) -> str:
    first, *others = _written(item).split("\n")
    inset = " " * len(sign)
    return "\n".join([f"{sign}{first}", *(f"{inset}{line}" if line else "" for line in others)])


def _safe_begin(line: str) -> str:
    return _NUMBER_AT_BEGIN.sub(r"\1\\", _AT_BEGIN.sub(r"\\", line))


def _inline(words: Words) -> str:
    in_html = _beyond_signs(words)
    parts = []
    for at, each in enumerate(words):
        if not isinstance(each, Mark):
            parts.append(_escaped(each))
        elif each.tag == LINK:
            parts.append("[" if each.is_open else f"]({_address(each.href)})")
        elif at in in_html:
            parts.append(f"<{'' if each.is_open else '/'}{each.tag}>")
        else:
            parts.append(_SIGNS[each.tag])
    # An exclamation mark before a link would make a photo of it.
    return "".join(parts).replace("![", "\\![")


def _escaped(text: str) -> str:
    return _MEANINGFUL.sub(r"\\\g<0>", text)


def _address(url: str) -> str:
    """Return a link's destination (CommonMark 0.31, section 6.3)."""
    whole = _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), url)
    return _IN_ADDRESS.sub(r"\\\g<0>", whole)


def _beyond_signs(words: Words) -> set[int]:
    """Return the places of marks that asterisks can't make, and HTML's own tags must.

    Asterisks work next to a space or punctuation outside, and not to a space inside
    (CommonMark 0.31, section 6.2, flanking), nor side by side. Between two punctuation marks
    they might both begin and end, which confuses one kind with the other where both are.
    """
    beyond: set[int] = set()
    opened: list[int] = []
    kinds = {each.tag for each in words if isinstance(each, Mark)} - {LINK}
    for at, each in enumerate(words):
        if not isinstance(each, Mark) or each.tag == LINK:
            continue
        if each.is_open:
            opened.append(at)
            continue
        ends = ((opened.pop(), 1), (at, -1))
        for end, inwards in ends:
            inner = _beside(words, end, inwards, beyond)
            outer = _beside(words, end, -inwards, beyond)
            is_unclear = len(kinds) > 1 and _parts(inner) and not _is_space(outer)
            if _is_space(inner) or not _parts(outer) or is_unclear:
                beyond |= {end for end, _inwards in ends}
                break
    return beyond


def _beside(words: Words, at: int, step: int, beyond: set[int]) -> str:
    """Return the character next to a run of asterisks, empty where they would run together."""
    own = words[at]
    place = at + step
    while 0 <= place < len(words):
        each = words[place]
        if not isinstance(each, Mark):
            return each[0 if step > 0 else -1]
        if each.tag == LINK or place in beyond:
            return "|"
        if isinstance(own, Mark) and each.is_open != own.is_open:
            return ""
        place += step
    return "\n"


def _is_space(letter: str) -> bool:
    return not letter or letter.isspace()


def _parts(letter: str) -> bool:
    """Say whether asterisks may begin or end beside this character outside.

    Symbols let them in the newest CommonMark alone, so they count only where they are ASCII.
    """
    if not letter:
        return False
    kind = unicodedata.category(letter)
    return letter in f"{punctuation}\n" or kind == "Zs" or kind.startswith("P")
