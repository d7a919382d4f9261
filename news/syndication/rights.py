"""What may be given to whom: asked here and nowhere else."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from news.people.models import Consent, Person
from news.photos.models import Photo, Rights
from news.syndication.audience import REPUBLISHERS, Audience


class Bar(StrEnum):
    """Why an audience may not have a photo."""

    RIGHTS = "rights"
    CONSENT = "consent"
    EXPIRED = "expired"
    TERMS = "terms"
    LICENCE = "licence"


def bar_to(photo: Photo, audience: Audience, on: datetime) -> Bar | None:
    """Return why this audience may not have the photo at this moment, None where it may.

    A photo for the site only goes to nobody else, nor does one whose time is over, one of
    somebody who does not want it, nor any to whoever has agreed to take none. Whoever has
    nothing but the licences to go by gets what they allow.
    """
    if photo.rights != Rights.SYNDICATE:
        return Bar.RIGHTS
    if photo.consent != Consent.EVERYWHERE:
        return Bar.CONSENT
    if photo.is_barred(on):
        return Bar.EXPIRED
    if not audience.takes_photos:
        return Bar.TERMS
    licence = photo.licence
    if audience == REPUBLISHERS and licence is not None and not licence.may_republish:
        return Bar.LICENCE
    return None


def may_give(photo: Photo, audience: Audience, on: datetime) -> bool:
    """Say whether this audience may have the photo at this moment."""
    return bar_to(photo, audience, on) is None


def may_tell_of(person: Person) -> bool:
    """Say whether anybody but our own readers may have what is told of a person's life."""
    return person.consent != Consent.SITE


def usage_terms(audience: Audience) -> str:
    """Return what was agreed with this audience, in sentences of the active language.

    Of the public nothing was: for it the licence says all.
    """
    if not audience.has_agreed:
        return ""
    said = [
        _("Name the source: %(attribution)s.") % {"attribution": audience.attribution.rstrip(".")}
        if audience.attribution
        else "",
        _("May be edited and shortened.") if audience.may_edit else _("Not to be changed."),
        _("May be translated.") if audience.may_translate else _("Not to be translated."),
    ]
    return " ".join(filter(None, said))
