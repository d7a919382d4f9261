"""People, photos and subjects by key, kept by each process while nothing shared changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

from news.articles.vocabulary import Section, Topic
from news.newsroom.kept import Shelf, shared_number
from news.people.models import Person, Position, Role
from news.photos.models import Photo

M = TypeVar("M", bound=Model)

# What comes with each: whoever shows it asks the database for nothing more.
QUERIES: dict[type[Model], Callable[[], QuerySet]] = {
    Person: lambda: Person.objects.prefetch_related(
        Prefetch("positions", Position.objects.select_related("organisation"))
    ),
    Photo: lambda: Photo.objects.select_related("licence").prefetch_related(
        Prefetch("renditions", to_attr="prefetched_renditions")
    ),
    Position: lambda: Position.objects.select_related("organisation"),
    Role: Role.objects.all,
    Section: Section.objects.all,
    Topic: Topic.objects.all,
}
_SHELVES: dict[type[Model], Shelf] = {model: Shelf(1000) for model in QUERIES}


@dataclass(frozen=True, slots=True)
class Credited:
    """Who did what, in which capacity."""

    person: Person
    role: Role
    position: Position | None


class Known:
    """The things that one page shows, as they were under one shared number.

    They belong to all pages: nobody may change them.
    """

    def __init__(self) -> None:
        # Read first: what is read after it can only be newer than the number says.
        self.number = shared_number()

    def these(self, model: type[M], keys: Iterable[int | None]) -> dict[int | None, M]:
        """Return the things with these keys, asking the database once for all it must."""
        shelf: Shelf[M] = _SHELVES[model]
        found: dict[int | None, M] = {}
        missing = []
        for key in dict.fromkeys(key for key in keys if key is not None):
            thing = shelf.get(self.number, key)
            if thing is None:
                missing.append(key)
            else:
                found[key] = thing
        if missing:
            for key, thing in QUERIES[model]().in_bulk(missing).items():
                shelf.put(self.number, key, thing)
                found[key] = thing
        return found

    def credited(self, rows: Iterable[tuple[Any, ...]]) -> dict[Any, list["Credited"]]:
        """Return who did what by whatever each row begins with; then person, role, position."""
        rows = list(rows)
        people = self.these(Person, [person for _on, person, _role, _position in rows])
        roles = self.these(Role, [role for _on, _person, role, _position in rows])
        positions = self.these(Position, [position for *_rest, position in rows])
        found: dict[Any, list[Credited]] = defaultdict(list)
        for on, person, role, position in rows:
            if person in people and role in roles:
                found[on].append(Credited(people[person], roles[role], positions.get(position)))
        return found

    def one(self, model: type[M], key: int | None) -> M | None:
        """Return the thing with this key, None where there is none."""
        return self.these(model, [key]).get(key)
