"""The report of notices: what happened to which edition, to read and to export."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from news.articles.ledger import Notice, NoticeKind
from news.desk.rights import languages_of, sees_troubles
from news.newsroom.languages import AUTONYMS, codes


class NoticeFilters(WagtailFilterSet):
    """By what happened, language and time."""

    kind = django_filters.ChoiceFilter(
        label=_("What happened"), choices=NoticeKind.choices, widget=forms.RadioSelect
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=lambda: [(code, AUTONYMS.get(code, code)) for code in codes()],
        widget=forms.RadioSelect,
    )
    occurred_at = django_filters.DateFromToRangeFilter(
        label=_("When"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Notice
        fields = ["kind", "language", "occurred_at"]


def _title(notice: Notice) -> str:
    return notice.edition.title if notice.edition else notice.urn


def _edit_url(notice: Notice) -> str | None:
    if notice.edition_id is None:
        return None
    return reverse("wagtailadmin_pages:edit", args=[notice.edition_id])


class NoticesView(ReportView):
    """What the outside was told, newest first; nothing here can be changed."""

    model = Notice
    page_title = _("Notices")
    header_icon = "clipboard-list"
    index_url_name = "desk-notices"
    index_results_url_name = "desk-notices-results"
    filterset_class = NoticeFilters
    default_ordering = "-sequence"
    is_searchable = False
    columns = [
        TitleColumn("title", label=_("Text"), accessor=_title, get_url=_edit_url),
        Column("sequence", label=pgettext_lazy("serial number of a notice", "Number")),
        Column("kind", label=_("What happened"), accessor="get_kind_display"),
        Column("language", label=_("Language")),
        DateColumn("occurred_at", label=_("When")),
        Column("note", label=_("Public words")),
        Column("actor", label=_("Who")),
    ]
    list_export = [
        "sequence",
        "kind",
        "language",
        "urn",
        "address_before",
        "address_after",
        "note",
        "occurred_at",
    ]
    export_filename = "notices"

    def user_has_any_permission(self, _permissions: Any) -> bool:
        return sees_troubles(self.request.user)

    any_permission_required = ["view"]

    def get_queryset(self) -> QuerySet[Notice]:
        languages = languages_of(self.request.user)
        notices = Notice.objects.select_related("edition", "actor").order_by("-sequence")
        # Whoever may see all is not asked of: no index serves several languages in this order.
        return notices if languages == codes() else notices.filter(language__in=languages)


class NoticesMenuItem(MenuItem):
    """Shown to whoever may release."""

    def is_shown(self, request: Any) -> bool:
        return sees_troubles(request.user)


def notices_menu_item() -> NoticesMenuItem:
    """Return the report's line in the menu of reports."""
    return NoticesMenuItem(
        _("Notices"), reverse("desk-notices"), icon_name="clipboard-list", order=700
    )


urlpatterns = [
    path("reports/notices/", NoticesView.as_view(), name="desk-notices"),
    path(
        "reports/notices/results/",
        NoticesView.as_view(results_only=True),
        name="desk-notices-results",
    ),
]
