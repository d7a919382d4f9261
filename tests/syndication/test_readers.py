"""Real feed readers take the same from every format."""

import json

import fastfeedparser
import feedparser
import pytest

from news.syndication.formats import FORMATS
from tests.syndication.samples import ARABIC, ARABIC_FEED, RELEASED, RUSSIAN_FEED

xml_formats = pytest.mark.parametrize("format_name", ["rss", "atom"])
# No reader of ours knows ninjs.
every_format = pytest.mark.parametrize("format_name", ["rss", "atom", "json"])


def read_by_feedparser(format_name: str, document=RUSSIAN_FEED, urn: str = RELEASED.urn):
    # feedparser has no JSON Feed; its own sanitising is not what is tested here.
    parsed = feedparser.parse(FORMATS[format_name].write(document), sanitize_html=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed.feed, next(entry for entry in parsed.entries if entry.id == urn)


def read_by_fastfeedparser(format_name: str, document=RUSSIAN_FEED, urn: str = RELEASED.urn):
    parsed = fastfeedparser.parse(FORMATS[format_name].write(document))
    return parsed.feed, next(entry for entry in parsed.entries if entry.id == urn)


@xml_formats
def test_feedparser_reads_the_whole_item(format_name: str):
    feed, entry = read_by_feedparser(format_name)
    assert (feed.title, feed.link, feed.language) == ("Мост", RUSSIAN_FEED.home_url, "ru")
    assert entry.title == RELEASED.headline
    assert entry.link == RELEASED.url
    assert entry.summary == RELEASED.summary
    assert "<p>Хор «Парус» даст четыре концерта. &amp; Вход" in entry.content[0].value
    assert f'src="{RELEASED.lead_photo.url}"' in entry.content[0].value
    assert entry.content[0].language == "ru"
    assert [author.name for author in entry.authors] == ["Вера Лунина", "Анна Жмых"]
    assert entry.published_parsed[:5] == (2026, 11, 12, 8, 30)
    assert entry.updated_parsed[:6] == (2026, 11, 13, 17, 5, 7)
    assert [tag.term for tag in entry.tags] == ["Культура", "Хор «Парус»"]
    assert entry.rights == RELEASED.rights


@xml_formats
def test_feedparser_reads_photos_with_credits(format_name: str):
    _feed, entry = read_by_feedparser(format_name)
    assert [photo["url"] for photo in entry.media_content] == [
        photo.url for photo in RELEASED.photos
    ]
    assert [credit["content"] for credit in entry.media_credit] == [
        photo.credit for photo in RELEASED.photos
    ]
    assert entry.enclosures[0].href == RELEASED.lead_photo.url
    assert entry.enclosures[0].length == str(RELEASED.lead_photo.size)


@xml_formats
def test_feedparser_reads_the_comment_count(format_name: str):
    _feed, entry = read_by_feedparser(format_name)
    assert entry.thr_total == "3"


@xml_formats
def test_feedparser_reads_arabic(format_name: str):
    feed, entry = read_by_feedparser(format_name, ARABIC_FEED, ARABIC.urn)
    assert feed.language == "ar"
    assert entry.title == ARABIC.headline
    assert [author.name for author in entry.authors] == ["فيرا لونينا"]
    assert entry.link == ARABIC.url


@every_format
def test_fastfeedparser_reads_the_whole_item(format_name: str):
    feed, entry = read_by_fastfeedparser(format_name)
    assert (feed.title, feed.link, feed.language) == ("Мост", RUSSIAN_FEED.home_url, "ru")
    assert entry.title == RELEASED.headline
    assert entry.link == RELEASED.url
    assert entry.description == RELEASED.summary
    assert entry.content[0]["value"] == RELEASED.html
    assert entry.author.startswith("Вера Лунина")
    assert entry.published.startswith("2026-11-12T08:30:00")
    assert entry.updated.startswith("2026-11-13T17:05:07")
    assert [tag["term"] for tag in entry.tags] == ["Культура", "Хор «Парус»"]


@every_format
def test_fastfeedparser_reads_the_lead_photo(format_name: str):
    _feed, entry = read_by_fastfeedparser(format_name)
    # It leaves an enclosure of Atom where Atom has it: among the links.
    links = [link for link in entry.links if link["rel"] == "enclosure"]
    enclosure = entry.get("enclosures", links)[0]
    assert enclosure.get("url", enclosure.get("href")) == RELEASED.lead_photo.url
    assert enclosure["type"] == "image/jpeg"


@xml_formats
def test_fastfeedparser_reads_credit_and_caption_of_each_photo(format_name: str):
    _feed, entry = read_by_fastfeedparser(format_name)
    assert [photo["credit"] for photo in entry.media_content] == [
        photo.credit for photo in RELEASED.photos
    ]
    assert entry.media_content[0]["title"] == RELEASED.lead_photo.caption
    assert entry.media_content[0]["description"] == RELEASED.lead_photo.alt


def test_json_feed_carries_credit_and_comment_count_like_the_others():
    items = json.loads(FORMATS["json"].write(RUSSIAN_FEED))["items"]
    item = next(item for item in items if item["id"] == RELEASED.urn)
    assert [photo["_vestnik"]["credit"] for photo in item["attachments"]] == [
        photo.credit for photo in RELEASED.photos
    ]
    assert item["_vestnik"]["comment_count"] == 3
    assert [author["name"] for author in item["authors"]] == ["Вера Лунина", "Анна Жмых"]
