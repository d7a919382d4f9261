"""Models of the newsroom domain."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField

from news.newsroom.dates import Calendar
from news.newsroom.generation import Generation
from news.newsroom.indexing import Unindexed
from news.newsroom.languages import codes
from news.newsroom.slugs import FormerSlug
from news.newsroom.troubles import Trouble

__all__ = ["FormerSlug", "Generation", "Licence", "NewsroomSettings", "Trouble", "Unindexed"]


class Licence(models.Model):
    """Terms under which a text or photo may be used."""

    key = models.SlugField(_("key"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=120, help_text="CC BY 4.0")
    url = models.URLField(_("address of the terms"), blank=True)
    summary = models.TextField(_("terms in a sentence"), blank=True)
    may_republish = models.BooleanField(_("may be republished"), default=True)

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name or self.key


def every_language() -> list[str]:
    """Return the default of active languages: all of them."""
    return codes()


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(_("Unknown time zone. Write it like Africa/Tunis."))


@register_setting(icon="home")
class NewsroomSettings(BaseGenericSetting):
    """What the newsroom says of itself, and how it works."""

    name = models.CharField(_("name of the newsroom"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    about = RichTextField(
        _("about the newsroom"), blank=True, features=["bold", "italic", "link", "ul", "h2"]
    )
    terms = models.TextField(_("terms of reuse"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    licence = models.ForeignKey(
        "news.Licence",
        verbose_name=_("licence of texts"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    region = models.CharField(
        _("country"),
        max_length=2,
        default="TN",
        help_text=_("Two letters, such as TN: month names follow it."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Africa/Tunis", validators=[validate_time_zone]
    )
    eastern_digits = models.BooleanField(
        _("Eastern Arabic digits"),
        default=False,
        help_text=_("Write ١٢٣ rather than 123 on Arabic pages."),
    )
    active_languages = models.JSONField(_("active languages"), default=every_language)
    translators_may_release = models.BooleanField(
        _("translators may release"),
        default=False,
        help_text=_("A translator may release their own language without an editor."),
    )
    claim_days = models.PositiveSmallIntegerField(
        _("days for a translation"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("After so many days a language somebody has in hand is free again."),
    )
    comments_open = models.BooleanField(_("readers may comment"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("newsroom settings")

    def __str__(self) -> str:
        return self.name or "Vestnik"

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def may_be_republished(self) -> bool:
        """Whether the licence lets anybody republish its texts without asking."""
        return self.licence is not None and self.licence.may_republish

    def calendar(self, language: str) -> Calendar:
        """Return how this newsroom tells dates to readers of a language."""
        return Calendar(language, self.region, self.zone, self.eastern_digits)

    def languages(self) -> list[str]:
        """Return the active languages in the order of the settings."""
        return [code for code in codes() if code in self.active_languages]
