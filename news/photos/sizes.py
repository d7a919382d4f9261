"""Sizes made ahead: no reader waits for a photo to be cut.

Whoever shows photos says here in which sizes; the worker cuts a photo when something public
begins to use it. A size asked for earlier than that is cut on the spot.
"""

import logging
from collections.abc import Iterable

from django_tasks import task
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from news.photos.models import Photo

logger = logging.getLogger(__name__)

SIZES: set[str] = set()


def register(*specs: str) -> None:
    """Have photos in public use cut to these filter specifications of Wagtail."""
    SIZES.update(specs)


def cut_soon(photo_ids: Iterable[int]) -> None:
    """Have the worker cut these photos once the present transaction is committed."""
    for pk in photo_ids:
        cut.enqueue(pk)


@task()
def cut(photo_id: int) -> int:
    """Make the renditions that are missing; return in how many sizes there is one now."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return 0
    try:
        return len(photo.get_renditions(*sorted(SIZES))) if SIZES else 0
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        logger.warning("Photo %s cannot be cut", photo_id, exc_info=True)
        return 0
