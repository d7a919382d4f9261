"""People, organisations and roles in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from news.newsroom.panels import TranslatedForm, columns, language_tabs, written_in
from news.people import merging
from news.people.choosers import OrganisationChooser, PersonChooser
from news.people.models import Organisation, Person, Role


class PersonEditView(EditView):
    """A person's form, with what can be done to the entry as a whole."""

    @property
    def header_more_buttons(self) -> list[Button]:
        person = self.object
        if not self.user_has_permission("change"):
            return super().header_more_buttons
        hide = _("Show again") if person.is_hidden else _("Hide")
        return [
            *super().header_more_buttons,
            Button(
                _("Merge into another person"),
                url=reverse("people-merge", args=[person.pk]),
                icon_name="resubmit",
                priority=40,
            ),
            Button(
                hide,
                url=reverse("people-hide", args=[person.pk]),
                icon_name="view",
                priority=50,
            ),
        ]


class PersonDeleteView(DeleteView):
    """Deletion of nobody but persons whom no story, photo or page names."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if count := merging.places_named(self.object):
            messages.error(request, still_named(self.object, count))
            return redirect(self.get_edit_url_of_person())
        return super().dispatch(request, *args, **kwargs)

    def get_edit_url_of_person(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])


def still_named(person: Person, count: int) -> str:
    """Return the sentence that says why somebody can't be deleted."""
    return ngettext(
        "%(person)s is named in %(count)d place and cannot be deleted. Hide the entry, or "
        "merge it into another.",
        "%(person)s is named in %(count)d places and cannot be deleted. Hide the entry, or "
        "merge it into another.",
        count,
    ) % {"person": person, "count": count}


class PersonChooserViewSet(SnippetChooserViewSet):
    """Persons as credits and quotations choose them: entries merged away are not offered."""

    base_widget_class = PersonChooser

    def get_object_list(self) -> Any:
        return Person.objects.filter(merged_into=None)


class PersonForm(TranslatedForm):
    """A person; where nothing is said of consent, what was said before holds."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "consent" in self.fields:
            self.fields["consent"].required = False

    def clean_consent(self) -> str:
        return self.cleaned_data["consent"] or self.instance.consent


class PersonViewSet(SnippetViewSet):
    """Those whom stories credit or quote."""

    model = Person
    icon = "user"
    list_display = [
        "__str__",
        Column("positions", gettext_lazy("positions"), accessor=lambda person: _positions(person)),
        Column("languages", gettext_lazy("languages"), accessor=written_in),
        BooleanColumn("is_hidden", gettext_lazy("hidden")),
    ]
    list_per_page = 50
    chooser_viewset_class = PersonChooserViewSet
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    edit_handler = language_tabs(
        [
            FieldPanel("slug"),
            FieldPanel("gender"),
            FieldPanel("portrait"),
            FieldPanel("consent", widget=forms.RadioSelect),
            FieldPanel("user", widget=forms.Select),
            InlinePanel(
                "positions",
                [
                    FieldPanel("organisation"),
                    MultiFieldPanel(
                        [FieldPanel(column) for column in columns("title")],
                        heading=gettext_lazy("Position"),
                        help_text=gettext_lazy("As it is written for this person."),
                    ),
                ],
                heading=gettext_lazy("Positions"),
                label=gettext_lazy("Position"),
            ),
        ],
        ["name", "bio"],
        base_form_class=PersonForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Person.objects.filter(merged_into=None).prefetch_related("positions__organisation")


def _positions(person: Person) -> str:
    return "; ".join(str(position) for position in person.positions.all())


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """Organisations as positions choose them."""

    base_widget_class = OrganisationChooser


class OrganisationViewSet(SnippetViewSet):
    """Bodies in which people hold positions."""

    model = Organisation
    chooser_viewset_class = OrganisationChooserViewSet
    icon = "group"
    list_display = ["__str__", "url", Column("languages", gettext_lazy("languages"), written_in)]
    edit_handler = language_tabs([FieldPanel("url")], ["name"], base_form_class=TranslatedForm)


class RoleForm(TranslatedForm):
    """A role is known by its title."""

    written_field = "title"


class RoleViewSet(SnippetViewSet):
    """What one can be credited for."""

    model = Role
    icon = "clipboard-list"
    list_display = ["__str__", "kind", "key"]
    search_backend_name = None
    search_fields = ["key", *columns("title")]
    edit_handler = language_tabs(
        [FieldPanel("key"), FieldPanel("kind")],
        ["title", "title_feminine"],
        base_form_class=RoleForm,
    )


class MergeForm(forms.Form):
    """Into whom an entry is merged."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("the entry that stays"),
        queryset=Person.objects.filter(merged_into=None),
        widget=PersonChooser(),
    )


def _changeable(request: HttpRequest, pk: int) -> Person:
    if not request.user.has_perm("news.change_person"):
        raise PermissionDenied
    return get_object_or_404(Person, pk=pk, merged_into=None)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into whom, then merge."""
    person = _changeable(request, pk)
    form = MergeForm(request.POST or None)
    if form.is_valid():
        into = form.cleaned_data["into"]
        name = str(person)
        try:
            merging.merge(person, into)
        except ValidationError as refused:
            form.add_error("into", refused)
        else:
            messages.success(
                request,
                _("“%(person)s” is now one entry with “%(into)s”.")
                % {"person": name, "into": into},
            )
            return redirect(edit_url(into))
    return render(
        request,
        "news/desk/merge_person.html",
        {
            "title": _("Merge into another person"),
            "subtitle": str(person),
            "icon": "resubmit",
            "verb": _("Merge"),
            "is_serious": True,
            "form": form,
            "media": form.media,
            "back": edit_url(person),
        },
    )


def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to hide a person, or show them again, then do it."""
    person = _changeable(request, pk)
    if request.method == "POST":
        merging.set_hidden(person, not person.is_hidden)
        said = _("“%(person)s” is hidden.") if person.is_hidden else _("“%(person)s” is shown.")
        messages.success(request, said % {"person": person})
        return redirect(edit_url(person))
    return render(
        request,
        "news/desk/hide_person.html",
        {
            "title": _("Show again") if person.is_hidden else _("Hide"),
            "subtitle": str(person),
            "icon": "view",
            "verb": _("Show again") if person.is_hidden else _("Hide"),
            "person": person,
            "back": edit_url(person),
        },
    )


def edit_url(person: Person) -> str:
    """Return where a person is edited."""
    return reverse(Person.snippet_viewset.get_url_name("edit"), args=[person.pk])


urlpatterns = [
    path("people/<int:pk>/merge/", merge, name="people-merge"),
    path("people/<int:pk>/hide/", hide, name="people-hide"),
]


class PeopleGroup(SnippetViewSetGroup):
    """The menu of people."""

    items = (PersonViewSet, OrganisationViewSet, RoleViewSet)
    menu_label = gettext_lazy("People")
    menu_icon = "group"
    menu_order = 150
