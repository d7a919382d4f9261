"""The people of a newsroom, each at a screen of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from news.newsroom.models import NewsroomSettings
from tests.browser import hands
from tests.factories import PersonFactory, UserFactory


@dataclass
class Newsroom:
    """Who works at which screen."""

    site: str
    editor: Page
    claire: Page
    samira: Page
    reader: Page

    def read(self, path: str) -> int:
        """Have the reader go to an address; return the status of the answer."""
        answer = self.reader.goto(f"{self.site}{path}")
        assert answer is not None
        return answer.status


@contextmanager
def opened(browser: Browser, site: str) -> Iterator[Newsroom]:
    """Have an editor and two translators sign in, and a reader come by."""
    NewsroomSettings.objects.update_or_create(
        defaults={"name_ru": "Мост", "name_fr": "Le Pont", "name_ar": "الجسر"}
    )
    accounts = {
        "olga": "Editors",
        "claire": "Translators fr",
        "samira": "Translators ar",
    }
    users = {name: UserFactory(username=name, groups=[group]) for name, group in accounts.items()}
    for user in users.values():
        user.set_password(hands.PASSWORD)
        user.save()
    PersonFactory(name_ru="Клэр Мартен", name_fr="Claire Martin", gender="f", user=users["claire"])
    PersonFactory(name_ru="Самира", name_ar="سميرة بن علي", gender="f", user=users["samira"])
    contexts = [browser.new_context(locale="en", viewport=hands.DESK) for _user in users]
    pages = [context.new_page() for context in contexts]
    for page, name in zip(pages, users, strict=True):
        page.set_default_timeout(hands.PATIENCE)
        hands.sign_in(page, site, name)
    readers = browser.new_context(locale="ru")
    yield Newsroom(site, *pages, readers.new_page())
    for context in (*contexts, readers):
        context.close()
