"""A reader without JavaScript comments, a moderator approves, and every count agrees."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from news.comments.tickets import SHORTEST_SECONDS
from tests.browser import hands
from tests.factories import UserFactory, released, released_translation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMMENT = "Придём всей семьёй <b>обязательно</b>!"
COUNTS_IN_FEEDS = {
    "rss": r"<slash:comments>(\d+)<",
    "atom": r"<thr:total>(\d+)<",
}


@pytest.fixture
def reader(browser: Browser, live_server) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False, base_url=live_server.url) as context:
        yield context.new_page()


@pytest.fixture
def moderator(browser: Browser, live_server) -> Iterator[Page]:
    user = UserFactory(username="nadia", groups=["Comment moderators"])
    user.set_password(hands.PASSWORD)
    user.save()
    with browser.new_context(locale="en", viewport=hands.DESK) as context:
        page = context.new_page()
        hands.sign_in(page, live_server.url, "nadia")
        yield page


def counts(reader: Page, path: str) -> dict[str, int]:
    """Return how many comments each place says there are."""
    language = path.split("/")[1]
    reader.goto(path)
    on_page = reader.locator("#comments .count").inner_text()
    reader.goto(f"/{language}/news/")
    in_list = reader.locator("main").inner_text()
    feed = f"/{language}/feeds/all"
    found = {
        kind: re.search(pattern, reader.request.get(f"{feed}.{kind}").text())
        for kind, pattern in COUNTS_IN_FEEDS.items()
    }
    items = json.loads(reader.request.get(f"{feed}.json").text())["items"]
    said = r"(\d+)\s(?:комментари|commentaire)"
    return {
        "page": int(re.search(r"\d+", on_page)[0]),
        "list": int(re.search(said, in_list)[1]),
        "json": items[0]["_vestnik"]["comment_count"],
        **{kind: int(match[1]) for kind, match in found.items()},
    }


def comment(reader: Page, path: str) -> None:
    """Write, look at the preview for as long as one reads, and send."""
    with time_machine.travel(timezone.now()) as clock:
        reader.goto(path)
        reader.get_by_role("textbox", name="Имя").fill("Лина")
        reader.get_by_role("textbox", name="Комментарий").fill(COMMENT)
        reader.locator(".reply button").click()
        preview = reader.locator(".comment")
        expect(preview).to_contain_text("Лина")
        expect(preview).to_contain_text(COMMENT)
        clock.shift(SHORTEST_SECONDS + 1)
        reader.locator("[name=send]").click()
        expect(reader.get_by_role("link", name="Вернуться")).to_be_visible()


def approve(moderator: Page, site: str) -> None:
    moderator.goto(f"{site}/admin/")
    moderator.get_by_role("link", name="Comments (1)").click()
    row = moderator.locator("tr", has_text="Лина")
    expect(row).to_contain_text(COMMENT)
    row.get_by_role("button", name="Approve").click()
    expect(moderator.locator(".messages")).to_contain_text("1 comment approved.")


def test_comment_waits_is_approved_and_counted_alike_everywhere(live_server, reader, moderator):
    edition = released()
    french = released_translation(edition)
    paths = [edition.url_path, french.url_path]

    comment(reader, edition.url_path)
    for path in paths:
        assert set(counts(reader, path).values()) == {0}, path
    reader.goto(edition.url_path)
    expect(reader.get_by_role("main")).not_to_contain_text(COMMENT)

    approve(moderator, live_server.url)
    # Feeds may be a second old.
    with time_machine.travel(timezone.now() + timedelta(seconds=2)):
        for path in paths:
            assert set(counts(reader, path).values()) == {1}, path
    reader.goto(edition.url_path)
    expect(reader.locator("#discussion")).to_contain_text(COMMENT)
    assert reader.context.cookies() == []
