"""The search of choosers whose things the search index does not hold."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm


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
            asked = (Q(**{f"{column}__icontains": query}) for column in self.searched)
            objects = objects.filter(reduce(or_, asked)).distinct()
            self.is_searching = True
            self.search_query = query
        return objects
