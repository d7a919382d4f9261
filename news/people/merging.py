"""Verbs about entries of people: two that are one are merged, one nobody may see is hidden."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from news.newsroom.generation import raise_generation
from news.newsroom.slugs import FormerSlug
from news.people.models import Consent, Credit, Person, Position


@transaction.atomic
def merge(person: Person, into: Person) -> None:
    """Make one entry of two: `into` takes credits, positions, photos and the old address.

    The row of `person` stays, pointing on: texts and old drafts that name it keep working.
    Raises `ValidationError` where the two can't be merged.
    """
    if person.pk == into.pk:
        raise ValidationError(_("Choose another person: this is the same entry."))
    if into.merged_into_id or person.merged_into_id:
        raise ValidationError(_("One of the two has been merged already."))
    for model in _credit_models():
        model.objects.filter(person=person).update(person=into)
    person.photos.update(photographer=into)
    _move_consent(person, into)
    _move_positions(person, into)
    _move_account(person, into)
    Person.objects.filter(merged_into=person).update(merged_into=into)
    old_slug = person.slug
    person.slug = f"{old_slug[:80]}-merged-{person.pk}"
    person.merged_into = into
    person.save()
    FormerSlug.objects.filter(kind=Person.kind, target_id=person.pk).update(target_id=into.pk)
    raise_generation()


def _credit_models() -> list[type[Credit]]:
    models = apps.get_app_config("news").get_models()
    return [model for model in models if issubclass(model, Credit)]


def places_named(person: Person) -> int:
    """Return how many credits, photos, quotations and entries name a person.

    The reference index follows saves at a distance: what must not be missed is counted.
    """
    credits = sum(model.objects.filter(person=person).count() for model in _credit_models())
    merged = Person.objects.filter(merged_into=person).count()
    indexed = ReferenceIndex.get_grouped_references_to(person).count()
    photos = person.photos.count() + person.shown_on.count()
    return max(credits + photos + merged, indexed)


def _move_consent(person: Person, into: Person) -> None:
    """Mark the entry that stays on photos, and let the stricter word of the two hold."""
    consent = Consent.strictest([person.consent, into.consent])
    if into.consent != consent:
        into.consent = consent
        into.save(update_fields=["consent"])
    into.shown_on.add(*person.shown_on.all())


def _move_positions(person: Person, into: Person) -> None:
    first_free = into.positions.count()
    for order, position in enumerate(Position.objects.filter(person=person), start=first_free):
        position.person = into
        position.sort_order = order
        position.save()


def _move_account(person: Person, into: Person) -> None:
    if person.user_id and not into.user_id:
        user, person.user = person.user, None
        person.save()
        into.user = user
        into.save()


def set_hidden(person: Person, is_hidden: bool) -> None:
    """Hide a person from pages and lists, or show them again; credits keep the name."""
    person.is_hidden = is_hidden
    person.save()
