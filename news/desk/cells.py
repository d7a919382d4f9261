"""An index of the board: where every language of every story stands, for finding it by that.

What a cell of the board says is asked of the editions themselves; these rows only lead to the
stories. They are written after each commit that changed something, once for a story.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext_lazy

from news.articles.models import Story
from news.desk.states import Standing, standing_of, state_of, state_of_nothing
from news.newsroom.languages import codes

AT_ONCE = 500


class CellState(models.TextChoices):
    """Where a language of a story stands."""

    NONE = "none", pgettext_lazy("state of an edition", "Not started")
    ASKED = "asked", pgettext_lazy("state of an edition", "Asked for")
    CLAIMED = "claimed", pgettext_lazy("state of an edition", "In hand")
    DRAFT = "draft", pgettext_lazy("state of an edition", "Draft")
    REVIEW = "review", pgettext_lazy("state of an edition", "In review")
    SCHEDULED = "scheduled", pgettext_lazy("state of an edition", "Scheduled")
    RELEASED = "released", pgettext_lazy("state of an edition", "Released")
    CHANGED = "changed", pgettext_lazy("state of an edition", "Original has changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an edition", "Withdrawn")


class CellQuerySet(models.QuerySet):
    """Cells by who may know of them."""

    def reached_with(self, languages: Iterable[str]) -> "CellQuerySet":
        """Cells of languages somebody writes in, of stories they may know of.

        A story that nobody has released is known to those who may release, and to whoever has
        a part in it: the original, a text, or a request in their own language.
        """
        return self.filter(language__in=languages).filter(
            Q(is_public=True) | ~Q(state=CellState.NONE)
        )


class Cell(models.Model):
    """One language of a story on the board.

    `touched_at` (UTC) is when anything about the story last changed, the same for all its
    languages; `person` has the language in hand, or else began it.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="cells")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=CellState.choices)
    touched_at = models.DateTimeField()
    section = models.ForeignKey(
        "news.Section", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_public = models.BooleanField()

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "language"], name="cell_once_a_language")
        ]
        indexes = [
            models.Index(fields=["language", "-touched_at", "-story"], name="cell_by_language"),
            models.Index(
                fields=["language", "state", "-touched_at", "-story"], name="cell_by_state"
            ),
            models.Index(fields=["state", "-touched_at", "-story"], name="cell_by_any_state"),
            models.Index(
                fields=["language", "section", "-touched_at", "-story"], name="cell_by_section"
            ),
            models.Index(fields=["person", "-touched_at", "-story"], name="cell_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.language}: {self.state}"


WRITTEN = ["state", "touched_at", "section", "person", "is_public"]


@transaction.atomic
def refresh(stories: Iterable[Any]) -> None:
    """Write anew where these stories stand; one that is gone has no cells.

    Whoever comes second waits and reads what the first could not know yet.
    """
    keys = Story.objects.filter(pk__in=list(stories)).order_by("pk")
    found = list(keys.select_for_update())
    standing = standing_of(story.pk for story in found)
    cells = [cell for story in found for cell in _cells(story, standing)]
    Cell.objects.bulk_create(
        cells,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["story", "language"],
        update_fields=WRITTEN,
    )


def _cells(story: Story, standing: Standing) -> Iterable[Cell]:
    editions, tasks = standing.editions[story.pk], standing.assignments
    if not editions:
        return
    moments = [story.created_at]
    for edition in editions.values():
        moments += [edition.latest_revision_created_at, edition.changed_at]
    own = [task for (key, _language), task in tasks.items() if key == story.pk]
    for task in own:
        moments += [task.asked_at, task.claimed_at]
    touched = max(moment for moment in moments if moment)
    source = editions.get(story.source_language)
    section = story.section_id or (source.section_id if source else None)
    for code in codes():
        edition, task = editions.get(code), tasks.get((story.pk, code))
        if edition is None:
            state = state_of_nothing(task)[0]
        else:
            state = state_of(edition, standing.due.get(edition.pk), task)[0]
        claimant = task.claimed_by_id if task and task.is_claimed else None
        yield Cell(
            story=story,
            language=code,
            state=state,
            touched_at=touched,
            section_id=section,
            person_id=claimant or (edition.owner_id if edition else None),
            is_public=story.released_at is not None,
        )


class Refresh:
    """What is left to do for a story once the transaction has been committed."""

    def __init__(self, story_id: Any):
        self.story_id = story_id
        # By which Django names it, should it fail: the commit stands all the same.
        self.__qualname__ = f"Refresh of {story_id}"

    def __call__(self) -> None:
        refresh([self.story_id])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refresh) and other.story_id == self.story_id

    def __hash__(self) -> int:
        return hash(self.story_id)


def note(story_id: Any) -> None:
    """Have a story's cells written anew after the commit, once however often it is noted."""
    later = Refresh(story_id)
    if not any(waiting[1] == later for waiting in connection.run_on_commit):
        transaction.on_commit(later, robust=True)


def fill() -> None:
    """Write the cells of stories that lack one: after an upgrade, or with a new language."""
    for code in codes():
        own = Cell.objects.filter(story=OuterRef("pk"), language=code)
        missing = Story.objects.filter(~Exists(own), editions__isnull=False).distinct()
        while keys := list(missing.values_list("pk", flat=True)[:AT_ONCE]):
            refresh(keys)
