"""The report of a withdrawal: what was taken back, who was told, what became of the copies."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Revision

from news.articles.ledger import Address, Notice, NoticeKind
from news.newsroom.languages import AUTONYMS, direction
from news.partners.models import Partner
from news.push.copies.models import FATES, CopyCheck, CopyState, PartnerCopy
from news.push.copies.proofs import Told, told_by_partner
from news.syndication.addresses import absolute

# The languages of a story that are taken back in one go are so within seconds.
IN_ONE_GO = timedelta(minutes=1)

_WORST_FIRST = (
    CopyState.THERE,
    CopyState.CHANGED,
    CopyState.ELSEWHERE,
    CopyState.UNREACHABLE,
    CopyState.FORBIDDEN,
    CopyState.UNKNOWN,
    CopyState.GONE,
)


@dataclass(frozen=True, slots=True)
class CopyPart:
    """One copy, with the looks that were taken at it after this withdrawal."""

    copy: PartnerCopy
    withdrawal: Notice
    looks: list[CopyCheck]

    @property
    def state(self) -> CopyState:
        """What the last look has found."""
        return CopyState(self.looks[-1].state) if self.looks else CopyState.UNKNOWN

    @property
    def said_gone_at(self) -> datetime | None:
        """When the partner told us, after this withdrawal, that it has removed it."""
        said = self.copy.said_gone_at
        return said if said and said >= self.withdrawal.occurred_at else None

    @property
    def next_at(self) -> datetime | None:
        """When it is looked at next on account of this withdrawal."""
        return self.copy.due_at if self.copy.withdrawal_id == self.withdrawal.pk else None


@dataclass(frozen=True, slots=True)
class PartnerPart:
    """One partner, what it was told of the withdrawal, and its copies."""

    partner: Partner
    told: list[Told]
    copies: list[CopyPart]

    @property
    def has_answered(self) -> bool:
        """Whether anything shows that it knows of the withdrawal."""
        return any(each.at for each in self.told) or any(
            each.said_gone_at or each.state == CopyState.GONE for each in self.copies
        )

    @property
    def outcome(self) -> str:
        """In words, how it stands with its copies: as with the one that is worst."""
        states = {each.state for each in self.copies}
        worst = next((each for each in _WORST_FIRST if each in states), None)
        return str(worst.label) if worst else _("no address of a copy is known")


@dataclass(frozen=True, slots=True)
class EditionPart:
    """One edition that was taken back; `restored_at` is empty where it still is."""

    withdrawal: Notice
    headline: str
    first_released_at: datetime | None
    restored_at: datetime | None
    addresses: list[str]
    partners: list[PartnerPart]

    @property
    def tongue(self) -> str:
        """The language in its own name."""
        return AUTONYMS.get(self.withdrawal.language, self.withdrawal.language)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.withdrawal.language)


@dataclass(frozen=True, slots=True)
class Report:
    """A withdrawal with all that is known of its consequences."""

    editions: list[EditionPart]
    counts: Counter[str] = field(default_factory=Counter)
    silent: list[Partner] = field(default_factory=list)


def report_on(withdrawal: Notice, languages: Collection[str]) -> Report:
    """Return what became of a withdrawal, and of those made with it in these languages."""
    near = (withdrawal.occurred_at - IN_ONE_GO, withdrawal.occurred_at + IN_ONE_GO)
    together = Notice.objects.filter(
        story_key=withdrawal.story_key,
        language__in=languages,
        kind=NoticeKind.WITHDRAWN,
        note=withdrawal.note,
        actor=withdrawal.actor_id,
        occurred_at__range=near,
    ).select_related("actor", "edition")
    editions = [_edition(each) for each in together.order_by("sequence")]
    parts = [part for edition in editions for part in edition.partners]
    copies = [copy for part in parts for copy in part.copies]
    counts = Counter(copy.state for copy in copies)
    partners = {part.partner for part in parts}
    silent = {part.partner for part in parts if not part.has_answered}
    counts.update(
        partners=len(partners), told=len(partners - silent), silent=len(silent), copies=len(copies)
    )
    return Report(editions, counts, sorted(silent, key=lambda each: (each.name, each.pk)))


def last_withdrawal(urn: str) -> Notice | None:
    """Return the withdrawal of an edition that is taken back now, None for any other."""
    last = Notice.objects.filter(urn=urn, kind__in=FATES).order_by("-sequence").first()
    return last if last and last.kind == NoticeKind.WITHDRAWN else None


def _edition(withdrawal: Notice) -> EditionPart:
    notices = Notice.objects.filter(urn=withdrawal.urn)
    first = notices.filter(kind=NoticeKind.RELEASED).order_by("sequence").first()
    later = notices.filter(sequence__gt=withdrawal.sequence)
    back = later.filter(kind__in=[NoticeKind.RELEASED, NoticeKind.RESTORED]).first()
    paths = Address.objects.filter(urn=withdrawal.urn).order_by("-is_current", "pk")
    return EditionPart(
        withdrawal=withdrawal,
        headline=_headline(withdrawal),
        first_released_at=first.occurred_at if first else None,
        restored_at=back.occurred_at if back else None,
        addresses=[absolute(path) for path in paths.values_list("path", flat=True)],
        partners=list(_partners(withdrawal)),
    )


def _headline(withdrawal: Notice) -> str:
    """Return the headline that was public; of a deleted text nothing is left but its address."""
    revision = Revision.objects.filter(pk=withdrawal.revision_id).first()
    if revision:
        return str(revision.content.get("title", ""))
    return withdrawal.edition.title if withdrawal.edition else ""


def _partners(withdrawal: Notice) -> Iterator[PartnerPart]:
    told = told_by_partner(withdrawal)
    copies: dict[int, list[CopyPart]] = {}
    for part in _copies(withdrawal):
        copies.setdefault(part.copy.partner_id, []).append(part)
    found = Partner.objects.filter(pk__in=[*told, *copies]).order_by("name", "pk")
    for partner in found:
        yield PartnerPart(partner, told.get(partner.pk, []), copies.get(partner.pk, []))


def _copies(withdrawal: Notice) -> Iterator[CopyPart]:
    """Yield the copies; of one that was given by mistake, only what was looked at."""
    rows = PartnerCopy.objects.filter(urn=withdrawal.urn).select_related("partner", "editor")
    for copy in rows.prefetch_related("checks"):
        looks = [each for each in copy.checks.all() if each.withdrawal_id == withdrawal.pk]
        if looks or not copy.removed_at:
            yield CopyPart(copy, withdrawal, looks)
