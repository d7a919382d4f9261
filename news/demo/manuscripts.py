"""The demo newsroom as it is written down: its vocabulary and stories, read from TOML."""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from django.utils import timezone

FOLDER = Path(__file__).with_name("content")
WORDS = ("title", "lead", "dateline", "lead_caption", "lead_alt", "body")
_DATE = re.compile(r"\{date:([+-]\d+)\}")
NBSP = "\u00a0"


def read_vocabulary() -> dict[str, Any]:
    """Return settings, licences, organisations, people, sections, topics, terms and files."""
    return _read(FOLDER / "vocabulary.toml")


def read_stories() -> list[dict[str, Any]]:
    """Return the stories in the order of their files."""
    return [_read(path) for path in sorted((FOLDER / "stories").glob("*.toml"))]


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


class Clock(NamedTuple):
    """Moments told from now, in the newsroom's zone."""

    now: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, zone: ZoneInfo) -> "Clock":
        """Return the clock of this moment."""
        return cls(timezone.now(), zone)

    def moment(self, days_ago: int, at: str) -> datetime:
        """Return a time of the day that many days ago; less than none is to come."""
        day = self.now.astimezone(self.zone).date() - timedelta(days=days_ago)
        hour, minute = map(int, at.split(":"))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)

    def release_of(self, edition: dict[str, Any]) -> datetime:
        """Return when an edition was released first, or will be."""
        return self.moment(edition.get("days_ago", -edition.get("in_days", 0)), edition["at"])


def versions_of(edition: dict[str, Any]) -> list[dict[str, Any]]:
    """Return an edition's words as first released, and after each of its updates.

    What is written down is the last version. Raises `ValueError` where an update changes
    words that are not there.
    """
    versions = [{name: edition[name] for name in WORDS if name in edition}]
    for update in reversed(edition.get("updates", [])):
        versions.insert(0, _before(versions[0], update["replace"]))
    return versions


def _before(words: dict[str, Any], replaced: list[list[str]]) -> dict[str, Any]:
    for first, final in replaced:
        earlier = each_string(words, partial(_swap, final, first))
        if earlier == words:
            raise ValueError(f"No such words: {final}")
        words = earlier
    return words


def _swap(old: str, new: str, text: str) -> str:
    return text.replace(old, new)


def with_dates(words: Any, released_on: date, language: str, region: str) -> Any:
    """Return the words with each `{date:+12}` told as a day of the language's press."""

    def tell(found: re.Match[str]) -> str:
        return day_in_words(released_on + timedelta(days=int(found[1])), language, region)

    return each_string(words, lambda text: _DATE.sub(tell, text))


def day_in_words(day: date, language: str, region: str) -> str:
    """Return day and month: 21 ноября, 21 de noviembre, 21. November."""
    words = format_skeleton("MMMMd", day, locale=_locale(language, region))
    if language == "fr" and day.day == 1:
        words = words.replace("1 ", "1er ", 1)
    return words.replace(" ", NBSP, 1)


def _locale(language: str, region: str) -> Locale:
    """The world's English, not America's, where Babel knows no English of the region."""
    for name in (f"{language}_{region}", f"{language}_001"):
        try:
            return Locale.parse(name)
        except UnknownLocaleError:
            continue
    return Locale.parse(language)


def each_string(value: Any, change: Callable[[str], str]) -> Any:
    """Return the same structure with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_string(part, change) for key, part in value.items()}
    if isinstance(value, list):
        return [each_string(part, change) for part in value]
    return value
