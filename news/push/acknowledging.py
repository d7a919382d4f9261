"""A partner says that it has a version of a text, and where its copy is."""

from collections.abc import Callable

from django.db import transaction

from news.articles.ledger import Notice, NoticeKind
from news.partners.models import Partner, Subscription
from news.partners.selections import selection
from news.push.addresses import refuse_address
from news.push.models import Delivery
from news.push.signs import Acknowledgement, Fetch


class NotToldError(Exception):
    """The subscription was never told what it says it has seen."""


def _refuse_only(_partner: Partner, _urn: str, url: str) -> None:
    """Keep the address with the acknowledgement alone; refuse what no copy can be at."""
    refuse_address(url)


# Keeps where a partner's copy is; raises ValidationError for an address that can't be one.
NOTE_COPY: Callable[[Partner, str, str], object] = _refuse_only


@transaction.atomic
def acknowledge(
    subscription: Subscription, urn: str, sequence: int | None = None, copy: str = ""
) -> Acknowledgement:
    """Write down that a subscription has the version that a notice tells of.

    Without a sequence that is the last it was told of the text. Said again it stays as it was,
    with the copy's newest address. Raises `NotToldError`, or `ValidationError` for the copy.
    """
    notices = Notice.objects.filter(urn=urn).exclude(kind=NoticeKind.FIXED)
    if sequence is not None:
        notices = notices.filter(sequence=sequence)
    notice = next(
        (each for each in notices.order_by("-sequence") if _was_told(subscription, each)), None
    )
    if notice is None:
        raise NotToldError
    if copy:
        NOTE_COPY(subscription.partner, urn, copy)
    row, is_new = Acknowledgement.objects.get_or_create(
        subscription=subscription, notice=notice, defaults={"urn": urn, "copy": copy}
    )
    if copy and not is_new:
        row.copy = copy
        row.save(update_fields=["copy"])
    return row


def _was_told(subscription: Subscription, notice: Notice) -> bool:
    """Whether a notice was sent, was fetched, or is in what the subscription takes."""
    chosen = selection(subscription, notice.language)
    if chosen and any(map(chosen.takes, (notice.channels_before, notice.channels_after))):
        return True
    signs = (Delivery, Fetch)
    return any(
        model.objects.filter(subscription=subscription, notice=notice).exists() for model in signs
    )
