"""Languages as readers see them in bars and on tags: by their own names."""

from dataclasses import dataclass

from news.newsroom.languages import direction
from news.newsroom.phrases import autonym


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in a bar or on a tag, by its own name."""

    code: str
    name: str
    direction: str
    url: str = ""
    is_current: bool = False


def tongue(code: str, url: str = "", *, is_current: bool = False) -> Tongue:
    """Return the language as a bar shows it."""
    return Tongue(code, autonym(code), direction(code), url, is_current)
