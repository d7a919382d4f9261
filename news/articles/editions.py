"""The edition: one language's version of a story, with its drafted credits and links."""

import uuid
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from news.articles.blocks import BodyBlock
from news.articles.circumstances import circumstances
from news.articles.finding import indexed
from news.articles.origin import Origin
from news.articles.pages import PublicPage
from news.articles.permissions import EditionPermissionTester
from news.articles.querysets import EditionManager
from news.articles.rendering import body_html
from news.articles.state_fields import StateDateTimeField, StateNumberField, StateTextField
from news.articles.stories import LinkKind, Story
from news.newsroom.languages import direction
from news.newsroom.text import HEADLINE, fold, marked, searchable
from news.people.models import Credit


def new_urn(story_id: uuid.UUID, language: str) -> str:
    """Return the name of an edition that never changes (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid.uuid5(story_id, language)}"


@lru_cache(maxsize=4)
def _searchable_words(title: str, rest: str, language: str) -> str:
    """Return all words, those of the title twice; stemming is slow, the index asks three times."""
    headline = searchable(title, language)
    in_headline = " ".join(marked(word, HEADLINE) for word in headline.split())
    return f"{in_headline} {headline} {searchable(rest, language)}"


def placeholder_slug(story_id: uuid.UUID, language: str) -> str:
    """Return the slug of a translation that has no headline of its own yet."""
    return f"{story_id.hex[:8]}-{language}"


class ArticlePage(Origin, PublicPage):
    """An edition: one language's version of a story.

    Its words are its own. The facts (section, topics, lead photo, album, first
    publication, credits, related stories) are edited on the source edition, written onto
    the `Story` when that is released, and read from there by everybody. State is written by
    `news.articles.state`.
    """

    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, related_name="editions", editable=False
    )
    language = models.CharField(max_length=10, editable=False)
    urn = models.CharField(max_length=120, unique=True, editable=False)

    lead = models.TextField(
        _("lead"), blank=True, max_length=600, help_text=_("One to three sentences.")
    )
    dateline_place = models.CharField(
        _("place"), blank=True, max_length=80, help_text=_("Where the news comes from.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    lead_alt = models.CharField(
        _("alternative text of the lead photo"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the photo's own in this language."),
    )
    lead_caption = models.CharField(
        _("caption of the lead photo"),
        max_length=400,
        blank=True,
        help_text=_("Empty: the photo's own in this language."),
    )
    lead_words_photo = models.PositiveBigIntegerField(default=0, editable=False)
    made_from = models.JSONField(null=True, blank=True, editable=False)
    made_from_version = models.PositiveIntegerField(default=0, editable=False)

    section = models.ForeignKey(
        "news.Section",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    topics = ParentalManyToManyField(
        "news.Topic", verbose_name=_("topics"), blank=True, related_name="+"
    )
    lead_photo = models.ForeignKey(
        "news.Photo",
        verbose_name=_("lead photo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    album_url = models.URLField(
        _("full album elsewhere"),
        blank=True,
        help_text=_("A Telegram channel or a cloud folder with all photos."),
    )
    first_published_in = models.CharField(
        _("medium of the first publication"),
        max_length=200,
        blank=True,
        help_text=_("Only where another medium published this text first: its name."),
    )
    first_published_url = models.URLField(
        _("address of the first publication"), blank=True, max_length=500
    )

    released_at = StateDateTimeField(_("released at"), null=True)
    changed_at = StateDateTimeField(_("changed at"), null=True)
    withdrawn_at = StateDateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = StateTextField(_("reason of the withdrawal"), blank=True, default="")
    version = StateNumberField(default=0)
    announced_version = StateNumberField(default=0)

    objects = EditionManager()

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/website/edition.html"
    preview_modes = [("", _("On the site")), ("feed", _("In a feed"))]
    state_fields = (
        "released_at",
        "changed_at",
        "withdrawn_at",
        "withdrawal_reason",
        "version",
        "announced_version",
    )
    exclude_fields_in_copy = [
        *state_fields,
        "story",
        "urn",
        "language",
        "notices",
        "addresses",
        "corrections",
        "file_uses",
        "go_live_at",
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("searchable_words"),
        index.AutocompleteField("folded_title"),
        index.FilterField("language"),
        index.FilterField("released_at"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["story", "language"], name="edition_once_a_language")
        ]
        indexes = [
            models.Index(fields=["language", "-changed_at"], name="edition_by_change"),
            # With the story, to which a count goes on without reading texts.
            models.Index(fields=["language", "-released_at", "story"], name="edition_by_release"),
        ]

    @property
    def language_code(self) -> str:
        """The code of its language, which stands beside its locale."""
        return self.language

    @property
    def is_released(self) -> bool:
        """Whether readers see this edition now."""
        return self.live

    @property
    def is_withdrawn(self) -> bool:
        """Whether this edition was public and has been taken back."""
        return not self.live and self.withdrawn_at is not None

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.language)

    def plain_text(self) -> str:
        """Return the words of the body, without markup."""
        return " ".join(self.body.stream_block.get_searchable_content(self.body))

    def folded_title(self) -> str:
        """Return the title as autocompletion in the admin wants it."""
        titles = dict.fromkeys((self.title, self.draft_title))
        return fold(" ".join(titles))

    def searchable_words(self) -> str:
        """Return its words as the readers' search wants them, if readers may know them."""
        if not self.live:
            return ""
        rest = f"{self.lead} {self.dateline_place} {self.plain_text()}"
        return indexed(_searchable_words(self.title, rest, self.language), self.pk)

    def get_preview_template(self, request, mode_name: str) -> str:
        if mode_name == "feed":
            return "news/articles/feed_preview.html"
        return super().get_preview_template(request, mode_name)

    def get_preview_context(self, request, mode_name: str) -> dict[str, Any]:
        if mode_name == "feed":
            return {"edition": self, "body": body_html(self, "feed"), "request": request}
        return super().get_preview_context(request, mode_name)

    def permissions_for_user(self, user) -> EditionPermissionTester:
        return EditionPermissionTester(user, self)

    def with_content_json(self, content):
        edition = super().with_content_json(content)
        for name in (*self.state_fields, "story_id", "language", "urn"):
            setattr(edition, name, getattr(self, name))
        if self.released_at:
            edition.slug = self.slug
            edition.set_url_path(self.get_parent())
        return edition

    def shown_lead_photo(self) -> Any:
        """Return the lead photo: the draft's own on the source, the story's elsewhere."""
        return self.lead_photo if self.is_source else self.story.lead_photo

    def lead_words(self, photo: Any) -> tuple[str, str]:
        """Return alternative text and caption written here for this lead photo.

        Words written for another photo, which the source has since replaced, are empty.
        """
        if self.lead_words_photo not in {0, photo.pk}:
            return "", ""
        return self.lead_alt, self.lead_caption

    def save_revision(self, *args, **kwargs):
        photo = self.shown_lead_photo()
        self.lead_words_photo = photo.pk if photo else 0
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def save(self, *args, **kwargs):
        from news.articles import facts

        if self._state.adding:
            self._be_born()
        elif kwargs.get("update_fields") is None:
            self._settle_slug()
        result = super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            facts.carry(self)
        return result

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Do nothing: no page stands below an edition, and Wagtail would walk all to find one."""

    def _be_born(self) -> None:
        """Join or begin a story; an edition is born a draft, whatever made it."""
        self.live = False
        self.language = self.locale.language_code if self.locale_id else self._tree_language()
        self.story_id = self.translation_key
        Story.objects.get_or_create(
            pk=self.translation_key, defaults={"source_language": self.language}
        )
        self.urn = self.urn or new_urn(self.translation_key, self.language)

    @property
    def placeholder_slug(self) -> str:
        """The slug of a translation that has no headline of its own yet."""
        return placeholder_slug(self.translation_key, self.language)

    def _settle_slug(self) -> None:
        """A first release takes its slug from the headline; then only a verb changes it."""
        if self.released_at:
            if not circumstances().changes_address:
                saved = ArticlePage.objects.filter(pk=self.pk)
                self.slug = saved.values_list("slug", flat=True).get()
        elif self.live and self.slug == self.placeholder_slug:
            self.slug = self._get_autogenerated_slug(
                slugify(self.title, allow_unicode=True) or self.slug
            )

    def _tree_language(self) -> str:
        self.locale = self.get_parent().specific.locale
        return self.locale.language_code


class EditionCredit(Credit):
    """A credit as drafted: authors on the source edition, translators on translations."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="credits")

    class Meta(Credit.Meta):
        abstract = False


class EditionLink(Orderable):
    """A related story as drafted on the source edition."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(
        _("how it belongs"), max_length=12, choices=LinkKind.choices, default=LinkKind.SEE_ALSO
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self) -> str:
        return f"{self.page_id} → {self.to_id}"
