"""Which version a partner has is known from its fetches, whatever it answers or says."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.ledger import Notice, NoticeCounter
from news.partners import usage
from news.partners.models import Subscription
from news.partners.selections import selection
from news.partners.usage import Poll, Usage
from news.push import fetches
from news.push.models import Fetch, Polled
from news.syndication import build
from news.syndication.audience import public
from tests.factories import SectionFactory, TopicFactory, draft, released
from tests.layered import LayeredClient
from tests.partners.conftest import Taker, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(tmp_path) -> LayeredClient:
    """Ask as a partner's machine does, through the layer."""
    return LayeredClient(tmp_path / "ready")


def fetched(taker: Taker | None = None) -> list[str]:
    """Return the kinds of the notices whose versions were fetched, in order."""
    usage.USAGE.write()
    rows = Fetch.objects.order_by("notice_id")
    if taker:
        rows = rows.filter(subscription=taker.subscription)
    return list(rows.values_list("notice__kind", flat=True))


def test_version_that_was_given_is_fetched(partner):
    edition = released()
    taker = take("ru:all")
    partner.get(taker.address())
    assert fetched() == ["released"]
    fetch = Fetch.objects.get()
    assert (fetch.urn, fetch.language) == (edition.urn, "ru")
    assert timezone.now() - fetch.at < timedelta(minutes=1)
    releases.release(edition, kind="correction", note="Ошибка.")
    assert fetched() == ["released"]
    partner.get(taker.address(extension="rss"))
    assert fetched() == ["released", "corrected"]


