"""The report of a withdrawal proves who was told what, when, and what became of each copy."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from news.articles import withdrawals
from news.articles.circumstances import under
from news.articles.models import ArticlePage, Notice
from news.newsroom.models import NewsroomSettings
from news.partners.models import Partner
from news.push.acknowledging import acknowledge
from news.push.copies.models import CopyState, GivenBy
from news.push.copies.noting import say_gone
from news.push.copies.report import last_withdrawal, report_on
from news.push.signs import Fetch
from news.syndication.addresses import absolute
from tests.factories import UserFactory, released, released_translation
from tests.partners.conftest import take
from tests.push.copies.web import (
    ARTICLE,
    BEGIN,
    HEADLINE,
    SENTENCE,
    URL,
    Web,
    copy_of,
    withdraw,
)
from tests.push.post import Post, carry, subscribe

pytestmark = pytest.mark.django_db

LANGUAGES = ["ru", "fr", "ar"]


@pytest.fixture
def edition() -> ArticlePage:
    return released(title=HEADLINE, text=f"<p>{SENTENCE}</p>", at=BEGIN - timedelta(days=1))


def reported(edition):
    return report_on(last_withdrawal(edition.urn), LANGUAGES)


def fetched(taker, notice: Notice, at: datetime) -> None:
    """Have a partner's feed hold what a notice tells of."""
    Fetch.objects.create(
        subscription=taker.subscription, notice=notice, urn=notice.urn, language="ru", at=at
    )


