"""The desk without a mouse: every step of the way from a wish to a corrected translation."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from news.newsroom.models import NewsroomSettings
from tests.browser import hands
from tests.browser.desk import WORDS, block, cell, edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FARTHEST = 250


def reach(page: Page, thing: Locator) -> None:
    """Press Tab until the thing has the focus."""
    expect(thing).to_be_visible()
    for _press in range(FARTHEST):
        if thing.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The keyboard doesn't reach {thing}")


def press(page: Page, thing: Locator) -> None:
    reach(page, thing)
    page.keyboard.press("Enter")


def fill(page: Page, box: Locator, words: str) -> None:
    """Write over whatever stands in a box, and leave it."""
    reach(page, box)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(words)
    page.keyboard.press("Tab")


def act(page: Page, name: Any) -> None:
    """Press a button of the bar at the foot of the form, opening its menu where it is in there."""
    foot = page.locator("footer")
    button = foot.get_by_role("button", name=name).or_(foot.get_by_role("link", name=name)).first
    expect(foot).to_be_visible()
    if not button.is_visible():
        press(page, foot.get_by_role("button", name="More actions"))
    press(page, button)


def say_what_it_is(page: Page, note: str, button: str) -> None:
    """In the dialog that asks what a re-release is: it is a correction."""
    dialog = page.get_by_role("dialog", name="Release again")
    expect(dialog).to_be_visible()
    kinds = dialog.locator("[type=radio]")
    reach(page, kinds.first)
    page.keyboard.press("Space")
    correction = dialog.get_by_label("A correction")
    for _press in range(kinds.count()):
        if correction.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(correction).to_be_checked()
    fill(page, dialog.locator("[name=release_note]"), note)
    press(page, dialog.get_by_role("button", name=button))


def told(page: Page, words: str) -> None:
    expect(page.locator(".messages").first).to_contain_text(re.compile(words))


def open_edition(page: Page, site: str, language: str) -> None:
    press(page, cell(page, site, language))
    expect(page).to_have_url(re.compile(r"/edit/"))


def test_the_whole_way_needs_no_mouse(newsroom, story):
    editor, claire, site = newsroom.editor, newsroom.claire, newsroom.site
    open_edition(editor, site, "ru")
    act(editor, "Publish")
    told(editor, "published")

    press(editor, cell(editor, site, "fr"))
    fill(editor, editor.locator("[name=note]"), "К пятнице")
    press(editor, editor.get_by_role("button", name="Ask", exact=True))
    told(editor, "on the board")

    press(claire, cell(claire, site, "fr"))
    press(claire, claire.get_by_role("button", name="Begin the translation"))
    expect(block(claire, 1).locator(".passage__source")).to_be_visible()
    fill(claire, claire.get_by_placeholder("Headline"), WORDS["fr"][0])
    fill(claire, block(claire, 0).get_by_role("textbox"), WORDS["fr"][1])
    fill(claire, block(claire, 1).locator("input[type=text]"), WORDS["fr"][2])
    act(claire, "Submit for review")
    told(claire, "submitted")

    open_edition(editor, site, "fr")
    act(editor, re.compile("Request changes"))
    window = editor.locator(".modal-content")
    fill(editor, window.locator("textarea"), "Заголовок короче")
    press(editor, window.get_by_role("button", name="Request changes"))
    told(editor, ".")
    open_edition(claire, site, "fr")
    act(claire, re.compile("Resubmit|Submit"))
    told(claire, "submitted")
    open_edition(editor, site, "fr")
    act(editor, re.compile("^Approve and Publish"))
    expect(editor).not_to_have_url(re.compile("/edit/"))
    assert edition("fr").live
    assert edition("fr").title == WORDS["fr"][0]

    open_edition(editor, site, "ru")
    fill(editor, block(editor, 1).locator("input[type=text]"), "Начало в 17:00")
    act(editor, "Publish")
    say_what_it_is(editor, "Начало в 17:00, а не в 18:00.", "Publish")
    told(editor, "published")
    open_edition(claire, site, "fr")
    hands.wait_until_watched(claire)
    changed = block(claire, 1)
    fill(claire, changed.locator("input[type=text]"), "Début à 17:00")
    expect(changed.locator(".remark--doubt")).to_have_count(0)
    reach(claire, changed.get_by_label("Carried over"))
    claire.keyboard.press("Space")
    act(claire, "Submit for review")
    say_what_it_is(claire, "Début à 17:00.", "Submit for review")
    told(claire, "submitted")
    open_edition(editor, site, "fr")
    act(editor, re.compile("^Approve and Publish"))
    expect(editor).not_to_have_url(re.compile("/edit/"))
    assert not edition("fr").is_stale


def test_a_date_is_set_without_a_mouse(newsroom, story):
    editor, site = newsroom.editor, newsroom.site
    open_edition(editor, site, "ru")
    press(editor, editor.get_by_role("button", name="Toggle status"))
    press(editor, editor.get_by_role("button", name=re.compile("[Ss]et schedule")))
    moment = (timezone.now() + timedelta(days=2)).astimezone(NewsroomSettings.load().zone)
    fill(editor, editor.locator("[name=go_live_at]"), moment.strftime("%Y-%m-%d %H:%M"))
    press(editor, editor.get_by_role("button", name="Save schedule"))
    told(editor, "updated|saved")
    act(editor, re.compile("Publish|Schedule"))
    told(editor, "scheduled|published")
    expect(cell(editor, site, "ru")).to_contain_text("Scheduled")
