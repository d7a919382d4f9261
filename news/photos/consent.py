"""The word of those who are to be seen on photos, written onto the photos themselves.

A photo is asked of wherever one is shown or given, so it knows the answer without a query.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from news.people.models import Consent, Person
from news.photos.models import Photo


def settle(photos: Iterable[Photo]) -> None:
    """Write on photos the strictest word of those whom they show, or portray."""
    for photo in photos:
        seen = Person.objects.filter(Q(shown_on=photo) | Q(portrait=photo))
        consent = Consent.strictest(seen.values_list("consent", flat=True))
        if photo.consent != consent:
            photo.consent = consent
            photo.save(update_fields=["consent"])


def settle_photos_of(person: Person) -> None:
    """Write somebody's word on the photos that show them, and on a portrait they have given up."""
    shown = Q(shows=person) | Q(pk=person.portrait_id) | Q(uses__person=person)
    settle(Photo.objects.filter(shown).distinct())


def settle_marked(
    action: str, instance: Photo | Person, pk_set: set[int] | None, **_change: Any
) -> None:
    """Write it anew where people are marked on photos, or no longer are."""
    if not action.startswith("post_"):
        return
    if isinstance(instance, Photo):
        settle([instance])
    elif pk_set is not None:
        settle(Photo.objects.filter(pk__in=pk_set))
    else:
        # All marks of a person were taken away: which those were isn't told.
        settle(Photo.objects.exclude(consent=Consent.EVERYWHERE))


def settle_portrait(instance: Person, **_deletion: Any) -> None:
    """Free the portrait of somebody who is no longer known."""
    settle(Photo.objects.filter(pk=instance.portrait_id))
