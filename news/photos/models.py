"""Models of photos, their renditions and documents to download."""

import os
import secrets
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, ImageQuerySet
from wagtail.search import index

from news.newsroom.languages import Localized, codes, exact, localized
from news.people.models import Consent
from news.photos.credits import embedded
from news.photos.metadata import embed
from news.ready.terms import holds_until

FILE_NAME_LIMIT = 50


def new_file_key() -> str:
    """Return the part of a file's address that cannot be guessed (144 bits)."""
    return secrets.token_urlsafe(18)


def words_columns(*languages: str) -> list[str]:
    """Return the columns of a photo's words, in all languages unless told."""
    return [
        build_localized_fieldname(field, code)
        for code in languages or codes()
        for field in ("alt", "caption", "credit")
    ]


class Rights(models.TextChoices):
    """How far a photo may go."""

    SYNDICATE = "syndicate", _("may be republished")
    SITE = "site", _("site only")


class PhotoQuerySet(ImageQuerySet):
    """Photos, of which lists show a few of many."""

    def select_related(self, *fields: str) -> "PhotoQuerySet":
        """Follow foreign keys in the same query, but for the few collections.

        From these SQLite would begin, and sort all photos for the newest.
        """
        if "collection" not in fields:
            return super().select_related(*fields)
        photos = self.prefetch_related("collection")
        others = [field for field in fields if field != "collection"]
        return super(PhotoQuerySet, photos).select_related(*others) if others else photos


class Photo(AbstractImage):
    """A photo with its credit, licence, rights and words in each language.

    `consent` is the strictest word of those whom it shows (`news.photos.consent`).
    """

    key = models.CharField(max_length=40, unique=True, default=new_file_key, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("As printed under the photo.")
    )
    copyright_notice = models.CharField(_("copyright notice"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    photographer = models.ForeignKey(
        "news.Person",
        verbose_name=_("photographer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    licence = models.ForeignKey(
        "news.Licence",
        verbose_name=_("licence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rights = models.CharField(
        _("rights"), max_length=12, choices=Rights.choices, default=Rights.SYNDICATE
    )
    shows = models.ManyToManyField(
        "news.Person",
        verbose_name=_("who is to be seen"),
        blank=True,
        related_name="shown_on",
        help_text=_("The photo goes no further than each of them allows."),
    )
    consent = models.CharField(
        max_length=10, choices=Consent.choices, default=Consent.EVERYWHERE, editable=False
    )
    expires_at = models.DateTimeField(
        _("may be shown until"),
        null=True,
        blank=True,
        help_text=_("After this moment the photo is shown nowhere."),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "photographer",
        "licence",
        "rights",
        "shows",
        *words_columns(),
        "copyright_notice",
        "source",
        "expires_at",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "tags",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("credit_in_all_languages"),
        index.AutocompleteField("credit_in_all_languages"),
    ]

    objects = PhotoQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        permissions = [("choose_image", "Can choose image")]
        indexes = [models.Index(fields=["-created_at"], name="photo_by_upload")]

    @property
    def default_alt_text(self) -> str:
        """Nothing: Wagtail would put it into a use of whatever language, in the editor's own."""
        return ""

    def get_upload_to(self, filename: str) -> str:
        """Return a name that the file gate takes for an address, closed to the public."""
        stem, extension = os.path.splitext(os.path.basename(super().get_upload_to(filename)))
        return f"photos/{self.key}/original/{stem[: FILE_NAME_LIMIT - len(extension)]}{extension}"

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        """Make renditions one by one: Wagtail's threads would each hold the whole original."""
        return {filter: self.create_rendition(filter) for filter in filters}

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Make a rendition that names its makers and licence, and says nothing else."""
        made = super().generate_rendition_file(filter, source=source)
        made.seek(0)
        return ContentFile(embed(made.read(), embedded(self)), name=made.name)

    def is_expired(self, on=None) -> bool:
        """Say whether the photo may no longer be shown at this moment."""
        if self.expires_at is None:
            return False
        if self.expires_at <= (on or timezone.now()):
            return True
        holds_until(self.expires_at)
        return False

    def is_barred(self, on=None) -> bool:
        """Say whether the photo may be shown nowhere: its time is over, or it lacks consent."""
        return self.consent == Consent.NO_PHOTO or self.is_expired(on)

    def alt_in(self, language: str) -> str:
        """Return the alternative text in just this language: it never falls back."""
        return exact(self, "alt", language)

    def caption_in(self, language: str) -> str:
        """Return the caption in just this language."""
        return exact(self, "caption", language)

    def credit_in(self, language: str) -> Localized:
        """Return the credit, with the language it is really in."""
        return localized(self, "credit", language)

    def credit_in_all_languages(self) -> str:
        """Return the credit in every language, for the search index."""
        return " ".join(filter(None, (exact(self, "credit", code) for code in codes())))

    @property
    def has_credit(self) -> bool:
        """Whether any language says who is to be named."""
        return bool(self.credit_in_all_languages().strip())


class Rendition(AbstractRendition):
    """A photo at another size; it carries credit and licence in its own metadata."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")
    weight = models.PositiveIntegerField(editable=False, help_text="Bytes")

    def get_upload_to(self, filename: str) -> str:
        """Return a name that the file gate takes for an address."""
        return f"photos/{self.image.key}/{self.file.storage.get_valid_name(filename)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the weight, which feeds say of every photo, where asking costs nothing."""
        if self._state.adding:
            self.weight = self.file.size
        super().save(*args, **kwargs)

    def write_anew(self, content: bytes) -> None:
        """Put other bytes, of the same picture, at the same address."""
        storage, name = self.file.storage, self.file.name
        storage.delete(name)
        storage.save(name, ContentFile(content))
        self.weight = len(content)
        self.save(update_fields=["weight"])
        self.purge_from_cache()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class Paper(AbstractDocument):
    """A document to download."""

    key = models.CharField(max_length=40, unique=True, default=new_file_key, editable=False)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    @property
    def url(self) -> str:
        """The address at which the file gate answers."""
        return reverse("photos-document", args=[self.key, self.filename])


class FileUse(models.Model):
    """Who uses a photo or document in what is public: the file gate asks these rows."""

    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.CASCADE, related_name="uses"
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="uses"
    )
    edition = models.ForeignKey(
        "news.ArticlePage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="file_uses",
    )
    page = models.ForeignKey(
        "news.PlainPage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="file_uses",
    )
    person = models.ForeignKey(
        "news.Person",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="file_uses",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="file_use_of_one_file",
                condition=models.Q(photo__isnull=False, paper__isnull=True)
                | models.Q(photo__isnull=True, paper__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.photo or self.paper}"
