"""Verbs of invitations: the links by which a partner comes to its own page, without an account."""

from datetime import timedelta

from django.utils import timezone

from news.partners.models import Invitation, Partner, PartnerState
from news.partners.tokens import digest_of, make

# A visit is noted no more often than that.
NOTED_EVERY = timedelta(minutes=1)


def invite(partner: Partner) -> str:
    """Make another key to a partner's page and return it: it can't be told again."""
    return make(Invitation, partner=partner)


def end(invitation: Invitation) -> None:
    """Let a link open nothing from now on."""
    Invitation.objects.filter(pk=invitation.pk).update(ends_at=timezone.now())


def find(key: str) -> Invitation | None:
    """Return the invitation, with its partner; None where it opens nothing.

    A paused partner comes in: nobody else could go on for it. One that has ended doesn't.
    """
    rows = Invitation.objects.good().exclude(partner__state=PartnerState.ENDED)
    return rows.filter(digest=digest_of(key)).select_related("partner__licence").first()


def note_visit(invitation: Invitation) -> None:
    """Write that somebody came by this link now."""
    now = timezone.now()
    rows = Invitation.objects.filter(pk=invitation.pk)
    rows.exclude(last_used_at__gt=now - NOTED_EVERY).update(last_used_at=now)


def page_path(key: str) -> str:
    """Return the path of a partner's page; no feed's has a part more and ends so."""
    return f"/partners/page/{key}/"
