"""A partner has the news sent to its receiver, and looks after that by itself on its page."""

import html
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.utils import timezone

from news.articles import withdrawals
from news.articles.models import ArticlePage
from news.partners.endpoints import secrets_of
from news.partners.models import Partner, PartnerState, Subscription, Way
from news.push import replaying
from news.push.models import Delivery, DeliveryState, Health
from tests.factories import SectionFactory, draft, released
from tests.partners.test_set_up import Page, text
from tests.push.conftest import own_network  # noqa: F401
from tests.push.post import Post, carry
from tests.push.receivers import Receiver, say

pytestmark = pytest.mark.django_db

ENDPOINT = "https://goulette.example/vestnik"
TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def page(client, newsroom) -> Page:
    cache.clear()
    return Page(client, Partner.objects.create(name="La Goulette Info", language="en"))


def send_to(page: Page, endpoint: str = ENDPOINT, *channels: str, **sent: str):
    chosen = list(channels or ["fr:all"])
    return page.press(
        "choose", channels=chosen, way="webhook", endpoint=endpoint, agree="on", **sent
    )


def own() -> Subscription:
    return Subscription.objects.get()


def said(answer) -> str:
    return html.unescape(answer if isinstance(answer, str) else text(answer))


def test_receiver_is_given_and_its_secret_shown_this_once(page):
    answer = send_to(page)
    assert answer.status_code == 200
    subscription = own()
    assert (subscription.way, subscription.endpoint) == (Way.WEBHOOK, ENDPOINT)
    assert subscription.secret in text(answer)
    assert subscription.secret not in page.open()
    again = send_to(page)
    assert again.status_code == 303
    assert own().secret == subscription.secret


def test_only_what_is_released_from_then_on_is_sent(page):
    released("fr", title="Avant")
    send_to(page)
    released("fr", title="Après")
    post = Post()
    carry(post)
    assert post.titles == ["Après"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "goulette",
        "ftp://goulette.example/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/",
        "https://a:b@goulette.example/",
        "https://goulette.example:25/",
        "http://2130706433/",
    ],
)
def test_address_that_cannot_be_asked_is_refused_and_kept_as_typed(page, endpoint):
    answer = send_to(page, endpoint)
    assert answer.status_code == 422
    shown = text(answer)
    assert 'id="endpoint-error"' in shown
    assert f'name="endpoint" id="endpoint" value="{endpoint}"' in shown
    assert 'value="webhook" id="way-webhook" checked' in shown
    assert 'value="fr:all" id="fr:all" checked' in shown
    assert not Subscription.objects.exists()


def test_address_of_another_is_refused(page):
    other = Partner.objects.create(name="SooMedia")
    Subscription.objects.create(
        partner=other, includes=["ru:all"], way=Way.WEBHOOK, endpoint=ENDPOINT
    )
    answer = send_to(page)
    assert answer.status_code == 422
    assert 'id="endpoint-error"' in text(answer)
    assert Subscription.objects.count() == 1


def test_address_is_no_matter_where_the_partner_fetches(page):
    answer = page.press("choose", channels=["fr:all"], way="pull", endpoint="x", agree="on")
    assert answer.status_code == 303
    assert own().endpoint == ""


def test_partner_goes_back_to_fetching_and_nothing_is_sent(page):
    send_to(page)
    page.press("choose", channels=["fr:all"], way="pull")
    assert own().endpoint == ""
    released("fr")
    post = Post()
    carry(post)
    assert post.sent == []
    assert 'value="make"' in page.open()


def test_new_secret_is_shown_once_and_both_sign_for_a_week(page):
    send_to(page)
    old = own().secret
    answer = page.press("secret")
    new = own().secret
    assert new != old
    assert new in text(answer)
    assert old not in text(answer)
    assert secrets_of(own()) == [new, old]
    assert "The secret before it signs, too, until" in page.open()
    ends = timezone.now() - timedelta(seconds=1)
    Subscription.objects.update(old_secret_ends_at=ends)
    assert "The secret before it signs, too, until" not in page.open()


