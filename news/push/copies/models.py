"""Models of copies at partners: where each stands, and what was found there."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.translation import pgettext_lazy

from news.articles.ledger import Notice, NoticeKind
from news.partners.models import Partner

__all__ = ["CopyCheck", "CopyHost", "PartnerCopy"]

# An index of PostgreSQL holds no longer rows.
LONGEST_URL = 2000
# What decides whether an edition is public.
FATES = (NoticeKind.RELEASED, NoticeKind.WITHDRAWN, NoticeKind.RESTORED)


class GivenBy(models.TextChoices):
    """By which way the address of a copy came."""

    CALL = "call", pgettext_lazy("way by which a copy’s address came", "by a call of its system")
    PAGE = "page", pgettext_lazy("way by which a copy’s address came", "on its own page")
    EDITOR = "editor", pgettext_lazy("way by which a copy’s address came", "by the newsroom")


class CopyState(models.TextChoices):
    """What is known of a copy after a withdrawal."""

    UNKNOWN = "unknown", pgettext_lazy("state of a copy at a partner", "not looked at yet")
    THERE = "there", pgettext_lazy("state of a copy at a partner", "still there")
    GONE = "gone", pgettext_lazy("state of a copy at a partner", "gone")
    CHANGED = "changed", pgettext_lazy("state of a copy at a partner", "page without our text")
    ELSEWHERE = "elsewhere", pgettext_lazy("state of a copy at a partner", "leads elsewhere")
    UNREACHABLE = "unreachable", pgettext_lazy("state of a copy at a partner", "couldn’t be read")
    FORBIDDEN = "forbidden", pgettext_lazy("state of a copy at a partner", "we may not look")


class Found(models.TextChoices):
    """What a page that answered showed of our text."""

    TEXT = "text"
    HEADLINE = "headline"
    NOTHING = "nothing"
    # These tell nothing: too long a page, one made by scripts, no page at all, a text gone here.
    CUT = "cut"
    BLANK = "blank"
    NO_PAGE = "no-page"
    NO_WORDS = "no-words"


class PartnerCopyQuerySet(models.QuerySet):
    """Copies by what is to be done with them."""

    def known(self) -> "PartnerCopyQuerySet":
        """Those that nobody has taken out again."""
        return self.filter(removed_at=None)

    def with_fate(self) -> "PartnerCopyQuerySet":
        """Bring what became of each edition last: `fate`, `fate_at`, and its number, `last`."""
        notices = Notice.objects.filter(urn=OuterRef("urn"), kind__in=FATES).order_by("-sequence")
        return self.annotate(
            fate=Subquery(notices.values("kind")[:1]),
            fate_at=Subquery(notices.values("occurred_at")[:1]),
            last=Subquery(notices.values("sequence")[:1]),
        )

    def of_withdrawn(self) -> "PartnerCopyQuerySet":
        """Those whose edition is taken back now, with its fate."""
        return self.with_fate().filter(fate=NoticeKind.WITHDRAWN)


class PartnerCopy(models.Model):
    """Where a partner shows an edition, as it or the newsroom has told us.

    `url` is in ASCII, without a fragment. `withdrawal` is the one after which the copy is looked
    at; `due_at` says when next, and is empty where that is over. `state` and `checked_at` are
    those of the last look; all looks are `checks`. `said_gone_at` is when the partner told us
    that it has removed it.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="copies")
    urn = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=10)
    url = models.CharField(max_length=LONGEST_URL)
    host = models.CharField(max_length=253)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.CharField(max_length=10, choices=GivenBy.choices)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_gone_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    withdrawal = models.ForeignKey(
        "news.Notice", null=True, on_delete=models.SET_NULL, related_name="copies"
    )
    state = models.CharField(max_length=12, choices=CopyState.choices, default=CopyState.UNKNOWN)
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = PartnerCopyQuerySet.as_manager()

    class Meta:
        ordering = ["partner__name", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "urn", "url"], name="copy_given_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="copy_due", condition=Q(due_at__isnull=False))
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def readable_url(self) -> str:
        """The address as people read it, in whatever script."""
        return uri_to_iri(self.url)

    @property
    def is_on_its_website(self) -> bool:
        """Whether its host belongs to the partner's website, as far as that is known."""
        known = (urlsplit(self.partner.website).hostname or "").removeprefix("www.")
        host = self.host.removeprefix("www.")
        return bool(known) and (
            host == known
            or host.endswith(f".{known}")
            or ("." in host and known.endswith(f".{host}"))
        )


class CopyCheck(models.Model):
    """One look at a copy after a withdrawal: never changed, for it may have to prove something.

    `status` is what was answered, `fault` why nothing was (`words.py` has both in sentences);
    `found` what the page showed of our text, where it was read.
    """

    copy = models.ForeignKey(PartnerCopy, on_delete=models.CASCADE, related_name="checks")
    withdrawal = models.ForeignKey("news.Notice", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CopyState.choices)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, blank=True)
    found = models.CharField(max_length=10, choices=Found.choices, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.state}"


class CopyHost(models.Model):
    """A server that holds copies, and from when on it may be asked again, by whatever worker."""

    name = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
