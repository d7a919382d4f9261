"""A copy is taken from a field or as a file; the script only saves keystrokes."""

import re

import pytest
from playwright.sync_api import Browser, expect

from news.website.paths import republish_path
from tests.browser import world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    return f"{live_server.url}{republish_path(world.build().editions['ru'])}"


def test_without_a_script_fields_and_files_hold_the_copies(address, browser: Browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator("#copy-html")).to_have_value(re.compile("<h1>"))
        expect(page.locator("[data-copies]").first).to_be_hidden()
        with page.expect_download() as waiting:
            page.locator("a[href='?as=html']").click()
        assert waiting.value.suggested_filename.endswith(".html")


def test_with_it_a_field_is_selected_when_one_steps_in_and_a_button_copies(
    address, browser: Browser
):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#as-md").click()
        field = page.locator("#copy-md")
        field.focus()
        assert field.evaluate("field => field.selectionEnd == field.value.length")
        button = page.locator("[data-copies=copy-md]")
        done = button.get_attribute("data-done")
        button.click()
        expect(button).to_have_text(done)
        assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
