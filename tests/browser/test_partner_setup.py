"""An editor invites a partner, which sets its feed up by itself and sees that it was fetched."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from news.newsroom.models import Licence
from news.partners.models import Partner, PartnerState
from news.photos.models import Rights
from news.push import outgoing
from tests.browser.newsroom import Newsroom
from tests.browser.screens import take
from tests.browser.test_accessibility import SCHEMES, WIDTHS, faults, overflow
from tests.factories import (
    PersonFactory,
    PhotoFactory,
    SectionFactory,
    released,
    released_translation,
)
from tests.push.post import carry
from tests.push.receivers import Receiver, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = {"fr": "Le chœur chantera à Bizerte", "ar": "الجوقة تغنّي في بنزرت"}
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}


@pytest.fixture
def stories(newsroom) -> None:
    """A story in three languages, with a photo that goes out and one that doesn't."""
    culture = SectionFactory(name_ru="Культура", name_fr="Culture", name_ar="ثقافة")
    SectionFactory(name_ru="История", name_fr="Histoire", name_ar="تاريخ")
    body = [
        ("paragraph", "<p>Двадцать шесть детей.</p>"),
        ("photo", {"image": PhotoFactory(rights=Rights.SITE)}),
    ]
    author = PersonFactory(name_ru="Вера Лунина", name_fr="Vera Lounina", name_ar="فيرا لونينا")
    source = released(section=culture, lead_photo=PhotoFactory(), body=body, authors=[author])
    for language, title in TITLES.items():
        released_translation(source, language, title=title, text=f"<p>{title}.</p>", lead=title)


@pytest.fixture
def screen(browser: Browser, newsroom) -> Iterator[Page]:
    """The screen of somebody at a partner, who has never been here."""
    with browser.new_context(locale="en", reduced_motion="reduce") as context:
        yield context.new_page()


def invite(newsroom: Newsroom, partner: Partner) -> str:
    """Have the editor make a link, beginning at the partner's form."""
    editor = newsroom.editor
    edit = reverse(Partner.snippet_viewset.get_url_name("edit"), args=[partner.pk])
    editor.goto(f"{newsroom.site}{edit}")
    invitations = editor.locator(f"[href='{reverse('partners-invitations', args=[partner.pk])}']")
    if not invitations.first.is_visible():
        editor.locator(".w-slim-header .w-dropdown button").first.click()
    invitations.first.click()
    editor.get_by_role("button", name="Make an invitation link").click()
    link = editor.locator("#invitation-link").input_value()
    assert link in editor.locator("#invitation-text").input_value()
    for width in WIDTHS:
        editor.set_viewport_size({"width": width, "height": 900})
        take(editor, f"invitation-{partner.language}-{width}")
    return link


def press(page: Page | Locator, verb: str) -> None:
    page.locator(f"button[value={verb}]").click()


def look_over(page: Page, name: str) -> list[str]:
    """Return what stands against the page as it is, at any width and in any light."""
    broken = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            take(page, f"partner-{name}-{width}-{scheme}")
            broken += [f"{name} {width} {scheme}: {fault}" for fault in faults(page)]
        if overflow(page) > 0:
            broken.append(f"{name} {width}: wider than the window")
    return broken


