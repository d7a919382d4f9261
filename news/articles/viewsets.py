"""Sections and topics in the admin, and the chooser of stories."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.snippets.views.snippets import SnippetViewSet

from news.articles import translations
from news.articles.editions import ArticlePage
from news.articles.headlines import source_title, stories_said
from news.articles.stories import Story
from news.articles.vocabulary import Section, Topic
from news.newsroom.choosers import WordsFilterForm
from news.newsroom.languages import codes
from news.newsroom.panels import TranslatedForm, language_tabs, written_in


class SectionViewSet(SnippetViewSet):
    """The few parts of the newspaper."""

    model = Section
    icon = "folder-open-inverse"
    list_display = [
        "__str__",
        "slug",
        "sort_order",
        Column("languages", _("languages"), written_in),
    ]
    edit_handler = language_tabs(
        [FieldPanel("slug"), FieldPanel("sort_order")],
        ["name", "description"],
        base_form_class=TranslatedForm,
    )


class TopicViewSet(SnippetViewSet):
    """What stories are about."""

    model = Topic
    icon = "tag"
    list_display = ["__str__", "slug", Column("languages", _("languages"), written_in)]
    edit_handler = language_tabs(
        [FieldPanel("slug")], ["name", "description"], base_form_class=TranslatedForm
    )


def known_stories(user: Any) -> QuerySet:
    """Return what somebody may link to: what has been released, and what has their language."""
    theirs = [code for code in codes() if translations.may_translate(user, code)]
    if len(theirs) == len(codes()):
        return Story.objects.all()
    begun = ArticlePage.objects.filter(story=OuterRef("pk"), language__in=theirs)
    return Story.objects.filter(Q(released_at__isnull=False) | Exists(begun))


class StoryFilterForm(WordsFilterForm):
    """Search for a story by the headline of any of its editions."""

    def found(self, stories: QuerySet, query: str) -> QuerySet:
        """Return the stories of the newest editions with words that begin so."""
        return stories.filter(pk__in=stories_said(query))


class _StoryList:
    filter_form_class = StoryFilterForm
    ordering = ["-created_at"]

    def get_object_list(self):
        return known_stories(self.request.user)

    @property
    def title_column(self):
        column = super().title_column
        column.accessor = source_title
        return column

    @property
    def columns(self):
        return [*super().columns, Column("source_language", _("Language"))]


class ChooseStoryView(_StoryList, chooser.ChooseView):
    """The chooser's window."""


class ChooseStoryResultsView(_StoryList, chooser.ChooseResultsView):
    """The list in the chooser's window."""


class StoryChosenView(chooser.ChosenView):
    """What the form is told of the story that was chosen."""

    def get_object(self, pk: str) -> Story:
        return known_stories(self.request.user).get(pk=pk)

    def get_display_title(self, instance: Story) -> str:
        return source_title(instance)


class BaseStoryChooser(BaseChooser):
    """The field that holds a story, shown by its source's headline."""

    show_edit_link = False

    def get_display_title(self, instance: Story) -> str:
        return source_title(instance)


class StoryChooserViewSet(ChooserViewSet):
    """The chooser of stories."""

    model = Story
    icon = "doc-full"
    choose_one_text = _("Choose a story")
    choose_another_text = _("Choose another story")
    choose_view_class = ChooseStoryView
    choose_results_view_class = ChooseStoryResultsView
    chosen_view_class = StoryChosenView
    base_widget_class = BaseStoryChooser


story_chooser = StoryChooserViewSet("story_chooser")
