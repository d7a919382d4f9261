"""Lists of editions in the admin: as quick for a hundred thousand as for ten."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FullResultSet
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.db.models.sql import Query
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView, PageFilterSet
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.models import Page, PageLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from news.articles.models import ArticlePage, NewsIndexPage

EXPLORED_BY = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})
UPDATED = "latest_revision_created_at"


class EveryPage(Query):
    """A query of pages which, unfiltered, asks nothing: to be among all pages is no condition.

    Wagtail asks of each row that it is among the pages that somebody may see. A database that is
    told so of an administrator reads every page. Where a key may be empty, ask for that apart.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write the query; raise `FullResultSet` where it stands for the keys of all pages."""
        if self.subquery and not (self.where or self.is_sliced or self.combinator):
            asked = [*self.select, *self.annotation_select.values()]
            if len(asked) == 1 and self._is_key(asked[0]):
                raise FullResultSet
        return super().as_sql(compiler, connection)

    def _is_key(self, asked: Any) -> bool:
        if isinstance(asked, Cast):
            (asked,) = asked.get_source_expressions()
        target = getattr(asked, "target", None)
        return target is not None and target.model is self.model and target.primary_key


class PagePolicy(PagePermissionPolicy):
    """Wagtail's rules, by which an administrator's requests don't read every page."""

    def _base_queryset_for_user(self, user: Any) -> QuerySet | None:
        if user.is_active and user.is_superuser:
            return PageQuerySet(self.model, query=EveryPage(self.model))
        return super()._base_queryset_for_user(user)


class EditionPaginator(WagtailPaginator):
    """Pages of whole news lists, of which the tree already knows how many editions they hold."""

    def __init__(self, *args: Any, news: Iterable[Page], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.news = news

    @property
    def count(self) -> int:
        return sum(parent.numchild for parent in self.news)


class EditionListing(IndexView):
    """Editions in orders that an index serves."""

    default_ordering = f"-{UPDATED}"
    sorted_by = frozenset({UPDATED})
    # What the index holds behind the time, for editions that were touched at once.
    then_by: tuple[str, ...] = ()

    def __init__(self, **given: Any):
        super().__init__(**given)
        self.columns = [self.sorted_by_index(column) for column in self.columns]

    def sorted_by_index(self, column: Column) -> Column:
        """Return a column, without a head to sort by where no index would serve it."""
        if column.sort_key not in self.sorted_by:
            column = copy(column)
            column.sort_key = None
        return column

    @property
    def news(self) -> list[Page]:
        """The news lists whose editions are listed."""
        raise NotImplementedError

    def editions(self) -> QuerySet:
        """Return all editions of the news lists."""
        raise NotImplementedError

    @cached_property
    def is_whole_list(self) -> bool:
        """Whether all editions are listed, neither searched nor filtered."""
        return not (self.is_searching or self.is_filtering)

    @cached_property
    def shows_all(self) -> bool:
        """Whether this person's rights reach every edition of the lists."""
        return all(
            self.permission_policy.user_has_any_permission_for_instance(
                self.request.user, EXPLORED_BY, parent
            )
            for parent in self.news
        )

    def get_valid_orderings(self) -> list[str]:
        return [
            name for name in super().get_valid_orderings() if name.lstrip("-") in self.sorted_by
        ]

    def get_base_queryset(self) -> QuerySet:
        if self.is_whole_list and self.shows_all:
            return self.annotate_queryset(self.editions())
        return super().get_base_queryset()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_whole_list:
            return super().order_queryset(queryset)
        if self.ordering == UPDATED:
            then = [f"-{name}".removeprefix("--") for name in self.then_by]
            return queryset.order_by(F(UPDATED).asc(nulls_first=True), *then)
        if self.ordering == f"-{UPDATED}":
            return queryset.order_by(F(UPDATED).desc(nulls_last=True), *self.then_by)
        return super().order_queryset(queryset)

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs: Any) -> WagtailPaginator:
        if self.is_whole_list and self.shows_all:
            return EditionPaginator(queryset, per_page, news=self.news, **kwargs)
        return super().get_paginator(queryset, per_page, **kwargs)


class NewsListView(EditionListing, ExplorableIndexView):
    """The editions below a news list."""

    show_ordering_column = False
    sorted_by = frozenset({"title", UPDATED})
    then_by = ("-pk",)

    @property
    def news(self) -> list[Page]:
        return [self.parent_page]

    def editions(self) -> QuerySet:
        # Nothing is below an edition, so these are the children. Asked for their depth as well,
        # a database would find them by an index that doesn't hold their order.
        return Page.objects.filter(
            locale=self.parent_page.locale_id,
            path__gt=self.parent_page.path,
            path__lt=self.parent_page._inc_path(),
        )


class EditionUseView(EditionListing, ContentTypeUseView):
    """The editions of every language."""

    then_by = ("title", "-pk")

    @cached_property
    def news(self) -> list[Page]:
        return list(NewsIndexPage.objects.all())

    def editions(self) -> QuerySet:
        return Page.objects.filter(content_type=ContentType.objects.get_for_model(ArticlePage))


def _owners(_request: Any) -> QuerySet:
    return get_user_model().objects.filter(Exists(Page.objects.filter(owner=OuterRef("pk"))))


def _editors(_request: Any) -> QuerySet:
    edits = PageLogEntry.objects.filter(action="wagtail.edit", user=OuterRef("pk"))
    return get_user_model().objects.filter(Exists(edits))


def offer_people_by_index() -> None:
    """Have the filters of lists ask of each person whether they own or have edited a page.

    Wagtail asks of each page, and of each thing done to one, by whom.
    """
    PageFilterSet.base_filters["owner"].queryset = _owners
    PageFilterSet.base_filters["edited_by"].queryset = _editors


class PageSearchView(SearchView):
    """Wagtail's search of all pages, which counts what it finds once: by type, for its tabs."""

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        by_type = {kind.pk: count for kind, count in self.content_types}
        self.all_pages._count_cache = sum(by_type.values())
        chosen = self.selected_content_type
        found._count_cache = by_type.get(chosen.pk, 0) if chosen else self.all_pages.count()
        return found
