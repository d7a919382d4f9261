"""From the board to the workbench: asked for, claimed, returned, released, carried over."""

import re
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from news.articles.models import ArticlePage
from news.desk.models import Assignment, Message
from news.newsroom.models import NewsroomSettings
from tests.browser import hands
from tests.browser.desk import WORDS, block, cell, edition
from tests.browser.newsroom import Newsroom
from tests.browser.screens import take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SERIOUS = frozenset({"serious", "critical"})
OURS = [[".board"], [".tally"], [".filters"], [".bench"], [".passage"], [".bench__switch"]]


def public(newsroom: Newsroom, *languages: str) -> dict[str, Any]:
    """Return what readers see of some languages: the status, headline and text of each."""
    seen: dict[str, Any] = {}
    for language in languages:
        page = ArticlePage.objects.filter(language=language).first()
        status = newsroom.read(page.url_path) if page else 404
        main = newsroom.reader.locator("h1, .prose")
        seen[language] = status, main.all_inner_texts() if status == 200 else []
    return seen


def ask(page: Page, site: str, language: str) -> None:
    cell(page, site, language).click()
    page.locator("[name=note]").fill("К пятнице")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("on the board")


def claim(page: Page, site: str, language: str) -> None:
    asked = cell(page, site, language)
    expect(asked).to_contain_text("Asked for")
    asked.click()
    expect(page.get_by_role("main")).to_contain_text("К пятнице")
    page.get_by_role("button", name="Begin the translation").click()
    expect(page).to_have_url(re.compile(r"/edit/"))


def translate(page: Page, language: str) -> None:
    """Write each passage beside the original's."""
    title, paragraph, heading = WORDS[language]
    for number, words in enumerate(WORDS["ru"][1:]):
        expect(block(page, number).locator(".passage__source")).to_contain_text(words)
    page.get_by_placeholder("Headline").fill(title)
    hands.write(page, block(page, 0), [paragraph])
    block(page, 1).locator("input[type=text]").fill(heading)


def submit(page: Page, name: Any = "Submit for review") -> None:
    hands.act(page, name)
    expect(page.locator(".messages")).to_contain_text(re.compile("submitted|resubmitted"))


def return_it(page: Page, site: str) -> None:
    """As the editor: send the text back with a word about it."""
    page.goto(f"{site}/admin/pages/{edition('fr').pk}/edit/")
    hands.act(page, re.compile("Request changes"))
    dialog = page.locator(".modal-content")
    dialog.locator("textarea").fill("Заголовок короче")
    dialog.get_by_role("button", name="Request changes").click()
    expect(page.locator(".messages").first).to_be_visible()


def approve(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/admin/pages/{edition(language).pk}/edit/")
    hands.act(page, re.compile("^Approve and Publish"))
    expect(page).not_to_have_url(re.compile("/edit/"))


def schedule(page: Page, site: str, language: str) -> None:
    page.goto(f"{site}/admin/pages/{edition(language).pk}/edit/")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name=re.compile("[Ss]et schedule")).click()
    moment = (timezone.now() + timedelta(days=2)).astimezone(NewsroomSettings.load().zone)
    page.locator("[name=go_live_at]").fill(moment.strftime("%Y-%m-%d %H:%M"))
    page.get_by_role("button", name="Save schedule").press("Enter")
    expect(page.locator(".messages")).to_contain_text("updated")
    hands.act(page, re.compile("^Approve and Publish"))
    expect(page).not_to_have_url(re.compile("/edit/"))


def release_again(page: Page, kind: str, note: str = "", button: str = "Publish") -> None:
    hands.act(page, button)
    dialog = page.get_by_role("dialog", name="Release again")
    dialog.get_by_label(kind).check()
    if note:
        dialog.locator("[name=release_note]").fill(note)
    dialog.get_by_role("button", name=button).click()
    expect(page.locator(".messages")).to_contain_text(re.compile("published|submitted"))


def faults(page: Page) -> list[str]:
    """Return the serious faults axe finds in what is ours of the screen."""
    here = [part for part in OURS if page.locator(part[0]).count()]
    found = Axe().run(page, context={"include": here}).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found
        if fault["impact"] in SERIOUS
    ]


