"""Sections and topics: what stories are about, one slug for all languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from news.newsroom.languages import Localized, codes, exact, localized
from news.newsroom.slugs import Slugged


class Subject(Slugged, index.Indexed):
    """A translated name with one address word."""

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=250, blank=True)

    search_fields = [
        index.SearchField("name_in_all_languages"),
        index.AutocompleteField("name_in_all_languages"),
        index.FilterField("slug"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return localized(self, "name", "ru").text or self.slug

    def name_in(self, language: str) -> Localized:
        """Return the name, with the language it is really in."""
        return localized(self, "name", language)

    def name_in_all_languages(self) -> str:
        """Return the name in every language, for the search index."""
        return " ".join(filter(None, (exact(self, "name", code) for code in codes())))


class Section(Subject):
    """One of the few parts of the newspaper; a story has exactly one."""

    kind = "section"

    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields = [*Subject.search_fields, index.FilterField("sort_order")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["sort_order", "pk"]


class Topic(Subject):
    """Something stories are about; a story has any number."""

    kind = "topic"

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
