"""Sections and topics: what stories are about, one slug for all languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from news.newsroom.languages import localized
from news.newsroom.names import Named
from news.newsroom.slugs import Slugged


class Subject(Named, Slugged):
    """A translated name with one address word."""

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=250, blank=True)

    search_fields = [*Named.search_fields, index.FilterField("slug")]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return localized(self, "name", "ru").text or self.slug


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
