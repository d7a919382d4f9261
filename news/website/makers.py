"""Who made a story: the passport beside it, the byline above it, positions in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from news.newsroom.dates import comma
from news.newsroom.languages import localized
from news.newsroom.phrases import TRANSLATED_FROM, phrase
from news.people.models import Credit, Person, RoleKind
from news.website.frame import Frame
from news.website.paths import subject_path
from news.website.telling import Telling
from news.website.tongues import tongue


@dataclass(frozen=True, slots=True)
class Maker:
    """Somebody in the passport: name, address of their page, and lines below the name."""

    name: str | SafeString
    url: str
    lines: tuple[str | SafeString, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One label of the passport and who stands under it."""

    label: str | SafeString
    makers: list[Maker]


def passport(telling: Telling) -> list[Entry]:
    """Return who made this edition: texts and photos first, then translators, then the medium.

    On the original, the translators of all languages; on a translation, its own and who
    edited it.
    """
    frame = telling.frame
    entries = [
        Entry(label, makers_of(credits, frame))
        for label, credits in _by_role(telling.credits, frame)
    ]
    translated = _translations(telling) if telling.page.is_source else _translation(telling)
    entries += [entry for entry in translated if entry.makers]
    if medium := telling.facts.first_published_in:
        name = format_html("<bdi>{}</bdi>", medium)
        maker = Maker(name, telling.facts.first_published_url, ())
        entries.append(Entry(_("First published in"), [maker]))
    return entries


def _translation(telling: Telling) -> list[Entry]:
    label = phrase(TRANSLATED_FROM, telling.story.source_language)
    return [
        Entry(label[:1].upper() + label[1:], makers_of(telling.translators(), telling.frame)),
        Entry(_("Editing of the translation"), makers_of(telling.revisers(), telling.frame)),
    ]


def _translations(telling: Telling) -> list[Entry]:
    makers = [
        Maker(maker.name, maker.url, (tongue(each.language).name,))
        for each in telling.siblings
        for maker in makers_of(telling.translators(each), telling.frame)
    ]
    return [Entry(_("Translations"), makers)]


def _by_role(credits: list[Credit], frame: Frame) -> Iterable[tuple[Any, list[Credit]]]:
    groups: dict[str, list[Credit]] = defaultdict(list)
    for credit in credits:
        if credit.role.kind != RoleKind.TRANSLATOR:
            key = credit.role.key if credit.role.kind == RoleKind.OTHER else credit.role.kind
            groups[key].append(credit)
    labels = {
        RoleKind.AUTHOR: _("Text"),
        RoleKind.PHOTOGRAPHER: _("Photos"),
        RoleKind.EDITOR: pgettext("credit on a story", "Editing"),
        RoleKind.SPOKESPERSON: _("Spokesperson"),
    }
    for key, members in groups.items():
        first = members[0]
        label = labels.get(key) or first.role.title_for(first.person, frame.language).marked(
            frame.language
        )
        yield label, members


def makers_of(credits: Iterable[Credit], frame: Frame) -> list[Maker]:
    """Return the credited people as the passport shows them."""
    language = frame.language
    return [
        Maker(
            credit.person.name_in(language).marked(language) or credit.person.slug,
            person_path(credit.person, language),
            _positions(credit, language),
        )
        for credit in credits
    ]


def person_path(person: Person, language: str) -> str:
    """Return the address of somebody's page, empty where nobody may see one."""
    if person.is_hidden or person.merged_into_id:
        return ""
    return subject_path("person", person.slug, language)


def _positions(credit: Credit, language: str) -> tuple[str | SafeString, ...]:
    """Return the position named in this story, or else all that the person holds."""
    if credit.position:
        return (position_words(credit.position, language),)
    if credit.role.kind == RoleKind.TRANSLATOR:
        return ()
    return tuple(position_words(position, language) for position in credit.person.positions.all())


def position_words(position: Any, language: str) -> SafeString:
    """Return position and organisation on one line."""
    parts = [part.marked(language) for part in position.in_language(language)]
    return format_html_join(comma(language), "{}", ((part,) for part in parts))


def byline(credits: Iterable[Credit], language: str) -> SafeString:
    """Return the authors on one line, each with the position that applies."""
    lines = []
    for credit in credits:
        name = localized(credit.person, "name", language).marked(language)
        words = credit.position and position_words(credit.position, language)
        parts = [name, words] if words else [name]
        lines.append(format_html_join(comma(language), "{}", ((part,) for part in parts)))
    return format_html_join("; ", "{}", ((line,) for line in lines))
