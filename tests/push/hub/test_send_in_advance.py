"""Trusted partners are sent their feed when something that is coming changes; nobody else is."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles import releases
from news.articles.advances import Advance
from news.articles.models import ArticlePage
from news.partners.models import PartnerState
from news.push import outgoing
from news.push.carriers import Errand
from news.push.hub.courier import HubCourier
from news.push.hub.models import HubReach, HubSubscription, State
from news.push.hub.noticing import mark_news
from tests.factories import SectionFactory, draft, released
from tests.partners.conftest import Taker, take
from tests.push.hub.conftest import carry, topic_of
from tests.push.test_tell_in_advance import again, cancel, schedule

pytestmark = pytest.mark.django_db

TRUST = {"takes_advance_copies": True}
DAY = timedelta(days=1)


def keyed(taker: Taker, extension: str = "json") -> str:
    return topic_of().replace("/ru/feeds/all.json", taker.address(extension=extension))


def told(body: bytes) -> list[str]:
    """Return the titles in a feed, the words of an embargo before one as a star."""
    titles = [item["title"] for item in json.loads(body)["items"]]
    return [re.sub(r"^\[.*?\] ", "*", title) for title in titles]


def mistrust(taker: Taker) -> None:
    taker.subscription.partner.takes_advance_copies = False
    taker.subscription.partner.save()


def test_every_turn_is_sent_in_order_to_the_trusted_one_and_the_release_to_all(hub):
    courier = HubCourier(outgoing.send, seconds=2.0, vary=lambda: 1.0)
    trusted = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    others = [hub.subscribe(keyed(take("ru:all")))[1], hub.subscribe()[1]]
    asked = [each.asked for each in others]
    edition = draft(title="Один")
    for act in (
        lambda: schedule(edition),
        lambda: schedule(edition, timezone.now() + 2 * DAY),
        lambda: schedule(edition, title="Два"),
        lambda: cancel(edition),
        lambda: schedule(edition, timezone.now() + DAY, title="Три"),
    ):
        act()
        courier.carry()
    assert [each.asked for each in others] == asked
    releases.release(again(edition).scheduled_revision.as_object())
    courier.carry()
    cancelled = trusted.bodies[3]
    assert edition.urn in cancelled.decode()
    said = [told(body) for body in trusted.bodies]
    del said[3]
    assert said == [["*Один"], ["*Один"], ["*Два"], ["*Три"], ["Три"]]
    assert len(set(trusted.bodies)) == 6
    assert not any(title in cancelled.decode() for title in ("Один", "Два"))
    assert [told(each.bodies[-1]) for each in others] == [["Три"], ["Три"]]


def test_what_is_sent_is_what_the_partner_would_fetch(hub):
    taker = take("ru:all", **TRUST)
    topics = [keyed(taker, extension) for extension in ("rss", "atom", "json", "ninjs")]
    wishes = [hub.subscribe(topic, secret="secret")[1] for topic in topics]
    schedule(draft(title="Хор"))
    carry()
    for topic, wish in zip(topics, wishes, strict=True):
        path = topic.partition("/partners/")[2]
        assert wish.bodies == [hub.client.get(f"/partners/{path}").content]
        assert "Хор" in wish.bodies[0].decode()
        assert wish.forged == 0


def test_only_channels_of_a_feed_send_it_and_a_copy_that_leaves_them_is_told(hub):
    culture, sport = SectionFactory(), SectionFactory()
    of_culture = hub.subscribe(keyed(take(f"ru:section:{culture.pk}", **TRUST)))[1]
    of_sport = hub.subscribe(keyed(take(f"ru:section:{sport.pk}", **TRUST)))[1]
    french = hub.subscribe(topic_of().replace("ru/feeds/all", take_french()))[1]
    edition = schedule(draft(title="Хор", section=culture))
    carry()
    assert [len(each.received) for each in (of_culture, of_sport, french)] == [1, 0, 0]
    schedule(edition, section=sport)
    carry()
    assert [len(each.received) for each in (of_culture, of_sport, french)] == [2, 1, 0]
    assert told(of_culture.bodies[-1]) == []
    # It comes out elsewhere than it was to come.
    fresh = again(edition).scheduled_revision.as_object()
    fresh.section = SectionFactory()
    releases.release(fresh)
    carry()
    assert [len(each.received) for each in (of_culture, of_sport, french)] == [2, 2, 0]
    assert told(of_sport.bodies[-1]) == []


def take_french() -> str:
    taker = take("fr:all", **TRUST)
    return taker.address("fr").removeprefix("/").removesuffix(".json")


def test_where_a_text_was_to_come_concerns_nobody_else(hub):
    culture, sport = SectionFactory(), SectionFactory()
    plain = hub.subscribe(keyed(take(f"ru:section:{culture.pk}")))[1]
    public = hub.subscribe(topic_of(culture.channel_key))[1]
    edition = schedule(draft(title="Хор", section=culture))
    fresh = again(edition).scheduled_revision.as_object()
    fresh.section = sport
    releases.release(fresh)
    carry()
    assert [plain.received, public.received] == [[], []]


def test_deleted_draft_takes_its_copy_back(hub):
    wish = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    edition = schedule(draft(title="Хор"))
    carry()
    again(edition).delete()
    carry()
    assert len(wish.received) == 2
    assert "Хор" not in wish.bodies[-1].decode()
    assert edition.urn in wish.bodies[-1].decode()


class Interrupted(HubCourier):
    """Something happens between the making of the first feed and its sending."""

    def __init__(self, happens) -> None:
        super().__init__(vary=lambda: 1.0)
        self.happens = happens

    def take(self, room: int) -> Iterator[Errand]:
        for errand in super().take(room):
            happens, self.happens = self.happens, None
            if happens:
                happens()
                mark_news(timezone.now())
            yield errand


@pytest.mark.parametrize("begins", ["advance", "notice"])
def test_what_is_scheduled_while_the_feed_is_sent_is_sent_afterwards(hub, begins):
    wish = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    if begins == "advance":
        schedule(draft(title="Первый"))
    else:
        released(title="Первый")
    Interrupted(lambda: schedule(draft(title="Второй"))).carry()
    assert ["Второй" in body.decode() for body in wish.bodies] == [False, True]
    row = HubSubscription.objects.get()
    assert (row.state, row.sent_advance) == (State.IDLE, row.wanted_advance)
    assert row.wanted_advance == Advance.objects.last_number()


def test_release_while_the_copy_is_sent_is_sent_afterwards(hub):
    wish = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    edition = schedule(draft(title="Хор"))
    Interrupted(lambda: releases.release(again(edition))).carry()
    assert [told(body) for body in wish.bodies] == [["*Хор"], ["Хор"]]


@pytest.mark.parametrize("is_marked", [True, False])
def test_trust_that_ended_before_the_sending_sends_not_even_the_same_bytes(hub, is_marked):
    taker = take("ru:all", **TRUST)
    wish = hub.subscribe(keyed(taker))[1]
    released(title="Хор")
    carry()
    schedule(draft(title="Тайна"))
    if is_marked:
        mark_news(timezone.now())
        assert HubSubscription.objects.get().state == State.DUE
    asked = wish.asked
    mistrust(taker)
    carry()
    assert wish.asked == asked
    assert HubSubscription.objects.get().state == State.IDLE
    released(title="Второй")
    carry()
    assert told(wish.bodies[-1]) == ["Второй", "Хор"]


def test_what_everybody_may_know_is_sent_though_trust_has_ended(hub):
    taker = take("ru:all", **TRUST)
    wish = hub.subscribe(keyed(taker))[1]
    schedule(draft(title="Тайна"))
    released(title="Хор")
    mark_news(timezone.now())
    mistrust(taker)
    carry()
    assert [told(body) for body in wish.bodies] == [["Хор"]]


@pytest.mark.parametrize("state", [PartnerState.PAUSED, PartnerState.ENDED])
def test_trusted_partner_in_pause_or_ended_is_denied_and_has_nothing(hub, state):
    taker = take("ru:all", **TRUST)
    wish = hub.subscribe(keyed(taker))[1]
    schedule(draft(title="Тайна"))
    mark_news(timezone.now())
    taker.subscription.partner.state = state
    taker.subscription.partner.save()
    carry()
    schedule(draft(title="Вторая"))
    carry()
    assert (wish.received, len(wish.denied)) == ([], 1)


def test_copy_between_request_and_confirmation_is_not_lost_and_an_older_one_not_sent(hub):
    schedule(draft(title="Старый"))
    callback, wish = hub.subscriber.want(keyed(take("ru:all", **TRUST)))
    hub.ask(callback)
    carry()
    assert wish.received == []
    other, second = hub.subscriber.want(wish.topic)
    hub.ask(other)
    schedule(draft(title="Новый"))
    carry()
    assert [len(each.received) for each in (wish, second)] == [1, 1]
    assert "Новый" in second.bodies[0].decode()


def test_failed_sending_of_a_copy_is_tried_again(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    wish = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    wish.answers = [503]
    schedule(draft(title="Хор"))
    carry()
    assert wish.received == []
    time_machine.move_to(now + timedelta(minutes=6), tick=False)
    carry()
    assert "Хор" in wish.bodies[0].decode()


def test_many_are_marked_to_the_last_and_nobody_looks_for_public_feeds(hub, monkeypatch):
    monkeypatch.setattr("news.push.hub.noticing.AT_ONCE", 2)
    trusted = hub.subscribe(keyed(take("ru:all", **TRUST)))[1]
    public = hub.subscribe()[1]
    before = public.asked
    for number in range(5):
        schedule(draft(title=f"Хор {number}"))
    carry()
    assert len(told(trusted.bodies[-1])) == 5
    assert (len(trusted.received), public.asked) == (1, before)
    reach = HubReach.objects.get()
    assert reach.last_advance == Advance.objects.last_number()
    row = HubSubscription.objects.get(token=None)
    assert (row.state, row.wanted_advance) == (State.IDLE, 0)


def test_edition_that_is_told_anew_after_its_release_leaves_no_trace_of_the_old_copy(hub):
    culture, sport = SectionFactory(), SectionFactory()
    wish = hub.subscribe(keyed(take(f"ru:section:{culture.pk}", **TRUST)))[1]
    edition = schedule(draft(title="Хор", section=culture))
    releases.release(ArticlePage.objects.get(pk=edition.pk))
    carry()
    assert len(wish.received) == 1
    fresh = again(edition)
    fresh.section = sport
    releases.release(fresh, kind="update")
    carry()
    assert len(wish.received) == 2
    releases.release(again(edition), kind="update")
    carry()
    # It left long ago, as everybody knows.
    assert len(wish.received) == 2
