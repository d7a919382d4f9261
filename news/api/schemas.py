"""What answers hold, field by field; the OpenAPI document is made of this."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from news.articles.ledger import NoticeKind

Texts = dict[str, str]
_IN_EACH = "in each language in which it is written, by the language's code; no others"


class Told(BaseModel):
    """A part of an answer, read from the document that feeds are written from."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


def told(description: str, **more: Any) -> Any:
    """Return a field with what it means."""
    return Field(description=description, **more)


class Licence(Told):
    """Terms of reuse."""

    name: str = told("Its name in the edition's language, or in the first that has one.")
    url: str = told("Where its terms are; empty where nowhere.")


class Term(Told):
    """A section or topic, as an edition names it."""

    slug: str = told("Its slug, one for all languages.")
    name: str = told("Its name.")
    url: str = told("Its page on the site.")
    language: str = told("The language of the name where it is not the edition's, else empty.")


class Credit(Told):
    """Somebody named on a story."""

    name: str = told("The name.")
    kind: str = told("What the credit is for: author, photographer, translator, editor …")
    role: str = told("The role in words, in the edition's language.")
    position: str = told("The position that the person holds.")
    organisation: str = told("Where they hold it.")
    url: str = told("The person's page; empty where they have none.")
    language: str = told("The language of the name where it is not the edition's, else empty.")


class Photo(Told):
    """A photo that may be republished under its licence."""

    url: str = told("The file.")
    width: int = told("In pixels.")
    height: int = told("In pixels.")
    size: int = told("In bytes.")
    mime_type: str = told("The file's media type.")
    alt: str = told("What is to be seen; empty where the photo is decorative.")
    caption: str = told("The caption.")
    credit: str = told("Whom to name under it.")
    copyright_notice: str = told("Whose it is.")
    licence: Licence | None = told("Under which terms.")
    is_lead: bool = told("Whether it stands for the story.")
    expires_at: datetime | None = told("Until when it may be shown; null where for ever.")


class Correction(Told):
    """A public note of what was wrong."""

    at: datetime = told("When it was put right.")
    note: str = told("What was wrong.")


class Place(Told):
    """An edition of the same story, and where it is."""

    language: str = told("Its language.")
    url: str = told("Its address; empty where that edition is not public.")
    urn: str = told("Its name; empty where that edition is not public.")


class Medium(Told):
    """Who published a text first."""

    name: str = told("Its name.")
    url: str = told("The text there, or the newsroom's front page; empty where unknown.")


class Original(Place):
    """The edition that a translation was made from."""

    medium: Medium = told("Who published it first: the newsroom, or another medium.")


class Edition(Told):
    """One language's version of a story, as it is now."""

    urn: str = told("Its name, which never changes, whatever becomes of its address.")
    story: str = told("The id of its story.")
    url: str = told("Its present address on the site.")
    language: str = told("Its language.")
    direction: str = told("`ltr` or `rtl`.")
    headline: str = told("The headline.")
    released_at: datetime = told("When this edition was first released.")
    changed_at: datetime = told("When it last changed in a way worth announcing.")
    version: int = told("How many times it was released; minor fixes count.")
    summary: str = told("The lead, or how the text begins.")
    html: str = told("The whole text: clean HTML that stands alone, with absolute addresses.")
    dateline: str = told("Where the news comes from.")
    credits: list[Credit] = told("Who made it, in order.")
    photos: list[Photo] = told("The photos that may be republished, in order.")
    section: Term | None = told("Its section.")
    topics: list[Term] = told("Its topics.")
    corrections: list[Correction] = told("What was wrong and has been put right.")
    licence: Licence | None = told("The terms of the text.")
    rights: str = told("Whose it is and under which licence, in a line.")
    comment_count: int = told("Approved comments of readers; it changes without a notice.")
    comments_url: str = told("Where they are.")
    editions: list[Place] = told("All released editions of the story, this one too.")
    translation_of: Original | None = told("The original, where this is a translation.")
    first_published: Medium | None = told("Another medium that published the text first.")


class Story(Told):
    """What happened, in every language in which it is public."""

    id: str = told("The story's id, a UUID.")
    source_language: str = told("The language it was written in, which may not be public.")
    released_at: datetime = told("When the first of its editions was first released.")
    editions: list[Edition] = told("All its released editions, by language.")


class NewsObject(BaseModel):
    """An edition in ninjs 3.1; the IPTC's schema says what else stands in it."""

    name: str = told("Its language.")
    uri: str = told("Its urn.")
    pubStatus: str = told("`usable`, or `canceled` where it was withdrawn.")


class Package(BaseModel):
    """All editions of a story as one ninjs 3.1 object of type `composite`."""

    uri: str = told("The story's id as a urn.")
    title: str = told("The original's headline, or another edition's.")
    versionCreated: datetime = told("When one of the editions last changed.")
    associations: list[NewsObject] = told("The editions, whole, those withdrawn without text.")


class Stories(Told):
    """A page of stories, newest first."""

    stories: list[Story] = told("The stories.")
    next: str | None = told("The cursor of the next page; null where this is the last.")


