"""The story board: stories down, languages across, each cell saying where it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.headlines import stories_said
from news.articles.models import ArticlePage, Section, Story
from news.desk.assignments import Assignment, day, may_ask, name_of
from news.desk.cells import Cell, CellState
from news.desk.rights import languages_of
from news.desk.states import (
    ICONS,
    EditionState,
    Standing,
    assignment_url,
    standing_of,
    state_of,
    state_of_nothing,
)
from news.newsroom.languages import AUTONYMS, codes, direction

ON_A_PAGE = 25
# No state is counted beyond: how many more there are changes nothing for whoever looks.
MOST_COUNTED = 999
COUNTED = (
    CellState.ASKED,
    CellState.CLAIMED,
    CellState.DRAFT,
    CellState.REVIEW,
    CellState.SCHEDULED,
    CellState.CHANGED,
    CellState.WITHDRAWN,
)
MINE, NOBODYS = "mine", "nobody"
_AGES = {"7": gettext_lazy("untouched for a week"), "30": gettext_lazy("untouched for a month")}


class BoardForm(forms.Form):
    """What of the board somebody wants to see; all of it optional, and part of the address."""

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, widget=forms.TextInput({"type": "search"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("all"),
        to_field_name="slug",
    )
    whose = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Age"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(code, AUTONYMS.get(code, code)) for code in languages]
        self.fields["language"].choices = [("", _("any")), *named]
        self.fields["state"].choices = [("", _("any")), *CellState.choices]
        self.fields["age"].choices = [("", _("any")), *_AGES.items()]
        colleagues = get_user_model().objects.filter(is_active=True).order_by("username")
        self.fields["whose"].choices = [
            ("", _("all")),
            (MINE, _("mine")),
            (NOBODYS, _("nobody’s")),
            *((str(user.pk), name_of(user)) for user in colleagues),
        ]


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


@dataclass(frozen=True)
class Count:
    """How many cells are in a state, and where they are listed."""

    code: str
    word: str
    icon: str
    number: str
    url: str
    is_chosen: bool


def knows_all(user: Any, languages: list[str]) -> bool:
    """Say whether somebody who writes in these languages knows of every story in each."""
    return any(may_ask(user, code) for code in languages)


def reached_by(user: Any) -> list[str]:
    """Return the languages of which somebody sees where stories stand."""
    languages = languages_of(user)
    return codes() if knows_all(user, languages) else languages


class Board:
    """The board as somebody sees it under the filters of an address."""

    def __init__(
        self, user: Any, query: Any, *, size: int = ON_A_PAGE, now: datetime | None = None
    ):
        self.user = user
        self.size = size
        self.now = now or timezone.now()
        self.languages = languages_of(user)
        # What a translator may not know of stays away; who releases a language knows all of it.
        self.sees_all = knows_all(user, self.languages)
        self.reached = codes() if self.sees_all else self.languages
        self.form = BoardForm(query, languages=self.reached)
        self.form.is_valid()
        self.asked = self.form.cleaned_data
        self.before = _place(query.get("before", ""))

    @cached_property
    def is_filtered(self) -> bool:
        """Whether anything but the newest stories is asked for."""
        return any(self.asked.values())

    @property
    def cells(self) -> QuerySet[Cell]:
        """All cells this person may know of."""
        rows = Cell.objects.all()
        return rows if self.sees_all else rows.reached_with(self.languages)

    def found(self) -> QuerySet[Cell]:
        """Return the cells that the filters let through, the last touched first."""
        cells, asked = self.cells, self.asked
        state, whose = asked.get("state"), asked.get("whose")
        if asked.get("language"):
            cells = cells.filter(language=asked["language"])
        elif not (state or whose):
            # Every story has a cell in each language: one of them stands for it.
            cells = cells.filter(language__in=self.reached[:1])
        if state:
            cells = cells.filter(state=state)
        if asked.get("section"):
            cells = cells.filter(section=asked["section"])
        if whose == MINE:
            cells = cells.filter(person=self.user.pk)
        elif whose == NOBODYS:
            cells = cells.filter(person=None)
        elif whose:
            cells = cells.filter(person=whose)
        if asked.get("age"):
            cells = cells.filter(touched_at__lte=self.now - timedelta(days=int(asked["age"])))
        if asked.get("q"):
            cells = cells.filter(story__in=stories_said(asked["q"], self.languages))
        if self.before:
            moment, key = self.before
            cells = cells.filter(
                Q(touched_at__lt=moment) | Q(touched_at=moment, story__lt=key),
                touched_at__lte=moment,
            )
        return cells.order_by("-touched_at", "-story")

    @cached_property
    def places(self) -> list[tuple[datetime, UUID]]:
        """Where the stories of this page stand in the order, and one more."""
        most = (self.size + 1) * len(codes())
        rows = self.found().values_list("touched_at", "story_id")[:most]
        return list(dict.fromkeys(rows))[: self.size + 1]

    @property
    def next_url(self) -> str:
        """Where the stories after these are; empty where there are none."""
        if len(self.places) <= self.size:
            return ""
        moment, key = self.places[self.size - 1]
        return self.address(before=f"{moment.isoformat()}|{key}")

    def address(self, **changed: str) -> str:
        """Return the address of this board with some filters changed."""
        kept = {name: value for name, value in self.form.data.items() if name in self.form.fields}
        query = {name: value for name, value in {**kept, **changed}.items() if value}
        return f"{reverse('desk-board')}?{urlencode(query)}" if query else reverse("desk-board")

    @property
    def all_languages(self) -> list[dict[str, str]]:
        """The columns: every language with its own name."""
        return [{"code": code, "autonym": AUTONYMS.get(code, code)} for code in codes()]

    def counts(self) -> list[Count]:
        """Return how many languages of how many stories wait in each state."""
        counted = []
        for state in COUNTED:
            number = self.cells.filter(state=state)[: MOST_COUNTED + 1].count()
            chosen = self.asked.get("state") == state
            counted.append(
                Count(
                    code=state.value,
                    word=str(state.label),
                    icon=ICONS[state.value],
                    number=f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number),
                    url=self.address(state="" if chosen else state.value),
                    is_chosen=chosen,
                )
            )
        return [count for count in counted if count.number != "0" or count.is_chosen]

    def rows(self) -> list[Row]:
        """Return this page's stories with their languages, in a fixed number of queries."""
        touched = {key: moment for moment, key in self.places[: self.size]}
        keys = [*touched]
        stories = Story.objects.select_related("section").in_bulk(keys)
        standing = standing_of(keys)
        return [
            self._row(stories[key], touched[key], standing)
            for key in keys
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


def known_to(user: Any, stories: Collection[Story]) -> set[UUID]:
    """Return which of some stories somebody sees, as `CellQuerySet.reached_with` says of all."""
    languages = languages_of(user)
    if knows_all(user, languages):
        return {story.pk for story in stories}
    if not languages:
        return set()
    own = {"story__in": [story.pk for story in stories], "language__in": languages}
    wanted = Assignment.objects.filter(**own, done_at=None).exclude(asked_at=None, claimed_by=None)
    return {
        *(story.pk for story in stories if story.released_at is not None),
        *wanted.values_list("story_id", flat=True),
        *ArticlePage.objects.filter(**own).values_list("story_id", flat=True),
    }


def may_know(user: Any, story: Story) -> bool:
    """Say whether somebody sees this story."""
    return story.pk in known_to(user, [story])


def headline(
    source: ArticlePage, editions: dict[str, ArticlePage], languages: Collection[str]
) -> str:
    """Return a story's headline for somebody who writes in these languages.

    As drafted for those who may read drafts of the original, as released for the others.
    """
    if source.language in languages:
        return source.draft_title or source.title
    own = [editions[code] for code in languages if code in editions]
    if source.live or not own:
        return source.title
    return own[0].draft_title or own[0].title


def _place(written: str) -> tuple[datetime, UUID] | None:
    """Read the place in the order that an address names; None where it names none."""
    moment, _bar, key = written.partition("|")
    try:
        parsed, story = parse_datetime(moment), UUID(key)
    except ValueError:
        return None
    return (parsed, story) if parsed and timezone.is_aware(parsed) else None
