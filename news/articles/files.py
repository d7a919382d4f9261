"""Which photos and documents the public may fetch: those that something public uses."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from news.articles.placements import credited_people
from news.articles.refusals import body_photos, used_papers, used_photos
from news.photos import sizes
from news.photos.models import FileUse, Paper, Photo


def register_uses(edition: Any) -> None:
    """Write which files a live edition uses, in its body and through its story."""
    _replace(edition, "edition", (use.photo.pk for use in used_photos(edition)))


def register_plain_uses(page: Any) -> None:
    """Write which files a plain page uses."""
    _replace(page, "page", (use["image"].pk for use in body_photos(page.body) if use["image"]))


def register_portrait(person: Any) -> None:
    """Write that a person's page shows a portrait."""
    person.file_uses.all().delete()
    if person.portrait_id:
        FileUse.objects.create(person=person, photo_id=person.portrait_id)


def _replace(holder: Any, field: str, photo_ids: Iterable[int]) -> None:
    known = set(holder.file_uses.exclude(photo=None).values_list("photo_id", flat=True))
    wanted = set(photo_ids)
    holder.file_uses.all().delete()
    paper_ids = {paper.pk for paper in used_papers(holder)}
    FileUse.objects.bulk_create(
        [
            *(FileUse(**{field: holder}, photo_id=pk) for pk in sorted(wanted)),
            *(FileUse(**{field: holder}, paper_id=pk) for pk in sorted(paper_ids)),
        ]
    )
    sizes.cut_soon(sorted(wanted - known))


def is_public(file: Photo | Paper) -> bool:
    """Say whether anybody may fetch this file now."""
    if isinstance(file, Photo) and file.is_barred():
        return False
    return in_public_use(file).exists()


def in_public_use(file: Photo | Paper) -> QuerySet[FileUse]:
    """Return the uses of a file by what the public may see."""
    from news.articles.editions import ArticlePage

    released = ArticlePage.objects.released()
    # Asked of the few uses of one file: lists of all that is released would be gathered first.
    return file.uses.filter(
        Exists(released.filter(pk=OuterRef("edition")))
        | Q(page__live=True)
        | Exists(credited_people().filter(pk=OuterRef("person")))
    )
