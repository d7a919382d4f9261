"""Troubles: what failed in the background, kept until it works or an editor has seen it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Trouble(models.Model):
    """A failure of background work, counted, in words an editor can act on."""

    key = models.CharField(max_length=200, unique=True)
    message = models.TextField(_("what went wrong"))
    count = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first"), default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now)

    class Meta:
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return self.message


def report(key: str, message: str) -> Trouble:
    """Write down that the work named by `key` failed, or failed again."""
    trouble, is_new = Trouble.objects.get_or_create(key=key, defaults={"message": message})
    if not is_new:
        trouble.count += 1
        trouble.message = message
        trouble.last_at = timezone.now()
        trouble.save()
    return trouble


def resolve(key: str) -> None:
    """Forget the trouble of this key: the work has succeeded."""
    Trouble.objects.filter(key=key).delete()
