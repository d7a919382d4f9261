"""Editors see what became of each delivery, send again, pause and test; nobody else does."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from news.partners.models import Partner, Subscription, Way
from news.push import replaying
from news.push.models import Delivery
from tests.factories import UserFactory, released
from tests.push.post import ENDPOINT, Post, carry, states, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(groups=["Editors"])
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def page(client, subscription) -> str:
    answer = client.get(reverse("push-deliveries", args=[subscription.pk]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def press(client, name: str, *args: int):
    answer = client.post(reverse(name, args=args))
    assert answer.status_code == 302
    return answer


def form(name: str, *args: int) -> str:
    return reverse(Subscription.snippet_viewset.get_url_name(name), args=args)


def test_editor_gives_an_endpoint_and_the_secret_is_made(editor):
    partner = Partner.objects.create(name="SooMedia")
    sent = {
        "partner": partner.pk,
        "includes": ["ru:all"],
        "way": "webhook",
        "endpoint": "https://soomedia.example/vestnik",
    }
    assert editor.post(form("add"), sent).status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.way, subscription.endpoint) == (Way.WEBHOOK, sent["endpoint"])
    assert subscription.secret.startswith("whsec_")
    assert subscription.secret in page(editor, subscription)
    assert (
        reverse("push-deliveries", args=[subscription.pk])
        in editor.get(form("edit", subscription.pk)).content.decode()
    )


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "soomedia",
        "ftp://soomedia.example/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "https://a:b@soomedia.example/",
        "https://soomedia.example:25/",
    ],
)
def test_endpoint_that_cannot_be_asked_is_refused_with_a_sentence(editor, endpoint):
    partner = Partner.objects.create(name="SooMedia")
    sent = {"partner": partner.pk, "includes": ["ru:all"], "way": "webhook", "endpoint": endpoint}
    answer = editor.post(form("add"), sent)
    assert list(answer.context["form"].errors) == ["endpoint"]
    assert not Subscription.objects.exists()


def test_two_subscriptions_never_send_to_one_address(editor):
    subscribe()
    partner = Partner.objects.create(name="Other")
    sent = {"partner": partner.pk, "includes": ["ru:all"], "way": "webhook", "endpoint": ENDPOINT}
    assert editor.post(form("add"), sent).status_code == 200
    assert Subscription.objects.count() == 1


def test_all_ways_are_offered(editor):
    shown = editor.get(form("add")).content.decode()
    for way in Way.values:
        assert f'value="{way}"' in shown


def test_deliveries_are_shown_with_state_and_answer(editor):
    subscription = subscribe()
    released(title="Хор споёт")
    carry(Post(503))
    shown = page(editor, subscription)
    assert "Хор споёт" in shown
    assert "waits" in shown
    assert "Not taken (503)" in shown
    assert "next try" in shown


def test_failed_delivery_is_sent_again_under_its_old_id(editor):
    subscription = subscribe()
    released()
    carry(Post(500))
    Delivery.objects.update(state="failed")
    delivery = Delivery.objects.get()
    press(editor, "push-send-again", subscription.pk, delivery.pk)
    post = Post()
    carry(post)
    assert [letter.message_id for letter in post.sent] == [delivery.message_id]
    assert states() == ["delivered"]


def test_what_something_later_has_replaced_is_not_sent_again(editor):
    subscription = subscribe()
    edition = released()
    carry(Post())
    edition.refresh_from_db()
    edition.delete()
    carry(Post())
    first = Delivery.objects.order_by("notice_id").first()
    press(editor, "push-send-again", subscription.pk, first.pk)
    post = Post()
    carry(post)
    assert post.sent == []
    assert states() == ["delivered", "delivered"]


def test_waiting_delivery_is_sent_now_however_often_its_endpoint_failed(editor):
    subscription = subscribe()
    for _number in range(4):
        released()
    carry(Post(500))
    last = Delivery.objects.order_by("notice_id").last()
    press(editor, "push-send-again", subscription.pk, last.pk)
    post = Post()
    carry(post)
    assert last.message_id in {letter.message_id for letter in post.sent}


def test_all_that_failed_and_waits_is_sent_again(editor):
    subscription = subscribe()
    released()
    carry(Post(410))
    released()
    carry(Post())
    assert states() == ["failed", "due"]
    press(editor, "push-send-all-again", subscription.pk)
    carry(Post())
    assert states() == ["delivered", "delivered"]
    subscription.refresh_from_db()
    assert (subscription.paused_at, subscription.paused_reason) == (None, "")


def test_nothing_is_sent_while_paused_and_all_of_it_afterwards(editor):
    subscription = subscribe()
    press(editor, "push-pause", subscription.pk)
    released()
    post = Post()
    carry(post)
    assert post.sent == []
    assert "paused" in page(editor, subscription)
    press(editor, "push-resume", subscription.pk)
    carry(post)
    assert post.types == ["story.released"]


def test_new_secret_is_shown_beside_the_old(editor):
    subscription = subscribe()
    old = subscription.secret
    press(editor, "push-rotate-secret", subscription.pk)
    shown = page(editor, subscription)
    subscription.refresh_from_db()
    assert old in shown
    assert subscription.secret in shown
    assert subscription.secret != old


def test_saving_the_form_leaves_secret_and_pause_as_they_are(editor):
    subscription = subscribe()
    replaying.pause(subscription)
    editor.post(
        form("edit", subscription.pk),
        {
            "partner": subscription.partner_id,
            "includes": ["ru:all"],
            "way": "webhook",
            "endpoint": f"{ENDPOINT}/new",
        },
    )
    after = Subscription.objects.get()
    assert after.endpoint == f"{ENDPOINT}/new"
    assert after.secret == subscription.secret
    assert after.paused_reason == "by-hand"


def test_test_message_is_sent_signed_and_its_answer_told():
    subscription = subscribe()
    post = Post(204)
    outcome = replaying.send_test(subscription, post)
    assert outcome.is_good
    (letter,) = post.sent
    assert letter.type == "test"
    assert letter.headers["webhook-signature"].startswith("v1,")
    assert not Delivery.objects.exists()


def test_button_tells_what_became_of_the_test(editor):
    subscription = subscribe(endpoint="http://127.0.0.1:9/")
    answer = editor.post(reverse("push-test", args=[subscription.pk]), follow=True)
    assert "does not lead to the public internet" in answer.content.decode()


def test_number_of_queries_does_not_grow_with_deliveries(editor, count_queries):
    subscription = subscribe()
    counts = []
    for _round in range(2):
        for _number in range(3):
            released()
        carry(Post(500))
        url = reverse("push-deliveries", args=[subscription.pk])
        counts.append(count_queries(lambda url=url: editor.get(url)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["Translators fr", "Comment moderators", None])
def test_nobody_else_sees_or_does_anything(client, who):
    subscription = subscribe()
    released()
    carry(Post(500))
    if who:
        client.force_login(UserFactory(groups=[who]))
    delivery = Delivery.objects.get()
    names = ["test", "pause", "resume", "send-all-again", "rotate-secret", "deliveries"]
    addresses = [reverse(f"push-{name}", args=[subscription.pk]) for name in names]
    addresses.append(reverse("push-send-again", args=[subscription.pk, delivery.pk]))
    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {302, 403, 405}
            assert subscription.secret not in answer.content.decode()
    before = subscription.secret
    subscription.refresh_from_db()
    assert (subscription.secret, subscription.paused_at) == (before, None)
