"""The list of a language's editions in the admin: as quick for a hundred thousand as for ten."""

from typing import Any

from django.core.exceptions import FullResultSet
from django.db.models import F, QuerySet
from django.db.models.functions import Cast
from django.db.models.sql import Query
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

EXPLORED_BY = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})
# All are articles, and whether they are live parts them in two: no order worth a sort of all.
SORTED_BY = frozenset({"title", "latest_revision_created_at"})
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
    """Pages of a news list, whose tree already knows how many editions it holds."""

    def __init__(self, *args: Any, parent: Page, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parent = parent

    @property
    def count(self) -> int:
        return self.parent.numchild


class NewsListView(ExplorableIndexView):
    """The editions below a news list, in orders that an index serves."""

    default_ordering = f"-{UPDATED}"
    show_ordering_column = False

    @cached_property
    def is_whole_list(self) -> bool:
        """Whether all editions are listed, neither searched nor filtered."""
        return not (self.is_searching or self.is_filtering)

    @cached_property
    def shows_all(self) -> bool:
        """Whether this person's rights reach every edition of the list."""
        return self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, EXPLORED_BY, self.parent_page
        )

    def get_valid_orderings(self) -> list[str]:
        return [name for name in super().get_valid_orderings() if name.lstrip("-") in SORTED_BY]

    def get_base_queryset(self) -> QuerySet:
        if not (self.is_whole_list and self.shows_all):
            return super().get_base_queryset()
        # Nothing is below an edition, so these are the children. Asked for their depth as well,
        # a database would find them by an index that doesn't hold their order.
        editions = Page.objects.filter(
            locale=self.parent_page.locale_id,
            path__gt=self.parent_page.path,
            path__lt=self.parent_page._inc_path(),
        )
        return self.annotate_queryset(editions)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_whole_list:
            return super().order_queryset(queryset)
        if self.ordering == UPDATED:
            return queryset.order_by(F(UPDATED).asc(nulls_first=True), "pk")
        if self.ordering == f"-{UPDATED}":
            return queryset.order_by(F(UPDATED).desc(nulls_last=True), "-pk")
        return super().order_queryset(queryset)

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs: Any) -> WagtailPaginator:
        if self.is_whole_list and self.shows_all:
            return EditionPaginator(queryset, per_page, parent=self.parent_page, **kwargs)
        return super().get_paginator(queryset, per_page, **kwargs)
