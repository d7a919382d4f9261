"""What may be asked of the hub is taken at once; what may not is refused with a sentence."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from news.push.hub.models import HubRequest, HubSubscription
from tests.partners.conftest import take
from tests.push.hub.conftest import FORM, carry, topic_of

pytestmark = pytest.mark.django_db

CALLBACK = "https://reader.example/callback"


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"mode": ""}, 400, "“hub.mode” is missing"),
        ({"topic": ""}, 400, "“hub.topic” is missing"),
        ({"callback": ""}, 400, "“hub.callback” is missing"),
        ({"mode": "publish"}, 400, "“subscribe” or “unsubscribe”"),
        ({"mode": "Subscribe"}, 400, "“subscribe” or “unsubscribe”"),
        ({"callback": "reader"}, 400, "not a web address"),
        ({"callback": "ftp://reader.example/"}, 400, "begins with https://"),
        ({"callback": "http://127.0.0.1/"}, 400, "public internet"),
        ({"callback": "https://a:b@reader.example/"}, 400, "user name"),
        ({"callback": "https://reader.example:25/"}, 400, "Only ports"),
        ({"callback": f"https://reader.example/{'a' * 2048}"}, 400, "not a web address"),
        ({"secret": "a" * 200}, 400, "shorter than 200 bytes"),
        ({"secret": "ж" * 100}, 400, "shorter than 200 bytes"),
        ({"lease_seconds": "0"}, 400, "number of seconds"),
        ({"lease_seconds": "-1"}, 400, "number of seconds"),
        ({"lease_seconds": "1.5"}, 400, "number of seconds"),
        ({"lease_seconds": "1e3"}, 400, "number of seconds"),
        ({"lease_seconds": "for ever"}, 400, "number of seconds"),
        ({"lease_seconds": "١٢"}, 400, "number of seconds"),
        ({"topic": "https://elsewhere.example/ru/feeds/all.json"}, 404, "not the address of"),
        ({"topic": topic_of("nope")}, 404, "not the address of"),
        ({"topic": topic_of("section-nope")}, 404, "not the address of"),
        ({"topic": topic_of(language="xx")}, 404, "not the address of"),
        ({"topic": topic_of(extension="xml")}, 404, "not the address of"),
        ({"topic": f"{topic_of()}?a=b"}, 404, "not the address of"),
        ({"topic": topic_of().replace("/ru/feeds/all.json", "/ru/")}, 404, "not the address of"),
        ({"topic": topic_of().replace("/ru/feeds/all", "/partners/a/ru")}, 404, "not the address"),
        ({"topic": topic_of().replace("/ru/feeds/all", "/partners/1-a/ru")}, 404, "not the addr"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence(client, changed, status, said):
    fields = {"mode": "subscribe", "topic": topic_of(), "callback": CALLBACK, **changed}
    form = urlencode({f"hub.{name}": value for name, value in fields.items()})
    answer = client.post("/websub/", form, content_type=FORM, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")
    assert said in answer.content.decode()
    assert not HubRequest.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 415),
        ("hub.mode=subscribe", "multipart/form-data; boundary=a", 415),
        ("hub.mode=%ff", FORM, 400),
        (b"hub.mode=\xff", FORM, 400),
        ("hub.mode=subscribe&hub.mode=unsubscribe", FORM, 400),
        ("hub.topic=a%00b", FORM, 400),
        ("&".join("a=b" for _ in range(200)), FORM, 400),
        ("a" * 40_000, FORM, 413),
        ("a", FORM, 400),
    ],
)
def test_what_is_no_form_is_refused(client, body, kind, status):
    answer = client.post("/websub/", body, content_type=kind)
    assert answer.status_code == status
    assert answer.content.decode().strip()


def test_whoever_only_looks_is_told_what_this_is(client):
    answer = client.get(reverse("hub"), HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "WebSub hub" in answer.content.decode()


def test_ended_unknown_and_wrong_keys_are_told_apart_by_nobody(hub):
    good = take("ru:all")
    answers = set()
    for key in ("nope", good.token[:-1], take("ru:all", state="ended").token, "999-0"):
        topic = topic_of().replace("/ru/feeds/all", f"/partners/{key}/ru")
        answer = hub.post(mode="subscribe", topic=topic, callback=CALLBACK)
        answers.add((answer.status_code, answer.content))
    unknown = hub.post(mode="subscribe", topic=topic_of("nope"), callback=CALLBACK)
    # What a good key doesn't open is as unknown.
    french = topic_of().replace("/ru/feeds/all", f"/partners/{good.token}/fr")
    other = hub.post(mode="subscribe", topic=french, callback=CALLBACK)
    assert answers == {(404, unknown.content)}
    assert other.content == unknown.content


def test_answer_does_not_wait_for_the_callback(hub):
    callback, wish = hub.subscriber.want(topic_of(), answers=[404])
    answer = hub.ask(callback)
    assert answer.status_code == 202
    assert wish.asked == 0
    carry()
    assert wish.asked == 1
    assert not HubSubscription.objects.exists()


def test_what_is_asked_again_before_it_is_confirmed_is_asked_once(hub):
    callback, wish = hub.subscriber.want(topic_of())
    for _ in range(5):
        assert hub.ask(callback).status_code == 202
    carry()
    assert wish.confirmed == ["subscribe"]
    assert HubSubscription.objects.count() == 1


def test_neither_secret_nor_key_can_be_read_in_the_database(hub):
    taker = take("ru:all")
    topic = topic_of().replace("/ru/feeds/all", f"/partners/{taker.token}/ru")
    hub.subscribe(topic, secret="a very private secret")
    rows = [*HubRequest.objects.values(), *HubSubscription.objects.values()]
    assert len(rows) == 2
    assert taker.token not in str(rows)
    assert "very private" not in str(rows)