class EditionAt(Told):
    """What lives at an address."""

    address: str = told("The path that was asked for.")
    is_moved: bool = told("Whether the edition lives elsewhere now: at its `url`.")
    edition: Edition = told("The edition.")


class Feeds(Told):
    """The addresses of one feed in its formats."""

    rss: str = told("RSS 2.0.")
    atom: str = told("Atom.")
    json_feed: str = told("JSON Feed 1.1.")
    ninjs: str = told("ninjs 3.1, an array of news objects.")


class Listing(Told):
    """Where a language shows something."""

    language: str = told("The language.")
    url: str = told("Its page on the site.")
    feeds: Feeds = told("What is released under it.")


class Subject(Told):
    """A section or topic."""

    slug: str = told("Its slug, one for all languages.")
    channel: str = told("What notices call it; it never changes.")
    names: Texts = told(f"The name {_IN_EACH}.")
    descriptions: Texts = told(f"What is in it, {_IN_EACH}.")
    listings: list[Listing] = told("Its page and feeds in each active language.")


class Subjects(Told):
    """A page of sections or topics, in the newsroom's order."""

    subjects: list[Subject] = told("The sections or topics.")
    next: str | None = told("The cursor of the next page; null where this is the last.")


class Organisation(Told):
    """A body in which people hold positions."""

    names: Texts = told(f"The name {_IN_EACH}.")
    url: str = told("Its website.")


class Position(Told):
    """What a person is in an organisation."""

    titles: Texts = told(f"The title {_IN_EACH}.")
    organisation: Organisation | None = told("Where.")


class Person(Told):
    """Somebody whom released stories credit."""

    slug: str = told("Their slug, one for all languages.")
    channel: str = told("What notices call them; it never changes.")
    names: Texts = told(f"The name {_IN_EACH}.")
    bios: Texts = told(f"Who they are, {_IN_EACH}.")
    positions: list[Position] = told("What they are and where.")
    listings: list[Listing] = told("Their page and feeds in each active language.")


class People(Told):
    """A page of people, by slug."""

    people: list[Person] = told("The people.")
    next: str | None = told("The cursor of the next page; null where this is the last.")


class Language(Told):
    """A language of the newsroom."""

    code: str = told("Its code.")
    name: str = told("What it calls itself.")
    direction: str = told("`ltr` or `rtl`.")
    is_active: bool = told("Whether the newsroom offers it now; its addresses stay in any case.")
    url: str = told("Its front page.")
    catalogue_url: str = told("The catalogue of its feeds, for people.")
    feeds: Feeds = told("Everything in this language.")


class Terms(Told):
    """The licence of the newsroom's texts."""

    key: str = told("Its key.")
    names: Texts = told(f"The name {_IN_EACH}.")
    summaries: Texts = told(f"The terms in a sentence, {_IN_EACH}.")
    url: str = told("Where its terms are; empty where nowhere.")
    may_republish: bool = told("Whether texts may be republished under it.")


class Newsroom(Told):
    """Who publishes here, and under which terms."""

    names: Texts = told(f"The newsroom's name {_IN_EACH}.")
    taglines: Texts = told(f"Its tagline {_IN_EACH}.")
    about: Texts = told(f"What it says of itself, as HTML, {_IN_EACH}.")
    terms: Texts = told(f"Its terms of republication {_IN_EACH}.")
    licence: Terms | None = told("The licence of its texts.")
    languages: list[Language] = told("Its languages, the default first.")
    time_zone: str = told("The zone whose offset all times carry, as in `Africa/Tunis`.")
    contact_email: str = told("How to reach it.")
    generations: dict[str, int] = told("The generation of each language; see `/changes`.")


class Notice(Told):
    """Something that happened to an edition, and the edition as it is now."""

    sequence: int = told("Its number; numbers rise in the order in which changes were made.")
    kind: NoticeKind = told("What happened.")
    urn: str = told("The edition that it happened to.")
    story: str = told("The id of its story.")
    language: str = told("Its language.")
    occurred_at: datetime = told("When it happened.")
    note: str = told(
        "Why it was withdrawn, or what was wrong before the correction. A correction of what "
        "is not public any more says nothing."
    )
    address_before: str = told("Where it was on the site; empty where nowhere.")
    address_after: str = told("Where it was afterwards; empty where nowhere.")
    channels_before: list[str] = told("Under what it stood: `all`, or the `channel` of a thing.")
    channels_after: list[str] = told("Under what it stood afterwards.")
    edition: Edition | None = told("The edition as it is now; null where it is not public now.")


class Changes(Told):
    """Notices in the order of their numbers."""

    notices: list[Notice] = told("What happened after `since`, oldest first.")
    siblings: list[Edition] = told(
        "The other released editions of the stories above, as they are now: what happens to one "
        "changes what the others say of it."
    )
    next: int = told("What to ask for as `since` next.")
    last: int = told("The newest number of all.")
    more: bool = told("Whether there are more notices: ask again at once.")
    generations: dict[str, int] = told(
        "A number a language. Where it has risen and no notice says why, something was changed "
        "that editions share: a name, a photo, a licence, a comment count."
    )
