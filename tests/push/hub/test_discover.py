"""Whoever reads a feed finds its hub and its topic: in the head of each answer, and in the feed."""

import json

import pytest

from news.partners import tokens
from news.partners.models import Token
from news.push.hub import topics
from news.syndication.addresses import hub_url
from news.syndication.formats import FORMATS
from tests.factories import released
from tests.layered import LayeredClient
from tests.partners.conftest import Taker, take
from tests.push.hub.conftest import carry, topic_of
from tests.push.hub.subscriber import links_of_body, links_of_head

pytestmark = pytest.mark.django_db


@pytest.fixture
def through_layer(db, tmp_path) -> LayeredClient:
    return LayeredClient(tmp_path / "ready")


def path_of(address: str) -> str:
    return "/" + address.partition("://")[2].partition("/")[2]


def head_of(answer) -> tuple[list[str], list[str]]:
    links = links_of_head([answer["Link"]])
    return links["hub"], links["self"]


@pytest.mark.parametrize("extension", FORMATS)
def test_every_answer_of_a_public_feed_names_hub_and_topic(client, through_layer, extension):
    released()
    path, named = f"/ru/feeds/all.{extension}", ([hub_url()], [topic_of(extension=extension)])
    for reader in (client, through_layer, through_layer):
        answer = reader.get(path)
        assert head_of(answer) == named
        assert head_of(reader.head(path)) == named
    again = through_layer.get(path, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    assert head_of(again) == named


@pytest.mark.parametrize("extension", FORMATS)
def test_every_answer_of_a_partners_feed_names_a_topic_of_its_own(client, through_layer, extension):
    released()
    first, second = take("ru:all"), take("ru:all")
    found = {}
    for taker in (first, second):
        path = taker.address(extension=extension)
        for reader in (client, through_layer, through_layer):
            answer = reader.get(path)
            assert answer.status_code == 200
            hub, (own,) = head_of(answer)
            assert hub == [hub_url()]
            assert head_of(reader.head(path)) == (hub, [own])
            found.setdefault(taker.token, set()).add(own)
        again = through_layer.get(path, HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304
        assert head_of(again) == (hub, [own])
        assert own not in answer.content.decode()
        assert taker.token not in f"{answer.headers} {answer.content}"
        # By it the same is to be had, and named the same.
        for reader in (client, through_layer):
            same = reader.get(path_of(own))
            assert same.content == answer.content
            assert head_of(same) == (hub, [own])
    assert [len(each) for each in found.values()] == [1, 1]
    assert found[first.token] != found[second.token]
    assert through_layer.built == 1


def test_topic_ends_with_its_key(client, through_layer):
    taker = take("ru:all")
    (own,) = links_of_head([client.get(taker.address())["Link"]])["self"]
    other = Taker(taker.subscription, tokens.issue(taker.subscription))
    tokens.end(Token.objects.order_by("pk").first())
    for reader in (client, through_layer):
        assert reader.get(path_of(own)).status_code == 404
        assert reader.get(other.address()).status_code == 200
    assert topics.read(own) is None


def test_nobody_makes_a_topic_from_the_number_of_a_key(client, through_layer):
    taker = take("ru:all")
    token = Token.objects.get()
    for key in (f"{token.pk}-", f"{token.pk}-{token.digest}", str(token.pk), f"{token.pk}-0"):
        for reader in (client, through_layer):
            assert reader.get(f"/partners/{key}/ru.json").status_code == 404
    assert client.get(taker.address()).status_code == 200


def test_what_is_not_found_names_no_topic(through_layer):
    taker = take("ru:all")
    for path in (taker.address("fr"), f"{taker.address()}x", "/partners/nope/ru.json"):
        answer = through_layer.get(path)
        assert answer.status_code == 404
        assert "Link" not in answer.headers


def test_feeds_themselves_name_their_hub(client):
    released()
    taker = take("ru:all")
    for extension in ("rss", "atom", "json"):
        public = links_of_body(client.get(f"/ru/feeds/all.{extension}").content)
        assert public["hub"] == [hub_url()]
        assert public["self"] == [topic_of(extension=extension)]
        private = links_of_body(client.get(taker.address(extension=extension)).content)
        assert private["hub"] == [hub_url()]
        # All who take the same are given the same bytes.
        assert not private.get("self")


def test_archive_is_no_topic(client):
    released()
    feed = json.loads(client.get("/ru/feeds/all.json").content)
    archive = client.get(path_of(feed["next_url"]))
    assert "hubs" not in json.loads(archive.content)
    assert "hub" not in links_of_head([archive["Link"]])
    assert topics.read(feed["next_url"]) is None


@pytest.mark.parametrize("form", ["as it is fetched", "as it is named"])
def test_partner_subscribes_by_either_address_of_its_feed(hub, form):
    taker = take("ru:all")
    topic = topic_of().replace("/ru/feeds/all.json", taker.address())
    if form == "as it is named":
        (topic,) = links_of_head([hub.client.get(taker.address())["Link"]])["self"]
    _callback, wish = hub.subscribe(topic)
    released(title="Хор")
    carry()
    assert "Хор".encode() in wish.bodies[-1]
