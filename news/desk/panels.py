"""The panels of an edition's form, in the order in which one writes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.datetime import AdminDateTimeInput

from news.articles import translations
from news.articles.models import ArticlePage
from news.desk import above
from news.desk.edition_form import EditionForm, owns_facts
from news.desk.states import states_of
from news.desk.workbench.bench import bench_of
from news.desk.workbench.views import bar
from news.newsroom.languages import AUTONYMS
from news.newsroom.models import NewsroomSettings


class HeadlinePanel(TitleFieldPanel):
    """The headline; it feeds the address as long as the address is in the form."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self) -> dict[str, Any]:
            if "slug" in self.form.fields:
                return super().get_attrs()
            return {"placeholder": self.get_placeholder()}


class FactsPanel(MultiFieldPanel):
    """Facts of the story: asked on the source alone; on a translation nothing is bound."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        @cached_property
        def children(self) -> list[Any]:
            return super().children if owns_facts(self.instance) else []

        def is_shown(self) -> bool:
            return owns_facts(self.instance) and super().is_shown()


class BenchPanel(MultiFieldPanel):
    """On a translation: the original's passages, which the page puts beside the blocks."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        # What Wagtail doesn't find here it would put at the end of the form.
        options["fields"] = [*options.get("fields", []), "carried", "take"]
        return options

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "news/desk/workbench/panel.html"

        @cached_property
        def children(self) -> list[Any]:
            return [] if owns_facts(self.instance) else super().children

        def is_shown(self) -> bool:
            return not owns_facts(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            edition = self.instance
            context |= bar(edition, bench_of(edition))
            context["edition"] = edition
            context["own_autonym"] = AUTONYMS.get(edition.language, edition.language)
            context["may_write"] = edition.permissions_for_user(self.request.user).can_edit()
            return context

        @property
        def media(self) -> forms.Media:
            return super().media + forms.Media(js=["news/js/workbench.js"])


class ReadOnlyFactsPanel(Panel):
    """On a translation: the facts that come with the original, to read."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/desk/facts.html"

        def is_shown(self) -> bool:
            return not owns_facts(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            story = self.instance.story
            language = self.instance.language
            shown = story if story.has_released_facts else translations.source_of(story)
            context["story"] = story
            context["section"] = shown.section and shown.section.name_in(language)
            context["topics"] = [topic.name_in(language) for topic in shown.topics.all()]
            context["photo"] = shown.lead_photo
            context["alt"] = shown.lead_photo.alt_in(language) if shown.lead_photo else ""
            context["album_url"] = shown.album_url
            context["first_published_in"] = shown.first_published_in
            context["first_published_url"] = shown.first_published_url
            context["credits"] = [
                (credit.person.name_in(language), credit.role.title_for(credit.person, language))
                for credit in shown.credits.all()
            ]
            return context


def _nobody(_edition: ArticlePage) -> Sequence[Any]:
    return ()


# Who gets a text before its release is known in a layer above, which sets this at the start.
GET_IT_EARLY: Callable[[ArticlePage], Sequence[Any]] = _nobody


class StoryPanel(Panel):
    """Embargo and address: what is changed by a verb of its own, with where to do it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/desk/story_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rights = self.instance.permissions_for_user(self.request.user)
            context["edition"] = self.instance
            context["story"] = self.instance.story
            context["may_publish"] = rights.can_publish()
            context["is_source"] = self.instance.is_source
            context["picked_up"] = above.PICKED_UP(self.instance, self.request.user)
            context["early"] = GET_IT_EARLY(self.instance) if rights.can_publish() else ()
            return context


class ReleasePanel(MultiFieldPanel):
    """The dialog that asks what the release of something already released is."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "news/desk/release_dialog.html"

        def is_shown(self) -> bool:
            return bool(self.instance.live)

        def show_panel_furniture(self) -> bool:
            return False

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            rights = self.instance.permissions_for_user(self.request.user)
            context["may_publish"] = rights.can_publish()
            context["may_submit"] = rights.can_submit_for_moderation()
            return context


class TextTab(ObjectList):
    """The words of an edition; beside them, on a translation, the original's."""

    class BoundPanel(ObjectList.BoundPanel):
        template_name = "news/desk/text_tab.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["is_translation"] = not owns_facts(self.instance)
            return context


class EditionTabs(TabbedInterface):
    """The tabs, under a strip of the story's languages."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "news/desk/edition_tabs.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            edition = self.instance
            if edition.pk and self.request:
                context["states"] = states_of(edition.story, self.request.user)
                context["edition"] = edition
                context["absences"] = above.ABSENCES(edition, _moment(edition))
                context["may_change_photos"] = self.request.user.has_perm(
                    "wagtailimages.change_image"
                )
            return context


def _moment(edition: Any) -> datetime:
    """Return when an edition comes out at the earliest."""
    return max(timezone.now(), edition.go_live_at or timezone.now())


def _zone_help() -> str:
    zone = NewsroomSettings.load().time_zone
    return _("Times are the newsroom's: %(zone)s.") % {"zone": zone}


_zone = lazy(_zone_help, str)


def schedule_panel() -> PublishingPanel:
    """Return the schedule: a moment of release in the newsroom's zone, and no expiry."""
    field = FieldPanel(
        "go_live_at",
        heading=gettext_lazy("Release at"),
        help_text=_zone(),
        widget=AdminDateTimeInput(
            js_overlay_parent_selector="#schedule-publishing-dialog",
            attrs={
                "data-controller": "w-action",
                "data-action": "w-dialog:hidden->w-action#reset",
                "data-w-dialog-target": "notify",
            },
        ),
    )
    return PublishingPanel(children=[field])


def credits_panel() -> InlinePanel:
    """Return the credits: authors on a source, translators on a translation."""
    return InlinePanel(
        "credits",
        [
            FieldPanel("person"),
            FieldPanel("role", widget=forms.Select),
            FieldPanel("position"),
        ],
        heading=gettext_lazy("People"),
        label=gettext_lazy("Credit"),
        help_text=gettext_lazy(
            "On the original its authors, photographers, editors; on a translation those who "
            "translated it."
        ),
    )


def text_tab() -> TextTab:
    """Return the words, in the order in which one writes."""
    return TextTab(
        [
            BenchPanel([FieldPanel("is_up_to_date")], heading=gettext_lazy("Original")),
            HeadlinePanel(
                "title",
                heading=gettext_lazy("Headline"),
                placeholder=gettext_lazy("Headline"),
                widget=AdminAutoHeightTextInput({"rows": 1}),
            ),
            FieldPanel("lead"),
            FieldPanel("dateline_place"),
            FieldPanel("body"),
        ],
        heading=gettext_lazy("Text"),
    )


def people_tab() -> ObjectList:
    """Return photos and people: facts on the source, words of one's own on a translation."""
    return ObjectList(
        [
            FactsPanel([FieldPanel("lead_photo")], heading=gettext_lazy("Lead photo")),
            ReadOnlyFactsPanel(heading=gettext_lazy("From the original")),
            FieldPanel("lead_alt"),
            FieldPanel("lead_caption"),
            FactsPanel([FieldPanel("album_url")], heading=gettext_lazy("Full album")),
            credits_panel(),
            FactsPanel(
                [FieldPanel("first_published_in"), FieldPanel("first_published_url")],
                heading=gettext_lazy("First published elsewhere"),
            ),
        ],
        heading=gettext_lazy("Photos and people"),
    )


def publication_tab() -> ObjectList:
    """Return where the story belongs, and what is changed by a verb."""
    return ObjectList(
        [
            FactsPanel(
                [
                    FieldPanel("section", widget=forms.Select),
                    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                ],
                heading=gettext_lazy("Section and topics"),
            ),
            FactsPanel(
                [
                    InlinePanel(
                        "links",
                        [FieldPanel("to"), FieldPanel("kind")],
                        label=gettext_lazy("Related story"),
                    )
                ],
                heading=gettext_lazy("Related stories"),
            ),
            FieldPanel(
                "slug",
                heading=gettext_lazy("Address"),
                help_text=gettext_lazy("Empty: made from the headline."),
            ),
            StoryPanel(heading=gettext_lazy("Embargo and address")),
        ],
        heading=gettext_lazy("Publication"),
    )


def edition_panels() -> EditionTabs:
    """Return the form of an edition."""
    dialogs = ObjectList(
        [
            schedule_panel(),
            ReleasePanel([FieldPanel("release_kind"), FieldPanel("release_note")]),
            CommentPanel(),
        ]
    )
    return EditionTabs(
        [text_tab(), people_tab(), publication_tab(), dialogs], base_form_class=EditionForm
    )


def plain_panels() -> TabbedInterface:
    """Return the form of a page that is not news."""
    text = ObjectList([TitleFieldPanel("title"), FieldPanel("body")], heading=gettext_lazy("Text"))
    publication = ObjectList(
        [FieldPanel("slug", heading=gettext_lazy("Address"))], heading=gettext_lazy("Publication")
    )
    return TabbedInterface([text, publication, ObjectList([schedule_panel(), CommentPanel()])])


def fixed_panels() -> ObjectList:
    """Return the form of a page on which the tree stands: it has a name and nothing else."""
    return ObjectList([FieldPanel("title")])
