"""Which editions the public may see: asked here and nowhere else."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

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

    def in_feeds(self, language: str) -> "EditionQuerySet":
        """Editions that a feed may hold: the released, and the lately withdrawn."""
        since = timezone.now() - WITHDRAWN_IN_FEEDS_FOR
        return self.filter(Q(live=True) | Q(withdrawn_at__gte=since), language=language)

    def newest_first(self) -> "EditionQuerySet":
        """Order as readers expect: the latest release on top."""
        return self.order_by("-released_at", "-pk")


class EditionManager(PageManager.from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """The manager of editions."""
