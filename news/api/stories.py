"""Stories over the API, each with all its released editions."""

import uuid
from collections import defaultdict
from typing import Annotated, Any, Literal

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from ninja import Path, Query, Router

from news.api import cursors, schemas, shapes
from news.api.editions import refusal_of
from news.api.problems import answers
from news.api.reading import Cursor, keep_for_everybody
from news.api.subjects import find, persons, sections, topics
from news.articles.models import ArticlePage, Notice, Story
from news.articles.querysets import is_dated
from news.newsroom.languages import codes
from news.newsroom.models import NewsroomSettings
from news.people.models import Person

router = Router(tags=["stories"])

# From so many texts on, one of the newest stories is likely to name the person.
NAMED_OFTEN = 400

Limit = Annotated[int, Query(ge=1, le=50, description="How many at most.")]
Section = Annotated[str, Query(max_length=100, description="Only of this section, by slug.")]
Topic = Annotated[str, Query(max_length=100, description="Only about this topic, by slug.")]
Credited = Annotated[str, Query(max_length=100, description="Only what credits them, by slug.")]
Language = Annotated[
    Literal["", *codes()],  # type: ignore[valid-type]
    Query(description="Only what is public in this language, by its first release in it."),
]


@router.get(
    "/stories", response=answers(schemas.Stories, 404, 422), summary="Stories, newest first"
)
def list_stories(
    request: HttpRequest,
    language: Language = "",
    section: Section = "",
    topic: Topic = "",
    person: Credited = "",
    cursor: Cursor = "",
    limit: Limit = 20,
) -> schemas.Stories:
    """List stories by their first release, each with all its released editions.

    With `language`, by the first release in that language.
    """
    keep_for_everybody(request, "language", "section", "topic", "person", "cursor", "limit")
    facts: dict[str, Any] = {}
    if section:
        facts["section"] = find(sections(), section)
    if topic:
        facts["topics"] = find(topics(), topic)
    credited = find(persons(), person) if person else None
    if language:
        keys, following = _in_language(language, facts, credited, cursor, limit)
    else:
        keys, following = _in_any(facts, credited, cursor, limit)
    return schemas.Stories(stories=_told(keys), next=following)


@router.get("/stories/{id}", response=answers(schemas.Story, 404, 410, 422), summary="A story")
def read_story(
    request: HttpRequest, id: Annotated[uuid.UUID, Path(description="The story's id.")]
) -> schemas.Story:
    """Tell one story with all its released editions."""
    keep_for_everybody(request)
    told = _told([id])
    if not told:
        raise refusal_of(Notice.objects.filter(story_key=id), "story")
    return told[0]


def _in_any(
    facts: dict[str, Any], credited: Person | None, cursor: str, limit: int
) -> tuple[list[uuid.UUID], str | None]:
    """Return one page of stories, by the first release of any edition."""
    released = ArticlePage.objects.released()
    stories = Story.objects.filter(
        is_dated("released_at"), Exists(released.filter(story=OuterRef("pk"))), **facts
    )
    if credited:
        stories = stories.filter(_credits(credited))
    if cursor:
        place = cursors.read(cursor, "stories", cursors.moment, cursors.key)
        stories = stories.filter(cursors.released_before(*place))
    rows = stories.order_by("-released_at", "-pk").values_list("pk", "released_at", "pk")
    return _page(list(rows[: limit + 1]), "stories", limit)


def _credits(person: Person) -> Exists | Q:
    """Return whether a story credits somebody, asked as is quick for how often they are named.

    Of somebody who is named often, the newest stories are soon found by walking all; of
    somebody who is not, by reading theirs.
    """
    crediting = ArticlePage.objects.released().crediting(person).order_by()
    own = list(crediting.values_list("story", flat=True)[:NAMED_OFTEN])
    if len(own) == NAMED_OFTEN:
        return Exists(crediting.filter(story=OuterRef("pk")))
    return Q(pk__in=own)


def _in_language(
    language: str, facts: dict[str, Any], credited: Person | None, cursor: str, limit: int
) -> tuple[list[uuid.UUID], str | None]:
    """Return one page of the stories of a language, by the first release in it."""
    of_story = {f"story__{name}": value for name, value in facts.items()}
    editions = ArticlePage.objects.released(language).filter(**of_story)
    if credited:
        editions = editions.crediting(credited)
    order = f"stories-{language}"
    if cursor:
        place = cursors.read(cursor, order, cursors.moment, cursors.number)
        editions = editions.filter(cursors.released_before(*place))
    rows = editions.newest_first().values_list("story_id", "released_at", "pk")
    return _page(list(rows[: limit + 1]), order, limit)


def _page(
    rows: list[tuple[uuid.UUID, Any, Any]], order: str, limit: int
) -> tuple[list[uuid.UUID], str | None]:
    """Return the stories of one page, and the cursor of its last row if others follow."""
    shown = rows[:limit]
    following = cursors.written(order, *shown[-1][1:]) if len(rows) > limit else None
    return [key for key, *_place in shown], following


def _told(keys: list[uuid.UUID]) -> list[schemas.Story]:
    """Return the stories in this order, each with all its released editions."""
    newsroom = NewsroomSettings.load()
    editions: dict[str, list[schemas.Edition]] = defaultdict(list)
    for each in shapes.editions(ArticlePage.objects.released().filter(story__in=keys), newsroom):
        editions[each.story].append(each)
    stories = Story.objects.in_bulk(keys)
    return [
        schemas.Story(
            id=str(key),
            source_language=stories[key].source_language,
            released_at=stories[key].released_at.astimezone(newsroom.zone),
            editions=editions[str(key)],
        )
        for key in keys
        if key in stories and str(key) in editions
    ]
