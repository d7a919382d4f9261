"""Models of the partners' domain."""

from typing import Any

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from news.newsroom.languages import AUTONYMS, codes
from news.partners.endpoints import new_secret, validate_endpoint
from news.partners.lists import validate_channels

__all__ = ["Contact", "Invitation", "Partner", "Subscription", "Token"]


def language_choices() -> list[tuple[str, str]]:
    """Return the languages in their own names."""
    return [(code, AUTONYMS.get(code, code)) for code in codes()]


class PartnerState(models.TextChoices):
    """How far it has come with a partner."""

    INVITED = "invited", pgettext_lazy("state of a partner", "invited")
    ACTIVE = "active", pgettext_lazy("state of a partner", "active")
    PAUSED = "paused", pgettext_lazy("state of a partner", "paused")
    ENDED = "ended", pgettext_lazy("state of a partner", "ended")


class Way(models.TextChoices):
    """How a subscription takes what is new."""

    PULL = "pull", _("the partner fetches a feed")
    WEBHOOK = "webhook", _("we send it (webhook)")
    WEBSUB = "websub", _("we send the feed (WebSub)")


class PauseReason(models.TextChoices):
    """Why nothing is sent to an endpoint for now: by wish, after a 410, or five days of silence."""

    BY_HAND = "by-hand"
    GONE = "gone"
    SILENT = "silent"


class Partner(ClusterableModel):
    """A medium that republishes us, and the terms that were agreed with it."""

    name = models.CharField(_("name"), max_length=120)
    website = models.URLField(
        _("website"), blank=True, help_text=_("Where the partner publishes what it takes.")
    )
    language = models.CharField(
        _("language of correspondence"), max_length=10, choices=language_choices, default="ru"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState.choices, default=PartnerState.INVITED
    )
    licence = models.ForeignKey(
        "news.Licence",
        verbose_name=_("licence agreed"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where none is chosen, that of the newsroom’s texts."),
    )
    attribution = models.CharField(
        _("how it names us"),
        max_length=200,
        blank=True,
        help_text=_("The line under each text, such as: Text: Le Pont, Tunis."),
    )
    may_edit = models.BooleanField(_("may edit and shorten"), default=False)
    may_translate = models.BooleanField(_("may translate"), default=False)
    may_print_photos = models.BooleanField(
        _("may take photos"),
        default=True,
        help_text=_("Those alone whose own rights allow it."),
    )
    takes_advance_copies = models.BooleanField(
        _("gets texts before their release"),
        default=False,
        help_text=_(
            "Scheduled texts and their photos, marked with the moment until which they are under "
            "embargo. Only for partners whom you trust to keep it."
        ),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For the newsroom alone."))
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_served(self) -> bool:
        """Whether its keys open anything."""
        return self.state in {PartnerState.INVITED, PartnerState.ACTIVE}

    @property
    def has_advance_copies(self) -> bool:
        """Whether it gets anything before its release now."""
        return self.is_served and self.takes_advance_copies

    @property
    def has_agreed(self) -> bool:
        """Whether somebody there has said yes to the terms."""
        return self.agreed_on is not None and self.state != PartnerState.INVITED


class Contact(models.Model):
    """Somebody at a partner; known to the newsroom alone."""

    partner = ParentalKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    duty = models.CharField(_("duty"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class SubscriptionQuerySet(models.QuerySet):
    """Subscriptions by whether anything is given to them."""

    def served(self) -> "SubscriptionQuerySet":
        """Those of partners whose keys open something."""
        return self.filter(partner__state__in=[PartnerState.INVITED, PartnerState.ACTIVE])

    def with_last_use(self) -> "SubscriptionQuerySet":
        """Bring when a key of each was last used, as `last_used_at`."""
        return self.annotate(last_used_at=models.Max("tokens__last_used_at"))


class Subscription(models.Model):
    """The channels a partner takes less those it leaves, and how it takes them.

    A channel is a language and the key that notices know it by: `fr:all`, `fr:section:3`,
    `ar:topic:7`, `ru:person:12`.
    """

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="subscriptions"
    )
    includes = models.JSONField(_("takes"), default=list, validators=[validate_channels])
    excludes = models.JSONField(
        _("leaves out"), default=list, blank=True, validators=[validate_channels]
    )
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.PULL)
    endpoint = models.CharField(
        _("address of the receiver"),
        max_length=500,
        blank=True,
        validators=[validate_endpoint],
        help_text=_("Where we send to, such as https://partner.example/vestnik."),
    )
    secret = models.CharField(max_length=100, blank=True, editable=False)
    old_secret = models.CharField(max_length=100, blank=True, editable=False)
    old_secret_ends_at = models.DateTimeField(null=True, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    paused_reason = models.CharField(
        max_length=10, choices=PauseReason.choices, blank=True, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["partner__name", "pk"]
        constraints = [
            # Two at one address would each send in its own order.
            models.UniqueConstraint(
                fields=["endpoint"],
                condition=~models.Q(endpoint=""),
                name="one_subscription_per_endpoint",
                violation_error_message=_(
                    "Another subscription sends to this address already. Give each its own, "
                    "such as one that ends in /2."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {', '.join(self.includes)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.way == Way.WEBHOOK and not self.secret:
            self.secret = new_secret()
        super().save(*args, **kwargs)

    @property
    def languages(self) -> list[str]:
        """The languages in which it takes anything, in the order of the settings."""
        taken = {channel.partition(":")[0] for channel in self.includes}
        return [code for code in codes() if code in taken]


class KeyQuerySet(models.QuerySet):
    """Keys by whether they open anything."""

    def good(self) -> "KeyQuerySet":
        """Those that still open something now."""
        still = models.Q(ends_at=None) | models.Q(ends_at__gt=timezone.now())
        return self.filter(still)


class Key(models.Model):
    """What an address holds that opens something: shown once, kept as a digest."""

    digest = models.CharField(
        max_length=64, unique=True, editable=False, validators=[MinLengthValidator(64)]
    )
    hint = models.CharField(max_length=4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    objects = KeyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"…{self.hint}"


class Token(Key):
    """A key to a subscription's feeds."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="tokens")


class Invitation(Key):
    """A key to a partner's own page: of another kind, since the address of a feed leaks easily."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
