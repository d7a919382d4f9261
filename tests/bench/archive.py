"""An archive of any size: the demo newsroom's stories, repeated at one rate a day into the past.

Rows are copied as the product wrote them, with new keys, dates and addresses; a bigger archive
is an older one. Photos share the files of those they are copied from.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.search.models import IndexEntry

from news.articles.editions import new_urn
from news.articles.finding import SHELF, indexed
from news.articles.models import (
    Address,
    ArticlePage,
    Correction,
    EditionCredit,
    EditionLink,
    NewsIndexPage,
    Notice,
    NoticeCounter,
    Placement,
    Story,
    StoryCredit,
    StoryLink,
    Tombstone,
    Topic,
)
from news.articles.placements import place
from news.comments.models import Comment
from news.desk.models import Assignment, Cell
from news.newsroom.generation import mark_shared, raise_generation
from news.newsroom.statistics import gather
from news.newsroom.text import HEADLINE, marked, searchable
from news.people.models import Person, Position
from news.photos.models import FileUse, Photo, Rendition

EDITIONS_A_DAY = 20
# So many times are the demo's people copied, whatever the size: a newsroom's people are few.
PEOPLE_VARIANTS = 24
COPIES_AT_ONCE = 25
RARE_TOPIC = "rarely"
RARE_STORIES = 3
RARE_WORD = "zanzibarium"
RARE_TEXTS = 12

Row = dict[str, Any]
NAMESPACE = uuid.UUID("5a4cbe35-7b0e-4c43-9f9e-0f5a8e1f6b1f")


class Prototype:
    """One table's rows of the demo newsroom, ready to be written again."""

    def __init__(self, model: type[models.Model], rows: models.QuerySet):
        self.model = model
        self.fields = list(model._meta.local_concrete_fields)
        self.rows: list[Row] = list(rows.values(*(field.attname for field in self.fields)))
        largest = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        # Keys drawn at random are drawn anew.
        self.span = largest if isinstance(largest, int) else 0

    def write(self, rows: Iterable[Row]) -> None:
        """Insert rows as they are: no signal, no default."""
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        table = quote(self.model._meta.db_table)
        prepared = [
            [field.get_db_prep_save(row[field.attname], connection) for field in self.fields]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", prepared)  # noqa: S608


class Archive:
    """The demo newsroom as it is found, and copies of it."""

    def __init__(self) -> None:
        editions = ArticlePage.objects.all()
        if not editions.exists():
            raise SystemExit("Fill the newsroom first: manage.py demo.")
        self.type = ContentType.objects.get_for_model(ArticlePage)
        self.pages = Prototype(Page, Page.objects.filter(pk__in=editions.values("pk")))
        self.editions = Prototype(ArticlePage, editions)
        self.stories = Prototype(Story, Story.objects.order_by("created_at"))
        self.photos = Prototype(Photo, Photo.objects.all())
        kept = {row["latest_revision_id"] for row in self.pages.rows}
        kept |= {row["live_revision_id"] for row in self.pages.rows}
        self.revisions = Prototype(Revision, Revision.objects.filter(pk__in=kept - {None}))
        own = IndexEntry.objects.filter(content_type=self.type)
        self.index = Prototype(IndexEntry, own)
        self.others = [
            (Prototype(model, model._base_manager.all()), change)
            for model, change in self.simple_tables().items()
        ]
        self.people = Prototype(Person, Person.objects.all())
        self.positions = Prototype(Position, Position.objects.all())
        self.story_of = {row["page_ptr_id"]: row["story_id"] for row in self.editions.rows}
        self.began = {row["id"]: row["created_at"] for row in self.stories.rows}
        for row in sorted(self.editions.rows, key=lambda each: str(each["released_at"])):
            if row["released_at"]:
                first = self.began[row["story_id"]]
                self.began[row["story_id"]] = min(first, row["released_at"])
        self.parents = {
            index.locale_id: index for index in NewsIndexPage.objects.select_related("locale")
        }
        self.steps = {pk: parent.numchild for pk, parent in self.parents.items()}
        self.now = timezone.now()

    def simple_tables(self) -> dict[type[models.Model], Callable[[Row, int], Row]]:
        """Return the tables whose rows only follow what they belong to."""
        return {
            Story.topics.through: self._of_story,
            ArticlePage.topics.through: self._topic_of_edition,
            StoryCredit: self._credit,
            StoryLink: self._link,
            EditionCredit: self._credit,
            EditionLink: self._link,
            Notice: self._notice,
            Placement: self._placement,
            Tombstone: self._tombstone,
            Address: self._address,
            Correction: self._dated("edition_id", "made_at"),
            FileUse: self._file_use,
            Comment: self._comment,
            Rendition: self._rendition,
            Cell: self._of_desk(Cell),
            Assignment: self._of_desk(Assignment),
        }

    @transaction.atomic
    def grow(self, total: int, say: Callable[[str], object] = print) -> int:
        """Copy until there are this many editions; return how many there are."""
        missing = total - len(self.editions.rows)
        copies = max(0, -(-missing // len(self.editions.rows)))
        self._copy_people()
        for begin in range(0, copies, COPIES_AT_ONCE):
            numbers = range(begin + 1, min(begin + COPIES_AT_ONCE, copies) + 1)
            self._copy(numbers)
            say(f"{len(self.editions.rows) * (numbers[-1] + 1)} editions")
        self._settle()
        return ArticlePage.objects.count()

    def _copy(self, numbers: range) -> None:
        def each(table: Prototype, change: Callable[[Row, int], Row]) -> Iterator[Row]:
            for number in numbers:
                for row in table.rows:
                    if (made := change(dict(row), number)) is not None:
                        yield made

        self.photos.write(each(self.photos, self._photo))
        self.stories.write(each(self.stories, self._story))
        pages = list(each(self.pages, self._page))
        self.pages.write(pages)
        self.editions.write(each(self.editions, self._edition))
        paths = {page["id"]: page for page in pages}
        self.revisions.write(each(self.revisions, lambda row, k: self._revision(row, k, paths)))
        for table, change in self.others:
            table.write(each(table, change))
        self.index.write(each(self.index, self._entry))

    def _copy_people(self) -> None:
        def person(row: Row, variant: int) -> Row:
            row["id"] += self.people.span * variant
            return row | {
                "slug": f"{row['slug']}-{variant}",
                "user_id": None,
                "merged_into_id": row["merged_into_id"]
                and row["merged_into_id"] + self.people.span * variant,
            }

        def position(row: Row, variant: int) -> Row:
            row["id"] += self.positions.span * variant
            row["person_id"] += self.people.span * variant
            return row

        for variant in range(1, PEOPLE_VARIANTS):
            self.people.write(person(dict(row), variant) for row in self.people.rows)
            self.positions.write(position(dict(row), variant) for row in self.positions.rows)

    def _shift(self, story_id: Any, number: int) -> timedelta:
        """Return how far a copy of a story lies from it: one story after the other, backwards."""
        order = self._order[story_id]
        a_story = timedelta(days=len(self.editions.rows) / len(self.stories.rows) / EDITIONS_A_DAY)
        place = self.now - a_story * ((number - 1) * len(self.stories.rows) + order + 1)
        return place - self.began[story_id]

    @cached_property
    def _busiest(self) -> int:
        return busiest()

    @cached_property
    def _order(self) -> dict[Any, int]:
        return {row["id"]: order for order, row in enumerate(self.stories.rows)}

    def _moved(self, row: Row, story_id: Any, number: int) -> Row:
        shift = self._shift(story_id, number)
        for name, value in row.items():
            if isinstance(value, datetime):
                row[name] = min(value + shift, self.now)
        return row

    def _story_id(self, story_id: Any, number: int) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"{story_id} {number}")

    def _page_id(self, page_id: int, number: int) -> int:
        return page_id + self.pages.span * number

    def _story(self, row: Row, number: int) -> Row:
        old = row["id"]
        row["lead_photo_id"] = self._photo_id(row["lead_photo_id"], number)
        return self._moved(row, old, number) | {
            "id": self._story_id(old, number),
            "embargo_until": None,
        }

    def _photo_id(self, photo_id: int | None, number: int) -> int | None:
        return photo_id and photo_id + self.photos.span * number

    def _photo(self, row: Row, number: int) -> Row:
        key = uuid.uuid5(NAMESPACE, f"{row['key']} {number}").hex
        return row | {"id": self._photo_id(row["id"], number), "key": key, "expires_at": None}

    def _rendition(self, row: Row, number: int) -> Row:
        return self._keyed(row, number, Rendition) | {
            "image_id": self._photo_id(row["image_id"], number)
        }

    def _page(self, row: Row, number: int) -> Row:
        old = row["id"]
        parent = self.parents[row["locale_id"]]
        self.steps[row["locale_id"]] += 1
        step = Page._int2str(self.steps[row["locale_id"]]).rjust(Page.steplen, "0")
        story = self.story_of[old]
        revisions = {
            name: row[name] and row[name] + self.revisions.span * number
            for name in ("latest_revision_id", "live_revision_id")
        }
        return (
            self._moved(row, story, number)
            | revisions
            | {
                "id": self._page_id(old, number),
                "path": parent.path + step,
                "translation_key": self._story_id(story, number),
                "title": f"{row['title']} {number}",
                "draft_title": f"{row['draft_title']} {number}",
                "slug": f"{row['slug']}-{number}",
                "url_path": suffixed(row["url_path"], number),
                "go_live_at": None,
            }
        )

    def _edition(self, row: Row, number: int) -> Row:
        old_story = row["story_id"]
        story = self._story_id(old_story, number)
        row["lead_photo_id"] = self._photo_id(row["lead_photo_id"], number)
        return self._moved(row, old_story, number) | {
            "page_ptr_id": self._page_id(row["page_ptr_id"], number),
            "story_id": story,
            "urn": new_urn(story, row["language"]),
        }

    def _revision(self, row: Row, number: int, pages: dict[int, Row]) -> Row:
        old = int(row["object_id"])
        page = pages[self._page_id(old, number)]
        content = dict(row["content"])
        content["pk"] = page["id"]
        for name in ("path", "title", "draft_title", "slug", "url_path"):
            content[name] = page[name]
        content["translation_key"] = str(page["translation_key"])
        content["go_live_at"] = None
        return self._moved(row, self.story_of[old], number) | {
            "id": row["id"] + self.revisions.span * number,
            "object_id": str(page["id"]),
            "content": json.loads(json.dumps(content)),
            "approved_go_live_at": None,
        }

    def _keyed(self, row: Row, number: int, model: type[models.Model]) -> Row:
        row["id"] += self._spans[model] * number
        return row

    @cached_property
    def _spans(self) -> dict[type[models.Model], int]:
        return {table.model: table.span for table, _change in self.others}

    def _of_story(self, row: Row, number: int) -> Row:
        row = self._keyed(row, number, Story.topics.through)
        return row | {"story_id": self._story_id(row["story_id"], number)}

    def _topic_of_edition(self, row: Row, number: int) -> Row:
        row = self._keyed(row, number, ArticlePage.topics.through)
        return row | {"articlepage_id": self._page_id(row["articlepage_id"], number)}

    def _variant(self, story_id: Any, number: int) -> int:
        """Return which of the people a copy of a story names: all are named in any archive."""
        return (number * len(self.stories.rows) + self._order[story_id]) % PEOPLE_VARIANTS

    def _credit(self, row: Row, number: int) -> Row:
        story = row["story_id"] if "story_id" in row else self.story_of[row["page_id"]]
        variant = self._variant(story, number)
        if row["person_id"] == self._busiest:
            variant = 0
        row["person_id"] += self.people.span * variant
        if row["position_id"]:
            row["position_id"] += self.positions.span * variant
        if "story_id" in row:
            row["story_id"] = self._story_id(row["story_id"], number)
            return self._keyed(row, number, StoryCredit)
        row["page_id"] = self._page_id(row["page_id"], number)
        return self._keyed(row, number, EditionCredit)

    def _link(self, row: Row, number: int) -> Row:
        row["to_id"] = self._story_id(row["to_id"], number)
        if "story_id" in row:
            row["story_id"] = self._story_id(row["story_id"], number)
            return self._keyed(row, number, StoryLink)
        row["page_id"] = self._page_id(row["page_id"], number)
        return self._keyed(row, number, EditionLink)

    def _placement(self, row: Row, number: int) -> Row:
        story = self.story_of[row["edition_id"]]
        row = self._moved(row, story, number)
        if row["kind"] == Person.kind and row["subject_id"] != self._busiest:
            row["subject_id"] += self.people.span * self._variant(story, number)
        row["edition_id"] = self._page_id(row["edition_id"], number)
        return self._keyed(row, number, Placement)

    def _notice(self, row: Row, number: int) -> Row:
        row = self._moved(row, row["story_key"], number)
        story = self._story_id(row["story_key"], number)
        return row | {
            "sequence": row["sequence"] + self._spans[Notice] * number,
            "story_key": story,
            "urn": new_urn(story, row["language"]),
            "edition_id": row["edition_id"] and self._page_id(row["edition_id"], number),
            "address_before": suffixed(row["address_before"], number),
            "address_after": suffixed(row["address_after"], number),
            "revision_id": row["revision_id"] and row["revision_id"] + self.revisions.span * number,
        }

    def _tombstone(self, row: Row, number: int) -> Row:
        story = self._withdrawn[row["notice_id"]]
        row = self._moved(row, story, number)
        kind, _colon, person = row["channel"].partition(":")
        if kind == Person.kind and int(person) != self._busiest:
            variant = self._variant(story, number)
            row["channel"] = f"{kind}:{int(person) + self.people.span * variant}"
        row["notice_id"] += self._spans[Notice] * number
        return self._keyed(row, number, Tombstone)

    @cached_property
    def _withdrawn(self) -> dict[int, uuid.UUID]:
        """Return the stories by their notices of withdrawal."""
        found = Notice.objects.filter(tombstones__isnull=False)
        return dict(found.values_list("pk", "story_key"))

    def _address(self, row: Row, number: int) -> Row | None:
        if row["edition_id"] is None:
            return None
        row = self._keyed(row, number, Address)
        story = self._story_id(self.story_of[row["edition_id"]], number)
        withdrawal = row["withdrawal_id"]
        return row | {
            "path": suffixed(row["path"], number),
            "urn": new_urn(story, row["language"]),
            "edition_id": self._page_id(row["edition_id"], number),
            "withdrawal_id": withdrawal and withdrawal + self._spans[Notice] * number,
        }

    def _dated(self, edition: str, _moment: str) -> Callable[[Row, int], Row]:
        def change(row: Row, number: int) -> Row:
            row = self._moved(row, self.story_of[row[edition]], number)
            row[edition] = self._page_id(row[edition], number)
            return self._keyed(row, number, Correction)

        return change

    def _file_use(self, row: Row, number: int) -> Row | None:
        if row["edition_id"] is None:
            return None
        row["edition_id"] = self._page_id(row["edition_id"], number)
        row["photo_id"] = self._photo_id(row["photo_id"], number)
        return self._keyed(row, number, FileUse)

    def _comment(self, row: Row, number: int) -> Row:
        row = self._moved(row, row["story_id"], number)
        row["story_id"] = self._story_id(row["story_id"], number)
        return self._keyed(row, number, Comment)

    def _of_desk(self, model: type[models.Model]) -> Callable[[Row, int], Row]:
        def change(row: Row, number: int) -> Row:
            row = self._moved(row, row["story_id"], number)
            row["story_id"] = self._story_id(row["story_id"], number)
            return self._keyed(row, number, model)

        return change

    def _entry(self, row: Row, number: int) -> Row:
        page = self._page_id(int(row["object_id"]), number)
        if connection.vendor == "postgresql" and row["body"]:
            # Each word begins with the number of the shelf that the page stands on.
            row["body"] = re.sub(r"(^| )'0", rf"\1'{page // SHELF}", row["body"])
        return row | {"id": row["id"] + self.index.span * number, "object_id": str(page)}

    def _settle(self) -> None:
        """Bring what counts or numbers up to date, and let the planner know."""
        for pk, parent in self.parents.items():
            Page.objects.filter(pk=parent.pk).update(numchild=self.steps[pk])
        last = Notice.objects.aggregate(last=models.Max("sequence"))["last"]
        NoticeCounter.objects.update(last=last)
        tables = [Page, Revision, IndexEntry, Person, Position, Photo]
        tables += [table.model for table, _change in self.others if table.model is not Notice]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
        self._make_rare_things()
        # As the worker does, and PostgreSQL by itself.
        gather()
        mark_shared()
        raise_generation()

    def _make_rare_things(self) -> None:
        topic, is_new = Topic.objects.get_or_create(
            slug=RARE_TOPIC, defaults={"name_ru": "Редкое", "name_en": "Rare"}
        )
        if not is_new:
            return
        released = ArticlePage.objects.released("ru").filter(language="ru").newest_first()
        for edition in released.filter(story__source_language="ru")[:RARE_STORIES]:
            edition.story.topics.add(topic)
            # The next release of the original carries its own topics onto the story.
            ArticlePage.topics.through.objects.create(articlepage_id=edition.pk, topic=topic)
            for placed in edition.story.editions.filter(live=True):
                place(placed)
        word = searchable(RARE_WORD, "ru")
        words = f"{word} {marked(word, HEADLINE)}"
        more = "body || ' ' || %s" if connection.vendor == "sqlite" else "body || %s::tsvector"
        with connection.cursor() as cursor:
            for pk in released.values_list("pk", flat=True)[:RARE_TEXTS]:
                cursor.execute(
                    f"UPDATE {IndexEntry._meta.db_table} SET body = {more} "  # noqa: S608
                    "WHERE content_type_id = %s AND object_id = %s",
                    [indexed(words, pk), self.type.pk, str(pk)],
                )


def busiest() -> int:
    """Return the person named most: the same one in every copy, as an author of years."""
    named = Placement.objects.filter(kind=Person.kind, language="ru")
    counted = named.values("subject_id").annotate(count=models.Count("pk"))
    return counted.order_by("-count")[0]["subject_id"]


def suffixed(path: str, number: int) -> str:
    """Return the path of a copy."""
    return f"{path.rstrip('/')}-{number}/" if path else ""
