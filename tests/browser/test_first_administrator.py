"""A person with the one-time link gets into an empty newsroom."""

import pytest
from playwright.sync_api import Page, expect

from news.newsroom.welcome import admin_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_first_administrator_gets_in_by_the_link(live_server, page: Page):
    page.goto(admin_link(live_server.url, first_only=True))
    page.get_by_label("Name").fill("Lina Haddad")
    page.get_by_label("E-mail address").fill("lina@example.org")
    page.get_by_label("Password").fill("three quiet grey owls")
    page.get_by_role("button", name="Open the newsroom").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")
    expect(page.get_by_text("Lina Haddad").first).to_be_visible()
