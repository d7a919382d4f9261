"""Workers and web server are killed while receivers fail: no news is lost or out of order."""

import pytest

from news.newsroom.models import NewsroomSettings
from tests.push.trial import kills
from tests.ready.conftest import database_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 20
# A worker's lease in seconds, a request's most; the product's are 60 and 10.
LEASE, SECONDS = 2.0, 1.0
# What may come to the lease: two looks of the sweep.
SLACK = 10.0


def test_no_notice_is_lost_or_out_of_order_and_repeats_have_the_same_id(tmp_path):
    NewsroomSettings.load()
    environment = {"VESTNIK_DATA": str(tmp_path), **database_of_the_test(tmp_path)}
    verdict = kills.run(KILLS, environment, tmp_path, lease=LEASE, seconds=SECONDS)
    print(verdict)  # noqa: T201
    assert verdict.lost == verdict.disorder == verdict.other_ids == []
    assert verdict.recovery <= LEASE + SLACK
    # Else it was no trial.
    assert 0 < verdict.web_kills < KILLS
    assert sum(verdict.cut.values()) > 0
    assert {"release", "withdraw", "restore"} < set(verdict.done)
    assert verdict.repeats > 0
