"""Editors see who is sent feeds by the hub and how it stands, and end it; nobody else does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.partners.models import Subscription
from news.push.hub.models import HubSubscription
from tests.factories import SectionFactory, UserFactory, released
from tests.partners.conftest import take
from tests.push.hub.conftest import carry, hub_subscription, topic_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = UserFactory(groups=["Editors"])
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def listed(client, *args: int) -> str:
    answer = client.get(reverse("hub-of-partner" if args else "hub-public", args=args))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_partners_subscribers_are_shown_with_it_and_public_ones_apart(hub, editor):
    taker = take("ru:all", "fr:all")
    key = topic_of().replace("/ru/feeds/all.json", taker.address("fr", "atom"))
    callback, _wish = hub.subscribe(key, secret="a very private secret")
    SectionFactory(slug="culture", name_ru="Культура")
    hub.subscribe(topic_of("section-culture"))
    private, public = listed(editor, taker.subscription.pk), listed(editor)
    assert "Atom" in private
    assert "Français" in private
    assert "nothing yet" in private
    assert "127.0.0.1" in private
    assert "Культура" in public
    assert "Культура" not in private
    assert "Atom" not in public
    for shown in (private, public):
        for secret in ("private secret", taker.token, callback.rpartition("/")[2]):
            assert secret not in shown


def test_trouble_is_told_in_plain_words(hub, editor):
    _callback, wish = hub.subscribe()
    assert "All is well" in listed(editor)
    wish.answers = [500]
    released()
    carry()
    shown = listed(editor)
    assert "Not reached since" in shown
    assert "Not taken (500)" in shown


def test_delivery_is_shown(hub, editor):
    hub.subscribe()
    released()
    carry()
    assert "nothing yet" not in listed(editor)


@pytest.mark.parametrize("who", ["partner", "public"])
def test_editor_ends_a_subscription_and_its_server_is_told(hub, editor, who):
    taker = take("ru:all")
    topic = topic_of().replace("/ru/feeds/all.json", taker.address())
    callback, wish = hub.subscribe(topic if who == "partner" else topic_of())
    back = editor.post(reverse("hub-end", args=[HubSubscription.objects.get().pk]))
    args = [taker.subscription.pk] if who == "partner" else []
    assert back["Location"] == reverse("hub-of-partner" if args else "hub-public", args=args)
    assert "127.0.0.1" not in listed(editor, *args)
    released()
    carry()
    assert wish.received == []
    assert [each["hub.mode"] for each in wish.denied] == ["denied"]
    assert not HubSubscription.objects.exists()
    # Whoever asks again is a new subscriber.
    hub.ask(callback)
    carry()
    assert HubSubscription.objects.count() == 1


def test_subscription_leads_to_its_subscribers(editor):
    taker = take("ru:all")
    name = Subscription.snippet_viewset.get_url_name("edit")
    form = editor.get(reverse(name, args=[taker.subscription.pk])).content.decode()
    assert reverse("hub-of-partner", args=[taker.subscription.pk]) in form
    assert reverse("hub-public") in editor.get("/admin/").content.decode()


def test_number_of_queries_does_not_grow_with_subscribers(editor, count_queries):
    taker = take("ru:all")
    counts = []
    for host in ("one.example", "another.example"):
        for _number in range(3):
            hub_subscription(taker.subscription.tokens.get(), host)
        counts.append(count_queries(lambda: editor.get(address(taker))))
    assert counts[0] == counts[1]


def address(taker) -> str:
    return reverse("hub-of-partner", args=[taker.subscription.pk])


@pytest.mark.parametrize("who", ["Translators fr", "Comment moderators", None])
def test_nobody_else_sees_or_ends_anything(client, who):
    taker = take("ru:all")
    row = hub_subscription(taker.subscription.tokens.get(), "reader.example")
    if who:
        client.force_login(UserFactory(groups=[who]))
    for url in (address(taker), reverse("hub-public"), reverse("hub-end", args=[row.pk])):
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code in {302, 403, 405}
            assert "reader.example" not in answer.content.decode()
    row.refresh_from_db()
    assert row.denied == ""
    assert row.until > timezone.now() + timedelta(days=1)
