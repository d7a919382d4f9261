"""Arabic runs from the right, names in other letters stay whole, and the keyboard is enough."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect
from wagtail.users.models import UserProfile

from tests.browser import hands, world
from tests.browser.screens import take
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DIRECTIONS = {"ru": "ltr", "ar": "rtl"}
STOPS = 12


@pytest.fixture
def newsroom(live_server, settings, tmp_path) -> world.World:
    settings.MEDIA_ROOT = tmp_path
    return world.build()


@pytest.fixture
def reader(browser: Browser, live_server) -> Iterator[Page]:
    with browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    ) as context:
        yield context.new_page()


def distances(thing: Locator) -> tuple[float, float]:
    """Return how far the ends of something are from the left and the right of the window."""
    box = thing.bounding_box()
    width = thing.evaluate("() => document.documentElement.clientWidth")
    return box["x"], width - box["x"] - box["width"]


@pytest.mark.parametrize("language", DIRECTIONS)
def test_page_begins_where_its_language_does(newsroom, reader, language):
    reader.goto(newsroom.editions[language].url_path)
    direction = DIRECTIONS[language]
    expect(reader.locator("html")).to_have_attribute("dir", direction)
    beginnings = [
        distances(reader.locator(".masthead__name a")),
        distances(reader.locator(".nav__list li").first),
        distances(reader.locator(".comment header b").first),
    ]
    for from_left, from_right in beginnings:
        assert (from_left < from_right) == (direction == "ltr")


def test_names_in_other_letters_stay_whole_in_arabic(newsroom, reader):
    reader.goto(newsroom.editions["ar"].url_path)
    names = {".header": "Claire Martin", "figure .credit": "Samir Haddadi", ".comment": "Анна"}
    for place, name in names.items():
        isolated = reader.locator(f"{place} bdi", has_text=name).first
        expect(isolated).to_be_visible()
        assert isolated.evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"


@pytest.mark.parametrize("language", DIRECTIONS)
def test_keyboard_finds_the_text_and_shows_where_it_is(newsroom, reader, language):
    reader.goto(newsroom.editions[language].url_path)
    reader.keyboard.press("Tab")
    skip = reader.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    reader.keyboard.press("Enter")
    assert reader.url.endswith("#main")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('main') !== null")
    for _stop in range(STOPS):
        assert reader.evaluate("document.activeElement !== document.body")
        shown = reader.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert shown[0] != "none", reader.evaluate("document.activeElement.outerHTML")
        assert shown[1] >= 2
        expect(reader.locator(":focus")).to_be_in_viewport()
        reader.keyboard.press("Tab")


@pytest.mark.parametrize("language", DIRECTIONS)
def test_article_form_stands_in_the_direction_of_its_editor(
    newsroom, browser, live_server, language
):
    user = UserFactory(username="olga", groups=["Editors"])
    user.set_password(hands.PASSWORD)
    user.save()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    with browser.new_context(base_url=live_server.url, locale="en") as context:
        page = context.new_page()
        hands.sign_in(page, live_server.url, "olga")
        page.goto(reverse("wagtailadmin_pages:edit", args=[newsroom.editions["ar"].pk]))
        expect(page.locator("html")).to_have_attribute("dir", DIRECTIONS[language])
        headline = page.locator("[name=title]")
        expect(headline).to_have_value(world.WORDS["ar"]["title"])
        # Whatever the language of the admin, what is written in Arabic runs from the right.
        assert headline.evaluate("node => getComputedStyle(node).direction") == "rtl"
        expect(page.locator(".passage__text").first).to_have_attribute("dir", "ltr")
        _picture_form(page, language)


def _picture_form(page: Page, language: str) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            take(page, f"form-{language}-{width}-{scheme}")
