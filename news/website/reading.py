"""What the page of a released edition reads from the database, each time and in few words.

The facts here change with any release, so none is kept; what they name is (`Known`).
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Model, TextField, UUIDField
from django.db.models.functions import Cast
from wagtail.models import Locale

from news.articles.known import Credited, Known
from news.articles.models import (
    ArticlePage,
    Correction,
    EditionCredit,
    HomePage,
    NewsIndexPage,
    Story,
    StoryCredit,
    Topic,
)
from news.articles.pages import FixedPage
from news.newsroom.prepared import Prepared
from news.website.rows import ListedStory


def columns(model: type[Model], *names: str) -> list[str]:
    """Return these columns in the order in which a row of the model is made of them."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


def made(model: type[Model], names: list[str], values: Iterable[Any]) -> Any:
    """Return a row of the model; columns that were not read are read when asked for."""
    return model.from_db("default", names, values)


STORY = columns(
    Story,
    "id",
    "source_language",
    "source_version",
    "comments_open",
    "comment_count",
    "section_id",
    "lead_photo_id",
    "album_url",
    "first_published_in",
    "first_published_url",
)
EDITION = columns(
    ArticlePage,
    *("id", "page_ptr_id", "path", "depth", "url_path", "title", "language", "story_id"),
    *("live", "slug", "urn", "lead", "dateline_place", "lead_alt", "lead_caption"),
    *("lead_words_photo", "made_from_version", "version", "released_at", "changed_at"),
)

_edition = Prepared(
    lambda language, slug: (
        ArticlePage.objects.released(language)
        .filter(slug=slug)
        # With this order SQLite begins at the slug's index, without it at the language's.
        .order_by("pk")
        .annotate(text=Cast("body", TextField()))
        .values_list(*EDITION, *(f"story__{name}" for name in STORY), "text")
    ),
    language=CharField(),
    slug=CharField(),
)
_topics = Prepared(
    lambda story: Topic.objects.filter(stories=story).values_list("pk"), story=UUIDField()
)
_credits = Prepared(
    lambda story: StoryCredit.objects.filter(story=story).values_list(
        "story", "person", "role", "position"
    ),
    story=UUIDField(),
)
_edition_credits = Prepared(
    lambda story: EditionCredit.objects.filter(
        page__in=ArticlePage.objects.live_translations().filter(story=story)
    ).values_list("page", "person", "role", "position"),
    story=UUIDField(),
)
_corrections = Prepared(
    lambda story: Correction.objects.filter(edition__story=story).values_list(
        "edition", "note", "made_at"
    ),
    story=UUIDField(),
)


FIXED = ["id", "locale_id", "page_ptr_id"]
_fixed_pages = {
    model: Prepared(
        lambda language, model=model: (
            model.objects.live()
            .filter(locale__language_code=language)
            .order_by("path")
            .values_list("pk", "locale")
        ),
        language=CharField(),
    )
    for model in (HomePage, NewsIndexPage)
}


class Noted(NamedTuple):
    """A correction."""

    edition_id: int
    note: str
    made_at: datetime


def fixed_page(model: type[FixedPage], language: str) -> Any:
    """Return the front page or news list of a language, None where it has none."""
    statement = _fixed_pages[model]
    for key, locale in statement.rows(language=language):
        page = made(model, FIXED, (key, locale, key))
        page.locale = made(Locale, ["id", "language_code"], (locale, language))
        return page
    return None


def edition(language: str, slug: str) -> ArticlePage | None:
    """Return the released edition at an address, with its story; its body only as stored."""
    rows = _edition.rows(language=language, slug=slug)
    if not rows:
        return None
    *row, text = rows[0]
    page = made(ArticlePage, EDITION, row[: len(EDITION)])
    page.story = made(Story, STORY, row[len(EDITION) :])
    page.stored_body = text
    return page


def topics(story: Story, known: Known) -> list[Topic]:
    """Return the topics of a story as released."""
    keys = [key for (key,) in _topics.rows(story=story.pk)]
    found = known.these(Topic, keys)
    return [found[key] for key in keys if key in found]


def credits(story: Story | ListedStory, known: Known) -> list[Credited]:
    """Return the credits of a story as released."""
    return known.credited(_credits.rows(story=story.pk))[story.pk]


def edition_credits(story: Story, known: Known) -> dict[int, list[Credited]]:
    """Return who translated and edited the released translations of a story, by edition."""
    return known.credited(_edition_credits.rows(story=story.pk))


def corrections(story_id: uuid.UUID) -> list[Noted]:
    """Return the corrections of all editions of a story, oldest first."""
    return [Noted._make(row) for row in _corrections.rows(story=story_id)]
