"""Models of people: who did what, where they work, and as what they are named."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from news.newsroom.languages import Localized, exact, localized
from news.newsroom.names import Named
from news.newsroom.slugs import Slugged


class Organisation(Named, models.Model):
    """A body in which people hold positions."""

    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("website"), blank=True)

    search_fields = [*Named.search_fields, index.FilterField("url")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return localized(self, "name", "ru").text


class Gender(models.TextChoices):
    """Grammatical gender, for titles that have one."""

    FEMININE = "f", _("feminine")
    MASCULINE = "m", _("masculine")
    UNSPECIFIED = "", _("not said")


class Consent(models.TextChoices):
    """How far photos of a person and what is told of them may go, by that person's own word."""

    EVERYWHERE = "everywhere", pgettext_lazy("consent of a person", "everywhere")
    SITE = "site", pgettext_lazy("consent of a person", "on our site only")
    NO_PHOTO = "no-photo", pgettext_lazy("consent of a person", "no photo")

    @classmethod
    def strictest(cls, given: Iterable[str]) -> "Consent":
        """Return the one of these that allows least; where there is none, all is allowed."""
        return max((cls(each) for each in given), key=list(cls).index, default=cls.EVERYWHERE)


class PersonQuerySet(models.QuerySet):
    """Persons, and which of them the public may see."""

    def visible(self) -> "PersonQuerySet":
        """Persons that have neither been hidden nor merged into another."""
        return self.filter(is_hidden=False, merged_into=None)


class Person(Named, Slugged, ClusterableModel):
    """Somebody whom stories credit or quote."""

    kind = "person"

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=160)
    gender = models.CharField(
        _("grammatical gender"),
        max_length=1,
        choices=Gender.choices,
        default=Gender.UNSPECIFIED,
        blank=True,
    )
    bio = models.TextField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "news.Photo",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        help_text=_("The account this person signs in with: translations are credited by it."),
    )
    consent = models.CharField(
        _("consent"),
        max_length=10,
        choices=Consent.choices,
        default=Consent.EVERYWHERE,
        help_text=_(
            "How far the person lets photos of them and the text about them go. On our site "
            "only: partners, feeds and copies get neither. No photo: their photos are shown "
            "nowhere, ours included. It holds for the portrait, and for photos that say that "
            "the person is to be seen."
        ),
    )
    is_hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("No page and no list shows a hidden person.")
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PersonQuerySet.as_manager()
    search_fields = [
        *Named.search_fields,
        index.FilterField("is_hidden"),
        index.FilterField("merged_into"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]
        # A page of the visible is read in their order, without sorting all of them.
        indexes = [models.Index(fields=["merged_into", "slug"], name="visible_by_slug")]

    def __str__(self) -> str:
        return localized(self, "name", "ru").text or self.slug

    @classmethod
    def at_former_slug(cls, slug: str) -> "Person | None":
        """Return the person that once had this slug, or whose entry has swallowed it."""
        merged = cls.objects.filter(slug=slug).exclude(merged_into=None).first()
        former = merged or super().at_former_slug(slug)
        return former.merged_into if former and former.merged_into_id else former


class Position(Orderable):
    """What a person is in an organisation."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="positions",
    )
    title = models.CharField(
        _("position"), max_length=200, help_text=_("As it is written for this person.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")

    def __str__(self) -> str:
        parts = (localized(self, "title", "ru").text, str(self.organisation or ""))
        return ", ".join(filter(None, parts))

    def in_language(self, language: str) -> list[Localized]:
        """Return title and organisation, each with the language it is really in."""
        parts = [localized(self, "title", language)]
        if self.organisation:
            parts.append(localized(self.organisation, "name", language))
        return [part for part in parts if part.text]


class RoleKind(models.TextChoices):
    """What a credit is for; standards have fields for some of them."""

    AUTHOR = "author", _("author")
    PHOTOGRAPHER = "photographer", _("photographer")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    SPOKESPERSON = "spokesperson", _("spokesperson")
    OTHER = "other", _("other")


class Role(models.Model):
    """A role in a story, with its title in each language and, where needed, each gender."""

    key = models.SlugField(_("key"), max_length=50, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=RoleKind.choices)
    title = models.CharField(pgettext_lazy("of a role", "title"), max_length=80)
    title_feminine = models.CharField(
        _("title for a woman"),
        max_length=80,
        blank=True,
        help_text=_("Where the language has another form: rédactrice, переводчица."),
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["pk"]

    def __str__(self) -> str:
        return localized(self, "title", "ru").text or self.key

    def title_for(self, person: Person, language: str) -> Localized:
        """Return the title as the language says it of this person."""
        if person.gender == Gender.FEMININE:
            feminine = exact(self, "title_feminine", language)
            if feminine:
                return Localized(feminine, language)
        return localized(self, "title", language)


class Credit(Orderable):
    """Who did what on a story; the position says in which capacity."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.ForeignKey(
        Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position,
        verbose_name=_("position in this story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"
