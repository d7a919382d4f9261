"""The same channel, read by real clients from every format as it is served."""

import fastfeedparser
import feedparser
import pytest

from news.articles.state import count_comments
from news.newsroom.generation import raise_generation
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    TopicFactory,
    released,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    """A released story with everything that a client can show."""
    edition = released(
        title="Хор «Парус» поёт & танцует",
        lead="Четыре концерта.",
        section=SectionFactory(name_ru="Культура"),
        topics=[TopicFactory(name_ru="Хор")],
        authors=[PersonFactory(name_ru="Вера Лунина")],
        lead_photo=PhotoFactory(),
    )
    count_comments(edition.story_id, 3)
    raise_generation()
    return edition


def by_feedparser(body: bytes) -> dict:
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    (entry,) = parsed.entries
    return {
        "language": parsed.feed.language,
        "title": entry.title,
        "link": entry.link,
        "summary": entry.summary,
        "text": entry.content[0].value,
        "authors": [author.name for author in entry.authors],
        "published": entry.published_parsed[:6],
        "updated": entry.updated_parsed[:6],
        "categories": [tag.term for tag in entry.tags],
        "photo": entry.media_content[0]["url"],
        "credit": entry.media_credit[0]["content"],
        "comments": entry.thr_total,
    }


def by_fastfeedparser(body: bytes) -> dict:
    parsed = fastfeedparser.parse(body)
    (entry,) = parsed.entries
    enclosures = [link for link in entry.links if link["rel"] == "enclosure"]
    photo = entry.get("enclosures", enclosures)[0]
    return {
        "language": parsed.feed.language,
        "title": entry.title,
        "link": entry.link,
        "summary": entry.description,
        "text": entry.content[0]["value"],
        "authors": [author["name"] for author in entry.authors],
        "published": entry.published[:19],
        "updated": entry.updated[:19],
        "categories": [tag["term"] for tag in entry.tags],
        "photo": photo.get("url", photo.get("href")),
    }


def test_feedparser_reads_the_same_from_rss_and_atom(client, story):
    rss, atom = (by_feedparser(client.get(f"/ru/feeds/all.{x}").content) for x in ("rss", "atom"))
    assert rss == atom
    assert rss["title"] == story.title
    assert rss["comments"] == "3"
    assert rss["credit"] == "Самир Хаддади"
    assert rss["categories"] == ["Культура", "Хор"]


def test_fastfeedparser_reads_the_same_from_rss_atom_and_json(client, story):
    rss, atom, json = (
        by_fastfeedparser(client.get(f"/ru/feeds/all.{x}").content) for x in ("rss", "atom", "json")
    )
    assert rss == atom == json
    assert rss["title"] == story.title
    assert rss["authors"] == ["Вера Лунина"]
    assert "Самир Хаддади" in rss["text"]
    assert story.plain_text() in rss["text"]


def test_both_clients_agree(client, story):
    body = client.get("/ru/feeds/all.rss").content
    one, other = by_feedparser(body), by_fastfeedparser(body)
    for name in ("language", "title", "link", "summary", "authors", "categories", "photo"):
        assert one[name] == other[name]
