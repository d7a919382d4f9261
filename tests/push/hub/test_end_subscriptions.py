"""What has ended is sent nothing more, and is told so where its lease isn't over anyway."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from news.articles import withdrawals
from news.articles.models import ArticlePage
from news.partners import tokens
from news.partners.models import Partner, PartnerState, Token
from news.push.hub import denying, leases
from news.push.hub.models import HubRequest, HubSubscription
from tests.factories import PersonFactory, SectionFactory, released
from tests.partners.conftest import Taker, take
from tests.push.hub.conftest import carry, topic_of

pytestmark = pytest.mark.django_db


def keyed(taker: Taker, language: str = "ru") -> str:
    return topic_of().replace("/ru/feeds/all.json", taker.address(language))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, leases.USUAL),
        ("1", leases.SHORTEST),
        ("3600", timedelta(hours=1)),
        ("86400", timedelta(days=1)),
        ("2592001", leases.LONGEST),
        ("9" * 300, leases.LONGEST),
    ],
)
def test_lease_is_what_was_asked_for_within_bounds(hub, time_machine, asked, given):
    time_machine.move_to(now := timezone.now(), tick=False)
    callback, wish = hub.subscriber.want(topic_of())
    hub.ask(callback, **({"lease_seconds": asked} if asked else {}))
    carry()
    assert wish.lease_seconds == given.total_seconds()
    assert HubSubscription.objects.get().until == now + given


def test_lease_that_is_over_ends_the_subscription(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    _callback, wish = hub.subscribe()
    time_machine.move_to(now + leases.USUAL, tick=False)
    released()
    carry()
    assert wish.received == []
    assert not HubSubscription.objects.exists()
    assert not HubRequest.objects.exists()


def test_renewal_goes_on_without_a_gap(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    callback, wish = hub.subscribe()
    time_machine.move_to(now := now + leases.USUAL - timedelta(hours=1), tick=False)
    hub.ask(callback)
    carry()
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    released()
    carry()
    assert len(wish.received) == 1
    assert HubSubscription.objects.get().until == now + leases.USUAL


def test_whoever_unsubscribes_is_sent_nothing_more(hub):
    callback, wish = hub.subscribe()
    _other, stays = hub.subscribe()
    assert hub.ask(callback, "unsubscribe", lease_seconds="nonsense").status_code == 202
    carry()
    assert wish.confirmed == ["subscribe", "unsubscribe"]
    released()
    carry()
    assert (len(wish.received), len(stays.received)) == (0, 1)
    assert wish.denied == []


def pause(taker: Taker) -> None:
    partner = taker.subscription.partner
    partner.state = PartnerState.PAUSED
    partner.save()


def end_partner(taker: Taker) -> None:
    partner = taker.subscription.partner
    partner.state = PartnerState.ENDED
    partner.save()


def end_quietly(taker: Taker) -> None:
    Partner.objects.update(state=PartnerState.ENDED)


def end_key(_taker: Taker) -> None:
    tokens.end(Token.objects.get())


def delete(taker: Taker) -> None:
    taker.subscription.partner.delete()


def leave_language(taker: Taker) -> None:
    taker.subscription.includes = ["fr:all"]
    taker.subscription.save()


@pytest.mark.parametrize("is_first", [False, True], ids=["by and by", "as it releases"])
@pytest.mark.parametrize("end", [pause, end_partner, end_quietly, end_key, delete, leave_language])
def test_partner_whose_feed_has_ended_is_denied_and_sent_nothing(hub, end, is_first):
    taker = take("ru:all")
    _callback, wish = hub.subscribe(keyed(taker), secret="secret")
    _callback, public = hub.subscribe()
    if is_first:
        released(title="Хор")
    end(taker)
    carry()
    released(title="Второй")
    carry()
    assert wish.received == []
    ((denied,),) = [wish.denied]
    assert denied["hub.mode"] == "denied"
    assert denied["hub.topic"] == wish.topic
    assert denied["hub.reason"]
    assert len(public.received) == (2 if is_first else 1)
    assert HubSubscription.objects.count() == 1


def test_key_that_ends_by_itself_ends_the_subscription(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    taker = take("ru:all")
    _callback, wish = hub.subscribe(keyed(taker))
    tokens.rotate(taker.subscription)
    time_machine.move_to(now + timedelta(days=6, hours=23), tick=False)
    released()
    carry()
    assert (len(wish.received), len(wish.denied)) == (1, 0)
    time_machine.move_to(now + timedelta(days=7), tick=False)
    released()
    carry()
    assert (len(wish.received), len(wish.denied)) == (1, 1)


def test_partner_that_ended_before_it_confirmed_is_denied(hub):
    taker = take("ru:all")
    callback, wish = hub.subscriber.want(keyed(taker))
    hub.ask(callback)
    end_partner(taker)
    carry()
    assert (wish.confirmed, len(wish.denied)) == ([], 1)
    assert not HubSubscription.objects.exists()


def test_feed_that_is_gone_is_denied_in_its_own_language(hub):
    culture = SectionFactory()
    _callback, wish = hub.subscribe(topic_of(culture.channel_key))
    vera = PersonFactory()
    edition = released(authors=[vera])
    _callback, of_person = hub.subscribe(topic_of(vera.channel_key))
    culture.delete()
    vera.is_hidden = True
    vera.save()
    carry()
    with translation.override("ru"):
        reason = str(denying.REASONS[denying.GONE])
    assert [each.denied[0]["hub.reason"] for each in (wish, of_person)] == [reason] * 2
    assert not HubSubscription.objects.exists()
    withdrawals.withdraw([ArticlePage.objects.get(pk=edition.pk)], "Ошибка.")
    carry()
    assert of_person.received == []


def test_denial_that_nobody_takes_is_tried_a_few_times(hub, time_machine):
    time_machine.move_to(now := timezone.now(), tick=False)
    taker = take("ru:all")
    hub.subscribe(keyed(taker))
    hub.subscriber.close()
    end_partner(taker)
    for _ in range(6):
        carry()
        time_machine.move_to(now := now + timedelta(minutes=10), tick=False)
    assert not HubSubscription.objects.exists()


def test_with_another_secret_of_the_site_nothing_is_sent_unsigned(hub, settings):
    _callback, wish = hub.subscribe(secret="secret")
    settings.SECRET_KEY = "another"
    released()
    carry()
    assert (wish.received, wish.forged) == ([], 0)
    assert len(wish.denied) == 1
