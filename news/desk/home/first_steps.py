"""What a newsroom does before its first day: a checklist that goes when all is done."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from news.articles.models import ArticlePage, Section
from news.desk.home.new_story import begin_url
from news.newsroom.languages import codes, exact
from news.newsroom.models import NewsroomSettings
from news.people.models import Person


@dataclass(frozen=True)
class Step:
    """One line of the checklist."""

    text: str
    is_done: bool
    url: str


def first_steps() -> list[Step]:
    """Return what a newsroom does before its first day, in order."""
    newsroom = NewsroomSettings.load()
    named = any(exact(newsroom, "name", code) for code in codes())
    first = codes()[0]
    source = ArticlePage.objects.order_by("pk").first()
    add_story = begin_url(first)
    return [
        Step(
            _("Say who you are: name, contact, licence, time zone"),
            named,
            reverse("wagtailsettings:edit", args=["news", "newsroomsettings", newsroom.pk]),
        ),
        Step(_("Make the first section"), Section.objects.exists(), _add(Section)),
        Step(_("Enter the first person"), Person.objects.exists(), _add(Person)),
        Step(_("Write the first story"), source is not None, add_story),
        Step(
            _("Have it translated"),
            ArticlePage.objects.filter(made_from__isnull=False).exists(),
            reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else add_story,
        ),
        Step(
            _("Release it"),
            ArticlePage.objects.exclude(released_at=None).exists(),
            reverse("wagtailadmin_pages:edit", args=[source.pk]) if source else add_story,
        ),
    ]


def _add(model: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


class FirstStepsPanel(Component):
    """The checklist of the first day; it goes when all is done."""

    name = "first_steps"
    order = 10
    template_name = "news/desk/first_steps.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        steps = first_steps()
        base = settings.WAGTAILADMIN_BASE_URL
        return {
            "steps": steps,
            "done": sum(step.is_done for step in steps),
            "feeds_url": f"{base}/{codes()[0]}/feeds/",
        }

    def render_html(self, parent_context: Any = None) -> str:
        user = parent_context["request"].user
        if not user.has_perm("news.change_newsroomsettings"):
            return ""
        if all(step.is_done for step in first_steps()):
            return ""
        return super().render_html(parent_context)
