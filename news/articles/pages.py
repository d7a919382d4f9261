"""The page tree: a home page and a news index per language, editions below."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from news.articles.blocks import BodyBlock
from news.articles.permissions import FixedPagePermissionTester
from news.newsroom.cleaning import clean_lines
from news.ready.terms import Terms, keep

# A page is below the site that shows it: the site says here what its templates need.
CONTEXTS: dict[type[Page], Callable[[Any, Any], dict[str, Any]]] = {}


class PublicPage(Page):
    """What all our pages share: no privacy, no expiry, context from the site."""

    private_page_options: list[str] = []
    # The parameters of the query that the page depends on.
    query_names: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def language_code(self) -> str:
        """The code of the language this page is in."""
        return self.locale.language_code

    def serve(self, request, *args, **kwargs):
        keep(request, Terms(language=self.language_code, asks=self.query_names))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        build = CONTEXTS.get(type(self))
        return {**context, **build(self, request)} if build else context

    def full_clean(self, *args, **kwargs) -> None:
        clean_lines(self)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._refuse_alias()

    def minimal_clean(self) -> None:
        clean_lines(self)
        super().minimal_clean()
        self._refuse_alias()

    def _refuse_alias(self) -> None:
        if self.alias_of_id:
            raise ValidationError(
                _("Aliases are not possible: they would be released with their source.")
            )

    # There are none, so nobody looks for them: each release would walk the table of pages.
    aliases = Page.objects.none()

    def update_aliases(self, **_options) -> None:
        """Do nothing: aliases are refused."""

    def save(self, *args, **kwargs):
        self.expire_at = None
        return super().save(*args, **kwargs)


class FixedPage(PublicPage):
    """A page on which the tree stands: it stays where, what and as visible as it is."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user) -> FixedPagePermissionTester:
        return FixedPagePermissionTester(user, self)


class HomePage(FixedPage):
    """The front page of one language."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.NewsIndexPage", "news.PlainPage"]
    template = "news/website/home.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class NewsIndexPage(FixedPage):
    """The listing of one language's editions, and their parent."""

    parent_page_types = ["news.HomePage"]
    subpage_types = ["news.ArticlePage"]
    template = "news/website/archive.html"
    query_names = ("month", "before", "after")
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")


# What routes below a language's prefix are called; a page of that name would never be seen.
RESERVED_WORDS = frozenset(
    {"about", "comments", "feeds", "news", "people", "search", "sections", "topics"}
)


class PlainPage(PublicPage):
    """A page that is not news: about, contact, how to help."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["news.HomePage"]
    subpage_types: list[str] = []
    template = "news/website/plain.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def clean(self) -> None:
        super().clean()
        self._refuse_reserved_word()

    def minimal_clean(self) -> None:
        super().minimal_clean()
        self._refuse_reserved_word()

    def _refuse_reserved_word(self) -> None:
        if self.slug in RESERVED_WORDS:
            raise ValidationError(
                {"slug": _("The site uses this word itself. Choose another for the address.")}
            )
