"""Where a released edition is listed: a row for each section, topic and person.

No index of stories serves both what is frequent and what is rare, by release and by change;
these rows do. They say no more than `released_channels`: who asks for them asks `released()`
too. Written in the transaction of the change.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.lookups import IsNull

from news.articles.channels import released_channels
from news.articles.querysets import is_released
from news.people.models import Person, PersonQuerySet

if TYPE_CHECKING:
    from news.articles.editions import ArticlePage


class Placement(models.Model):
    """An edition in the listing of one section, topic or person; its dates are the edition's."""

    edition = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="placements"
    )
    kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    released_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "subject_id"], name="placement_once")
        ]
        indexes = [
            models.Index(
                F("kind"),
                F("subject_id"),
                F("language"),
                F("released_at").desc(),
                F("edition").desc(),
                name="placement_by_release",
            ),
            models.Index(
                F("kind"),
                F("subject_id"),
                F("language"),
                F("changed_at").desc(),
                F("edition").desc(),
                name="placement_by_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} in {self.kind}:{self.subject_id}"


def is_listed(kind: str, language: str | None = None) -> IsNull:
    """Return whether anything released is listed under the section, topic or person asked of.

    One row of each is asked for: of `EXISTS` PostgreSQL makes a join with all that is listed.
    """
    rows = Placement.objects.filter(is_released("edition__"), kind=kind, subject_id=OuterRef("pk"))
    rows = rows.filter(language=language) if language else rows
    return IsNull(Subquery(rows.values("pk")[:1]), False)


def credited_people(language: str | None = None) -> PersonQuerySet:
    """Return the visible people whom something released credits: nobody else has a page or feed.

    Somebody entered for a story to come can't be guessed by their name.
    """
    return Person.objects.visible().filter(is_listed(Person.kind, language))


def place(edition: "ArticlePage") -> None:
    """Bring the rows of a live edition up to date with what the database says of it."""
    rows = type(edition).objects.filter(pk=edition.pk)
    released_at, changed_at = rows.values_list("released_at", "changed_at").get()
    wanted = {_named(key) for key in released_channels(edition) if ":" in key}
    own = Placement.objects.filter(edition=edition)
    rows = own.values_list("kind", "subject_id", "released_at", "changed_at")
    found = {row[:2]: row[2:] for row in rows}
    for kind, subject in found.keys() - wanted:
        own.filter(kind=kind, subject_id=subject).delete()
    if any(dates != (released_at, changed_at) for dates in found.values()):
        own.update(released_at=released_at, changed_at=changed_at)
    Placement.objects.bulk_create(
        Placement(
            edition_id=edition.pk,
            kind=kind,
            subject_id=subject,
            language=edition.language,
            released_at=released_at,
            changed_at=changed_at,
        )
        for kind, subject in sorted(wanted.difference(found))
    )


def _named(key: str) -> tuple[str, int]:
    kind, _colon, subject = key.partition(":")
    return kind, int(subject)


def take_away(edition_id: int) -> None:
    """List an edition nowhere: it is no longer public."""
    Placement.objects.filter(edition=edition_id).delete()


def follow_merge(person: Person) -> None:
    """Give what was listed under a merged entry to the one that it points to."""
    rows = Placement.objects.filter(kind=person.kind, subject_id=person.pk)
    into = Placement.objects.filter(kind=person.kind, subject_id=person.merged_into_id)
    rows.filter(edition__in=into.values("edition")).delete()
    rows.update(subject_id=person.merged_into_id)