@pytest.mark.usefixtures("own_network")
def test_test_is_sent_and_its_answer_told(page):
    with Receiver(say(TAKEN, FORBIDDEN)) as receiver:
        send_to(page, receiver.url)
        assert "Received by your site" in said(page.press("test"))
        cache.clear()
        answer = said(page.press("test"))
        assert len(receiver.requests) == 2
    assert b'"type":"test"' in receiver.requests[0]
    assert "The test has failed" in answer
    assert "Not taken (403)" in answer
    assert "firewall" in answer
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("own_network")
def test_tests_do_not_rain_on_a_receiver(page):
    with Receiver(say(TAKEN)) as receiver:
        send_to(page, receiver.url)
        assert page.press("test").status_code == 200
        assert page.press("test").status_code == 429
        assert len(receiver.requests) == 1


def test_name_that_leads_home_is_not_asked(page, monkeypatch):
    monkeypatch.setattr(
        "news.push.names.socket.getaddrinfo",
        lambda *_name, **_kind: [(2, 1, 6, "", ("10.0.0.1", 443))],
    )
    send_to(page)
    answer = said(page.press("test"))
    assert "does not lead to the public internet" in answer
    assert "10.0.0.1" not in answer


def test_deliveries_are_shown_with_what_was_answered_and_the_next_try(page):
    send_to(page)
    released("fr", title="Le chœur")
    carry(Post(503))
    shown = said(page.open())
    for words in ("Le chœur", "released", "waits", "Not taken (503)", "next try", "Send now"):
        assert words in shown
    assert "Your receiver has taken nothing since" in shown
    carry(Post())
    assert "Taken (204)" not in shown


def test_own_failed_delivery_is_sent_again(page):
    send_to(page)
    released("fr")
    carry(Post(500))
    Delivery.objects.update(state=DeliveryState.FAILED)
    answer = page.press("again", delivery=Delivery.objects.get().pk)
    assert urlsplit(answer["Location"]).fragment == "done"
    assert "It is sent again." in said(page.client.get(answer["Location"].partition("#")[0]))
    post = Post()
    carry(post)
    assert post.types == ["story.released"]
    assert "Taken (204)" in said(page.open())


@pytest.mark.parametrize("wrong", ["", "x", "-1", "9" * 30])
def test_delivery_that_is_none_is_not_sent_again(page, wrong):
    send_to(page)
    assert page.press("again", delivery=wrong).status_code == 303


def test_all_that_failed_is_sent_again_and_what_was_taken_is_not(page):
    send_to(page)
    released("fr", title="Un")
    carry(Post(204))
    released("fr", title="Deux")
    carry(Post(410))
    post = Post()
    carry(post)
    assert post.sent == []
    assert "wants nothing at its address any more" in said(page.open())
    page.press("all-again")
    carry(post)
    assert post.titles == ["Deux"]


def test_nothing_is_sent_during_a_halt_and_all_of_it_afterwards(page):
    send_to(page)
    page.press("halt")
    released("fr")
    post = Post()
    carry(post)
    assert post.sent == []
    assert 'value="go-on"' in page.open()
    page.press("go-on")
    carry(post)
    assert post.types == ["story.released"]


def test_another_address_after_410_is_tried_at_once(page):
    send_to(page)
    released("fr")
    carry(Post(410))
    assert own().paused_reason == "gone"
    assert send_to(page, f"{ENDPOINT}/new").status_code == 303
    assert own().paused_at is None
    replaying.pause(own())
    send_to(page, ENDPOINT)
    assert own().paused_reason == "by-hand"


def test_words_of_a_draft_stand_in_no_delivery(page):
    send_to(page)
    edition = released("fr", title="Le chœur")
    carry(Post())
    withdrawals.withdraw([edition], "Erreur.")
    carry(Post())
    taken_back = ArticlePage.objects.get(pk=edition.pk)
    taken_back.title = "Secret"
    taken_back.save_revision()
    ArticlePage.objects.filter(pk=edition.pk).update(title="Secret")
    shown = page.open()
    assert "Secret" not in shown
    assert edition.urn in shown


