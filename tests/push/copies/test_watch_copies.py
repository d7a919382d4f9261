"""After a withdrawal each copy is looked at until it is gone, politely and safely."""

import threading
from datetime import timedelta

import pytest

from news.articles import withdrawals
from news.articles.circumstances import under
from news.articles.models import ArticlePage, Notice
from news.push.copies import pacing
from news.push.copies.models import CopyCheck, CopyHost, CopyState, GivenBy, PartnerCopy
from news.push.copies.noting import note, say_gone, take_out
from news.push.copies.watching import Watcher
from news.push.fanning import fan_out
from news.push.models import Delivery, DeliveryState
from tests.factories import released
from tests.push.addresses import PRIVATE_RESULTS
from tests.push.copies.web import (
    ARTICLE,
    BEGIN,
    HEADLINE,
    SENTENCE,
    URL,
    Web,
    copy_of,
    page,
    states,
    withdraw,
)
from tests.push.post import subscribe

pytestmark = pytest.mark.django_db

ROBOTS = "https://soomedia.example/robots.txt"


@pytest.fixture
def edition() -> ArticlePage:
    return released(title=HEADLINE, text=f"<p>{SENTENCE}</p>", at=BEGIN - timedelta(days=1))


def fresh(copy: PartnerCopy) -> PartnerCopy:
    return PartnerCopy.objects.get(pk=copy.pk)


def looked(edition, *answers, **later) -> tuple[PartnerCopy, Web]:
    """Return a copy that was looked at once after a withdrawal, and the web it is in."""
    copy, web = copy_of(edition), Web({URL: list(answers)})
    withdraw(edition)
    web.watch(**(later or {"minutes": 15}))
    return fresh(copy), web


def test_nothing_is_asked_while_the_text_is_public(edition):
    copy_of(edition)
    web = Web({URL: ARTICLE})
    web.watch(days=3)
    assert web.asked == []


def test_first_look_comes_some_minutes_after_the_withdrawal(edition):
    copy, web = copy_of(edition), Web({URL: ARTICLE})
    withdraw(edition)
    web.watch(minutes=9)
    assert web.asked == []
    web.watch(minutes=2)
    assert web.asked == [ROBOTS, URL]
    assert states(copy) == [CopyState.THERE]


@pytest.mark.parametrize(
    ("answer", "state", "status", "fault", "found"),
    [
        (404, "gone", 404, "", ""),
        (410, "gone", 410, "", ""),
        (ARTICLE, "there", 200, "", "text"),
        ("<p>Отозвано.", "changed", 200, "", "nothing"),
        (f"<h1>{HEADLINE}</h1><p>Отозвано.", "changed", 200, "", "headline"),
        (page("", 301, location="/"), "elsewhere", 301, "", ""),
        (page("<p>…", cut=True), "unreachable", 200, "", "cut"),
        (403, "unreachable", 403, "", ""),
        (500, "unreachable", 500, "", ""),
        ("timeout", "unreachable", None, "timeout", ""),
        ("certificate", "unreachable", None, "certificate", ""),
    ],
)
def test_what_was_found_is_written_down(edition, answer, state, status, fault, found):
    copy, web = looked(edition, answer)
    assert web.pages_asked == [URL]
    check = CopyCheck.objects.get(copy=copy)
    assert (check.state, check.status, check.fault, check.found) == (state, status, fault, found)
    assert check.withdrawal == Notice.objects.get(kind="withdrawn")
    assert (copy.state, copy.checked_at) == (state, check.at)


def test_copy_is_looked_at_less_and_less_often_until_it_is_gone(edition):
    copy, web = copy_of(edition), Web({URL: [ARTICLE] * 5 + [410]})
    withdraw(edition)
    while len(states(copy)) < 6:
        web.watch(minutes=30)
    moments = list(copy.checks.values_list("at", flat=True))
    hours = [
        round((b - a) / timedelta(hours=1)) for a, b in zip(moments, moments[1:], strict=False)
    ]
    assert hours == [1, 3, 8, 24, 24]
    assert states(copy) == [CopyState.THERE] * 5 + [CopyState.GONE]
    web.watch(days=3)
    assert len(states(copy)) == 6
    assert fresh(copy).due_at is None


def test_copy_that_stays_is_left_alone_after_thirty_days(edition):
    copy, web = copy_of(edition), Web({URL: ARTICLE})
    withdraw(edition)
    for _day in range(40):
        web.watch(hours=25)
    assert 25 <= len(states(copy)) <= 35
    assert copy.checks.last().at < BEGIN + timedelta(days=30)
    assert fresh(copy).state == CopyState.THERE
    assert fresh(copy).due_at is None


def test_restored_text_is_not_looked_for_any_more(edition):
    copy, web = looked(edition, ARTICLE)
    with under(at=web.now):
        withdrawals.restore(ArticlePage.objects.get(pk=edition.pk))
    web.watch(days=2)
    assert web.pages_asked == [URL]
    copy = fresh(copy)
    assert (copy.state, copy.due_at, copy.withdrawal) == (CopyState.UNKNOWN, None, None)
    assert states(copy) == [CopyState.THERE]