def test_two_languages_are_asked_for_translated_reviewed_and_brought_up_to_date(newsroom, story):
    editor, claire, samira = newsroom.editor, newsroom.claire, newsroom.samira
    site = newsroom.site

    editor.goto(f"{site}/admin/pages/{story.pk}/edit/")
    hands.act(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    russian = public(newsroom, "ru")

    ask(editor, site, "fr")
    ask(editor, site, "ar")
    claim(claire, site, "fr")
    translate(claire, "fr")
    submit(claire)
    claim(samira, site, "ar")
    translate(samira, "ar")
    submit(samira)
    assert public(newsroom, "ru", "fr", "ar") == russian | {"fr": (404, []), "ar": (404, [])}
    expect(cell(editor, site, "fr")).to_contain_text("In review")

    return_it(editor, site)
    claire.goto(f"{site}/admin/")
    expect(claire.get_by_role("main")).to_contain_text("came back from review")
    claire.goto(f"{site}/admin/pages/{edition('fr').pk}/edit/")
    submit(claire, re.compile("Resubmit|Submit"))
    approve(editor, site, "fr")
    french = public(newsroom, "fr")
    assert french["fr"][0] == 200
    schedule(editor, site, "ar")
    expect(cell(editor, site, "ar")).to_contain_text("Scheduled")
    assert public(newsroom, "ru", "fr", "ar") == russian | french | {"ar": (404, [])}
    assert not Assignment.objects.get(language="fr").is_claimed

    editor.goto(f"{site}/admin/pages/{story.pk}/edit/")
    block(editor, 1).locator("input[type=text]").fill("Начало в 17:00")
    release_again(editor, "A correction", "Начало в 17:00, а не в 18:00.")
    corrected = public(newsroom, "ru")
    assert corrected != russian
    assert public(newsroom, "fr") == french
    for page, language in ((claire, "fr"), (samira, "ar")):
        expect(cell(page, site, language)).to_contain_text("Original has changed")
        assert Message.objects.filter(event="changed", language=language).exists()

    cell(claire, site, "fr").click()
    changed = block(claire, 1)
    expect(changed.locator("del")).to_have_text("18")
    expect(changed.locator("ins")).to_have_text("17")
    expect(changed.locator(".remark--doubt")).to_contain_text("17:00")
    hands.wait_until_watched(claire)
    changed.locator("input[type=text]").fill("Début à 17:00")
    # Kept by itself, the page says anew what is doubtful.
    expect(changed.locator(".remark--doubt")).to_have_count(0)
    changed.get_by_label("Carried over").check()
    assert public(newsroom, "ru", "fr") == corrected | french
    release_again(claire, "A correction", "Début à 17:00.", button="Submit for review")
    assert public(newsroom, "ru", "fr") == corrected | french
    approve(editor, site, "fr")
    carried = public(newsroom, "fr")
    assert "17:00" in str(carried)
    assert not edition("fr").is_stale
    expect(cell(editor, site, "fr")).to_contain_text("Released")
    assert public(newsroom, "ru", "ar") == corrected | {"ar": (404, [])}


@pytest.mark.parametrize("tongue", ["ru", "ar"])
def test_board_and_workbench_can_be_used_by_everybody(newsroom, story, tongue):
    claire = newsroom.claire
    story.get_latest_revision().publish()
    for name in ("claire", "samira"):
        profile = UserProfile.objects.get(user__username=name)
        profile.preferred_language = tongue
        profile.save()
    claire.goto(f"{newsroom.site}/admin/board/")
    claire.emulate_media(reduced_motion="reduce")
    broken = []
    for width in (360, 1024, 1400):
        claire.set_viewport_size({"width": width, "height": 900})
        take(claire, f"board-{tongue}-{width}")
        broken += [f"board {width}: {fault}" for fault in faults(claire)]
    claire.goto(f"{newsroom.site}/admin/board/{story.story_id}/fr/")
    claire.locator("button[form=begin]").click()
    expect(block(claire, 1).locator(".passage__source")).to_be_attached()
    for width in (360, 1024, 1400):
        claire.set_viewport_size({"width": width, "height": 900})
        original = block(claire, 0).locator(".passage__text")
        own = block(claire, 0).get_by_role("textbox")
        if width == 360:
            expect(original).to_be_hidden()
            claire.locator(".bench__switch input").first.check()
            expect(original).to_be_visible()
            expect(own).to_be_hidden()
            claire.locator(".bench__switch input").last.check()
        else:
            expect(original).to_be_visible()
            at, beside = original.bounding_box(), own.bounding_box()
            assert at
            assert beside
            assert (at["x"] < beside["x"]) == (tongue == "ru")
        take(claire, f"workbench-{tongue}-{width}")
        broken += [f"workbench {width}: {fault}" for fault in faults(claire)]
        assert claire.evaluate("document.documentElement.scrollWidth") <= width
    assert not broken, "\n".join(broken)
