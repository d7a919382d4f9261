"""The demo newsroom's stories as passages beside their translations, in all pairs of languages."""

import html
import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any, NamedTuple

from news.demo.manuscripts import read_stories, read_vocabulary, with_dates
from news.desk.checks.remarks import Name, Passage

TODAY = date(2026, 11, 9)
_WORDS = ("title", "lead", "lead_caption", "lead_alt")
_KINDS = {"lead_caption": "caption", "lead_alt": "alt"}
# Fields of a block that hold keys, not words.
_KEYS = frozenset({"type", "speaker", "position", "photo", "story", "url", "document", "size"})


class Parallel(NamedTuple):
    """A passage and its translation."""

    story: str
    languages: tuple[str, str]
    source: Passage
    target: Passage


def parallels() -> Iterator[Parallel]:
    """Yield every passage of every story beside each of its translations."""
    for story in read_stories():
        editions = {
            language: list(_passages(edition, language))
            for language, edition in story["editions"].items()
            if edition.get("body")
        }
        for one, other in permutations(editions, 2):
            kinds = [[passage.kind for passage in editions[each]] for each in (one, other)]
            if kinds[0] == kinds[1]:
                for source, target in zip(editions[one], editions[other], strict=True):
                    yield Parallel(story["key"], (one, other), source, target)


def names(source: str, target: str) -> list[Name]:
    """Return the people and organisations of the newsroom, in two languages."""
    vocabulary = read_vocabulary()
    known = [each["name"] for each in (*vocabulary["people"], *vocabulary["organisations"])]
    return [Name(name[source], name[target]) for name in known]


def _passages(edition: dict[str, Any], language: str) -> Iterator[Passage]:
    told = with_dates(edition, TODAY, language, "TN")
    for word in _WORDS:
        if word in told:
            yield Passage(_KINDS.get(word, word), told[word])
    for block in told["body"]:
        markup = "\n".join(_strings({key: block[key] for key in block.keys() - _KEYS}))
        text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
        yield Passage(block["type"], text, tuple(re.findall(r'href="([^"]+)"', markup)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _strings(value[key])
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
