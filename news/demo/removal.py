"""Taking the demo newsroom away: what it made, and nothing that real content has come to use."""

import posixpath
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction
from django.db.models import Model
from wagtail.models import PageLogEntry, ReferenceIndex

from news.articles.advances import Advance
from news.articles.circumstances import under
from news.articles.editions import ArticlePage
from news.articles.ledger import Address, Notice
from news.articles.pages import PlainPage
from news.articles.stories import Story
from news.articles.vocabulary import Section, Topic
from news.demo.models import DemoObject
from news.desk.glossary.models import Term
from news.newsroom.generation import raise_generation
from news.newsroom.models import Licence
from news.partners.models import Contact, Partner, Subscription
from news.people.models import Organisation, Person, Position
from news.photos.models import FileUse, Paper, Photo, Rendition

# What goes with a row, and so is no sign that somebody else needs it.
BELONGINGS: dict[type[Model], tuple[type[Model], ...]] = {
    Photo: (Rendition,),
    Person: (Position, FileUse),
    Partner: (Contact, Subscription),
}
# Whoever uses another comes first.
FURNITURE = (Partner, Photo, Paper, Topic, Section, Person, Organisation, Licence, Term)

Key = tuple[int, str]


@dataclass
class Removal:
    """What became of the demo: rows that stay, and editions that others had added to it."""

    kept: list[Model] = field(default_factory=list)
    added_editions: int = 0


@transaction.atomic
def remove() -> Removal:
    """Take the demo away without notices of withdrawal, as if it had never been."""
    removal = Removal()
    with under(erases=True):
        _remove_stories(removal)
        named = _named_in_texts()
        for model in FURNITURE:
            _remove_unused(model, named, removal)
    _close_accounts(removal)
    for row in DemoObject.objects.exclude(written={}):
        _unwrite(row)
    DemoObject.objects.all().delete()
    raise_generation()
    return removal


def _made(model: type[Model]) -> Any:
    return model._base_manager.filter(pk__in=list(DemoObject.keys_of(model)))


def _remove_stories(removal: Removal) -> None:
    stories = list(_made(Story).values_list("pk", flat=True))
    editions = ArticlePage.objects.filter(story__in=stories)
    urns = list(editions.values_list("urn", flat=True))
    pages = list(editions.values_list("pk", flat=True))
    removal.added_editions = editions.exclude(pk__in=_made(ArticlePage)).count()
    editions.delete()
    Address.objects.filter(urn__in=urns).delete()
    Notice.objects.filter(story_key__in=stories).delete()
    Advance.objects.filter(story_key__in=stories).delete()
    PageLogEntry.objects.filter(page_id__in=pages).delete()
    Story.objects.filter(pk__in=stories).delete()


def _remove_unused(model: type[Model], named: set[Key], removal: Removal) -> None:
    for row in _made(model):
        if any(_key(part) in named or _is_pointed_at(part) for part in _parts(row)):
            removal.kept.append(row)
            continue
        names = _files_of(row)
        row.delete()
        if names:
            transaction.on_commit(_deletion(row.file.storage, names))


def _parts(row: Model) -> list[Model]:
    """Return a row and what of it others may need: a key to a subscription is somebody's."""
    if isinstance(row, Person):
        return [row, *row.positions.all()]
    if isinstance(row, Partner):
        return [row, *row.subscriptions.all()]
    return [row]


def _named_in_texts() -> set[Key]:
    """Return what pages name, in what readers see or in a draft beside it.

    Wagtail's index of references knows no drafts, and waits for a worker that may not run.
    """
    named: set[Key] = set()
    for model in (ArticlePage, PlainPage):
        for page in model.objects.iterator():
            named |= _named_by(page)
            if page.has_unpublished_changes:
                named |= _named_by(page.get_latest_revision_as_object())
    return named


def _named_by(page: Model) -> set[Key]:
    found = ReferenceIndex._extract_references_from_object(page)
    return {(content_type, str(pk)) for content_type, pk, *_path in found}


def _key(row: Model) -> Key:
    return ContentType.objects.get_for_model(row).pk, str(row.pk)


def _is_pointed_at(row: Model) -> bool:
    """Say whether a column of anything but its own belongings holds this row."""
    own = BELONGINGS.get(type(row), ())
    for relation in row._meta.get_fields(include_hidden=True):
        is_incoming = relation.auto_created and not relation.concrete
        if not is_incoming or relation.many_to_many or relation.related_model in own:
            continue
        users = relation.related_model._base_manager.filter(**{relation.field.name: row})
        if users.exists():
            return True
    return False


def _files_of(row: Model) -> list[str]:
    """Return all files of a photo or document, with those that no rendition remembers."""
    if isinstance(row, Photo):
        return list(_files_in(row.file.storage, f"photos/{row.key}"))
    return [row.file.name] if isinstance(row, Paper) else []


def _files_in(storage: Storage, folder: str) -> Iterator[str]:
    folders, names = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _files_in(storage, f"{folder}/{inner}")


def _deletion(storage: Storage, names: list[str]) -> Callable[[], None]:
    """Return what deletes the files at once: Wagtail leaves it to a worker that may not run."""

    def delete() -> None:
        for name in names:
            storage.delete(name)
        if isinstance(storage, FileSystemStorage):
            _delete_empty_folders(storage, names)

    return delete


def _delete_empty_folders(storage: FileSystemStorage, names: list[str]) -> None:
    """Delete the folders that held nothing else, the innermost first."""
    folders: set[str] = set()
    for name in names:
        while name := posixpath.dirname(name):
            folders.add(name)
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):
            storage.delete(folder)


def _close_accounts(removal: Removal) -> None:
    """Delete the accounts that nobody has come to sign in with."""
    for account in _made(get_user_model()):
        if account.has_usable_password() or account.last_login:
            removal.kept.append(account)
        else:
            account.delete()


def _unwrite(note: DemoObject) -> None:
    """Put columns back to their defaults where they still say what the demo wrote."""
    row = note.content_type.get_all_objects_for_this_type(pk=note.object_id).first()
    if row is None:
        return
    for name, value in note.written.items():
        if getattr(row, name) == value:
            setattr(row, name, row._meta.get_field(name).get_default())
    row.save()
