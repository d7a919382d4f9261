"""What can be subscribed to: every feed there is, by its address."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from news.newsroom.languages import codes
from news.partners import access
from news.syndication import channels
from news.syndication.addresses import feed_url, origin
from news.syndication.audience import Audience, public
from news.syndication.channels import Channel, Feeding
from news.syndication.formats import FORMATS

_PATH = re.compile(
    r"/(?P<language>[a-z]{2,3}(?:-[a-z0-9]{2,8})?)/feeds/(?P<channel>[^/]+)\.(?P<public>[a-z0-9]+)"
    r"|/partners/(?P<key>[^/]+)/(?P<opened>[a-z]{2,3}(?:-[a-z0-9]{2,8})?)\.(?P<keyed>[a-z0-9]+)"
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A topic as it is now: what it is built from, for whom, and by which address it is known.

    The bytes are the same for all that have the same `shares`.
    """

    feeding: Feeding
    audience: Audience
    address: str
    shares: str

    @property
    def is_early(self) -> bool:
        """Whether it holds texts before their release."""
        return self.audience.advance_to is not None


@dataclass(frozen=True, slots=True)
class Topic:
    """A feed by what no rename changes: a public channel, or what a key opens, in a format."""

    language: str
    extension: str
    channel: str = ""
    token: int | None = None

    @property
    def identity(self) -> str:
        """The name that no other topic has."""
        return f"{self.token or ''}/{self.language}/{self.channel}.{self.extension}"

    def find(self) -> Feed | None:
        """Return the feed as it is now; None where it is gone, or the key opens nothing."""
        if self.token:
            return self._of_partner(access.of_token(self.token))
        channel = channels.at(self.language, self.channel) if self.channel else None
        if channel is None or self.language not in codes():
            return None
        address = feed_url(self.language, channel.key, self.extension)
        return Feed(channel, public(), address, f"{self.language}/{self.channel}")

    def _of_partner(self, found: access.Access | None) -> Feed | None:
        selection = found.selection(self.language) if found else None
        if found is None or selection is None:
            return None
        address = access.feed_url(found.topic_key, self.language, self.extension)
        return Feed(selection, found.audience, address, f"{self.language}/{found.shares}")


def read(address: str) -> Topic | None:
    """Return the topic of an address, None for one under which there is no feed of ours."""
    if not address.lower().startswith(f"{origin().lower()}/"):
        return None
    parts = urlsplit(address)
    match = _PATH.fullmatch(unquote(parts.path))
    if match is None or "?" in address or (match["public"] or match["keyed"]) not in FORMATS:
        return None
    topic = _keyed(match) if match["key"] else _public(match)
    return topic if topic and topic.find() else None


def _keyed(match: re.Match[str]) -> Topic | None:
    found = access.find(match["key"])
    return Topic(match["opened"], match["keyed"], token=found.token) if found else None


def _public(match: re.Match[str]) -> Topic | None:
    language, key = match["language"], match["channel"]
    if language not in codes():
        return None
    present = channels.find(language, key) or _moved(language, key)
    return Topic(language, match["public"], present.stable_key) if present else None


def _moved(language: str, key: str) -> Channel | None:
    present = channels.moved(language, key)
    return channels.find(language, present) if present else None
