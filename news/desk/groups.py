"""The groups of the newsroom, each with just its rights; made anew by whoever asks."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from news.articles.tree import front_page, news_index
from news.newsroom.languages import codes

CHIEFS = "Editors in chief"
EDITORS = "Editors"
MODERATORS = "Comment moderators"

_ADMIN = ("wagtailadmin.access_admin",)
_VOCABULARY = ("section", "topic", "person", "organisation", "role")
_PARTNERS = ("partner", "subscription")
# A translator supplies the terms that are missing; what goes, an editor decides.
_GLOSSARY = ("news.view_term", "news.add_term", "news.change_term")
# Wagtail asks rights on its own models, whatever models stand in their place.
_CHOOSING = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
_FILES = (
    *_CHOOSING,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)
_ALL_FILES = (*_FILES, "wagtailimages.delete_image", "wagtaildocs.delete_document")


def translators(language: str) -> str:
    """Return the name of the group of a language's translators."""
    return f"Translators {language}"


@transaction.atomic
def ensure_groups() -> None:
    """Make the groups and give each the rights it must have; harmless to repeat.

    Rights an administrator added stay.
    """
    Group.objects.filter(name__in=["Moderators"], user=None).delete()
    chiefs, editors, moderators = (
        Group.objects.get_or_create(name=name)[0] for name in (CHIEFS, EDITORS, MODERATORS)
    )
    _grant(chiefs, [*_ADMIN, *_all_of("news"), *_all_of("auth", "user"), *_all_of("auth", "group")])
    _grant(
        editors,
        [
            *_ADMIN,
            *(f"news.{verb}_{noun}" for noun in _VOCABULARY for verb in ("add", "change")),
            *_GLOSSARY,
            "news.delete_term",
            "news.view_licence",
            *(f"news.{verb}_{noun}" for noun in _PARTNERS for verb in ("add", "change")),
            "news.change_comment",
            "news.view_comment",
        ],
    )
    _grant(moderators, [*_ADMIN, "news.view_comment", "news.change_comment"])
    _grant_files(chiefs, _ALL_FILES)
    _grant_files(editors, _FILES)
    for language in codes():
        for group in (chiefs, editors):
            _grant_pages(
                group,
                front_page(language),
                ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
            )
        _ensure_translators(language)


def _ensure_translators(language: str) -> None:
    group, _is_new = Group.objects.get_or_create(name=translators(language))
    _grant(group, [*_ADMIN, *_GLOSSARY])
    _grant_pages(group, news_index(language), ("add_page", "change_page"))
    _grant_files(group, _CHOOSING)


def _all_of(app_label: str, model: str | None = None) -> list[str]:
    rows = Permission.objects.filter(content_type__app_label=app_label)
    if model:
        rows = rows.filter(content_type__model=model)
    return [f"{app_label}.{codename}" for codename in rows.values_list("codename", flat=True)]


def _permissions(names: Iterable[str]) -> list[Permission]:
    found = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in Permission.objects.select_related("content_type").filter(
            codename__in=[name.split(".")[1] for name in names]
        )
    }
    return [found[name] for name in names if name in found]


def _grant(group: Group, names: Iterable[str]) -> None:
    group.permissions.add(*_permissions(list(names)))


def _grant_pages(group: Group, page: Page, codenames: Iterable[str]) -> None:
    for codename in codenames:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page_id=page.pk,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )


def _grant_files(group: Group, names: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(list(names)):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
