"""The terms that a partner agrees to, in sentences: on its page, and as a text to keep."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.newsroom.languages import Localized, localized
from news.partners.audiences import audience_of
from news.partners.models import Partner
from news.syndication.documents import Licence
from news.syndication.pictures import licence_document
from news.syndication.rights import usage_terms
from news.website.frame import Frame


@dataclass(frozen=True, slots=True)
class Agreed:
    """The terms; `agreed_on` is in words, empty before anybody has agreed."""

    licence: Licence | None
    sentences: list[str]
    newsroom_terms: Localized
    agreed_on: str


def terms_of(partner: Partner, frame: Frame) -> Agreed:
    """Return what holds for a partner, in the language of the frame."""
    audience = audience_of(partner)
    photos = (
        _("Photos: those alone whose own rights allow it, with their credit and licence.")
        if partner.may_print_photos
        else _("No photos.")
    )
    early = (
        _(
            "You get texts before their release. Each says until when it is under embargo: "
            "publish nothing of it, in no form, before that moment."
        )
        if partner.takes_advance_copies
        else ""
    )
    changes = _("When the feed corrects or withdraws a text, do the same with your copy.")
    agreed = partner.has_agreed and partner.agreed_on
    return Agreed(
        licence=licence_document(audience.licence_of_texts(frame.newsroom), frame.language),
        sentences=[each for each in (usage_terms(audience), photos, early, changes) if each],
        newsroom_terms=localized(frame.newsroom, "terms", frame.language),
        agreed_on=frame.calendar.day(agreed) if agreed else "",
    )


def as_text(partner: Partner, frame: Frame) -> str:
    """Return the terms as plain text, to be kept with other papers."""
    terms = terms_of(partner, frame)
    licence = terms.licence
    lines = [
        _("Terms of republication"),
        f"{frame.plain_name} — {partner.name}",
        *([" ".join(filter(None, (licence.name, licence.url)))] if licence else []),
        *terms.sentences,
        terms.newsroom_terms.text,
        _("Agreed on %(date)s.") % {"date": terms.agreed_on} if terms.agreed_on else "",
    ]
    return "\n\n".join(filter(None, lines)) + "\n"
