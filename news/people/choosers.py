"""Choosers for the admin: persons and organisations, and a position with its person."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.coreutils import resolve_model_string
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser

from news.newsroom.choosers import WordsFilterForm
from news.newsroom.panels import columns


class PersonChooser(AdminSnippetChooser):
    """The field that holds a person, in words of its own: nouns bend where Wagtail's do not."""

    def __init__(self, model: Any = "news.Person", **kwargs: Any) -> None:
        super().__init__(resolve_model_string(model), **kwargs)
        self.choose_one_text = _("Choose a person")
        self.choose_another_text = _("Choose another person")
        self.link_to_chosen_text = _("Edit this person")


class PersonChooserBlock(SnippetChooserBlock):
    """A person of ours in a text."""

    @cached_property
    def widget(self) -> PersonChooser:
        return PersonChooser(icon="user")


class OrganisationChooser(AdminSnippetChooser):
    """The field that holds an organisation."""

    def __init__(self, model: Any = "news.Organisation", **kwargs: Any) -> None:
        super().__init__(resolve_model_string(model), **kwargs)
        self.choose_one_text = _("Choose an organisation")
        self.choose_another_text = _("Choose another organisation")
        self.link_to_chosen_text = _("Edit this organisation")


class PositionFilterForm(WordsFilterForm):
    """Search for a position by its title or by its person, in any language."""

    searched = (*(f"person__{column}" for column in columns("name")), *columns("title"))


class _PositionList:
    """Many hold the same position: each is named with its person, those of one together."""

    filter_form_class = PositionFilterForm
    ordering = ["person_id", "sort_order"]

    def get_object_list(self) -> Any:
        positions = super().get_object_list().select_related("person", "organisation")
        return positions.filter(person__merged_into=None)

    @property
    def columns(self) -> list[Any]:
        return [*super().columns, Column("person", _("person"))]


class ChoosePositionView(_PositionList, chooser.ChooseView):
    """The chooser's window."""


class ChoosePositionResultsView(_PositionList, chooser.ChooseResultsView):
    """What a search in the chooser found."""


def with_person(position: Any) -> str:
    """Return a position as it is told from others: whose it is, what and where."""
    return f"{position.person}: {position}"


class PositionChosenView(chooser.ChosenView):
    """What the form is told of the position that was chosen."""

    def get_display_title(self, instance: Any) -> str:
        return with_person(instance)


class BasePositionChooser(BaseChooser):
    """The field that holds a position."""

    show_edit_link = False

    def get_display_title(self, instance: Any) -> str:
        return with_person(instance)


class PositionChooserViewSet(ChooserViewSet):
    """Positions, told apart by who holds them."""

    model = "news.Position"
    icon = "user"
    choose_one_text = _("Choose a position")
    choose_another_text = _("Choose another position")
    choose_view_class = ChoosePositionView
    choose_results_view_class = ChoosePositionResultsView
    chosen_view_class = PositionChosenView
    base_widget_class = BasePositionChooser


position_chooser = PositionChooserViewSet("position_chooser")
PositionChooserBlock = position_chooser.get_block_class(
    name="PositionChooserBlock", module_path="news.people.choosers"
)
