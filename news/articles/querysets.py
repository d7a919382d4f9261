"""Which editions the public may see: asked here and nowhere else."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from news.people.models import Person, PersonQuerySet

WITHDRAWN_IN_FEEDS_FOR = timedelta(days=90)


class EditionQuerySet(PageQuerySet):
    """Editions by what readers may be shown."""

    def released(self, language: str | None = None) -> "EditionQuerySet":
        """Editions that are public now, in one language or in all.

        Live implies released: a withdrawn edition is not live, and before its embargo a
        story cannot be.
        """
        editions = self.filter(live=True)
        return editions.filter(language=language) if language else editions

    def withdrawn(self, since: datetime | None = None) -> "EditionQuerySet":
        """Editions that were public and have been taken back, at all or since a moment."""
        editions = self.filter(live=False, withdrawn_at__isnull=False)
        return editions.filter(withdrawn_at__gte=since) if since else editions

    def crediting(self, person: Person) -> "EditionQuerySet":
        """Editions that credit a person: on their story, or as a live translation's own.

        What sources, and editions that aren't live, say of themselves is a draft.
        """
        return self.filter(placements__kind=Person.kind, placements__subject_id=person.pk)

    def placed(self, kind: str, subject: Any, language: Any) -> "EditionQuerySet":
        """Editions of a language listed under a section, topic or person (`Placement`).

        Order them by `placements__released_at` or `placements__changed_at`: the index that
        finds them has them in this order.
        """
        return self.filter(
            placements__kind=kind,
            placements__subject_id=subject,
            placements__language=language,
        )

    def listed_under(self, kind: str) -> Exists:
        """Return whether any of these is listed under the section, topic or person asked of."""
        return Exists(self.filter(placements__kind=kind, placements__subject_id=OuterRef("pk")))

    def credited_people(self) -> PersonQuerySet:
        """Visible people whom these released editions credit: nobody else has a page or feed.

        Somebody entered for a story to come can't be guessed by their name.
        """
        return Person.objects.visible().filter(self.listed_under(Person.kind))

    def live_translations(self) -> "EditionQuerySet":
        """Released editions whose own credits count: what a source says is its story's."""
        return self.released().exclude(language=F("story__source_language"))

    def newest_first(self) -> "EditionQuerySet":
        """Order as readers expect: the latest release on top."""
        return self.order_by("-released_at", "-pk")

    def placed_newest_first(self) -> "EditionQuerySet":
        """Order what is `placed`: the latest release on top."""
        return self.order_by("-placements__released_at", "-placements__edition")


class EditionManager(PageManager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """The manager of editions."""
