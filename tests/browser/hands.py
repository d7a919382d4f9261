"""What a person does at the admin with mouse and keyboard, for journeys to be told in steps."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

PASSWORD = "three quiet grey owls"
DESK = {"width": 1400, "height": 1000}
PATIENCE = 15_000


def sign_in(page: Page, site: str, name: str) -> None:
    """Come to the home screen by the ordinary form."""
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site}/admin/")


def tab(page: Page, name: str) -> None:
    """Turn to a tab of the form."""
    page.get_by_role("tab", name=name).click()


def window(page: Page) -> Locator:
    """Return the window that a chooser has opened."""
    return page.locator(".modal-content")


def snippet(page: Page, site: str, model: str, name: str) -> None:
    """Enter something that has no more than a name in Russian."""
    page.goto(f"{site}/admin/snippets/news/{model}/add/")
    page.locator("[name=name_ru]").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text(name)


def person(page: Page, site: str, names: dict[str, str], gender: str, **position: str) -> None:
    """Enter a person with a position; `at` is its organisation, other words go by language."""
    page.goto(f"{site}/admin/snippets/news/person/add/")
    for language, name in names.items():
        tab(page, {"ru": "Русский", "fr": "Français", "ar": "العربية"}[language])
        page.locator(f"[name=name_{language}]").fill(name)
    tab(page, "General")
    page.locator("[name=gender]").select_option(label=gender)
    page.get_by_role("button", name="Add position").click()
    choose(page, page.locator("#id_positions-0-organisation-chooser"), position.pop("at"))
    for language, title in position.items():
        page.locator(f"[name=positions-0-title_{language}]").fill(title)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text(names["ru"])


def open_chooser(field: Locator) -> None:
    """Open a chooser's window, whatever language Wagtail names its button in."""
    field.locator("[data-chooser-action-choose]:visible").first.click()


def choose(page: Page, field: Locator, name: str) -> None:
    """Choose the line with these words in the window that opens."""
    open_chooser(field)
    window(page).locator("tr", has_text=name).get_by_role("link").first.click()
    expect(window(page)).to_be_hidden()


def upload(page: Page, field: Locator, file: Path, **fields: str) -> None:
    """Upload a photo in the chooser, telling of it only what its file doesn't say."""
    open_chooser(field)
    tab(page, "Upload")
    form = window(page).locator("form[enctype]")
    form.locator("[name$=-file]").set_input_files(file)
    for name, value in fields.items():
        box = form.locator(f"[name$=-{name}]")
        if name == "licence":
            box.select_option(label=value)
        else:
            box.fill(value)
    form.get_by_role("button", name="Upload").click()
    expect(window(page)).to_be_hidden()


def body(page: Page) -> Locator:
    """Return the part of the form in which the text is written."""
    return page.locator("[data-contentpath=body]")


def blocks(page: Page) -> Locator:
    """Return the blocks of the text, in order."""
    return body(page).locator("[data-streamfield-child]")


def add_block(page: Page, kind: str) -> Locator:
    """Put a block below the others, and return it."""
    count = blocks(page).count()
    body(page).get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    expect(blocks(page)).to_have_count(count + 1)
    return blocks(page).last


def write(page: Page, block: Locator, paragraphs: list[str]) -> None:
    """Write paragraphs into a block of running text, over whatever is there."""
    box = block.get_by_role("textbox")
    box.click()
    page.keyboard.press("ControlOrMeta+a")
    for number, words in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(words)
    # The editor tells the form what was written a moment later.
    kept = block.locator("input[type=hidden][name$=-value]")
    expect(kept).to_have_value(re.compile(re.escape(paragraphs[-1])))


def wait_until_watched(page: Page) -> None:
    """Wait until Wagtail has noted what the form holds: it takes for that what is typed sooner.

    It notes that two seconds after it has begun, and begins twice where the form was moved.
    """
    page.evaluate(
        """async () => {
          const pause = (time) => new Promise((go) => setTimeout(go, time));
          const form = () => document.querySelector("form[data-controller~=w-unsaved]");
          // Form and Wagtail's own program may not be there yet.
          const watching = () =>
            window.wagtail?.app?.getControllerForElementAndIdentifier(form(), "w-unsaved");
          while (!watching()?.initialFormData) await pause(50);
          await pause(2100);
        }"""
    )


def act(page: Page, name: Any) -> None:
    """Press a button of the bar at the foot of the form, opening its menu where it is in there."""
    foot = page.locator("footer")
    button = foot.get_by_role("button", name=name).or_(foot.get_by_role("link", name=name))
    if not button.first.is_visible():
        foot.get_by_role("button", name="More actions").click()
    button.first.click()
