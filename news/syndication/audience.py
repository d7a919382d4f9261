"""Who is asking: the public, or somebody with terms of their own."""

import hashlib
from dataclasses import dataclass

from news.newsroom.models import Licence, NewsroomSettings


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience by the key its ready bytes are kept under; every gate takes it.

    `licence` is the one agreed, None for that of the newsroom's texts. `attribution` is how
    the newsroom wants to be named. `advance_to` is the key of a partner trusted with embargoes,
    who shares nothing with others: each has its own addresses of photos that aren't public yet.
    """

    key: str
    takes_photos: bool = True
    licence: Licence | None = None
    attribution: str = ""
    may_edit: bool = False
    may_translate: bool = False
    has_agreed: bool = False
    advance_to: int | None = None

    @classmethod
    def agreed(
        cls,
        *,
        takes_photos: bool,
        licence: Licence | None,
        attribution: str,
        may_edit: bool,
        may_translate: bool,
        advance_to: int | None = None,
    ) -> "Audience":
        """Return the audience of these terms; the same terms give the same key."""
        told = [takes_photos, licence and licence.pk, attribution, may_edit, may_translate]
        told += [advance_to] if advance_to is not None else []
        return cls(
            key=hashlib.sha256(repr(told).encode()).hexdigest()[:16],
            takes_photos=takes_photos,
            licence=licence,
            attribution=attribution,
            may_edit=may_edit,
            may_translate=may_translate,
            has_agreed=True,
            advance_to=advance_to,
        )

    def licence_of_texts(self, newsroom: NewsroomSettings) -> Licence | None:
        """Return the licence under which this audience has the newsroom's texts."""
        return self.licence or newsroom.licence


PUBLIC = Audience("public")
REPUBLISHERS = Audience("republishers")


def public() -> Audience:
    """Return the audience of whoever comes without a key."""
    return PUBLIC


def republishers() -> Audience:
    """Return the audience of whoever takes a copy by the licences alone, without a word to us."""
    return REPUBLISHERS
