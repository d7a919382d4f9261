"""A mirror built from `/changes` alone equals the source, whatever happens meanwhile."""

import contextlib
import random
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from news.articles import releases, translations, withdrawals
from news.articles.ledger import ReleaseKind
from news.articles.models import ArticlePage, EditionCredit, Notice, Section, Topic
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from news.people.models import Person
from tests.factories import (
    PersonFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    draft,
    released,
    role,
)

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = 500
WRITERS = 4
SEED = 417
# Seconds, a multiple of what a busy machine takes.
LONGEST = 360.0


@pytest.fixture(autouse=True)
def _idle_worker(settings):
    """Index nothing for searches, which takes most of the time and tells the outside nothing."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(autouse=True)
def _vocabulary():
    """Sections, topics and people to choose from."""
    for factory in (SectionFactory, TopicFactory, PersonFactory):
        factory.create_batch(3)


class Mirror:
    """Another newsroom's copy of everything that is public, kept from `/changes`."""

    def __init__(self) -> None:
        self.client = Client()
        self.editions: dict[str, dict[str, Any]] = {}
        self.since = 0
        self.sequences: list[int] = []

    def follow(self, limit: int = 20) -> None:
        """Take all that is new, as the document says."""
        more = True
        while more:
            asked = {"since": self.since, "limit": limit}
            response = self.client.get("/api/v1/changes", asked)
            assert response.status_code == 200, response.content
            told = response.json()
            for notice in told["notices"]:
                self.sequences.append(notice["sequence"])
                if notice["edition"]:
                    self.editions[notice["urn"]] = notice["edition"]
                else:
                    self.editions.pop(notice["urn"], None)
            for sibling in told["siblings"]:
                self.editions[sibling["urn"]] = sibling
            self.since, more = told["next"], told["more"]


class Writer:
    """An editor who does whatever chance says, through the same verbs as the admin."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.user = UserFactory(is_superuser=True)
        self.done: Counter[str] = Counter()
        self.verbs: list[Callable[[], None]] = [
            self.release,
            self.fix,
            self.update,
            self.correct,
            self.withdraw,
            self.restore,
            self.move,
            self.delete,
            self.translate,
            self.change_facts,
            self.credit_translator,
        ]

    def change(self) -> None:
        """Make one change; one that is refused, or has nothing to act on, is another's turn.

        So is, on PostgreSQL, one that another writer was in the way of.
        """
        is_postgresql = connection.vendor == "postgresql"
        lost = (DatabaseError, ObjectDoesNotExist) if is_postgresql else ()
        for _ in range(1000):
            verb = self.chance.choice(self.verbs)
            try:
                # Whoever has read what they change must be the only one to change it.
                with transaction.atomic():
                    verb()
            except (ValidationError, IndexError, *lost):
                continue
            self.done[verb.__name__] += 1
            return
        raise AssertionError("every change is refused")

    def word(self) -> str:
        return f"слово {self.chance.randrange(10**9)}"

    def one(self, editions: Any) -> ArticlePage:
        """Return one of these editions; raise `IndexError` where there is none."""
        keys = list(editions.order_by("pk").values_list("pk", flat=True))
        return ArticlePage.objects.get(pk=self.chance.choice(keys))

    def public(self) -> ArticlePage:
        return self.one(ArticlePage.objects.released())

    def source(self) -> ArticlePage:
        editions = [
            each for each in ArticlePage.objects.released().order_by("pk") if each.is_source
        ]
        return self.chance.choice(editions)

    def reword(self, edition: ArticlePage) -> ArticlePage:
        edition.title = self.word()
        edition.lead = self.word()
        return edition

    def release(self) -> None:
        releases.release(draft(title=self.word(), **self.facts()), by=self.user)

    def fix(self) -> None:
        releases.release(self.reword(self.public()), by=self.user, kind=ReleaseKind.FIX)

    def update(self) -> None:
        releases.release(self.reword(self.public()), by=self.user)

    def correct(self) -> None:
        edition = self.reword(self.public())
        releases.release(edition, by=self.user, kind=ReleaseKind.CORRECTION, note=self.word())

    def withdraw(self) -> None:
        first = self.public()
        story = ArticlePage.objects.released().filter(story=first.story_id)
        chosen = story if self.chance.random() < 0.3 else [first]
        withdrawals.withdraw(chosen, self.word(), by=self.user)

    def restore(self) -> None:
        withdrawals.restore(self.one(ArticlePage.objects.withdrawn()), by=self.user)

    def move(self) -> None:
        releases.change_address(self.public(), self.word(), by=self.user)

    def delete(self) -> None:
        self.public().delete()

    def translate(self) -> None:
        language = self.chance.choice(codes())
        edition = translations.start(self.public(), language, by=self.user)
        edition.body = [("paragraph", f"<p>{self.word()}</p>")]
        releases.release(self.reword(edition), by=self.user)

    def change_facts(self) -> None:
        source = self.source()
        facts = self.facts()
        source.section, source.topics = facts["section"], facts["topics"]
        source.credits.set(
            [
                EditionCredit(person=person, role=role("author"), sort_order=order)
                for order, person in enumerate(facts["authors"])
            ]
        )
        kind = self.chance.choice([ReleaseKind.FIX, ReleaseKind.UPDATE])
        releases.release(source, by=self.user, kind=kind)

    def credit_translator(self) -> None:
        edition = self.public()
        if edition.is_source:
            raise IndexError("a source credits its authors")
        person = self.chance.choice(Person.objects.order_by("pk"))
        edition.credits.set([EditionCredit(person=person, role=role("translator"))])
        releases.release(edition, by=self.user)

    def facts(self) -> dict[str, Any]:
        people = list(Person.objects.order_by("pk"))
        topics = list(Topic.objects.order_by("pk"))
        return {
            "section": self.chance.choice(Section.objects.order_by("pk")),
            "topics": self.chance.sample(topics, self.chance.randrange(3)),
            "authors": self.chance.sample(people, 1 + self.chance.randrange(2)),
        }


def turns() -> contextlib.AbstractContextManager[Any]:
    """Return what each writer makes its change in.

    PostgreSQL has them all write at once. SQLite has one writer at a time, and whoever waits
    looks ten times a second whether it is free, which it hardly ever is while another makes
    change after change: waiting for each other here, none waits for ever.
    """
    return contextlib.nullcontext() if connection.vendor == "postgresql" else threading.Lock()


def write(
    writer: Writer,
    number: int,
    turn: contextlib.AbstractContextManager[Any],
    faults: list[BaseException],
) -> None:
    """Make changes over a connection of one's own."""
    try:
        for _ in range(number):
            with turn:
                writer.change()
            # Somebody else's turn: a lock goes to whoever asks first, not to who waits longest.
            time.sleep(0.001)
    except BaseException as fault:  # noqa: BLE001
        faults.append(fault)
    finally:
        connection.close()


