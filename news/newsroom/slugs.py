"""Slugs that are one for all languages, and remember what they were."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """A slug that a section, topic or person once had; its addresses and feeds redirect."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    target_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.slug}"


class Slugged(models.Model):
    """A thing with one slug in all languages; the kind is what channels are named after."""

    kind: str

    slug = models.SlugField(
        _("address word"),
        max_length=100,
        unique=True,
        validators=[validate_slug],
        help_text=_("Part of the address in all languages; old addresses redirect."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            former = (
                type(self).objects.filter(pk=self.pk).values_list("slug", flat=True)
                if self.pk
                else []
            )
            for slug in former:
                if slug != self.slug:
                    FormerSlug.objects.update_or_create(
                        kind=self.kind, slug=slug, defaults={"target_id": self.pk}
                    )
            super().save(*args, **kwargs)
            FormerSlug.objects.filter(kind=self.kind, slug=self.slug).delete()

    def clean(self) -> None:
        super().clean()
        taken = FormerSlug.objects.filter(kind=self.kind, slug=self.slug)
        if taken.exclude(target_id=self.pk or 0).exists():
            raise ValidationError(
                {"slug": _("This word was the address of another entry. Choose another.")}
            )

    @property
    def channel_key(self) -> str:
        """The channel of everything that concerns this thing, as feeds name it."""
        return f"{self.kind}-{self.slug}"

    @classmethod
    def at_former_slug(cls, slug: str):
        """Return the thing that once had this slug, or None."""
        former = FormerSlug.objects.filter(kind=cls.kind, slug=slug).first()
        return cls.objects.filter(pk=former.target_id).first() if former else None
