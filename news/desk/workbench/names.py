"""The people and bodies of a story, as the newsroom writes them in two languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from news.articles.models import ArticlePage
from news.articles.translations import may_translate
from news.desk.workbench import stored
from news.newsroom.cleaning import clean_text
from news.newsroom.languages import exact, localized
from news.people.models import Organisation, Person, Position

FIELDS: dict[type[Model], str] = {Person: "name", Organisation: "name", Position: "title"}
PREFIX = "name-"


@dataclass(frozen=True)
class KnownName:
    """A name in the original's language and in the translation's, where it may be missing."""

    of: Model
    source: str
    target: str

    @property
    def field(self) -> str:
        """The name of the form's field that supplies it."""
        return f"{PREFIX}{self.of._meta.model_name}-{self.of.pk}"

    @property
    def max_length(self) -> int:
        return self.of._meta.get_field(FIELDS[type(self.of)]).max_length


def names_of(
    edition: ArticlePage, source: ArticlePage, body: list[dict[str, Any]]
) -> list[KnownName]:
    """Return the names of all whom a story credits or quotes, with their positions and bodies."""
    shown = edition.story if edition.story.has_released_facts else source
    credits = list(shown.credits.select_related("person", "position__organisation"))
    quoted, capacities = stored.speakers(body)
    persons = [credit.person for credit in credits]
    persons += Person.objects.filter(pk__in=quoted - {person.pk for person in persons})
    positions = [credit.position for credit in credits if credit.position]
    others = capacities - {position.pk for position in positions}
    positions += Position.objects.filter(pk__in=others).select_related("organisation")
    bodies = [position.organisation for position in positions if position.organisation]
    named = dict.fromkeys([*persons, *positions, *bodies])
    return [_known(each, source.language, edition.language) for each in named]


def _known(each: Model, source: str, target: str) -> KnownName:
    field = FIELDS[type(each)]
    return KnownName(each, localized(each, field, source).text, exact(each, field, target))


def supply(
    edition: ArticlePage, known: Iterable[KnownName], typed: Mapping[str, str], *, by: Any
) -> None:
    """Write the names that are missing in a translation's language; none that is there.

    `typed` holds them by the field's name. Raises `PermissionDenied` where the person may not
    write in that language.
    """
    wanted = {name.of: clean_text(typed.get(name.field, "")).strip() for name in known}
    wanted = {
        each.of: wanted[each.of][: each.max_length]
        for each in known
        if wanted[each.of] and not each.target
    }
    if wanted and not may_translate(by, edition.language):
        raise PermissionDenied
    for each, text in wanted.items():
        column = build_localized_fieldname(FIELDS[type(each)], edition.language)
        setattr(each, column, text)
        each.save(update_fields=[column])