def where(thread: threading.Thread) -> str:
    """Say in one line where a thread stands."""
    frames = traceback.extract_stack(sys._current_frames().get(thread.ident or 0))
    return " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))


def exact_bodies(urns: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ask for each edition by its name."""
    client = Client()
    for urn in urns:
        response = client.get(f"/api/v1/editions/{urn}")
        if response.status_code == 200:
            yield urn, response.json()
        else:
            assert response.status_code == 410, response.content


def test_mirror_equals_the_source_after_a_random_run():
    writers = [Writer(SEED + number) for number in range(WRITERS)]
    faults: list[BaseException] = []
    # As migrations leave it; whoever reads first would else wait for all who write.
    NewsroomSettings.load()
    turn = turns()
    threads = [
        threading.Thread(target=write, args=(writer, CHANGES // WRITERS, turn, faults), daemon=True)
        for writer in writers
    ]
    deadline = time.monotonic() + LONGEST
    mirror = Mirror()
    for thread in threads:
        thread.start()
    read_meanwhile = 0
    for thread in threads:
        while thread.is_alive():
            mirror.follow()
            read_meanwhile = len(mirror.sequences)
            thread.join(0.1)
            assert time.monotonic() < deadline, f"A writer stands still: {where(thread)}"
    assert faults == []
    mirror.follow()

    public = set(ArticlePage.objects.released().values_list("urn", flat=True))
    urns = set(Notice.objects.values_list("urn", flat=True))
    done = sum((writer.done for writer in writers), Counter())
    assert done.total() == CHANGES
    assert set(done) == {verb.__name__ for verb in writers[0].verbs}
    assert read_meanwhile > CHANGES / 2
    assert mirror.sequences == list(range(1, Notice.objects.count() + 1))
    assert set(mirror.editions) == public
    assert mirror.editions == dict(exact_bodies(urns))


def test_late_mirror_holds_the_same():
    source = released(title="Первая")
    early = Mirror()
    early.follow()
    writer = Writer(SEED)
    for _ in range(30):
        writer.change()
        early.follow(limit=1)
    late = Mirror()
    late.follow(limit=200)

    assert late.editions == early.editions
    assert late.since == early.since
    assert source.urn in set(Notice.objects.values_list("urn", flat=True))


@pytest.mark.parametrize(
    "happen",
    [
        lambda source: releases.change_address(source, "elsewhere"),
        lambda source: withdrawals.withdraw([source], "Ошибка."),
    ],
    ids=["moved", "withdrawn"],
)
def test_what_happens_to_the_original_changes_what_its_translation_says(happen):
    source = released()
    edition = translations.start(source, "fr", by=UserFactory(is_superuser=True))
    edition.title, edition.body = "Le chœur", [("paragraph", "<p>Ils chantent.</p>")]
    releases.release(edition)
    mirror = Mirror()
    mirror.follow()
    before = mirror.editions[edition.urn]

    happen(source)
    mirror.follow()

    after = mirror.editions[edition.urn]
    assert after != before
    assert after == Client().get(f"/api/v1/editions/{edition.urn}").json()