def test_deliveries_of_another_are_neither_shown_nor_sent(page, client):
    other = Page(client, Partner.objects.create(name="SooMedia", language="en"))
    send_to(other, "https://soomedia.example/", "ru:all")
    released(title="Хор")
    carry(Post(500))
    Delivery.objects.update(state=DeliveryState.FAILED)
    theirs = Subscription.objects.get()
    send_to(page)
    assert "Хор" not in page.open().partition('id="deliveries"')[2]
    page.press("again", delivery=Delivery.objects.get().pk)
    assert Delivery.objects.get().state == DeliveryState.FAILED
    answer = client.post(
        f"{page.path}?of={theirs.pk}", {"do": "secret"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 200
    assert Subscription.objects.get(pk=theirs.pk).secret == theirs.secret


@pytest.mark.parametrize("verb", ["secret", "test", "again", "all-again", "halt", "go-on"])
def test_who_fetches_has_no_receiver_to_look_after(page, verb):
    page.choose("fr:all")
    assert page.press(verb).status_code == 422


def test_partner_that_pauses_is_sent_nothing(page):
    send_to(page)
    Partner.objects.update(state=PartnerState.PAUSED)
    released("fr")
    post = Post()
    carry(post)
    assert post.sent == []
    assert "nothing is sent, and your addresses open nothing" in said(page.open())
    page.press("resume")
    assert "nothing is sent, and" not in said(page.open())


def test_each_of_several_subscriptions_is_looked_after(page):
    culture = SectionFactory(name_en="Culture")
    page.choose("fr:all")
    assert "What you take" not in page.open()
    second = Subscription.objects.create(
        partner=page.partner,
        includes=[f"ar:section:{culture.pk}"],
        way=Way.WEBHOOK,
        endpoint=ENDPOINT,
    )
    shown = page.open()
    assert "What you take" in shown
    assert f"of={second.pk}" in shown
    of_second = page.open(of=str(second.pk))
    assert ENDPOINT in of_second
    assert f'value="ar:section:{culture.pk}" id="ar:section:{culture.pk}" checked' in of_second
    page.path = f"{page.path}?of={second.pk}"
    assert send_to(page, f"{ENDPOINT}/2", "ar:all").status_code == 303
    second.refresh_from_db()
    assert (second.includes, second.endpoint) == (["ar:all"], f"{ENDPOINT}/2")
    assert Subscription.objects.exclude(pk=second.pk).get().includes == ["fr:all"]


def test_what_is_to_come_is_shown_as_it_will_be_sent(page):
    released("fr", title="Le chœur")
    draft("fr", title="Brouillon")
    send_to(page)
    shown = said(page.open())
    assert '"content_html"' in shown
    assert "<item>" not in shown
    assert "Brouillon" not in shown


def test_recipes_fit_the_way(page):
    send_to(page)
    sent = said(page.open())
    assert "hash_equals" in sent
    assert "BaseHTTPRequestHandler" in sent
    assert "register_rest_route" in sent
    page.press("choose", channels=["fr:all"], way="pull")
    fetched = said(page.open())
    assert "GHOST_KEY" in fetched
    assert "hash_equals" not in fetched


def test_number_of_queries_does_not_grow_with_deliveries(page, django_assert_max_num_queries):
    send_to(page)
    health = Health.objects.get()
    counts = []
    for _round in range(2):
        for number in range(3):
            released("fr", title=f"Chœur {number}")
        carry(Post(500))
        health.refresh_from_db()
        page.open()
        with django_assert_max_num_queries(70) as asked:
            page.open()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_page_tells_the_last_fifty(page):
    send_to(page)
    for number in range(52):
        released("fr", title=f"Chœur {number}")
    carry(Post())
    table = page.open().partition('id="deliveries"')[2]
    assert len(re.findall(r"<bdi lang=\"fr\">", table)) == 50