def test_what_is_found_unchanged_is_had(partner):
    released()
    first, second = take("ru:all"), take("ru:all")
    tag = partner.get(first.address())["ETag"]
    assert partner.get(second.address(), HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert fetched(second) == ["released"]


def test_version_that_was_replaced_before_is_not_fetched(partner):
    edition = released()
    releases.release(edition, kind="update")
    partner.get(take("ru:all").address())
    assert fetched() == ["updated"]


def test_text_taken_back_within_the_minute_is_known_to_have_been_fetched(partner):
    edition = released()
    taker = take("ru:all")
    partner.get(taker.address())
    withdrawals.withdraw([edition], "Ошибка.")
    assert fetched() == ["released"]
    partner.get(taker.address())
    assert fetched() == ["released", "withdrawn"]


def test_deleted_text_is_fetched_as_withdrawn(partner):
    edition = released()
    taker = take("ru:all")
    edition.delete()
    partner.get(taker.address())
    assert fetched() == ["withdrawn"]


def test_minor_fix_is_no_version_to_have(partner):
    edition = released()
    releases.release(edition, kind="fix")
    partner.get(take("ru:all").address())
    assert fetched() == ["released"]


def test_what_answers_nothing_proves_nothing(partner):
    released()
    taker = take("fr:all")
    for address in (taker.address("ru"), taker.address("fr", "exe"), "/partners/x/ru.json"):
        assert partner.get(address).status_code == 404
    assert partner.head(take("ru:all").address()).status_code == 200
    assert fetched() == []


def test_only_what_is_taken_is_fetched(partner):
    culture, choir = SectionFactory(), TopicFactory()
    released(section=culture)
    released(section=culture, topics=[choir])
    released("fr", section=culture)
    taker = take(f"ru:section:{culture.pk}", excludes=(f"ru:topic:{choir.pk}",))
    partner.get(taker.address())
    assert fetched() == ["released"]


def test_channel_added_later_brings_what_is_in_it_by_the_next_fetch(partner):
    released("ru", section=SectionFactory())
    culture = SectionFactory()
    released("ru", section=culture)
    taker = take(f"ru:section:{culture.pk}")
    partner.get(taker.address())
    assert len(fetched()) == 1
    subscription = Subscription.objects.get()
    partner.get(taker.address())
    subscription.includes = ["ru:all"]
    subscription.save()
    assert len(fetched()) == 1
    partner.get(taker.address())
    assert len(fetched()) == 2


def test_each_language_is_fetched_by_itself_and_its_moment_is_known(partner, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    released()
    released("fr")
    taker = take("ru:all", "fr:all")
    partner.get(taker.address("ru"))
    time_machine.move_to(now + timedelta(minutes=5), tick=False)
    partner.get(taker.address("ru"))
    partner.get(taker.address("fr"))
    usage.USAGE.write()
    assert dict(Fetch.objects.values_list("language", "at")) == {
        "ru": now,
        "fr": now + timedelta(minutes=5),
    }
    moments = set(Polled.objects.values_list("language", "at"))
    assert moments == {(each, now + timedelta(minutes=5)) for each in ("ru", "fr")}


def test_process_that_knew_less_adds_the_version_that_it_gave():
    edition = released()
    taker = take("ru:all")
    earlier = NoticeCounter.present()
    withdrawals.withdraw([edition], "Ошибка.")
    for sequence in (NoticeCounter.present(), earlier):
        now = timezone.now()
        fetches.write([Poll(taker.subscription, "ru", sequence, now, now)])
    assert fetched() == ["released", "withdrawn"]
    assert Polled.objects.get().sequence == NoticeCounter.present()


def test_subscription_that_is_gone_by_then_is_no_fault(partner):
    released()
    partner.get(take("ru:all").address())
    Subscription.objects.all().delete()
    assert fetched() == []


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_said_to_be_fetched_that_was_not_in_the_feed(monkeypatch, seed):
    """Whatever happens between fetch and writing, of few texts or of more than a feed holds."""
    chance = random.Random(seed)
    for module in (build, fetches):
        monkeypatch.setattr(module, "FEED_LENGTH", 4)
    culture, other = SectionFactory(), SectionFactory()
    chosen = selection(take(f"ru:section:{culture.pk}").subscription, "ru")
    editions = []
    given: list[tuple[int, set[tuple[str, bool]]]] = []
    for _step in range(14):
        _happen(chance, editions, [culture, other])
        document = build.feed(chosen, public())
        held = {(item.urn, bool(item.withdrawal)) for item in document.items}
        given.append((NoticeCounter.present(), held))
        assert _shown(chosen, given[-1][0]) == held
        for sequence, then in given:
            assert _shown(chosen, sequence) <= then


def _shown(chosen, sequence: int) -> set[tuple[str, bool]]:
    found = list(fetches.shown(chosen, sequence, timezone.now()))
    kinds = Notice.objects.in_bulk([each.sequence for each in found])
    return {(each.urn, kinds[each.sequence].kind == "withdrawn") for each in found}


def _happen(chance, editions, sections) -> None:
    what = chance.choice(["release", "release", "update", "fix", "withdraw", "restore", "delete"])
    live = [each for each in editions if each.live]
    back = [each for each in editions if not each.live]
    if what in {"update", "fix"} and live:
        edition = chance.choice(live)
        edition.section = chance.choice(sections)
        releases.release(edition, kind=what)
    elif what == "withdraw" and live:
        withdrawals.withdraw([chance.choice(live)], "Ошибка.")
    elif what == "restore" and back:
        releases.release(chance.choice(back))
    elif what == "delete" and live and chance.random() < 0.3:
        edition = editions.pop(editions.index(chance.choice(live)))
        edition.delete()
    else:
        editions.append(released(section=chance.choice(sections)))
    for edition in editions:
        edition.refresh_from_db()


def test_number_of_queries_does_not_grow_with_partners_or_texts():
    counts = []
    for _round in range(3):
        for _number in range(3):
            released()
            take("ru:all")
        sequence, now = NoticeCounter.present(), timezone.now()
        polls = [Poll(each, "ru", sequence, now, now) for each in Subscription.objects.all()]
        with CaptureQueriesContext(connection) as asked:
            fetches.write(polls)
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_what_cannot_be_written_is_written_later(partner, monkeypatch):
    released()
    partner.get(take("ru:all").address())

    def fail(_polls) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(usage, "WRITE_POLLS", fail)
        with pytest.raises(DatabaseError):
            usage.USAGE.write()
    assert fetched() == ["released"]


def test_only_a_process_that_serves_writes_by_itself():
    here = Usage()
    here.note(1)
    here.note_poll(Subscription(pk=1), "ru", 1)
    assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    here.serve()
    here.note(1)
    here.note(1)
    (timer,) = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    timer.cancel()
    timer.join()


def test_draft_is_never_fetched(partner):
    draft()
    partner.get(take("ru:all").address())
    assert fetched() == []
