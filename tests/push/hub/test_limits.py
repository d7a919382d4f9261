"""Nobody can have the hub batter a third party, or fill it up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.push import outgoing
from news.push.hub import limits
from news.push.hub.models import HubRequest, HubSubscription, State
from news.push.outgoing import Answer
from tests.factories import released
from tests.push.hub.conftest import carry, topic_of

pytestmark = pytest.mark.django_db


def ask(hub, number: int, host: str = "victim.example", sender: str = "192.0.2.1") -> int:
    hub.client.defaults["REMOTE_ADDR"] = sender
    callback = f"https://{host}/{number}"
    return hub.post(mode="subscribe", topic=topic_of(), callback=callback).status_code


class Victim:
    """Somebody else's server: knows nothing of any challenge."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str, **_more: object) -> Answer:
        self.asked.append(url)
        return Answer(404, {}, b"", 0.01)


def test_sender_that_leaves_requests_unconfirmed_is_shut_out_for_an_hour(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    victim, statuses = Victim(), []
    for number in range(30):
        statuses.append(ask(hub, number, host=f"v{number}.example"))
        carry(victim)
    assert len(victim.asked) == limits.MOST_UNCONFIRMED
    assert statuses == [202] * limits.MOST_UNCONFIRMED + [429] * 20
    # Others aren't.
    assert ask(hub, 0, sender="192.0.2.2") == 202
    time_machine.move_to(now + limits.WITHIN + timedelta(seconds=1), tick=False)
    carry(victim)
    assert ask(hub, 99) == 202


def test_host_that_confirms_nothing_is_left_alone_whoever_asks(hub, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNCONFIRMED_FOR_HOST", 5)
    victim = Victim()
    for number in range(20):
        assert ask(hub, number, sender=f"192.0.2.{number}") == 202
    carry(victim)
    # What was being asked when it had had enough is let be.
    assert len(victim.asked) <= 5 + 2
    assert ask(hub, 30, sender="192.0.2.99") == 429
    assert ask(hub, 31, host="other.example", sender="192.0.2.99") == 202


def test_whoever_renews_is_not_shut_out_by_what_others_ask(hub, monkeypatch):
    callback, wish = hub.subscribe()
    monkeypatch.setattr(limits, "MOST_UNCONFIRMED_FOR_HOST", 1)
    HubRequest.objects.update(state=State.FAILED, sender="other")
    other, _wish = hub.subscriber.want(topic_of())
    assert hub.ask(other).status_code == 429
    assert hub.ask(callback).status_code == 202
    carry()
    assert wish.confirmed == ["subscribe"] * 2


def test_host_has_so_many_subscriptions_and_no_more(hub, monkeypatch):
    monkeypatch.setattr(limits, "MOST_SUBSCRIPTIONS", 3)
    held = [hub.subscribe() for _ in range(2)]
    waiting, wish = hub.subscriber.want(topic_of())
    assert hub.ask(waiting).status_code == 202
    late, _wish = hub.subscriber.want(topic_of())
    answer = hub.ask(late)
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert answer.content.decode().strip()
    callback, wish = held[0]
    assert hub.ask(callback).status_code == 202
    assert hub.ask(callback, "unsubscribe").status_code == 202
    carry()
    assert hub.ask(late).status_code == 202
    carry()
    released()
    carry()
    assert HubSubscription.objects.count() == 3


def test_full_hub_says_so(hub, monkeypatch):
    hub.subscribe()
    monkeypatch.setattr(limits, "MOST_OVERALL", 1)
    other, _wish = hub.subscriber.want(topic_of())
    assert hub.ask(other).status_code == 503
    monkeypatch.setattr(limits, "MOST_OVERALL", 10)
    monkeypatch.setattr(limits, "MOST_WAITING", 1)
    assert hub.ask(other).status_code == 202
    third, _wish = hub.subscriber.want(topic_of())
    assert hub.ask(third).status_code == 503


def test_sender_may_ask_so_much_within_an_hour(hub, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FROM_SENDER", 2)
    statuses = [ask(hub, number, host=f"a{number}.example") for number in range(3)]
    assert statuses == [202, 202, 429]
    assert "192.0.2.1" not in str(HubRequest.objects.values_list("sender", flat=True))


def test_few_callbacks_of_one_host_are_asked_at_once(hub):
    wishes = [hub.subscriber.want(topic_of()) for _ in range(6)]
    for callback, wish in wishes:
        wish.hang = 0.05
        hub.ask(callback)
    in_hand, most = [], []

    def send(url, **more):
        in_hand.append(url)
        most.append(len(in_hand))
        answer = outgoing.send(url, **more)
        in_hand.remove(url)
        return answer

    carry(send)
    assert HubSubscription.objects.count() == 6
    assert max(most) <= 2
