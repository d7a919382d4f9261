"""Partners trusted with embargoes: who gets a text before its release, and its photos."""

from typing import Any

from django.utils import timezone

from news.articles.channels import coming_channels
from news.articles.coming import coming_edition
from news.articles.models import ArticlePage
from news.articles.refusals import body_photos
from news.partners.audiences import audience_of
from news.partners.models import Partner, Subscription
from news.partners.selections import selection
from news.photos.models import Photo
from news.syndication import tickets
from news.syndication.rights import may_give


def partners_in_advance(edition: ArticlePage) -> list[Partner]:
    """Return the partners who get an edition before its release, as it is in memory."""
    if edition.released_at:
        return []
    served = Subscription.objects.served().select_related("partner")
    trusted = list(served.filter(partner__takes_advance_copies=True))
    channels = coming_channels(edition) if trusted else []
    found = {
        each.partner_id: each.partner
        for each in trusted
        if (chosen := selection(each, edition.language)) and chosen.takes(channels)
    }
    return list(found.values())


def opens_early(photo: Photo, ticket: str) -> bool:
    """Say whether a ticket opens a photo now: as long as its partner has the advance copy."""
    now = timezone.now()
    read = tickets.read(photo, ticket)
    if read is None or now >= read.until:
        return False
    partner = Partner.objects.filter(pk=read.partner).first()
    if partner is None or not partner.has_advance_copies:
        return False
    found = coming_edition(read.edition, now)
    if found is None or not may_give(photo, audience_of(partner), now):
        return False
    story = found.edition.story
    lead = story.lead_photo_id if found.facts is None else found.facts.lead_photo_id
    return photo.pk in {lead, *_keys_in(found.edition.body)}


def _keys_in(body: Any) -> set[int]:
    return {use["image"].pk for use in body_photos(body) if use["image"]}
