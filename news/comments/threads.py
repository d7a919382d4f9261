"""The thread below an edition: all languages of its story, in order of writing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import UUIDField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import npgettext, override

from news.articles.stories import Story
from news.comments.forms import CommentForm
from news.comments.models import Comment
from news.newsroom.languages import AUTONYMS, direction
from news.newsroom.models import NewsroomSettings
from news.newsroom.prepared import Prepared


class Written(NamedTuple):
    """A comment as it was written."""

    name: str
    text: str
    language: str
    written_at: datetime


_public = Prepared(
    lambda story: Comment.objects.public().filter(story=story).values_list(*Written._fields),
    story=UUIDField(),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as a page shows it; `tongue` is its language's name where that is foreign."""

    name: str
    text: str
    language: str
    direction: str
    tongue: str
    when: str
    datetime: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What `news/comments/thread.html` needs."""

    story_id: str
    action: str
    comments: tuple[Said, ...]
    count_words: str
    is_open: bool
    fields: SafeString

    @property
    def count(self) -> int:
        """How many comments readers see."""
        return len(self.comments)


def takes_comments(story: Story, newsroom: NewsroomSettings) -> bool:
    """Whether readers may comment: the story and the newsroom both say so."""
    return story.comments_open and newsroom.comments_open


def thread(
    story: Story,
    language: str,
    *,
    say: Callable[[datetime], str] | None = None,
    newsroom: NewsroomSettings | None = None,
) -> Thread:
    """Return the story's thread for readers of a language.

    `say` puts a moment into words. One query, and one more where no settings are given.
    """
    newsroom = newsroom or NewsroomSettings.load()
    say = say or date_format
    rows = [Written._make(row) for row in _public.rows(story=story.pk)]
    with override(language):
        comments = tuple(said(comment, language, say, newsroom) for comment in rows)
        return Thread(
            story_id=str(story.pk),
            action=reverse("comments-write"),
            comments=comments,
            count_words=count_words(len(comments)),
            is_open=takes_comments(story, newsroom),
            fields=empty_fields(language),
        )


@cache
def empty_fields(_language: str) -> SafeString:
    """Return what a reader fills in, in the language that is active and named here."""
    return render_to_string("news/comments/fields.html", {"form": CommentForm()})


def said(
    comment: Comment | Written, language: str, say: Callable[[Any], str], newsroom: NewsroomSettings
) -> Said:
    """Return a comment as a page in this language shows it."""
    local = comment.written_at.astimezone(newsroom.zone)
    return Said(
        name=comment.name,
        text=comment.text,
        language=comment.language,
        direction=direction(comment.language),
        tongue=AUTONYMS.get(comment.language, "") if comment.language != language else "",
        when=say(local),
        datetime=local.isoformat(timespec="minutes"),
    )


def count_words(count: int) -> str:
    """Return the count as it stands above the thread, in the reader's grammar."""
    return npgettext("above the thread", "%(count)d comment", "%(count)d comments", count) % {
        "count": count
    }
