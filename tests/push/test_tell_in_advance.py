"""Trusted partners are told of a text before its release, then of the release, in this order."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from news.articles import foretelling, releases, timetable, withdrawals
from news.articles.models import ArticlePage
from news.partners.audiences import audience_of
from news.partners.models import PartnerState
from news.push.claiming import claim
from news.push.fanning import fan_out
from news.push.messages import Writer
from news.push.models import Delivery
from news.push.sending import Outcome
from news.push.settling import settle
from tests.factories import PhotoFactory, SectionFactory, draft, released
from tests.push.post import ENDPOINT, Post, carry, states, subscribe

pytestmark = pytest.mark.django_db

TRUST = {"takes_advance_copies": True}
DAY = timedelta(days=1)


def again(edition) -> ArticlePage:
    return ArticlePage.objects.get(pk=edition.pk)


def schedule(edition, at=None, **fields) -> ArticlePage:
    scheduled = again(edition).scheduled_revision
    fresh = scheduled.as_object() if scheduled else again(edition)
    for name, value in fields.items():
        setattr(fresh, name, value)
    releases.schedule(fresh, at or fresh.go_live_at or timezone.now() + DAY)
    return again(edition)


def cancel(edition) -> None:
    revision = again(edition).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def test_every_turn_of_an_embargo_is_told_in_order_and_then_the_release():
    subscribe(**TRUST)
    post = Post()
    edition = draft(title="Один")
    for act in (
        lambda: schedule(edition),
        lambda: schedule(edition, title="Два"),
        lambda: schedule(edition, timezone.now() + 2 * DAY),
        lambda: cancel(edition),
        lambda: schedule(edition, timezone.now() + DAY),
        lambda: releases.release(again(edition)),
        lambda: withdrawals.withdraw([again(edition)], "Ошибка."),
    ):
        act()
        carry(post)
    assert post.types == [
        "story.scheduled",
        "story.revised",
        "story.rescheduled",
        "story.unscheduled",
        "story.scheduled",
        "story.released",
        "story.withdrawn",
    ]
    assert {letter.said["data"]["urn"] for letter in post.sent} == {edition.urn}
    numbers = [letter.said["data"]["sequence"] for letter in post.sent]
    assert numbers == [0, 0, 0, 0, 0, 1, 2]
    assert len({letter.message_id for letter in post.sent}) == 7


def test_copy_is_told_with_its_moment_and_whole_item(settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    subscribe(**TRUST)
    edition = schedule(draft(title="Хор", lead_photo=PhotoFactory()))
    post = Post()
    carry(post)
    (letter,) = post.sent
    until = letter.said["data"]["embargoed_until"]
    assert until == letter.item["_vestnik"]["embargo_until"]
    assert letter.item["id"] == edition.urn
    assert letter.item["title"].endswith("] Хор")
    assert "Двадцать шесть детей" in letter.item["content_html"]
    address = letter.item["image"].partition("8000")[2]
    assert client.get(address).status_code == 200
    assert client.get(address.partition("?")[0]).status_code == 404


def test_release_on_time_is_told_after_the_copy(time_machine):
    subscribe(**TRUST)
    post = Post()
    schedule(draft(title="Хор"))
    carry(post)
    time_machine.move_to(timezone.now() + DAY)
    timetable.publish_due()
    foretelling.sweep()
    carry(post)
    assert post.types == ["story.scheduled", "story.released"]
    assert post.titles[1] == "Хор"
    assert "embargoed_until" not in post.sent[1].said["data"]
    assert "embargo_until" not in post.sent[1].item["_vestnik"]


def test_cancelled_copy_is_told_without_a_word_of_it():
    subscribe(**TRUST)
    post = Post()
    edition = schedule(draft(title="Тайна", slug="tajna"))
    carry(post)
    again(edition).delete()
    carry(post)
    assert post.types == ["story.scheduled", "story.unscheduled"]
    said = post.sent[1].body.decode()
    assert "Тайна" not in said
    assert "tajna" not in said
    assert "embargoed_until" not in said


def test_nobody_else_is_told_before_the_release():
    subscribe()
    subscribe("fr:all", endpoint=f"{ENDPOINT}/2", **TRUST)
    subscribe(endpoint=f"{ENDPOINT}/3", state=PartnerState.PAUSED, **TRUST)
    subscribe(endpoint=f"{ENDPOINT}/4", state=PartnerState.ENDED, **TRUST)
    subscribe(f"ru:section:{SectionFactory().pk}", endpoint=f"{ENDPOINT}/5", **TRUST)
    edition = schedule(draft())
    post = Post()
    carry(post)
    schedule(edition, timezone.now() + 2 * DAY)
    cancel(edition)
    carry(post)
    assert post.sent == []
    assert not Delivery.objects.exists()
    schedule(edition)
    releases.release(again(edition))
    carry(post)
    assert post.types == ["story.released"]


def test_partner_that_is_trusted_no_more_hears_only_that_it_must_not_publish():
    subscription = subscribe(**TRUST)
    post = Post()
    edition = schedule(draft(title="Тайна"))
    carry(post)
    subscription.partner.takes_advance_copies = False
    subscription.partner.save()
    # It knows the old moment.
    schedule(edition, timezone.now() + 2 * DAY, title="Тайна вторая")
    carry(post)
    assert post.types == ["story.scheduled", "story.unscheduled"]
    assert "Тайна" not in post.sent[1].body.decode()
    schedule(draft(title="Другая"))
    releases.release(again(edition))
    carry(post)
    assert post.types[2:] == ["story.released"]


def test_partner_that_pauses_hears_afterwards_what_became_of_its_copies():
    subscription = subscribe(**TRUST)
    post = Post()
    edition = schedule(draft(title="Хор"))
    carry(post)
    subscription.partner.state = PartnerState.PAUSED
    subscription.partner.save()
    schedule(edition, timezone.now() + 2 * DAY)
    schedule(draft(title="Другой"))
    carry(post)
    assert post.types == ["story.scheduled"]
    subscription.partner.state = PartnerState.ACTIVE
    subscription.partner.save()
    carry(post)
    assert post.types == ["story.scheduled", "story.rescheduled"]


def test_text_that_was_deleted_and_is_scheduled_anew_is_told_to_trusted_partners_alone():
    subscribe()
    post = Post()
    edition = released(title="Один")
    carry(post)
    story = edition.story_id
    again(edition).delete()
    carry(post)
    schedule(fresh := draft(title="Тайна", translation_key=story))
    schedule(fresh, timezone.now() + 2 * DAY)
    cancel(fresh)
    carry(post)
    assert post.types == ["story.released", "story.withdrawn"]


def test_copy_that_waits_when_trust_ends_goes_out_without_a_word():
    subscription = subscribe(**TRUST)
    schedule(draft(title="Тайна"))
    fan_out(timezone.now())
    subscription.partner.takes_advance_copies = False
    subscription.partner.save()
    post = Post()
    carry(post)
    assert post.types == ["story.unscheduled"]
    assert "Тайна" not in post.sent[0].body.decode()


def test_copy_that_left_its_channels_is_told_to_those_who_have_it():
    culture, sport = SectionFactory(), SectionFactory()
    subscribe(f"ru:section:{culture.pk}", **TRUST)
    post = Post()
    edition = schedule(draft(section=culture))
    carry(post)
    schedule(edition, section=sport)
    carry(post)
    assert post.types == ["story.scheduled", "story.revised"]


def test_newer_news_replaces_what_still_waits():
    subscribe(**TRUST)
    edition = schedule(draft(title="Один"))
    fan_out(timezone.now())
    schedule(edition, title="Два")
    releases.release(again(edition))
    post = Post()
    carry(post)
    assert post.types == ["story.released"]
    assert sorted(states()) == ["delivered", "superseded", "superseded"]


def test_release_waits_for_the_copy_that_is_on_its_way(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    subscribe(**TRUST)
    edition = schedule(draft())
    fan_out(now)
    (copy,) = claim(9, now)
    releases.release(again(edition))
    fan_out(now)
    assert list(claim(9, now)) == []
    settle(copy, Outcome(status=200), now)
    (release,) = claim(9, now)
    assert (copy.news.kind, release.news.kind) == ("scheduled", "released")


def test_copy_that_is_sent_after_the_release_tells_the_release():
    subscribe(**TRUST)
    edition = schedule(draft(title="Хор"))
    now = timezone.now()
    fan_out(now)
    releases.release(again(edition))
    # The notice's own delivery isn't made yet.
    post = Post()
    delivery = Delivery.objects.get()
    audience = audience_of(delivery.subscription.partner)
    said = Writer().write(delivery.news, audience, now).decode()
    assert '"story.released"' in said
    carry(post)
    assert post.types == ["story.released"]


def test_text_that_was_deleted_and_written_again_is_told_in_order():
    subscribe(**TRUST)
    post = Post()
    edition = released(title="Один")
    carry(post)
    story, urn = edition.story_id, edition.urn
    again(edition).delete()
    fresh = draft(title="Два", translation_key=story)
    assert fresh.urn == urn
    schedule(fresh)
    carry(post)
    assert post.types == ["story.released", "story.scheduled"]
    releases.release(again(fresh))
    carry(post)
    assert post.types[-1] == "story.released"


def test_each_copy_is_owed_once_however_often_somebody_looks():
    subscribe(**TRUST)
    schedule(draft())
    for _look in range(3):
        fan_out(timezone.now())
    assert states() == ["due"]


def test_many_copies_and_notices_are_told_in_the_order_of_what_happened(monkeypatch):
    monkeypatch.setattr("news.push.fanning.AT_ONCE", 3)
    subscribe(**TRUST)
    expected = []
    for number in range(4):
        edition = schedule(draft(title=f"Текст {number}"))
        releases.release(again(edition))
        released(title=f"Другой {number}")
        expected += [edition.urn, edition.urn]
    fan_out(timezone.now())
    rows = Delivery.objects.order_by("pk")
    told = [(row.news.kind, row.urn) for row in rows if row.urn in expected]
    assert told == [
        (kind, urn) for urn in dict.fromkeys(expected) for kind in ("scheduled", "released")
    ]


def test_editors_see_what_was_told_in_advance(client, admin_user):
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "en"})
    subscription = subscribe(**TRUST)
    schedule(draft(title="Хор"))
    carry(Post())
    client.force_login(admin_user)
    page = client.get(reverse("push-deliveries", args=[subscription.pk])).content.decode()
    assert "Хор" in page
    assert "scheduled ·" in page
