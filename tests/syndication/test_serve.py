"""Feeds over HTTP: validators, compression, refusals."""

import gzip
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.newsroom.models import Licence, NewsroomSettings
from tests.factories import released

pytestmark = pytest.mark.django_db

FEEDS = ["/ru/feeds/all.rss", "/ru/feeds/all.atom", "/ru/feeds/all.json", "/ru/feeds/all.ninjs"]
every_feed = pytest.mark.parametrize("path", FEEDS)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/ru/feeds/all.rss", "application/rss+xml; charset=utf-8"),
        ("/ru/feeds/all.atom", "application/atom+xml; charset=utf-8"),
        ("/ru/feeds/all.json", "application/feed+json; charset=utf-8"),
        ("/ru/feeds/all.ninjs", "application/ninjs+json; charset=utf-8"),
        ("/ru/feeds/index.opml", "text/x-opml; charset=utf-8"),
    ],
)
def test_feed_says_what_it_is(client, path: str, media_type: str):
    released(title="Хор споёт в Бизерте")
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Accept-Encoding" in response["Vary"]
    assert response["Cache-Control"] == "public, max-age=60, s-maxage=1"
    assert not response.cookies


@pytest.mark.parametrize("path", FEEDS[:2])
def test_browser_gets_a_type_that_it_styles(client, path: str):
    response = client.get(path, headers={"Sec-Fetch-Dest": "document"})
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert "Sec-Fetch-Dest" in response["Vary"]


@pytest.mark.parametrize("path", FEEDS[2:])
def test_browser_gets_json_that_it_shows(client, path: str):
    response = client.get(path, headers={"Sec-Fetch-Dest": "document"})
    assert response["Content-Type"] == "application/json; charset=utf-8"


@every_feed
def test_empty_channel_is_a_valid_empty_feed(client, path: str):
    assert client.get(path).status_code == 200


@every_feed
def test_unchanged_feed_is_answered_304(client, path: str):
    released()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Last-Modified"] == first["Last-Modified"]
    assert again["Access-Control-Allow-Origin"] == "*"
    by_date = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
    assert by_date.status_code == 304


@every_feed
def test_bytes_and_validators_stay_while_nothing_changes(client, path: str, time_machine):
    released()
    first = client.get(path)
    time_machine.move_to(timezone.now() + timedelta(weeks=3))
    later = client.get(path)
    assert later.content == first.content
    assert later["ETag"] == first["ETag"]
    assert later["Last-Modified"] == first["Last-Modified"]


@every_feed
def test_head_of_the_answer_leads_to_the_feed_itself_its_hub_and_its_licence(client, path: str):
    newsroom = NewsroomSettings.load()
    newsroom.licence = Licence.objects.get(key="cc-by-4.0")
    newsroom.save()
    response = client.get(path)
    assert response["Link"] == (
        f'<http://localhost:8000{path}>; rel="self", <http://localhost:8000/websub/>; rel="hub", '
        f'<{newsroom.licence.url}>; rel="license"'
    )
    assert "Link" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("*", 304),
        ('"other", W/{tag}', 304),
        ('"a", "b" , {tag}', 304),
        ('"other"', 200),
        ("", 200),
        ("nonsense", 200),
        ('"unclosed', 200),
        (",,,;;\x7f", 200),
        ('"' + "x" * 6000 + '"', 200),
    ],
)
def test_if_none_match_is_read_as_the_standard_says(client, header: str, status: int):
    released()
    tag = client.get(FEEDS[0])["ETag"]
    headers = {"If-None-Match": header.format(tag=tag)}
    assert client.get(FEEDS[0], headers=headers).status_code == status


@pytest.mark.parametrize("since", ["yesterday", "0", "Sat, 31 Feb 2026 00:00:00 GMT", "-1"])
def test_absurd_dates_are_ignored(client, since: str):
    released()
    headers = {"If-Modified-Since": since}
    assert client.get(FEEDS[0], headers=headers).status_code == 200


def test_if_none_match_outranks_the_date(client):
    released()
    first = client.get(FEEDS[0])
    headers = {"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]}
    assert client.get(FEEDS[0], headers=headers).status_code == 200


@every_feed
def test_compressed_feed_has_the_same_bytes_and_a_tag_of_its_own(client, path: str):
    released()
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert packed["ETag"] != plain["ETag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
    assert client.get(path, headers=headers).status_code == 304


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0", "gzippy"])
def test_nobody_gets_gzip_who_does_not_want_it(client, accepted: str):
    response = client.get(FEEDS[0], headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response


@every_feed
def test_head_has_the_headers_and_no_body(client, path: str):
    released()
    full, head = client.get(path), client.head(path)
    assert head.content == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head[name] == full[name]


def test_scripts_of_other_sites_may_ask_conditionally(client):
    response = client.options(FEEDS[0])
    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", [*FEEDS, "/ru/feeds/index.opml", "/ru/feeds/nothing.rss"])
def test_feeds_can_only_be_read(path: str):
    response = Client(enforce_csrf_checks=True).put(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("query", ["?utm_source=x", "?%00", "?a[]=1&a[]=%ff", "?" + "x" * 3000])
def test_odd_query_strings_change_nothing(client, query: str):
    released()
    assert client.get(FEEDS[0] + query).content == client.get(FEEDS[0]).content


def test_range_is_ignored(client):
    response = client.get(FEEDS[0], headers={"Range": "bytes=5-1,x"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/ru/feeds/nothing.rss",
        "/ru/feeds/section-none.atom",
        "/ru/feeds/person-.json",
        "/ru/feeds/all.xml",
        "/ru/feeds/all.ninja",
        "/ru/feeds/.rss",
        "/ru/feeds/all/2026-13.00000000.rss",
        "/ru/feeds/all/0000-01.00000000.rss",
        "/ru/feeds/all/2026-01.00000000.rss",
        "/ru/feeds/all/9999-12.00000000.json",
        "/ru/feeds/a/b/c/d.atom",
        "/ru/feeds/section-%D1%91.rss",
        "/ru/feeds/%00.rss",
        "/ru/feeds/section-" + "x" * 3000 + ".json",
        "/xx/feeds/all.rss",
        "/zz-latn/feeds/all.json",
    ],
)
def test_unknown_feed_is_refused_in_a_line_of_plain_text(client, path: str):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert 0 < len(response.content) < 400
    assert response["Access-Control-Allow-Origin"] == "*"


def test_refusal_speaks_the_language_of_the_address(client):
    response = client.get("/fr/feeds/nothing.rss")
    assert "/fr/feeds/" in response.content.decode()
