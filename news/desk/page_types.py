"""Wagtail's report of page types, which counts the editions by what the tree knows of them."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.page_types_usage import (
    LocaleFilter,
    PageTypesUsageReportFilterSet,
    PageTypesUsageReportView,
)
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from news.articles.models import ArticlePage, NewsIndexPage
from news.desk.rights import languages_of
from news.newsroom.languages import AUTONYMS, codes


class EveryType(LocaleFilter):
    """Leaves every type in the list: which pages are counted is the view's affair."""

    def filter(self, qs: QuerySet, language_code: str) -> QuerySet:
        return qs


class PageTypesFilters(PageTypesUsageReportFilterSet):
    """By language alone: a newsroom has one site."""

    page_locale = EveryType(
        label=_("Language"),
        choices=lambda: [(code, AUTONYMS.get(code, code)) for code in codes()],
        empty_label=None,
        null_label=pgettext_lazy("languages", "all"),
        null_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters.pop("site", None)


class PageTypesView(PageTypesUsageReportView):
    """How many pages there are of each type, and which was edited last.

    Nothing but editions is below a news list, so it holds as many as it has children.
    """

    filterset_class = PageTypesFilters

    @property
    def may_read_drafts(self) -> bool:
        """Whether the text edited last, whichever it is, is theirs to know of."""
        return set(languages_of(self.request.user)) == set(codes())

    def get_queryset(self) -> QuerySet:
        types = ContentType.objects.filter(model__in=self.page_models)
        bare = ContentType.objects.get_for_model(Page)
        if not Page.objects.filter(depth__gt=1, content_type=bare).exists():
            types = types.exclude(pk=bare.pk)
        self.queryset = self.filter_queryset(types)
        language = self.filters.form.cleaned_data.get("page_locale")
        chosen = Q(locale__language_code=language) if language else Q()
        pages = Page.objects.filter(chosen, content_type=OuterRef("pk")).order_by()
        edited = pages.order_by(
            F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk"
        )
        counted = pages.values("content_type").annotate(count=Count("pk")).values("count")
        editions = NewsIndexPage.objects.filter(chosen).aggregate(Sum("numchild", default=0))
        found = self.queryset.annotate(
            count=Case(
                When(
                    pk=ContentType.objects.get_for_model(ArticlePage).pk,
                    then=Value(editions["numchild__sum"]),
                ),
                default=Coalesce(Subquery(counted), 0),
            ),
            last_edited_page_id=Subquery(edited.values("pk")[:1])
            if self.may_read_drafts
            else Value(None, IntegerField()),
        )
        found = found.filter(count__gt=0) if language else found
        return found.order_by("-count", "app_label", "model")


urlpatterns = decorate_urlpatterns(
    [
        path("", PageTypesView.as_view()),
        path("results/", PageTypesView.as_view(results_only=True)),
    ],
    lambda view: never_cache(require_admin_access(view)),
)
