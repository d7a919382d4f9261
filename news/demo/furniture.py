"""What stands in the demo newsroom before the first story: people, sections, photos, partners."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from news.articles.vocabulary import Section, Topic
from news.demo.models import DemoObject
from news.demo.papers import pdf
from news.demo.pictures import paint
from news.demo.republishers import enter
from news.desk.glossary.models import Term
from news.desk.groups import CHIEFS, EDITORS, translators
from news.newsroom.languages import codes, exact
from news.newsroom.models import Licence, NewsroomSettings
from news.partners.models import Partner
from news.people.models import Organisation, Person, Position
from news.photos.metadata import PhotoMetadata, embed
from news.photos.models import Paper, Photo

_TRANSLATED_SETTINGS = ("name", "tagline", "about", "terms")


@dataclass
class Furniture:
    """What stories are made with, by the keys under which they name it."""

    region: str
    chief: Any = None
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    positions: dict[str, list[Position]] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)

    def position(self, named: dict[str, Any]) -> Position | None:
        """Return the position in which somebody is credited or quoted, if one is said."""
        if "position" not in named:
            return None
        return self.positions[named.get("person") or named["speaker"]][named["position"]]


def furnish(vocabulary: dict[str, Any], stories: list[dict[str, Any]]) -> Furniture:
    """Make all but the stories; the caller's transaction undoes it."""
    furniture = Furniture(vocabulary["settings"]["region"])
    licences = {entry["key"]: _licence(entry) for entry in vocabulary["licences"]}
    _settle(vocabulary["settings"], licences)
    for entry in vocabulary["organisations"]:
        made = Organisation.objects.create(url=entry["url"], **_columns("name", entry["name"]))
        furniture.organisations[entry["key"]] = made
    for entry in vocabulary["people"]:
        _introduce(entry, furniture)
    for order, entry in enumerate(vocabulary["sections"]):
        furniture.sections[entry["key"]] = Section.objects.create(
            slug=entry["slug"], sort_order=order, **_subject(entry)
        )
    for entry in vocabulary["topics"]:
        furniture.topics[entry["key"]] = Topic.objects.create(slug=entry["slug"], **_subject(entry))
    for entry in vocabulary["terms"]:
        term = Term(note=entry.get("note", ""))
        term.write(entry["wording"])
        term.save()
        furniture.terms[term.key] = term
    for entry in vocabulary["partners"]:
        furniture.partners[entry["key"]] = enter(entry, licences, furniture.sections)
    # Pillow lets other threads go on while it draws.
    with ThreadPoolExecutor(os.cpu_count()) as painters:
        pictures = painters.map(paint, (entry["key"] for entry in vocabulary["photos"]))
        for entry, picture in zip(vocabulary["photos"], pictures, strict=True):
            furniture.photos[entry["key"]] = _photo(entry, picture, furniture, licences)
    for entry in vocabulary["documents"]:
        furniture.papers[entry["key"]] = _paper(entry)
    _open_accounts(furniture, stories, vocabulary["settings"]["chief"])
    for kind in (
        "organisations",
        "people",
        "accounts",
        "sections",
        "topics",
        "photos",
        "papers",
        "terms",
        "partners",
    ):
        DemoObject.note(*getattr(furniture, kind).values())
    return furniture


def _columns(name: str, words: dict[str, str]) -> dict[str, str]:
    return {build_localized_fieldname(name, code): text.strip() for code, text in words.items()}


def _subject(entry: dict[str, Any]) -> dict[str, str]:
    return _columns("name", entry["name"]) | _columns("description", entry.get("description", {}))


def _licence(entry: dict[str, Any]) -> Licence:
    """Return the licence, a standing one with its blanks filled."""
    words = _columns("name", entry["name"]) | _columns("summary", entry["summary"])
    plain = {"url": entry["url"], "may_republish": entry["may_republish"]}
    licence, is_new = Licence.objects.get_or_create(key=entry["key"], defaults=words | plain)
    if is_new:
        DemoObject.note(licence)
    else:
        _write(licence, {name: text for name, text in words.items() if not getattr(licence, name)})
    return licence


