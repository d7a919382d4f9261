"""To one endpoint, news of one edition goes out in order, and each delivery by one worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.push.claiming import LEASE, _lease, claim
from news.push.courier import Courier
from news.push.fanning import fan_out
from news.push.models import Delivery
from news.push.sending import Outcome
from news.push.settling import settle
from tests.factories import released
from tests.push.post import ENDPOINT, Post, carry, states, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(time_machine):
    """Return a moment at which time stands still."""
    moment = timezone.now()
    time_machine.move_to(moment, tick=False)
    return moment


def update(edition, title: str) -> None:
    fresh = ArticlePage.objects.get(pk=edition.pk)
    fresh.title = title
    releases.release(fresh, kind="update")
    fan_out(timezone.now())


def leased(at_most: int = 10) -> list[Delivery]:
    return list(claim(at_most, timezone.now()))


def test_newer_news_replaces_older_that_waits():
    subscribe()
    edition = released(title="Один")
    fan_out(timezone.now())
    update(edition, "Два")
    update(edition, "Три")
    post = Post()
    carry(post)
    assert post.titles == ["Три"]
    assert states() == ["superseded", "superseded", "delivered"]


def test_newer_news_replaces_older_that_failed():
    subscribe()
    edition = released()
    fan_out(timezone.now())
    Delivery.objects.update(state="failed")
    update(edition, "Два")
    assert states() == ["superseded", "due"]


def test_newer_news_of_one_text_replaces_nothing_of_another():
    subscribe()
    other = released(title="Другой")
    edition = released(title="Один")
    fan_out(timezone.now())
    update(edition, "Два")
    post = Post()
    carry(post)
    assert sorted(post.titles) == ["Два", "Другой"]
    assert states() == ["delivered", "superseded", "delivered"]
    assert other.urn != edition.urn


def test_what_is_on_its_way_is_not_replaced_and_newer_news_waits_for_it(now):
    subscribe()
    edition = released(title="Один")
    fan_out(now)
    (first,) = leased()
    update(edition, "Два")
    assert states() == ["leased", "due"]
    assert leased() == []
    settle(first, Outcome(status=200), now)
    assert [each.notice.kind for each in leased()] == ["updated"]


def test_what_was_on_its_way_and_failed_is_not_tried_after_newer_news(now):
    subscribe()
    edition = released(title="Один")
    fan_out(now)
    (first,) = leased()
    update(edition, "Два")
    settle(first, Outcome(status=500), now)
    assert states() == ["superseded", "due"]


def test_older_news_that_a_race_has_put_back_never_goes_out(now):
    subscribe()
    edition = released(title="Один")
    fan_out(now)
    update(edition, "Два")
    Delivery.objects.filter(notice__kind="released").update(state="due")
    assert [each.notice.kind for each in leased()] == ["updated"]
    post = Post()
    carry(post)
    assert states() == ["superseded", "leased"]


def test_two_workers_never_have_the_same_delivery(now):
    subscribe()
    released()
    fan_out(now)
    first, second = claim(9, now), claim(9, now)
    assert len([*first, *second]) == 1


def test_two_workers_who_have_read_the_same_row_send_it_once(now):
    subscribe()
    released()
    fan_out(now)
    rows = claim(1, now)
    one = next(rows)
    # The other has read it before the first took it.
    stale = Delivery.objects.get(pk=one.pk)
    stale.state, stale.tries, stale.due_at = "due", 0, now
    assert not _lease(stale, now, LEASE)


def test_worker_that_has_read_a_row_before_newer_news_came_does_not_send_it(now):
    subscribe()
    edition = released(title="Один")
    fan_out(now)
    stale = Delivery.objects.get()
    update(edition, "Два")
    Delivery.objects.filter(pk=stale.pk).update(state="due")
    assert not _lease(stale, now, LEASE)


def test_delivery_of_a_dead_worker_is_taken_again_within_70_seconds(now, time_machine):
    subscribe()
    released()
    fan_out(now)
    (first,) = leased()
    time_machine.move_to(now + timedelta(seconds=59), tick=False)
    assert leased() == []
    time_machine.move_to(now + timedelta(seconds=65), tick=False)
    post = Post()
    carry(post)
    assert [letter.message_id for letter in post.sent] == [first.message_id]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == ("delivered", 2)
    assert "status" not in delivery.attempts[0]
    assert delivery.attempts[1]["status"] == 204


def test_delivery_of_a_dead_worker_gives_way_to_newer_news(now, time_machine):
    subscribe()
    edition = released(title="Один")
    fan_out(now)
    leased()
    update(edition, "Два")
    time_machine.move_to(now + LEASE, tick=False)
    post = Post()
    carry(post)
    assert post.titles == ["Два"]
    assert states() == ["superseded", "delivered"]


def test_worker_that_was_stopped_for_long_sends_nothing_late(now):
    subscribe()
    released()
    post = Post()
    Courier(post, lease=timedelta(seconds=5), seconds=10, vary=lambda: 1.0).carry()
    assert post.sent == []
    assert Delivery.objects.get().fault == "late"


def test_answer_to_a_lease_that_another_has_taken_over_changes_nothing(now, time_machine):
    subscribe()
    released()
    fan_out(now)
    (first,) = leased()
    time_machine.move_to(now + LEASE, tick=False)
    (second,) = leased()
    settle(first, Outcome(status=500), timezone.now())
    assert states() == ["leased"]
    settle(second, Outcome(status=200), timezone.now())
    assert states() == ["delivered"]


def test_id_is_the_same_in_every_attempt_and_of_no_other(now, time_machine):
    subscribe()
    subscribe(endpoint=f"{ENDPOINT}/2")
    edition = released()
    post = Post("timeout", 500, 204)
    carry(post)
    for seconds in (6, 400):
        time_machine.move_to(timezone.now() + timedelta(seconds=seconds), tick=False)
        carry(post)
    withdrawals.withdraw([edition], "Ошибка.")
    carry(post)
    by_place: dict[str, list[str]] = {}
    for letter in post.sent:
        by_place.setdefault(letter.url, []).append(letter.message_id)
    assert {len(ids) for ids in by_place.values()} == {4}
    assert all(len(set(ids)) == 2 and len(set(ids[:3])) == 1 for ids in by_place.values())
    assert len({message for ids in by_place.values() for message in ids}) == 4
