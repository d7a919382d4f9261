"""What the Recommendation demands of a hub and a publisher, sentence by sentence."""

import hmac
import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest

from news.push.hub.models import HubSubscription
from news.syndication.addresses import hub_url
from tests.factories import released
from tests.push.hub.conftest import FORM, Hub, carry, topic_of
from tests.push.hub.subscriber import Wish, links_of_head

pytestmark = pytest.mark.django_db

MUSTS: dict[str, Callable[[Hub], None]] = {}


def must(sentence: str) -> Callable[[Callable[[Hub], None]], None]:
    """Note the check of a sentence, which begins with its section."""

    def note(check: Callable[[Hub], None]) -> None:
        MUSTS[sentence] = check

    return note


def received(hub: Hub, wish: Wish) -> tuple[dict[str, str], bytes]:
    """Return head and body of what is sent when something is released."""
    released(title="Хор")
    carry()
    ((head, body),) = wish.received
    return dict(head), body


@must("4: publishers MUST implement at least one mechanism of discovery")
def _(hub):
    links = links_of_head([hub.client.get("/ru/feeds/all.json")["Link"]])
    assert (links["hub"], links["self"]) == ([hub_url()], [topic_of()])


@must("3.1: MUST accept a request with hub.callback, hub.mode and hub.topic")
def _(hub):
    callback, _wish = hub.subscriber.want(topic_of())
    assert hub.post(callback=callback, mode="subscribe", topic=topic_of()).status_code == 202


@must("3.1: MUST accept a request with hub.secret, of less than 200 bytes")
def _(hub):
    _callback, wish = hub.subscribe(secret="s" * 199)
    received(hub, wish)
    assert wish.forged == 0


@must("5.1: hubs MUST ignore additional parameters that they do not understand")
def _(hub):
    callback, wish = hub.subscriber.want(topic_of())
    fields = {"hub.callback": callback, "hub.mode": "subscribe", "hub.topic": topic_of()}
    form = urlencode({**fields, "hub.verify": "sync", "hub.verify_token": "a", "colour": "red"})
    assert hub.client.post("/websub/", form, content_type=FORM).status_code == 202
    carry()
    assert wish.confirmed


@must("5.1: hubs MUST allow to re-request subscriptions that are active; each overrides")
def _(hub):
    callback, wish = hub.subscribe(secret="old")
    before = HubSubscription.objects.get()
    wish.secret = "new"
    assert hub.ask(callback, lease_seconds="2000000").status_code == 202
    carry()
    after = HubSubscription.objects.get()
    assert after.pk == before.pk
    assert after.until > before.until
    received(hub, wish)
    assert wish.forged == 0


@must("5.1: … but only once the action is verified; else the state MUST be left unchanged")
def _(hub):
    callback, wish = hub.subscribe(secret="old")
    wish.secret, wish.challenge = "new", "wrong"
    hub.ask(callback)
    carry()
    wish.secret = "old"
    received(hub, wish)
    assert wish.forged == 0


@must("5.1: hub.lease_seconds MUST be ignored in a request to unsubscribe")
def _(hub):
    callback, _wish = hub.subscribe()
    assert hub.ask(callback, "unsubscribe", lease_seconds="-1").status_code == 202
    carry()
    assert not HubSubscription.objects.exists()


@must("5.1.1: hubs MUST always decode non-reserved characters of topic and callback")
def _(hub):
    callback, wish = hub.subscribe()
    escaped = callback.replace("callback", "c%61llb%61ck")
    topic = topic_of().replace("feeds", "f%65eds")
    wish.topic, wish.mode = topic, "unsubscribe"
    assert hub.post(callback=escaped, mode="unsubscribe", topic=topic).status_code == 202
    carry()
    assert not HubSubscription.objects.exists()


@must("5.1.1: hubs MUST preserve the query of the callback and append to its end")
def _(hub):
    seen = []

    def send(url, **more):
        seen.append((url, more.get("method", "POST")))
        raise OSError

    callback = "https://reader.example/callback?foo=bar&hub.mode=mine&red=fish"
    hub.post(callback=callback, mode="subscribe", topic=topic_of())
    carry(send)
    ((url, method),) = seen
    assert url.startswith(f"{callback}&hub.mode=subscribe&hub.topic={quote(topic_of(), safe='')}&")
    assert method == "GET"


@must("5.1.2: MUST respond with 202 where it can handle the request")
def _(hub):
    for mode in ("subscribe", "unsubscribe"):
        callback, _wish = hub.subscriber.want(topic_of())
        assert hub.ask(callback, mode).status_code == 202


