"""Four server processes and a writer: every answer is right now, or was a second ago."""

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils import timezone

from news.articles import releases, withdrawals
from news.articles.models import ArticlePage
from news.comments.models import Comment
from tests.factories import PersonFactory, PhotoFactory, released
from tests.ready.conftest import PROCESSES, Site

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS, CHANGES = 10_000, 20
OLDEST = 1.0
ASKING = [sys.executable, str(Path(__file__).with_name("asking.py"))]


@dataclass
class History:
    """What each thing said and when: a value holds from before its change until after the next."""

    rows: dict[str, list[tuple[float, object]]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def change(self, what: str, value: object, make: Callable[[], object]) -> None:
        """Make a change after which something says this."""
        begun = time.time()
        make()
        self.note(what, value, begun, time.time())

    def note(self, what: str, value: object, begun: float, done: float) -> None:
        """Write down that something began to say this between two moments."""
        if self.rows[what]:
            self.ends[what].append(done)
        self.rows[what].append((begun, value))

    def was_said(self, what: str, value: object, since: float, until: float) -> bool:
        """Whether something said this at any moment between the two."""
        ends = [*self.ends[what], float("inf")]
        return any(
            said == value and begun <= until and end >= since
            for (begun, said), end in zip(self.rows[what], ends, strict=True)
        )


class Writer:
    """Changes one story in every way that readers can see, and keeps the history."""

    def __init__(self) -> None:
        self.history = History()
        self.chance = random.Random(4)
        self.number = self.comments = self.changes = 0
        self.person = PersonFactory(slug="vera", name_ru="p0p")
        self.photo = PhotoFactory(caption_ru="f0f")
        self.edition = released(
            slug="story", title="t0t", authors=[self.person], lead_photo=self.photo
        )
        now = time.time()
        for what, value in (("t", 0), ("p", 0), ("f", 0), ("c", None), ("status", 200)):
            self.history.note(what, value, 0.0, now)

    @property
    def is_public(self) -> bool:
        return self.history.rows["status"][-1][1] == 200

    def release(self, kind: str) -> None:
        """Release the text anew under another title."""
        fresh = ArticlePage.objects.get(pk=self.edition.pk)
        self.number += 1
        fresh.title = f"t{self.number}t"
        self.history.change(
            "t", self.number, lambda: releases.release(fresh, kind=kind, note="Было неверно.")
        )

    def withdraw(self) -> None:
        """Take the text back; then restore it."""
        edition = ArticlePage.objects.get(pk=self.edition.pk)
        self.history.change("status", 410, lambda: withdrawals.withdraw([edition], "Проверяем."))

    def restore(self) -> None:
        """Show the text again."""
        edition = ArticlePage.objects.get(pk=self.edition.pk)
        self.history.change("status", 200, lambda: withdrawals.restore(edition))

    def rename(self) -> None:
        """Give the author another name."""
        self.number += 1
        self.person.name_ru = f"p{self.number}p"
        self.history.change("p", self.number, self.person.save)

    def approve(self) -> None:
        """Approve one more comment."""
        self.comments += 1
        text = f"c{self.comments}c"
        comment = Comment.objects.create(
            story=self.edition.story, language="ru", name="Т.", text=text
        )
        comment.state = "approved"
        self.history.change("c", self.comments, comment.save)

    def caption(self) -> None:
        """Write another caption, for a photo that may be shown for a second and a half more."""
        self.number += 1
        self.photo.caption_ru = f"f{self.number}f"
        self.photo.expires_at = timezone.now() + timedelta(seconds=1.5)
        self.history.change("f", self.number, self.photo.save)
        end = self.photo.expires_at.timestamp()
        self.history.note("f", None, end, end)

    def write_until(self, end: float) -> None:
        """Change something at random until the time is over."""
        photo_is_free_at = 0.0
        while time.time() < end:
            ways: list[Callable[[], None]] = [self.rename, self.approve]
            if time.time() > photo_is_free_at:
                ways.append(self.caption)
            if self.is_public:
                ways += [lambda: self.release("fix"), lambda: self.release("update")]
                ways += [lambda: self.release("correction"), self.withdraw]
            else:
                ways += [self.restore, self.restore]
            way = self.chance.choice(ways)
            if way == self.caption:
                photo_is_free_at = time.time() + 3
            way()
            self.changes += 1
            time.sleep(self.chance.random() * 0.3)


PATHS = ["/ru/news/story/", "/ru/feeds/all.json", "/ru/", "/ru/people/vera/", "/ru/news/"]
# What of the story each of them says when the story is public.
SAID_THERE = {
    "/ru/news/story/": "tpfc",
    "/ru/feeds/all.json": "tpf",
    "/ru/": "tp",
    "/ru/people/vera/": "t",
    "/ru/news/": "t",
}


def wrong_in(row: list, history: History) -> str:
    """Say what of an answer was neither right when it came nor a second before."""
    asked_at, answered_at, path, status, marks = row
    since = asked_at - OLDEST
    is_own = path == PATHS[0]
    is_shown = status == 200 if is_own else "t" in marks
    if path == "/ru/people/vera/":
        is_shown = status == 200
    if not history.was_said("status", 200 if is_shown else 410, since, answered_at):
        return f"{path} answers {status} {marks}"
    if is_own and status not in {200, 410}:
        return f"{path} answers {status}"
    if not is_shown:
        return ""
    for what in SAID_THERE[path]:
        if not history.was_said(what, marks.get(what), since, answered_at):
            return f"{path} says {what}{marks.get(what)} at {answered_at}"
    return ""


def asked_meanwhile(site: Site, folder: Path, seconds: float, write: Callable[[], None]) -> list:
    """Return what two processes of readers were answered while somebody wrote."""
    files = [folder / f"answers-{number}" for number in range(2)]
    asking = []
    for file in files:
        with file.open("w") as out:
            command = [*ASKING, "steadily", str(site.port), str(seconds), "4", *PATHS]
            asking.append(subprocess.Popen(command, stdout=out))
    write()
    assert [each.wait(timeout=60) for each in asking] == [0, 0]
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_every_answer_is_right_now_or_was_a_second_ago(site, tmp_path):
    writer = Writer()
    seconds, rows = 8.0, []
    while len(rows) < ANSWERS or writer.changes < CHANGES:
        rows += asked_meanwhile(
            site, tmp_path, seconds, lambda: writer.write_until(time.time() + seconds)
        )

    wrong = [fault for row in rows if (fault := wrong_in(row, writer.history))]
    print(f"{len(rows)} answers, {writer.changes} changes, {len(wrong)} wrong")  # noqa: T201
    assert wrong == []
    assert {status for _a, _b, path, status, _m in rows if path == PATHS[0]} == {200, 410}
    assert len({pid for path in PATHS for pid in site.built(path)}) == PROCESSES


def test_thousand_connections_at_once_cost_one_build(site):
    writer = Writer()
    path = PATHS[0]
    for expected in ({0, 1}, {1}):
        asking = subprocess.Popen(
            [*ASKING, "at-once", str(site.port), "1000", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert asking.stdout.readline() == "open\n"
        if expected == {0, 1}:
            writer.release("update")
        said = json.loads(asking.communicate("go\n")[0])
        print(f"p99 {said['p99'] * 1000:.0f} ms, slowest {said['slowest'] * 1000:.0f} ms")  # noqa: T201
        assert said["statuses"] == [200]
        assert {found["t"] for found in said["marks"]} <= expected
        time.sleep(OLDEST)
    assert len(site.built(quote(path))) == 1
