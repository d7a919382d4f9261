"""Verbs of copies: an address is given, a removal told, an address taken out again."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from news.articles.ledger import Notice, NoticeKind
from news.partners.models import Partner
from news.push import destinations
from news.push.addresses import refuse_address
from news.push.copies.models import LONGEST_URL, GivenBy, PartnerCopy
from news.syndication.addresses import origin

# A text has few copies at one partner: by language edition, section, and an archive.
MOST_PER_EDITION = 10


@transaction.atomic
def note(partner: Partner, urn: str, url: str, by: GivenBy, editor: Any = None) -> PartnerCopy:
    """Write down where a partner shows an edition; the same address again changes nothing.

    Raises `ValidationError`, with a sentence for whoever gave it and the code `unknown` for a urn
    that was never public, `many` for one address more than is kept, else that of the address.
    """
    # PostgreSQL takes no such sign, not even in a question.
    known_as = Notice.objects.filter(urn=urn.replace("\0", ""))
    language = known_as.values_list("language", flat=True).first()
    if language is None or "\0" in urn:
        raise ValidationError(_("We have released no text under this identifier."), code="unknown")
    host, url = _read(url)
    # Whoever gives two at once waits here, so that none is counted twice.
    Partner.objects.select_for_update().get(pk=partner.pk)
    rows = PartnerCopy.objects.filter(partner=partner, urn=urn)
    if known := rows.filter(url=url).first():
        if known.removed_at:
            _refuse_too_many(rows)
            # What it was looked at for may be past; the worker finds out.
            known.removed_at = known.withdrawal = None
            known.save(update_fields=["removed_at", "withdrawal"])
        return known
    _refuse_too_many(rows)
    return PartnerCopy.objects.create(
        partner=partner,
        urn=urn,
        language=language,
        url=url,
        host=host,
        given_by=by,
        editor=editor,
    )


def note_by_call(partner: Partner, urn: str, url: str) -> PartnerCopy:
    """Write down what a partner's system has told."""
    return note(partner, urn, url, GivenBy.CALL)


def _refuse_too_many(rows: Any) -> None:
    if rows.known().count() >= MOST_PER_EDITION:
        raise ValidationError(
            _("We keep ten addresses for a text at most. Take out one that is no longer good."),
            code="many",
        )


def _read(url: str) -> tuple[str, str]:
    """Return host and address as they are asked: one spelling for one place."""
    url = url.strip()
    refuse_address(url)
    place = destinations.read(url)
    if place.host == urlsplit(origin()).hostname:
        raise ValidationError(
            _("This address is our own. Give the one at which your readers find the text."),
            code="own",
        )
    spelled = f"{place.scheme}://{place.authority}{place.target}"
    if len(spelled) > LONGEST_URL:
        raise ValidationError(_("This address is too long."), code="long")
    return place.host, spelled


def say_gone(copy: PartnerCopy) -> None:
    """Note that the partner says it has removed a copy; where it is looked at, that is soon."""
    now = timezone.now()
    row = PartnerCopy.objects.filter(pk=copy.pk)
    withdrawals = Notice.objects.filter(urn=copy.urn, kind=NoticeKind.WITHDRAWN)
    last = withdrawals.aggregate(last=Max("occurred_at"))["last"] or copy.given_at
    row.exclude(said_gone_at__gte=last).update(said_gone_at=now)
    row.filter(due_at__gt=now).update(due_at=now)


def take_out(copy: PartnerCopy) -> None:
    """Forget an address that was given by mistake; one that was looked at stays as proof."""
    if copy.checks.exists():
        PartnerCopy.objects.filter(pk=copy.pk).update(removed_at=timezone.now(), due_at=None)
    else:
        copy.delete()