@must("5.1.2: an error MUST be answered with 4xx or 5xx; it SHOULD be described as plain text")
def _(hub):
    answer = hub.post(mode="subscribe")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.strip()


@must("5.1.2: the response MUST NOT depend on verification or validation")
def _(hub):
    good, _wish = hub.subscriber.want(topic_of())
    bad = f"{hub.subscriber.url}/nobody"
    answers = {
        (answer.status_code, answer.content)
        for answer in (
            hub.ask(good),
            hub.post(mode="subscribe", topic=topic_of(), callback=bad),
            hub.post(mode="unsubscribe", topic=topic_of(), callback=bad),
        )
    }
    assert len(answers) == 1
    assert not hub.subscriber.wish(good).asked


@must("5.2: a denied subscriber MUST be told by GET with hub.mode=denied and hub.topic")
def _(hub):
    _callback, wish = hub.subscribe()
    HubSubscription.objects.update(channel="section:999999")
    carry()
    assert wish.denied[0]["hub.topic"] == topic_of()
    assert set(wish.denied[0]) == {"hub.mode", "hub.topic", "hub.reason"}


@must("5.3: verification is a GET with mode, topic, challenge and, to subscribe, lease_seconds")
def _(hub):
    callback, wish = hub.subscribe(topic_of().replace("/ru/", "/%72u/"))
    assert wish.lease_seconds > 0
    hub.ask(callback, "unsubscribe")
    carry()
    assert wish.confirmed == ["subscribe", "unsubscribe"]


@must("5.3: the challenge is random and used once")
def _(hub):
    seen = set()

    def send(url, **_more):
        seen.add(url.partition("hub.challenge=")[2].partition("&")[0])
        raise OSError

    for number in range(5):
        callback = f"https://reader.example/{number}"
        hub.post(callback=callback, mode="subscribe", topic=topic_of())
    carry(send)
    assert len(seen) == 5
    assert min(map(len, seen)) >= 32


@must("5.3.1: other statuses, or a body that isn't the challenge, MUST fail the verification")
def _(hub):
    faults = [{"answers": [status]} for status in (302, 404, 503)]
    for fault in [*faults, {"challenge": "x"}, {"answers": [204]}]:
        callback, wish = hub.subscriber.want(topic_of(), **fault)
        hub.ask(callback)
        carry()
        assert wish.asked == 1
    assert not HubSubscription.objects.exists()


@must("5.3.1: hubs MUST enforce the end of leases and MUST NOT issue perpetual ones")
def _(hub):
    callback, wish = hub.subscriber.want(topic_of())
    hub.ask(callback, lease_seconds="999999999999")
    carry()
    assert 0 < wish.lease_seconds <= 30 * 24 * 3600
    HubSubscription.objects.update(until="2020-01-01T00:00:00Z")
    released()
    carry()
    assert wish.received == []


@must("7: the body MUST be the full content of the topic, under its Content-Type")
def _(hub):
    _callback, wish = hub.subscribe()
    head, body = received(hub, wish)
    feed = hub.client.get("/ru/feeds/all.json")
    assert body == feed.content
    assert head["Content-Type"] == feed["Content-Type"]
    assert json.loads(body)["items"]


@must("7: it MUST have a Link to the hub and one to the canonical address of the topic")
def _(hub):
    _callback, wish = hub.subscribe()
    head, _body = received(hub, wish)
    assert links_of_head([head["Link"]]) == {"hub": [hub_url()], "self": [topic_of()]}


@must("7: other answers than 2xx and 410 MUST be failures, and the subscription kept")
def _(hub):
    for status in (301, 307, 404, 500):
        _callback, wish = hub.subscribe()
        wish.answers = [status]
        released()
        carry()
        assert wish.received == []
        assert HubSubscription.objects.filter(status=status, failing_since__isnull=False).exists()
        HubSubscription.objects.all().delete()


@must("7: what is new MUST be tried at a subscriber that has failed until then")
def _(hub):
    _callback, wish = hub.subscribe()
    wish.answers = [500]
    released()
    carry()
    HubSubscription.objects.update(state="idle", tries=99)
    released(title="Новое")
    carry()
    assert "Новое".encode() in wish.bodies[-1]


@must("7.1: with a secret, X-Hub-Signature MUST be method=signature, HMAC of the body in hex")
def _(hub):
    _callback, wish = hub.subscribe(secret="ключ")
    head, body = received(hub, wish)
    own = hmac.new("ключ".encode(), body, "sha256").hexdigest()
    assert head["X-Hub-Signature"] == f"sha256={own}"


@pytest.mark.parametrize("sentence", MUSTS)
def test_hub_does_what_it_must(hub, sentence):
    MUSTS[sentence](hub)
