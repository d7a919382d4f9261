"""Which editions the public may see: asked here and nowhere else."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q
from wagtail.models import PageManager, WorkflowState
from wagtail.query import PageQuerySet

from news.articles.finding import Found
from news.people.models import Person

WITHDRAWN_IN_FEEDS_FOR = timedelta(days=90)


def is_released(leading: str = "") -> Q:
    """Return what makes an edition public, said of it or, by a path `leading` to it, of a row.

    Live implies released: a withdrawn edition is not live, and before its embargo a story
    cannot be.
    """
    return Q((f"{leading}live", True))


def is_dated(column: str) -> Q:
    """Return what holds of all that is released, for whoever asks for the newest of it.

    PostgreSQL puts what has no date above the newest, and would pass all drafts on its way.
    """
    return Q((f"{column}__isnull", False))


class EditionQuerySet(PageQuerySet):
    """Editions by what readers may be shown."""

    def released(self, language: str | None = None) -> "EditionQuerySet":
        """Editions that are public now, in one language or in all."""
        editions = self.filter(is_released())
        return editions.filter(language=language) if language else editions

    def withdrawn(self, since: datetime | None = None) -> "EditionQuerySet":
        """Editions that were public and have been taken back, at all or since a moment."""
        editions = self.filter(live=False, withdrawn_at__isnull=False)
        return editions.filter(withdrawn_at__gte=since) if since else editions

    def search(self, words: str, operator: str = "and") -> Found:
        """Editions that say all of some searchable words: in the headline first, newest first."""
        return Found(self, words)

    def crediting(self, person: Person) -> "EditionQuerySet":
        """Editions that credit a person: on their story, or as a live translation's own.

        What sources, and editions that aren't live, say of themselves is a draft.
        """
        return self.filter(placements__kind=Person.kind, placements__subject_id=person.pk)

    def placed(self, kind: str, subject: Any, language: Any, *within: Q) -> "EditionQuerySet":
        """Editions of a language listed under a section, topic or person (`Placement`).

        Order them by `placed__released_at` or `placed__changed_at`, and bound them here, by
        `within`: the index that finds them has them so. A later filter would join anew.
        """
        here = Q(
            placements__kind=kind,
            placements__subject_id=subject,
            placements__language=language,
        )
        placed = FilteredRelation("placements", condition=here)
        return self.alias(placed=placed).filter(*within, placed__isnull=False)

    def live_translations(self) -> "EditionQuerySet":
        """Released editions whose own credits count: what a source says is its story's."""
        return self.released().exclude(language=F("story__source_language"))

    def prefetch_workflow_states(self) -> "EditionQuerySet":
        """Bring the review that each edition is in, if any.

        Wagtail's own asks by the type of a bare page and so finds none of an edition's.
        """
        active = WorkflowState.objects.active().select_related("current_task_state__task")
        return self.prefetch_related(
            Prefetch(
                "_specific_workflow_states", queryset=active, to_attr="_current_workflow_states"
            )
        )

    def newest_first(self) -> "EditionQuerySet":
        """Order what is released as readers expect: the latest release on top."""
        return self.filter(is_dated("released_at")).order_by("-released_at", "-pk")

    def began_at(self) -> datetime | None:
        """Return when the first of these was released, None where none was."""
        # PostgreSQL and SQLite disagree on where drafts come; neither is to read them first.
        dated = self.filter(is_dated("released_at")).order_by("released_at")
        return dated.values_list("released_at", flat=True).first()

    def placed_newest_first(self) -> "EditionQuerySet":
        """Order what is `placed`: the latest release on top."""
        return self.order_by("-placed__released_at", "-placed__edition")


class EditionManager(PageManager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """The manager of editions."""
