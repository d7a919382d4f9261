"""What may be given to whom: asked here and nowhere else."""

from datetime import datetime

from django.utils.translation import gettext as _

from news.photos.models import Photo, Rights
from news.syndication.audience import REPUBLISHERS, Audience


def may_give(photo: Photo, audience: Audience, on: datetime) -> bool:
    """Say whether this audience may have the photo at this moment.

    A photo for the site only goes to nobody else, nor does one whose time is over, nor any
    to whoever has agreed to take none. Whoever has nothing but the licences to go by gets what
    they allow.
    """
    if photo.rights != Rights.SYNDICATE or photo.is_expired(on) or not audience.takes_photos:
        return False
    licence = photo.licence
    return audience != REPUBLISHERS or licence is None or licence.may_republish


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
