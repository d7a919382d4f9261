"""A partner gives its copy's address; after a withdrawal it removes it, and a report proves it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from wagtail.users.models import UserProfile

from news.articles.models import ArticlePage
from news.partners import invitations
from news.push.copies.models import CopyState, PartnerCopy
from tests.browser.screens import ARE_WANTED, FOLDER, take
from tests.browser.test_accessibility import WIDTHS, faults, overflow
from tests.browser.test_partner_setup import look_over, press
from tests.factories import released, released_translation
from tests.push.copies.web import ARTICLE, HEADLINE, SENTENCE, Web, withdraw
from tests.push.post import Post, carry, subscribe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTIONS = {"ru": "ltr", "ar": "rtl"}
URL = "https://soomedia.example/culture/choir-in-bizerte"
# As the address bar has it, and as people read it.
SECOND = "https://ar.soomedia.example/%D8%AB%D9%82%D8%A7%D9%81%D8%A9/choir"


@pytest.fixture
def screen(browser: Browser, newsroom) -> Iterator[Page]:
    """The screen of somebody at the partner."""
    with browser.new_context(locale="en", reduced_motion="reduce") as context:
        yield context.new_page()


def give(page: Page, urn: str, url: str) -> None:
    form = page.locator("form", has=page.locator(f"[value='{urn}']"))
    details = page.locator("details", has=form)
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    form.locator("[name=url]").fill(url)
    form.locator("button").click()


def look_over_report(page: Page, language: str) -> list[str]:
    """Return what stands against the report, on the screen and on paper."""
    broken = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        take(page, f"withdrawal-report-{language}-{width}")
        broken += [f"report {width}: {fault}" for fault in faults(page)]
        if overflow(page) > 0:
            broken.append(f"report {width}: wider than the window")
    page.emulate_media(media="print")
    expect(page.locator(".on-screen")).to_be_hidden()
    expect(page.locator("main")).to_be_visible()
    if ARE_WANTED:
        FOLDER.mkdir(exist_ok=True)
        page.pdf(path=FOLDER / f"withdrawal-report-{language}.pdf", prefer_css_page_size=True)
    page.emulate_media(media="screen")
    return broken


@pytest.mark.parametrize("language", DIRECTIONS)
def test_copy_is_given_removed_and_proven_gone(newsroom, screen, language):
    web = Web({URL: [ARTICLE, 410], SECOND: "<p>Материал отозван.</p>"})
    begun = timezone.now() - timedelta(hours=3)
    partner = subscribe(
        "ru:all", name="SooMedia", website="https://soomedia.example/", language=language
    ).partner
    subscribe("ru:all", name="Echo", endpoint="https://echo.example/hook")
    edition = released(title=HEADLINE, text=f"<p>{SENTENCE}</p>", at=begun - timedelta(days=9))
    released_translation(edition, title="Le chœur", at=begun - timedelta(days=8))

    link = f"{newsroom.site}{invitations.page_path(invitations.invite(partner))}"
    screen.goto(link)
    expect(screen.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    give(screen, edition.urn, "http://127.0.0.1/")
    expect(screen.locator("#refused")).to_be_visible()
    broken = look_over(screen, f"copies-refused-{language}")
    give(screen, edition.urn, URL)
    expect(screen.locator("#copies .state--ok")).to_be_visible()
    expect(screen.locator("#copies .code", has_text=URL)).to_be_visible()
    give(screen, edition.urn, SECOND)

    withdraw(edition, begun)
    carry(Post(soomedia=[204], echo=[500]))
    web.now = timezone.now()
    web.watch(minutes=15)
    assert PartnerCopy.objects.get(url=URL).state == CopyState.THERE
    screen.goto(link)
    expect(screen.locator("#withdrawn")).to_be_visible()
    expect(screen.locator("#withdrawn")).not_to_contain_text(HEADLINE)
    broken += look_over(screen, f"copies-withdrawn-{language}")
    press(screen.locator("#withdrawn li", has_text=URL).last, "say-gone")
    expect(screen.locator("#copies .state--ok")).to_be_visible()
    web.watch(hours=2)
    assert PartnerCopy.objects.get(url=URL).state == CopyState.GONE
    screen.goto(link)
    expect(screen.locator("#withdrawn .state--ok")).to_be_visible()

    UserProfile.objects.filter(user__username="olga").update(preferred_language=language)
    editor, fresh = newsroom.editor, ArticlePage.objects.get(pk=edition.pk)
    editor.goto(f"{newsroom.site}/admin/pages/{fresh.pk}/edit/")
    copies = editor.locator(f"[href='/admin/copies/{fresh.pk}/']")
    if not copies.first.is_visible():
        editor.locator(".w-slim-header .w-dropdown button").first.click()
    copies.first.click()
    expect(editor.get_by_text(URL)).to_be_visible()
    for width in WIDTHS:
        editor.set_viewport_size({"width": width, "height": 900})
        take(editor, f"copies-{language}-{width}")
        broken += [f"copies {width}: {fault}" for fault in faults(editor)]
    editor.locator("[href^='/admin/withdrawals/']").click()
    expect(editor.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    for proof in (HEADLINE, edition.urn, "204", "500", "410", URL, "SooMedia", "Echo"):
        expect(editor.locator("main")).to_contain_text(proof)
    broken += look_over_report(editor, language)
    assert not broken, "\n".join(broken)