@pytest.mark.parametrize("language", DIRECTIONS)
def test_partner_sets_its_feed_up_in_two_minutes(newsroom, stories, screen, language):
    partner = Partner.objects.create(
        name="La Goulette Info",
        language=language,
        licence=Licence.objects.get(key="cc-by-4.0"),
        attribution="Le Pont, Tunis",
    )
    screen.goto(invite(newsroom, partner))
    expect(screen.locator("html")).to_have_attribute("lang", language)
    expect(screen.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
    broken = look_over(screen, f"first-{language}")

    press(screen, "choose")
    expect(screen.locator("#channels-error")).to_be_visible()
    screen.locator(f"[id='{language}:all']").check()
    press(screen, "choose")
    expect(screen.locator("#agree-error")).to_be_visible()
    expect(screen.locator(f"[id='{language}:all']")).to_be_checked()
    broken += look_over(screen, f"refused-{language}")
    screen.locator("#agree").check()
    press(screen, "choose")
    expect(screen.locator("#choose .state--ok")).to_be_in_viewport()
    expect(screen.locator("#preview .story__title")).to_have_text(TITLES[language])

    press(screen, "make")
    addresses = screen.locator("#address .code").all_inner_texts()
    rss = next(each for each in addresses if each.endswith(f"/{language}.rss"))
    broken += look_over(screen, f"address-{language}")
    press(screen, "look")
    expect(screen.locator("#test .state--ok")).to_have_count(0)

    fetched = screen.request.get(rss)
    assert fetched.status == 200
    assert TITLES[language] in fetched.text()
    press(screen, "look")
    expect(screen.locator("#test .state--ok")).to_be_in_viewport()
    expect(screen.locator("#address")).not_to_contain_text(rss)
    screen.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    broken += look_over(screen, f"fetched-{language}")
    assert not broken, "\n".join(broken)
    assert screen.context.cookies() == []

    press(screen, "pause")
    assert screen.request.get(rss).status == 404
    press(screen, "resume")
    expect(screen.locator("button[value=pause]")).to_be_visible()
    assert screen.request.get(rss).status == 200
    assert Partner.objects.get().state == PartnerState.ACTIVE


@pytest.mark.parametrize("language", DIRECTIONS)
def test_partner_has_the_news_sent_to_its_receiver(newsroom, stories, screen, settings, language):
    settings.OWN_NETWORKS = (ip_network("127.0.0.0/8"),)
    cache.clear()
    partner = Partner.objects.create(name="La Goulette Info", language=language)
    screen.goto(invite(newsroom, partner))
    expect(screen.locator("#endpoint")).to_be_hidden()
    screen.locator(f"[id='{language}:all']").check()
    screen.locator("#agree").check()
    screen.locator("#way-webhook").check()
    screen.locator("#endpoint").fill("http://10.0.0.1/receiver.php")
    press(screen, "choose")
    expect(screen.locator("#endpoint-error")).to_be_visible()
    expect(screen.locator("#endpoint")).to_have_value("http://10.0.0.1/receiver.php")
    expect(screen.locator("#way-webhook")).to_be_checked()
    broken = look_over(screen, f"receiver-refused-{language}")

    with Receiver(say(*(b"HTTP/1.1 %d .\r\n\r\n" % status for status in (403, 204, 503)))) as there:
        screen.locator("#endpoint").fill(there.url)
        press(screen, "choose")
        secret = screen.locator("#secret").inner_text()
        assert secret.startswith("whsec_")
        broken += look_over(screen, f"receiver-secret-{language}")
        press(screen, "test")
        expect(screen.locator("#test .state--fault")).to_be_in_viewport()
        expect(screen.locator("#address")).not_to_contain_text(secret)
        cache.clear()
        press(screen, "test")
        expect(screen.locator("#test .state--ok")).to_be_in_viewport()
        released(language, title=TITLES[language], text=f"<p>{TITLES[language]}!</p>")
        carry(outgoing.send)
        assert len(there.requests) == 3
    screen.goto(screen.url.partition("#")[0])
    expect(screen.locator("#deliveries tbody tr")).to_have_count(1)
    expect(screen.locator("#deliveries")).to_contain_text("503")
    screen.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    broken += look_over(screen, f"receiver-waits-{language}")

    with Receiver(say(b"HTTP/1.1 204 .\r\n\r\n")) as mended:
        screen.locator("#endpoint").fill(mended.url)
        press(screen, "choose")
        screen.locator("#deliveries button[name=delivery]").click()
        carry(outgoing.send)
        assert len(mended.requests) == 1
    screen.goto(screen.url.partition("#")[0])
    expect(screen.locator("#deliveries .state--ok")).to_have_count(1)
    press(screen, "halt")
    expect(screen.locator("button[value=go-on]")).to_be_visible()
    assert not broken, "\n".join(broken)
    assert screen.context.cookies() == []
