"""A text is released and withdrawn; the ledger, the health and the report say what came of it."""

import socket
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import APIRequestContext, Browser, Locator, Page, expect
from wagtail.users.models import UserProfile

from news.articles.ledger import Notice, NoticeKind
from news.articles.models import ArticlePage
from news.partners import usage
from news.partners.models import Partner
from news.push import outgoing
from news.push.copies.models import CopyState, PartnerCopy
from news.push.copies.watching import Watcher
from tests.browser.desk import WORDS
from tests.browser.test_partner_setup import look_over
from tests.browser.test_withdrawal_report import look_over_report
from tests.factories import SectionFactory, draft
from tests.partners.conftest import take
from tests.push.copies.web import Web
from tests.push.post import carry, subscribe
from tests.push.receivers import Receiver, hear, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTIONS = {"fr": "ltr", "ar": "rtl"}
SECTIONS = {"fr": "Culture", "ar": "ثقافة"}
REASONS = {"fr": "L’annonce était erronée.", "ar": "كان الخبر خاطئا."}
ANSWERS = (b"HTTP/1.1 204 .\r\n\r\n", b"HTTP/1.1 503 .\r\n\r\n", b"HTTP/1.1 204 .\r\n\r\n")


@pytest.fixture
def machine(browser: Browser, newsroom) -> Iterator[APIRequestContext]:
    """A partner's machine, which signs in nowhere."""
    with browser.new_context() as context:
        yield context.request


@pytest.fixture(autouse=True)
def _own_network(settings) -> None:
    settings.OWN_NETWORKS = (ip_network("127.0.0.0/8"),)
    cache.clear()


def serve_copy(receiver: Receiver, connection: socket.socket) -> None:
    """Be the server of a partner that has removed its copy."""
    hear(receiver, connection)
    is_robots = receiver.requests[-1].startswith(b"GET /robots.txt ")
    connection.sendall(b"HTTP/1.1 %d .\r\nContent-Length: 0\r\n\r\n" % (404 if is_robots else 410))


def press_at_foot(page: Page, name: str) -> None:
    """Press what the form's bar has, opening its menu where it is in there."""
    wanted = page.locator(f"footer {name}").first
    if not wanted.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    wanted.click()


def release(page: Page, edit: str) -> None:
    page.goto(edit)
    press_at_foot(page, "[name=action-publish]")
    expect(page.locator(".messages .success")).to_be_visible()


def withdraw(page: Page, edit: str, reason: str) -> None:
    page.goto(edit)
    press_at_foot(page, "[href*='/unpublish/']")
    page.locator("[name=reason]").fill(reason)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".messages .success")).to_be_visible()


def part(page: Page, partner: Partner) -> Locator:
    """Return what the ledger says of a partner."""
    health = reverse("push-health", args=[partner.pk])
    return page.locator(".told", has=page.locator(f"h2 [href='{health}']"))


def icons(line: Locator) -> list[str]:
    """Return the icons of the signs below each notice, in order."""
    return [each.get_attribute("href").removeprefix("#icon-") for each in line.locator("use").all()]


@pytest.mark.parametrize("language", DIRECTIONS)
def test_after_a_withdrawal_the_ledger_says_what_each_partner_knows(newsroom, machine, language):
    site, editor = newsroom.site, newsroom.editor
    UserProfile.objects.filter(user__username="olga").update(preferred_language=language)
    channel = f"{language}:all"
    fetching, idle = take(channel, name="La Goulette Info"), take(channel, name="Radio")
    title, paragraph, _heading = WORDS[language]
    section = SectionFactory(**{f"name_{language}": SECTIONS[language]})
    edition = draft(language, title=title, text=f"<p>{paragraph}</p>", section=section)
    edition.save_revision()
    edit = f"{site}/admin/pages/{edition.pk}/edit/"
    with Receiver(say(*ANSWERS)) as hook, Receiver(serve_copy) as website:
        echo = subscribe(channel, name="Echo", endpoint=hook.url)
        copy = f"{website.url}choir"

        release(editor, edit)
        carry(outgoing.send)
        assert title in machine.get(f"{site}{fetching.address(language)}").text()
        seen = f"{site}/partners/{fetching.token}/seen"
        assert machine.post(seen, data={"urn": edition.urn, "copy": copy}).status == 204
        usage.USAGE.write()

        withdraw(editor, edit, REASONS[language])
        carry(outgoing.send)
        assert edition.urn in machine.get(f"{site}{fetching.address(language)}").text()
        assert machine.post(seen, data={"urn": edition.urn}).status == 204
        usage.USAGE.write()
        web = Web()
        web.now = timezone.now()
        web.watch(Watcher(outgoing.send, clock=web.clock, rest=web.rest), minutes=15)
        assert PartnerCopy.objects.get(url=copy).state == CopyState.GONE

        ledger = f"{site}{reverse('push-ledger', args=[edition.story_id])}"
        editor.goto(ledger)
        expect(editor.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
        expect(editor.locator("main")).to_contain_text(title)
        assert icons(part(editor, echo.partner)) == ["check", "time"]
        expect(part(editor, echo.partner)).to_contain_text("503")
        taken = part(editor, fetching.subscription.partner)
        assert icons(taken) == ["check", "tick-inverse"] * 2
        expect(taken.locator(f"[href='{copy}']")).to_be_visible()
        assert icons(part(editor, idle.subscription.partner)) == ["time", "time"]
        broken = look_over(editor, f"ledger-{language}")

        part(editor, echo.partner).locator("h2 a").click()
        expect(editor.locator(".told .help-warning")).to_contain_text("Echo")
        broken += look_over(editor, f"health-silent-{language}")
        again = reverse("push-send-all-again", args=[echo.pk])
        editor.locator(f"[formaction='{again}']").click()
        carry(outgoing.send)
        assert len(hook.requests) == 3

    editor.goto(f"{site}{reverse('push-health', args=[echo.partner_id])}")
    expect(editor.locator(".told .icon-check")).to_be_visible()
    broken += look_over(editor, f"health-well-{language}")
    editor.goto(ledger)
    assert icons(part(editor, echo.partner)) == ["check", "check"]

    withdrawal = Notice.objects.get(kind=NoticeKind.WITHDRAWN)
    assert ArticlePage.objects.get().withdrawn_at
    editor.goto(f"{site}{reverse('push-withdrawal-report', args=[withdrawal.pk])}")
    for proof in (title, REASONS[language], "503", "204", "410", copy, "Echo", "Radio"):
        expect(editor.locator("main")).to_contain_text(proof)
    broken += look_over(editor, f"report-{language}")
    broken += look_over_report(editor, language)
    assert not broken, "\n".join(broken)