def page(client, edition, language="en") -> str:
    user = UserFactory(groups=["Editors"], first_name="Vera", last_name="Lunina")
    UserProfile.objects.create(user=user, preferred_language=language)
    client.force_login(user)
    answer = client.get(reverse("push-withdrawal-report", args=[last_withdrawal(edition.urn).pk]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return " ".join(re.sub("<[^>]*>", " ", answer.content.decode()).split())


def test_report_says_what_was_withdrawn_when_why_and_by_whom(client, edition):
    withdrawer = UserFactory(groups=["Editors"], first_name="Karim", last_name="Haddad")
    with under(at=BEGIN):
        withdrawals.withdraw([edition], "Источник ошибся.", by=withdrawer)
    fresh = ArticlePage.objects.get(pk=edition.pk)
    fresh.title = "Черновик после отзыва"
    fresh.save_revision()
    said = page(client, edition)
    assert HEADLINE in said
    assert "Черновик" not in said
    assert edition.urn in said
    assert "Источник ошибся." in said
    assert "Karim Haddad" in said
    # 09:00 in UTC, in the newsroom's own zone and with its offset.
    assert "2 March 2026, \u206610:00:00 (UTC+01:00)\u2069" in said
    assert f"{edition.url_path}" in said
    assert "Vera Lunina" in said
    assert "No partner takes this text" in said


def test_partner_that_was_sent_it_is_shown_with_every_attempt(client, edition):
    subscription = subscribe(name="SooMedia")
    subscribe(name="Echo", endpoint="https://echo.example/hook")
    withdraw(edition)
    carry(Post(soomedia=[204], echo=[500]))
    said = page(client, edition)
    delivery = subscription.deliveries.get()
    assert delivery.message_id in said
    assert "Taken (204)." in said
    assert "Not taken (500)." in said
    report = reported(edition)
    told = {part.partner.name: part for part in report.editions[0].partners}
    assert told["SooMedia"].has_answered
    assert not told["Echo"].has_answered
    assert [each.name for each in report.silent] == ["Echo"]
    assert "Have not answered: Echo" in said


def test_partner_that_fetches_has_it_once_it_was_in_its_feed(client, edition):
    came, never, late = (take("ru:all", name=name) for name in ("Came", "Never", "Late"))
    take("fr:all", name="Another")
    late.subscription.created_at = BEGIN + timedelta(days=1)
    for taker in (came, never):
        taker.subscription.created_at = BEGIN - timedelta(days=2)
    for taker in (came, never, late):
        taker.subscription.save()
    first = edition.notices.first()
    fetched(came, first, BEGIN - timedelta(hours=2))
    withdraw(edition)
    assert [each.name for each in reported(edition).silent] == ["Came", "Never"]
    fetched(came, last_withdrawal(edition.urn), BEGIN + timedelta(hours=1))
    assert [each.name for each in reported(edition).silent] == ["Never"]
    told = {part.partner.name: part.told for part in reported(edition).editions[0].partners}
    assert told.keys() == {"Came", "Never"}
    assert told["Came"][0].at == BEGIN + timedelta(hours=1)


def test_word_that_a_partner_has_it_is_shown_with_its_copy(client, edition):
    taker = take("ru:all", name="SooMedia")
    acknowledge(taker.subscription, edition.urn)
    withdraw(edition)
    assert "It has told us that it has the withdrawal." not in page(client, edition)
    acknowledge(taker.subscription, edition.urn, copy=URL)
    report = reported(edition)
    assert report.silent == []
    part = report.editions[0].partners[0]
    assert part.told[-1].copy == URL
    assert [(each.copy.url, each.copy.given_by) for each in part.copies] == [(URL, GivenBy.CALL)]


def test_copy_is_shown_with_every_look(client, edition):
    partner = Partner.objects.create(name="SooMedia", website="https://soomedia.example/")
    copy = copy_of(edition, partner=partner)
    gone = copy_of(edition, f"{URL}/2", partner)
    web = Web({URL: [ARTICLE, "timeout"], f"{URL}/2": 410})
    withdraw(edition)
    web.watch(minutes=15)
    web.watch(hours=2)
    said = page(client, edition)
    assert "Our text stands on the page (200)." in said
    assert "The server did not answer in time." in said
    assert "The page is gone (410)." in said
    assert copy.checks.count() == 2
    report = reported(edition)
    assert report.counts["copies"] == 2
    assert (report.counts["gone"], report.counts["unreachable"]) == (1, 1)
    assert report.editions[0].partners[0].outcome == str(CopyState.UNREACHABLE.label)
    assert gone.checks.count() == 1


def test_word_of_the_partner_counts_after_the_withdrawal_alone(client, edition):
    copy = copy_of(edition)
    say_gone(copy)
    type(copy).objects.update(said_gone_at=BEGIN - timedelta(hours=1))
    withdraw(edition)
    assert [each.name for each in reported(edition).silent] == ["SooMedia"]
    say_gone(copy)
    assert reported(edition).silent == []
    assert "The partner has told us that it is removed" in page(client, edition)


def test_languages_withdrawn_together_are_in_one_report(client, edition):
    french = released_translation(edition, at=BEGIN - timedelta(hours=2))
    released_translation(edition, "ar", title="الجوقة", text="<p>نص</p>")
    with under(at=BEGIN):
        withdrawals.withdraw([edition, french], "Ошибка.")
    report = reported(edition)
    assert [part.withdrawal.language for part in report.editions] == ["ru", "fr"]
    assert len(report_on(last_withdrawal(french.urn), ["fr"]).editions) == 1
    said = page(client, french)
    assert "Le chœur chantera à Bizerte" in said
    assert "الجوقة" not in said


def test_restored_text_keeps_the_report_of_its_withdrawal(client, edition):
    copy = copy_of(edition)
    withdraw(edition)
    Web({URL: ARTICLE}).watch(minutes=15)
    withdrawal = last_withdrawal(edition.urn)
    with under(at=BEGIN + timedelta(days=1)):
        withdrawals.restore(ArticlePage.objects.get(pk=edition.pk))
    assert last_withdrawal(edition.urn) is None
    part = report_on(withdrawal, LANGUAGES).editions[0]
    assert part.restored_at == BEGIN + timedelta(days=1)
    assert part.partners[0].copies[0].state == "there"
    withdraw(edition, BEGIN + timedelta(days=2))
    assert reported(edition).editions[0].partners[0].copies[0].looks == []
    assert copy.checks.count() == 1


def test_deleted_text_has_a_report_by_its_address(client, edition):
    urn, path = edition.urn, edition.url_path
    with under(at=BEGIN):
        edition.delete()
    withdrawal = Notice.objects.get(urn=urn, kind="withdrawn")
    part = report_on(withdrawal, LANGUAGES).editions[0]
    assert part.headline == ""
    assert part.addresses == [absolute(path)]


@pytest.mark.parametrize("language", ["ru", "ar"])
def test_report_is_in_the_language_of_whoever_reads_it(client, edition, language):
    withdraw(edition)
    page(client, edition, language)
    html = client.get(
        reverse("push-withdrawal-report", args=[last_withdrawal(edition.urn).pk])
    ).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html


def test_only_withdrawals_have_a_report(client, edition):
    withdraw(edition)
    page(client, edition)
    first = edition.notices.first().pk
    assert client.get(reverse("push-withdrawal-report", args=[first])).status_code == 404


def test_number_of_queries_does_not_grow_with_looks(edition, django_assert_max_num_queries):
    NewsroomSettings.load()
    for number in range(5):
        copy_of(edition, f"{URL}/{number}")
    withdraw(edition)
    Web(dict.fromkeys([f"{URL}/{number}" for number in range(5)], ARTICLE)).watch(minutes=15)
    withdrawal = last_withdrawal(edition.urn)
    with django_assert_max_num_queries(16):
        report = report_on(withdrawal, LANGUAGES)
        outcomes = [each.outcome for each in report.editions[0].partners]
    assert outcomes == [str(CopyState.THERE.label)]
