"""Messages as their reader sees them: nothing of a story that they may not know of by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.articles.models import ArticlePage, Story
from news.desk.assignments import day, name_of
from news.desk.rights import headline, known_to, languages_of
from news.desk.states import assignment_url
from news.desk.telling.messages import Message, MessageEvent
from news.newsroom.languages import AUTONYMS

_SENTENCES = {
    MessageEvent.ASKED: gettext_lazy("A translation is wanted."),
    MessageEvent.CLAIMED: gettext_lazy("The translation you asked for is in hand."),
    MessageEvent.HANDED_BACK: gettext_lazy("The translation was handed back and is free again."),
    MessageEvent.SUBMITTED: gettext_lazy("The text is ready for review."),
    MessageEvent.RETURNED: gettext_lazy("The text came back from review with comments."),
    MessageEvent.RELEASED: gettext_lazy("The text has been released."),
    MessageEvent.LAPSING: gettext_lazy("The time for this translation is running out."),
    MessageEvent.LAPSED: gettext_lazy("The time has run out: the translation is free again."),
    MessageEvent.CHANGED: gettext_lazy(
        "The original has changed: see whether the translation still says the same."
    ),
}
_SENTENCES_OF_A_DAY = {
    MessageEvent.ASKED: gettext_lazy("A translation is wanted by %(date)s."),
    MessageEvent.CLAIMED: gettext_lazy("The translation you asked for is in hand until %(date)s."),
    MessageEvent.LAPSING: gettext_lazy(
        "The time for this translation runs out on %(date)s. Finish it, keep it longer or hand "
        "it back."
    ),
}


@dataclass(frozen=True)
class Told:
    """A message in its reader's words; without headline, link and note where they may not know."""

    pk: int
    event: str
    sentence: str
    language: str
    headline: str
    headline_language: str
    url: str
    actor: str
    at: datetime
    note: str
    is_read: bool

    @property
    def when(self) -> str:
        """Day and hour; in Arabic Django's own short form of both is the American."""
        return f"{day(self.at)} {date_format(timezone.localtime(self.at), 'H:i')}"

    @property
    def autonym(self) -> str:
        """The language's own name."""
        return AUTONYMS.get(self.language, self.language)


def sentence_of(event: str, on: date | None) -> str:
    """Return what happened in a sentence, with the day it is about where there is one."""
    kind = MessageEvent(event)
    if on is not None and kind in _SENTENCES_OF_A_DAY:
        return str(_SENTENCES_OF_A_DAY[kind]) % {"date": day(on)}
    return str(_SENTENCES[kind])


def told(reader: Any, messages: Sequence[Message]) -> list[Told]:
    """Return messages as somebody may read them, in a fixed number of queries."""
    stories = Story.objects.in_bulk({message.story_id for message in messages})
    known = known_to(reader, [*stories.values()])
    headlines = _headlines(reader, [story for key, story in stories.items() if key in known])
    return [_told(message, headlines.get(message.story_id)) for message in messages]


def _headlines(reader: Any, stories: Sequence[Story]) -> dict[UUID, tuple[str, str]]:
    """Return the headline of each story and its language, as this reader may see it."""
    rows = ArticlePage.objects.filter(story__in=stories)
    editions: dict[UUID, dict[str, ArticlePage]] = {}
    for edition in rows.only("story_id", "language", "live", "title", "draft_title"):
        editions.setdefault(edition.story_id, {})[edition.language] = edition
    languages = languages_of(reader)
    found = {}
    for story in stories:
        own = editions.get(story.pk, {})
        source = own.get(story.source_language) or next(iter(own.values()), None)
        if source is not None:
            found[story.pk] = headline(source, own, languages), source.language
    return found


def _told(message: Message, shown: tuple[str, str] | None) -> Told:
    title, language = shown or (_("A story you do not work on any more"), "")
    return Told(
        pk=message.pk,
        event=message.event,
        sentence=sentence_of(message.event, message.day),
        language=message.language,
        headline=title,
        headline_language=language,
        url=assignment_url(message.story_id, message.language) if shown else "",
        actor=name_of(message.actor),
        at=message.at,
        note=message.note if shown else "",
        is_read=message.read_at is not None,
    )