def _settle(entry: dict[str, Any], licences: dict[str, Licence]) -> None:
    columns: dict[str, Any] = {}
    for name in _TRANSLATED_SETTINGS:
        columns |= _columns(name, entry[name])
    columns |= {
        "contact_email": entry["contact"],
        "licence_id": licences[entry["licence"]].pk,
        "region": entry["region"],
        "time_zone": entry["timezone"],
        "is_demo": True,
    }
    _write(NewsroomSettings.load(), columns)


def _write(row: Model, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    if columns:
        DemoObject.note_written(row, columns)


def _introduce(entry: dict[str, Any], furniture: Furniture) -> None:
    key = entry["key"]
    person = Person.objects.create(
        slug=key,
        gender=entry["gender"],
        **_columns("name", entry["name"]),
        **_columns("bio", entry["bio"]),
    )
    furniture.people[key] = person
    furniture.positions[key] = [
        Position.objects.create(
            person=person,
            organisation=furniture.organisations[held["organisation"]],
            sort_order=order,
            **_columns("title", held["title"]),
        )
        for order, held in enumerate(entry["positions"])
    ]


def _photo(
    entry: dict[str, Any], picture: bytes, furniture: Furniture, licences: dict[str, Licence]
) -> Photo:
    photo = Photo(
        title=entry["title"][codes()[0]],
        source=entry.get("source", ""),
        photographer=furniture.people.get(entry.get("photographer", "")),
        licence=licences[entry["licence"]],
        rights=entry["rights"],
        **_columns("alt", entry["alt"]),
        **_columns("caption", entry["caption"]),
        **_columns("credit", entry["credit"]),
    )
    content = embed(picture, _metadata(photo))
    photo.file = ContentFile(content, f"{entry['key']}.jpg")
    photo.file_size = len(content)
    photo.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    photo.save()
    return photo


def _metadata(photo: Photo) -> PhotoMetadata:
    """Return what a picture desk would have written into the file."""
    language = codes()[0]
    return PhotoMetadata(
        title=photo.title,
        caption=exact(photo, "caption", language),
        alt=exact(photo, "alt", language),
        credit=exact(photo, "credit", language),
        creator=str(photo.photographer or ""),
        licence_url=photo.licence.url,
        usage_terms=str(photo.licence),
        source=photo.source,
        captions={code: exact(photo, "caption", code) for code in codes()},
        alts={code: exact(photo, "alt", code) for code in codes()},
    )


def _paper(entry: dict[str, Any]) -> Paper:
    content = pdf(entry["title"], entry["lines"])
    paper = Paper(title=entry["title"], file_size=len(content))
    paper.file = ContentFile(content, f"{entry['key']}.pdf")
    paper.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    paper.save()
    return paper


def _open_accounts(furniture: Furniture, stories: list[dict[str, Any]], chief: str) -> None:
    """Give those who write and translate accounts that nobody can sign in with."""
    groups: dict[str, set[str]] = {chief: {CHIEFS}}
    for story in stories:
        for credit in story["credits"]:
            if credit["role"] in {"author", "editor"}:
                groups.setdefault(credit["person"], set()).add(EDITORS)
        for language, edition in story["editions"].items():
            for key in edition.get("translators", []):
                groups.setdefault(key, set()).add(translators(language))
    for key, names in groups.items():
        person = furniture.people[key]
        first, _space, last = str(person).partition(" ")
        account = get_user_model()(username=f"demo-{key}", first_name=first, last_name=last)
        account.set_unusable_password()
        account.save()
        account.groups.set(Group.objects.filter(name__in=names))
        person.user = account
        person.save()
        furniture.accounts[key] = account
    furniture.chief = furniture.accounts[chief]
