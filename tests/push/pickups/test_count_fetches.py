"""What was fetched with a key is counted by partner, text and month, once for each version."""

from datetime import UTC, date, datetime

import pytest

from news.articles import releases, withdrawals
from news.articles.ledger import Notice
from news.articles.models import ArticlePage
from news.newsroom import sweep
from news.partners import usage
from news.partners.models import Partner
from news.push.models import Fetch
from news.push.pickups.fetches import SUMMED_EVERY, SUMMING, Summing
from news.push.pickups.models import PickUp
from tests.factories import released
from tests.layered import LayeredClient
from tests.partners.conftest import take

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 9, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def partner(tmp_path) -> LayeredClient:
    """Ask as a partner's machine does, through the layer."""
    return LayeredClient(tmp_path / "ready")


def counted() -> dict[tuple[str, str, date], int]:
    """Return what was counted, by text, partner and month."""
    usage.USAGE.write()
    Summing().sum_when_due()
    rows = PickUp.objects.filter(sign="fetch").select_related("partner")
    return {(each.urn, each.partner.name, each.month): each.count for each in rows}


def test_each_version_that_a_partner_fetches_counts_once(partner):
    edition = released()
    taker, other = take("ru:all"), take("ru:all", name="Le Courrier")
    partner.get(taker.address())
    partner.get(taker.address())
    partner.get(other.address())
    assert counted() == {
        (edition.urn, "SooMedia", NOVEMBER): 1,
        (edition.urn, "Le Courrier", NOVEMBER): 1,
    }
    releases.release(ArticlePage.objects.get(pk=edition.pk), kind="update")
    partner.get(taker.address())
    assert counted()[edition.urn, "SooMedia", NOVEMBER] == 2


def test_news_of_a_withdrawal_is_no_pick_up(partner):
    edition = released()
    withdrawals.withdraw([edition], "Ошибка.")
    partner.get(take("ru:all").address())
    usage.USAGE.write()
    assert Fetch.objects.exists()
    assert counted() == {}


def fetch(edition: ArticlePage, taker, at: datetime) -> None:
    notice = Notice.objects.filter(urn=edition.urn).last()
    Fetch.objects.create(
        subscription=taker.subscription, notice=notice, urn=edition.urn, language="ru", at=at
    )


def test_months_are_the_newsrooms():
    first, second = released(title="Первый"), released(title="Второй")
    taker = take("ru:all")
    # In Tunis it is November an hour before it is in Greenwich.
    fetch(first, taker, datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    fetch(second, taker, datetime(2026, 10, 31, 23, 1, tzinfo=UTC))
    assert {(urn, month) for urn, _name, month in counted()} == {
        (first.urn, OCTOBER),
        (second.urn, NOVEMBER),
    }


def test_counts_stay_once_their_rows_are_gone(partner):
    edition = released()
    partner.get(take("ru:all").address())
    before = counted()
    Fetch.objects.all().delete()
    assert counted() == before
    Partner.objects.all().delete()
    row = PickUp.objects.get()
    assert (row.urn, row.count, row.partner) == (edition.urn, 1, None)


def test_worker_does_it_by_itself():
    assert sweep.SWEEPS["pick-ups"] == SUMMING.sum_when_due


def test_worker_sums_up_by_and_by(time_machine):
    summing, edition, taker = Summing(), released(), take("ru:all")
    summing.sum_when_due()
    fetch(edition, taker, NOW)
    summing.sum_when_due()
    assert not PickUp.objects.exists()
    time_machine.move_to(NOW + SUMMED_EVERY, tick=False)
    summing.sum_when_due()
    assert PickUp.objects.get().count == 1


def test_worker_that_begins_late_finds_what_was_before(time_machine):
    edition, taker = released(), take("ru:all")
    fetch(edition, taker, NOW)
    time_machine.move_to(datetime(2026, 12, 20, tzinfo=UTC))
    assert [month for _urn, _name, month in counted()] == [NOVEMBER]
