"""Each notice is owed to those who take its channels, and to those who were told before."""

import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.partners.models import PartnerState, Way
from news.push.fanning import fan_out
from news.push.models import Delivery, FanOut, Health
from tests.factories import SectionFactory, TopicFactory, draft, released
from tests.push.post import ENDPOINT, subscribe

pytestmark = pytest.mark.django_db


def owed(subscription) -> list[str]:
    """Return what a subscription is owed, by the kind of its notices."""
    fan_out(timezone.now())
    rows = Delivery.objects.filter(subscription=subscription).order_by("notice_id")
    return list(rows.values_list("notice__kind", flat=True))


def again(edition, kind: str = "update", **facts):
    """Release an edition once more, with other facts."""
    fresh = ArticlePage.objects.get(pk=edition.pk)
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.title += "!"
    return releases.release(fresh, kind=kind, note="Было неверно.")


def test_release_is_owed_to_those_who_take_its_language_and_channel():
    culture, choir = SectionFactory(), TopicFactory()
    everything = subscribe("ru:all")
    section = subscribe(f"ru:section:{culture.pk}", endpoint=f"{ENDPOINT}/2")
    topic = subscribe(f"ru:topic:{choir.pk}", endpoint=f"{ENDPOINT}/3")
    french = subscribe("fr:all", endpoint=f"{ENDPOINT}/4")
    released(section=culture)
    assert [owed(each) for each in (everything, section, topic, french)] == [
        ["released"],
        ["released"],
        [],
        [],
    ]


def test_what_is_left_out_is_owed_to_nobody():
    choir = TopicFactory()
    subscription = subscribe("ru:all", excludes=(f"ru:topic:{choir.pk}",))
    released(topics=[choir])
    assert owed(subscription) == []


def test_draft_is_owed_to_nobody():
    subscription = subscribe()
    draft()
    assert owed(subscription) == []


def test_story_that_leaves_a_section_is_owed_there_and_so_is_all_that_follows():
    culture, sport = SectionFactory(), SectionFactory()
    subscription = subscribe(f"ru:section:{culture.pk}")
    edition = released(section=culture)
    again(edition, section=sport)
    again(edition, "correction")
    withdrawals.withdraw([ArticlePage.objects.get(pk=edition.pk)], "Ошибка.")
    assert owed(subscription) == ["released", "updated", "corrected", "withdrawn"]


def test_story_that_leaves_a_section_is_owed_to_those_who_may_have_fetched_it_there():
    culture, sport = SectionFactory(), SectionFactory()
    left, gone = released(section=culture), released(section=culture)
    subscription = subscribe(f"ru:section:{culture.pk}")
    again(left, section=sport)
    withdrawals.withdraw([gone], "Ошибка.")
    assert owed(subscription) == ["updated", "withdrawn"]


def test_story_that_enters_what_is_left_out_is_still_owed():
    sport = SectionFactory()
    subscription = subscribe("ru:all", excludes=(f"ru:section:{sport.pk}",))
    edition = released()
    again(edition, section=sport)
    again(edition)
    assert owed(subscription) == ["released", "updated", "updated"]


def test_story_that_leaves_what_is_left_out_is_owed_from_then_on():
    sport = SectionFactory()
    subscription = subscribe("ru:all", excludes=(f"ru:section:{sport.pk}",))
    edition = released(section=sport)
    again(edition, section=None)
    assert owed(subscription) == ["updated"]


def test_minor_fix_is_owed_to_nobody():
    subscription = subscribe()
    again(released(), "fix")
    assert owed(subscription) == ["released"]


def test_new_subscription_hears_from_the_present_on():
    edition = released()
    subscription = subscribe()
    assert owed(subscription) == []
    again(edition)
    assert owed(subscription) == ["updated"]


def test_subscription_made_before_anybody_looked_hears_only_what_came_after():
    early = subscribe()
    released(title="Первый")
    late = subscribe(endpoint=f"{ENDPOINT}/2")
    released(title="Второй")
    assert len(owed(early)) == 2
    assert len(owed(late)) == 1


def test_subscription_that_returns_to_webhooks_hears_from_then_on():
    subscription = subscribe()
    subscription.way = Way.PULL
    subscription.save()
    released()
    subscription.way = Way.WEBHOOK
    subscription.save()
    assert owed(subscription) == []
    released()
    assert owed(subscription) == ["released"]


def test_subscription_without_a_beginning_hears_too_much_and_never_too_little():
    subscription = subscribe()
    fan_out(timezone.now())
    Health.objects.all().delete()
    released()
    assert owed(subscription) == ["released"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [(PartnerState.PAUSED, ["released", "withdrawn"]), (PartnerState.ENDED, ["released"])],
)
def test_partner_that_pauses_is_owed_only_what_becomes_of_its_texts(state, expected):
    subscription = subscribe()
    edition = released()
    assert owed(subscription) == ["released"]
    subscription.partner.state = state
    subscription.partner.save()
    released()
    withdrawals.withdraw([edition], "Ошибка.")
    assert owed(subscription) == expected


def test_each_notice_is_owed_once_however_often_somebody_looks():
    subscription = subscribe()
    edition = released()
    for _look in range(3):
        owed(subscription)
    FanOut.objects.update(last=0)
    again(edition)
    assert owed(subscription) == ["released", "updated"]


def test_subscription_that_is_fetched_is_owed_nothing():
    subscription = subscribe()
    subscription.way = Way.PULL
    subscription.save()
    released()
    assert owed(subscription) == []
