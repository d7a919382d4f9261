"""What a partner's terms make of it as an audience."""

from news.partners.models import Partner
from news.syndication.audience import Audience


def audience_of(partner: Partner) -> Audience:
    """Return the audience that a partner's terms describe; the same terms are the same one.

    A partner trusted with embargoes is one by itself.
    """
    return Audience.agreed(
        takes_photos=partner.may_print_photos,
        licence=partner.licence,
        attribution=partner.attribution,
        may_edit=partner.may_edit,
        may_translate=partner.may_translate,
        advance_to=partner.pk if partner.takes_advance_copies else None,
    )
