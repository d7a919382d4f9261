"""Every format writes the same document, as its standard wants it."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
import time_machine
from lxml import etree

from news.syndication.documents import clean
from news.syndication.formats import FORMATS, atom, jsonfeed, ninjs, rss
from tests.golden import feeds
from tests.syndication.ninjs_schema import faults
from tests.syndication.samples import (
    ADVANCE,
    ADVANCE_FEED,
    ARABIC_FEED,
    DOCUMENTS,
    PLAIN,
    RELEASED,
    RUSSIAN_ARCHIVE,
    RUSSIAN_FEED,
    WITHDRAWN,
)

SCHEMAS = Path(__file__).parents[1] / "schemas"
NAMESPACES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "v": "tag:example.org,2026:vestnik:feed",
}
# What of RSS 2.0 stands in our feeds, and once each but for categories.
RSS_CHANNEL = {
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "docs",
    "generator",
    "lastBuildDate",
    "item",
}
RSS_ITEM = {
    "title",
    "link",
    "description",
    "guid",
    "comments",
    "enclosure",
    "pubDate",
}

every_document = pytest.mark.parametrize("name", DOCUMENTS)
every_format = pytest.mark.parametrize("format_name", FORMATS)


def find(body: bytes, path: str) -> list:
    return etree.fromstring(body).xpath(path, namespaces=NAMESPACES)


@pytest.mark.parametrize(
    ("path", "body"), list(feeds()), ids=lambda value: getattr(value, "name", "")
)
def test_feed_is_written_as_its_golden_file_says(path: Path, body: bytes):
    assert body.decode() == path.read_text(), "read tests/golden/__init__.py"


@every_document
def test_atom_is_valid_by_the_schema_of_the_standard(name: str):
    schema = etree.RelaxNG(file=str(SCHEMAS / "atom-rfc4287.rng"))
    schema.assertValid(etree.fromstring(atom.write(DOCUMENTS[name])))


@every_document
def test_json_feed_is_valid_by_its_schema(name: str):
    schema = json.loads((SCHEMAS / "jsonfeed-schema_1.1.json").read_text())
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(json.loads(jsonfeed.write(DOCUMENTS[name])))) == []


@every_document
def test_every_object_of_ninjs_is_valid_by_the_schema_of_the_standard(name: str):
    assert faults(*json.loads(ninjs.write(DOCUMENTS[name]))) == []


@every_document
def test_rss_has_only_elements_of_the_standard_outside_namespaces(name: str):
    root = etree.fromstring(rss.write(DOCUMENTS[name]))
    plain = "*[namespace-uri() = '']"
    assert {each.tag for each in root.xpath(f"/rss/channel/{plain}")} <= RSS_CHANNEL
    for each in root.xpath("/rss/channel/item"):
        tags = [child.tag for child in each.xpath(plain) if child.tag != "category"]
        assert set(tags) <= RSS_ITEM
        assert len(tags) == len(set(tags))


@every_format
def test_bytes_stay_the_same_while_nothing_changes(format_name: str):
    write = FORMATS[format_name].write
    with time_machine.travel(datetime(2026, 1, 1), tick=False):
        first = write(RUSSIAN_FEED)
    with time_machine.travel(datetime(2027, 6, 1), tick=False):
        assert write(RUSSIAN_FEED) == first


@every_format
def test_items_keep_their_order(format_name: str):
    document = replace(RUSSIAN_FEED, items=(PLAIN, RELEASED))
    body = FORMATS[format_name].write(document).decode()
    assert body.index(PLAIN.urn) < body.index(RELEASED.urn)


@every_format
def test_characters_that_xml_forbids_never_reach_a_feed(format_name: str):
    item = replace(RELEASED, headline="Хор\x0b\x00 \ud800«Парус»\ufffe\u202e", html="<p>\x1b!</p>")
    body = FORMATS[format_name].write(replace(RUSSIAN_FEED, items=(item,))).decode()
    assert "Хор «Парус»" in body
    assert not {"\x0b", "\x00", "\x1b", "\u202e", "\ufffe"} & set(body)
    assert "\\u" not in body


def test_clean_text_keeps_what_languages_need():
    needed = "Ёж\tи\nй, زوايا\u200cنا \u200f— «ё»\u00a0\u202f! 👩🏽\u200d🚀"
    assert clean(needed) == needed


def test_atom_marks_a_withdrawn_edition_by_a_tombstone_before_all_entries():
    body = atom.write(RUSSIAN_FEED)
    (tombstone,) = find(body, "/a:feed/at:deleted-entry")
    assert tombstone.get("ref") == WITHDRAWN.urn
    assert tombstone.get("when") == "2026-11-10T10:00:00+01:00"
    assert tombstone.findtext("at:comment", namespaces=NAMESPACES) == WITHDRAWN.withdrawal.reason
    assert WITHDRAWN.urn not in find(body, "/a:feed/a:entry/a:id/text()")
    assert not find(body, "//at:deleted-entry/preceding-sibling::a:entry")


def test_rss_keeps_the_id_of_a_withdrawn_edition_and_says_why():
    (item,) = find(rss.write(RUSSIAN_FEED), f"//item[guid='{WITHDRAWN.urn}']")
    assert item.findtext("title") == "Отозвано"
    assert item.findtext("description") == WITHDRAWN.withdrawal.reason
    assert item.find("v:withdrawn", NAMESPACES).get("at") == "2026-11-10T10:00:00+01:00"


def test_json_feed_keeps_the_id_of_a_withdrawn_edition_and_says_why():
    items = {item["id"]: item for item in json.loads(jsonfeed.write(RUSSIAN_FEED))["items"]}
    item = items[WITHDRAWN.urn]
    assert item["title"] == "Отозвано"
    assert item["content_text"] == WITHDRAWN.withdrawal.reason
    assert item["_vestnik"]["withdrawn"]["at"] == "2026-11-10T10:00:00+01:00"


@every_format
def test_nothing_of_a_withdrawn_text_is_left(format_name: str):
    item = replace(WITHDRAWN, headline="Тайна", summary="Тайна", html="<p>Тайна</p>")
    body = FORMATS[format_name].write(replace(RUSSIAN_FEED, items=(item,))).decode()
    assert "Тайна" not in body


@every_format
def test_advance_copy_says_until_when_it_is_embargoed(format_name: str):
    body = FORMATS[format_name].write(ADVANCE_FEED).decode()
    assert "2026-12-01T10:00:00+01:00" in body
    assert ADVANCE.embargo_words in body
    assert ADVANCE.urn in body


@pytest.mark.parametrize(
    ("write", "item", "title", "text"),
    [
        (rss.write, "//item[1]", "title", "content:encoded"),
        (atom.write, "//a:entry[1]", "a:title", "a:content"),
    ],
)
def test_nobody_overlooks_the_embargo_of_an_advance_copy(write, item, title, text):
    body = write(ADVANCE_FEED)
    words = ADVANCE.embargo_words
    assert find(body, f"{item}/{title}/text()") == [f"[{words}] {ADVANCE.headline}"]
    (begins,) = find(body, f"{item}/{text}/text()")
    assert begins.startswith(f'<p lang="ru" dir="ltr"><strong>{words}</strong></p>')
    assert find(body, f"{item}/v:embargo/@until") == ["2026-12-01T10:00:00+01:00"]


def test_nobody_overlooks_the_embargo_in_json_feed():
    item = json.loads(jsonfeed.write(ADVANCE_FEED))["items"][0]
    assert item["title"] == f"[{ADVANCE.embargo_words}] {ADVANCE.headline}"
    assert item["summary"].startswith(f"[{ADVANCE.embargo_words}] ")
    assert ADVANCE.embargo_words in item["content_html"].splitlines()[0]
    assert item["_vestnik"]["embargo_until"] == "2026-12-01T10:00:00+01:00"


def test_programs_that_know_no_embargo_are_told_by_ninjs_to_hold_a_text_back():
    first, second = json.loads(ninjs.write(ADVANCE_FEED))
    assert first["pubStatus"] == "withheld"
    assert first["embargoedUntil"] == "2026-12-01T10:00:00+01:00"
    assert first["edNote"] == ADVANCE.embargo_words
    assert first["headlines"][0]["value"] == ADVANCE.headline
    assert first["firstCreated"] == "2026-11-28T16:40:00+01:00"
    assert second["pubStatus"] == "canceled"


def test_photo_of_an_advance_copy_has_its_later_name_and_an_address_with_a_ticket():
    (photo,) = [
        each
        for each in json.loads(ninjs.write(ADVANCE_FEED))[0]["associations"]
        if each["type"] == "picture"
    ]
    assert photo["uri"] == RELEASED.photos[0].url
    assert photo["renditions"][0]["href"] == ADVANCE.photos[0].url


def test_atom_links_keep_relation_type_language_and_length():
    (entry,) = find(atom.write(RUSSIAN_FEED), f"//a:entry[a:id='{RELEASED.urn}']")
    links = {
        (link.get("rel"), link.get("hreflang")): link
        for link in entry.findall("a:link", NAMESPACES)
    }
    assert links["alternate", "ru"].get("type") == "text/html"
    assert links["alternate", "fr"].get("href") == RELEASED.editions[1].url
    assert links["license", None].get("href") == RELEASED.licence.url
    assert links["replies", None].get(f"{{{NAMESPACES['thr']}}}count") == "3"
    assert links["enclosure", None].get("length")


@pytest.mark.parametrize("write", [rss.write, atom.write])
def test_first_and_last_alternate_link_of_an_item_are_its_own(write):
    links = find(write(RUSSIAN_FEED), "(//item | //a:entry)[1]/a:link[@rel='alternate']")
    assert [link.get("href") for link in links] == [
        RELEASED.url,
        RELEASED.editions[1].url,
        RELEASED.url,
    ]
    assert len({(link.get("type"), link.get("hreflang")) for link in links}) == len(links)


def test_subscription_feed_leads_to_the_newest_archive_page_alone():
    relations = find(atom.write(RUSSIAN_FEED), "/a:feed/a:link/@rel")
    assert "prev-archive" in relations
    assert not {"current", "next-archive"} & set(relations)
    assert not find(atom.write(RUSSIAN_FEED), "//fh:archive")


@pytest.mark.parametrize(
    ("write", "path", "format_name"),
    [(rss.write, "/rss/channel", "rss"), (atom.write, "/a:feed", "atom")],
)
def test_archive_page_says_so_and_leads_both_ways(write, path: str, format_name: str):
    body = write(RUSSIAN_ARCHIVE)
    links = {link.get("rel"): link.get("href") for link in find(body, f"{path}/a:link")}
    assert find(body, f"{path}/fh:archive")
    assert links["self"] == RUSSIAN_ARCHIVE.urls[format_name]
    assert links["current"] == RUSSIAN_FEED.urls[format_name]
    assert links["prev-archive"] == RUSSIAN_ARCHIVE.previous[format_name]
    assert links["next-archive"] == RUSSIAN_ARCHIVE.next[format_name]


def test_each_photo_carries_its_own_credit_and_licence_outside_a_group():
    (item,) = find(rss.write(RUSSIAN_FEED), f"//item[guid='{RELEASED.urn}']")
    assert not item.findall(".//media:group", NAMESPACES)
    first, second = item.findall("media:content", NAMESPACES)
    assert first.findtext("media:credit", namespaces=NAMESPACES) == "Марк Бен Салем / Мост"
    assert first.find("media:copyright", NAMESPACES).get("url") == RELEASED.licence.url
    assert second.findtext("media:credit", namespaces=NAMESPACES) == "Лейла Трабелси"


@pytest.mark.parametrize("write", [rss.write, atom.write])
def test_whoever_opens_an_xml_feed_in_a_browser_is_told_what_it_is(write):
    body = write(ARABIC_FEED)
    assert body.splitlines()[1] == (
        b'<?xml-stylesheet type="text/css" href="/static/news/css/feed.css"?>'
    )
    (notice,) = find(body, "//v:notice")
    assert notice.get("dir") == "rtl"
    assert notice[1].tag == "{http://www.w3.org/1999/xhtml}a"
    assert notice[1].get("href") == ARABIC_FEED.notice.link_url


def test_comment_count_changes_no_date_of_an_item():
    before = json.loads(jsonfeed.write(RUSSIAN_FEED))["items"][0]
    more = replace(RELEASED, comment_count=99)
    after = json.loads(jsonfeed.write(replace(RUSSIAN_FEED, items=(more,))))["items"][0]
    assert after["_vestnik"]["comment_count"] == 99
    assert after["date_modified"] == before["date_modified"]
