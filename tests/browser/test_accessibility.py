"""Whatever a reader opens can be used by everybody, at any width, and keeps to itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import world
from tests.browser.screens import take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("ru", "ar")
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
SERIOUS = frozenset({"serious", "critical"})
NARROWEST = 320
FEEDS = ("rss", "atom")
EXPECTED_STATUS = {"404": 404, "410": 410}


@pytest.fixture
def newsroom(live_server, settings, tmp_path) -> world.World:
    settings.MEDIA_ROOT = tmp_path
    return world.build()


@pytest.fixture
def reader(browser: Browser, live_server) -> Iterator[BrowserContext]:
    """A reader who has never been here."""
    # Colours that fade from one scheme into the other would be measured half-way.
    with browser.new_context(base_url=live_server.url, reduced_motion="reduce") as context:
        yield context


def open_all(page: Page, newsroom: world.World, language: str) -> Iterator[str]:
    """Open a page of each type in turn, and say which."""
    for name, path in {**newsroom.pages(language), **newsroom.missing(language)}.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == EXPECTED_STATUS.get(name, 200), name
        yield name
    page.goto(newsroom.editions[language].url_path)
    page.locator("[name=name]").fill("Лина")
    page.locator("[name=text]").fill(world.WORDS[language]["comment"])
    page.locator(".reply button").click()
    expect(page.locator("[name=send]")).to_be_visible()
    yield "comment preview"


def faults(page: Page) -> list[str]:
    """Return the serious faults axe finds on the page as it is now."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:200]}"
        for fault in found
        if fault["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_serious_on_any_page(newsroom, reader, language):
    page = reader.new_page()
    broken = []
    for name in open_all(page, newsroom, language):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                take(page, f"{name}-{language}-{width}-{scheme}")
                broken += [f"{name} {width} {scheme}: {fault}" for fault in faults(page)]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_opened_in_a_browser_is_legible(newsroom, reader, language):
    page = reader.new_page()
    for extension in FEEDS:
        page.goto(f"/{language}/feeds/all.{extension}")
        assert page.evaluate("document.styleSheets.length") == 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                take(page, f"feed-{extension}-{language}-{width}-{scheme}")
                assert overflow(page) <= 0, (extension, width)
                assert contrast(page) >= 4.5, (extension, scheme)


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def contrast(page: Page) -> float:
    """Return the contrast of the first headline of a feed with what is behind it (WCAG 2)."""
    return page.evaluate("""() => {
        const shade = css => {
            const [r, g, b] = css.match(/[\\d.]+/g).slice(0, 3).map(value => value / 255)
                .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const title = document.querySelector("item > title, entry > title");
        const isClear = part => /rgba\\(.*, 0\\)/.test(getComputedStyle(part).backgroundColor);
        let behind = title;
        while (behind.parentElement && isClear(behind)) behind = behind.parentElement;
        const [dim, bright] = [
            shade(getComputedStyle(title).color), shade(getComputedStyle(behind).backgroundColor)
        ].sort((one, other) => one - other);
        return (bright + 0.05) / (dim + 0.05);
    }""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_needs_scrolling_sideways(newsroom, reader, language):
    page = reader.new_page()
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    wide = {
        name: overflow(page) for name in open_all(page, newsroom, language) if overflow(page) > 0
    }
    assert not wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_keep_to_themselves_and_leave_no_cookie(newsroom, reader, live_server, language):
    page = reader.new_page()
    asked: list[str] = []
    said: list[Any] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("pageerror", lambda fault: said.append((page.url, str(fault))))
    for name in open_all(page, newsroom, language):
        page.evaluate("document.querySelectorAll('img').forEach(img => { img.loading = 'eager' })")
        page.wait_for_load_state("networkidle")
        if name in EXPECTED_STATUS:
            # The browser itself notes that the address answered with an error.
            said = [line for line in said if "Failed to load resource" not in line[1]]
    assert not said
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert reader.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
