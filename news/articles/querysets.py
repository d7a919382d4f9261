"""Which editions the public may see: asked here and nowhere else."""

from datetime import datetime, timedelta

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
        editions = self.model.objects.order_by()
        by_story = editions.filter(story__credits__person=person)
        by_own = editions.live_translations().filter(credits__person=person)
        # One list of keys, not an OR: somebody with two credits must not cost a walk of the
        # archive.
        return self.filter(pk__in=by_story.values("pk").union(by_own.values("pk")))

    def credited_people(self) -> PersonQuerySet:
        """Visible people whom these released editions credit: nobody else has a page or feed.

        Somebody entered for a story to come can't be guessed by their name.
        """
        by_story = self.filter(story__credits__person=OuterRef("pk"))
        by_own = self.live_translations().filter(credits__person=OuterRef("pk"))
        return Person.objects.visible().filter(Exists(by_story) | Exists(by_own))

    def live_translations(self) -> "EditionQuerySet":
        """Released editions whose own credits count: what a source says is its story's."""
        return self.released().exclude(language=F("story__source_language"))

    def newest_first(self) -> "EditionQuerySet":
        """Order as readers expect: the latest release on top."""
        return self.order_by("-released_at", "-pk")


class EditionManager(PageManager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """The manager of editions."""
