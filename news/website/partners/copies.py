"""The texts that a partner takes, with where it shows them: what is withdrawn comes first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.encoding import uri_to_iri

from news.articles.models import ArticlePage, Notice
from news.partners.models import Partner
from news.partners.selections import Selection, selection
from news.push.copies.models import CopyState, PartnerCopy
from news.syndication.addresses import absolute
from news.website.frame import Frame
from news.website.tongues import Tongue, tongue
from news.website.typography import typeset

# More nobody looks through; the others can be told by a call.
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One copy in a list; what is gone needs nothing more."""

    pk: int
    url: str
    address: str
    is_gone: bool
    said_gone: str
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One text; of a withdrawn one `headline` is empty, for nothing of it is shown any more."""

    urn: str
    tongue: Tongue
    headline: str
    url: str
    date: str
    reason: str
    copies: list[Line]


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that was given and can't be kept, and why."""

    urn: str
    url: str
    words: str


def withdrawn_texts(partner: Partner, frame: Frame) -> list[Text]:
    """Return what was lately taken back of all that a partner takes or shows, newest first."""
    now = timezone.now()
    shown = _by_urn(partner.copies.known().of_withdrawn())
    notices = {
        notice.urn: notice for each in _selections(partner) for notice in each.withdrawals(now)
    }
    numbers = [copies[0].last for urn, copies in shown.items() if urn not in notices]
    notices |= {each.urn: each for each in Notice.objects.filter(sequence__in=numbers)}
    newest = sorted(notices.values(), key=lambda each: each.sequence, reverse=True)
    return [_withdrawn(each, shown.get(each.urn, []), frame) for each in newest[:MOST_SHOWN]]


def recent_texts(partner: Partner, frame: Frame) -> list[Text]:
    """Return the texts that changed last of all that a partner takes."""
    editions: dict[str, ArticlePage] = {}
    for each in _selections(partner):
        editions |= {edition.urn: edition for edition in each.latest()[:MOST_SHOWN]}
    newest = sorted(editions.values(), key=lambda each: each.changed_at, reverse=True)[:MOST_SHOWN]
    urns = [each.urn for each in newest]
    shown = _by_urn(partner.copies.known().with_fate().filter(urn__in=urns))
    return [
        Text(
            urn=each.urn,
            tongue=tongue(each.language),
            headline=typeset(each.title, each.language),
            url=absolute(each.url_path),
            date=_say(each.released_at, frame),
            reason="",
            copies=[_line(copy, frame) for copy in shown.get(each.urn, [])],
        )
        for each in newest
    ]


def _selections(partner: Partner) -> Iterator[Selection]:
    for subscription in partner.subscriptions.all():
        for language in subscription.languages:
            if chosen := selection(subscription, language):
                yield chosen


def _by_urn(copies: Iterable[PartnerCopy]) -> dict[str, list[PartnerCopy]]:
    found: dict[str, list[PartnerCopy]] = defaultdict(list)
    for copy in copies:
        found[copy.urn].append(copy)
    return found


def _withdrawn(notice: Notice, copies: list[PartnerCopy], frame: Frame) -> Text:
    return Text(
        urn=notice.urn,
        tongue=tongue(notice.language),
        headline="",
        url=uri_to_iri(absolute(notice.address_before)),
        date=_say(notice.occurred_at, frame),
        reason=notice.note,
        copies=[_line(copy, frame) for copy in copies],
    )


def _line(copy: PartnerCopy, frame: Frame) -> Line:
    said = copy.said_gone_at
    is_since = said and said >= copy.fate_at
    return Line(
        pk=copy.pk,
        url=copy.url,
        address=copy.readable_url,
        is_gone=copy.state == CopyState.GONE,
        said_gone=_say(said, frame) if is_since else "",
        is_elsewhere=bool(copy.partner.website) and not copy.is_on_its_website,
    )


def _say(moment: datetime, frame: Frame) -> str:
    return frame.calendar.short_moment(moment, frame.today_date)
