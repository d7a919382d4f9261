"""Sections, topics and people over the API, with their names in all languages."""

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router

from news.api import cursors, schemas, shapes
from news.api.problems import answers, missing
from news.api.reading import Cursor, keep_for_everybody
from news.articles.models import Section, Topic
from news.articles.placements import credited_people
from news.newsroom.models import NewsroomSettings
from news.people import models as people
from news.syndication.rights import may_tell_of

router = Router()

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Slug = Annotated[str, Path(description="Its slug, or one that it used to have.", max_length=100)]


def sections() -> QuerySet[Section]:
    """Return all sections."""
    return Section.objects.all()


def topics() -> QuerySet[Topic]:
    """Return all topics."""
    return Topic.objects.all()


def persons() -> QuerySet[people.Person]:
    """Return whoever is credited by what is released: nobody else is known to the public."""
    return credited_people()


def find(public: QuerySet, slug: str) -> Any:
    """Return the one of these with this slug now or formerly; raise `Refused` where none is."""
    thing = public.filter(slug=slug).first()
    if thing is None and (former := public.model.at_former_slug(slug)):
        thing = public.filter(pk=former.pk).first()
    if thing is None:
        raise missing(f"There is no {public.model.kind} with this slug. All lists: /api/v1/")
    return thing


@router.get(
    "/sections", response=answers(schemas.Subjects, 422), summary="All sections", tags=["subjects"]
)
def list_sections(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> Any:
    """List the sections in the newsroom's order."""
    keep_for_everybody(request, "cursor", "limit")
    rows = sections()
    if cursor:
        order, pk = cursors.read(cursor, "sections", cursors.number, cursors.number)
        rows = rows.filter(Q(sort_order__gt=order) | Q(sort_order=order, pk__gt=pk))
    shown, following = _page(rows.order_by("sort_order", "pk"), limit)
    last = shown[-1] if following else None
    return schemas.Subjects(
        subjects=_told(shown, _subject),
        next=cursors.written("sections", last.sort_order, last.pk) if last else None,
    )


@router.get(
    "/sections/{slug}",
    response=answers(schemas.Subject, 404, 422),
    summary="A section",
    tags=["subjects"],
)
def read_section(request: HttpRequest, slug: Slug) -> Any:
    """Tell one section."""
    keep_for_everybody(request)
    return _told([find(sections(), slug)], _subject)[0]


@router.get(
    "/topics", response=answers(schemas.Subjects, 422), summary="All topics", tags=["subjects"]
)
def list_topics(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> Any:
    """List the topics by slug."""
    keep_for_everybody(request, "cursor", "limit")
    shown, following = _by_slug(topics(), cursor, limit)
    return schemas.Subjects(subjects=_told(shown, _subject), next=following)


@router.get(
    "/topics/{slug}",
    response=answers(schemas.Subject, 404, 422),
    summary="A topic",
    tags=["subjects"],
)
def read_topic(request: HttpRequest, slug: Slug) -> Any:
    """Tell one topic."""
    keep_for_everybody(request)
    return _told([find(topics(), slug)], _subject)[0]


@router.get(
    "/people", response=answers(schemas.People, 422), summary="All people", tags=["subjects"]
)
def list_people(request: HttpRequest, cursor: Cursor = "", limit: Limit = 100) -> Any:
    """List the people whom released stories credit, by slug."""
    keep_for_everybody(request, "cursor", "limit")
    shown, following = _by_slug(_with_positions(persons()), cursor, limit)
    return schemas.People(people=_told(shown, _person), next=following)


@router.get(
    "/people/{slug}",
    response=answers(schemas.Person, 404, 422),
    summary="A person",
    tags=["subjects"],
)
def read_person(request: HttpRequest, slug: Slug) -> Any:
    """Tell one person whom released stories credit."""
    keep_for_everybody(request)
    return _told([find(_with_positions(persons()), slug)], _person)[0]


def _with_positions(rows: QuerySet) -> QuerySet:
    return rows.prefetch_related("positions__organisation")


def _by_slug(rows: QuerySet, cursor: str, limit: int) -> tuple[list[Any], str | None]:
    order = rows.model.kind
    if cursor:
        (slug,) = cursors.read(cursor, order, cursors.slug)
        rows = rows.filter(slug__gt=slug)
    shown, following = _page(rows.order_by("slug"), limit)
    return shown, cursors.written(order, shown[-1].slug) if following else None


def _page(rows: QuerySet, limit: int) -> tuple[list[Any], bool]:
    """Return one page and whether there is another, which one row more tells."""
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


def _told(things: list[Any], tell: Callable[[Any, list[str]], Any]) -> list[Any]:
    active = NewsroomSettings.load().languages()
    return [tell(thing, active) for thing in things]


def _subject(thing: Section | Topic, active: list[str]) -> schemas.Subject:
    return schemas.Subject(
        slug=thing.slug,
        channel=shapes.channel(thing),
        names=shapes.texts(thing, "name"),
        descriptions=shapes.texts(thing, "description"),
        listings=shapes.listings(thing, active),
    )


def _person(person: people.Person, active: list[str]) -> schemas.Person:
    return schemas.Person(
        slug=person.slug,
        channel=shapes.channel(person),
        names=shapes.texts(person, "name"),
        bios=shapes.texts(person, "bio") if may_tell_of(person) else {},
        positions=[_position(each) for each in person.positions.all()],
        listings=shapes.listings(person, active),
    )


def _position(position: people.Position) -> schemas.Position:
    return schemas.Position(
        titles=shapes.texts(position, "title"),
        organisation=_organisation(position.organisation) if position.organisation else None,
    )


def _organisation(organisation: Model) -> schemas.Organisation:
    return schemas.Organisation(names=shapes.texts(organisation, "name"), url=organisation.url)
