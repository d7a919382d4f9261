"""The way to an empty page."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from news.articles import tree
from news.desk.rights import languages_of
from news.newsroom.languages import AUTONYMS


def begin_url(language: str) -> str:
    """Return where a story is begun in a language."""
    return reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", tree.news_index(language).pk]
    )


class NewStoryPanel(Component):
    """The way to an empty page, in each language somebody may write in."""

    name = "new_story"
    order = 5
    template_name = "news/desk/new_story.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "languages": [
                {"code": code, "autonym": AUTONYMS.get(code, code), "url": begin_url(code)}
                for code in languages_of(parent_context["request"].user)
            ]
        }