def test_text_restored_before_anybody_noticed_is_not_asked_for(edition):
    copy = copy_of(edition)
    withdraw(edition)
    pacing.tend(BEGIN)
    withdrawals.restore(ArticlePage.objects.get(pk=edition.pk))
    assert pacing.claim(BEGIN + timedelta(hours=1)) is None
    assert fresh(copy).withdrawal


def test_second_withdrawal_begins_anew(edition):
    copy, web = looked(edition, 404, ARTICLE)
    with under(at=web.now):
        withdrawals.restore(ArticlePage.objects.get(pk=edition.pk))
    withdraw(edition, web.now + timedelta(hours=1))
    web.watch(hours=2)
    assert states(copy) == [CopyState.GONE, CopyState.THERE]
    assert len(set(copy.checks.values_list("withdrawal", flat=True))) == 2


def test_address_given_after_the_withdrawal_is_looked_at_soon(edition):
    withdraw(edition)
    copy, web = copy_of(edition), Web({URL: ARTICLE})
    web.watch(days=2)
    assert states(copy) == [CopyState.THERE]


def test_address_given_long_after_is_left_alone(edition):
    withdraw(edition)
    web = Web({URL: ARTICLE})
    copy_of(edition)
    web.watch(days=31)
    assert web.asked == []


def test_copy_of_a_deleted_text_counts_as_there_while_it_answers(edition):
    copy, web = copy_of(edition), Web({URL: "<p>…"})
    with under(at=BEGIN):
        ArticlePage.objects.get(pk=edition.pk).delete()
    web.watch(minutes=15)
    assert copy.checks.get().found == "no-words"
    assert states(copy) == [CopyState.THERE]


def test_partner_is_told_before_its_copy_is_looked_at(edition):
    subscription = subscribe()
    copy, web = copy_of(edition, partner=subscription.partner), Web({URL: ARTICLE})
    withdraw(edition)
    fan_out(BEGIN)
    web.watch(hours=2)
    assert web.asked == []
    told_at = web.now + timedelta(minutes=1)
    Delivery.objects.filter(notice__kind="withdrawn").update(
        state=DeliveryState.DELIVERED, delivered_at=told_at
    )
    web.watch(minutes=2)
    assert fresh(copy).due_at == told_at + pacing.FIRST
    web.watch(minutes=10)
    assert states(copy) == [CopyState.THERE]


def test_partner_that_cannot_be_told_is_looked_at_after_a_day(edition):
    subscription = subscribe()
    copy, web = copy_of(edition, partner=subscription.partner), Web({URL: ARTICLE})
    withdraw(edition)
    fan_out(BEGIN)
    web.watch(hours=25)
    assert states(copy) == [CopyState.THERE]


def test_word_of_the_partner_brings_the_next_look_forward(edition):
    copy, web = looked(edition, ARTICLE, 404)
    say_gone(copy)
    PartnerCopy.objects.filter(pk=copy.pk).update(due_at=web.now)
    web.watch(minutes=1)
    assert states(copy) == [CopyState.THERE, CopyState.GONE]


def test_address_that_was_taken_out_is_left_alone_and_its_looks_stay(edition):
    copy, web = looked(edition, ARTICLE)
    take_out(copy)
    web.watch(days=2)
    assert states(copy) == [CopyState.THERE]
    assert PartnerCopy.objects.known().count() == 0
    again = note(copy.partner, edition.urn, URL, GivenBy.PAGE)
    assert again == copy
    web.watch(minutes=15)
    assert states(copy) == [CopyState.THERE] * 2


def test_robots_txt_that_forbids_is_obeyed_and_told(edition):
    copy = copy_of(edition)
    web = Web({ROBOTS: "User-agent: *\nDisallow: /choir", URL: ARTICLE})
    withdraw(edition)
    web.watch(minutes=15)
    assert web.asked == [ROBOTS]
    assert states(copy) == [CopyState.FORBIDDEN]
    assert copy.checks.get().fault == "robots"


def test_robots_txt_that_cannot_be_had_keeps_us_away(edition):
    copy = copy_of(edition)
    web = Web({ROBOTS: [503, 503, ""], URL: ARTICLE})
    withdraw(edition)
    web.watch(minutes=15)
    assert web.asked == [ROBOTS]
    assert (copy.checks.get().state, copy.checks.get().status) == (CopyState.UNREACHABLE, 503)
    web.watch(hours=2)
    web.watch(hours=4)
    assert states(copy) == [CopyState.UNREACHABLE] * 2 + [CopyState.THERE]


def test_one_server_is_asked_one_thing_at_a_time_with_pauses(edition):
    urls = [f"https://soomedia.example/choir/{number}" for number in range(4)]
    other = "https://echo.example/choir"
    web = Web(dict.fromkeys([*urls, other], ARTICLE))
    for url in [*urls, other]:
        copy_of(edition, url)
    withdraw(edition)
    web.watch(minutes=15)
    assert sorted(web.pages_asked) == sorted([*urls, other])
    for moments in web.at.values():
        gaps = [b - a for a, b in zip(moments, moments[1:], strict=False)]
        assert min(gaps) >= pacing.PAUSE
    # While one server rests, another is asked.
    assert web.pages_asked.index(other) < len(urls)


