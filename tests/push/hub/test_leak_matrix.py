"""Whom the hub sends what of a story in each state, and which of its photos: one table."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from news.partners.models import PartnerState
from news.photos.models import Photo
from news.push import outgoing
from news.push.hub.courier import HubCourier
from news.push.hub.models import HubSubscription
from tests.partners import conftest as partners
from tests.partners.conftest import Taker, take
from tests.partners.test_leak_matrix import (
    AUDIENCES,
    ELSEWHERE,
    FORMATS,
    NOTHING,
    STATES,
    TEXT,
    Told,
    expected_of,
    said_of,
    write,
)
from tests.push.hub.conftest import Hub, topic_of
from tests.push.hub.subscriber import Wish

pytestmark = pytest.mark.django_db

newsroom = partners.newsroom

LEFT = {"in pause": PartnerState.PAUSED, "of old": PartnerState.ENDED}


def taker_of(audience: str) -> Taker:
    terms = {
        "takes_advance_copies": audience.startswith("trusted"),
        "may_print_photos": not audience.endswith("without photos"),
    }
    return take("ru:section:99" if audience in ELSEWHERE else "ru:all", **terms)


def subscribe(hub: Hub) -> dict[tuple[str, str], Wish]:
    """Return the subscribers: one of every audience for every format, some of them denied since."""
    wishes, gone = {}, []
    for audience in AUDIENCES:
        taker = None if audience == "public" else taker_of(audience)
        for name in FORMATS:
            topic = topic_of(extension=name)
            if taker:
                topic = topic.replace(f"/ru/feeds/all.{name}", taker.address(extension=name))
            callback, wishes[audience, name] = hub.subscriber.want(topic, secret="secret")
            assert hub.ask(callback).status_code == 202
        gone += [(taker, state) for end, state in LEFT.items() if audience.endswith(end)]
        HubCourier(outgoing.send, vary=lambda: 1.0).carry()
    assert HubSubscription.objects.count() == len(wishes)
    for taker, state in gone:
        taker.subscription.partner.state = state
        taker.subscription.partner.save()
    return wishes


def become(state: str) -> Told:
    told = write(state)
    STATES[state][0](told)
    expired = Photo.objects.filter(pk=told.photos["expired"].pk)
    expired.update(expires_at=timezone.now() - timedelta(hours=1))
    return told


def is_to_be_sent(audience: str, state: str) -> bool:
    """Whether a story that came into a state is a reason to ask an audience anything at all."""
    return expected_of(audience, state) != NOTHING


def words_of(wish: Wish, name: str, since: int) -> list[str]:
    """Return what was sent from a number on, as one would read it."""
    bodies = [body.decode() for body in wish.bodies[since:]]
    if name in {"json", "ninjs"}:
        return [json.dumps(json.loads(body), ensure_ascii=False) for body in bodies]
    return bodies


def test_every_cell_of_what_the_hub_sends(hub, newsroom, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    wishes = subscribe(hub)
    # The same courier throughout, whose bytes are kept from one state to the next.
    courier = HubCourier(outgoing.send, vary=lambda: 1.0)
    courier.carry()
    wrong, cells, stories = [], 0, {}
    for state in STATES:
        before = {key: (wish.asked, len(wish.bodies)) for key, wish in wishes.items()}
        stories[state] = become(state)
        courier.carry()
        for (audience, name), wish in wishes.items():
            asked, had = before[audience, name]
            sent = wish.asked - asked
            cells += 1
            if sent != is_to_be_sent(audience, state) or len(wish.bodies) - had != sent:
                wrong.append((audience, name, state, f"asked {sent} times"))
            for body in words_of(wish, name, had):
                for earlier, told in stories.items():
                    wrong += faults(audience, earlier, told, body, name)
    for (audience, name), wish in wishes.items():
        last = "".join(words_of(wish, name, 0)[-1:])
        for state, told in stories.items():
            cells += 1 + len(told.photos)
            wrong += faults(audience, state, told, last, name)
    assert wrong == []
    assert cells == len(wishes) * len(STATES) * (1 + 6)
    assert len(wishes) == len(AUDIENCES) * len(FORMATS)
    assert {wish.forged for wish in wishes.values()} == {0}
    denied = {audience for (audience, _name), wish in wishes.items() if wish.denied}
    assert denied == {audience for audience, may_have in AUDIENCES.items() if may_have is None}


def faults(audience: str, state: str, told: Told, body: str, name: str) -> list[tuple]:
    """Return what is wrong with what a feed tells of one story: words or photos."""
    expected, seen = expected_of(audience, state), said_of(told, body)
    found = [] if seen == expected else [(audience, name, state, seen)]
    for kind, photo in told.photos.items():
        may_have = expected == TEXT and kind in (AUDIENCES[audience] or ())
        if (photo.key in body) != may_have:
            found.append((audience, name, state, kind))
    return found
