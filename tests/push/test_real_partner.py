"""Partners that are processes of their own, with databases of their own, end with what we have.

Web server and workers are processes, too, and an editor changes the texts through the admin.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from django.urls import reverse

from news.articles import tree
from news.articles.models import ArticlePage, Notice
from news.newsroom.models import NewsroomSettings
from tests.bench.processes import free_port
from tests.desk.conftest import edit_url, typed
from tests.partners.conftest import take
from tests.push import readme
from tests.push.post import subscribe
from tests.push.trial.editor import Desk, cookie_of_editor
from tests.push.trial.processes import Processes, processes
from tests.ready.conftest import database_of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

HERE = Path(__file__).parent
POLLER, KEEPER = str(HERE / "poller.py"), str(HERE / "hub" / "keeper.py")
PUBLISH = {"action-publish": "action-publish"}
SECONDS = 60
WITHDRAWN = "story.withdrawn"


class Kept(NamedTuple):
    """What somebody has of a text; `number` is what they know the newest state by."""

    number: int
    title: str
    is_withdrawn: bool


Texts = dict[str, Kept]


class Partner(NamedTuple):
    """What a partner has, what it should have, and what else there is to look at in the end."""

    has: Callable[[], Texts]
    should_have: Callable[[], Texts]
    check: Callable[[], None] = lambda: None


def newest() -> dict[ArticlePage, int]:
    """Return every text with the number of its last notice."""
    last = dict(Notice.objects.order_by("sequence").values_list("urn", "sequence"))
    return {edition: last[edition.urn] for edition in ArticlePage.objects.all()}


def ours_by_sequence() -> Texts:
    """Return what we have by the number of the last notice; of a withdrawn text no headline."""
    return {
        edition.urn: Kept(sequence, "" if edition.is_withdrawn else edition.title, not edition.live)
        for edition, sequence in newest().items()
    }


def ours_by_version() -> Texts:
    """Return what we have by the version of the last release."""
    return {
        edition.urn: Kept(edition.announced_version, edition.title, not edition.live)
        for edition in newest()
    }


def told_by_webhook(folder: Path, _port: int, stack: ExitStack) -> Partner:
    """A partner that runs the README's receiver."""
    port = free_port()
    subscription = subscribe(endpoint=f"http://127.0.0.1:{port}/")
    file = stack.enter_context(readme.receiver(folder, port, subscription.secret))

    def has() -> Texts:
        rows = rows_of(file, "SELECT urn, sequence, type, item FROM stories")
        return {
            urn: Kept(
                sequence,
                "" if kind == WITHDRAWN else json.loads(item)["title"],
                kind == WITHDRAWN,
            )
            for urn, sequence, kind, item in rows
        }

    return Partner(has, ours_by_sequence)


def polling(folder: Path, port: int, stack: ExitStack) -> Partner:
    """A partner that polls its feed with feedparser."""
    file = folder / "polled.sqlite3"
    address = f"http://127.0.0.1:{port}{take('ru:all').address(extension='rss')}"
    stack.enter_context(running([sys.executable, POLLER, address, str(file)]))

    def was_mostly_unchanged() -> None:
        statuses = [status for (status,) in rows_of(file, "SELECT status FROM polls")]
        assert set(statuses) == {200, 304}

    return Partner(partial(versions_in, file), ours_by_version, was_mostly_unchanged)


def told_by_the_hub(folder: Path, port: int, stack: ExitStack) -> Partner:
    """A partner that subscribes to its feed by WebSub, from before the first release on."""
    file = folder / "kept.sqlite3"
    address = f"http://127.0.0.1:{port}{take('ru:all').address(extension='ninjs')}"
    command = [sys.executable, KEEPER, str(free_port()), str(file), address]
    stack.enter_context(running(command))
    state = "SELECT confirmed, received, forged FROM subscription"
    wait_until(lambda: bool(rows_of(file, f"{state} WHERE confirmed > 0")))

    def was_told_what_is_genuine() -> None:
        ((confirmed, received, forged),) = rows_of(file, state)
        assert (confirmed, forged) == (1, 0)
        assert received

    return Partner(partial(versions_in, file), ours_by_version, was_told_what_is_genuine)


def versions_in(file: Path) -> Texts:
    """Return what a partner has that knows the newest state by the version of the release."""
    rows = rows_of(file, "SELECT id, version, title, is_withdrawn FROM stories")
    return {
        urn: Kept(version, title, bool(is_withdrawn)) for urn, version, title, is_withdrawn in rows
    }


@contextmanager
def running(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def rows_of(file: Path, query: str) -> list[tuple]:
    """Return rows of a partner's database; none where it has no such table yet."""
    with sqlite3.connect(file) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []


@pytest.fixture
def house(tmp_path) -> Iterator[Processes]:
    NewsroomSettings.load()
    environment = {"VESTNIK_DATA": str(tmp_path), **database_of_the_test(tmp_path)}
    with processes(
        environment, tmp_path, lease=60, seconds=10, cookie=cookie_of_editor()
    ) as running:
        yield running


class Editing:
    """An editor at the admin over HTTP."""

    def __init__(self, port: int) -> None:
        self._desk = Desk(port, cookie_of_editor())

    def release(self, title: str) -> ArticlePage:
        index = tree.news_index("ru")
        path = reverse("wagtailadmin_pages:add", args=["news", "articlepage", index.pk])
        self._post(path, **typed(title=title, **PUBLISH))
        return ArticlePage.objects.get(title=title)

    def release_anew(self, edition: ArticlePage, title: str, kind: str, note: str = "") -> None:
        said = {"release_kind": kind, "release_note": note, "slug": edition.slug}
        self._post(edit_url(edition), **typed(title=title, **said, **PUBLISH))

    def withdraw(self, edition: ArticlePage) -> None:
        path = reverse("wagtailadmin_pages:unpublish", args=[edition.pk])
        self._post(path, editions=edition.pk, reason="Сведения не подтвердились.")

    def restore(self, edition: ArticlePage) -> None:
        self._post(reverse("desk-restore", args=[edition.pk]))

    def _post(self, path: str, **fields: object) -> None:
        assert self._desk.post(path, **fields)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait a minute at most; whoever asked looks at what came of it."""
    deadline = time.monotonic() + SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)


def wait_until_equal(partners: list[Partner]) -> None:
    wait_until(lambda: all(each.has() == each.should_have() for each in partners))
    for each in partners:
        assert each.has() == each.should_have()


def test_partners_end_with_what_we_have(house, tmp_path):
    editor = Editing(house.port)
    with ExitStack() as stack:
        partners = []
        for kind in (told_by_webhook, polling, told_by_the_hub):
            folder = tmp_path / kind.__name__
            folder.mkdir()
            partners.append(kind(folder, house.port, stack))
        titles = ("Остаётся", "Обновится", "Исправится", "Уйдёт", "Вернётся", "Вернётся иным")
        _kept, updated, corrected, gone, back, changed = map(editor.release, titles)
        wait_until_equal(partners)

        editor.release_anew(updated, "Обновилось", "update")
        editor.release_anew(corrected, "Исправилось", "correction", "Было неверно.")
        for each in (gone, back, changed):
            editor.withdraw(each)
        wait_until_equal(partners)

        editor.restore(back)
        editor.release_anew(changed, "Вернулось иным", "update")
        wait_until_equal(partners)

        for partner in partners:
            texts = partner.has()
            assert len(texts) == len(titles)
            assert [urn for urn, kept in texts.items() if kept.is_withdrawn] == [gone.urn]
            assert texts[changed.urn].title == "Вернулось иным"
            partner.check()
