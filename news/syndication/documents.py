"""Documents and items: what a channel says, in terms that every format can write.

Nothing here knows Django. All texts are clean by construction: of characters that XML 1.0
forbids, and of bidirectional controls that would turn the text around them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from html import escape

# XML 1.0, section 2.2, and the noncharacters it discourages; then the embeddings,
# overrides and isolates of Unicode's bidirectional algorithm.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)

AUTHOR = "author"
TRANSLATOR = "translator"


def clean(text: str) -> str:
    """Return the text without the characters that no feed may carry."""
    return UNWANTED.sub("", text)


class CleanText:
    """Cleans every text of a dataclass when it is made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if isinstance(value, str):
                object.__setattr__(self, each.name, clean(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(CleanText):
    """Terms of reuse, by name and address."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(CleanText):
    """A section or topic; `scheme` is the address of all terms of its kind.

    `language` says which language the name is really in, where that isn't the item's.
    """

    slug: str
    name: str
    url: str
    scheme: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(CleanText):
    """Somebody named on a story; `kind` is the role's kind, `role` its title in words.

    `language` says which language the name is really in, where that isn't the item's.
    """

    name: str
    kind: str
    role: str
    position: str = ""
    organisation: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(CleanText):
    """A photo that this audience may have; `size` is in bytes, an empty `alt` decorative."""

    url: str
    width: int
    height: int
    size: int
    mime_type: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    copyright_notice: str = ""
    licence: Licence | None = None
    is_lead: bool = False
    expires_at: datetime | None = None

    @property
    def name(self) -> str:
        """Its address without what opens it for one partner before its release."""
        return self.url.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(CleanText):
    """A public note of what was wrong; `title` says "correction" in its language."""

    at: datetime
    note: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(CleanText):
    """What is left of a withdrawn edition; `title` says "Withdrawn" in its language."""

    at: datetime
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(CleanText):
    """Another language of the same story, and where it is."""

    language: str
    url: str
    urn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium(CleanText):
    """Who published a text first: the newsroom itself, or another; `url` is the text there."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original(Edition):
    """What a translation was made from; without address and urn where that isn't public."""

    medium: Medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(CleanText):
    """An edition as a channel tells it; dates carry the newsroom's offset.

    `first_published` is another medium that had the text before the newsroom; `publisher` is
    the newsroom, with its front page. `story` names the story of all editions, and
    `package_url` is where they are together. Until `embargo_until` it is an advance copy, which
    says so to people in `embargo_words`.
    """

    urn: str
    url: str
    language: str
    direction: str
    headline: str
    released_at: datetime
    changed_at: datetime
    summary: str = ""
    html: str = ""
    credits: tuple[Credit, ...] = ()
    photos: tuple[Photo, ...] = ()
    section: Term | None = None
    topics: tuple[Term, ...] = ()
    dateline: str = ""
    corrections: tuple[Correction, ...] = ()
    licence: Licence | None = None
    rights: str = ""
    comment_count: int = 0
    comments_url: str = ""
    editions: tuple[Edition, ...] = ()
    translation_of: Original | None = None
    first_published: Medium | None = None
    version: int = 1
    withdrawal: Withdrawal | None = None
    embargo_until: datetime | None = None
    embargo_words: str = ""
    publisher: Medium | None = None
    story: str = ""
    package_url: str = ""

    @property
    def authors(self) -> tuple[Credit, ...]:
        """Those who wrote it."""
        return tuple(credit for credit in self.credits if credit.kind == AUTHOR)

    @property
    def contributors(self) -> tuple[Credit, ...]:
        """All others: photographers, translators, editors, spokespersons."""
        return tuple(credit for credit in self.credits if credit.kind != AUTHOR)

    @property
    def sources(self) -> tuple[str, ...]:
        """What the text was made from, by address: the original, the first publication."""
        made_from = (self.translation_of, self.first_published)
        return tuple(each.url for each in made_from if each and each.url)

    @property
    def marked_headline(self) -> str:
        """The headline; of an advance copy, behind the words of its embargo."""
        return f"[{self.embargo_words}] {self.headline}" if self.embargo_words else self.headline

    @property
    def marked_summary(self) -> str:
        """The summary, where there is one, marked in the same way."""
        if not self.embargo_words or not self.summary:
            return self.summary
        return f"[{self.embargo_words}] {self.summary}"

    @property
    def marked_html(self) -> str:
        """The text; that of an advance copy begins with the words of its embargo."""
        if not self.embargo_words:
            return self.html
        said = f"<strong>{escape(self.embargo_words)}</strong>"
        return f'<p lang="{self.language}" dir="{self.direction}">{said}</p>\n{self.html}'

    @property
    def terms(self) -> tuple[Term, ...]:
        """Section first, then topics."""
        return (self.section, *self.topics) if self.section else self.topics

    @property
    def lead_photo(self) -> Photo | None:
        """The photo that stands for the story."""
        return next((photo for photo in self.photos if photo.is_lead), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(CleanText):
    """What a human sees who opens a feed in a browser: a sentence and where to go."""

    text: str
    link_text: str
    link_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(CleanText):
    """A channel, or one archive page of it. Addresses are by format: `rss`, `atom` …

    `urls` are its own; there are none where they would tell a partner's key.

    `updated` is the latest change among the items, so that bytes stay the same while
    nothing changes. `current` is given on archive pages alone and leads back to the feed
    itself; `previous` and `next` are archive pages (RFC 5005).
    """

    urn: str
    key: str
    title: str
    subtitle: str
    language: str
    direction: str
    home_url: str
    urls: Mapping[str, str]
    publisher: str
    publisher_url: str
    updated: datetime
    about_url: str
    stylesheet_url: str
    notice: Notice
    rights: str = ""
    licence: Licence | None = None
    items: tuple[Item, ...] = ()
    hubs: tuple[str, ...] = ()
    current: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, str] = field(default_factory=dict)
    next: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_archive(self) -> bool:
        """Whether this is an archive page rather than the feed one subscribes to."""
        return bool(self.current)

    @property
    def released(self) -> tuple[Item, ...]:
        """The items that are public now."""
        return tuple(item for item in self.items if not item.withdrawal)

    @property
    def withdrawn(self) -> tuple[Item, ...]:
        """The items that have been taken back."""
        return tuple(item for item in self.items if item.withdrawal)
