"""Choosers that speak the language of whoever looks, and search what no index holds."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.viewsets.chooser import ChooserViewSet


def speak_every_language() -> None:
    """Let Wagtail's choosers say their words anew for each reader.

    Its class keeps them in the language in which the process first read the module.
    """
    ChooserViewSet.choose_one_text = _("Choose")
    ChooserViewSet.choose_another_text = _("Choose another")
    ChooserViewSet.edit_item_text = _("Edit")
    ChooserViewSet.search_tab_label = _("Search")
    ChooserViewSet.create_action_label = _("Create")


class WordsFilterForm(BaseFilterForm):
    """Search by words, as they stand in any of some columns."""

    searched: ClassVar[Iterable[str]]

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: Any) -> Any:
        objects = super().filter(objects)
        if query := self.cleaned_data.get("q"):
            objects = self.found(objects, query)
            self.is_searching = True
            self.search_query = query
        return objects

    def found(self, objects: Any, query: str) -> Any:
        """Return those of the objects in which the words stand."""
        # SQLite knows the case of ASCII letters alone.
        forms_of_it = {query, query.lower(), query.upper(), query.capitalize(), query.title()}
        asked = (
            Q(**{f"{column}__icontains": form}) for column in self.searched for form in forms_of_it
        )
        return objects.filter(reduce(or_, asked)).distinct()
