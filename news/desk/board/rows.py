"""The lines of the board: a story with all its languages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from news.articles.models import ArticlePage, Story
from news.desk.assignments import Assignment, day
from news.desk.rights import headline
from news.desk.states import (
    EditionState,
    Standing,
    assignment_url,
    standing_of,
    state_of,
    state_of_nothing,
)
from news.newsroom.languages import codes, direction


@dataclass(frozen=True)
class Row:
    """A story of the board with all its languages."""

    title: str
    language: str
    url: str
    about: str
    cells: list[EditionState]

    @property
    def direction(self) -> str:
        return direction(self.language)


class Rows:
    """Stories as they are shown to somebody who writes in these languages."""

    def __init__(self, languages: list[str], now: datetime):
        self.languages = languages
        self.now = now

    def of(self, touched: dict[Any, datetime]) -> list[Row]:
        """Return the stories by key, each with when it was touched, in few queries."""
        stories = Story.objects.select_related("section").in_bulk([*touched])
        standing = standing_of(touched)
        return [
            self._row(stories[key], moment, standing)
            for key, moment in touched.items()
            if key in stories and standing.editions[key]
        ]

    def _row(self, story: Story, touched: datetime, standing: Standing) -> Row:
        editions, assignments, due = standing.editions[story.pk], standing.assignments, standing.due
        source = editions.get(story.source_language) or next(iter(editions.values()))
        section = story.section or source.section
        about = [str(section)] if section else []
        about.append(_("changed %(date)s") % {"date": day(touched)})
        if story.is_under_embargo(self.now):
            about.append(_("embargo until %(date)s") % {"date": day(story.embargo_until)})
        return Row(
            title=headline(source, editions, self.languages),
            language=source.language,
            url=self._edit_url(source),
            about=" · ".join(about),
            cells=[
                self._cell(story, code, editions.get(code), assignments.get((story.pk, code)), due)
                for code in codes()
            ],
        )

    def _cell(
        self,
        story: Story,
        language: str,
        edition: ArticlePage | None,
        assignment: Assignment | None,
        due: dict[int, datetime],
    ) -> EditionState:
        if edition is None:
            code, word, icon = state_of_nothing(assignment)
            url = assignment_url(story.pk, language) if language in self.languages else ""
            return EditionState(language, code, word, icon, url)
        code, word, icon = state_of(edition, due.get(edition.pk), assignment)
        return EditionState(
            language,
            code,
            word,
            icon,
            self._edit_url(edition),
            is_source=edition.is_source,
            pk=edition.pk,
        )

    def _edit_url(self, edition: ArticlePage) -> str:
        if edition.language not in self.languages:
            return ""
        return reverse("wagtailadmin_pages:edit", args=[edition.pk])