def test_pause_that_a_server_asks_for_is_kept(edition):
    urls = [f"https://soomedia.example/choir/{number}" for number in range(3)]
    pages = dict.fromkeys(urls, ARTICLE) | {ROBOTS: "User-agent: *\nCrawl-delay: 40\nDisallow:"}
    web = Web(pages)
    for url in urls:
        copy_of(edition, url)
    withdraw(edition)
    web.watch(minutes=15)
    moments = web.at["soomedia.example"][1:]
    assert all(b - a >= timedelta(seconds=40) for a, b in zip(moments, moments[1:], strict=False))
    assert len(moments) == 3


def test_two_workers_share_no_server(edition):
    one = copy_of(edition, f"{URL}/1")
    two = copy_of(edition, f"{URL}/2")
    elsewhere = copy_of(edition, "https://echo.example/choir")
    withdraw(edition)
    now = BEGIN + timedelta(minutes=15)
    pacing.tend(now)
    claimed = [pacing.claim(now) for _worker in range(3)]
    assert claimed == [one, elsewhere, None]
    pacing.release("soomedia.example", now)
    assert pacing.claim(now + timedelta(seconds=9)) is None
    assert pacing.claim(now + timedelta(seconds=11)) in {one, two}


def test_server_left_by_a_killed_worker_is_taken_up(edition):
    copy = copy_of(edition)
    withdraw(edition)
    now = BEGIN + timedelta(minutes=15)
    pacing.tend(now)
    assert pacing.claim(now) == copy
    assert pacing.claim(now + pacing.LEASE - timedelta(seconds=1)) is None
    assert pacing.claim(now + pacing.LEASE) == copy


def test_look_that_is_overtaken_is_not_written(edition):
    copy, web = copy_of(edition), Web()

    def meanwhile() -> int:
        PartnerCopy.objects.filter(pk=copy.pk).update(removed_at=web.now, due_at=None)
        return 200

    web.pages[URL] = [meanwhile]
    withdraw(edition)
    web.watch(minutes=15)
    assert web.pages_asked == [URL]
    assert not CopyCheck.objects.exists()


def test_fault_of_our_own_is_no_reason_to_ask_again_and_again(edition, monkeypatch):
    def fail(_urn: str) -> None:
        raise RuntimeError("no words today")

    monkeypatch.setattr("news.push.copies.watching.traces_of", fail)
    copy, web = looked(edition, ARTICLE)
    assert copy.checks.get().fault == "unmade"
    web.watch(minutes=15)
    assert copy.checks.count() == 1
    assert web.pages_asked == []


def test_worker_that_stops_asks_nothing_more(edition):
    copy, web = copy_of(edition), Web({URL: ARTICLE})
    withdraw(edition)
    watcher = Watcher(web.send, clock=web.clock, rest=lambda _seconds: watcher.stop())
    web.watch(watcher, minutes=15)
    assert web.asked == [ROBOTS]
    assert states(copy) == []


@pytest.mark.parametrize("addresses", PRIVATE_RESULTS)
def test_name_that_leads_into_a_private_network_is_never_asked(addresses, edition, network):
    from news.push import outgoing

    def send(url, **bounds):
        return outgoing.send(url, resolve=lambda _host: addresses, **bounds)

    copy, web = copy_of(edition), Web()
    withdraw(edition)
    web.watch(Watcher(send, clock=web.clock, rest=web.rest), minutes=15)
    assert network.connections == []
    check = copy.checks.get()
    assert (check.state, check.fault) == (CopyState.UNREACHABLE, "address")


def test_redirect_of_robots_txt_into_a_private_network_is_not_followed(edition, network):
    from news.push import outgoing

    def send(url, **bounds):
        if url == ROBOTS:
            return page("", 302, location="http://169.254.169.254/latest/meta-data/")
        return outgoing.send(url, **bounds)

    copy, web = copy_of(edition), Web()
    withdraw(edition)
    web.watch(Watcher(send, clock=web.clock, rest=web.rest), minutes=15)
    assert network.connections == network.lookups == []
    assert copy.checks.get().fault == "address"


@pytest.mark.django_db(transaction=True)
def test_sweep_looks_in_a_thread_of_its_own(edition):
    asked = threading.Event()
    web = Web({URL: ARTICLE})
    copy = copy_of(edition)
    withdraw(edition)
    web.now = BEGIN + timedelta(minutes=15)

    def send(url, **bounds):
        if url == URL:
            asked.set()
        return web.send(url, **bounds)

    watcher = Watcher(send, clock=web.clock, rest=lambda _seconds: None)
    watcher.start()
    assert asked.wait(10)
    watcher.stop()
    assert states(copy) == [CopyState.THERE]
    assert not CopyHost.objects.filter(free_at__gt=web.now + pacing.PAUSE).exists()
