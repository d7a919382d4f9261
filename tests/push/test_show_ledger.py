"""Editors read of each partner what it was told of a story, answered, fetched and said."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.newsroom.models import NewsroomSettings
from news.partners import usage
from news.partners.models import Partner, PartnerState, Subscription
from news.push import replaying
from news.push.acknowledging import acknowledge
from news.push.ledger import Account, of_story
from news.push.telling import answer_and_time
from news.push.wording import signs
from tests.factories import (
    SectionFactory,
    UserFactory,
    draft,
    released,
    released_translation,
    translated,
)
from tests.layered import LayeredClient
from tests.partners.conftest import take
from tests.push.post import Post, carry, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(client):
    user = UserFactory(groups=["Editors"])
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


@pytest.fixture
def partner(tmp_path) -> LayeredClient:
    return LayeredClient(tmp_path / "ready")


def said(edition: ArticlePage) -> dict[str, list[tuple[str, str]]]:
    """Return by partner the kind of each notice and the icons of its signs."""
    return {
        account.subscription.partner.name: [
            (entry.news.kind, " ".join(sign.icon for sign in signs(account, entry)))
            for entry in account.entries
        ]
        for account in of_story(edition.story_id)
    }


def page(client, edition: ArticlePage, query: str = "") -> str:
    answer = client.get(reverse("push-ledger", args=[edition.story_id]) + query)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_release_and_withdrawal_told_answered_fetched_and_acknowledged(editor, partner):
    pushed = subscribe()
    puller = take("ru:all", name="Le Fil")
    idle = take("ru:all", name="Idle")
    take(f"ru:section:{SectionFactory().pk}", name="Elsewhere")
    edition = released(title="Хор")
    carry(Post(204))
    partner.get(puller.address())
    usage.USAGE.write()
    withdrawals.withdraw([edition], "Ошибка.")
    carry(Post(500))
    acknowledge(puller.subscription, edition.urn, None, "https://fil.example/хор")
    assert said(edition) == {
        "Idle": [("released", "time"), ("withdrawn", "time")],
        "Le Fil": [("released", "check"), ("withdrawn", "time tick-inverse")],
        "SooMedia": [("released", "check"), ("withdrawn", "time")],
    }
    shown = page(editor, edition)
    for words in (
        "Хор",
        "Taken (204). It took 0.01 s.",
        "Not sent yet; it is due",
        "Not taken (500)",
        "Fetched ",
        "Not fetched; the feed was last asked for",
        "Not fetched: this feed has never been asked for.",
        "Acknowledged ",
        'href="https://fil.example/хор"',
        reverse("push-deliveries", args=[pushed.pk]),
        reverse("push-health", args=[idle.subscription.partner_id]),
    ):
        assert words in shown
    assert "Elsewhere" not in shown


def test_seconds_are_written_as_the_language_writes_them():
    with translation.override("fr"):
        assert "0,3 s" in answer_and_time(204, "", 0.26)
    assert answer_and_time(204, "", None) == "Taken (204)."
    assert answer_and_time(None, "", 0.26) == ""


def test_version_passed_over_is_told_as_such(partner):
    subscribe()
    puller = take("ru:all", name="Le Fil")
    edition = released()
    releases.release(edition, kind="update")
    releases.release(edition, kind="fix")
    carry(Post(204))
    partner.get(puller.address())
    usage.USAGE.write()
    assert said(edition) == {
        "Le Fil": [("released", "redirect"), ("updated", "check")],
        "SooMedia": [("released", "redirect"), ("updated", "check")],
    }


def test_partner_that_has_ended_and_has_a_copy_is_not_forgotten(partner):
    taker = take("ru:all")
    edition = released()
    partner.get(taker.address())
    usage.USAGE.write()
    Partner.objects.update(state=PartnerState.ENDED)
    take("ru:all", name="Another", state=PartnerState.ENDED)
    withdrawals.withdraw([edition], "Ошибка.")
    assert said(edition) == {"SooMedia": [("released", "check"), ("withdrawn", "warning")]}


def test_what_was_before_a_subscription_is_no_debt():
    edition = released(at=timezone.now() - timedelta(days=400))
    take("ru:all")
    subscribe(name="Pushed")
    assert said(edition) == {}


def test_notice_that_no_worker_has_seen_yet_waits():
    subscribe()
    edition = released()
    assert said(edition) == {"SooMedia": [("released", "time")]}


def test_given_up_is_told_with_the_reason(editor):
    subscribe()
    edition = released()
    carry(Post(410))
    assert said(edition) == {"SooMedia": [("released", "warning")]}
    assert "Given up: it was not taken." in page(editor, edition)


def test_each_language_has_its_account_and_one_can_be_chosen(editor):
    take("ru:all", "fr:all")
    edition = released(title="Хор")
    french = released_translation(edition, title="Le chœur", lead="Un chœur.")
    accounts: list[Account] = of_story(edition.story_id)
    assert [each.language for each in accounts] == ["ru", "fr"]
    assert [each.urn for each in accounts] == [edition.urn, french.urn]
    both = page(editor, edition)
    assert "Le chœur" in both
    assert "Le chœur" not in page(editor, edition, "?lang=ru")
    assert "Le chœur" in page(editor, edition, "?lang=fr")
    assert page(editor, edition, "?lang=xx&p=x").count("<section") == both.count("<section")


def test_number_of_queries_does_not_grow(partner):
    NewsroomSettings.load()
    counts = []
    edition = released()
    for number in range(3):
        for each in range(2):
            subscribe(endpoint=f"https://soomedia.example/{number}/{each}")
            partner.get(take("ru:all").address())
        releases.release(edition, kind="update")
        carry(Post(204))
        usage.USAGE.write()
        with CaptureQueriesContext(connection) as asked:
            of_story(edition.story_id)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_edition_leads_to_the_ledger_for_those_who_may_read_it(editor):
    edition = released()
    address = reverse("push-ledger", args=[edition.story_id])
    edit = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    assert address in editor.get(edit).content.decode()
    user = UserFactory(groups=["Translators ru"])
    editor.force_login(user)
    assert address not in editor.get(edit).content.decode()


@pytest.mark.parametrize("who", ["Translators ru", "Comment moderators", None])
def test_nobody_else_reads_of_partners(client, who):
    edition, coming = released(), draft()
    taker = take("ru:all")
    subscribe(takes_advance_copies=True)
    schedule(coming, days=1)
    carry(Post(204))
    if who:
        client.force_login(UserFactory(groups=[who]))
    for address in (
        reverse("push-ledger", args=[edition.story_id]),
        reverse("push-ledger", args=[coming.story_id]),
        reverse("push-health", args=[taker.subscription.partner_id]),
    ):
        answer = client.get(address)
        assert answer.status_code in {302, 403}
        assert "SooMedia" not in answer.content.decode()


def test_story_of_which_nothing_was_told_has_no_ledger(editor):
    assert editor.get(reverse("push-ledger", args=[uuid.uuid4()])).status_code == 404


def schedule(edition: ArticlePage, days: int) -> ArticlePage:
    releases.schedule(edition, timezone.now() + timedelta(days=days))
    return ArticlePage.objects.get(pk=edition.pk)


def cancel(edition: ArticlePage) -> None:
    revision = ArticlePage.objects.get(pk=edition.pk).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])


def test_what_was_told_in_advance_stands_before_the_release(editor):
    subscribe(takes_advance_copies=True)
    subscribe(name="Echo", endpoint="https://echo.example/hook")
    edition = schedule(draft(title="Хор"), days=1)
    carry(Post(soomedia=[204, 500]))
    edition = schedule(edition, days=2)
    carry(Post(500))
    assert said(edition) == {"SooMedia": [("scheduled", "check"), ("rescheduled", "time")]}
    shown = page(editor, edition)
    for words in ("Хор", "Taken (204).", "Not taken (500)", "in advance; release set for"):
        assert words in shown
    assert "notice no." not in shown
    assert "Echo" not in shown

    releases.release(edition)
    carry(Post(204))
    withdrawals.withdraw([ArticlePage.objects.get()], "Ошибка.")
    assert said(edition) == {
        "Echo": [("released", "check"), ("withdrawn", "time")],
        "SooMedia": [
            ("scheduled", "check"),
            ("rescheduled", "redirect"),
            ("released", "check"),
            ("withdrawn", "time"),
        ],
    }


def test_cancelled_release_of_a_text_never_public_has_a_ledger(editor):
    subscribe(takes_advance_copies=True)
    edition = schedule(draft(), days=1)
    carry(Post(204))
    cancel(edition)
    carry(Post(204))
    assert said(edition) == {"SooMedia": [("scheduled", "check"), ("unscheduled", "check")]}
    shown = page(editor, edition)
    assert "in advance; it had been set for" in shown
    edit = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    assert reverse("push-ledger", args=[edition.story_id]) in editor.get(edit).content.decode()


def test_languages_told_in_advance_have_an_account_each(editor):
    subscribe("ru:all", "fr:all", takes_advance_copies=True)
    edition = released()
    french = schedule(translated(edition), days=1)
    carry(Post(204))
    assert [(each.language, each.urn) for each in of_story(edition.story_id)] == [
        ("ru", edition.urn),
        ("fr", french.urn),
    ]
    assert french.title not in page(editor, edition, "?lang=ru")
    assert french.title in page(editor, edition, "?lang=fr")


def test_nobody_was_told_in_advance_is_said_as_such(editor):
    subscribe()
    edition = schedule(draft(), days=1)
    assert said(edition) == {}
    assert "No partner was sent anything of this text before its release." in page(editor, edition)


def test_draft_that_nobody_scheduled_has_no_ledger(editor):
    edition = draft()
    address = reverse("push-ledger", args=[edition.story_id])
    assert editor.get(address).status_code == 404
    edit = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    assert address not in editor.get(edit).content.decode()
    schedule(edition, days=1)
    assert address in editor.get(edit).content.decode()


def test_delivery_in_advance_leads_to_the_ledger(editor):
    subscription = subscribe(takes_advance_copies=True)
    edition = schedule(draft(), days=1)
    carry(Post(204))
    listed = editor.get(reverse("push-deliveries", args=[subscription.pk])).content.decode()
    assert reverse("push-ledger", args=[edition.story_id]) in listed


def test_number_of_queries_does_not_grow_with_what_is_told_in_advance():
    NewsroomSettings.load()
    counts = []
    edition = draft()
    for days in range(1, 4):
        for each in range(2):
            subscribe(endpoint=f"https://soomedia.example/{days}/{each}", takes_advance_copies=True)
        edition = schedule(edition, days)
        carry(Post(204))
        with CaptureQueriesContext(connection) as asked:
            assert len(of_story(edition.story_id)) == 2 * days
        counts.append(len(asked))
    assert counts[0] == counts[2]


def health(client, partner: Partner) -> str:
    answer = client.get(reverse("push-health", args=[partner.pk]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_health_says_since_when_a_partner_is_silent_and_what_waits(editor):
    subscription = subscribe()
    released()
    carry(Post(204))
    released()
    carry(Post("timeout"))
    shown = health(editor, subscription.partner)
    assert "SooMedia hasn&#x27;t answered since" in shown
    assert "1 notice waits; next try:" in shown
    for name in ("pause", "send-all-again", "deliveries"):
        assert reverse(f"push-{name}", args=[subscription.pk]) in shown
    replaying.pause(subscription)
    shown = health(editor, subscription.partner)
    assert reverse("push-resume", args=[subscription.pk]) in shown
    assert "The newsroom has paused this" in shown


def test_health_says_that_a_feed_without_a_key_is_closed(editor):
    taker = take("ru:all")
    owner = taker.subscription.partner
    assert "Nobody can fetch this feed" not in health(editor, owner)
    taker.subscription.tokens.update(ends_at=timezone.now())
    assert "Nobody can fetch this feed" in health(editor, owner)
    assert "Nothing is amiss." not in health(editor, owner)


def test_health_of_who_fetches_says_when_it_came_by(editor, partner):
    taker = take("ru:all")
    owner = taker.subscription.partner
    assert "never" in health(editor, owner)
    partner.get(taker.address())
    usage.USAGE.write()
    shown = health(editor, owner)
    assert "Nothing is amiss." in shown
    assert "never" not in shown
    assert taker.token not in shown


def test_lists_and_form_lead_to_the_health(editor):
    owner = take("ru:all").subscription.partner
    address = reverse("push-health", args=[owner.pk])
    for name, args in (("list", []), ("edit", [owner.pk])):
        url = reverse(Partner.snippet_viewset.get_url_name(name), args=args)
        assert address in editor.get(url).content.decode()
    Subscription.objects.all().delete()
    assert "It takes nothing yet." in health(editor, owner)
