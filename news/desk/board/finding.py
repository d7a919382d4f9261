"""Finding the stories of the board under its filters, page by page."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from news.articles.headlines import stories_said
from news.desk.board.counts import Count, counts
from news.desk.board.filters import MINE, NOBODYS, BoardForm, place
from news.desk.board.rows import Row, Rows
from news.desk.cells import Cell
from news.desk.rights import knows_all, languages_of
from news.newsroom.languages import AUTONYMS, codes

ON_A_PAGE = 25


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
        self.before = place(query.get("before", ""))

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
        return counts(self.cells, self.asked.get("state") or "", self.address)

    def rows(self) -> list[Row]:
        """Return this page's stories with their languages, in a fixed number of queries."""
        touched = {key: moment for moment, key in self.places[: self.size]}
        return Rows(self.languages, self.now).of(touched)
