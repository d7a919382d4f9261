"""A webhook that was answered is a pick-up, once for each text and partner."""

from datetime import UTC, datetime

import pytest

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.partners.models import Subscription, Way
from news.push.pickups.models import PickUp
from tests.factories import released
from tests.push.post import Post, carry, subscribe

pytestmark = pytest.mark.django_db(transaction=True)


def counted() -> list[tuple[str, str, int]]:
    """Return what was counted, by text and partner."""
    rows = PickUp.objects.filter(sign="told").order_by("pk")
    return [(each.urn, each.partner.name, each.count) for each in rows]


def update(edition: ArticlePage) -> None:
    fresh = ArticlePage.objects.get(pk=edition.pk)
    fresh.lead = "Новое"
    releases.release(fresh, kind="update")


def test_partner_that_answers_has_picked_it_up():
    subscribe()
    subscribe(endpoint="https://other.example/hook", name="Other")
    edition = released()
    carry(Post(204))
    assert sorted(counted()) == [(edition.urn, "Other", 1), (edition.urn, "SooMedia", 1)]


def test_partner_that_does_not_answer_has_not():
    subscribe()
    released()
    carry(Post(500))
    assert counted() == []


def test_later_versions_and_months_add_nothing(time_machine):
    time_machine.move_to(datetime(2026, 11, 9, tzinfo=UTC))
    subscribe()
    edition = released()
    carry(Post(204))
    time_machine.move_to(datetime(2026, 12, 9, tzinfo=UTC))
    update(edition)
    carry(Post(204))
    assert counted() == [(edition.urn, "SooMedia", 1)]


def test_two_receivers_of_one_partner_are_one_partner():
    first = subscribe()
    Subscription.objects.create(
        partner=first.partner,
        includes=["ru:all"],
        way=Way.WEBHOOK,
        endpoint="https://soomedia.example/2",
    )
    edition = released()
    post = Post(204)
    carry(post)
    assert len(post.sent) == 2
    assert counted() == [(edition.urn, "SooMedia", 1)]


def test_who_hears_of_a_withdrawal_alone_has_picked_up_nothing():
    subscribe()
    edition = released()
    withdrawals.withdraw([edition], "Ошибка.")
    post = Post(204)
    carry(post)
    assert len(post.sent) == 1
    assert counted() == []
