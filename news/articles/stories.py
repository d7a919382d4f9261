"""The story: what happened, whatever the language, with the facts as last released."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.people.models import Credit


class LinkKind(models.TextChoices):
    """How another story belongs to this one."""

    CONTINUES = "continues", _("this story continues it")
    SEE_ALSO = "see-also", _("see also")


class Story(models.Model):
    """One row a story, outside Wagtail's revisions; everybody reads the facts from here.

    `id` equals the editions' `translation_key`. The facts are written by
    `news.articles.facts` when the source edition is released, and by nothing else;
    `released_at`, when the first edition of all was released, by `news.articles.state`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_language = models.CharField(_("language of the original"), max_length=10)
    source_version = models.PositiveIntegerField(default=0, editable=False)
    facts_at = models.DateTimeField(null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    comments_open = models.BooleanField(_("readers may comment"), default=True)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    section = models.ForeignKey(
        "news.Section", null=True, on_delete=models.PROTECT, related_name="stories"
    )
    topics = models.ManyToManyField("news.Topic", related_name="stories", blank=True)
    lead_photo = models.ForeignKey(
        "news.Photo", null=True, on_delete=models.PROTECT, related_name="lead_of"
    )
    album_url = models.URLField(blank=True)
    first_published_in = models.CharField(max_length=200, blank=True)
    first_published_url = models.URLField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["-created_at"], name="story_by_beginning"),
            models.Index(fields=["-released_at", "-id"], name="story_by_release"),
            models.Index(fields=["section", "-released_at", "-id"], name="section_by_release"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def has_released_facts(self) -> bool:
        """Whether the source edition has ever been released."""
        return self.facts_at is not None

    def is_under_embargo(self, now=None) -> bool:
        """Whether nothing public may show the story yet."""
        return self.embargo_until is not None and self.embargo_until > (now or timezone.now())


class StoryCredit(Credit):
    """A credit as last released with the source edition."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="credits")

    class Meta(Credit.Meta):
        abstract = False


class StoryLink(models.Model):
    """Another story that the newsroom set beside this one, as last released."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.to_id}"
