"""The glossary in the admin: the list of terms, and the form of one."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from news.desk.glossary.models import Term, TermQuerySet
from news.desk.glossary.views import may_import
from news.newsroom.languages import AUTONYMS, codes, direction, localized
from news.newsroom.panels import TranslatedForm, language_panels


class TermForm(TranslatedForm):
    """A term: its wordings one below the other, so that they are seen together."""

    def clean(self) -> dict[str, Any]:
        # The term asks by itself whether anything is written.
        return WagtailAdminModelForm.clean(self)


class TermFilters(WagtailFilterSet):
    """By the language that somebody has still to supply."""

    unwritten_in = django_filters.ChoiceFilter(
        label=gettext_lazy("Not yet in"),
        choices=lambda: [(code, AUTONYMS.get(code, code)) for code in codes()],
        widget=forms.RadioSelect,
        method="without_wording",
    )

    class Meta:
        model = Term
        fields = ["unwritten_in"]

    def without_wording(self, terms: TermQuerySet, name: str, value: str) -> TermQuerySet:
        return terms.unwritten_in(value)


class WordingsColumn(Column):
    """The wordings of a term beside its title, each marked with its language, and the note."""

    cell_template_name = "news/desk/glossary/wordings.html"

    def get_cell_context_data(self, instance: Term, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        titled = localized(instance, "wording", codes()[0]).language
        wordings = [
            (code, direction(code), wording)
            for code, wording in instance.wordings().items()
            if wording and code != titled
        ]
        return context | {"wordings": wordings, "note": instance.note}


class TermIndexView(IndexView):
    """The list of terms, with the ways in and out for spreadsheets."""

    # Searched by folded words, as readers search: no index holds terms.
    is_searchable = True

    def search_queryset(self, queryset: TermQuerySet) -> QuerySet:
        return queryset.saying(self.search_query) if self.is_searching else queryset

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons = [
            *super().header_more_buttons,
            Button(
                _("Save as a spreadsheet"),
                url=reverse("desk-glossary-export"),
                icon_name="download",
                priority=30,
            ),
        ]
        if may_import(self.request.user):
            buttons.append(
                Button(
                    _("Import a spreadsheet"),
                    url=reverse("desk-glossary-import"),
                    icon_name="upload",
                    priority=20,
                )
            )
        return buttons


class TermViewSet(SnippetViewSet):
    """How the newsroom writes terms and names."""

    model = Term
    icon = "openquote"
    index_view_class = TermIndexView
    filterset_class = TermFilters
    list_per_page = 50
    list_display = [
        "__str__",
        WordingsColumn("wordings", gettext_lazy("In other languages")),
    ]
    edit_handler = ObjectList(
        [
            *(
                FieldPanel(panel.field_name, heading=AUTONYMS.get(code, code))
                for code in codes()
                for panel in language_panels(["wording"], code)
            ),
            FieldPanel("note"),
        ],
        base_form_class=TermForm,
    )
